//! Searching by name: one key for each thing that can be found, kept beside it, and the words that a person looks for in it.
//!
//! Both are folded the same way: decomposed, without accents, in one case, without punctuation; letters that don't decompose become
//! those that a British keyboard has. So `elodie` finds 'Élodie', `obrien` finds 'O’Brien' and `lukasz` finds 'Łukasz'.

use icu_casemap::CaseMapper;
use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

/// Most words that are looked for at once: of a text with more, the longest.
pub const MOST_WORDS: usize = 6;

/// Longest key, in bytes: one letter can decompose into eighteen, and an index of PostgreSQL holds 2,704 bytes.
const LONGEST_KEY: usize = 2_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Search {
    /// Nothing was typed: everything is shown.
    Everything,
    /// Each of these stands somewhere in the key; at most [`MOST_WORDS`]. Letters and numbers, after a space where a word of the key
    /// must begin with it: one or two letters would else be in every other name.
    Words(Vec<String>),
    /// Something was typed, but no letter and no number: nothing is found.
    Nothing,
}

impl Search {
    /// Reads what was typed. Spaces, dashes, dots and the like separate words; apostrophes don't.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut words = words(&without_apostrophes(text));
        if words.is_empty() {
            return if text.trim().is_empty() {
                Self::Everything
            } else {
                Self::Nothing
            };
        }
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        words.truncate(MOST_WORDS);
        // In bytes: one ideograph says more than two letters.
        let must_begin = |word: &String| word.len() <= 2;
        let sought = words.into_iter().map(|word| match must_begin(&word) {
            true => format!(" {word}"),
            false => word,
        });
        Self::Words(sought.collect())
    }

    #[must_use]
    pub fn finds(&self, key: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Words(words) => words.iter().all(|word| key.contains(word.as_str())),
            Self::Nothing => false,
        }
    }
}

/// The key of a thing that is found by its name and perhaps by something else (an address, a code; may be empty). Keys sort as the
/// names do, and none is empty.
///
/// The first line is the name, each word after a space, what punctuation parts as one word: `annemarie`. The second has the words
/// that it parts, and the rest. A line's end sorts before a space, so that 'Ann' comes before 'Ann Lee' whatever follows.
#[must_use]
pub fn key(name: &str, also: &str) -> String {
    let plain = without_apostrophes(name);
    let whole: Vec<String> = plain
        .split_whitespace()
        .map(joined)
        .filter(|word| !word.is_empty())
        .collect();
    let mut key: String = whole.iter().map(|word| format!(" {word}")).collect();
    key.push('\n');
    let parted = words(name).into_iter().chain(words(also));
    for word in parted.filter(|word| !whole.contains(word)) {
        key.push(' ');
        key.push_str(&word);
    }
    key.truncate(key.floor_char_boundary(LONGEST_KEY));
    key
}

fn words(text: &str) -> Vec<String> {
    let folded = folded(text);
    folded.split_whitespace().map(str::to_owned).collect()
}

fn joined(word: &str) -> String {
    folded(word).replace(' ', "")
}

/// Apostrophes and what is typed for them go before anything else: some would decompose into a space and an accent.
fn without_apostrophes(text: &str) -> String {
    text.replace(is_apostrophe, "")
}

const fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '´' | '‘' | '’' | '‛' | '′' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | '＇'
    )
}

/// Letters and numbers, folded; each other character that is seen becomes a space.
fn folded(text: &str) -> String {
    let decompose = DecomposingNormalizerBorrowed::new_nfkd();
    let once = decompose.normalize(text);
    let lower = CaseMapper::new().fold_string(&once).into_owned();
    // Folding can compose: what it made is decomposed again.
    let decomposed = decompose.normalize(&lower);
    let mut folded = String::with_capacity(decomposed.len());
    for c in decomposed.chars() {
        match plain(c) {
            Some(letters) => folded.push_str(letters),
            None if c.is_whitespace() => folded.push(' '),
            None if is_silent(c) || is_apostrophe(c) => {}
            None if c.is_alphanumeric() => folded.push(c),
            None => folded.push(' '),
        }
    }
    folded
}

