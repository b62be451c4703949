//! The coordinator's report: a page, and files for spreadsheets; and inviting members.

use std::io::Cursor;

use axum::body::{Body, to_bytes};
use axum::http::Method;
use calamine::{Data, Reader as _, Xlsx};
use domain::career_conversations::career_conversation::Status;
use domain::kit::postcode::Postcode;
use domain::people::role::Role;
use scraper::{ElementRef, Html, Selector};

use crate::support::{Browser, TestApp};

const HELEN: &str = "Helen Marsh";

#[tokio::test]
async fn a_year_is_four_figures_and_one_table_that_the_address_names() {
    let app = TestApp::init().start().await;
    app.person(HELEN, Role::HubCoordinator, None).await;
    app.conversations("Anna Adviser", "ST1", 12, 5).await;
    app.clock.set("2026-04-01T08:00:00Z".parse().unwrap());
    let helen = app.as_person(HELEN).await;
    helen
        .get("/conversations")
        .await
        .contains("/reports/conversations");
    helen
        .get("/reports/conversations?year=2025")
        .await
        .has_status(200)
        .contains("Career conversations, April 2025 to March 2026")
        .contains("Counted up to 31 March 2026.")
        .contains("<strong class=\"nhsuk-u-font-size-48\">17</strong> Conversations")
        .contains("href=\"/reports/conversations?year=2025&amp;of=use&amp;by=adviser\" class=\"nhsuk-card__link\"")
        .contains("aria-label=\"Conversations by month\"")
        .contains("/download/report.csv?year=2025")
        .contains("Remove </span>April 2025 to March 2026")
        .lacks("style=");
    let of_area = "/reports/conversations?year=2025&of=led_to&by=area";
    let page = helen.get(of_area).await;
    page.contains("<title>What conversations led to by area, April 2025 to March 2026")
        .contains("aria-current=\"page\" class=\"app-views__link\">By area");
    assert_eq!(page.body.matches("<table").count(), 1);
    helen
        .get("/reports/conversations?year=2025&of=nonsense&by=%3Cb%3E")
        .await
        .has_status(200)
        .contains("<title>Conversations by month");
    helen
        .get("/reports/conversations?year=nonsense")
        .await
        .has_status(400)
        .contains("We could not read that request");
}

#[tokio::test]
async fn a_year_without_conversations_says_so() {
    let app = TestApp::init().start().await;
    app.person(HELEN, Role::HubCoordinator, None).await;
    let helen = app.as_person(HELEN).await;
    for (year, why) in [
        ("2026", "No month of this year is over yet."),
        ("2025", "Counted up to 28 February 2026."),
    ] {
        helen
            .get(&format!("/reports/conversations?year={year}"))
            .await
            .has_status(200)
            .contains(why)
            .contains("There are no conversations to count.")
            .contains("Financial year")
            .lacks("app-chart")
            .lacks("app-figures");
    }
}

#[tokio::test]
async fn the_files_say_what_they_are() {
    let app = TestApp::init().start().await;
    app.person(HELEN, Role::HubCoordinator, None).await;
    let helen = app.as_person(HELEN).await;
    let csv = helen.get("/download/report.csv?year=2025").await;
    csv.has_status(200).contains("Month,Conversations,Attended");
    assert!(
        csv.body.starts_with('\u{feff}'),
        "spreadsheets know it by its mark"
    );
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        csv.header("content-disposition"),
        "attachment; filename=\"career-conversations-2025-to-2026.csv\""
    );
    let workbook = helen.get("/download/report.xlsx").await;
    workbook.has_status(200);
    assert!(workbook.header("content-type").ends_with(".sheet"));
    assert_eq!(
        workbook.header("content-disposition"),
        "attachment; filename=\"career-conversations-2025-to-2026.xlsx\""
    );
    for file in ["csv", "xlsx"] {
        for year in ["nonsense", "%2B2025", "20265", "2025%0D%0Ax"] {
            helen
                .get(&format!("/download/report.{file}?year={year}"))
                .await
                .has_status(400)
                .contains("We could not read that request");
        }
    }
}

