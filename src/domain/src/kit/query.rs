//! What stands behind the question mark of an address: one reader with limits, and what its texts may mean.
//!
//! Anybody can put anything there. What can't be meant is not given: no error, no page that is broken.

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::de::value::{Error, MapDeserializer};

/// Inputs that are read; no page has a tenth of them.
const MOST_INPUTS: usize = 100;
/// Characters of a value; a longer one is not given. The longest that is meant is an address to return to.
const LONGEST: usize = 1_000;
/// Characters of a text to look for: as long as the longest name.
const LONGEST_TEXT: usize = 100;
/// Pages of a list; no list has as many.
const MOST_PAGES: i64 = 1_000_000;
/// Years of a day to look at.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// The inputs of an address, each once: of several of one name the last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads `page=2&text=Amina+Yusuf`, as a form is read: what isn't UTF-8 becomes U+FFFD, and NUL and other control characters
    /// are left out.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let inputs = form_urlencoded::parse(text.trim_start_matches('?').as_bytes());
        let mut read: Vec<(String, String)> = Vec::new();
        for (name, value) in inputs.take(MOST_INPUTS) {
            let value = if value.chars().nth(LONGEST).is_some() {
                String::new()
            } else {
                printable(&value)
            };
            match read.iter_mut().find(|(known, _)| *known == name) {
                Some((_, earlier)) => *earlier = value,
                None => read.push((name.into_owned(), value)),
            }
        }
        Self(read)
    }

    /// The value of an input; empty when it isn't given.
    #[must_use]
    pub fn get(&self, name: &str) -> String {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Which boxes of a list are ticked: what follows the beginning that their names share.
    #[must_use]
    pub fn ticked(&self, beginning: &str) -> Vec<String> {
        let names = self.0.iter().map(|(name, _)| name.strip_prefix(beginning));
        names.flatten().map(str::to_owned).collect()
    }

    /// The inputs as the texts of a struct, each as it is by default where it isn't given.
    #[must_use]
    pub fn read<T: DeserializeOwned + Default>(&self) -> T {
        let inputs = self
            .0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let inputs: MapDeserializer<'_, _, Error> = MapDeserializer::new(inputs);
        T::deserialize(inputs).unwrap_or_default()
    }
}

/// A text without control characters, trimmed; where they part words they become a space.
fn printable(text: &str) -> String {
    let kept = text.chars().filter_map(|c| match c {
        c if !c.is_control() => Some(c),
        c if c.is_whitespace() => Some(' '),
        _ => None,
    });
    kept.collect::<String>().trim().to_owned()
}

/// A text to look for, cut to the length of the longest name.
#[must_use]
pub fn text(text: &str) -> String {
    let text: String = printable(text).chars().take(LONGEST_TEXT).collect();
    text.trim_end().to_owned()
}

/// The page of a list, from 1; the first one where none is given.
#[must_use]
pub fn page(text: &str) -> i64 {
    let page = text.trim().parse().ok();
    page.filter(|page| (1..=MOST_PAGES).contains(page))
        .unwrap_or(1)
}

/// A day such as `2026-03-02`, in the years that people look at.
#[must_use]
pub fn day(text: &str) -> Option<Date> {
    let day: Date = text.trim().parse().ok()?;
    YEARS.contains(&day.year()).then_some(day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_query_is_read_as_a_form_and_the_last_of_one_name_counts() {
        let query = Query::parse("?page=2&text=Amina+Yusuf%20%C3%A9&page=3&empty=&alone");
        assert_eq!(query.get("page"), "3");
        assert_eq!(query.get("text"), "Amina Yusuf é");
        for name in ["empty", "alone", "none"] {
            assert_eq!(query.get(name), "");
        }
    }

    #[test]
    fn a_struct_of_texts_is_read_and_what_it_does_not_know_is_left_out() {
        #[derive(Debug, Default, PartialEq, serde::Deserialize)]
        #[serde(default)]
        struct Wanted {
            text: String,
            page: String,
        }
        let wanted: Wanted = Query::parse("?text=Amina+Yusuf&other=1&page=2&page=3").read();
        assert_eq!(
            wanted,
            Wanted {
                text: "Amina Yusuf".to_owned(),
                page: "3".to_owned()
            }
        );
        assert_eq!(Query::default().read::<Wanted>(), Wanted::default());
    }

    #[test]
    fn what_nobody_types_is_left_out() {
        for (text, value) in [
            ("a%00b", "ab"),
            ("%00", ""),
            ("a%0D%0Ab", "a  b"),
            ("%1B%5B31m", "[31m"),
            ("%C2%85x", "x"),
            ("%FF%FE", "\u{FFFD}\u{FFFD}"),
            ("%", "%"),
            ("%zz", "%zz"),
            // It is decoded once.
            ("%2500", "%00"),
        ] {
            assert_eq!(Query::parse(&format!("text={text}")).get("text"), value);
        }
    }

    #[test]
    fn what_is_too_much_is_not_given() {
        let long = |length| Query::parse(&format!("text={}", "x".repeat(length))).get("text");
        assert_eq!(long(LONGEST).len(), LONGEST);
        assert_eq!(long(LONGEST + 1), "");
        let many = |count| format!("{}page=2", "x=1&".repeat(count));
        assert_eq!(Query::parse(&many(MOST_INPUTS - 1)).get("page"), "2");
        assert_eq!(Query::parse(&many(MOST_INPUTS)).get("page"), "");
        assert_eq!(text(&"é".repeat(200)), "é".repeat(100));
    }

    #[test]
    fn a_page_is_a_number_that_a_list_can_have() {
        for (text, number) in [("2", 2), (" 7 ", 7), ("1000000", 1_000_000)] {
            assert_eq!(page(text), number);
        }
        for text in ["", "0", "-1", "1000001", "9223372036854775808", "1e3", "x"] {
            assert_eq!(page(text), 1, "{text}");
        }
    }

    #[test]
    fn a_day_is_one_that_people_look_at() {
        assert_eq!(day(" 2026-03-02 "), Some(jiff::civil::date(2026, 3, 2)));
        for text in [
            "",
            "2026-02-29",
            "1899-12-31",
            "2200-01-01",
            "9999-12-31",
            "0000-01-01",
            "-004713-01-01",
            "-009999-01-01",
            "+123456-01-01",
            "today",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_sent_something_printable_is_read(raw in "\\PC*|[%&=+0-9A-Fa-f]{0,200}") {
            let query = Query::parse(&raw);
            for (name, value) in &query.0 {
                prop_assert!(!value.contains(char::is_control), "{name}: {value:?}");
                prop_assert!(value.chars().count() <= LONGEST);
                let _ = (text(value), page(value), day(value));
            }
        }
    }
}
