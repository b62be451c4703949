//! Which of the service's addresses a request asks for, without what was filled into it: for the log and the counts, which must
//! hold nobody's references, tokens or names.

use app::routes;

/// What stands for every address that there is not.
const UNKNOWN: &str = "unknown";

/// What stands for every address that a page had before.
const MOVED: &str = "moved";

/// A folder of tokens, beside the page of its name.
const FEED: &str = "/calendar/{file}";

/// What is served beside pages and server functions. `pkg` and `assets` are folders of files, `download/conversation` of references,
/// `download/organisation` of identifiers.
const OTHERS: [&str; 14] = [
    "/assets",
    FEED,
    "/download/conversation",
    "/download/organisation",
    "/download/report.csv",
    "/download/report.xlsx",
    "/download/your-data.json",
    "/favicon.svg",
    "/health/live",
    "/health/ready",
    "/live/adviser",
    "/live/coordinator",
    "/pkg",
    "/robots.txt",
];

/// The address as the service knows it: `/people/{id}`.
#[must_use]
pub fn of(path: &str) -> &'static str {
    if path.starts_with("/api/") {
        return server_fn::axum::server_fn_paths()
            .map(|(known, _)| known)
            .find(|known| *known == path)
            .unwrap_or(UNKNOWN);
    }
    let other = OTHERS.iter().find(|other| is_in(other, path)).copied();
    let page = || routes::find(path).map(|(route, _)| route.address);
    let moved = || routes::moved(path).map(|_| MOVED);
    other.or_else(page).or_else(moved).unwrap_or(UNKNOWN)
}

/// The methods by which an address is asked, as `Allow` says them; `None` for an address that there is not. Each page takes its own
/// form.
#[must_use]
pub fn methods(path: &str) -> Option<&'static str> {
    match of(path) {
        UNKNOWN => None,
        route if route.starts_with("/api/") => Some("POST"),
        route if OTHERS.contains(&route) => Some("GET, HEAD"),
        _ => Some("GET, HEAD, POST"),
    }
}

fn is_in(other: &str, path: &str) -> bool {
    if other == FEED {
        return path.starts_with("/calendar/");
    }
    path.strip_prefix(other)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_tokens_and_what_there_is_not_stay_out() {
        for (path, route) in [
            ("/", "/"),
            ("/account", "/account"),
            ("/sign-in/link/0a1b2c", "/sign-in/link/{token}"),
            ("/people/new", "/people/new"),
            ("/people/7", "/people/{id}"),
            (
                "/people/7/role/8/remove",
                "/people/{id}/role/{grant}/remove",
            ),
            (
                "/conversations/CC-1234-5678/move",
                "/conversations/{reference}/move",
            ),
            (
                "/api/career-conversations/book",
                "/api/career-conversations/book",
            ),
            ("/api/amina@example.nhs.uk", UNKNOWN),
            ("/amina@example.nhs.uk", UNKNOWN),
            ("/people/", UNKNOWN),
            ("/admin/people/7", MOVED),
            ("/pkg/people-hub.css", "/pkg"),
            ("/pkgs", UNKNOWN),
            ("/health/live", "/health/live"),
            ("/calendar", "/calendar"),
            ("/calendar/0a1b2c.ics", "/calendar/{file}"),
            ("/calendar/", "/calendar/{file}"),
            ("/calendars", UNKNOWN),
            ("/download/report.csv", "/download/report.csv"),
            (
                "/download/conversation/CC-1234-5678",
                "/download/conversation",
            ),
        ] {
            assert_eq!(of(path), route, "{path}");
        }
    }
}
