//! What the page's address says: words of its path, and its query by the one reader that there is for it.

use domain::query::Query;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_url};

/// The query of the address, as it changes while people stay on the page.
#[must_use]
pub fn use_query() -> Memo<Query> {
    let url = use_url();
    Memo::new(move |_| url.with(|url| Query::parse(url.search())))
}

/// The query of the address as it is now.
#[must_use]
pub fn query_once() -> Query {
    use_url().with_untracked(|url| Query::parse(url.search()))
}

/// The word that stands in the path where the page's route has `:name`.
#[must_use]
pub fn word_of_address(name: &'static str) -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get(name)).unwrap_or_default())
}
