//! What the service did, in figures that may be published.

use std::io::Cursor;

use crate::support::World;
use crate::support::diary::{book_at, leave, publish, signed_in};
use calamine::{Data, Reader as _, Xlsx};
use domain::career_conversations::report::{By, FinancialYear};
use domain::kit::app_error::AppError;
use domain::people::actor::Actor;
use domain::people::role::Role;
use jiff::civil::date;
use service::career_conversations::report::{self, Cell, Report};

crate::on_both_engines!(
    a_month_is_counted_when_it_is_over,
    capacity_is_what_was_published_without_leave,
    a_group_of_fewer_than_five_is_in_no_file,
    a_name_is_no_formula,
    a_workbook_holds_numbers,
    only_coordinators_see_the_report,
);

struct Stage {
    world: World,
    helen: Actor,
}

impl Stage {
    /// David gives conversations on Tuesday mornings; on the first two, so many members have one each.
    async fn set(world: World, members: usize) -> Self {
        let david = signed_in(&world, "David Okafor", Role::CareerAdviser).await;
        let helen = signed_in(&world, "Helen Marsh", Role::HubCoordinator).await;
        publish(&world, &david, 2, "9am", "12pm").await;
        let form = leave(date(2026, 3, 24), date(2026, 3, 24));
        service::career_conversations::availability::add_leave(&world.service, &david, form)
            .await
            .unwrap();
        let starts = [
            "2026-03-03T09:00:00Z",
            "2026-03-03T09:40:00Z",
            "2026-03-03T10:20:00Z",
            "2026-03-03T11:00:00Z",
            "2026-03-10T09:00:00Z",
            "2026-03-10T09:40:00Z",
        ];
        for (number, start) in starts.into_iter().take(members).enumerate() {
            let member = signed_in(&world, &format!("M{number} Member"), Role::HubMember).await;
            book_at(&world, &member, member.person, david.person, start)
                .await
                .unwrap();
        }
        Self { world, helen }
    }

    async fn report(&self) -> Report {
        let year = FinancialYear::parse("2025").unwrap();
        report::of_year(&self.world.service, &self.helen, year)
            .await
            .unwrap()
    }

    async fn csv(&self) -> String {
        let report = self.report().await;
        String::from_utf8(report::csv(&report).unwrap()).unwrap()
    }

    async fn workbook(&self) -> Xlsx<Cursor<Vec<u8>>> {
        let report = self.report().await;
        let bytes = report::xlsx(&self.world.service, &report).unwrap();
        Xlsx::new(Cursor::new(bytes)).unwrap()
    }

    fn in_april(&self) {
        self.world
            .clock
            .set("2026-04-01T08:00:00Z".parse().unwrap());
    }
}

fn total(report: &Report, by: By, group: &str) -> Option<i64> {
    let table = report.tables.iter().find(|table| table.by == by).unwrap();
    let row = table.rows.iter().find(|row| row.group == group).unwrap();
    row.total
}

async fn a_month_is_counted_when_it_is_over(world: World) {
    let stage = Stage::set(world, 6).await;
    let before = stage.report().await;
    assert_eq!(before.last_day, Some(date(2026, 2, 28)));
    assert!(before.tables[0].rows.is_empty());
    stage.in_april();
    let after = stage.report().await;
    assert_eq!(after.last_day, Some(date(2026, 3, 31)));
    assert_eq!(total(&after, By::Month, "March 2026"), Some(6));
    assert_eq!(total(&after, By::Adviser, "David Okafor"), Some(6));
    assert_eq!(total(&after, By::Background, "Not given"), Some(6));
    assert_eq!(total(&after, By::Area, "Not given"), Some(6));
}

