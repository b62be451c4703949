//! Figures that tell about few people are left out, and can't be worked out from those that are published.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]

use domain::career_conversations::career_conversation::Status;
use domain::career_conversations::report::{
    By, Counted, FinancialYear, Kind, LedTo, Outcome, Row, SMALLEST_GROUP, Table, columns,
    next_month, table as table_of,
};
use domain::kit::instant::Instant;
use domain::people::background::Background;
use domain::people::id::PersonId;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

/// A conversation of this member's in this area.
fn counted(member: u128, area: &str, outcome: Outcome) -> Counted {
    Counted {
        member: PersonId::from(Uuid::from_u128(member)),
        adviser: "David Okafor".to_owned(),
        background: Some(Background::Pilot),
        area: area.to_owned(),
        outcome,
        start: at("2026-03-10T09:00:00Z"),
        booked_at: at("2026-03-03T10:00:00Z"),
        led_to: LedTo::default(),
    }
}

fn table(by: By, counted: &[Counted]) -> Table {
    table_of(Kind::Use, by, counted)
}

/// So many people of this area who came.
fn came(area: &str, people: u128) -> Vec<Counted> {
    let first = u128::from(area.bytes().last().unwrap()) * 1_000;
    (0..people)
        .map(|person| counted(first + person, area, Outcome::Attended))
        .collect()
}

fn totals(table: &Table) -> Vec<(&str, Option<i64>)> {
    let rows = table.rows.iter();
    rows.map(|row| (row.group.as_str(), row.total)).collect()
}

#[test]
fn a_small_group_is_left_out_with_the_smallest_of_the_others() {
    let all = [came("ST1", 4), came("ST2", 9), came("ST3", 7)].concat();
    let table = table(By::Area, &all);
    assert_eq!(
        totals(&table),
        [("ST1", None), ("ST2", Some(9)), ("ST3", None)]
    );
    assert_eq!(table.all.total, Some(20));
}

#[test]
fn groups_of_five_are_published() {
    let all = [came("ST1", 5), came("ST2", 9)].concat();
    let table = table(By::Area, &all);
    assert_eq!(totals(&table), [("ST1", Some(5)), ("ST2", Some(9))]);
    assert_eq!(table.rows[0].counts, Some([5, 0, 0, 0]));
    assert_eq!(table.rows[0].days, [Some(6), None]);
}

#[test]
fn many_conversations_of_few_people_are_a_small_group() {
    let often: Vec<Counted> = (0..40)
        .map(|number| counted(number % 4, "ST1", Outcome::Attended))
        .collect();
    let all = [often, came("ST2", 9), came("ST3", 9)].concat();
    assert_eq!(table(By::Area, &all).rows[0].total, None);
}

#[test]
fn few_with_the_same_outcome_hide_the_outcomes_and_another_groups_too() {
    let mut all = [came("ST1", 10), came("ST2", 12), came("ST3", 30)].concat();
    all.push(counted(1, "ST1", Outcome::DidNotAttend));
    let table = table(By::Area, &all);
    assert_eq!(
        totals(&table),
        [("ST1", Some(11)), ("ST2", Some(12)), ("ST3", Some(30))]
    );
    let shown: Vec<bool> = table.rows.iter().map(|row| row.counts.is_some()).collect();
    assert_eq!(shown, [false, false, true]);
    // One person in all did not come.
    assert_eq!(table.all.counts, None);
}

#[test]
fn two_groups_of_one_are_not_guessed_from_their_sum() {
    let all = [
        came("ST1", 1),
        came("ST2", 1),
        came("ST3", 9),
        came("ST4", 20),
    ]
    .concat();
    assert_eq!(
        totals(&table(By::Area, &all)),
        [
            ("ST1", None),
            ("ST2", None),
            ("ST3", None),
            ("ST4", Some(20))
        ]
    );
}

