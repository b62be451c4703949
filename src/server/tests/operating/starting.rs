//! On whose database and on which files the program starts, and what it makes.

use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{answer_to, ask, free_address, people_hub, run, said, start, tell, until};

#[test]
fn a_service_for_real_people_does_not_start_on_the_demos() {
    let folder = tempfile::tempdir().unwrap();
    let seeded = run(&folder, &["seed", "--database-url", "sqlite:hub.db"]);
    assert!(seeded.status.success(), "{seeded:?}");
    let address = free_address();
    let refused = run(
        &folder,
        &[
            "serve",
            "--database-url",
            "sqlite:hub.db",
            "--mail",
            "file:mail",
            "--addr",
            &address,
        ],
    );
    assert!(!refused.status.success());
    assert!(
        said(&refused).contains("the database holds the demo's invented people"),
        "{refused:?}"
    );
}

#[test]
fn the_demo_does_not_start_on_real_people() {
    let folder = tempfile::tempdir().unwrap();
    let database = ["--database-url", "sqlite:hub.db"];
    let add = [
        "user",
        "add",
        "--email",
        "amina@trust.nhs.uk",
        "--name",
        "Amina Yusuf",
        "--role",
        "administrator",
    ];
    let added = run(&folder, &[&add[..], &database].concat());
    assert!(added.status.success(), "{added:?}");
    let demo = ["serve", "--demo", "--addr", &free_address()];
    let refused = run(&folder, &[&demo[..], &database].concat());
    assert!(!refused.status.success());
    let why = "the database holds people who are not the demo's, and --demo signs anyone in as anybody: start without --demo";
    assert!(said(&refused).contains(why), "{refused:?}");
}

/// A shell that lets everybody read what is made, and the program in it.
fn in_an_open_shell(folder: &Path) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell
        .args(["-c", "umask 000; exec \"$0\" \"$@\""])
        .arg(env!("CARGO_BIN_EXE_people-hub"))
        .current_dir(folder)
        .env_clear();
    shell
}

/// The files and folders under this one that others than their owner may use.
fn open_to_others(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let about = fs::metadata(&path).unwrap();
        if about.permissions().mode() & 0o077 != 0 {
            found.push(path.display().to_string());
        }
        if about.is_dir() {
            found.extend(open_to_others(&path));
        }
    }
    found
}

#[test]
fn what_the_program_writes_is_its_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let address = free_address();
    let database = ["--database-url", "sqlite:data/hub.db"];
    let mut program = start(
        in_an_open_shell(folder.path())
            .args(["serve", "--mail", "file:data/mail", "--addr", &address])
            .args(database)
            .stderr(Stdio::null()),
    );
    let mut stream = TcpStream::connect(&address).unwrap();
    stream
        .write_all(ask(&address, "amina@example.nhs.uk").as_bytes())
        .unwrap();
    assert!(answer_to(stream).starts_with("HTTP/1.1 200"));
    let mail = folder.path().join("data/mail");
    until("the email is there", || {
        let files = fs::read_dir(&mail).into_iter().flatten().flatten();
        let mut files = files.map(|file| file.path());
        files.any(|file| file.extension().is_some_and(|ending| ending == "eml"))
    });
    let copied = in_an_open_shell(folder.path())
        .args(["backup", "data/copy.db"])
        .args(database)
        .output()
        .unwrap();
    assert!(copied.status.success(), "{copied:?}");
    for made in [
        "hub.db",
        "hub.db-wal",
        "hub.db-shm",
        "hub.db.lock",
        "copy.db",
    ] {
        assert!(folder.path().join("data").join(made).exists(), "{made}");
    }
    assert_eq!(open_to_others(folder.path()), Vec::<String>::new());
    tell(&program, "-TERM");
    assert!(program.wait().unwrap().success());
}

/// What one server remembers of the file, the other one would change.
#[test]
fn a_second_server_on_one_file_is_refused_and_other_commands_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let start_one = || {
        start(
            people_hub(folder.path())
                .args(["serve", "--database-url", "sqlite:hub.db"])
                .args(["--mail", "file:mail", "--addr", &free_address()])
                .stderr(Stdio::null()),
        )
    };
    let mut first = start_one();
    std::os::unix::fs::symlink("hub.db", folder.path().join("linked.db")).unwrap();
    for name in ["sqlite:hub.db", "sqlite:./hub.db", "sqlite:linked.db"] {
        let second = run(
            &folder,
            &[
                "serve",
                "--database-url",
                name,
                "--mail",
                "file:mail",
                "--addr",
                &free_address(),
            ],
        );
        assert!(!second.status.success(), "{name}");
        let why = "an SQLite file belongs to one server at a time";
        assert!(said(&second).contains(why), "{second:?}");
    }
    for other in [&["migrate"][..], &["backup", "copy.db"]] {
        let done = run(
            &folder,
            &[other, &["--database-url", "sqlite:hub.db"]].concat(),
        );
        assert!(done.status.success(), "{done:?}");
    }
    // Whatever ends a server, the next one starts.
    first.kill().unwrap();
    first.wait().unwrap();
    let mut next = start_one();
    tell(&next, "-TERM");
    assert!(next.wait().unwrap().success());
}
