//! What an adviser does with many conversations at once: each stands for itself.

use std::collections::BTreeMap;

use crate::support::World;
use crate::support::diary::{book_at, leave, publish, signed_in};
use domain::career_conversations::availability::{ClashRow, ClashesForm};
use domain::career_conversations::career_conversation::{
    AttendanceForm, AttendancesForm, CareerConversation, Reference, Status,
};
use domain::kit::app_error::AppError;
use domain::kit::field_errors::FieldErrors;
use domain::people::actor::Actor;
use domain::people::role::Role;
use jiff::civil::date;
use service::career_conversations::adviser_diary::{
    record_attendance, record_attendances, unrecorded,
};
use service::career_conversations::availability::{self, Planned, plan};
use service::career_conversations::to_do;

crate::on_both_engines!(
    who_came_is_recorded_for_all_that_have_an_answer,
    what_changed_meanwhile_is_named_and_the_others_are_recorded,
    only_ones_own_conversations_are_recorded,
    clashes_are_moved_each_to_a_time_of_its_own,
    a_whole_day_of_clashes_finds_a_time_for_each,
    clashes_are_cancelled_and_their_members_told_why,
    what_is_gone_meanwhile_is_named_and_the_others_are_decided,
    only_advisers_do_many_at_once,
);

const TIMES: [&str; 3] = [
    "2026-03-03T09:00:00Z",
    "2026-03-03T09:40:00Z",
    "2026-03-03T10:20:00Z",
];

/// David gives conversations on Tuesdays and Thursdays; on Tuesday 3 March three members have one each.
struct Stage {
    world: World,
    david: Actor,
    booked: Vec<CareerConversation>,
}

impl Stage {
    async fn set(world: World) -> Self {
        let david = signed_in(&world, "David Okafor", Role::CareerAdviser).await;
        publish(&world, &david, 2, "9am", "12pm").await;
        publish(&world, &david, 4, "9am", "10am").await;
        let mut booked = Vec::new();
        for (name, start) in ["Amina Yusuf", "Ben Shaw", "Cara Diaz"]
            .into_iter()
            .zip(TIMES)
        {
            let member = signed_in(&world, name, Role::HubMember).await;
            let made = book_at(&world, &member, member.person, david.person, start).await;
            booked.push(made.unwrap());
        }
        Self {
            world,
            david,
            booked,
        }
    }

    async fn goes_on_leave(&self) {
        let form = leave(date(2026, 3, 3), date(2026, 3, 3));
        availability::add_leave(&self.world.service, &self.david, form)
            .await
            .unwrap();
    }

    fn references(&self) -> Vec<Reference> {
        self.booked
            .iter()
            .map(|each| each.reference.clone())
            .collect()
    }

    async fn plan(&self) -> Vec<Planned> {
        plan(&self.world.service, &self.david, &self.references())
            .await
            .unwrap()
    }

    fn attendances(&self, answers: [&str; 3]) -> AttendancesForm {
        let who = self.booked.iter().zip(answers).map(|(each, attended)| {
            let form = AttendanceForm {
                version: each.version.to_string(),
                attended: attended.to_owned(),
                ..AttendanceForm::default()
            };
            (each.reference.to_string(), form)
        });
        AttendancesForm { who: who.collect() }
    }

    async fn decide(&self, decision: &str, planned: &[Planned]) -> Result<usize, AppError> {
        let rows: BTreeMap<_, _> = planned
            .iter()
            .map(|each| {
                let conversation = &each.clashing.listed.conversation;
                let row = ClashRow {
                    version: conversation.version.to_string(),
                    clash: each.clashing.clash.code().to_owned(),
                    slot: each
                        .nearest
                        .clone()
                        .map(|time| time.value)
                        .unwrap_or_default(),
                };
                (conversation.reference.to_string(), row)
            })
            .collect();
        let form = ClashesForm {
            decision: decision.to_owned(),
            message: "I am ill, I am sorry.".to_owned(),
            rows,
        };
        availability::decide_all(&self.world.service, &self.david, form).await
    }

    async fn now(&self) -> Vec<CareerConversation> {
        let mut conn = self.world.service.store.read().await.unwrap();
        let mut now = Vec::new();
        for reference in self.references() {
            let read = store::career_conversations::career_conversation::by_reference(
                &mut conn, &reference,
            );
            now.push(read.await.unwrap());
        }
        now
    }

    async fn statuses(&self) -> Vec<Status> {
        self.now()
            .await
            .into_iter()
            .map(|each| each.status)
            .collect()
    }
}

fn refused(outcome: Result<usize, AppError>) -> FieldErrors {
    match outcome {
        Err(AppError::Invalid(errors)) => errors,
        other => panic!("not refused: {other:?}"),
    }
}

async fn who_came_is_recorded_for_all_that_have_an_answer(world: World) {
    let stage = Stage::set(world).await;
    let (world, david) = (&stage.world, &stage.david);
    world.clock.set("2026-03-03T10:15:00Z".parse().unwrap());
    // The third isn't over yet.
    let asked = unrecorded(&world.service, david).await.unwrap();
    let asked: Vec<_> = asked.into_iter().map(|each| each.member_name).collect();
    assert_eq!(asked, ["Amina Yusuf", "Ben Shaw"]);
    assert_eq!(to_do::unrecorded(&world.service, david).await, Ok(2));
    let form = stage.attendances(["yes", "no", ""]);
    let recorded = record_attendances(&world.service, david, form).await;
    assert_eq!(recorded, Ok(2));
    assert_eq!(
        stage.statuses().await,
        [Status::Attended, Status::DidNotAttend, Status::Booked]
    );
    assert_eq!(unrecorded(&world.service, david).await.unwrap(), []);
    let form = stage.attendances(["", "", ""]);
    let nothing = record_attendances(&world.service, david, form).await;
    assert_eq!(refused(nothing).0.len(), 1);
}

