//! Whatever is typed, pasted or looked for is tidied once, and every parser takes what it gave.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]

use std::fmt::Debug;

use domain::career_conversations::availability::{ClashForm, RulesForm};
use domain::career_conversations::career_action::ActionForm;
use domain::career_conversations::career_conversation::{BookForm, TopicForm};
use domain::career_conversations::conversation_summary::{NoteForm, SummaryForm, TemplateForm};
use domain::career_conversations::waiting_list::AcceptForm;
use domain::kit::email_address::EmailAddress;
use domain::kit::search::{MOST_WORDS, Search, key};
use domain::kit::tidy;
use domain::kit::words;
use domain::people::person::{AddPersonForm, ChangePersonForm, parse_name};
use domain::people::sign_in::EmailForm;
use domain::places::organisation::OrganisationForm;
use domain::places::site::SiteForm;
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What shows nothing wherever it stands between Latin letters, and ends or begins nothing.
const UNSEEN: [char; 22] = [
    '\u{0}',
    '\u{7}',
    '\u{7F}',
    '\u{9F}',
    '\u{AD}',
    '\u{34F}',
    '\u{61C}',
    '\u{115F}',
    '\u{200B}',
    '\u{200E}',
    '\u{200F}',
    '\u{202A}',
    '\u{202D}',
    '\u{202E}',
    '\u{2060}',
    '\u{2066}',
    '\u{2069}',
    '\u{FEFF}',
    '\u{FFFE}',
    '\u{FFFF}',
    '\u{FDD0}',
    '\u{10FFFF}',
];

