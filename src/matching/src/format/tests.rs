use super::*;
use crate::generator::{Shape, lawful};
use crate::random::Random;
use crate::testing::{line, person, rules};

fn instance() -> Instance {
    Instance::new(vec![person(1)], vec![line(6)], rules()).unwrap()
}

#[test]
fn what_was_written_reads_back_the_same() {
    for seed in 0..50 {
        let shape = Shape::middling(&mut Random::new(seed));
        let instance = lawful(shape, seed).unwrap();
        let json = write_json(&instance).unwrap();
        assert_eq!(read_json(&json).unwrap(), instance);
        assert_eq!(write_json(&read_json(&json).unwrap()).unwrap(), json);
        let csv = write_csv(&instance).unwrap();
        assert_eq!(read_csv(&csv).unwrap(), instance);
    }
}

#[test]
fn a_spreadsheet_may_leave_out_columns_and_add_empty_cells() {
    let text = "people-hub-match,1,,\n\nrules,,,\nname,value,,\n\
                horizon.start,2026-06-01T00:00:00Z\nhorizon.end,2026-06-15T00:00:00Z,,\n,,,\n\
                people\nid,roles,available,home,travel_limit_metres,maximum_shifts,opted_out\n\
                1,1 2,2026-06-01T00:00:00Z/2026-06-03T00:00:00Z,390000 340000,10000,5,TRUE\n";
    let instance = read_csv(text).unwrap();
    assert_eq!(instance.people().len(), 1);
    assert!(instance.people()[0].opted_out);
    let refused = |from: &str, to: &str| read_csv(&text.replace(from, to)).unwrap_err().to_string();
    assert_eq!(
        refused("opted_out", "opted"),
        "row 9: there is no column 'opted'"
    );
    assert_eq!(
        refused("390000 340000", "390000"),
        "row 10: person 1: home: '390000' is not easting northing"
    );
    assert_eq!(
        refused("\n\nrules,,,\n", "\n"),
        "row 2 comes before any of the tables rules, people and lines"
    );
}

#[test]
fn both_examples_of_the_documentation_are_the_same_instance() {
    let json = include_str!("../../../../docs/matching-example.json");
    let csv = include_str!("../../../../docs/matching-example.csv");
    assert_eq!(read_json(json).unwrap(), read_csv(csv).unwrap());
}

#[test]
fn a_mark_before_either_form_counts_for_nothing() {
    let instance = instance();
    let json = format!("\u{feff}{}", write_json(&instance).unwrap());
    assert_eq!(read_json(&json).unwrap(), instance);
    let csv = format!("\u{feff}{}", write_csv(&instance).unwrap());
    assert_eq!(read_csv(&csv).unwrap(), instance);
}

#[test]
fn rules_that_are_left_out_are_the_statutory_ones() {
    let text = r#"{"format": "people-hub-match", "version": 1, "people": [], "lines": [],
        "rules": {"horizon": {"start": "2026-06-01T00:00:00Z", "end": "2026-06-15T00:00:00Z"},
                  "adult": {"weekly_minutes": null, "daily_rest_minutes": 600}}}"#;
    let instance = read_json(text).unwrap();
    let mut expected = RuleSet::statutory(instance.rules().horizon);
    expected.adult.weekly_minutes = None;
    expected.adult.daily_rest_minutes = 600;
    assert_eq!(*instance.rules(), expected);
}

#[test]
fn another_format_or_version_is_refused_and_so_is_what_is_not_known() {
    let refused = |change: fn(&str) -> String| {
        let json = write_json(&instance()).unwrap();
        read_json(&change(&json)).unwrap_err().to_string()
    };
    assert_eq!(
        refused(|json| json.replace("people-hub-match", "roster")),
        "not a file of the format people-hub-match"
    );
    assert_eq!(
        refused(|json| json.replace("\"version\": 1", "\"version\": 2")),
        "version 2 of the format is not known, 1 is"
    );
    let words = refused(|json| json.replace("\"headcount\"", "\"places\""));
    assert!(words.contains("unknown field `places`"), "{words}");
    let words = read_csv("people-hub-match,2\n").unwrap_err().to_string();
    assert_eq!(words, "version 2 of the format is not known, 1 is");
    let words = refused(|json| json.replace("2026-06-14T23:00:00.000000Z", "Monday"));
    assert!(words.contains("rules.horizon.end"), "{words}");
    let csv = "people-hub-match,1\nrules\nname,value\nhorizon.start,2026-06-01T00:00:00Z\n\
               horizon.end,2026-06-15T00:00:00Z\naverage.weeks,many\n";
    let words = read_csv(csv).unwrap_err().to_string();
    assert!(words.contains("rules.average.weeks"), "{words}");
    let words = refused(|json| json.replace("\"headcount\": 1", "\"headcount\": 0"));
    assert_eq!(words, "line 6: headcount is 0, which is not from 1 to 1000");
}

fn refused_csv(from: &str, to: &str) -> String {
    let text = include_str!("../../../../docs/matching-example.csv");
    assert!(text.contains(from), "{from}");
    read(text.replace(from, to).as_bytes(), true)
        .unwrap_err()
        .to_string()
}

fn refused_json(from: &str, to: &str) -> String {
    let text = include_str!("../../../../docs/matching-example.json");
    assert!(text.contains(from), "{from}");
    read(text.replace(from, to).as_bytes(), false)
        .unwrap_err()
        .to_string()
}

