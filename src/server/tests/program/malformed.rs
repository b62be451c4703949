//! Forms that no page would send, at a steady rate: no panic, no answer of 500 and above, and memory stays flat.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use domain::people::role::Role;
use service::{Rng as _, SeededRng};
use tokio::task::JoinHandle;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use super::http::{Connection, request};
use super::running::{Program, number_of, people, service_on};

/// Seconds and requests a second where nothing else is asked for (`PEOPLE_HUB_MALFORMED_SECONDS`, `PEOPLE_HUB_MALFORMED_RATE`;
/// `make prove` asks for a minute at 1,000).
const SECONDS: usize = 4;
const RATE: usize = 150;
const CONNECTIONS: usize = 20;
/// Memory that may come and go between two looks, in KiB.
const NOISE: usize = 8 * 1024;

const NAMES: &[&str] = &[
    "about",
    "action",
    "address",
    "answers",
    "attended",
    "background",
    "buffer_minutes",
    "code",
    "day",
    "email",
    "ends",
    "first][day",
    "first][month",
    "first][year",
    "from",
    "from][day",
    "grant",
    "horizon_days",
    "hours][monday-0][times",
    "hours][tuesday-9][site",
    "in_person",
    "kind",
    "last][day",
    "last][month",
    "last][year",
    "leave",
    "member",
    "month",
    "name",
    "notice_hours",
    "ods_code",
    "organisation",
    "page",
    "pattern",
    "person",
    "phone",
    "postcode",
    "preparation",
    "press",
    "reference",
    "return_to",
    "role",
    "session",
    "site",
    "slot",
    "slot_minutes",
    "starts",
    "status",
    "submission",
    "text",
    "token",
    "topic",
    "town",
    "until",
    "value",
    "version",
    "video",
    "way",
    "weekday",
    "year",
];

/// Values that are nearly right, far too much, or not text at all; already encoded.
const VALUES: &[&str] = &[
    "",
    "on",
    "video",
    "in_person",
    "ideas",
    "attended",
    "yes",
    "administrator",
    "career_adviser",
    "0",
    "-1",
    "31",
    "12",
    "2026",
    "9am",
    "25%3A61",
    "12%3A30pm",
    "99999999999999999999999999",
    "-9223372036854775808",
    "9223372036854775807",
    "1e999",
    "NaN",
    "2026-02-30",
    "%2B262142-01-01",
    "-009999-01-01T00%3A00%3A00Z",
    "9999-12-31T23%3A59%3A59.999999999Z",
    "9999-12-30T22%3A00%3A00Z%7E00000000-0000-0000-0000-000000000000",
    "-009999-01-02T01%3A59%3A59Z%7E00000000-0000-0000-0000-000000000000",
    "2026-03-29T01%3A30%3A00Z%7Efffffffffffffffffffffffffffffffff",
    "~",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "CC-0000-0000",
    "9am+to+5pm",
    "copy-monday-weekdays",
    "CC-IIII-LLLL",
    "CC-%F0%9F%98%80",
    "amina%40example.nhs.uk",
    "%40",
    "a%40b%40c",
    "ST16+3SR",
    "%00",
    "%FF%FE",
    "%",
    "%zz",
    "%F0%9F%98%80%E2%80%AE%CC%81",
    "%27%3B+DROP+TABLE+person%3B+--",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "..%2F..%2Fetc%2Fpasswd",
    "%2F%2Fexample.com",
    "%0D%0ASet-Cookie%3A+a%3Db",
    "%25s%25n%25x",
];

const FORM: &str = "application/x-www-form-urlencoded";
const OTHER_KINDS: &[&str] = &[
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/json",
    "multipart/form-data; boundary=x",
    "text/plain",
    "nonsense",
];

struct Dice(SeededRng);

impl Dice {
    fn below(&self, below: usize) -> usize {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        usize::try_from(u64::from_le_bytes(bytes) % u64::try_from(below).unwrap()).unwrap()
    }

    fn one_of<'a, T>(&self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    fn bytes(&self, most: usize) -> Vec<u8> {
        let mut bytes = vec![0; self.below(most)];
        self.0.fill(&mut bytes);
        bytes
    }
}

/// The addresses that take forms.
fn paths() -> (Vec<String>, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/authorisation");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let areas = files.filter(|path| path.extension().is_some_and(|kind| kind == "toml"));
    let table: toml::Table = areas
        .flat_map(|path| -> toml::Table { std::fs::read_to_string(path).unwrap().parse().unwrap() })
        .collect();
    let can_be_sent = |path: &String| !path.contains("sign-out") && !path.starts_with("/health");
    let all = table.keys().map(|path| path.replace(['{', '}'], ""));
    all.filter(can_be_sent)
        .partition(|path| path.starts_with("/api/"))
}

fn pairs(dice: &Dice) -> String {
    let mut form = String::new();
    for _ in 0..dice.below(12) {
        let name = dice.one_of(NAMES);
        let name = match dice.below(40) {
            0 => format!("form[{name}][{name}]"),
            1 => format!("form[{name}][]"),
            2 => format!("form{}", format!("[{name}]").repeat(dice.below(40))),
            3 => "form".to_owned(),
            4 => (*name).to_owned(),
            5 => format!("form%5B{name}%5D"),
            _ => format!("form[{name}]"),
        };
        let value = match dice.below(20) {
            0 => "%C3%A9".repeat(dice.below(3_000)),
            1 => "[".repeat(dice.below(500)),
            _ => (*dice.one_of(VALUES)).to_owned(),
        };
        let joint = *dice.one_of(&["=", "=", "=", "=", "=", "=", "", "=="]);
        form += &format!(
            "{name}{joint}{value}{}",
            dice.one_of(&["&", "&", "&", "&&", ";"])
        );
    }
    form
}

