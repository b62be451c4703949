//! Members who never had a conversation are invited once, a few each hour.

use crate::support::World;
use crate::support::diary::{book_at, conflict, publish, signed_in};
use domain::career_conversations::invitation::{InviteForm, MOST_AN_HOUR};
use domain::kit::app_error::{AppError, ConflictCode};
use domain::people::actor::Actor;
use domain::people::role::Role;
use service::career_conversations::invitation::{self, Prospect};

crate::on_both_engines!(
    who_never_had_a_conversation_is_invited_once,
    who_has_or_waits_for_one_is_not_invited,
    what_is_no_longer_needed_is_not_sent,
    no_more_are_sent_than_an_hour_allows,
    several_workers_keep_to_one_share,
    two_coordinators_who_ask_at_once_invite_once,
    more_people_than_were_seen_are_not_invited,
    only_coordinators_invite,
);

fn form(count: i64) -> InviteForm {
    InviteForm {
        background: String::new(),
        count: count.to_string(),
    }
}

async fn helen(world: &World) -> Actor {
    signed_in(world, "Helen Marsh", Role::HubCoordinator).await
}

async fn members(world: &World, count: usize) -> Vec<Actor> {
    let mut members = Vec::new();
    for number in 0..count {
        members.push(signed_in(world, &format!("M{number} Member"), Role::HubMember).await);
    }
    members
}

async fn send(world: &World) -> usize {
    let mut sent = 0;
    loop {
        match invitation::send_due(&world.service).await.unwrap() {
            0 => return sent,
            more => sent += more,
        }
    }
}

async fn who_never_had_a_conversation_is_invited_once(world: World) {
    let helen = helen(&world).await;
    members(&world, 3).await;
    let before = invitation::prospect(&world.service, &helen, None)
        .await
        .unwrap();
    assert_eq!(
        before,
        Prospect {
            count: 3,
            waiting: 0
        }
    );
    assert_eq!(
        invitation::invite(&world.service, &helen, form(3)).await,
        Ok(3)
    );
    let asked = invitation::prospect(&world.service, &helen, None)
        .await
        .unwrap();
    assert_eq!(
        asked,
        Prospect {
            count: 0,
            waiting: 3
        }
    );
    assert_eq!(send(&world).await, 3);
    let emails = world.messages_to("m0@example.nhs.uk").await;
    assert_eq!(emails.len(), 1);
    assert_eq!(emails[0].subject, "Talk to a careers adviser");
    assert!(
        emails[0]
            .body
            .contains("https://hub.example.nhs.uk/career-conversations")
    );
    // Nobody is asked again within ninety days.
    world.pass_minutes(89 * 24 * 60);
    let nobody = invitation::invite(&world.service, &helen, form(3)).await;
    assert_eq!(conflict(nobody), ConflictCode::CHANGED_MEANWHILE);
    world.pass_minutes(2 * 24 * 60);
    assert_eq!(
        invitation::invite(&world.service, &helen, form(3)).await,
        Ok(3)
    );
    assert!(world.audited().await.contains(&"members_invited"));
}

async fn who_has_or_waits_for_one_is_not_invited(world: World) {
    let helen = helen(&world).await;
    let david = signed_in(&world, "David Okafor", Role::CareerAdviser).await;
    publish(&world, &david, 2, "9am", "12pm").await;
    let members = members(&world, 3).await;
    let start = "2026-03-10T09:00:00Z";
    book_at(&world, &members[0], members[0].person, david.person, start)
        .await
        .unwrap();
    world.close_account(members[1].person).await;
    let seen = invitation::prospect(&world.service, &helen, None)
        .await
        .unwrap();
    assert_eq!(seen.count, 1);
}

async fn what_is_no_longer_needed_is_not_sent(world: World) {
    let helen = helen(&world).await;
    let david = signed_in(&world, "David Okafor", Role::CareerAdviser).await;
    publish(&world, &david, 2, "9am", "12pm").await;
    let members = members(&world, 2).await;
    invitation::invite(&world.service, &helen, form(2))
        .await
        .unwrap();
    let start = "2026-03-10T09:00:00Z";
    book_at(&world, &members[0], members[0].person, david.person, start)
        .await
        .unwrap();
    assert_eq!(send(&world).await, 1);
    let emails = world.messages_to("m0@example.nhs.uk").await;
    assert!(
        emails
            .iter()
            .all(|email| email.subject != "Talk to a careers adviser")
    );
    let left = invitation::prospect(&world.service, &helen, None)
        .await
        .unwrap();
    assert_eq!(left.waiting, 0);
}

async fn no_more_are_sent_than_an_hour_allows(world: World) {
    let helen = helen(&world).await;
    let share = usize::try_from(MOST_AN_HOUR).unwrap();
    members(&world, share + 5).await;
    invitation::invite(&world.service, &helen, form(MOST_AN_HOUR + 5))
        .await
        .unwrap();
    assert_eq!(send(&world).await, share);
    world.pass_minutes(59);
    assert_eq!(send(&world).await, 0);
    world.pass_minutes(1);
    assert_eq!(send(&world).await, 5);
}

async fn several_workers_keep_to_one_share(world: World) {
    let helen = helen(&world).await;
    let share = usize::try_from(MOST_AN_HOUR).unwrap();
    members(&world, share + 9).await;
    invitation::invite(&world.service, &helen, form(MOST_AN_HOUR + 9))
        .await
        .unwrap();
    let workers = tokio::join!(send(&world), send(&world), send(&world), send(&world));
    let (first, second, third, fourth) = workers;
    assert_eq!(first + second + third + fourth, share);
}

async fn two_coordinators_who_ask_at_once_invite_once(world: World) {
    let helen = helen(&world).await;
    members(&world, 5).await;
    let service = &world.service;
    let both = tokio::join!(
        invitation::invite(service, &helen, form(5)),
        invitation::invite(service, &helen, form(5)),
    );
    let invited: i64 = [both.0, both.1].into_iter().filter_map(Result::ok).sum();
    assert_eq!(invited, 5);
    let seen = invitation::prospect(service, &helen, None).await.unwrap();
    assert_eq!(
        seen,
        Prospect {
            count: 0,
            waiting: 5
        }
    );
}

async fn more_people_than_were_seen_are_not_invited(world: World) {
    let helen = helen(&world).await;
    members(&world, 3).await;
    let refused = invitation::invite(&world.service, &helen, form(2)).await;
    match refused {
        Err(AppError::Conflict(conflict)) => assert_eq!(
            conflict.message,
            "There are 3 people to invite now. Look again before you send"
        ),
        other => panic!("{other:?}"),
    }
    let seen = invitation::prospect(&world.service, &helen, None)
        .await
        .unwrap();
    assert_eq!(seen.waiting, 0);
}

async fn only_coordinators_invite(world: World) {
    for role in [Role::HubMember, Role::CareerAdviser, Role::Administrator] {
        let name = format!("{} Someone", role.code().replace('_', "-"));
        let someone = signed_in(&world, &name, role).await;
        let refused = invitation::invite(&world.service, &someone, form(1)).await;
        assert_eq!(refused, Err(AppError::Forbidden));
        let hidden = invitation::prospect(&world.service, &someone, None).await;
        assert_eq!(hidden, Err(AppError::Forbidden));
    }
}
