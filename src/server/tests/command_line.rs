//! The program `people-hub` as an operator meets it.

#![expect(
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is wrong"
)]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use jiff::civil::{Date, Weekday};
use store::Store;
use tempfile::TempDir;

fn people_hub(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_people-hub"));
    command
        .current_dir(folder)
        .env_clear()
        .env("PEOPLE_HUB_DATABASE_URL", "sqlite:people-hub.db");
    command
}

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    people_hub(folder.path()).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    String::from_utf8_lossy(out).into_owned() + &String::from_utf8_lossy(err)
}

const SCHOOLS: &str = "urn,name,town,postcode,open_date,close_date\n\
    900001,Alpha School,Stafford,ST16 1AA,01-09-2001,\n\
    nine,Beta School,Leek,ST13 5AA,,\n";

/// The example of docs/matching-format.md.
fn example(name: &str) -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    fs::read_to_string(docs.join(name)).unwrap()
}

#[test]
fn a_file_of_people_and_shifts_is_matched() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["matching-example.json", "matching-example.csv"] {
        fs::write(folder.path().join(name), example(name)).unwrap();
        let matched = run(&folder, &["match", name]);
        // A place is open.
        assert_eq!(matched.status.code(), Some(3), "{matched:?}");
        let words = String::from_utf8(matched.stdout).unwrap();
        for part in [
            "  7am to 3pm  Ward 5  charge nurse  line 11  1 of 1  Ada Okafor (person 1), confirmed\n",
            "  line 12: 1 of 2 open: Ward 5, nurse, Wednesday 3 June 2026, 9am to 5pm\n",
            "3 of 4 places filled\n",
            "a gap of 0.0000%\n",
            "Checked: no rule is broken\n",
        ] {
            assert!(words.contains(part), "{name}: {part}: {words}");
        }
    }
    assert!(
        !folder.path().join("people-hub.db").exists(),
        "it needs no database"
    );
}

#[test]
fn a_roster_is_written_for_programs_and_the_status_says_how_it_ended() {
    let folder = tempfile::tempdir().unwrap();
    let example = example("matching-example.json");
    let matched = |text: &str, arguments: &[&str]| {
        fs::write(folder.path().join("file.json"), text).unwrap();
        run(&folder, &[&["match", "file.json"], arguments].concat())
    };
    let json = matched(&example, &["--output", "json"]);
    let read: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(
        (json.status.code(), &read["outcome"]),
        (Some(3), &"open_places".into())
    );
    let csv = matched(&example, &["--output", "csv"]);
    assert_eq!(String::from_utf8_lossy(&csv.stdout).lines().count(), 4);
    let all_filled = example.replace("\"headcount\": 2", "\"headcount\": 1");
    assert_eq!(matched(&all_filled, &[]).status.code(), Some(0));
    assert_eq!(
        matched(&example, &["--time-limit", "0"]).status.code(),
        Some(4)
    );
    let at_night = example.replace("\"published\": [12]", "\"fixed\": [13]");
    let breaches = matched(&at_night, &[]);
    assert_eq!(breaches.status.code(), Some(6), "{breaches:?}");
    assert!(
        said(&breaches).contains("Confirmed, and breaks a rule: person 2 on line 13: "),
        "{breaches:?}"
    );
}

/// Two weeks of a city that take longer than a test to search: people with few shifts each, and more places than they can fill.
fn a_long_search() -> String {
    let people: Vec<_> = (1..=60)
        .map(|id| {
            serde_json::json!({
                "id": id, "roles": [1], "maximum_shifts": 6,
                "available": [{ "start": "2026-06-01T00:00:00+01:00", "end": "2026-06-15T00:00:00+01:00" }],
                "home": { "easting": 380_000 + 317 * id % 9_000, "northing": 340_000 + 911 * id % 7_000 },
                "travel_limit_metres": 3_000 + 200 * (id % 20),
            })
        })
        .collect();
    let lines: Vec<_> = (1..=420)
        .map(|id| {
            let (day, kind) = (id % 14 + 1, id % 2);
            let (starts, ends) = if kind == 0 { ("07", "15") } else { ("14", "22") };
            serde_json::json!({
                "id": id, "site": id % 12 + 1, "role": 1, "headcount": 1 + id % 3, "priority": 1 + id % 4,
                "kind": if kind == 0 { "early" } else { "late" }, "unpaid_break_minutes": 30,
                "location": { "easting": 380_000 + 733 * (id % 12), "northing": 340_000 + 577 * (id % 12) },
                "interval": {
                    "start": format!("2026-06-{day:02}T{starts}:00:00+01:00"),
                    "end": format!("2026-06-{day:02}T{ends}:00:00+01:00"),
                },
            })
        })
        .collect();
    let file = serde_json::json!({
        "format": "people-hub-match", "version": 1, "people": people, "lines": lines,
        "rules": {
            "horizon": { "start": "2026-06-01T00:00:00+01:00", "end": "2026-06-15T00:00:00+01:00" },
            "adult": { "break_minutes": 20 },
        },
    });
    file.to_string()
}