#[test]
fn where_everybody_is_alone_not_even_the_sum_is_told() {
    let all: Vec<Counted> = (0..6)
        .map(|number| counted(number, &format!("ST{number}"), Outcome::Attended))
        .collect();
    let table = table(By::Area, &all);
    assert!(table.rows.iter().all(|row| row.total.is_none()));
    assert_eq!(table.all.total, None);
}

#[test]
fn nothing_at_all_is_no_small_group() {
    let table = table(By::Area, &[]);
    assert!(table.rows.is_empty());
    assert_eq!(table.all.total, Some(0));
    assert_eq!(table.all.counts, Some([0; 4]));
}

#[test]
fn groups_are_in_order_and_what_is_not_given_comes_last() {
    let all = [came("ST9", 5), came("ST1", 5)].concat();
    let mut unknown = came("ST2", 5);
    unknown.iter_mut().for_each(|each| each.area.clear());
    let table_by_area = table(By::Area, &[all.clone(), unknown].concat());
    let groups: Vec<_> = totals(&table_by_area)
        .into_iter()
        .map(|(group, _)| group)
        .collect();
    assert_eq!(groups, ["ST1", "ST9", "Not given"]);
    let months = table(By::Month, &all);
    assert_eq!(totals(&months), [("March 2026", Some(10))]);
    let backgrounds = table(By::Background, &all);
    assert_eq!(backgrounds.rows[0].group, "Pilot or flight crew");
}

#[test]
fn what_conversations_led_to_counts_those_that_took_place() {
    let mut all = came("ST1", 12);
    for (number, each) in all.iter_mut().enumerate() {
        each.led_to.has_action = number < 6;
        if number < 5 {
            each.led_to.done_at = Some(at("2026-03-20T12:00:00Z"));
            each.led_to.came_on = Some(date(2026, 4, 9));
        }
    }
    all.push(counted(99, "ST1", Outcome::Cancelled));
    let table = table_of(Kind::LedTo, By::Area, &all);
    assert_eq!(totals(&table), [("ST1", Some(12))]);
    assert_eq!(table.rows[0].counts, Some([6, 5, 5, 0]));
    assert_eq!(table.rows[0].days, [Some(10), Some(30)]);
    assert_eq!(columns(Kind::LedTo).len(), 4);
    // All but three agreed an action: the three are as few as three who did.
    for each in all.iter_mut().take(9) {
        each.led_to.has_action = true;
    }
    let table = table_of(Kind::LedTo, By::Area, &all);
    assert_eq!(
        (table.rows[0].total, table.rows[0].counts),
        (Some(12), None)
    );
    assert_eq!(table.rows[0].days, [None, None]);
}

#[test]
fn cancellations_are_one_outcome_whoever_cancels() {
    for status in Status::ALL {
        assert_eq!(
            Outcome::of(*status) == Outcome::Cancelled,
            status.is_cancelled(),
            "{status}"
        );
    }
}

#[test]
fn a_financial_year_begins_in_april_and_counts_months_that_are_over() {
    assert_eq!(FinancialYear::of(date(2026, 3, 31)).code(), 2025);
    let year = FinancialYear::of(date(2026, 4, 1));
    assert_eq!(year.words(), "April 2026 to March 2027");
    let (months, end) = year.months_over(date(2026, 6, 30));
    assert_eq!(months, [date(2026, 4, 1), date(2026, 5, 1)]);
    assert_eq!(end, date(2026, 6, 1));
    assert_eq!(year.months_over(date(2026, 4, 30)).0, []);
    assert_eq!(year.months_over(date(2030, 1, 1)).0.len(), 12);
    assert_eq!(next_month(date(2026, 12, 1)), date(2027, 1, 1));
    for text in ["1999", "+2025", "2O25", "２０２５", "2025-26", "20250"] {
        assert_eq!(FinancialYear::parse(text), None, "{text}");
    }
    let asked_for = |text| FinancialYear::asked_for(text, date(2026, 3, 31));
    let this_year = FinancialYear::of(date(2026, 3, 31));
    assert_eq!(asked_for(" "), Some(this_year), "no year is this one");
    assert_eq!(asked_for("2023").map(FinancialYear::code), Some(2023));
    assert_eq!(asked_for("last"), None, "another word is no year");
    assert_eq!(this_year.span(), "2025-to-2026");
    assert_eq!(
        FinancialYear::parse(" 2025 "),
        Some(FinancialYear::of(date(2026, 1, 1)))
    );
}

