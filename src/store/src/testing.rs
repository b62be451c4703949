//! Databases for tests: a fresh SQLite file, or a fresh database on a PostgreSQL that is started once.
//!
//! `PEOPLE_HUB_TEST_POSTGRES` names a PostgreSQL to use (`postgres://user@host/postgres`; its user must be able to make
//! databases). Without it the first test that needs one starts its own from the machine's programs, in a folder that every
//! test process of this user shares; when no test has wanted it for ten minutes it stops and the folder goes. Where PostgreSQL
//! is not installed, the test fails: it is never skipped.
//!
//! `PEOPLE_HUB_TEST_WITHOUT` names a check, key, unique index or trigger that these databases are to lack, so that
//! `.ci/scripts/guards` can see which tests notice.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop at the first thing that is missing"
)]

mod small_disk;
mod waiting_list;
mod without;

pub use small_disk::SmallDisk;
pub use waiting_list::{keep_time, stand_in_line};

use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use domain::career_conversations::settings::{BOOKINGS_A_DAY, LIVE_BOOKINGS};
use domain::kit::instant::Instant;
use domain::system::id::SettingId;
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};

use crate::Store;
use crate::db::Statement;

/// A database of one test, without rows. It goes when this is dropped.
pub struct TestDatabase {
    pub store: Store,
    pub url: String,
    _kept_in: KeptIn,
}

enum KeptIn {
    Folder { _folder: tempfile::TempDir },
    Server { address: String, name: String },
}