fn malformed(
    dice: &Dice,
    address: SocketAddr,
    cookies: &[String],
    paths: &(Vec<String>, Vec<String>),
) -> Vec<u8> {
    let (functions, pages) = paths;
    let function = dice.one_of(functions);
    let mut body = match dice.below(20) {
        0 => dice.bytes(2_000),
        1 => vec![b'a'; dice.below(90_000)],
        2 => format!("{{\"form\":{}", "[".repeat(dice.below(3_000))).into_bytes(),
        _ => pairs(dice).into_bytes(),
    };
    let path = if dice.below(4) == 0 {
        body.splice(0..0, format!("server_function={function}&").into_bytes());
        dice.one_of(pages)
    } else {
        function
    };
    let cookie: &String = dice.one_of(cookies);
    let kind: &str = match dice.below(10) {
        0 => OTHER_KINDS[dice.below(OTHER_KINDS.len())],
        _ => FORM,
    };
    request(address, path, cookie, kind, &body)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn malformed_forms_break_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let service = service_on(folder).await;
    let mut cookies = vec![String::new(), "people-hub-session=0a0a".to_owned()];
    for role in [
        Role::HubMember,
        Role::CareerAdviser,
        Role::HubCoordinator,
        Role::Administrator,
    ] {
        cookies.push(people(&service, role, 1).await.remove(0).cookie);
    }
    service.store.close().await;
    let program = Program::start(folder, &[]).await;
    let seconds = number_of("PEOPLE_HUB_MALFORMED_SECONDS", SECONDS);
    let rate = number_of("PEOPLE_HUB_MALFORMED_RATE", RATE);

    let sent = Arc::new(AtomicUsize::new(0));
    let (cookies, paths) = (Arc::new(cookies), Arc::new(paths()));
    let (begin, address) = (Instant::now(), program.address);
    let end = begin + Duration::from_secs(u64::try_from(seconds).unwrap());
    let mut tasks = Vec::new();
    for seed in 0..CONNECTIONS {
        let (sent, cookies, paths) = (sent.clone(), cookies.clone(), paths.clone());
        tasks.push(tokio::spawn(async move {
            let dice = Dice(SeededRng::new(u64::try_from(seed).unwrap()));
            let apart = Duration::from_secs_f64(CONNECTIONS as f64 / rate as f64);
            let mut ticks = interval_at(
                begin + apart.mul_f64(seed as f64 / CONNECTIONS as f64),
                apart,
            );
            // Late is sent at once, so that the rate holds.
            ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
            let mut connection = Connection::to(address);
            let mut statuses = std::collections::BTreeMap::<u16, usize>::new();
            while ticks.tick().await < end {
                let request = malformed(&dice, address, &cookies, &paths);
                let mut answer = connection.send(&request).await;
                if answer.is_err() {
                    // The server hangs up after a body over the limit, of which it has not read all.
                    connection = Connection::to(address);
                    answer = connection.send(&request).await;
                }
                match answer {
                    Ok(answer) => {
                        let (status, body) = (answer.status, &answer.body);
                        let text = String::from_utf8_lossy(&request);
                        assert!(status < 500, "{status} {body}\nfor {text}");
                        *statuses.entry(status).or_default() += 1;
                    }
                    Err(error) => {
                        let text = String::from_utf8_lossy(&request);
                        assert!(request.len() > 60_000, "{error}: {text}");
                        connection = Connection::to(address);
                    }
                }
                sent.fetch_add(1, Ordering::SeqCst);
            }
            statuses
        }));
    }
    let mut memory = Vec::new();
    for share in [2, 6, 9] {
        let is_far = || sent.load(Ordering::SeqCst) * 10 >= seconds * rate * share;
        // A connection is at its end early when something was wrong.
        while !is_far() && !tasks.iter().any(JoinHandle::is_finished) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        memory.push(program.memory());
    }
    let mut statuses = std::collections::BTreeMap::<u16, usize>::new();
    for task in tasks {
        for (status, count) in task.await.unwrap() {
            *statuses.entry(status).or_default() += count;
        }
    }
    let sent = sent.load(Ordering::SeqCst);
    let took = begin.elapsed().as_secs_f64();
    println!(
        "{sent} malformed forms in {took:.1} s: {statuses:?}; KiB in use after 20%, 60% and 90%: {memory:?}"
    );
    // Elsewhere the machine may be busy with other tests.
    let is_measured = std::env::var_os("PEOPLE_HUB_MALFORMED_RATE").is_some();
    assert!(
        !is_measured || took < seconds as f64 * 1.1,
        "slower than asked for"
    );
    assert!(memory[2] < memory[1] + NOISE, "{memory:?}");
    let log = std::fs::read_to_string(folder.join("log")).unwrap();
    assert!(!log.contains("panicked"), "{log}");
    drop(program);
}
