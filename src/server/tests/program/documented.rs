//! The configuration that the documentation shows is one that people can book with.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use domain::career_conversations::career_conversation::SlotChoice;
use domain::kit::london;
use domain::people::role::Role;
use domain::system::id::DraftId;
use jiff::civil::{Weekday, time};
use service::Service;

use super::http::{Answer, Connection};
use super::running::{Program, SignedIn, free_address, people, service_on};

/// Where the documentation says that people reach it.
const PUBLIC_URL: &str = "https://hub.example.nhs.uk";

/// The file of settings in docs/operations.md, as it stands there.
fn documented() -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operations.md");
    let text = fs::read_to_string(docs).unwrap();
    let (_, rest) = text.split_once("```toml\n").unwrap();
    let (block, _) = rest.split_once("```").unwrap();
    let lines = block.lines().map(|line| line.trim_start());
    lines.collect::<Vec<_>>().join("\n")
}

/// A change as a page of the service would send it through the proxy.
async fn change(
    program: &Program,
    member: &SignedIn,
    verb: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let fields = fields
        .iter()
        .map(|(name, value)| (format!("form[{name}]"), value));
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let request = format!(
        "POST /api/career-conversations/{verb} HTTP/1.1\r\nHost: hub.example.nhs.uk\r\nOrigin: {PUBLIC_URL}\r\n\
         Cookie: __Host-{}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        member.cookie,
        form.len()
    );
    let mut connection = Connection::to(program.address);
    connection.send(request.as_bytes()).await.unwrap()
}

/// The adviser's times on the first working day after a week.
fn slots(service: &Service, adviser: &SignedIn) -> [String; 2] {
    let mut day = london::plus_days(london::day_of(service.now()), 7);
    while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        day = london::plus_days(day, 1);
    }
    [10, 11].map(|hour| {
        let slot = SlotChoice {
            start: london::at(day, time(hour, 0, 0, 0)),
            adviser: adviser.person,
        };
        slot.to_string()
    })
}

/// The emails in the folder, once there are so many.
async fn emails(folder: &Path, count: usize) -> Vec<String> {
    for _ in 0..200 {
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        let files = files.map(|file| file.path());
        let whole: Vec<_> = files
            .filter(|file| file.extension().is_some_and(|ending| ending == "eml"))
            .collect();
        if whole.len() >= count {
            let read = whole.iter().map(|file| fs::read_to_string(file).unwrap());
            return read.collect();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no {count} emails within ten seconds");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_documented_configuration_can_be_booked_with() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("people-hub.toml"), documented()).unwrap();
    let checked = Command::new(env!("CARGO_BIN_EXE_people-hub"))
        .args(["config", "check", "--config", "people-hub.toml"])
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap();
    assert!(checked.status.success(), "{checked:?}");

    let service = service_on(folder).await;
    let adviser = people(&service, Role::CareerAdviser, 1).await.remove(0);
    let member = people(&service, Role::HubMember, 1).await.remove(0);
    // What the environment says of this machine's database, mail and address wins over the file.
    let counts = free_address().to_string();
    let flags = ["--config", "people-hub.toml", "--metrics-addr", &counts];
    let program = Program::start(folder, &flags).await;

    let [first, second] = slots(&service, &adviser);
    let submission = DraftId::new(service.now(), service.random()).to_string();
    let booking = [
        ("submission", submission.as_str()),
        ("topic", "ideas"),
        ("way", "video"),
        ("slot", &first),
    ];
    let booked = change(&program, &member, "book", &booking).await;
    assert_eq!(booked.status, 200, "{}", booked.body);
    let reference: String = serde_json::from_str(&booked.body).unwrap();
    let moving = [
        ("reference", reference.as_str()),
        ("version", "1"),
        ("way", "phone"),
        ("slot", &second),
    ];
    let moved = change(&program, &member, "move", &moving).await;
    assert_eq!(moved.status, 200, "{}", moved.body);
    let cancelling = [("reference", reference.as_str()), ("version", "2")];
    let cancelled = change(&program, &member, "cancel", &cancelling).await;
    assert_eq!(cancelled.status, 200, "{}", cancelled.body);

    for email in emails(&folder.join("mail"), 6).await {
        let sender = "From: \"People Hub\" <people-hub@example.nhs.uk>\r\n";
        assert!(email.contains(sender), "{email}");
        // As quoted-printable writes it.
        let organiser = "ORGANIZER;CN=3D\"People Hub\":mailto:people-hub@example.nhs.uk";
        assert!(email.contains(organiser), "{email}");
    }
    program.kill();
    service.store.close().await;
}
