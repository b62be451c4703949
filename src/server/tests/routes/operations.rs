//! What an operator sees of the service: whether it is well, what it counts, what it logs.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::people::role::Role;
use domain::system::id::OutboxId;
use domain::system::outbox::MessageKind;
use store::db::Statement;
use store::system::outbox::Message;

use crate::samples::OTHER_PERSON;
use crate::support::{TestApp, email_of};

const AMINA: &str = "Amina Yusuf";
const DAVID: &str = "David Okafor";

#[tokio::test]
async fn a_server_is_ready_while_database_migrations_and_worker_are() {
    const BACK: Statement = Statement {
        name: "BACK",
        sqlite: "DELETE FROM _sqlx_migrations WHERE version = 1",
        postgres: "",
    };
    let app = TestApp::init().start().await;
    let ready = async || app.visitor().get("/health/ready").await;
    assert_eq!(ready().await.has_status(200).body, "ready\n");

    app.clock.set(app.service.now().plus_seconds(120));
    assert_eq!(
        ready().await.has_status(503).body,
        "the worker shows no life\n"
    );
    service::system::health::show_life(&app.service, "another server")
        .await
        .unwrap();
    ready().await.has_status(503);
    service::system::health::show_life(&app.service, "test")
        .await
        .unwrap();
    ready().await.has_status(200);

    let mut tx = app.service.store.write().await.unwrap();
    tx.q(&BACK).execute().await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        ready().await.has_status(503).body,
        "migrations are missing\n"
    );

    app.service.store.close().await;
    assert_eq!(
        ready().await.has_status(503).body,
        "the database does not answer\n"
    );
    app.visitor().get("/health/live").await.has_status(200);
}

#[tokio::test]
async fn requests_are_counted_by_address_and_status_without_what_was_filled_in() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    let reference = app.conversation_of(AMINA).await.to_string();
    let amina = app.as_person(AMINA).await;
    let page = format!("/conversations/{reference}");
    for _ in 0..3 {
        amina.get(&page).await.has_status(200);
    }
    app.visitor()
        .get("/amina@example.nhs.uk")
        .await
        .has_status(404);
    amina
        .call("/api/career-conversations/topic", &[])
        .await
        .has_status(422);

    let counts = app.metrics().await;
    for line in [
        "people_hub_requests_total{method=\"GET\",route=\"/conversations/{reference}\",status=\"200\"} 3\n",
        "people_hub_requests_total{method=\"GET\",route=\"unknown\",status=\"404\"} 1\n",
        "people_hub_requests_total{method=\"POST\",route=\"/api/career-conversations/topic\",status=\"422\"} 1\n",
        "people_hub_request_seconds_count{method=\"GET\",route=\"/conversations/{reference}\"} 3\n",
        "people_hub_requests_in_progress 0\n",
        "people_hub_database_up 1\n",
        "people_hub_pool_connections{pool=\"writers\",state=\"most\"} 1\n",
        "people_hub_outbox_waiting 0\n",
        "people_hub_outbox_dead 0\n",
    ] {
        assert!(counts.contains(line), "{line} is not in {counts}");
    }
    for secret in [&reference, "amina", "Amina"] {
        assert!(!counts.contains(secret), "{secret}: {counts}");
    }
    // They are not for everybody.
    app.visitor().get("/metrics").await.has_status(404);
}

#[tokio::test]
async fn the_age_of_the_queue_and_a_lost_database_are_counted() {
    let app = TestApp::init().start().await;
    let form = [("form[email]", "amina@example.nhs.uk")];
    let asked = app.visitor().call("/api/sign-in/request-code", &form).await;
    asked.has_status(200);
    app.clock.set(app.service.now().plus_seconds(75));
    let counts = app.metrics().await;
    for line in [
        "people_hub_outbox_waiting 1\n",
        "people_hub_outbox_overdue_seconds 75.0\n",
        "people_hub_worker_silent_seconds 75.0\n",
    ] {
        assert!(counts.contains(line), "{line} is not in {counts}");
    }
    app.service.store.close().await;
    let counts = app.metrics().await;
    assert!(counts.contains("people_hub_database_up 0\n"), "{counts}");
}

/// A way to send messages that has a fault for as long as it is told to.
#[derive(Default)]
struct Faulty(AtomicBool);