#[test]
fn an_error_names_the_person_or_line_by_its_number() {
    assert_eq!(
        refused_json("[1, 2]", "[1, \"two\"]"),
        "person 1, roles[1]: invalid type: string \"two\", expected u16"
    );
    assert_eq!(
        refused_json("\"kind\": \"night\"", "\"kind\": 4"),
        "line 13, kind: invalid type: integer `4`, expected string or map"
    );
    assert_eq!(
        refused_csv("13,6,", "13,six,"),
        "row 15: line 13: site: 'six' is not a whole number"
    );
    let words = refused_json("\"age\": \"under18\"", "\"exceptions\": [20]");
    assert_eq!(
        words,
        "person 2, exceptions[0]: regulation 20 makes no daily rest shorter; 21, 22 and 23 can"
    );
}

#[test]
fn what_is_given_twice_is_told() {
    let words = refused_json("\"id\": 1,", "\"id\": 1, \"id\": 7,");
    assert!(words.starts_with("'id' is given twice at line "), "{words}");
    assert_eq!(
        refused_csv(
            "adult.break_minutes,20",
            "adult.break_minutes,20\nadult.break_minutes,30"
        ),
        "row 7: the rule 'adult.break_minutes' is given twice"
    );
    assert_eq!(
        refused_csv("id,site,", "id,id,"),
        "row 12: the column 'id' is there twice"
    );
    assert_eq!(
        refused_csv("labels\n", "people\n"),
        "row 16: there was a table people before"
    );
    assert_eq!(
        refused_csv("role,2,", "role,1,"),
        "row 21: the label is given twice"
    );
}

#[test]
fn cells_beyond_a_name_and_a_value_are_told() {
    assert_eq!(
        refused_csv("adult.break_minutes,20", "adult.weekly_minutes,2,880"),
        "row 6: a rule has a name and one value"
    );
    assert_eq!(
        refused_csv("60,night,1,2", "60,night,1,2,9,9"),
        "row 15: line 13: has more cells than there are columns"
    );
}

#[test]
fn other_separators_and_encodings_are_told() {
    let text = include_str!("../../../../docs/matching-example.csv");
    let error = read(text.replace(',', ";").as_bytes(), true).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cells are separated by ';': save the file with commas between them"
    );
    let utf_16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(text.bytes().flat_map(|b| [b, 0]))
        .collect();
    let told = |bytes: &[u8]| read(bytes, true).unwrap_err().to_string();
    let advice = "save the file as UTF-8 (in a spreadsheet 'CSV UTF-8')";
    assert_eq!(told(&utf_16), format!("it is UTF-16: {advice}"));
    let mut latin: Vec<u8> = text.bytes().collect();
    let ada = text.find("Ada").unwrap();
    latin[ada] = 0xC4;
    assert_eq!(told(&latin), format!("row 18 is not UTF-8: {advice}"));
}

#[test]
fn a_huge_cell_is_not_repeated() {
    let huge = "x".repeat(100_000);
    for words in [
        refused_csv("13,6,", &format!("13,{huge},")),
        refused_csv("early day", &huge),
        refused_json("\"kind\": \"night\"", &format!("\"kind\": \"{huge}\"")),
        refused_json("\"headcount\"", &format!("\"{huge}\"")),
        refused_csv("id,site,", &format!("id,{huge},")),
    ] {
        assert!(words.chars().count() < 300, "{}", words.len());
    }
}

#[test]
fn labels_are_plain_and_of_people_who_are_there() {
    let (_, labels) = read(
        include_bytes!("../../../../docs/matching-example.csv"),
        true,
    )
    .unwrap();
    assert_eq!(
        labels.person(crate::input::PersonId(1)),
        "Ada Okafor (person 1)"
    );
    assert_eq!(labels.site(crate::input::SiteId(6)), "site 6");
    assert_eq!(
        refused_csv("person,1,", "person,7,"),
        "labels: there is no person 7"
    );
    let words = refused_json("Ada Okafor", "Ada\\u001b[2J");
    assert_eq!(
        words,
        "labels: a label has 1 to 100 characters that can be seen"
    );
}

#[test]
fn periods_of_another_length_end_with_the_horizon() {
    let csv = include_str!("../../../../docs/matching-example.csv");
    let with = |rules: &str| {
        let rules = format!("adult.break_minutes,20\n{rules}");
        read_csv(&csv.replace("adult.break_minutes,20", &rules)).unwrap()
    };
    let first_day = |rules| with(rules).rules().average.first_day.to_string();
    assert_eq!(first_day(""), "2026-02-09");
    assert_eq!(first_day("average.weeks,8"), "2026-04-13");
    assert_eq!(
        first_day("average.weeks,8\naverage.first_day,2026-04-06"),
        "2026-04-06"
    );
}

#[test]
fn a_cap_that_the_file_sets_stays_after_an_opt_out() {
    let csv = include_str!("../../../../docs/matching-example.csv");
    let cap = |rules: &str| {
        let rules = format!("adult.break_minutes,20\n{rules}");
        let instance = read_csv(&csv.replace("adult.break_minutes,20", &rules)).unwrap();
        instance.rules().average.opted_out_weekly_minutes
    };
    assert_eq!(cap(""), None);
    assert_eq!(cap("adult.weekly_minutes,3000"), Some(3_000));
    assert_eq!(
        cap("adult.weekly_minutes,3000\naverage.opted_out_weekly_minutes,none"),
        None
    );
}
