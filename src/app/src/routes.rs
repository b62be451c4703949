//! Every page and its address. Of two that fit an address the first one counts.

use std::fmt;
use std::pin::Pin;
use std::sync::LazyLock;

use crate::account::{account_page, calendar_page, erasure_page, personal_data_page};
use crate::administration::{
    add_organisation_page, add_person_page, add_site_page, administration_page, audit_page,
    change_person_page, change_setting_page, change_site_page, close_person_page, close_site_page,
    give_role_page, organisation_page, organisations_page, people_page, person_page,
    remove_role_page, settings_page, work_page,
};
use crate::advisers::{
    add_leave_page, add_pattern_page, add_slot_page, adviser_conversation_page, availability_page,
    clash_page, clashes_page, diary_page, end_pattern_page, remove_leave_page, remove_slot_page,
    rules_page,
};
use crate::after_conversations::{after_conversation_page, follow_ups_page, templates_page};
use crate::career_conversations::{
    booked_page, cancel_page, check_page, conversation_page, mine_page, move_page,
    preparation_page, start_page, time_page, topic_page, way_page,
};
use crate::coordination::{
    coordinator_cancel_page, coordinator_conversation_page, coordinator_move_page,
    coordinator_page, find_member_page,
};
use crate::demo::demo_page;
use crate::home::home_page;
use crate::information::{accessibility_page, cookies_page, privacy_page};
use crate::page::Page;
use crate::reports::{invitation_page, report_page};
use crate::sign_in::{address_page, code_page, link_page, sign_in_page};
use crate::waiting_list::{join_page, line_page, waiting_page};

type Made = Pin<Box<dyn Future<Output = Page> + Send>>;

/// A page and its address.
pub struct Route {
    /// With names in braces where words are filled in: `/admin/people/{id}`.
    pub address: &'static str,
    make: Box<dyn Fn() -> Made + Send + Sync>,
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.address)
    }
}

impl Route {
    /// Makes the page, in the context of its request.
    ///
    /// # Errors
    /// Why there is no page to show.
    pub async fn make(&self) -> Page {
        (self.make)().await
    }

    /// The words that a path has where the address has names; `None` where it is another page's.
    fn words(&self, path: &str) -> Option<Vec<(&'static str, String)>> {
        let (mut expected, mut found) = (self.address.split('/'), path.split('/'));
        let mut words = Vec::new();
        loop {
            let (expected, found) = match (expected.next(), found.next()) {
                (None, None) => return Some(words),
                (expected, found) => (expected?, found?),
            };
            let name = expected
                .strip_prefix('{')
                .and_then(|name| name.strip_suffix('}'));
            match name {
                Some(name) if !found.is_empty() => words.push((name, found.to_owned())),
                None if found == expected => {}
                _ => return None,
            }
        }
    }
}

/// The page at a path, and the words that its address has names for.
#[must_use]
pub fn find(path: &str) -> Option<(&'static Route, Vec<(&'static str, String)>)> {
    ROUTES
        .iter()
        .find_map(|route| Some((route, route.words(path)?)))
}

fn at<P, F>(address: &'static str, page: P) -> Route
where
    P: Fn() -> F + Send + Sync + 'static,
    F: Future<Output = Page> + Send + 'static,
{
    Route {
        address,
        make: Box::new(move || Box::pin(page())),
    }
}

/// Every page.
pub static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    vec![
        at("/", home_page),
        at("/sign-in", sign_in_page),
        at("/sign-in/code", code_page),
        at("/sign-in/link/{token}", link_page),
        at("/sign-in/address/{token}", address_page),
        at("/account", account_page),
        at("/account/calendar", calendar_page),
        at("/account/your-data", personal_data_page),
        at("/account/your-data/erase", erasure_page),
        at("/demo", demo_page),
        at("/career-conversations", start_page),
        at("/career-conversations/book/topic", topic_page),
        at("/career-conversations/book/way", way_page),
        at("/career-conversations/book/time", time_page),
        at("/career-conversations/book/preparation", preparation_page),
        at("/career-conversations/book/check", check_page),
        at("/career-conversations/booked/{reference}", booked_page),
        at("/career-conversations/mine", mine_page),
        at(
            "/career-conversations/conversation/{reference}",
            conversation_page,
        ),
        at(
            "/career-conversations/conversation/{reference}/move",
            move_page,
        ),
        at(
            "/career-conversations/conversation/{reference}/cancel",
            cancel_page,
        ),
        at("/career-conversations/waiting", waiting_page),
        at("/career-conversations/waiting/join", join_page),
        at("/adviser", diary_page),
        at(
            "/adviser/conversation/{reference}",
            adviser_conversation_page,
        ),
        at(
            "/adviser/conversation/{reference}/after",
            after_conversation_page,
        ),
        at("/adviser/follow-ups", follow_ups_page),
        at("/adviser/templates", templates_page),
        at("/adviser/availability", availability_page),
        at("/adviser/availability/pattern", add_pattern_page),
        at(
            "/adviser/availability/pattern/{id}/change",
            add_pattern_page,
        ),
        at("/adviser/availability/pattern/{id}/end", end_pattern_page),
        at("/adviser/availability/slot", add_slot_page),
        at("/adviser/availability/slot/{id}/remove", remove_slot_page),
        at("/adviser/availability/leave", add_leave_page),
        at("/adviser/availability/leave/{id}/remove", remove_leave_page),
        at("/adviser/clashes", clashes_page),
        at("/adviser/clashes/{reference}", clash_page),
        at("/adviser/availability/rules", rules_page),
        at("/coordinator", coordinator_page),
        at("/coordinator/book", find_member_page),
        at("/coordinator/book/{member}/topic", topic_page),
        at("/coordinator/book/{member}/way", way_page),
        at("/coordinator/book/{member}/time", time_page),
        at("/coordinator/book/{member}/preparation", preparation_page),
        at("/coordinator/book/{member}/check", check_page),
        at(
            "/coordinator/conversation/{reference}",
            coordinator_conversation_page,
        ),
        at(
            "/coordinator/conversation/{reference}/move",
            coordinator_move_page,
        ),
        at(
            "/coordinator/conversation/{reference}/cancel",
            coordinator_cancel_page,
        ),
        at("/coordinator/waiting", line_page),
        at("/coordinator/report", report_page),
        at("/coordinator/invitations", invitation_page),
        at("/admin", administration_page),
        at("/admin/people", people_page),
        at("/admin/people/new", add_person_page),
        at("/admin/people/{id}", person_page),
        at("/admin/people/{id}/change", change_person_page),
        at("/admin/people/{id}/close", close_person_page),
        at("/admin/people/{id}/role", give_role_page),
        at("/admin/people/{id}/role/{grant}/remove", remove_role_page),
        at("/admin/organisations", organisations_page),
        at("/admin/organisations/new", add_organisation_page),
        at("/admin/organisations/{id}", organisation_page),
        at("/admin/organisations/{id}/site", add_site_page),
        at("/admin/sites/{id}/change", change_site_page),
        at("/admin/sites/{id}/close", close_site_page),
        at("/admin/settings", settings_page),
        at("/admin/settings/{name}", change_setting_page),
        at("/admin/audit", audit_page),
        at("/admin/work", work_page),
        at("/accessibility", accessibility_page),
        at("/cookies", cookies_page),
        at("/privacy", privacy_page),
    ]
});

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