/// The letters of a British keyboard for a letter that doesn't decompose into them.
const fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ŋ' => "n",
        'þ' => "th",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        _ => return None,
    })
}

/// Accents, and what shows nothing (a joiner, a tag): they part no word.
fn is_silent(c: char) -> bool {
    use GeneralCategory::{Control, EnclosingMark, Format, NonspacingMark};
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    matches!(category, NonspacingMark | EnclosingMark | Format | Control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, name: &str) -> bool {
        Search::parse(typed).finds(&key(name, ""))
    }

    #[test]
    fn a_name_is_found_however_it_is_typed() {
        for (typed, name) in [
            ("elodie", "Élodie Martin"),
            ("ÉLODIE", "Elodie Martin"),
            ("E\u{301}lodie", "Élodie Martin"),
            ("O'Brien", "Siân O’Brien"),
            ("O’Brien", "Siân O'Brien"),
            ("obrien", "Siân O’Brien"),
            ("o brien", "Siân O’Brien"),
            ("brien", "Siân O’Brien"),
            ("jean-li", "Jean-Li Wong"),
            ("小明", "王小明"),
            ("Yusuf  Amina", "Amina Yusuf"),
            ("yus ami", "Amina Yusuf"),
            ("Anne Marie", "Anne-Marie Jones"),
            ("Anne–Marie", "Anne Marie Jones"),
            ("annemarie", "Anne-Marie Jones"),
            ("иван", "Иван Петров"),
            ("Ωμεγα", "Ωμέγα Σίγμας"),
            ("ΣΙΓΜΑΣ", "Ωμέγα Σίγμας"),
            ("lukasz", "Łukasz Wałęsa"),
            ("Ł", "Łukasz Wałęsa"),
            ("soren", "Søren Đorđević"),
            ("djordje dordevic", "Djordje Đorđević"),
            ("strasse", "Große Straße"),
            ("isik", "Işık"),
            ("AISLING", "ᴬisling"),
            ("محمد", "مُحَمَّد علي"),
            ("علیرضا", "علی\u{200C}رضا"),
        ] {
            assert!(finds(typed, name), "{typed} should find {name}");
        }
    }

    #[test]
    fn another_name_is_not_found() {
        for (typed, name) in [
            ("Иван", "Amina Yusuf"),
            ("Ωμέγα", "Amina Yusuf"),
            ("Ł", "Amina Khalil"),
            ("?Ł", "Amina Khalil"),
            ("amina cole", "Amina Yusuf"),
            ("yusufa", "Yusuf Amina"),
        ] {
            assert!(!finds(typed, name), "{typed} should not find {name}");
        }
    }

    #[test]
    fn text_without_a_letter_or_a_number_finds_nothing_and_no_text_finds_everything() {
        for text in ["?", "%", "_", "\\", "' '", "\u{301}", "\u{202E}", "👋"] {
            assert_eq!(Search::parse(text), Search::Nothing, "{text:?}");
        }
        for text in ["", " ", "\u{A0}\n"] {
            assert_eq!(Search::parse(text), Search::Everything, "{text:?}");
        }
    }

    #[test]
    fn an_address_is_found_whole_or_in_part_and_does_not_disturb_the_order() {
        let amina = key("Amina Yusuf", "amina.yusuf@example.nhs.uk");
        for typed in [
            "amina.yusuf@example.nhs.uk",
            "YUSUF@EXAMPLE",
            "yusuf example",
        ] {
            assert!(Search::parse(typed).finds(&amina), "{typed}");
        }
        assert!(key("Ann", "zed@example.com") < key("Ann Lee", "ann@example.com"));
        assert!(key("Élan", "") < key("Emma", "") && key("ann", "") < key("Ben", ""));
        assert!(!key("\u{200B}", "").is_empty());
        assert!(key(&"\u{FDFA}".repeat(100), "").len() <= LONGEST_KEY);
    }
}