impl service::system::outbox::Transport for Faulty {
    fn send<'a>(
        &'a self,
        _: &'a service::system::outbox::OutgoingMessage,
    ) -> service::system::outbox::Sending<'a> {
        assert!(!self.0.load(Ordering::SeqCst), "a fault");
        Box::pin(async { Ok(()) })
    }
}

#[tokio::test]
async fn administrators_see_which_messages_were_given_up() {
    const PRIYA: &str = "Priya Nair";
    const NONE: &str = "Every message has been sent or is still being tried.";
    let app = TestApp::init().start().await;
    app.person(PRIYA, Role::Administrator, None).await;
    let priya = app.as_person(PRIYA).await;
    let page = priya.get("/work").await;
    page.has_status(200);
    assert!(page.body.contains(NONE));

    let letter = write_to(&app, "nobody@example.nhs.uk").await;
    let mut tx = app.service.store.write().await.unwrap();
    store::system::outbox::mark_dead(&mut tx, letter, app.service.now(), "no such mailbox")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let page = priya.get("/work").await;
    page.has_status(200);
    assert!(!page.body.contains(NONE));
    let home = priya.get("/").await;
    home.contains("See to 1 message that could not be sent");
    for shown in ["1 message", "nobody@example.nhs.uk", "no such mailbox"] {
        assert!(page.body.contains(shown), "{shown}");
    }
}

/// Puts a message into the outbox.
async fn write_to(app: &TestApp, recipient: &str) -> OutboxId {
    let now = app.service.now();
    let message = Message {
        id: OutboxId::new(now, app.service.random()),
        kind: MessageKind::Secret,
        recipient: recipient.to_owned(),
        subject: "Your code".to_owned(),
        body: String::new(),
        calendar: None,
        calendar_method: None,
        created_at: now,
        due_at: now,
        attempts: 0,
        about: None,
        topic: None,
    };
    let mut tx = app.service.store.write().await.unwrap();
    store::system::outbox::insert(&mut tx, &message)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    message.id
}

/// Has messages written until the worker has broken off so often.
async fn breaks(app: &TestApp, count: usize) {
    let line = format!("people_hub_background_breaks_total{{work=\"worker\"}} {count}\n");
    for _ in 0..100 {
        write_to(app, "somebody@example.nhs.uk").await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        if app.metrics().await.contains(&line) {
            return;
        }
    }
    unreachable!("the worker breaks off within 20 seconds");
}

#[tokio::test]
async fn the_worker_begins_again_when_a_fault_breaks_it_off() {
    let app = TestApp::init().start().await;
    let transport = Arc::new(Faulty::default());
    transport.0.store(true, Ordering::SeqCst);
    let jobs = server::jobs::start(app.service.clone(), transport.clone(), app.instance.clone());
    breaks(&app, 1).await;
    transport.0.store(false, Ordering::SeqCst);
    write_to(&app, "amina@example.nhs.uk").await;
    let mut is_sent = false;
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let mut conn = app.service.store.read().await.unwrap();
        is_sent |= store::system::outbox::counts(&mut conn)
            .await
            .unwrap()
            .delivered
            > 0;
        if is_sent {
            break;
        }
    }
    assert!(is_sent, "the next message is sent");
    // One break is not the end of the server.
    app.visitor().get("/health/ready").await.has_status(200);
    jobs.stop().await;
}

/// However often it begins: what it does each time is to break off.
#[tokio::test]
async fn a_worker_that_breaks_off_again_and_again_shows_no_life() {
    let app = TestApp::init().start().await;
    let transport = Arc::new(Faulty::default());
    transport.0.store(true, Ordering::SeqCst);
    let jobs = server::jobs::start(app.service.clone(), transport, app.instance.clone());
    breaks(&app, 1).await;
    app.clock.set(app.service.now().plus_seconds(120));
    breaks(&app, 2).await;
    breaks(&app, 3).await;
    let ready = app.visitor().get("/health/ready").await;
    assert_eq!(ready.has_status(503).body, "the worker shows no life\n");
    jobs.stop().await;
}

