//! What the service did in a financial year, for coordinators: capacity and use, waiting times and did-not-attend, by month,
//! adviser, background and area.

mod workbook;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use domain::career_conversations::availability::Diary;
use domain::career_conversations::permission::COORDINATE_CONVERSATIONS;
use domain::career_conversations::report::{
    By, Counted, FinancialYear, Kind, LedTo, Outcome, Row, SMALLEST_GROUP, Table, columns,
    next_month, table,
};
use domain::kit::app_error::AppError;
use domain::kit::instant::Interval;
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use jiff::civil::Date;
use store::{Conn, StoreError};

use crate::Service;
use crate::career_conversations::career_conversation::{empty_diary, rules_at};

/// A year in figures that may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub year: FinancialYear,
    /// The last day that is counted; `None` before a month of it is over.
    pub last_day: Option<Date>,
    /// A table of each kind for each way to group.
    pub tables: Vec<Table>,
    /// How many times advisers offered, by month and by adviser, by the words of the table's rows.
    pub offered: BTreeMap<String, i64>,
    pub offered_in_all: i64,
}

impl Report {
    #[must_use]
    pub fn table(&self, kind: Kind, by: By) -> Option<&Table> {
        let mut tables = self.tables.iter();
        tables.find(|table| (table.kind, table.by) == (kind, by))
    }

    /// Whether there were no conversations at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.iter().all(|table| table.rows.is_empty())
    }

    /// How many times the group of a row offered; where advisers and months are the groups.
    #[must_use]
    pub fn offered(&self, by: By, row: &Row) -> Option<i64> {
        match by {
            By::Month | By::Adviser => self.offered.get(&row.group).copied(),
            By::Background | By::Area => None,
        }
    }
}

/// Times that were used for each hundred that were offered: cancelled ones are offered again.
#[must_use]
pub fn used_percent(row: &Row, offered: i64) -> Option<i64> {
    let [attended, did_not_attend, _, not_recorded] = row.counts?;
    let used = attended + did_not_attend + not_recorded;
    (offered > 0).then(|| (used * 100 + offered / 2) / offered)
}

