//! Every area's pages. Of two that fit an address the first one counts.

use std::sync::LazyLock;

use web::area::{Route, at};

use crate::areas::AREAS;
use crate::home::home_page;
use crate::navigation::menu_page;

pub static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    let areas = AREAS.iter().flat_map(|area| (area.routes)());
    let own = [at("/", home_page), at("/menu", menu_page)];
    own.into_iter().chain(areas).collect()
});

/// The page at a path, and the words that its address has names for.
#[must_use]
pub fn find(path: &str) -> Option<(&'static Route, Vec<(&'static str, String)>)> {
    ROUTES
        .iter()
        .find_map(|route| Some((route, route.words(path)?)))
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
        assert_eq!(found("/admin/people"), whole("/admin/people", &[]));
        assert_eq!(found("/admin/people/new"), whole("/admin/people/new", &[]));
        assert_eq!(
            found("/admin/people/7"),
            whole("/admin/people/{id}", &["id=7"])
        );
        assert_eq!(
            found("/admin/people/7/role/8/remove"),
            whole(
                "/admin/people/{id}/role/{grant}/remove",
                &["id=7", "grant=8"]
            )
        );
        for none in [
            "",
            "/admin/people/",
            "/admin/peoples",
            "/admin/people/7/",
            "/admin/people/7/no",
            "admin",
        ] {
            assert_eq!(found(none), None, "{none:?}");
        }
    }
}
