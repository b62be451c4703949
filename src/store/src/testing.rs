//! Databases for tests: a fresh SQLite file, or a fresh database on a PostgreSQL that is started once.
//!
//! `PEOPLE_HUB_TEST_POSTGRES` names a PostgreSQL to use (`postgres://user@host/postgres`; its user must be able to make
//! databases). Without it the first test that needs one starts its own from the machine's programs, in a folder that every
//! test process of this user shares, and it stops by itself some time after the last test. Where PostgreSQL is not installed,
//! the test fails: it is never skipped.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop at the first thing that is missing"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sqlx::{ConnectOptions as _, Connection as _, Executor as _};

use crate::Store;

/// A database of one test, without rows. A temporary file goes with it.
pub struct TestDatabase {
    /// The database.
    pub store: Store,
    /// Its address.
    pub url: String,
    _folder: Option<tempfile::TempDir>,
}

/// A new SQLite file.
///
/// # Panics
/// When it can't be made.
pub async fn sqlite() -> TestDatabase {
    migrated(empty_sqlite().await).await
}

/// A new SQLite file without tables.
///
/// # Panics
/// When it can't be made.
pub async fn empty_sqlite() -> TestDatabase {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("sqlite:{}", folder.path().join("people-hub.db").display());
    opened(url, Some(folder)).await
}

/// A new database on PostgreSQL.
///
/// # Panics
/// When there is no PostgreSQL.
pub async fn postgres() -> TestDatabase {
    migrated(empty_postgres().await).await
}

/// A new database on PostgreSQL without tables.
///
/// # Panics
/// When there is no PostgreSQL.
pub async fn empty_postgres() -> TestDatabase {
    let server = std::env::var("PEOPLE_HUB_TEST_POSTGRES").unwrap_or_else(|_| started_server());
    let name = format!("test_{}", uuid_text());
    let mut connection = server
        .parse::<sqlx::postgres::PgConnectOptions>()
        .expect("the address of a PostgreSQL")
        .disable_statement_logging()
        .connect()
        .await
        .expect("a PostgreSQL that answers");
    connection
        .execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .await
        .expect("a user who can make databases");
    connection.close().await.expect("closing");
    let url = match server.rsplit_once("/postgres") {
        Some((address, options)) => format!("{address}/{name}{options}"),
        None => panic!("PEOPLE_HUB_TEST_POSTGRES must name the database postgres"),
    };
    opened(url, None).await
}

async fn migrated(database: TestDatabase) -> TestDatabase {
    database.store.migrate().await.expect("the migrations run");
    database
}

async fn opened(url: String, folder: Option<tempfile::TempDir>) -> TestDatabase {
    let store = Store::open(&url).await.expect("the database opens");
    TestDatabase {
        store,
        url,
        _folder: folder,
    }
}

fn uuid_text() -> String {
    let folder = tempfile::Builder::new()
        .prefix("")
        .rand_bytes(16)
        .tempdir()
        .expect("a temporary folder");
    let name = folder
        .path()
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    name.bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// The folder of the shared server.
fn server_folder() -> PathBuf {
    std::env::temp_dir().join("people-hub-test-postgres")
}

fn server_address(folder: &Path) -> String {
    format!(
        "postgres://postgres@localhost/postgres?host={}",
        folder.display()
    )
}

/// Starts PostgreSQL unless it runs, one process at a time.
fn started_server() -> String {
    let folder = server_folder();
    fs::create_dir_all(&folder).expect("a folder for PostgreSQL");
    let lock = fs::File::create(std::env::temp_dir().join("people-hub-test-postgres.lock"))
        .expect("a lock file");
    lock.lock().expect("a lock");
    let programs = programs();
    let data = folder.join("data");
    if !data.join("PG_VERSION").exists() {
        give_to_postgres(&folder);
        run(as_postgres(&programs.join("initdb"))
            .args([
                "--auth=trust",
                "--username=postgres",
                "--encoding=UTF8",
                "--no-sync",
                "-D",
            ])
            .arg(&data));
    }
    let running = as_postgres(&programs.join("pg_ctl"))
        .arg("status")
        .arg("-D")
        .arg(&data)
        .output()
        .expect("pg_ctl runs");
    if !running.status.success() {
        let options = format!(
            "-c listen_addresses= -c unix_socket_directories={} -c fsync=off -c max_connections=400",
            folder.display()
        );
        run(as_postgres(&programs.join("pg_ctl"))
            .args(["start", "--wait", "-D"])
            .arg(&data)
            .arg("-l")
            .arg(folder.join("log"))
            .arg("-o")
            .arg(options));
    }
    server_address(&folder)
}

/// Stops the shared server and removes its data, if it is there.
pub fn stop_server() {
    let folder = server_folder();
    if folder.join("data").exists() {
        let _ = as_postgres(&programs().join("pg_ctl"))
            .args(["stop", "--mode=immediate", "-D"])
            .arg(folder.join("data"))
            .output();
        let _ = fs::remove_dir_all(folder);
    }
}

/// Debian keeps `initdb` and `pg_ctl` in a versioned folder outside of the path.
fn programs() -> PathBuf {
    let from_config = Command::new("pg_config")
        .arg("--bindir")
        .output()
        .ok()
        .map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    let debian = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"));
    from_config
        .into_iter()
        .chain(debian)
        .find(|folder| folder.join("initdb").exists())
        .expect("PostgreSQL's initdb: install the package postgresql")
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// PostgreSQL refuses to run as root.
fn as_postgres(program: &Path) -> Command {
    if is_root() {
        let mut command = Command::new("setpriv");
        command
            .args(["--reuid=postgres", "--regid=postgres", "--clear-groups"])
            .arg(program);
        command.current_dir(std::env::temp_dir());
        command
    } else {
        Command::new(program)
    }
}

fn give_to_postgres(folder: &Path) {
    if is_root() {
        run(Command::new("chown").arg("postgres:postgres").arg(folder));
    }
}

fn run(command: &mut Command) {
    // The server inherits no pipe of ours, or waiting for the output would never end.
    let status = command
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status()
        .expect("the program runs");
    assert!(status.success(), "{command:?} failed");
}
