//! Every area's pages. Of two that fit an address the first one counts.

use std::sync::LazyLock;

use web::area::{self, Route, at};

use crate::areas::AREAS;
use crate::home::home_page;
use crate::navigation::menu_page;
use crate::search::search_page;

pub static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    let areas = AREAS.iter().flat_map(|area| (area.routes)());
    let own = [
        at("/", home_page),
        at("/menu", menu_page),
        at("/search", search_page),
    ];
    own.into_iter().chain(areas).collect()
});

/// The page at a path, and the words that its address has names for.
#[must_use]
pub fn find(path: &str) -> Option<(&'static Route, Vec<(&'static str, String)>)> {
    ROUTES
        .iter()
        .find_map(|route| Some((route, route.words(path)?)))
}

/// Where a path leads that was a page's before it moved: areas say which, and of two that fit the longest counts.
#[must_use]
pub fn moved(path: &str) -> Option<String> {
    let all = AREAS.iter().flat_map(|area| area.moved).copied();
    let fitting = all.filter_map(|each| Some((each.0.len(), area::moved(each, path)?)));
    fitting.max_by_key(|(length, _)| *length).map(|(_, to)| to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str) -> Option<(&'static str, Vec<String>)> {
        let (route, words) = find(path)?;
        Some((
            route.address,
            words
                .into_iter()
                .map(|(name, word)| format!("{name}={word}"))
                .collect(),
        ))
    }

    #[test]
    fn an_address_fits_its_own_paths_only() {
        let whole = |address, words: &[&str]| {
            Some((address, words.iter().map(|&word| word.to_owned()).collect()))
        };
        assert_eq!(found("/"), whole("/", &[]));
        assert_eq!(found("/people"), whole("/people", &[]));
        assert_eq!(found("/people/new"), whole("/people/new", &[]));
        assert_eq!(found("/people/7"), whole("/people/{id}", &["id=7"]));
        assert_eq!(
            found("/people/7/role/8/remove"),
            whole("/people/{id}/role/{grant}/remove", &["id=7", "grant=8"])
        );
        for none in [
            "",
            "/people/",
            "/peoples",
            "/people/7/",
            "/people/7/no",
            "admin",
        ] {
            assert_eq!(found(none), None, "{none:?}");
        }
    }

    #[test]
    fn what_has_moved_keeps_its_words_and_what_follows() {
        for (before, now) in [
            ("/coordinator", "/conversations"),
            ("/coordinator/announcements", "/announcements"),
            ("/adviser/conversation/CC-1", "/conversations/CC-1"),
            (
                "/coordinator/conversation/CC-1/move/time",
                "/conversations/CC-1/move/time",
            ),
            ("/adviser/clashes", "/conversations/clashes"),
            ("/adviser/clashes/CC-1", "/conversations/CC-1/decide"),
            ("/admin", "/menu"),
            ("/admin/people/7/role", "/people/7/role"),
        ] {
            assert_eq!(moved(before).as_deref(), Some(now), "{before}");
        }
        for here in ["/", "/people", "/admins", "/adviserless", "admin"] {
            assert_eq!(moved(here), None, "{here}");
        }
    }

    #[test]
    fn what_has_moved_has_a_page() {
        for (from, to) in AREAS.iter().flat_map(|area| area.moved) {
            assert!(find(from).is_none(), "{from} is a page");
            let is_begun = |route: &Route| route.address.starts_with(to);
            assert!(ROUTES.iter().any(is_begun), "{from} leads nowhere: {to}");
        }
    }
}