#[tokio::test]
async fn refusals_and_downloads_are_in_the_audit_log_with_where_they_came_from() {
    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    let amina = app.as_person(AMINA).await;
    amina.get("/conversations").await.has_status(403);
    amina.get("/conversations?page=2").await.has_status(403);
    let own = "/download/your-data.json";
    amina.get(own).await.has_status(200);
    service::system::audit::write_noted(&app.service)
        .await
        .unwrap();

    let query = store::system::audit::ListQuery {
        from: app.service.now().plus_hours(-1),
        until: app.service.now().plus_hours(1),
        actor: "Amina".to_owned(),
        action: String::new(),
        object_kind: "page".to_owned(),
        asked: store::AskedPage::first(10),
    };
    let mut conn = app.service.store.read().await.unwrap();
    let found = store::system::audit::list(&mut conn, &query).await.unwrap();
    let mut said: Vec<_> = found
        .rows
        .iter()
        .map(|listed| {
            let entry = &listed.entry;
            let address = entry.address.clone().unwrap();
            (entry.action.as_str(), entry.detail["page"].clone(), address)
        })
        .collect();
    said.sort_by_key(|line| line.0);
    let here = || "127.0.0.1".to_owned();
    assert_eq!(
        said,
        [
            ("access_refused", "/conversations".into(), here()),
            ("file_downloaded", own.into(), here()),
        ]
    );
}

/// Everything that was logged.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A whole journey, with mistakes, at the finest level: nobody could tell from the log who went it.
#[tokio::test]
async fn the_log_of_a_journey_has_request_identifiers_and_no_personal_data() {
    let lines = Lines::default();
    let writer = lines.clone();
    let log = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .json()
        .flatten_event(true)
        .finish();
    let _guard = tracing::subscriber::set_default(log);

    let app = TestApp::init().start().await;
    app.person(AMINA, Role::HubMember, None).await;
    app.person(OTHER_PERSON, Role::CareerAdviser, None).await;
    app.person(DAVID, Role::Administrator, None).await;
    let reference = app.conversation_of(AMINA).await.to_string();
    let (amina, david) = (app.as_person(AMINA).await, app.as_person(DAVID).await);
    let preparation = "I have been a porter for six years";
    let identifier = amina
        .get("/account")
        .await
        .header("x-request-id")
        .to_owned();
    let visitor = app.visitor();
    let email = [("form[email]", "amina@example.nhs.uk")];
    visitor
        .post("/sign-in", "/api/sign-in/request-code", &email)
        .await;
    let code = [
        ("form[code]", "123456"),
        ("form[email]", "amina@example.nhs.uk"),
    ];
    visitor
        .post("/sign-in/code", "/api/sign-in/verify-code", &code)
        .await;
    let token = "0a".repeat(32);
    visitor.get(&format!("/sign-in/link/{token}")).await;
    let answer = [("form[topic]", "ideas"), ("form[preparation]", preparation)];
    amina.call("/api/career-conversations/topic", &answer).await;
    let page = format!("/conversations/{reference}");
    amina.get(&page).await.has_status(200);
    let cancel = [
        ("form[reference]", reference.as_str()),
        ("form[version]", "1"),
    ];
    amina
        .call("/api/career-conversations/cancel", &cancel)
        .await
        .has_status(200);
    amina
        .get("/conversations?text=Ben+Cole")
        .await
        .has_status(403);
    david.get("/people?text=amina").await.has_status(200);
    david.get("/audit?actor=Amina").await.has_status(200);
    app.visitor().get("/Amina%20Yusuf").await.has_status(404);
    // Messages that cannot be sent are logged as well.
    struct Away;
    impl service::system::outbox::Transport for Away {
        fn send<'a>(
            &'a self,
            message: &'a service::system::outbox::OutgoingMessage,
        ) -> service::system::outbox::Sending<'a> {
            let words = format!("550 {} is not here", message.recipient);
            Box::pin(async { Err(service::system::outbox::TransportError(words)) })
        }
    }
    service::system::outbox::deliver_due(&app.service, &Away, 20)
        .await
        .unwrap();

    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(log.lines().count() > 50, "{log}");
    for line in log.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(line["level"].is_string(), "{line}");
    }
    let answered = format!("\"span\":{{\"id\":\"{identifier}\",\"name\":\"request\"}}");
    assert!(log.contains(&answered), "{answered} is not in {log}");
    let log = log.to_lowercase();
    for personal in [
        "amina",
        "yusuf",
        "okafor",
        "porter",
        "cole",
        &token,
        "@example",
        email_of(AMINA).as_str(),
        &reference.to_lowercase(),
        "people-hub-session",
    ] {
        assert!(!log.contains(personal), "{personal} is in the log: {log}");
    }
}