/// Tables as the page, a file or a chart shows them: rows of cells.
type Tables = Vec<Vec<Vec<String>>>;

impl TestApp {
    /// So many members of a district had conversations with this adviser; the first ones did not come.
    async fn conversations(&self, adviser: &str, district: &str, came: usize, did_not: usize) {
        self.person(adviser, Role::CareerAdviser, None).await;
        let person = self.adviser(adviser).await;
        for number in 0..came + did_not {
            let first = adviser.split(' ').next().unwrap();
            let name = format!("{first}{number} Member");
            let member = self.person(&name, Role::HubMember, None).await;
            let reference = self.conversation(member, person).await;
            let status = if number < did_not {
                Status::DidNotAttend
            } else {
                Status::Attended
            };
            let mut tx = self.service.store.write().await.unwrap();
            let mut of_district = store::people::person::by_id(&mut tx, member).await.unwrap();
            of_district.postcode = Some(Postcode::parse(&format!("{district} 1AA")).unwrap());
            store::people::person::update(&mut tx, &of_district)
                .await
                .unwrap();
            let booked =
                store::career_conversations::career_conversation::by_reference(&mut tx, &reference)
                    .await;
            let now = self.service.now();
            store::career_conversations::career_conversation::set_status(
                &mut tx,
                &booked.unwrap(),
                status,
                now,
            )
            .await
            .unwrap();
            tx.commit().await.unwrap();
        }
    }

    /// What is attached to this answer.
    async fn file(&self, browser: &Browser<'_>, path: &str) -> Vec<u8> {
        let request = browser.request(Method::GET, path).body(Body::empty());
        let answer = self.open(request.unwrap()).await;
        to_bytes(answer.into_body(), usize::MAX)
            .await
            .unwrap()
            .to_vec()
    }
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

/// The tables of the page, without their headings.
fn on_page(html: &Html) -> Tables {
    let (tables, rows) = (selector("main table"), selector("tbody tr"));
    let cells = selector(".nhsuk-table__cell, td, th");
    let rows_of = |table: ElementRef<'_>| -> Vec<Vec<String>> {
        let rows = table.select(&rows);
        rows.map(|row| row.select(&cells).map(cell_words).collect())
            .collect()
    };
    html.select(&tables).map(rows_of).collect()
}

/// A cell's words, without the heading that a phone shows before them.
fn cell_words(cell: ElementRef<'_>) -> String {
    let heading = selector(".nhsuk-table__heading");
    let heading = cell.select(&heading).map(words).collect::<String>();
    let all = words(cell);
    all.strip_prefix(heading.as_str())
        .unwrap_or(&all)
        .trim()
        .to_owned()
}

/// Each chart's labels and figures, and how many bars it draws.
fn in_charts(html: &Html) -> Vec<(Vec<Vec<String>>, usize)> {
    let (text, bar) = (selector("text"), selector("rect"));
    html.select(&selector(".app-chart svg"))
        .map(|chart| {
            let texts: Vec<String> = chart.select(&text).map(words).collect();
            let pairs = texts.chunks(2).map(<[String]>::to_vec).collect();
            (pairs, chart.select(&bar).count())
        })
        .collect()
}

/// The tables of the file, each of which comes after a blank row, its caption and its headings.
fn in_csv(bytes: &[u8]) -> Tables {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        row.iter().map(str::to_owned).collect::<Vec<_>>()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let tables = rows.split(|row| row.iter().all(String::is_empty)).skip(1);
    tables.map(|table| table[2..].to_vec()).collect()
}

/// The sheets of the workbook, up to the blank row before its notes.
fn in_workbook(bytes: Vec<u8>) -> Tables {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheets = workbook.worksheets().into_iter();
    sheets
        .map(|(_, range)| {
            let headings: Vec<String> = range
                .rows()
                .next()
                .unwrap()
                .iter()
                .map(Data::to_string)
                .collect();
            let rows = range.rows().skip(1);
            let rows = rows.take_while(|row| row.iter().any(|cell| *cell != Data::Empty));
            rows.map(|row| {
                let cells = row
                    .iter()
                    .zip(&headings)
                    .filter(|(_, heading)| !heading.is_empty());
                cells
                    .map(|(cell, heading)| match cell {
                        Data::Float(part) if heading == "Used" => {
                            format!("{}%", (part * 100.0).round())
                        }
                        other => other.to_string(),
                    })
                    .collect()
            })
            .collect()
        })
        .collect()
}

