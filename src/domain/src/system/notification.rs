//! What somebody was told, and what of it they want by email as well.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::kit::field_errors::{FieldErrors, OPEN_AGAIN};
use crate::system::id::OutboxId;
use crate::system::outbox::Topic;

/// More unread ones than this are said as '99+'.
pub const MOST_COUNTED: i64 = 99;

id_form! {
    /// 'Mark all as read': what came after this one is still to be read.
    ReadUpToForm { newest: OutboxId, "Choose a notification" };
}

/// 'Save what we email you about': by code, the topics that were asked about and those that are ticked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmailsForm {
    pub asked: BTreeMap<String, String>,
    pub wanted: BTreeMap<String, String>,
}

impl EmailsForm {
    /// Of the topics that were asked about, each with whether it is wanted. One that isn't among `offered` can't be answered.
    pub fn parse(self, offered: &[Topic]) -> Result<Vec<(Topic, bool)>, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut answers = Vec::new();
        for code in self.asked.keys() {
            match offered.iter().find(|topic| topic.code() == code) {
                Some(topic) => answers.push((topic.clone(), self.wanted.contains_key(code))),
                None => errors.push("wanted", OPEN_AGAIN),
            }
        }
        errors.or(answers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REMINDERS: Topic = Topic::new("reminders", "Reminders");
    const SUMMARIES: Topic = Topic::new("summaries", "Summaries");

    fn form(asked: &[&str], wanted: &[&str]) -> EmailsForm {
        let ticked = |codes: &[&str]| {
            let codes = codes
                .iter()
                .map(|code| ((*code).to_owned(), "on".to_owned()));
            codes.collect()
        };
        EmailsForm {
            asked: ticked(asked),
            wanted: ticked(wanted),
        }
    }

    #[test]
    fn what_is_asked_and_not_ticked_is_unwanted() {
        let offered = [REMINDERS, SUMMARIES];
        let parsed = form(&["reminders", "summaries"], &["summaries"]).parse(&offered);
        assert_eq!(parsed, Ok(vec![(REMINDERS, false), (SUMMARIES, true)]));
        // What an older page did not ask stays as it is.
        let parsed = form(&["reminders"], &["summaries"]).parse(&offered);
        assert_eq!(parsed, Ok(vec![(REMINDERS, false)]));
    }

    #[test]
    fn what_is_not_offered_is_refused() {
        let parsed = form(&["reminders", "security"], &[]).parse(&[REMINDERS]);
        assert_eq!(parsed.unwrap_err().for_field("wanted"), Some(OPEN_AGAIN));
    }
}
