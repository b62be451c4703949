//! The query of the page's address, by the one reader that there is for it.

use domain::query::Query;
use leptos::prelude::*;
use leptos_router::hooks::use_url;

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