/// Letters with accents apart, marks, joiners, directions, pictures, spaces and dashes of all kinds, and anything else.
fn awkward() -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "e\u{301}",
        "\u{301}",
        "\u{308}",
        "Å",
        "\u{212B}",
        "ł",
        "ß",
        "ﬁ",
        "ي",
        "علی",
        "क्",
        "ष",
        "ि",
        "葛",
        "\u{E0100}",
        "👩",
        "👩🏽",
        "⚕",
        "🏴",
        "\u{E0067}",
        "\u{E007F}",
        "\u{200C}",
        "\u{200D}",
        "\u{200B}",
        "\u{202E}",
        "\u{FE0F}",
        "\u{FE0E}",
        "1",
        "#",
        "\u{20E3}",
        "\u{2800}",
        "\u{A0}",
        "\u{2003}",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\u{85}",
        "\u{2028}",
        "\t",
        "–",
        "\u{2011}",
        "-",
        "’",
        "'",
        "\u{FFFF}",
        "\u{FDD0}",
        "\u{0}",
        "\u{7F}",
        "\u{600}",
        "\u{115F}",
        "\u{AC00}",
        "\u{1100}",
        "\u{1161}",
        "\u{0958}",
        "\u{2000}",
    ];
    let piece = prop_oneof![3 => select(pieces.to_vec()).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// A name of two or three words with letters that people search for.
fn names() -> impl Strategy<Value = Vec<String>> {
    vec("[A-Za-zÀ-ÖØ-öø-žА-Яа-яΑ-ΡΣ-ώ]{2,8}", 2..=3)
}

proptest! {
    #[test]
    fn tidy_text_is_tidied_no_further(text in awkward()) {
        for tidied in [tidy::line, tidy::name, tidy::prose] {
            let once = tidied(&text);
            prop_assert_eq!(&tidied(&once), &once);
        }
        let line = tidy::line(&text);
        prop_assert_eq!(&tidy::prose(&line), &line);
    }

    #[test]
    fn tidy_text_has_nothing_unseen(text in awkward()) {
        let (line, prose) = (tidy::line(&text), tidy::prose(&text));
        let unseen = |text: &str| text.chars().any(|c| UNSEEN.contains(&c));
        prop_assert!(!unseen(&line) && !unseen(&prose));
        prop_assert!(!line.chars().any(|c| c.is_control() || (c.is_whitespace() && c != ' ')));
        prop_assert!(!line.contains("  ") && line.trim() == line && prose.trim() == prose);
        prop_assert!(!prose.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
        let dashes = ['–', '—', '\u{2011}', '\u{2212}'];
        prop_assert!(!tidy::name(&text).contains(dashes));
    }

    #[test]
    fn parsers_take_what_they_gave(text in awkward()) {
        if let Ok(name) = parse_name(&text) {
            prop_assert!(name.chars().any(char::is_alphabetic));
            prop_assert_eq!(parse_name(&name), Ok(name));
        }
        if let Ok(line) = words::parse_line("name", &text, 30) {
            prop_assert_eq!(words::parse_line("name", &line, 30), Ok(line));
        }
        if let Ok(prose) = words::parse_text("The note", &text, 30) {
            prop_assert_eq!(words::parse_text("The note", &prose, 30), Ok(prose));
        }
    }

    #[test]
    fn what_is_unseen_changes_no_typed_value(at in 0..18_usize, unseen in select(UNSEEN.to_vec())) {
        let put_in = |text: &str| {
            let mut text = text.to_owned();
            text.insert(at.min(text.len()), unseen);
            text
        };
        let address = "amina@example.nhs.uk";
        prop_assert_eq!(EmailAddress::parse(&put_in(address)), EmailAddress::parse(address));
        prop_assert_eq!(parse_name(&put_in("Amina Yusuf")), Ok("Amina Yusuf".to_owned()));
    }

    #[test]
    fn a_search_finds_by_any_word_in_any_order_with_or_without_marks(
        names in names(), at in any::<prop::sample::Index>(), spaces in " {1,3}", upper in any::<bool>(),
    ) {
        let name = names.join(" ");
        let kept = key(&name, "someone@example.nhs.uk");
        let mut backwards = names.clone();
        backwards.reverse();
        let decomposed = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(&name).into_owned();
        let unmarked: String = decomposed.chars().filter(|c| !('\u{300}'..='\u{36F}').contains(c)).collect();
        let one = at.get(&names).clone();
        for typed in [name.clone(), backwards.join(&spaces), decomposed, unmarked, one] {
            let typed = if upper { typed.to_uppercase() } else { typed };
            prop_assert!(Search::parse(&typed).finds(&kept), "{typed} should find {name}");
        }
    }

    #[test]
    fn no_text_but_none_finds_everything(text in awkward()) {
        let search = Search::parse(&text);
        prop_assert_eq!(search == Search::Everything, text.trim().is_empty());
        if let Search::Words(words) = &search {
            prop_assert!((1..=MOST_WORDS).contains(&words.len()));
            let plain = |c: char| c.is_alphanumeric();
            prop_assert!(words.iter().all(|word| !word.trim().is_empty() && word.trim().chars().all(plain)), "{words:?}");
        }
        if search != Search::Everything {
            let nameless = [key("", ""), key("\u{200B}", "?")];
            prop_assert!(!nameless.iter().any(|key| search.finds(key)));
        }
    }

    #[test]
    fn a_key_finds_itself_and_is_never_empty(name in awkward(), also in "[a-z.]{0,8}@?[a-z.]{0,8}") {
        let kept = key(&name, &also);
        prop_assert!(!kept.is_empty() && !kept.contains("  "));
        let search = Search::parse(&name);
        prop_assert!(search == Search::Nothing || search.finds(&kept), "{name:?} should find {kept:?}");
    }
}

/// The form with these fields, each as it was typed.
fn form<F: DeserializeOwned>(fields: &Value) -> F {
    serde_json::from_value(fields.clone()).unwrap()
}

/// The fields with marks that show nothing in each that people type; `due/day` is a box of the day `due`.
fn pasted(fields: &Value, typed: &[&str]) -> Value {
    let mut fields = fields.clone();
    for name in typed {
        let field = fields.pointer_mut(&format!("/{name}")).unwrap();
        let (first, rest) = field.as_str().unwrap().split_at(1);
        *field = format!("\u{202E}{first}\u{200B}{rest}\u{FFFF}\u{202C}\u{A0}").into();
    }
    fields
}

/// A form is read the same with unseen marks in every field that people type.
fn is_tidied<F: DeserializeOwned, R: Debug + PartialEq, E: Debug>(
    parse: impl Fn(F) -> Result<R, E>,
    fields: &Value,
    typed: &[&str],
) {
    let plain = parse(form(fields)).unwrap();
    let read = parse(form(&pasted(fields, typed))).unwrap();
    assert_eq!(plain, read);
}

#[test]
fn every_form_tidies_what_people_type() {
    let id = "01890a5d-ac96-774b-bcce-b302099a8057";
    let reference = "CC-7K4M-9QXD";
    let slot = format!("2026-03-03T09:30:00Z~{id}");
    let person = json!({
        "person": id, "name": "Amina Yusuf", "email": "amina@example.nhs.uk", "phone": "01632 960 001", "postcode": "ST4 6QG",
    });
    let typed = ["name", "email", "phone", "postcode"];
    is_tidied(AddPersonForm::parse, &person, &typed);
    is_tidied(ChangePersonForm::parse, &person, &typed);
    let organisation = json!({ "name": "A care home", "kind": "care_home", "town": "Stoke", "postcode": "ST4 6QG" });
    is_tidied(
        OrganisationForm::parse,
        &organisation,
        &["name", "town", "postcode"],
    );
    let site = json!({
        "organisation": id, "site": id, "name": "A site", "address": "1 High Street", "town": "Stoke", "postcode": "ST4 6QG",
        "access_notes": "Ring the bell",
    });
    let typed = ["name", "address", "town", "postcode", "access_notes"];
    is_tidied(SiteForm::parse_new, &site, &typed);
    is_tidied(SiteForm::parse_change, &site, &typed);
    let rules = json!({
        "about": "I was a nurse", "buffer_minutes": "15", "notice_hours": "24", "horizon_days": "42", "phone": "01632 960 001",
    });
    let typed = [
        "about",
        "buffer_minutes",
        "notice_hours",
        "horizon_days",
        "phone",
    ];
    is_tidied(RulesForm::parse, &rules, &typed);
    let clash = json!({ "reference": reference, "version": "1", "decision": "cancel", "message": "I am away" });
    is_tidied(ClashForm::parse, &clash, &["message"]);
    let booking = json!({
        "submission": id, "topic": "career_change", "way": "video", "slot": slot, "preparation": "My next step",
    });
    let booking = with_a_topic(booking);
    is_tidied(BookForm::parse, &booking, &["preparation"]);
    is_tidied(TopicForm::parse, &booking, &["preparation"]);
    is_tidied(
        AcceptForm::parse,
        &json!({ "offer": id, "preparation": "My next step" }),
        &["preparation"],
    );
    let summary = json!({ "reference": reference, "version": "0", "summary": "We talked" });
    is_tidied(SummaryForm::parse, &summary, &["summary"]);
    is_tidied(
        NoteForm::parse,
        &json!({ "reference": reference, "note": "To ask" }),
        &["note"],
    );
    is_tidied(
        TemplateForm::parse,
        &json!({ "name": "Usual", "words": "We talked" }),
        &["name", "words"],
    );
    let action = json!({
        "reference": reference, "action": "Write a CV", "due": { "day": "27", "month": "March", "year": "2026" },
    });
    let parse = |form: ActionForm| form.parse(date(2026, 3, 3));
    is_tidied(
        parse,
        &action,
        &["action", "due/day", "due/month", "due/year"],
    );
    is_tidied(
        EmailForm::parse,
        &json!({ "email": "amina@example.nhs.uk" }),
        &["email"],
    );
}

fn with_a_topic(mut booking: Value) -> Value {
    let topic = domain::career_conversations::career_conversation::Topic::ALL[0];
    booking["topic"] = Value::from(topic.code());
    booking
}
