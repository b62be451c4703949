//! Help pages: who reads one, and what becomes of two who write the same.

use domain::kit::app_error::{AppError, ConflictCode};
use domain::people::role::Role;
use domain::system::guide::GuideForm;
use service::system::guide::{list, one, write};

use crate::support::World;
use crate::support::diary::{conflict, signed_in};

crate::on_both_engines!(
    a_help_page_is_read_once_it_is_written,
    of_two_who_write_one_the_first_wins
);

fn form(version: i64, words: &str) -> GuideForm {
    GuideForm {
        role: Role::HubMember.code().to_owned(),
        version: version.to_string(),
        words: words.to_owned(),
    }
}

async fn a_help_page_is_read_once_it_is_written(world: World) {
    let priya = signed_in(&world, "Priya Nair", Role::Administrator).await;
    let amina = signed_in(&world, "Amina Yusuf", Role::HubMember).await;
    let (service, role) = (&world.service, Role::HubMember);
    let early = one(service, &amina, role).await;
    assert!(matches!(early, Err(AppError::NotFound)), "{early:?}");
    assert_eq!(one(service, &priya, role).await, Ok(None));
    let refused = write(service, &amina, form(0, "# Mine")).await;
    assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");
    write(service, &priya, form(0, "# How to book"))
        .await
        .unwrap();
    let read = one(service, &amina, role).await.unwrap().unwrap();
    assert_eq!((read.words.as_str(), read.version), ("# How to book", 1));
    assert_eq!(list(service, &amina).await.unwrap(), [role]);
    assert_eq!(list(service, &priya).await.unwrap().len(), Role::ALL.len());
    write(service, &priya, form(1, " ")).await.unwrap();
    let gone = one(service, &amina, role).await;
    assert!(matches!(gone, Err(AppError::NotFound)), "{gone:?}");
    assert_eq!(list(service, &amina).await.unwrap(), []);
    assert_eq!(world.audited().await, ["guide_written", "guide_written"]);
}

async fn of_two_who_write_one_the_first_wins(world: World) {
    let priya = signed_in(&world, "Priya Nair", Role::Administrator).await;
    for version in [0, 1] {
        let (one, other) = tokio::join!(
            write(&world.service, &priya, form(version, "One")),
            write(&world.service, &priya, form(version, "Other")),
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