#[tokio::test]
async fn the_page_its_charts_and_both_files_leave_out_the_same_cells() {
    let app = TestApp::init().start().await;
    app.person(HELEN, Role::HubCoordinator, None).await;
    app.conversations("Anna Adviser", "ST1", 9, 3).await;
    app.conversations("Ben Adviser", "ST2", 3, 0).await;
    app.conversations("Cara Adviser", "ST3", 7, 0).await;
    app.conversations("Dora Adviser", "ST4", 14, 6).await;
    app.clock.set("2026-04-01T08:00:00Z".parse().unwrap());
    let helen = app.as_person(HELEN).await;
    let page = helen.get("/reports/conversations?year=2025").await;
    page.has_status(200)
        .contains("So that nobody can be recognised, figures of fewer than 5 people are left out");
    let (mut tables, mut charts) = (Tables::new(), Vec::new());
    for of in ["use", "led_to"] {
        for by in ["month", "adviser", "background", "area"] {
            let address = format!("/reports/conversations?year=2025&of={of}&by={by}");
            let page = Html::parse_document(&helen.get(&address).await.body);
            tables.extend(on_page(&page));
            charts.extend(in_charts(&page));
        }
    }
    assert_eq!(tables.len(), 8);

    let left = "left out";
    let by_adviser: Vec<Vec<&str>> = tables[1]
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    assert_eq!(
        by_adviser,
        [
            [
                "Anna Adviser",
                "12",
                left,
                left,
                left,
                left,
                left,
                "0",
                left
            ],
            ["Ben Adviser", left, left, left, left, left, left, "0", left],
            [
                "Cara Adviser",
                left,
                left,
                left,
                left,
                left,
                left,
                "0",
                left
            ],
            [
                "Dora Adviser",
                "20",
                "14",
                "6",
                "0",
                "0",
                "8",
                "0",
                "none offered"
            ],
            ["All", "42", "33", "9", "0", "0", "7", "0", "none offered"],
        ]
    );

    let csv = app.file(&helen, "/download/report.csv?year=2025").await;
    assert_eq!(in_csv(&csv), tables);
    let workbook = app.file(&helen, "/download/report.xlsx?year=2025").await;
    assert_eq!(in_workbook(workbook), tables);
    assert_eq!(charts.len(), tables.len());
    for ((drawn, bars), table) in charts.iter().zip(&tables) {
        let but_the_total = &table[..table.len() - 1];
        let figures: Vec<&[String]> = but_the_total.iter().map(|row| &row[..2]).collect();
        assert_eq!(*drawn, figures);
        let numbers = figures.iter().filter(|row| row[1] != left);
        assert_eq!(*bars, numbers.count(), "no bar where a figure is left out");
    }
}

#[tokio::test]
async fn invitations_are_asked_for_after_seeing_how_many() {
    let app = TestApp::init().start().await;
    app.person(HELEN, Role::HubCoordinator, None).await;
    let helen = app.as_person(HELEN).await;
    let page = "/conversations/invitations";
    helen
        .get(page)
        .await
        .has_status(200)
        .contains("There is nobody to invite.");
    app.person("Amina Yusuf", Role::HubMember, None).await;
    helen.get(page).await.contains("Invite 1 member");
    helen
        .get("/conversations/invitations?background=pilot")
        .await
        .contains("There is nobody to invite.");
    helen
        .post(page, "/api/reports/invite", &[("form[count]", "1")])
        .await
        .leads_to("/conversations/invitations?changed=asked");
    helen.get(page).await.contains("Still to be sent: 1.");
    helen
        .post(page, "/api/reports/invite", &[("form[count]", "1")])
        .await
        .has_status(409)
        .contains("There is nobody left to invite");
}
