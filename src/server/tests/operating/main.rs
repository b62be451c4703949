//! The program as an operator configures, watches, stops, copies and restores it.

#![expect(
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is wrong"
)]

mod starting;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use domain::kit::email_address::EmailAddress;
use domain::people::id::PersonId;
use store::Store;
use store::people::person::Person;
use tempfile::TempDir;

fn people_hub(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_people-hub"));
    command.current_dir(folder).env_clear();
    command
}

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    people_hub(folder.path()).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    String::from_utf8_lossy(out).into_owned() + &String::from_utf8_lossy(err)
}

fn free_address() -> String {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    free.local_addr().unwrap().to_string()
}

/// A program that has said where it is.
fn start(command: &mut Command) -> Child {
    let mut program = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut first_line = String::new();
    BufReader::new(program.stdout.take().unwrap())
        .read_line(&mut first_line)
        .unwrap();
    assert!(first_line.starts_with("People Hub is at "), "{first_line}");
    program
}

fn tell(program: &Child, signal: &str) {
    let id = program.id().to_string();
    let told = Command::new("kill").args([signal, &id]).status().unwrap();
    assert!(told.success());
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

const SETTINGS: &str = r#"
addr = "127.0.0.1:4001"
database_url = "postgres://hub:s3cret@db.example.nhs.uk/hub"
mail = "smtps://hub:s3cret@mail.example.nhs.uk"
public_url = "https://hub.example.nhs.uk"
trusted_proxies = ["10.0.0.1", "10.0.1.0/24"]
log_format = "json"
controller = "Example Trust <privacy@example.nhs.uk>"
system = "Example County"
"#;

/// The line of a setting, its words parted by one space.
fn setting(words: &str, name: &str) -> String {
    let line = words
        .lines()
        .find(|line| line.starts_with(&format!("{name} ")));
    line.unwrap_or_default()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn a_flag_wins_over_the_environment_that_over_the_file_and_that_over_what_is_built_in() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("hub.toml"), SETTINGS).unwrap();
    let check = |flags: &[&str]| {
        let mut command = people_hub(folder.path());
        command
            .args(["config", "check", "--config", "hub.toml"])
            .args(flags);
        command
    };
    let checked = check(&[]).output().unwrap();
    assert!(checked.status.success(), "{checked:?}");
    let words = said(&checked);
    for (name, line) in [
        ("addr", "addr 127.0.0.1:4001 file"),
        ("system", "system Example County file"),
        (
            "database_url",
            "database_url postgres://hub:(hidden)@db.example.nhs.uk/hub file",
        ),
        ("mail", "mail smtps://hub:(hidden)@mail.example.nhs.uk file"),
        ("mail_from", "mail_from people-hub@example.nhs.uk built in"),
        ("metrics_addr", "metrics_addr - not set"),
        (
            "trusted_proxies",
            "trusted_proxies 10.0.0.1,10.0.1.0/24 file",
        ),
        ("log_format", "log_format json file"),
        ("config", "config hub.toml flag"),
    ] {
        assert_eq!(setting(&words, name), line, "{words}");
    }
    assert!(!words.contains("s3cret"), "{words}");

    let mut command = check(&[]);
    let words = said(
        &command
            .env("PEOPLE_HUB_ADDR", "127.0.0.1:4002")
            .output()
            .unwrap(),
    );
    assert_eq!(setting(&words, "addr"), "addr 127.0.0.1:4002 environment");
    let mut command = check(&["--addr", "127.0.0.1:4003"]);
    let words = said(
        &command
            .env("PEOPLE_HUB_ADDR", "127.0.0.1:4002")
            .output()
            .unwrap(),
    );
    assert_eq!(setting(&words, "addr"), "addr 127.0.0.1:4003 flag");

    // The environment names the file as well, and every command reads it.
    let mut command = people_hub(folder.path());
    command
        .env("PEOPLE_HUB_CONFIG", "hub.toml")
        .args(["backup", "copy.db"]);
    let words = said(&command.output().unwrap());
    assert!(words.contains("use pg_dump for PostgreSQL"), "{words}");
}