async fn capacity_is_what_was_published_without_leave(world: World) {
    let stage = Stage::set(world, 6).await;
    stage.in_april();
    let report = stage.report().await;
    // Five Tuesdays from 2 March on, one of them on leave, four times each.
    assert_eq!(report.offered_in_all, 16);
    let months = &report.tables[0];
    assert_eq!(report.offered(By::Month, &months.rows[0]), Some(16));
    let cells = report::cells(&report, months, &months.rows[0], false);
    let words: Vec<String> = cells.iter().map(Cell::to_string).collect();
    assert_eq!(
        words,
        ["March 2026", "6", "0", "0", "0", "6", "none", "16", "38%"]
    );
    assert_eq!(report::headings(months).len(), cells.len());
}

async fn a_group_of_fewer_than_five_is_in_no_file(world: World) {
    let stage = Stage::set(world, 4).await;
    stage.in_april();
    let csv = stage.csv().await;
    let none = ["left out"; 6].join(",");
    for row in [
        format!("March 2026,{none},16,left out"),
        format!("All,{none},16,left out"),
    ] {
        assert!(csv.contains(&row), "{row}: {csv}");
    }
    assert!(
        csv.contains("So that nobody can be recognised, figures of fewer than 5 people"),
        "{csv}"
    );
    assert!(!csv.contains(",4,"), "{csv}");
}

async fn a_name_is_no_formula(world: World) {
    let stage = Stage::set(world, 6).await;
    let mut tx = stage.world.service.store.write().await.unwrap();
    let found =
        store::people::person::search(&mut tx, "David Okafor", "", store::AskedPage::first(1))
            .await;
    let mut david = found.unwrap().rows.remove(0);
    david.name = "=HYPERLINK(1)".to_owned();
    store::people::person::update(&mut tx, &david)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    stage.in_april();
    let csv = stage.csv().await;
    assert!(csv.contains("'=HYPERLINK(1),6"), "{csv}");
    let mut workbook = stage.workbook().await;
    let range = workbook.worksheet_range("By adviser").unwrap();
    let name = range.get_value((1, 0));
    assert_eq!(name, Some(&Data::String("=HYPERLINK(1)".to_owned())));
    let formulas = workbook.worksheet_formula("By adviser").unwrap();
    assert!(formulas.is_empty());
    for (cell, safe) in [
        ("+44 1", "'+44 1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("12", "12"),
        ("", ""),
    ] {
        assert_eq!(report::no_formula(cell), safe);
    }
}

async fn a_workbook_holds_numbers(world: World) {
    let stage = Stage::set(world, 6).await;
    stage.in_april();
    let mut workbook = stage.workbook().await;
    assert_eq!(
        workbook.sheet_names(),
        [
            "By month",
            "By adviser",
            "By background",
            "By area",
            "Led to, by month",
            "Led to, by adviser",
            "Led to, by background",
            "Led to, by area"
        ]
    );
    let range = workbook.worksheet_range("By month").unwrap();
    let text = |text: &str| Data::String(text.to_owned());
    let number = Data::Float;
    let march = [
        text("March 2026"),
        number(6.0),
        number(0.0),
        number(0.0),
        number(0.0),
        number(6.0),
        text("none"),
        number(16.0),
        number(0.38),
    ];
    let rows: Vec<&[Data]> = range.rows().collect();
    assert_eq!(rows[0][0], text("Month"));
    assert_eq!(rows[1], march);
    assert_eq!(rows[2][1..], march[1..], "all together");
    assert_eq!(
        rows[4][0],
        text("Career conversations, April 2025 to March 2026")
    );
    assert_eq!(
        rows[5][0],
        text("Counted up to 31 March 2026. A month is counted when it is over.")
    );
}

async fn only_coordinators_see_the_report(world: World) {
    let year = FinancialYear::parse("2025").unwrap();
    for role in [Role::HubMember, Role::CareerAdviser, Role::Administrator] {
        let name = format!("{} Someone", role.code().replace('_', "-"));
        let someone = signed_in(&world, &name, role).await;
        let refused = report::of_year(&world.service, &someone, year).await;
        assert_eq!(refused, Err(AppError::Forbidden));
    }
}