#[test]
fn who_ends_a_search_gets_the_roster_so_far() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("city.json"), a_long_search()).unwrap();
    let search = people_hub(folder.path())
        .args([
            "match",
            "city.json",
            "--time-limit",
            "600",
            "--output",
            "json",
        ])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_secs(5));
    let asked = Command::new("kill")
        .args(["-TERM", &search.id().to_string()])
        .status()
        .unwrap();
    assert!(asked.success());
    let ended = search.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(5), "{}", said(&ended));
    let roster: serde_json::Value = serde_json::from_slice(&ended.stdout).unwrap();
    assert_eq!(roster["outcome"], "interrupted");
    let assigned = roster["roster"].as_array().unwrap();
    assert!(assigned.len() > 60, "{}", assigned.len());
}

#[test]
fn a_file_that_cannot_be_matched_is_refused_by_the_item() {
    let folder = tempfile::tempdir().unwrap();
    let json = example("matching-example.json");
    let csv = example("matching-example.csv");
    let night = "2026-06-03T20:00:00+01:00/2026-06-04T08:00:00+01:00,60,night";
    let unpaid = night.replace(",60,", ",720,");
    for (name, text, reason) in [
        (
            "cell.csv",
            csv.replace("13,6,", "13,six,"),
            "row 15: line 13: site: 'six' is not a whole number",
        ),
        (
            "break.csv",
            csv.replace(night, &unpaid),
            "line 13: has no working time besides its break",
        ),
        (
            "word.json",
            json.replace("\"roles\": [1, 2]", "\"roles\": [1, \"two\"]"),
            "person 1, roles[1]: invalid type: string \"two\", expected u16",
        ),
        (
            "other.json",
            json.replace("people-hub-match", "rota"),
            "not a file of the format people-hub-match",
        ),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
        let refused = run(&folder, &["match", name]);
        assert_eq!(refused.status.code(), Some(1), "{refused:?}");
        assert!(refused.stdout.is_empty(), "{refused:?}");
        assert_eq!(said(&refused), format!("people-hub: {name}: {reason}\n"));
    }
}

#[test]
fn an_import_reports_what_it_did_and_what_it_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("schools.csv"), SCHOOLS).unwrap();
    let import = |flags: &[&str]| {
        let arguments = [&["import", "schools", "schools.csv"], flags].concat();
        run(&folder, &arguments)
    };

    let dry = import(&["--dry-run"]);
    assert!(dry.status.success(), "{dry:?}");
    let words = said(&dry);
    for part in [
        "line 3: ",
        "schools: 1 added, 0 changed, 0 unchanged, 1 refused (read as UTF-8)\n",
        "This was a dry run: nothing was changed.\n",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }

    let strict = import(&["--all-or-nothing"]);
    assert!(!strict.status.success());
    assert!(said(&strict).contains("nothing was changed, because rows were refused"));

    // Neither of the two had changed anything.
    let kept = import(&[]);
    assert!(kept.status.success(), "{kept:?}");
    assert!(said(&kept).contains("schools: 1 added, 0 changed, 0 unchanged, 1 refused (read"));
    let again = import(&[]);
    assert!(said(&again).contains("schools: 0 added, 0 changed, 1 unchanged, 1 refused (read"));

    let missing = run(&folder, &["import", "schools", "no-such-file.csv"]);
    assert!(!missing.status.success());
    assert!(said(&missing).contains("no-such-file.csv"), "{missing:?}");
    let practices = run(&folder, &["import", "postcodes", "schools.csv"]);
    assert!(!practices.status.success());
    assert!(
        said(&practices).contains("schools.csv: this is not a file of postcodes"),
        "{practices:?}"
    );
}

#[test]
fn an_import_that_takes_nothing_says_so_and_fails() {
    let folder = tempfile::tempdir().unwrap();
    let header = SCHOOLS.lines().next().unwrap();
    for (text, why) in [
        (String::new(), "there are no rows in the file"),
        (format!("{header}\r\r"), "there are no rows in the file"),
        (
            format!("{header}\n12,\u{1b}[31mAlpha,Leek,,,\n"),
            "nothing was changed, because every row was refused",
        ),
        (
            "\0\0".to_owned(),
            "this is not a text file. Save it as 'CSV UTF-8' and try again",
        ),
    ] {
        fs::write(folder.path().join("schools.csv"), &text).unwrap();
        for flags in [&[][..], &["--dry-run"]] {
            let arguments = [&["import", "schools", "schools.csv"], flags].concat();
            let refused = run(&folder, &arguments);
            assert!(!refused.status.success(), "{text:?}");
            let words = said(&refused);
            assert!(words.contains(why), "{text:?}: {words}");
            assert!(!words.contains('\u{1b}'), "{words:?}");
        }
    }
}