#[test]
fn what_is_no_setting_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    for (text, why) in [
        (
            "adr = \"127.0.0.1:4001\"",
            "there is no setting \"adr\". There are: addr, controller, database_url",
        ),
        ("demo = true", "there is no setting \"demo\""),
        (
            "clock = \"2026-03-02T09:00:00Z\"",
            "there is no setting \"clock\"",
        ),
        (
            "[mail]\nserver = \"x\"",
            "the setting \"mail\" must be text",
        ),
        ("addr = ", "hub.toml is not TOML"),
        (
            "addr = \"somewhere\"",
            "invalid value 'somewhere' for '--addr <ADDR>'",
        ),
        (
            "trusted_proxies = [\"10.0.0.1\", \"proxy.example.nhs.uk\"]",
            "a proxy is an address such as 10.0.0.5 or a range such as 10.0.0.0/24",
        ),
        (
            "trusted_proxies = \"0.0.0.0/0\"",
            "that is everybody: name the proxies alone",
        ),
    ] {
        fs::write(folder.path().join("hub.toml"), text).unwrap();
        let refused = run(&folder, &["config", "check", "--config=hub.toml"]);
        assert!(!refused.status.success(), "{text}");
        assert!(said(&refused).contains(why), "{text}: {}", said(&refused));
    }
    let missing = run(&folder, &["migrate", "--config", "none.toml"]);
    assert!(said(&missing).contains("the settings in none.toml can't be read"));

    let mut command = people_hub(folder.path());
    command.args(["config", "check", "--mail", "file:mail"]);
    let mistyped = command.env("PEOPLE_HUB_PUBLC_URL", "x").output().unwrap();
    assert!(!mistyped.status.success());
    assert!(said(&mistyped).contains("these variables are no settings: PEOPLE_HUB_PUBLC_URL"));
    // It refuses what a start would refuse.
    let refused = run(&folder, &["config", "check"]);
    assert!(!refused.status.success());
    assert!(said(&refused).contains("PEOPLE_HUB_MAIL is missing"));
}

#[test]
fn counts_are_at_their_own_address_and_the_log_is_json_where_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let (address, counts) = (free_address(), free_address());
    let mut program = start(
        people_hub(folder.path())
            .args([
                "serve",
                "--database-url",
                "sqlite:hub.db",
                "--mail",
                "file:mail",
            ])
            .args([
                "--addr",
                &address,
                "--metrics-addr",
                &counts,
                "--log-format",
                "json",
            ])
            .stderr(Stdio::piped()),
    );
    let page = get(&address, "/accessibility");
    let identifier = page
        .split("x-request-id: ")
        .nth(1)
        .unwrap()
        .lines()
        .next()
        .unwrap();
    let answer = get(&counts, "/metrics");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains(
        "people_hub_requests_total{method=\"GET\",route=\"/accessibility\",status=\"200\"} 1"
    ));
    assert!(get(&address, "/metrics").starts_with("HTTP/1.1 404"));
    assert!(get(&counts, "/").starts_with("HTTP/1.1 404"));
    tell(&program, "-TERM");
    assert!(program.wait().unwrap().success());
    let mut log = String::new();
    program
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut log)
        .unwrap();
    let lines: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let answered = lines
        .iter()
        .find(|line| line["route"] == "/accessibility")
        .unwrap();
    assert_eq!(
        (&answered["status"], &answered["method"]),
        (&200.into(), &"GET".into())
    );
    assert_eq!(answered["span"]["id"], identifier);
}

/// Takes one email slowly, and says when it has begun and whether it was given the whole of it.
fn slow_mail_server(begun: Arc<AtomicBool>) -> (String, std::thread::JoinHandle<bool>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let server = std::thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        let mut lines = BufReader::new(socket.try_clone().unwrap()).lines();
        let mut in_data = false;
        socket.write_all(b"220 ready\r\n").unwrap();
        while let Some(Ok(line)) = lines.next() {
            let answer: &[u8] = match line.split(' ').next().unwrap_or_default() {
                "." => {
                    std::thread::sleep(Duration::from_millis(1_500));
                    socket.write_all(b"250 kept\r\n").unwrap();
                    return true;
                }
                _ if in_data => continue,
                "DATA" => {
                    in_data = true;
                    begun.store(true, Ordering::SeqCst);
                    b"354 go on\r\n"
                }
                _ => b"250 fine\r\n",
            };
            socket.write_all(answer).unwrap();
        }
        false
    });
    (address, server)
}

