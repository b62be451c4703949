//! Help pages: who reads one, and what becomes of two who write the same.

use domain::kit::app_error::{AppError, ConflictCode};
use domain::people::role::Role;
use domain::system::guide::GuideForm;
use service::system::guide::{list, one, write};

use crate::support::World;
use crate::support::diary::{conflict, signed_in};

crate::on_both_engines!(
    a_help_page_is_read_once_it_is_written,
    our_own_words_stand_until_others_are_written,
    of_two_who_write_one_the_first_wins
);

fn form(role: Role, version: i64, words: &str) -> GuideForm {
    GuideForm {
        role: role.code().to_owned(),
        version: version.to_string(),
        words: words.to_owned(),
    }
}

async fn a_help_page_is_read_once_it_is_written(world: World) {
    let priya = signed_in(&world, "Priya Nair", Role::Administrator).await;
    let amina = signed_in(&world, "Amina Yusuf", Role::HubMember).await;
    let (service, role) = (&world.service, Role::Student);
    let early = one(service, &amina, role).await;
    assert!(matches!(early, Err(AppError::NotFound)), "{early:?}");
    let empty = one(service, &priya, role).await.unwrap();
    assert_eq!((empty.words.as_str(), empty.version), ("", 0));
    let refused = write(service, &amina, form(role, 0, "# Mine")).await;
    assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");
    write(service, &priya, form(role, 0, "# How to book"))
        .await
        .unwrap();
    let read = one(service, &amina, role).await.unwrap();
    assert_eq!((read.words.as_str(), read.version), ("# How to book", 1));
    assert!(list(service, &amina).await.unwrap().contains(&role));
    assert_eq!(list(service, &priya).await.unwrap().len(), Role::ALL.len());
    write(service, &priya, form(role, 1, " ")).await.unwrap();
    let gone = one(service, &amina, role).await;
    assert!(matches!(gone, Err(AppError::NotFound)), "{gone:?}");
    assert!(!list(service, &amina).await.unwrap().contains(&role));
    assert_eq!(world.audited().await, ["guide_written", "guide_written"]);
}

async fn our_own_words_stand_until_others_are_written(world: World) {
    let priya = signed_in(&world, "Priya Nair", Role::Administrator).await;
    let amina = signed_in(&world, "Amina Yusuf", Role::HubMember).await;
    let (service, role) = (&world.service, Role::HubMember);
    assert_eq!(list(service, &amina).await.unwrap()[0], role);
    let ours = one(service, &amina, role).await.unwrap();
    assert!(ours.words.contains("## Book a career conversation"));
    write(service, &priya, form(role, 0, "Ring us."))
        .await
        .unwrap();
    assert_eq!(one(service, &amina, role).await.unwrap().words, "Ring us.");
    write(service, &priya, form(role, 1, "")).await.unwrap();
    let again = one(service, &amina, role).await.unwrap();
    assert_eq!((&again.words, again.version), (&ours.words, 2));
}

async fn of_two_who_write_one_the_first_wins(world: World) {
    let priya = signed_in(&world, "Priya Nair", Role::Administrator).await;
    for version in [0, 1] {
        let (one, other) = tokio::join!(
            write(
                &world.service,
                &priya,
                form(Role::HubMember, version, "One")
            ),
            write(
                &world.service,
                &priya,
                form(Role::HubMember, version, "Other")
            ),
        );
        let (won, lost) = if one.is_ok() {
            (one, other)
        } else {
            (other, one)
        };
        assert_eq!(won.unwrap(), Role::HubMember);
        assert_eq!(conflict(lost), ConflictCode::CHANGED_MEANWHILE);
    }
}
