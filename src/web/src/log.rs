//! Rows of the audit log in words.

use crate::context;
use domain::kit::instant::Instant;
use domain::kit::words;
use jiff::civil::Date;
use service::system::audit::Listed;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// 'Monday 2 March 2026, 9:30am'.
    pub at: String,
    /// 'Gave a role'.
    pub what: String,
    /// 'role: hub_member'; empty when there is no more to say.
    pub detail: String,
    /// 'Amina Yusuf'.
    pub who: String,
    /// Whose record it was done to; empty when it is nobody's.
    pub whose: String,
}

/// A detail as people read it: instants, days and codes in words.
fn detail_words(name: &str, text: &str) -> String {
    if let Ok(at) = text.parse::<Instant>() {
        return words::day_and_time(at);
    }
    if let Ok(day) = text.parse::<Date>() {
        return words::day(day);
    }
    context::service().detail_words(name, text).to_owned()
}

#[must_use]
pub fn log_line(listed: &Listed) -> LogLine {
    let part = |(name, value): (&String, &serde_json::Value)| {
        let value = match value {
            serde_json::Value::String(text) => detail_words(name, text),
            serde_json::Value::Array(parts) => {
                let parts: Vec<&str> = parts.iter().filter_map(|part| part.as_str()).collect();
                parts.join(", ")
            }
            other => other.to_string(),
        };
        format!("{}: {value}", name.replace('_', " "))
    };
    let mut parts: Vec<String> = listed
        .entry
        .detail
        .as_object()
        .map(|detail| detail.iter().map(part).collect())
        .unwrap_or_default();
    let address = listed.entry.address.iter();
    parts.extend(address.map(|address| format!("from: {address}")));
    LogLine {
        at: words::day_and_time(listed.entry.at),
        what: context::service()
            .action_words(&listed.entry.action)
            .to_owned(),
        detail: parts.join("\n"),
        who: listed
            .actor_name
            .clone()
            .unwrap_or_else(|| "People Hub".to_owned()),
        whose: listed.person_name.clone().unwrap_or_default(),
    }
}
