//! Tidying of text that people type, paste or bring in files: what every parser of such text does first.
//!
//! Text comes out composed (NFC), without controls, noncharacters and whatever else shows nothing: direction marks (U+202E turns
//! the words around it round, in an email and a calendar as well), spaces without width, soft hyphens, fillers. What changes how the
//! letter or picture beside it looks stays there: joiners in Persian or Hindi and in a picture of a family, tags in a flag.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::props::{
    DefaultIgnorableCodePoint, Emoji, EmojiModifier, ExtendedPictographic, GeneralCategory,
    Ideographic, NoncharacterCodePoint, PrependedConcatenationMark, Script,
};
use icu_properties::{CodePointMapData, CodePointSetData};

const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';
const ZERO_WIDTH_JOINER: char = '\u{200D}';
const BLACK_FLAG: char = '\u{1F3F4}';

/// One line: everything blank is one space, none at its ends. It may come out empty.
#[must_use]
pub fn line(text: &str) -> String {
    let text = prose(text);
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// A line that names a person: like `line`, and each dash is a hyphen, because which of them a name has is chance.
#[must_use]
pub fn name(text: &str) -> String {
    line(text)
        .chars()
        .map(|c| if is_dash(c) { '-' } else { c })
        .collect()
}

/// Text of several lines: line ends are of one kind, every space is the ordinary one, nothing blank at its ends. Dashes stay as they
/// are: in prose they mean something.
#[must_use]
pub fn prose(text: &str) -> String {
    let nfc = ComposingNormalizerBorrowed::new_nfc();
    let lines = text.replace("\r\n", "\n");
    let shown: String = lines.chars().filter_map(shown).collect();
    let kept = without_idle_marks(&nfc.normalize(&shown));
    let composed: Cow<'_, str> = nfc.normalize(&kept);
    composed.trim().to_owned()
}

/// The character as it is kept; `None`: it shows nothing. Joiners, variation selectors and tags are judged by their neighbours later.
fn shown(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => Some(c),
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        // A pattern of dots without a dot: Braille's space.
        '\u{2800}' => Some(' '),
        // Hyphens that a font may lack.
        '\u{2010}' | '\u{2011}' => Some('-'),
        c if c.is_whitespace() => Some(' '),
        c if is_idle_alone(c) => Some(c),
        c if CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c) => None,
        c if CodePointSetData::new::<NoncharacterCodePoint>().contains(c) => None,
        c => match CodePointMapData::<GeneralCategory>::new().get(c) {
            GeneralCategory::Control => None,
            // Some format characters are signs before a number, and seen.
            GeneralCategory::Format => CodePointSetData::new::<PrependedConcatenationMark>()
                .contains(c)
                .then_some(c),
            _ => Some(c),
        },
    }
}

/// Whether it shows nothing by itself, but can change what stands before it.
const fn is_idle_alone(c: char) -> bool {
    matches!(c, ZERO_WIDTH_NON_JOINER | ZERO_WIDTH_JOINER) || is_variation(c) || is_tag(c)
}

const fn is_variation(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

const fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0020}'..='\u{E007F}')
}

/// The text without joiners, variation selectors and tags that change nothing where they stand.
fn without_idle_marks(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    // The last character kept, and the last that an accent or a mark could belong to.
    let (mut last, mut base) = (None, None);
    let mut following = text.chars().filter(|c| !is_idle_alone(*c)).peekable();
    for c in text.chars() {
        let stays = match c {
            ZERO_WIDTH_NON_JOINER | ZERO_WIDTH_JOINER => {
                !last.is_some_and(is_joiner)
                    && base
                        .zip(following.peek().copied())
                        .is_some_and(|(before, after)| joins(c, before, after))
            }
            c if is_variation(c) => last.is_some_and(|last| varies(last, c)),
            c if is_tag(c) => {
                base == Some(BLACK_FLAG) && last.is_some_and(|l| l == BLACK_FLAG || is_tag(l))
            }
            _ => {
                following.next();
                true
            }
        };
        if !stays {
            continue;
        }
        kept.push(c);
        last = Some(c);
        if !is_idle_alone(c) && script(c) != Script::Inherited {
            base = Some(c);
        }
    }
    kept
}

