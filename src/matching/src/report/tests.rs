use super::{Outcome, Report};
use crate::format::{Labels, read};
use crate::input::{Instance, Line, LineId, Person, PersonId, ScenarioId};
use crate::rematch::Matcher;
use crate::solve::Options;
use crate::testing::{line, monday, person, rules};

fn report_with(instance: Instance, labels: Labels, stop: bool) -> Report {
    let mut matcher = Matcher::new(instance, &Options::default(), &mut |_| {}, &|| stop);
    Report::new(&mut matcher, labels, 20)
}

fn report(people: Vec<Person>, lines: Vec<Line>) -> Report {
    let instance = Instance::new(people, lines, rules()).unwrap();
    report_with(instance, Labels::default(), false)
}

/// The example of docs/matching-format.md.
fn example() -> Report {
    let json = include_bytes!("../../../../docs/matching-example.json");
    let (instance, labels) = read(json, false).unwrap();
    report_with(instance, labels, false)
}

#[test]
fn the_text_has_a_grid_for_each_day_and_calls_things_by_their_labels() {
    let text = example().text(None);
    for part in [
        "Monday 1 June 2026\n",
        "  7am to 3pm  Ward 5  charge nurse  line 11  1 of 1  Ada Okafor (person 1), confirmed\n",
        "Wednesday 3 June 2026\n",
        "line 12  1 of 2  person 2\n",
        "  Ada Okafor (person 1)  2       1          18:30  18:30         0              120\n",
        "  line 12: 1 of 2 open: Ward 5, nurse, Wednesday 3 June 2026, 9am to 5pm\n",
        "3 of 4 places filled\n",
        "Checked: no rule is broken\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn json_and_csv_hold_the_roster() {
    let report = example();
    let json: serde_json::Value = serde_json::from_str(&report.json(None)).unwrap();
    assert_eq!(json["outcome"], "open_places");
    assert_eq!(json["status"], 3);
    assert_eq!(json["roster"][0]["person"], 1);
    assert_eq!(json["people"][0]["label"], "Ada Okafor");
    assert_eq!(json["open"][0]["line"], 12);
    let csv = report.csv().unwrap();
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows.len(), 1 + 3);
    assert!(
        rows[1].starts_with("1,Ada Okafor,11,5,Ward 5,2,charge nurse,2026-06-01T06:00"),
        "{csv}"
    );
}

#[test]
fn the_outcome_tells_what_is_left_to_do() {
    assert_eq!(
        report(vec![person(1)], vec![line(1)]).outcome(),
        Outcome::Complete
    );
    assert_eq!(report(vec![], vec![line(1)]).outcome(), Outcome::OpenPlaces);
    let instance = Instance::new(vec![person(1)], vec![line(1)], rules()).unwrap();
    let stopped = report_with(instance, Labels::default(), true);
    assert_eq!(stopped.outcome(), Outcome::Interrupted);
}

#[test]
fn a_confirmed_line_that_breaks_a_rule_is_listed_with_its_numbers() {
    let mut someone = person(1);
    someone.fixed = vec![LineId(1), LineId(2)];
    let mut soon = line(2);
    soon.interval = monday(16, 22);
    let report = report(vec![someone], vec![line(1), soon]);
    assert_eq!(report.outcome(), Outcome::Breaches);
    let words = "Confirmed, and breaks a rule: person 1: 60 min of rest between line 1 and line 2, and 660 min are due";
    let text = report.text(None);
    assert!(
        text.contains(words) && !text.contains("no rule is broken"),
        "{text}"
    );
    let json: serde_json::Value = serde_json::from_str(&report.json(None)).unwrap();
    assert_eq!(json["breaches"][0]["rule"], "daily_rest");
    assert!(report.csv().unwrap().contains(",true,daily_rest\n"));
}

#[test]
fn lines_of_a_scenario_that_is_not_active_are_not_open() {
    let mut planned = line(2);
    planned.scenario = Some(ScenarioId(9));
    let report = report(vec![person(1)], vec![line(1), planned]);
    assert_eq!(report.outcome(), Outcome::Complete);
    let text = report.text(None);
    assert!(
        text.contains("1 of 1 places filled") && !text.contains("line 2"),
        "{text}"
    );
}

#[test]
fn no_roster_is_said_to_be_better_without_somebody_unless_it_is_bounded() {
    let mut dear = line(1);
    dear.priority = 3;
    let mut matcher = Matcher::new(
        Instance::new(vec![person(1)], vec![dear, line(2)], rules()).unwrap(),
        &Options::default(),
        &mut |_| {},
        &|| false,
    );
    let report = Report::new(&mut matcher, Labels::default(), 20);
    let why = report.open[0].why.as_ref().unwrap();
    assert_eq!((why.no_better, why.undecided), (1, 0));
    // Without a search nothing is known of anybody.
    let instance = crate::testing::town(20, 30, 3);
    let mut matcher = Matcher::new(instance, &Options::default(), &mut |_| {}, &|| true);
    let report = Report::new(&mut matcher, Labels::default(), usize::MAX);
    for open in &report.open {
        let why = open.why.as_ref().unwrap();
        for id in 1..=20 {
            let reason = matcher.why_not(PersonId(id), open.line).unwrap();
            let crate::explain::WhyNot::Worse(worse) = reason else {
                continue;
            };
            assert!(worse.at_least < 0 || why.no_better > 0);
        }
    }
    assert!(
        report
            .open
            .iter()
            .any(|open| open.why.as_ref().unwrap().undecided > 0)
    );
}

#[test]
fn once_the_time_is_up_nobody_is_forced_onto_a_line_beside_lines_that_were_not_kept() {
    let mut dear = line(1);
    dear.priority = 3;
    let instance = Instance::new(vec![person(1)], vec![dear, line(2)], rules()).unwrap();
    let known = |stop: bool| {
        let options = Options {
            pairs: 1,
            ..Options::default()
        };
        let mut matcher = Matcher::new(instance.clone(), &options, &mut |_| {}, &|| stop);
        let report = Report::new(&mut matcher, Labels::default(), 20);
        let why = report.open[0].why.as_ref().unwrap();
        (why.no_better, why.undecided)
    };
    assert_eq!(known(false), (1, 0));
    assert_eq!(known(true), (0, 1));
}

#[test]
fn a_published_line_that_was_confirmed_since_costs_nothing() {
    let mut someone = person(1);
    someone.fixed = vec![LineId(1)];
    someone.published = vec![LineId(1)];
    let report = report(vec![someone], vec![line(1)]);
    assert_eq!(
        (report.value, report.outcome()),
        (1_000 - 40, Outcome::Complete)
    );
}
