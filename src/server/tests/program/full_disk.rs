//! The disk of the running program is full, and then it is not.

use std::time::{Duration, Instant};

use domain::people::role::Role;
use store::testing::SmallDisk;

use super::http::Connection;
use super::running::{Program, people, service_on};

/// Whoever watches knows within this time.
const SOON: Duration = Duration::from_secs(5);

async fn ready(program: &Program) -> u16 {
    let ask = format!(
        "GET /health/ready HTTP/1.1\r\nHost: {}\r\n\r\n",
        program.address
    );
    let mut connection = Connection::to(program.address);
    connection.send(ask.as_bytes()).await.unwrap().status
}

async fn is_soon_ready(program: &Program, status: u16) {
    let since = Instant::now();
    while ready(program).await != status {
        assert!(since.elapsed() < SOON, "readiness is not {status}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Files of the database, the messages and the log are on the disk.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_said_and_writing_goes_on_as_soon_as_there_is_room() {
    let Some(disk) = SmallDisk::of(16) else {
        eprintln!(
            "not shown: only root can mount a small disk. The store's tests show the same with a limit on pages"
        );
        return;
    };
    let service = service_on(disk.path()).await;
    let member = people(&service, Role::HubMember, 1).await.remove(0);
    service.store.close().await;
    let program = Program::start(disk.path(), &[]).await;
    let mut connection = Connection::to(program.address);
    let mut save = async |text: &str| {
        let form = format!("form[topic]=ideas&form[preparation]={text}");
        let path = "/api/career-conversations/topic";
        let answer = connection.post(path, &member.cookie, &form).await.unwrap();
        (answer.status, answer.body)
    };
    assert_eq!(save("before").await.0, 200);
    is_soon_ready(&program, 200).await;

    disk.fill();
    for _ in 0..5 {
        assert_eq!(save("meanwhile").await, (503, "\"Busy\"".to_owned()));
    }
    is_soon_ready(&program, 503).await;
    assert_eq!(save("meanwhile").await.0, 503);

    disk.make_room();
    assert_eq!(save("after").await.0, 200);
    is_soon_ready(&program, 200).await;

    // Nobody has to write for the truth to be told.
    disk.fill();
    is_soon_ready(&program, 503).await;
    disk.make_room();
    is_soon_ready(&program, 200).await;
}
