//! The proxy that `docs/operations.md` shows: what it writes down of a request, and what it leaves alone.

use crate::authorisation::promise;
use crate::queries::NAMES;

const OPERATIONS: &str = include_str!("../../../../docs/operations.md");
/// What a line of its log may say. The path is the one without tokens.
const LOGGED: [&str; 7] = [
    "body_bytes_sent",
    "path_to_log",
    "remote_addr",
    "request_method",
    "request_time",
    "status",
    "time_iso8601",
];
/// Samples that open something to whoever has them.
const TOKENS: [&str; 2] = ["feed", "token"];

/// The lines of the documented configuration, without comments.
fn nginx() -> Vec<&'static str> {
    let (_, rest) = OPERATIONS.split_once("```nginx\n").unwrap();
    let (text, _) = rest.split_once("```").unwrap();
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.starts_with('#')).collect()
}

fn one_that_begins(start: &str) -> &'static str {
    let found: Vec<_> = nginx()
        .into_iter()
        .filter(|line| line.starts_with(start))
        .collect();
    assert_eq!(found.len(), 1, "{start}: {found:?}");
    found[0]
}

#[test]
fn its_log_says_nothing_of_what_was_filled_in() {
    let format = one_that_begins("log_format people_hub ");
    for variable in format.split('$').skip(1) {
        let name: String = variable
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect();
        assert!(LOGGED.contains(&name.as_str()), "{name} in {format}");
    }
    let text = nginx().join("\n");
    for server in text.split("\nserver {").skip(1) {
        assert!(server.contains("access_log /var/log/nginx/people-hub.log people_hub;"));
        // A line about an error has the whole request in it; worse things are not about one.
        assert!(server.contains("error_log /var/log/nginx/people-hub-error.log crit;"));
    }
    let others = nginx()
        .into_iter()
        .filter(|line| line.starts_with("access_log"));
    assert!(others.count() == text.matches("\nserver {").count());
}

#[test]
fn no_token_of_an_address_is_in_its_log() {
    one_that_begins("map $uri $path_to_log {");
    let mut seen = 0;
    for (address, entry) in promise() {
        for word in address.split('{').skip(1) {
            let word = word.split('}').next().unwrap();
            let sample = entry.with.get(word).map_or(word, String::as_str);
            if !TOKENS.contains(&sample) {
                continue;
            }
            seen += 1;
            let (before, _) = address.split_once('{').unwrap();
            let pattern = format!("~^{before} ");
            assert!(
                nginx().iter().any(|line| line.starts_with(&pattern)),
                "the map has no line that begins {pattern:?}"
            );
        }
    }
    assert!(seen >= 2, "tokens are found in addresses");
}

#[test]
fn no_query_has_a_token() {
    for name in ["token", "code", "session", "link"] {
        assert!(!NAMES.contains(name), "{name} is read from a query");
    }
}

/// What must not be compressed, because a secret stands beside somebody's input, is not compressed on the way either.
#[test]
fn it_leaves_compressing_to_the_service() {
    one_that_begins("gzip off;");
}