/// What somebody who reads the table knows of a figure of which only the sum over some rows is known: from the least to the most that
/// it can be.
fn range(sum: i64, others_least: i64, others_most: i64, own_most: i64) -> (i64, i64) {
    (
        (sum - others_most).max(0),
        (sum - others_least).min(own_most),
    )
}

fn people_in(all: &[Counted], area: &str, outcome: Option<Outcome>) -> usize {
    let found = all.iter().filter(|each| each.area == area);
    let found = found.filter(|each| outcome.is_none_or(|outcome| each.outcome == outcome));
    found
        .map(|each| each.member)
        .collect::<std::collections::BTreeSet<_>>()
        .len()
}

fn is_small(people: usize) -> bool {
    (1..SMALLEST_GROUP).contains(&people)
}

proptest! {
    /// Every figure about fewer than five people is left out, and from what is published it could be more than one number.
    #[test]
    fn no_small_figure_is_published_or_worked_out(
        sizes in prop::collection::vec((0_usize..4, 0_u128..9), 0..24),
    ) {
        let areas = ["ST1", "ST2", "ST3", "ST4"];
        let mut all = Vec::new();
        for (number, (area, people)) in sizes.iter().enumerate() {
            let outcome = Outcome::ALL[number % 4];
            for person in 0..*people {
                let member = u128::try_from(number).unwrap() * 100 + person;
                all.push(counted(member, areas[*area], outcome));
            }
        }
        let table = table(By::Area, &all);
        let sum_of_hidden: i64 = table
            .rows
            .iter()
            .filter(|row| row.total.is_none())
            .map(|row| i64::try_from(all.iter().filter(|each| each.area == row.group).count()).unwrap())
            .sum();
        let hidden: Vec<&Row> = table.rows.iter().filter(|row| row.total.is_none()).collect();
        for row in &table.rows {
            if is_small(people_in(&all, &row.group, None)) {
                prop_assert_eq!(row.total, None);
            }
            let few = Outcome::ALL.iter().any(|outcome| is_small(people_in(&all, &row.group, Some(*outcome))));
            if few {
                prop_assert_eq!(row.counts, None);
            }
        }
        // The totals that are left out: their sum is known, and that each is at least one.
        if table.all.total.is_some() && !hidden.is_empty() {
            let others = i64::try_from(hidden.len()).unwrap() - 1;
            let (least, most) = range(sum_of_hidden, others, sum_of_hidden - 1, sum_of_hidden);
            prop_assert!(least < most, "{:?}", table);
        }
        // The outcomes that are left out: their sums are known, and the totals of some of their rows.
        let without: Vec<&Row> = table.rows.iter().filter(|row| row.counts.is_none()).collect();
        if let Some(sums) = table.all.counts {
            for (at, outcome) in Outcome::ALL.iter().enumerate() {
                let shown: i64 = table.rows.iter().filter_map(|row| row.counts).map(|counts| counts[at]).sum();
                let sum = sums[at] - shown;
                for row in &without {
                    if !is_small(people_in(&all, &row.group, Some(*outcome))) {
                        continue;
                    }
                    let most_of = |row: &Row| row.total.unwrap_or(sum_of_hidden);
                    let others: i64 = without.iter().filter(|other| other.group != row.group).map(|other| most_of(other)).sum();
                    let (least, most) = range(sum, 0, others, most_of(row));
                    prop_assert!(least < most, "{} of {}: {:?}", outcome, row.group, table);
                }
            }
        }
    }
}