/// A year in figures, up to the last month that is over.
///
/// # Errors
/// `Forbidden` for who isn't a hub coordinator.
pub async fn of_year(
    service: &Service,
    actor: &Actor,
    year: FinancialYear,
) -> Result<Report, AppError> {
    actor.may(COORDINATE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    let (months, end) = year.months_over(london::day_of(service.now()));
    let counted = counted(&mut conn, year.first_day(), end).await?;
    let (offered, offered_in_all) = offered(service, &mut conn, &months, end).await?;
    let tables = Kind::ALL
        .iter()
        .flat_map(|kind| By::ALL.iter().map(|by| table(*kind, *by, &counted)))
        .collect();
    Ok(Report {
        year,
        last_day: (!months.is_empty()).then(|| london::plus_days(end, -1)),
        tables,
        offered,
        offered_in_all,
    })
}

async fn counted(conn: &mut Conn, first: Date, end: Date) -> Result<Vec<Counted>, StoreError> {
    let interval = Interval {
        start: london::start_of_day(first),
        end: london::start_of_day(end),
    };
    let rows = store::career_conversations::report::conversations(conn, interval).await?;
    let counted = rows.into_iter().map(|row| Counted {
        member: row.member,
        adviser: row.adviser_name,
        background: row.background,
        area: row
            .postcode
            .map(|postcode| postcode.outward().to_owned())
            .unwrap_or_default(),
        outcome: Outcome::of(row.status),
        start: row.start,
        booked_at: row.booked_at,
        led_to: LedTo {
            has_action: row.agreed_at.is_some(),
            done_at: row.done_at,
            came_on: row.came_on,
            has_post: row.post_on.is_some(),
        },
    });
    Ok(counted.collect())
}

/// The times that advisers offered in each month and each adviser in all, as far as it is known now: by what they published and did
/// not take back.
async fn offered(
    service: &Service,
    conn: &mut Conn,
    months: &[Date],
    end: Date,
) -> Result<(BTreeMap<String, i64>, i64), AppError> {
    let Some(first) = months.first().copied() else {
        return Ok((BTreeMap::new(), 0));
    };
    let rules = rules_at(service.now(), conn).await?;
    let advisers = store::career_conversations::adviser::all(conn).await?;
    let mut diaries: HashMap<PersonId, Diary> = advisers
        .iter()
        .map(|adviser| (adviser.person, empty_diary(adviser, &rules)))
        .collect();
    for pattern in store::career_conversations::weekly_pattern::all_from(conn, first).await? {
        if let Some(diary) = diaries.get_mut(&pattern.adviser) {
            diary.patterns.push(pattern);
        }
    }
    for slot in
        store::career_conversations::extra_slot::all_from(conn, london::start_of_day(first)).await?
    {
        if let Some(diary) = diaries.get_mut(&slot.adviser) {
            diary.extra_slots.push(slot);
        }
    }
    for leave in store::career_conversations::leave::all_from(conn, first).await? {
        if let Some(diary) = diaries.get_mut(&leave.adviser) {
            diary.leave.push(leave);
        }
    }
    let holidays = store::kit::bank_holiday::between(conn, first, end).await?;
    let holidays: BTreeSet<Date> = holidays.into_iter().map(|holiday| holiday.day).collect();
    let mut offered: BTreeMap<String, i64> = BTreeMap::new();
    let mut in_all = 0;
    for adviser in &advisers {
        let Some(diary) = diaries.get(&adviser.person) else {
            continue;
        };
        for month in months {
            let last = london::plus_days(next_month(*month), -1);
            let times = i64::try_from(diary.capacity(*month, last, &holidays)).unwrap_or(i64::MAX);
            *offered.entry(words::month_of(*month)).or_default() += times;
            *offered.entry(adviser.name.clone()).or_default() += times;
            in_all += times;
        }
    }
    Ok((offered, in_all))
}

/// What stands where a figure is left out: it can be of a small group, or of any other that would tell what that one is.
pub const LEFT_OUT: &str = "left out";

/// Why figures are left out, in a sentence beside the tables.
#[must_use]
pub fn left_out_note() -> String {
    format!(
        "So that nobody can be recognised, figures of fewer than {SMALLEST_GROUP} people are left out, and others from which they could be \
         worked out."
    )
}

/// What stands in a cell of a table. The page, its chart and both files show the same cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Group(String),
    Count(i64),
    Days(i64),
    Percent(i64),
    /// There is a figure, and it is left out.
    LeftOut,
    /// There is no figure, and why.
    Nothing(&'static str),
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Group(name) => f.write_str(name),
            Self::Count(number) | Self::Days(number) => write!(f, "{number}"),
            Self::Percent(number) => write!(f, "{number}%"),
            Self::LeftOut => f.write_str(LEFT_OUT),
            Self::Nothing(why) => f.write_str(why),
        }
    }
}

/// Whether a table says too how many times were offered.
fn has_capacity(table: &Table) -> bool {
    table.kind == Kind::Use && matches!(table.by, By::Month | By::Adviser)
}

#[must_use]
pub fn headings(table: &Table) -> Vec<&'static str> {
    let total = match table.kind {
        Kind::Use => "Conversations",
        Kind::LedTo => "Took place",
    };
    let mut headings = vec![table.by.words(), total];
    headings.extend(columns(table.kind));
    match table.kind {
        Kind::Use => headings.push("Days waited"),
        Kind::LedTo => headings.extend(["Days to an action done", "Days to what came of it"]),
    }
    if has_capacity(table) {
        headings.extend(["Times offered", "Used"]);
    }
    headings
}

#[must_use]
pub fn cells(report: &Report, table: &Table, row: &Row, is_total: bool) -> Vec<Cell> {
    let count = |number: Option<i64>| number.map_or(Cell::LeftOut, Cell::Count);
    let mut cells = vec![Cell::Group(row.group.clone()), count(row.total)];
    for at in 0..columns(table.kind).len() {
        cells.push(count(row.counts.map(|counts| counts[at])));
    }
    let days = match table.kind {
        Kind::Use => &row.days[..1],
        Kind::LedTo => &row.days[..],
    };
    cells.extend(days.iter().map(|days| match (row.counts, days) {
        (None, _) => Cell::LeftOut,
        (Some(_), None) => Cell::Nothing("none"),
        (Some(_), Some(days)) => Cell::Days(*days),
    }));
    if has_capacity(table) {
        let offered = if is_total {
            report.offered_in_all
        } else {
            report.offered(table.by, row).unwrap_or(0)
        };
        cells.push(Cell::Count(offered));
        cells.push(match (row.counts, used_percent(row, offered)) {
            (None, _) => Cell::LeftOut,
            (Some(_), None) => Cell::Nothing("none offered"),
            (Some(_), Some(percent)) => Cell::Percent(percent),
        });
    }
    cells
}

