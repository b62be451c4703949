//! What people say of themselves.

use crate::support::World;
use crate::support::diary::{message, signed_in};
use domain::people::person::OwnDetailsForm;
use domain::people::role::Role;
use service::people::person::{change_own, own};

crate::on_both_engines!(people_change_how_they_are_rung_and_nothing_else);

fn details(phone: &str, postcode: &str) -> OwnDetailsForm {
    OwnDetailsForm {
        phone: phone.to_owned(),
        postcode: postcode.to_owned(),
    }
}

async fn people_change_how_they_are_rung_and_nothing_else(world: World) {
    let amina = signed_in(&world, "Amina Yusuf", Role::HubMember).await;
    let ben = signed_in(&world, "Ben Shaw", Role::HubMember).await;
    let service = &world.service;
    let before = own(service, &amina).await.unwrap();
    change_own(service, &amina, details(" 07700 900 982", "st4 6qg"))
        .await
        .unwrap();
    let after = own(service, &amina).await.unwrap();
    let shown = |text: Option<String>| text.unwrap_or_default();
    assert_eq!(
        shown(after.phone.as_ref().map(ToString::to_string)),
        "07700 900982"
    );
    assert_eq!(
        shown(after.postcode.as_ref().map(ToString::to_string)),
        "ST4 6QG"
    );
    assert_eq!((after.name, after.email), (before.name, before.email));
    assert_eq!(own(service, &ben).await.unwrap().phone, before.phone);
    // Saved again as it is, nothing is noted.
    let noted = world.audited().await.len();
    change_own(service, &amina, details("07700 900982", "ST4 6QG"))
        .await
        .unwrap();
    assert_eq!(world.audited().await.len(), noted);
    assert_eq!(world.audited().await.last(), Some(&"person_changed"));
    let wrong = change_own(service, &amina, details("call me", "")).await;
    assert_ne!(message(wrong, "phone"), "");
    change_own(service, &amina, details("", "")).await.unwrap();
    assert_eq!(own(service, &amina).await.unwrap().phone, None);
}
