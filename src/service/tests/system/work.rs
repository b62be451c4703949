//! What the service does by itself: whether it can, what was given up, and work that is done again and again.

use crate::support::World;
use crate::support::diary::{conflict, signed_in};
use domain::kit::app_error::{AppError, ConflictCode};
use domain::people::role::Role;
use domain::system::id::OutboxId;
use domain::system::job::{JobName, RunJobForm};
use domain::system::outbox::{MessageKind, RetryForm, TRIES};
use service::system::health::{self, Readiness};
use service::system::job;
use service::system::outbox::{OutgoingMessage, Sending, Transport, TransportError, deliver_due};
use service::system::work;
use store::db::Statement;
use store::system::outbox::Message;

crate::on_both_engines!(
    a_server_is_ready_while_its_own_worker_shows_life,
    a_message_that_was_given_up_is_tried_again_when_an_administrator_asks,
    a_sign_in_message_is_not_tried_again,
    only_administrators_of_the_whole_system_see_and_ask,
    work_is_done_when_it_is_due_and_by_one_server,
    work_that_fails_is_noted_and_tried_again_soon,
    an_administrator_has_work_done_now,
    the_age_of_the_queue_counts_from_when_its_first_message_was_due,
);

const BEN: &str = "ben@example.nhs.uk";

/// Sends nothing, and says why.
struct Away;

impl Transport for Away {
    fn send<'a>(&'a self, _: &'a OutgoingMessage) -> Sending<'a> {
        Box::pin(async { Err(TransportError("the mail server is away".to_owned())) })
    }
}

/// Takes everything.
struct Post;

impl Transport for Post {
    fn send<'a>(&'a self, _: &'a OutgoingMessage) -> Sending<'a> {
        Box::pin(async { Ok(()) })
    }
}