/// A figure of the whole year, and the table that says more of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub words: &'static str,
    pub cell: Cell,
    pub kind: Kind,
    pub by: By,
}

/// What stands above the tables: the words, the table, and the heading of its column.
const FIGURES: [(&str, Kind, By, &str); 4] = [
    ("Conversations", Kind::Use, By::Month, "Conversations"),
    ("Times used", Kind::Use, By::Adviser, "Used"),
    ("Days waited", Kind::Use, By::Area, "Days waited"),
    (
        "Led to something",
        Kind::LedTo,
        By::Month,
        "Something came of it",
    ),
];

/// The figures that stand above the tables: each as the last row of its table has it.
pub fn figures(report: &Report) -> impl Iterator<Item = Figure> {
    FIGURES
        .into_iter()
        .filter_map(|(words, kind, by, heading)| {
            let table = report.table(kind, by)?;
            let at = headings(table).iter().position(|each| *each == heading)?;
            let cell = cells(report, table, &table.all, true).into_iter().nth(at)?;
            Some(Figure {
                words,
                cell,
                kind,
                by,
            })
        })
}

/// Whether a figure of any table is left out.
#[must_use]
pub fn leaves_out(report: &Report) -> bool {
    let tables = report.tables.iter();
    tables.flat_map(rows).any(|(row, _)| row.counts.is_none())
}

/// What the report is called: 'Career conversations, April 2025 to March 2026'.
#[must_use]
pub fn title(report: &Report) -> String {
    format!("Career conversations, {}", report.year.words())
}

/// Up to when it counts, in a sentence.
#[must_use]
pub fn counted_up_to(report: &Report) -> String {
    match report.last_day {
        Some(day) => format!(
            "Counted up to {}. A month is counted when it is over.",
            words::date(day)
        ),
        None => "No month of this year is over yet.".to_owned(),
    }
}

/// What is written above a table: 'Conversations by month'.
#[must_use]
pub fn caption(kind: Kind, by: By) -> String {
    format!("{} by {}", kind.words(), by.words().to_lowercase())
}

/// All tables as comma-separated values, one under another, each with its headings; in UTF-8 with the mark by which spreadsheets know it.
pub fn csv(report: &Report) -> Result<Vec<u8>, AppError> {
    write_csv(report).map_err(|error| AppError::from(StoreError::Internal(error.into())))
}

fn write_csv(report: &Report) -> Result<Vec<u8>, String> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let mut line = |cells: Vec<String>| {
        let written = writer.write_record(cells.iter().map(|cell| no_formula(cell)));
        written.map_err(|error| error.to_string())
    };
    line(vec![title(report)])?;
    line(vec![counted_up_to(report)])?;
    if leaves_out(report) {
        line(vec![left_out_note()])?;
    }
    for table in &report.tables {
        line(vec![String::new()])?;
        line(vec![caption(table.kind, table.by)])?;
        line(headings(table).into_iter().map(str::to_owned).collect())?;
        for (row, is_total) in rows(table) {
            let cells = cells(report, table, row, is_total);
            line(cells.iter().map(Cell::to_string).collect())?;
        }
    }
    writer.into_inner().map_err(|error| error.to_string())
}

/// All tables as a workbook, a sheet each.
pub fn xlsx(service: &Service, report: &Report) -> Result<Vec<u8>, AppError> {
    workbook::write(report, service.now())
        .map_err(|error| AppError::from(StoreError::Internal(error.to_string().into())))
}

/// The rows of a table and whether each is the total, which comes last.
pub fn rows(table: &Table) -> impl Iterator<Item = (&Row, bool)> {
    let rows = table.rows.iter().map(|row| (row, false));
    rows.chain(std::iter::once((&table.all, true)))
}

/// A cell that no spreadsheet takes for a formula, whatever somebody called themselves.
#[must_use]
pub fn no_formula(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n') => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}
