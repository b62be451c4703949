//! Everything that is kept of an organisation, for it to take along. An area with a table of its own adds its `KEPT` in
//! [`crate::of_organisations`]; the store's tests fail for a table that isn't there.

use domain::people::role::Role;
use domain::places::id::OrganisationId;
use domain::places::organisation::OrganisationKind;
use domain::system::announcement::Audience;

use crate::db::{Conn, Statement, StoreError, statements};
use crate::people::personal_data::{Value, at, code, day, text, told};

/// A kind of rows of an organisation's.
#[derive(Debug)]
pub struct OfOrganisation {
    /// Its name, in the file that they download.
    pub name: &'static str,
    /// What people read above it.
    pub title: &'static str,
    pub table: &'static str,
    /// Reads the rows of the organisation `$1`, oldest first.
    statement: &'static Statement,
    /// What is told of a row, in this order.
    values: &'static [Value],
}

#[rustfmt::skip]
pub(crate) static KEPT: &[OfOrganisation] = &[
    OfOrganisation {
        name: "organisation", title: "The organisation",
        table: "organisation", statement: &ORGANISATION,
        values: &[
            text("name", "Name"),
            code("kind", "Kind", |code| OrganisationKind::from_code(code).map(OrganisationKind::words)),
            text("ods_code", "Code"),
            text("town", "Town"),
            text("postcode", "Postcode"),
        ],
    },
    OfOrganisation {
        name: "sites", title: "Sites",
        table: "site", statement: &SITES,
        values: &[
            text("name", "Name"),
            text("address", "Address"),
            text("town", "Town"),
            text("postcode", "Postcode"),
            text("access_notes", "How to get in"),
            at("closed_at", "Closed"),
        ],
    },
    OfOrganisation {
        name: "people", title: "People and their roles",
        table: "role_grant", statement: &PEOPLE,
        values: &[
            text("name", "Name"),
            text("email", "Email address"),
            text("phone", "Phone number"),
            code("role", "Role", |code| Role::from_code(code).map(Role::words)),
            at("granted_at", "Given"),
            at("revoked_at", "Ended"),
        ],
    },
    OfOrganisation {
        name: "announcements", title: "Announcements",
        table: "announcement", statement: &ANNOUNCEMENTS,
        values: &[
            text("title", "Heading"),
            text("words", "Text"),
            code("audience", "For", |code| Audience::from_code(code).map(Audience::words)),
            day("first_day", "From"),
            day("last_day", "To"),
        ],
    },
    OfOrganisation {
        name: "settings", title: "Settings",
        table: "setting", statement: &SETTINGS,
        values: &[text("name", "Setting"), text("value", "Value"), day("valid_from", "From"), day("valid_to", "Until")],
    },
    OfOrganisation {
        name: "log", title: "What was done",
        table: "audit", statement: &LOG,
        values: &[at("at", "When"), text("actor", "Who"), text("action", "What was done"), text("object_kind", "To what"), text("detail", "Detail")],
    },
];

statements! {
    ORGANISATION = "SELECT name, kind, ods_code, town, postcode FROM organisation WHERE id = $1";
    SITES = "SELECT name, address, town, postcode, access_notes, closed_at FROM site WHERE organisation_id = $1 ORDER BY id";
    PEOPLE = "SELECT p.name, p.email, p.phone, g.role, g.granted_at, g.revoked_at
        FROM role_grant g JOIN person p ON p.id = g.person_id WHERE g.organisation_id = $1 ORDER BY g.granted_at, g.id";
    ANNOUNCEMENTS = "SELECT title, words, audience, first_day, last_day FROM announcement WHERE organisation_id = $1 ORDER BY published_at, id";
    SETTINGS = "SELECT name, COALESCE(words, CAST(value AS TEXT)) AS value, valid_from, valid_to
        FROM setting WHERE organisation_id = $1 ORDER BY name, valid_from, id";
    LOG = "SELECT a.at, p.name AS actor, a.action, a.object_kind, CAST(a.detail AS TEXT) AS detail
        FROM audit a LEFT JOIN person p ON p.id = a.actor_id WHERE a.organisation_id = $1 ORDER BY a.at, a.id";
}

/// The rows of an organisation's, each value with its name, what is empty left out.
pub async fn records(
    conn: &mut Conn,
    kept: &OfOrganisation,
    organisation: OrganisationId,
) -> Result<Vec<Vec<(&'static str, String)>>, StoreError> {
    told(conn, kept.statement, kept.values, organisation.uuid()).await
}