#[test]
fn a_register_can_come_through_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let mut import = people_hub(folder.path())
        .args(["import", "schools", "/dev/stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = import.stdin.take().unwrap();
    pipe.write_all(SCHOOLS.as_bytes()).unwrap();
    drop(pipe);
    let output = import.wait_with_output().unwrap();
    assert!(said(&output).contains("schools: 1 added"), "{output:?}");
}

#[test]
fn an_unsafe_set_up_does_not_start() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, why) in [
        (&["serve"][..], "PEOPLE_HUB_MAIL is missing"),
        (
            &["serve", "--demo", "--addr", "0.0.0.0:3000"],
            "--demo signs anyone in",
        ),
        (
            &["serve", "--mail", "file:mail", "--addr", "0.0.0.0:3000"],
            "PEOPLE_HUB_PUBLIC_URL must start with https://",
        ),
        (
            &[
                "serve",
                "--mail",
                "file:mail",
                "--clock",
                "2026-03-02T09:00:00Z",
            ],
            "PEOPLE_HUB_CLOCK is for tests",
        ),
        (
            &[
                "serve",
                "--demo",
                "--public-url",
                "https://hub.example.nhs.uk",
            ],
            "--demo signs anyone in, so it is for this machine only",
        ),
        (
            &[
                "serve",
                "--mail",
                "file:mail",
                "--database-url",
                "postgres://hub@db.example.nhs.uk/hub?sslmode=prefer",
            ],
            "whose certificate must be checked",
        ),
        (
            &["serve", "--mail", "smtp://mail.example.nhs.uk"],
            "must be encrypted: write smtps:// for smtp://",
        ),
        (
            &["serve", "--mail", "file:mail", "--mail-from", "People Hub"],
            "it must be an address such as people-hub@example.nhs.uk",
        ),
        (
            &[
                "serve",
                "--mail",
                "file:mail",
                "--public-url",
                "https://example.nhs.uk/hub",
            ],
            "it must be https:// and a name",
        ),
        (
            &["serve", "--mail", "file:mail", "--log", "info,store=loud"],
            "what to log can't be read",
        ),
    ] {
        // What would not start is not called good beforehand either.
        for command in [&["serve"][..], &["config", "check"]] {
            let arguments = [command, &arguments[1..]].concat();
            let output = run(&folder, &arguments);
            assert!(!output.status.success(), "{arguments:?}");
            assert!(said(&output).contains(why), "{arguments:?}: {output:?}");
        }
    }
    assert!(
        !folder.path().join("people-hub.db").exists(),
        "refused before anything was made"
    );
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// A new service for real people: nobody in it, no demo, closed on bank holidays; and it stops when it is asked to.
#[tokio::test]
async fn a_service_for_real_people_starts_empty_and_closed_on_bank_holidays() {
    let folder = tempfile::tempdir().unwrap();
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap().to_string();
    drop(free);
    let mut program = people_hub(folder.path())
        .args(["serve", "--mail", "file:mail", "--addr", &address])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first_line = String::new();
    BufReader::new(program.stdout.take().unwrap())
        .read_line(&mut first_line)
        .unwrap();
    assert_eq!(first_line, format!("People Hub is at http://{address}\n"));
    assert!(get(&address, "/health/ready").starts_with("HTTP/1.1 200"));
    assert!(get(&address, "/").starts_with("HTTP/1.1 200"));
    assert!(get(&address, "/demo").starts_with("HTTP/1.1 404"));
    let stopped = Command::new("kill")
        .args(["-TERM", &program.id().to_string()])
        .status()
        .unwrap();
    assert!(stopped.success());
    assert!(program.wait().unwrap().success());

    let url = format!("sqlite:{}", folder.path().join("people-hub.db").display());
    let store = Store::open(&url).await.unwrap();
    let mut conn = store.read().await.unwrap();
    assert_eq!(store::people::person::count(&mut conn).await.unwrap(), 0);
    let ever = store::kit::bank_holiday::between(&mut conn, Date::MIN, Date::MAX)
        .await
        .unwrap();
    // Eight a year: last year, this one and three to come.
    assert_eq!(ever.len(), 5 * 8, "{ever:?}");
    for holiday in ever {
        let weekday = holiday.day.weekday();
        assert!(
            !matches!(weekday, Weekday::Saturday | Weekday::Sunday),
            "{holiday:?}"
        );
    }
    drop(conn);
    store.close().await;
}
