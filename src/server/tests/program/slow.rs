//! Visitors who send slowly, or nothing: everybody else is answered all the same, and a stop ends in time.

use std::io::Write as _;
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::http::Connection;
use super::running::{Program, number_of};

/// Milliseconds that any page may take while others are slow, where nothing else is asked for (`PEOPLE_HUB_SOON`): the machine may
/// be busy with other work. `make prove` asks for 1,000. Where places were held while a body is read, it was 29,000.
const SOON: usize = 5_000;
/// How long pages are asked for meanwhile.
const WATCHED: Duration = Duration::from_secs(3);
const PAGES: [&str; 4] = ["/", "/accessibility", "/health/live", "/health/ready"];
/// A stop waits five seconds for whoever has begun to send something, and the machine may be busy.
const LONGEST_STOP: Duration = Duration::from_secs(12);

/// Opens connections that have sent so much and no more.
fn visitors(address: SocketAddr, count: usize, sent: &str) -> Vec<TcpStream> {
    let visitors = (0..count).map(|_| {
        let mut visitor = TcpStream::connect(address).unwrap();
        visitor.write_all(sent.as_bytes()).unwrap();
        visitor
    });
    visitors.collect()
}

fn half_a_body(address: SocketAddr) -> String {
    format!(
        "POST /api/sign-in/request-code HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nform[email]=a"
    )
}

/// Fails unless each page is answered soon, again and again.
async fn everybody_else_is_answered(address: SocketAddr) {
    let soon = u64::try_from(number_of("PEOPLE_HUB_SOON", SOON)).unwrap();
    let soon = Duration::from_millis(soon);
    let began = Instant::now();
    while began.elapsed() < WATCHED {
        for page in PAGES {
            let asked = Instant::now();
            let ask = format!("GET {page} HTTP/1.1\r\nHost: {address}\r\n\r\n");
            let mut connection = Connection::to(address);
            let answer = tokio::time::timeout(soon, connection.send(ask.as_bytes())).await;
            let took = asked.elapsed();
            let answer = answer.unwrap_or_else(|_| panic!("{page} took longer than {took:?}"));
            assert_eq!(answer.unwrap().status, 200, "{page}");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_bodies_keep_nobody_else_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path(), &[]).await;
    let address = program.address;
    let slow = visitors(address, 64, &half_a_body(address));
    everybody_else_is_answered(address).await;
    drop(slow);
}

/// It is told rather than left: the browser shows why.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_takes_too_long_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path(), &[]).await;
    let asked = Instant::now();
    let request = half_a_body(program.address).replace("/api/sign-in/request-code", "/sign-in");
    let mut connection = Connection::to(program.address);
    let answer = connection.send(request.as_bytes()).await.unwrap();
    assert_eq!(answer.status, 408);
    assert!(
        answer.body.contains("That took too long to send"),
        "{}",
        answer.body
    );
    assert!(asked.elapsed() < Duration::from_secs(20));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn idle_and_half_sent_connections_never_use_up_what_may_be_open() {
    // This side needs a file for each as well.
    let limit = getrlimit(Resource::Nofile);
    let current = limit
        .maximum
        .map_or(Some(4_096), |most| Some(most.min(4_096)));
    setrlimit(Resource::Nofile, Rlimit { current, ..limit }).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start_with_files(folder.path(), 1_024).await;
    let address = program.address;
    let idle = visitors(address, 1_100, "");
    everybody_else_is_answered(address).await;
    let half = visitors(address, 600, "GET / HTTP/1.1\r\nHost: ");
    everybody_else_is_answered(address).await;
    let slow = visitors(address, 600, &half_a_body(address));
    everybody_else_is_answered(address).await;
    drop((idle, half, slow));
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(!log.contains("no connection can be accepted"), "{log}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_ends_in_time_whatever_is_half_sent() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path(), &[]).await;
    let address = program.address;
    let idle = visitors(address, 20, "");
    let heads = visitors(address, 20, "GET / HTTP/1.1\r\nHost: ");
    let bodies = visitors(address, 20, &half_a_body(address));
    // They have arrived once what came after them is answered.
    everybody_else_is_answered(address).await;
    let asked = Instant::now();
    let stopped = program.stop(LONGEST_STOP).await;
    assert!(stopped, "it runs after {:?}", asked.elapsed());
    drop((idle, heads, bodies));
}
