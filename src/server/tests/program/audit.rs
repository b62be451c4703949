//! The proof of the audit log, as an operator has it made.

use std::path::Path;

use super::running::{database_url, program, service_on};

/// What the program says when it is run with these words, and whether it is content.
fn run(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let output = program()
        .env("PEOPLE_HUB_DATABASE_URL", database_url(folder))
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    (output.status.success(), said.into_owned())
}

#[tokio::test]
async fn what_was_noted_of_the_log_is_compared_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let verify = |arguments: &[&str]| run(folder, &[&["audit", "verify"], arguments].concat());
    let (is_proved, said) = verify(&[]);
    assert!(
        !is_proved && said.contains("migrations are missing"),
        "{said}"
    );

    assert!(run(folder, &["migrate"]).0);
    let who = ["--email", "sam@example.nhs.uk", "--name", "Sam Reed"];
    let what = ["user", "add", "--role", "administrator"];
    assert!(run(folder, &[&what[..], &who].concat()).0);
    let (is_proved, said) = verify(&[]);
    assert!(is_proved && said.contains("0 rows fit."), "{said}");

    let service = service_on(folder).await;
    let linked = service::system::audit::link_waiting(&service)
        .await
        .unwrap();
    service.store.close().await;
    assert!(linked > 0);
    let (is_proved, said) = verify(&[]);
    let fit = format!("{linked} rows fit.\n0 rows wait");
    assert!(is_proved && said.contains(&fit), "{said}");

    let (_, noted) = said
        .trim_end()
        .rsplit_once("Note this elsewhere: ")
        .unwrap();
    assert!(verify(&["--noted", noted]).0);
    let other = noted.replace(char::is_alphabetic, "0");
    let (is_proved, said) = verify(&["--noted", &other]);
    let why = format!("link {linked} is not the one that you noted");
    assert!(!is_proved && said.contains(&why), "{said}");
}