async fn what_changed_meanwhile_is_named_and_the_others_are_recorded(world: World) {
    let stage = Stage::set(world).await;
    let (world, david) = (&stage.world, &stage.david);
    world.clock.set("2026-03-03T12:00:00Z".parse().unwrap());
    let second = &stage.booked[1].reference;
    record_attendance(&world.service, david, second, 1, true)
        .await
        .unwrap();
    let form = stage.attendances(["yes", "no", "yes"]);
    let outcome = record_attendances(&world.service, david, form).await;
    let errors = refused(outcome);
    assert!(errors.for_field(second.as_str()).is_some(), "{errors:?}");
    assert_eq!(errors.0.len(), 1);
    assert_eq!(stage.statuses().await, [Status::Attended; 3]);
}

async fn only_ones_own_conversations_are_recorded(world: World) {
    let stage = Stage::set(world).await;
    let grace = signed_in(&stage.world, "Grace Obi", Role::CareerAdviser).await;
    stage
        .world
        .clock
        .set("2026-03-03T12:00:00Z".parse().unwrap());
    let form = stage.attendances(["yes", "yes", "yes"]);
    let outcome = record_attendances(&stage.world.service, &grace, form).await;
    assert_eq!(refused(outcome).0.len(), 3);
    assert_eq!(stage.statuses().await, [Status::Booked; 3]);
}

async fn clashes_are_moved_each_to_a_time_of_its_own(world: World) {
    let stage = Stage::set(world).await;
    stage.goes_on_leave().await;
    let planned = stage.plan().await;
    assert_eq!(stage.decide("move", &planned).await, Ok(3));
    let now = stage.now().await;
    let mut starts: Vec<_> = now.iter().map(|each| each.interval.start).collect();
    starts.sort_unstable();
    starts.dedup();
    assert_eq!(starts.len(), 3);
    assert!(now.iter().all(|each| each.status == Status::Booked));
    assert_eq!(stage.plan().await, []);
}

/// More of them than times are offered for one.
async fn a_whole_day_of_clashes_finds_a_time_for_each(world: World) {
    let mut stage = Stage::set(world).await;
    publish(&stage.world, &stage.david, 2, "1pm", "5pm").await;
    let afternoon = [
        ("Dan Roe", "13:00"),
        ("Eve Lane", "13:40"),
        ("Fay Cole", "14:20"),
        ("Gus Hall", "15:00"),
        ("Hal Moss", "15:40"),
    ];
    for (name, hour) in afternoon {
        let (world, david) = (&stage.world, &stage.david);
        let member = signed_in(world, name, Role::HubMember).await;
        let start = format!("2026-03-03T{hour}:00Z");
        let made = book_at(world, &member, member.person, david.person, &start).await;
        stage.booked.push(made.unwrap());
    }
    stage.goes_on_leave().await;
    let planned = stage.plan().await;
    assert_eq!(planned.len(), 8);
    assert!(planned.iter().all(|each| each.nearest.is_some()));
    assert_eq!(stage.decide("move", &planned).await, Ok(8));
}

async fn clashes_are_cancelled_and_their_members_told_why(world: World) {
    let stage = Stage::set(world).await;
    stage.goes_on_leave().await;
    let planned = stage.plan().await;
    assert_eq!(stage.decide("cancel", &planned).await, Ok(3));
    assert_eq!(stage.statuses().await, [Status::CancelledByAdviser; 3]);
    for member in ["amina", "ben", "cara"] {
        let emails = stage
            .world
            .messages_to(&format!("{member}@example.nhs.uk"))
            .await;
        let told = |text: &str| text.contains("I am ill, I am sorry.");
        assert!(emails.iter().any(|email| told(&email.body)), "{member}");
    }
}

async fn what_is_gone_meanwhile_is_named_and_the_others_are_decided(world: World) {
    let stage = Stage::set(world).await;
    stage.goes_on_leave().await;
    let planned = stage.plan().await;
    // The second is decided in another tab meanwhile.
    assert_eq!(stage.decide("cancel", &planned[1..2]).await, Ok(1));
    let errors = refused(stage.decide("move", &planned).await);
    let second = planned[1].clashing.listed.conversation.reference.clone();
    assert!(errors.for_field(second.as_str()).is_some(), "{errors:?}");
    assert_eq!(errors.0.len(), 1);
    assert_eq!(
        stage.statuses().await,
        [Status::Booked, Status::CancelledByAdviser, Status::Booked]
    );
    assert_eq!(stage.plan().await, []);
    let unknown = refused(stage.decide("whatever", &planned).await);
    assert_eq!(unknown.0.len(), 3);
}

async fn only_advisers_do_many_at_once(world: World) {
    let stage = Stage::set(world).await;
    let helen = signed_in(&stage.world, "Helen Marsh", Role::HubCoordinator).await;
    let service = &stage.world.service;
    let form = stage.attendances(["yes", "", ""]);
    let recorded = record_attendances(service, &helen, form).await;
    assert_eq!(recorded, Err(AppError::Forbidden));
    let decided = availability::decide_all(service, &helen, ClashesForm::default()).await;
    assert_eq!(decided, Err(AppError::Forbidden));
    let planned = plan(service, &helen, &stage.references()).await;
    assert_eq!(planned, Err(AppError::Forbidden));
    assert_eq!(unrecorded(service, &helen).await, Err(AppError::Forbidden));
    assert_eq!(
        to_do::unrecorded(service, &helen).await,
        Err(AppError::Forbidden)
    );
}