impl Drop for KeptIn {
    fn drop(&mut self) {
        let Self::Server { address, name } = self else {
            return;
        };
        // Should it fail, the database goes with the server's folder.
        let _ = Command::new(find_programs().unwrap_or_default().join("psql"))
            .args(["--no-psqlrc", "--quiet", "--dbname", address, "--command"])
            .arg(format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
}

pub async fn sqlite() -> TestDatabase {
    migrated(empty_sqlite().await).await
}

/// Without tables.
pub async fn empty_sqlite() -> TestDatabase {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("sqlite:{}", folder.path().join("people-hub.db").display());
    opened(url, KeptIn::Folder { _folder: folder }).await
}

pub async fn postgres() -> TestDatabase {
    migrated(empty_postgres().await).await
}

/// Brings an empty database to where it was before this migration, as a program of then left it.
pub async fn migrate_before(store: &Store, version: i64) {
    let all = store.migrations().iter();
    let before = all.filter(|migration| migration.version < version);
    let migrations = sqlx::migrate::Migrator::with_migrations(before.cloned().collect());
    store
        .run(&migrations)
        .await
        .expect("the migrations of then");
}

/// A role that may do what serving needs and nothing else; every test database of a server knows it.
const SERVICE_ROLE: &str = "people_hub_test_service";

/// A new database on PostgreSQL, as the role that serves sees it: the tables belong to another one.
pub async fn postgres_as_service() -> TestDatabase {
    let mut database = postgres().await;
    let make_role = format!(
        "DO $$ BEGIN CREATE ROLE {SERVICE_ROLE} LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    );
    let mut connection = sqlx::PgConnection::connect(&database.url)
        .await
        .expect("a PostgreSQL that answers");
    connection
        .execute(sqlx::AssertSqlSafe(make_role))
        .await
        .expect("a user who can make roles");
    connection.close().await.expect("closing");
    let granted = database.store.grant_to(SERVICE_ROLE).await;
    granted.expect("what serving needs is granted");
    let (_, rest) = database.url.split_once('@').expect("a user's name");
    let url = format!("postgres://{SERVICE_ROLE}@{rest}");
    database.store.close().await;
    database.store = Store::open(&url).await.expect("the database opens");
    database
}

/// Without tables.
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
    let kept_in = KeptIn::Server {
        address: server,
        name,
    };
    opened(url, kept_in).await
}

static FAULTS: Statement = Statement {
    name: "FAULTS",
    sqlite: "SELECT (SELECT COUNT(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok')
        + (SELECT COUNT(*) FROM pragma_foreign_key_check) AS n",
    postgres: "SELECT 0::BIGINT AS n",
};

/// Has SQLite read its whole file and every reference in it.
pub async fn assert_file_is_sound(store: &Store) {
    let mut conn = store.read().await.expect("a connection");
    let faults = conn.q(&FAULTS).count().await.expect("an answer");
    assert_eq!(faults, 0, "the database file is damaged");
}

/// Lets members book as often as a test likes.
pub async fn lift_booking_limits(store: &Store) {
    let at = Instant::from_unix_microseconds(0);
    let mut tx = store.write().await.expect("the database answers");
    for (number, name) in [(1, LIVE_BOOKINGS), (2, BOOKINGS_A_DAY)] {
        let id = SettingId::from(uuid::Uuid::from_u128(number));
        let from = jiff::civil::date(2000, 1, 1);
        crate::system::setting::set(
            &mut tx,
            &crate::system::setting::New {
                id,
                setting: name,
                organisation: None,
                value: 100_000,
                from,
                at,
                by: None,
            },
        )
        .await
        .expect("a setting without a limit");
    }
    tx.commit().await.expect("the setting is kept");
}

async fn migrated(database: TestDatabase) -> TestDatabase {
    let migrated = match std::env::var("PEOPLE_HUB_TEST_WITHOUT") {
        Ok(guard) => without::migrate(&database.store, &guard).await,
        Err(_) => database.store.migrate().await,
    };
    migrated.expect("the migrations run");
    database
}

async fn opened(url: String, kept_in: KeptIn) -> TestDatabase {
    let store = Store::open(&url).await.expect("the database opens");
    TestDatabase {
        store,
        url,
        _kept_in: kept_in,
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

/// The folder of the server that this user's tests share.
fn server_folder() -> PathBuf {
    std::env::temp_dir().join(format!("people-hub-test-postgres-{}", user_id()))
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
    let lock_path = folder.with_extension("lock");
    // Making it anew also marks the server as wanted: its change is what `stop_when_unwanted` looks at.
    let lock = fs::File::create(&lock_path).expect("a lock file");
    lock.lock().expect("a lock");
    // Whoever stopped the server in the meantime took the folder away.
    fs::create_dir_all(&folder).expect("a folder for PostgreSQL");
    let programs = find_programs().expect("PostgreSQL's initdb: install the package postgresql");
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
        stop_when_unwanted(&programs, &folder, &lock_path);
    }
    server_address(&folder)
}

/// Leaves a small script behind that looks once a minute.
fn stop_when_unwanted(programs: &Path, folder: &Path, lock: &Path) {
    const SCRIPT: &str = r#"
        server() { head -n 1 "$2/data/postmaster.pid"; }
        started=$(server "$@")
        while sleep 60 && [ "$(server "$@")" = "$started" ]; do
            [ -z "$(find "$3" -mmin -10)" ] || continue
            used=$("$1/psql" --no-psqlrc -At --dbname "$4" --command "SELECT COUNT(*) FROM pg_stat_activity WHERE datname LIKE 'test%'") || used=0
            [ "$used" = 0 ] || continue
            "$1/pg_ctl" stop --mode=immediate -D "$2/data"
            rm -rf "$2"
            exit
        done &"#;
    run(as_postgres(Path::new("sh"))
        .args(["-c", SCRIPT, "stop-when-unwanted"])
        .args([programs, folder, lock])
        .arg(server_address(folder))
        .stdin(Stdio::null())
        .process_group(0));
}

/// Debian keeps `initdb` and `pg_ctl` in a versioned folder outside of the path.
fn find_programs() -> Option<PathBuf> {
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
}

fn user_id() -> String {
    let output = Command::new("id").arg("-u").output().expect("id runs");
    String::from_utf8_lossy(output.stdout.trim_ascii()).into_owned()
}

fn is_root() -> bool {
    user_id() == "0"
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
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the program runs");
    assert!(status.success(), "{command:?} failed");
}