async fn queue(world: &World, kind: MessageKind) -> OutboxId {
    let now = world.now();
    let id = OutboxId::new(now, world.service.random());
    let message = Message {
        id,
        kind,
        recipient: BEN.to_owned(),
        subject: "Your career conversation".to_owned(),
        body: "It is booked.".to_owned(),
        calendar: None,
        calendar_method: None,
        created_at: now,
        due_at: now,
        attempts: 0,
        about: None,
        topic: None,
    };
    let mut tx = world.service.store.write().await.unwrap();
    store::system::outbox::insert(&mut tx, &message)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

async fn given_up(world: &World, kind: MessageKind) -> OutboxId {
    let id = queue(world, kind).await;
    for _ in 0..TRIES {
        deliver_due(&world.service, &Away, 1).await.unwrap();
        world.pass_minutes(9 * 60);
    }
    id
}

fn retry_of(id: OutboxId) -> RetryForm {
    RetryForm {
        message: id.to_string(),
    }
}

async fn a_server_is_ready_while_its_own_worker_shows_life(world: World) {
    let ready = async |worker| health::readiness(&world.service, worker).await;
    assert_eq!(ready("first").await, Readiness::WorkerSilent);
    for worker in ["first", "second"] {
        health::show_life(&world.service, worker).await.unwrap();
    }
    world.pass_seconds(119);
    assert_eq!(ready("first").await, Readiness::Ready);
    health::show_life(&world.service, "second").await.unwrap();
    world.pass_seconds(1);
    assert_eq!(
        (ready("first").await, ready("second").await),
        (Readiness::WorkerSilent, Readiness::Ready),
        "another server's worker is no help"
    );
    world.service.store.close().await;
    assert_eq!(ready("second").await, Readiness::NoDatabase);
}

async fn a_message_that_was_given_up_is_tried_again_when_an_administrator_asks(world: World) {
    let priya = signed_in(&world, "Priya Nair", Role::Administrator).await;
    let id = given_up(&world, MessageKind::Ordinary).await;
    let seen = work::show(&world.service, &priya, 1).await.unwrap();
    assert_eq!((seen.dead.total, seen.waiting), (1, 0));
    assert_eq!(
        (seen.dead.rows[0].id, seen.dead.rows[0].last_error.as_str()),
        (id, "the mail server is away")
    );

    work::retry(&world.service, &priya, retry_of(id))
        .await
        .unwrap();
    let seen = work::show(&world.service, &priya, 7).await.unwrap();
    assert_eq!((seen.dead.total, seen.waiting, seen.dead.page), (0, 1, 1));
    assert_eq!(world.audited().await.last(), Some(&"message_retried"));
    let again = work::retry(&world.service, &priya, retry_of(id)).await;
    assert_eq!(again, Err(AppError::NotFound), "it waits already");

    let delivered = deliver_due(&world.service, &Post, 5).await.unwrap();
    assert_eq!(delivered.sent, 1);
    let sent = work::retry(&world.service, &priya, retry_of(id)).await;
    assert_eq!(sent, Err(AppError::NotFound), "it has been sent");
}

async fn a_sign_in_message_is_not_tried_again(world: World) {
    let priya = signed_in(&world, "Priya Nair", Role::Administrator).await;
    let id = given_up(&world, MessageKind::Secret).await;
    let before = world.audited().await;
    let refused = work::retry(&world.service, &priya, retry_of(id)).await;
    assert_eq!(conflict(refused), ConflictCode::NOT_ALLOWED_NOW);
    assert_eq!(world.audited().await, before);
    let nothing = deliver_due(&world.service, &Post, 5).await.unwrap();
    assert!(nothing.is_nothing());
}

async fn only_administrators_of_the_whole_system_see_and_ask(world: World) {
    let id = given_up(&world, MessageKind::Ordinary).await;
    let job = RunJobForm {
        job: JobName::ForgetEnded.code().to_owned(),
    };
    for (name, role) in [
        ("Amina Yusuf", Role::HubMember),
        ("Helen Marsh", Role::HubCoordinator),
        ("Samira Khan", Role::SafeguardingLead),
    ] {
        let actor = signed_in(&world, name, role).await;
        let service = &world.service;
        let seen = work::show(service, &actor, 1).await.map(|_| ());
        assert_eq!(seen, Err(AppError::Forbidden), "{name}");
        let asked = work::retry(service, &actor, retry_of(id)).await;
        assert_eq!(asked, Err(AppError::Forbidden), "{name}");
        let asked = work::run_now(service, &actor, job.clone()).await;
        assert_eq!(asked, Err(AppError::Forbidden), "{name}");
    }
}

async fn runs(world: &World) -> Vec<JobName> {
    let mut done = Vec::new();
    while let Some(run) = job::run_due(&world.service).await.unwrap() {
        done.push(run.name);
    }
    done
}

async fn work_is_done_when_it_is_due_and_by_one_server(world: World) {
    assert_eq!(runs(&world).await, [], "nothing is known yet");
    job::ensure(&world.service).await.unwrap();
    let other = world.service.clone();
    let (first, second) = tokio::join!(job::run_due(&world.service), job::run_due(&other));
    let mut names: Vec<_> = [first, second]
        .into_iter()
        .filter_map(|run| run.unwrap())
        .map(|run| run.name)
        .collect();
    names.extend(runs(&world).await);
    names.sort();
    assert_eq!(names, [JobName::ForgetEnded, JobName::BankHolidays]);
    assert_eq!(runs(&world).await, [], "each is done");
    world.pass_minutes(10);
    assert_eq!(runs(&world).await, [JobName::ForgetEnded]);
}

static NO_SUCH_TABLE: Statement = Statement {
    name: "NO_SUCH_TABLE",
    sqlite: "ALTER TABLE sign_in_code RENAME TO mislaid",
    postgres: "ALTER TABLE sign_in_code RENAME TO mislaid",
};

async fn work_that_fails_is_noted_and_tried_again_soon(world: World) {
    job::ensure(&world.service).await.unwrap();
    world.as_owner(&NO_SUCH_TABLE).await;
    runs(&world).await;
    let priya = signed_in(&world, "Priya Nair", Role::Administrator).await;
    let seen = work::show(&world.service, &priya, 1).await.unwrap();
    let job = |name| seen.jobs.iter().find(|job| job.name == name).unwrap();
    let failed = job(JobName::ForgetEnded);
    assert_eq!((failed.runs, failed.failures), (1, 1));
    assert_eq!(failed.failed_at, Some(world.now()));
    let error = failed.last_error.as_deref().unwrap();
    assert!(error.starts_with("internal error "), "{error}");
    assert!(!error.contains("sign_in_code"), "{error}");
    assert_eq!(failed.due_at, world.now().plus_minutes(5));
    let done = job(JobName::BankHolidays);
    assert_eq!((done.runs, done.failures), (1, 0));
    assert_eq!(done.started_at, Some(world.now()));
    assert_eq!(done.took_milliseconds, Some(0));
}

async fn an_administrator_has_work_done_now(world: World) {
    let priya = signed_in(&world, "Priya Nair", Role::Administrator).await;
    job::ensure(&world.service).await.unwrap();
    runs(&world).await;
    world.pass_minutes(1);
    let form = RunJobForm {
        job: JobName::BankHolidays.code().to_owned(),
    };
    work::run_now(&world.service, &priya, form).await.unwrap();
    assert_eq!(world.audited().await.last(), Some(&"job_asked_for"));
    assert_eq!(runs(&world).await, [JobName::BankHolidays]);
    let nonsense = RunJobForm {
        job: "dance".to_owned(),
    };
    let refused = work::run_now(&world.service, &priya, nonsense).await;
    assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
}

async fn the_age_of_the_queue_counts_from_when_its_first_message_was_due(world: World) {
    let waiting = async || health::waiting(&world.service, "first").await.unwrap();
    assert_eq!(
        (
            waiting().await.overdue_seconds,
            waiting().await.silent_seconds
        ),
        (0, None)
    );
    queue(&world, MessageKind::Ordinary).await;
    health::show_life(&world.service, "first").await.unwrap();
    world.pass_seconds(90);
    queue(&world, MessageKind::Ordinary).await;
    let now = waiting().await;
    assert_eq!((now.messages.waiting, now.overdue_seconds), (2, 90));
    assert_eq!(now.silent_seconds, Some(90));
}
