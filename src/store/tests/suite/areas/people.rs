//! People, what they may do, and how they sign in.

use domain::kit::email_address::EmailAddress;
use domain::people::id::PersonId;
use domain::people::role::{Grant, Role};
use domain::places::id::OrganisationId;
use store::Tx;
use store::people::address_change::AddressChange;
use store::people::calendar_feed::CalendarFeed;
use store::people::session::Session;
use store::people::sign_in_code::SignInCode;

use super::super::build::{member, nine, uuid};
use super::{BACKGROUND, BROUGHT, BY_FEW, Cast, NOT_BY_PEOPLE, NOTHING, Proof};

pub async fn rows(tx: &mut Tx, organisation: OrganisationId) -> Cast {
    let amina = member(tx, "Amina Yusuf").await;
    let ben = member(tx, "Ben Cole").await;
    for person in [amina, ben] {
        signed_in(tx, person, organisation).await;
        reached(tx, person).await;
    }
    Cast {
        organisation,
        amina,
        ben,
    }
}

async fn signed_in(tx: &mut Tx, person: PersonId, organisation: OrganisationId) {
    for organisation in [None, Some(organisation)] {
        let grant = Grant {
            role: Role::HubMember,
            organisation,
        };
        store::people::role_grant::insert(tx, uuid().into(), person, grant, nine(), None)
            .await
            .unwrap();
    }
    let code = SignInCode {
        id: uuid().into(),
        person: Some(person),
        email: EmailAddress::parse("amina@example.nhs.uk").unwrap(),
        code_hash: vec![1; 32],
        link_hash: uuid().as_bytes().to_vec(),
        created_at: nine(),
        expires_at: nine().plus_minutes(10),
        attempts: 0,
        used_at: None,
        replaced_at: None,
        return_to: "/".to_owned(),
        from_known_browser: false,
    };
    store::people::sign_in_code::insert(tx, &code)
        .await
        .unwrap();
    let session = Session {
        id: uuid().into(),
        token_hash: uuid().as_bytes().to_vec(),
        person,
        created_at: nine(),
        last_seen_at: nine(),
        expires_at: nine().plus_hours(12),
        browser: "Firefox".to_owned(),
        revoked_at: None,
    };
    store::people::session::insert(tx, &session).await.unwrap();
    store::people::known_browser::know(tx, uuid().as_bytes().to_vec(), person, nine())
        .await
        .unwrap();
}

/// By a calendar link, and soon at a new address.
async fn reached(tx: &mut Tx, person: PersonId) {
    let feed = CalendarFeed {
        id: uuid().into(),
        person,
        token_hash: uuid().as_bytes().to_vec(),
        made_at: nine(),
    };
    store::people::calendar_feed::insert(tx, &feed)
        .await
        .unwrap();
    let change = AddressChange {
        id: uuid().into(),
        person,
        email: EmailAddress::parse("new@example.nhs.uk").unwrap(),
        link_hash: uuid().as_bytes().to_vec(),
        asked_by: person,
        asked_at: nine(),
        expires_at: nine().plus_hours(72),
        used_at: None,
        replaced_at: None,
    };
    store::people::address_change::insert(tx, &change)
        .await
        .unwrap();
}

pub static PROOF: Proof = Proof {
    refused: "
        person_name: UPDATE person SET name = ''
        person_email_lower: UPDATE person SET email = 'Amina@example.nhs.uk'
        person_email: UPDATE person SET email = 'amina@example.nhs.uk'
        role_grant_role: UPDATE role_grant SET role = 'queen'
        role_grant_system: UPDATE role_grant SET person_id = (SELECT person_id FROM role_grant ORDER BY id LIMIT 1) WHERE organisation_id IS NULL
        role_grant_organisation: UPDATE role_grant SET person_id = (SELECT person_id FROM role_grant ORDER BY id LIMIT 1) WHERE organisation_id IS NOT NULL
        sign_in_code_attempts: UPDATE sign_in_code SET attempts = 6
        sign_in_code_ends_once: UPDATE sign_in_code SET used_at = created_at, replaced_at = created_at
        sign_in_code_from_known_browser: UPDATE sign_in_code SET from_known_browser = 2
        sign_in_code_link: UPDATE sign_in_code SET link_hash = code_hash
        address_change_email_lower: UPDATE address_change SET email = 'New@example.nhs.uk'
        address_change_ends_once: UPDATE address_change SET used_at = asked_at, replaced_at = asked_at
        address_change_link: UPDATE address_change SET link_hash = (SELECT link_hash FROM address_change ORDER BY id LIMIT 1)
        address_change_live: UPDATE address_change SET person_id = (SELECT person_id FROM address_change ORDER BY id LIMIT 1)
        session_token: UPDATE session SET token_hash = (SELECT token_hash FROM session ORDER BY id LIMIT 1)
        calendar_feed_token: UPDATE calendar_feed SET token_hash = (SELECT token_hash FROM calendar_feed ORDER BY id LIMIT 1)
        calendar_feed_live: UPDATE calendar_feed SET person_id = (SELECT person_id FROM calendar_feed ORDER BY id LIMIT 1)
    ",
    held_by_nobody: &["roles_given", "addresses_entered_for_others"],
    erased: &[
        "sign_in_codes",
        "new_addresses",
        "sign_ins",
        "known_browsers",
        "calendar_links",
    ],
    read_whole: &[
        (
            BROUGHT,
            &[
                "people::person::SEARCH_IN: json_each",
                "people::person::SEARCH_IN_COUNT: json_each",
                "people::role_grant::OF_PEOPLE: json_each",
            ],
        ),
        (
            BACKGROUND,
            &[
                "people::address_change::FORGET: address_change",
                "people::calendar_feed::FORGET: calendar_feed",
                "people::known_browser::FORGET: known_browser",
                "people::session::FORGET: session",
                "people::sign_in_code::FORGET: sign_in_code",
            ],
        ),
        (
            BY_FEW,
            &[
                "people::person::SEARCH: person_by_key",
                "people::person::SEARCH_COUNT: person_by_key",
                "people::person::SEARCH_IN: person_by_key",
                "people::person::SEARCH_IN_COUNT: person_by_key",
            ],
        ),
        (NOT_BY_PEOPLE, &["people::person::COUNT: person_email"]),
    ],
    ..NOTHING
};
