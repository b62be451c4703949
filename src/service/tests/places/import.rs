//! Registers are imported whole, as often as you like, and bad rows are told.

macro_rules! on_both_engines {
    ($($case:ident)+) => {
        mod on_sqlite { $(#[tokio::test] async fn $case() { super::$case(store::testing::sqlite().await).await; })+ }
        mod on_postgresql { $(#[tokio::test] async fn $case() { super::$case(store::testing::postgres().await).await; })+ }
    };
}

mod places;

use std::io::Cursor;
use std::path::PathBuf;
use std::sync::Arc;

use domain::kit::grid_reference::GridReference;
use domain::kit::mailbox::Mailbox;
use domain::kit::postcode::Postcode;
use domain::places::id::{OrganisationId, SiteId};
use domain::places::organisation::{OrganisationKind, OrganisationSource};
use jiff::civil::date;
use service::places::import::{ImportError, ImportOptions, Register, Report, import};
use service::{FixedClock, SeededRng, Service, ServiceConfig};
use store::testing::TestDatabase;

const SCHOOLS: &str = "urn,name,town,postcode,open_date,close_date\n\
    900001,Alpha School,Stafford,ST16 1AA,01-09-2001,\n\
    900002,\"Beta, the School\",Leek,ST13 5AA,,31-08-2020\n";

fn service_on(database: &TestDatabase) -> Service {
    let clock = Arc::new(FixedClock::new("2026-03-02T09:00:00Z".parse().unwrap()));
    let config = ServiceConfig {
        public_url: "http://127.0.0.1".to_owned(),
        mail_from: Mailbox::sender("a@example.nhs.uk").unwrap(),
        controller: Mailbox::sender("privacy@example.nhs.uk").unwrap(),
        system: None,
        demo: false,
    };
    Service::new(
        database.store.clone(),
        clock,
        Arc::new(SeededRng::new(1)),
        config,
    )
}

/// A file of tests/data.
fn made_up(file: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    std::fs::read(PathBuf::from(folder).join(file)).unwrap()
}

async fn run(
    service: &Service,
    register: Register,
    text: impl AsRef<[u8]>,
    options: ImportOptions,
) -> Result<Report, ImportError> {
    import(service, register, Cursor::new(text), options, |_| {}).await
}

fn counts(report: &Report) -> (u64, u64, u64, u64) {
    (
        report.added,
        report.changed,
        report.unchanged,
        report.refused,
    )
}

async fn a_second_import_changes_only_what_differs(database: TestDatabase) {
    let service = service_on(&database);
    let first = run(
        &service,
        Register::Schools,
        SCHOOLS,
        ImportOptions::default(),
    )
    .await
    .unwrap();
    assert_eq!((counts(&first), first.kept), ((2, 0, 0, 0), true));
    let again = run(
        &service,
        Register::Schools,
        format!("\u{feff}{SCHOOLS}"),
        ImportOptions::default(),
    )
    .await
    .unwrap();
    assert_eq!(counts(&again), (0, 0, 2, 0));
    let renamed = SCHOOLS.replace("Alpha", "Omega");
    let third = run(
        &service,
        Register::Schools,
        renamed,
        ImportOptions::default(),
    )
    .await
    .unwrap();
    assert_eq!(counts(&third), (0, 1, 1, 0));
    let mut conn = service.store.read().await.unwrap();
    let schools = store::places::school::all(&mut conn).await.unwrap();
    assert_eq!(
        schools
            .iter()
            .map(|school| school.name.as_str())
            .collect::<Vec<_>>(),
        ["Omega School", "Beta, the School"]
    );
}

async fn a_dry_run_and_a_refused_row_change_nothing_when_so_asked(database: TestDatabase) {
    let service = service_on(&database);
    let dry = run(
        &service,
        Register::Schools,
        SCHOOLS,
        ImportOptions {
            dry_run: true,
            all_or_nothing: false,
        },
    )
    .await
    .unwrap();
    assert_eq!((counts(&dry), dry.kept), ((2, 0, 0, 0), false));
    let bad = format!(
        "{SCHOOLS}12,Too Short,,,,\n900003,Gamma,Stone,NOT A POSTCODE,,\n900004\n900005,\"Open,Stone,,,\n"
    );
    let all = ImportOptions {
        dry_run: false,
        all_or_nothing: true,
    };
    let refused = run(&service, Register::Schools, &bad, all).await.unwrap();
    assert_eq!((counts(&refused), refused.kept), ((2, 0, 0, 4), false));
    let told: Vec<_> = refused
        .refusals
        .iter()
        .map(|row| (row.line, row.reason.as_str()))
        .collect();
    let expected = [
        (4, "'12' is not a URN"),
        (5, "'NOT A POSTCODE' is not a postcode"),
        (6, "the row has 1 columns, and column 3 (town) is needed"),
        (
            7,
            "a quotation mark is missing, so lines 7 to 7 cannot be told apart",
        ),
    ];
    assert_eq!(told, expected);
    let mut conn = service.store.read().await.unwrap();
    assert!(
        store::places::school::all(&mut conn)
            .await
            .unwrap()
            .is_empty()
    );
    drop(conn);
    let kept = run(&service, Register::Schools, &bad, ImportOptions::default())
        .await
        .unwrap();
    assert_eq!((counts(&kept), kept.kept), ((2, 0, 0, 4), true));
}

async fn a_file_that_is_no_register_is_refused_whole(database: TestDatabase) {
    let service = service_on(&database);
    let refused = async |register, text: Vec<u8>| {
        run(&service, register, text, ImportOptions::default())
            .await
            .unwrap_err()
    };
    let utf_16: Vec<u8> = SCHOOLS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let schools = Register::Schools;
    assert!(matches!(
        refused(schools, utf_16).await,
        ImportError::NotText
    ));
    let wrong = refused(schools, b"name,urn\n900001,Alpha\n".to_vec()).await;
    assert_eq!(
        wrong.to_string(),
        "this is not a file of schools: it does not begin as 'all establishments' of Get Information about Schools does, nor with \
         a row that names these columns too: town, postcode, open date, close date"
    );
    let header = SCHOOLS.lines().next().unwrap();
    for nothing in ["", "\u{feff}", "\r\n\r\n", ",,,\n", header] {
        let refused = refused(schools, nothing.as_bytes().to_vec()).await;
        assert!(matches!(refused, ImportError::Empty), "{nothing:?}");
    }
    for other in [
        Register::Organisations,
        Register::Practices,
        Register::Postcodes,
    ] {
        let refused = refused(other, SCHOOLS.into()).await;
        assert!(matches!(refused, ImportError::WrongLayout { .. }));
    }
    let open = format!("{SCHOOLS}900003,\"{}", "x\n".repeat(100_000));
    assert!(matches!(
        refused(schools, open.into_bytes()).await,
        ImportError::RowTooLong(4)
    ));
    let mut conn = service.store.read().await.unwrap();
    assert!(
        store::places::school::all(&mut conn)
            .await
            .unwrap()
            .is_empty()
    );
}

/// Cut down and made up, in the layouts and encodings of the published files.
async fn the_registers_are_read_as_they_are_published(database: TestDatabase) {
    let service = service_on(&database);
    for (register, file, encoding) in [
        (Register::Organisations, "etr.csv", "UTF-8"),
        (Register::Practices, "epraccur.csv", "UTF-8"),
        (Register::Schools, "edubasealldata.csv", "windows-1252"),
        (Register::Postcodes, "code-point-open.csv", "UTF-8"),
    ] {
        let bytes = made_up(file);
        let rows = if register == Register::Organisations {
            2
        } else {
            3
        };
        let first = run(&service, register, &bytes, ImportOptions::default())
            .await
            .unwrap();
        assert_eq!(
            (counts(&first), first.refusals.as_slice(), first.encoding),
            ((rows, 0, 0, 0), &[][..], encoding),
            "{file}"
        );
        let again = run(&service, register, &bytes, ImportOptions::default())
            .await
            .unwrap();
        assert_eq!(counts(&again), (0, 0, rows, 0), "{file}");
    }
    let mut conn = service.store.read().await.unwrap();
    let schools = store::places::school::all(&mut conn).await.unwrap();
    let schools: Vec<_> = schools
        .iter()
        .map(|school| {
            let (opened, closed) = (school.opened, school.closed);
            (school.name.as_str(), school.town.as_str(), opened, closed)
        })
        .collect();
    assert_eq!(
        schools,
        [
            (
                "St Chad’s Café & Nursery School",
                "Stafford",
                Some(date(1895, 9, 1)),
                None
            ),
            (
                "Made Up, the \"Old\" School",
                "Stoke-on-Trent",
                None,
                Some(date(2034, 8, 31))
            ),
            ("Nowhere Primary School", "", None, None),
        ]
    );
    for (code, name, town, kind) in [
        (
            "ZZ1",
            "Invented Hospitals of North Midlands NHS Foundation Trust",
            "Stafford",
            OrganisationKind::Trust,
        ),
        (
            "ZZ2",
            "Made Up Combined Healthcare NHS Trust",
            "Stoke-on-Trent",
            OrganisationKind::Trust,
        ),
        (
            "Z00001",
            "Dr O'Connor & McKenzie",
            "Leek",
            OrganisationKind::GpPractice,
        ),
        (
            "Z00002",
            "DHU Made Up Care CIC",
            "Burton on Trent",
            OrganisationKind::Other,
        ),
        (
            "Z00003",
            "Invented Walk-in Centre",
            "",
            OrganisationKind::Other,
        ),
    ] {
        let found = store::places::organisation::by_ods_code(&mut conn, code).await;
        let found = found.unwrap().unwrap();
        assert_eq!(
            (found.name.as_str(), found.town.as_str(), found.kind),
            (name, town, kind)
        );
    }
}

/// What spreadsheets do to a file when somebody opens and saves it.
async fn a_file_that_a_spreadsheet_saved_says_the_same(database: TestDatabase) {
    let service = service_on(&database);
    let all = ImportOptions {
        all_or_nothing: true,
        ..ImportOptions::default()
    };
    run(&service, Register::Schools, SCHOOLS, all)
        .await
        .unwrap();
    let header = "urn,name,town,postcode,open_date,close_date";
    let (alpha, beta) = (
        "900001,Alpha School,Stafford,ST16 1AA,01-09-2001,",
        "900002,\"Beta, the School\",Leek,ST13 5AA,,31-08-2020",
    );
    let lines = |lines: &[&str]| lines.join("\r\n") + "\r\n";
    let with_blanks = lines(&[
        header,
        alpha,
        "",
        ",,,,,",
        " ,\t,,\u{a0},,",
        beta,
        ",,,,,",
        ",,,,,",
    ]);
    let wider = lines(&[
        &format!("{header},,,"),
        &format!("{alpha},,,"),
        &format!("{beta},,,"),
        ",,,,,,,,",
    ]);
    let plain = lines(&[header, alpha, beta]);
    let semicolons = plain.replace(',', ";").replace("Beta;", "Beta,");
    let slashes = plain
        .replace("01-09-2001", "01/09/2001")
        .replace("31-08-2020", "2020-08-31");
    let utf_16: Vec<u8> = format!(
        "\u{feff}{}",
        plain.replace(',', "\t").replace("Beta\t", "Beta,")
    )
    .encode_utf16()
    .flat_map(u16::to_le_bytes)
    .collect();
    for (habit, bytes) in [
        ("a mark", format!("\u{feff}{plain}").into_bytes()),
        ("blank rows", with_blanks.into_bytes()),
        ("trailing columns", wider.into_bytes()),
        ("old line ends", plain.replace("\r\n", "\r").into_bytes()),
        ("semicolons", semicolons.into_bytes()),
        ("other dates", slashes.into_bytes()),
        ("Unicode text", utf_16),
        (
            "columns in another case",
            plain.replace("open_date", "Open Date").into_bytes(),
        ),
        (
            "a broken line",
            plain
                .replace("Alpha School", "\"Alpha\r\nSchool\"")
                .into_bytes(),
        ),
        (
            "what shows nothing",
            plain
                .replace("Alpha School", "Al\u{200b}pha\u{202e} Sch\u{7}ool")
                .into_bytes(),
        ),
        (
            "spaces",
            plain
                .replace("Alpha School", " Alpha\u{a0}\tSchool ")
                .into_bytes(),
        ),
    ] {
        let report = run(&service, Register::Schools, bytes, all).await.unwrap();
        assert_eq!(
            (counts(&report), report.kept),
            ((0, 0, 2, 0), true),
            "{habit}: {:?}",
            report.refusals
        );
    }
}

async fn a_refused_row_is_told_by_its_line_and_safe_to_print(database: TestDatabase) {
    let service = service_on(&database);
    let header = "urn,name,town,postcode,open_date,close_date";
    let long = "x".repeat(500);
    let bad = format!(
        "{header}\r\n\r\n\
         900001,Alpha,Leek,,1-9-90,\r\n\
         900002,Beta,Leek,\"S\u{1b}[31mT\",,\r\n\
         900003,\"Gam\r\nma\",Leek,{long},,\r\n\
         900004,Delta, the School,Leek,,,x\r\n"
    );
    let report = run(&service, Register::Schools, bad, ImportOptions::default())
        .await
        .unwrap();
    let told: Vec<_> = report
        .refusals
        .iter()
        .map(|row| (row.line, row.reason.as_str()))
        .collect();
    let shortened = format!("'{}…' is not a postcode", "x".repeat(40));
    assert_eq!(
        told,
        [
            (
                3,
                "'1-9-90' has a year of two digits: write 1-9-1990 or 1-9-2090"
            ),
            (4, "'S[31mT' is not a postcode"),
            (5, shortened.as_str()),
            (7, "the row has 7 columns, and the file has 6"),
        ]
    );
    assert!(!report.kept, "nothing could be taken");
}

/// The practices' file is not taken for the trusts', nor the other way round.
async fn a_row_of_another_register_is_refused(database: TestDatabase) {
    let service = service_on(&database);
    for (register, file) in [
        (Register::Organisations, "epraccur.csv"),
        (Register::Practices, "etr.csv"),
    ] {
        let report = run(&service, register, made_up(file), ImportOptions::default())
            .await
            .unwrap();
        assert!(!report.has_taken_any() && !report.kept, "{file}");
    }
}

async fn practices_say_what_kind_they_are(database: TestDatabase) {
    let service = service_on(&database);
    let row = |code: &str, status: &str, setting: &str| {
        let mut fields = vec![""; 27];
        fields[0] = code;
        fields[1] = "INVENTED HEALTH CENTRE";
        fields[4] = "1 HIGH STREET";
        fields[7] = "STOKE-ON-TRENT";
        fields[9] = "ST4 6QG";
        fields[10] = "19740401";
        fields[12] = status;
        fields[25] = setting;
        fields
            .iter()
            .map(|field| format!("\"{field}\""))
            .collect::<Vec<_>>()
            .join(",")
            + "\r\n"
    };
    let text = [
        row("X00001", "A", "4"),
        row("X00002", "A", "9"),
        row("X00003", "Z", "4"),
    ]
    .concat();
    let report = run(
        &service,
        Register::Practices,
        text,
        ImportOptions::default(),
    )
    .await
    .unwrap();
    assert_eq!(counts(&report), (2, 0, 0, 1));
    let mut conn = service.store.read().await.unwrap();
    let practice = store::places::organisation::by_ods_code(&mut conn, "X00001")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (
            practice.name.as_str(),
            practice.kind,
            practice.town.as_str()
        ),
        (
            "Invented Health Centre",
            OrganisationKind::GpPractice,
            "Stoke-on-Trent"
        )
    );
    let other = store::places::organisation::by_ods_code(&mut conn, "X00002")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(other.kind, OrganisationKind::Other);
}

on_both_engines! {
    a_second_import_changes_only_what_differs
    a_dry_run_and_a_refused_row_change_nothing_when_so_asked
    a_file_that_is_no_register_is_refused_whole
    the_registers_are_read_as_they_are_published
    a_file_that_a_spreadsheet_saved_says_the_same
    a_refused_row_is_told_by_its_line_and_safe_to_print
    a_row_of_another_register_is_refused
    practices_say_what_kind_they_are
}