/// A request for a sign-in code.
fn ask(address: &str, email: &str) -> String {
    let form = format!("form[email]={email}");
    format!(
        "POST /api/sign-in/request-code HTTP/1.1\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    )
}

fn answer_to(mut stream: TcpStream) -> String {
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn until(what: &str, is_true: impl Fn() -> bool) {
    for _ in 0..200 {
        if is_true() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    unreachable!("{what} within ten seconds");
}

#[tokio::test]
async fn a_server_that_is_stopped_finishes_its_requests_and_its_workers_message() {
    let folder = tempfile::tempdir().unwrap();
    let begun = Arc::new(AtomicBool::new(false));
    let (mail, mail_server) = slow_mail_server(begun.clone());
    let address = free_address();
    let mut program = start(
        people_hub(folder.path())
            .args([
                "serve",
                "--database-url",
                "sqlite:hub.db",
                "--addr",
                &address,
            ])
            .args(["--mail", &format!("smtp://{mail}")])
            .stderr(Stdio::null()),
    );
    let mut first = TcpStream::connect(&address).unwrap();
    first
        .write_all(ask(&address, "first@example.nhs.uk").as_bytes())
        .unwrap();
    assert!(answer_to(first).starts_with("HTTP/1.1 200"));
    until("the worker sends the message", || {
        begun.load(Ordering::SeqCst)
    });

    // Half of a request is there when the server is told to stop.
    let request = ask(&address, "second@example.nhs.uk");
    let (half, rest) = request.split_at(request.len() - 10);
    let mut second = TcpStream::connect(&address).unwrap();
    second.write_all(half.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    tell(&program, "-TERM");
    until("new connections are refused", || {
        TcpStream::connect(&address).is_err()
    });
    second.write_all(rest.as_bytes()).unwrap();
    let answer = answer_to(second);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(program.wait().unwrap().success());
    assert!(mail_server.join().unwrap(), "the message was given whole");

    let store = Store::open(&format!(
        "sqlite:{}",
        folder.path().join("hub.db").display()
    ))
    .await
    .unwrap();
    let mut conn = store.read().await.unwrap();
    let counts = store::system::outbox::counts(&mut conn).await.unwrap();
    assert_eq!(
        (counts.delivered, counts.waiting),
        (1, 1),
        "the first is marked as sent, the second waits"
    );
    drop(conn);
    store.close().await;
}

async fn add_person(store: &Store, number: usize) {
    let now = "2026-03-02T09:00:00Z".parse().unwrap();
    let mut random = [0; 10];
    random[6..].copy_from_slice(&u32::try_from(number).unwrap().to_be_bytes());
    let person = Person {
        id: PersonId::new(now, random),
        name: "Amina Yusuf".to_owned(),
        email: EmailAddress::parse(&format!("person{number}@example.nhs.uk")).unwrap(),
        phone: None,
        postcode: None,
        background: None,
        created_at: now,
        closed_at: None,
    };
    let mut tx = store.write().await.unwrap();
    store::people::person::insert(&mut tx, &person)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// Back up under load, restore, compare: every change that was acknowledged before the copy began is in it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_before_a_copy_began_is_there_after_it_is_restored() {
    let folder = tempfile::tempdir().unwrap();
    let url = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    let store = Store::open(&url("hub.db")).await.unwrap();
    store.migrate().await.unwrap();
    // Rows enough that copying takes a while.
    for number in 0..300 {
        add_person(&store, number).await;
    }
    let acknowledged = Arc::new(AtomicUsize::new(300));
    let is_over = Arc::new(AtomicBool::new(false));
    let load = {
        let (store, acknowledged, is_over) = (store.clone(), acknowledged.clone(), is_over.clone());
        tokio::spawn(async move {
            while !is_over.load(Ordering::SeqCst) {
                let number = acknowledged.load(Ordering::SeqCst);
                add_person(&store, number).await;
                acknowledged.store(number + 1, Ordering::SeqCst);
            }
        })
    };
    let mut copies = Vec::new();
    for copy in 0..3 {
        let before = acknowledged.load(Ordering::SeqCst);
        let (name, from) = (format!("copy{copy}.db"), folder.path().to_owned());
        let output = tokio::task::spawn_blocking(move || {
            let arguments = ["backup", &name, "--database-url", "sqlite:hub.db"];
            (people_hub(&from).args(arguments).output().unwrap(), name)
        });
        let (output, name) = output.await.unwrap();
        assert!(output.status.success(), "{output:?}");
        copies.push((name, before));
    }
    is_over.store(true, Ordering::SeqCst);
    load.await.unwrap();
    store.close().await;
    let written = acknowledged.load(Ordering::SeqCst);
    assert!(written > 300, "there was load: {written}");

    for (name, before) in copies {
        let verified = run(
            &folder,
            &[
                "restore",
                "--verify",
                &name,
                "--database-url",
                "sqlite:back.db",
            ],
        );
        assert!(verified.status.success(), "{verified:?}");
        let words = said(&verified);
        assert!(words.contains("Migrations: all of them."), "{words}");
        assert!(
            words.contains(&format!("{name} is sound. Nothing was changed.")),
            "{words}"
        );
        let refused = run(
            &folder,
            &["restore", &name, "--database-url", "sqlite:hub.db"],
        );
        assert!(!refused.status.success());
        assert!(
            said(&refused).contains("hub.db is there already: nothing was changed"),
            "{refused:?}"
        );
        let restored = run(
            &folder,
            &[
                "restore",
                "--replace",
                &name,
                "--database-url",
                "sqlite:back.db",
            ],
        );
        assert!(restored.status.success(), "{restored:?}");

        let back = Store::open(&url("back.db")).await.unwrap();
        assert!(back.is_migrated().await.unwrap());
        let mut conn = back.read().await.unwrap();
        for number in 0..before {
            let email = EmailAddress::parse(&format!("person{number}@example.nhs.uk")).unwrap();
            let found = store::people::person::by_email(&mut conn, &email)
                .await
                .unwrap();
            assert!(found.is_some(), "{number} of {before} is missing in {name}");
        }
        drop(conn);
        back.close().await;
    }
}
