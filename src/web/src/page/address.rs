//! What the page's address says: words of its path, and its query by the one reader that there is for it.

use domain::kit::query::Query;
use leptos::prelude::*;
use serde::de::DeserializeOwned;

/// The address that is asked for. In context while its page is made.
#[derive(Debug, Clone, Default)]
pub struct Address {
    path: String,
    /// After the question mark, as it was sent.
    search: String,
    /// The words that stand where the page's route has names.
    words: Vec<(&'static str, String)>,
}

impl Address {
    #[must_use]
    pub fn new(path: &str, search: Option<&str>, words: Vec<(&'static str, String)>) -> Self {
        Self {
            path: path.to_owned(),
            search: search.unwrap_or_default().to_owned(),
            words,
        }
    }
}

fn with<T>(read: impl FnOnce(&Address) -> T) -> T {
    read(&use_context::<Address>().unwrap_or_default())
}

/// The path alone.
#[must_use]
pub fn path() -> String {
    with(|address| address.path.clone())
}

/// The path and the query.
#[must_use]
pub fn here() -> String {
    with(|address| match address.search.as_str() {
        "" => address.path.clone(),
        search => format!("{}?{search}", address.path),
    })
}

#[must_use]
pub fn query() -> Query {
    with(|address| Query::parse(&address.search))
}

/// What a page can be asked for, from the query: a struct of texts, each empty where it isn't given.
#[must_use]
pub fn of_query<T: DeserializeOwned + Default>() -> T {
    query().read()
}

/// The word that stands in the path where the page's route has `{name}`.
#[must_use]
pub fn word_of_address(name: &str) -> String {
    with(|address| {
        let mut words = address.words.iter();
        let word = words.find(|(known, _)| *known == name);
        word.map(|(_, word)| word.clone()).unwrap_or_default()
    })
}

/// The address of a list: its path, and what is looked for without what is empty or usual.
#[must_use]
pub fn address_of(path: &str, parts: &[(&str, &str)]) -> String {
    let said: Vec<String> = parts
        .iter()
        .filter(|(name, value)| !value.is_empty() && (*name, *value) != ("page", "1"))
        .map(|(name, value)| format!("{name}={}", super::percent_encoded(value)))
        .collect();
    if said.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", said.join("&"))
    }
}