const fn is_joiner(c: char) -> bool {
    matches!(c, ZERO_WIDTH_NON_JOINER | ZERO_WIDTH_JOINER)
}

/// Whether a joiner between these two changes how they look: letters of scripts that join, or two pictures.
fn joins(joiner: char, before: char, after: char) -> bool {
    let is_picture = |c| CodePointSetData::new::<ExtendedPictographic>().contains(c);
    let is_skin = |c| CodePointSetData::new::<EmojiModifier>().contains(c);
    let is_joining_letter = |c: char| {
        let never = [
            Script::Latin,
            Script::Greek,
            Script::Cyrillic,
            Script::Common,
            Script::Inherited,
        ];
        is_letter_or_mark(c) && !never.contains(&script(c))
    };
    let pictures =
        joiner == ZERO_WIDTH_JOINER && (is_picture(before) || is_skin(before)) && is_picture(after);
    pictures || (is_joining_letter(before) && is_joining_letter(after))
}

/// Whether a variation selector right after this character can change it: a picture shown as text, or a form of an ideograph.
fn varies(before: char, selector: char) -> bool {
    match selector {
        '\u{FE0E}' | '\u{FE0F}' => CodePointSetData::new::<Emoji>().contains(before),
        _ => CodePointSetData::new::<Ideographic>().contains(before),
    }
}

fn script(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}

fn is_letter_or_mark(c: char) -> bool {
    use GeneralCategory::{EnclosingMark, NonspacingMark, SpacingMark};
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    c.is_alphabetic() || matches!(category, NonspacingMark | SpacingMark | EnclosingMark)
}

/// Hyphens, dashes and the minus sign, of every width.
const fn is_dash(c: char) -> bool {
    matches!(
        c,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_composed_and_has_single_spaces() {
        assert_eq!(
            line("  Sia\u{302}n\u{A0}\t O\u{2019}Connor\r\n"),
            "Siân O’Connor"
        );
        assert_eq!(line("Amina\u{2800}\u{3000}Yusuf"), "Amina Yusuf");
        assert_eq!(line("two\nlines\u{2028}more"), "two lines more");
    }

    #[test]
    fn what_shows_nothing_is_dropped() {
        for nothing in [
            '\u{0}',
            '\u{7}',
            '\u{7F}',
            '\u{9F}',
            '\u{AD}',
            '\u{34F}',
            '\u{61C}',
            '\u{1160}',
            '\u{3164}',
            '\u{200B}',
            '\u{200C}',
            '\u{200D}',
            '\u{200E}',
            '\u{200F}',
            '\u{202A}',
            '\u{202D}',
            '\u{202E}',
            '\u{2060}',
            '\u{2066}',
            '\u{2069}',
            '\u{FDD0}',
            '\u{FE0F}',
            '\u{FEFF}',
            '\u{FFF9}',
            '\u{FFFE}',
            '\u{FFFF}',
            '\u{E0041}',
            '\u{E0100}',
            '\u{10FFFF}',
        ] {
            let (inside, alone) = (format!("Am{nothing}ina"), format!(" {nothing} "));
            assert_eq!(line(&inside), "Amina", "{nothing:?}");
            assert_eq!(prose(&inside), "Amina", "{nothing:?}");
            assert_eq!(line(&alone), "", "{nothing:?}");
        }
    }

    #[test]
    fn what_changes_its_neighbours_stays() {
        for text in [
            "علی\u{200C}رضا",
            "क्\u{200D}ष",
            "👩\u{200D}👩\u{200D}👧",
            "👩🏽\u{200D}⚕\u{FE0F}",
            "1\u{FE0F}\u{20E3}",
            "葛\u{E0100}城",
            "🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
        ] {
            assert_eq!(line(text), text);
        }
    }

    #[test]
    fn prose_keeps_its_lines_and_dashes_and_a_name_has_hyphens() {
        assert_eq!(
            prose("\r\nOne – two\r\n\r\n\u{2003}three\rfour\u{2029}"),
            "One – two\n\n three\nfour"
        );
        assert_eq!(line("One – two"), "One – two");
        assert_eq!(
            name("Anne–Marie Smith\u{2011}Jones"),
            "Anne-Marie Smith-Jones"
        );
    }
}
