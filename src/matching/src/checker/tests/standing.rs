//! What confirmed lines break by themselves.

use super::*;

/// What stands in spite of a rule when this person is confirmed on all these lines.
fn standing(mut person: Person, lines: Vec<Line>) -> Vec<String> {
    person.fixed = lines.iter().map(|line| line.id).collect();
    let verdict = judged(rules(), person, lines);
    assert!(verdict.is_legal(), "{:?}", verdict.violations);
    verdict.standing.iter().map(ToString::to_string).collect()
}

#[test]
fn confirmed_shifts_an_hour_apart_are_told() {
    let words =
        "person 1: 60 min of rest between line 1 and line 2, and 660 min are due (regulation 10)";
    assert_eq!(
        standing(person(1), vec![june(1, 1, 7, 8), june(2, 1, 16, 6)]),
        [words]
    );
}

#[test]
fn a_confirmed_shift_over_other_work_is_told() {
    let mut someone = person(1);
    someone.booked = vec![booking(date(2026, 6, 1), 14, 4)];
    let words = "person 1: line 1 runs 60 min into the other work from Monday 1 June 2026, 2pm";
    assert_eq!(standing(someone, vec![june(1, 1, 7, 8)]), [words]);
}

#[test]
fn a_confirmed_night_of_the_young_is_told() {
    let words = "person 1 on line 1: 60 min of the shift are at night, and the person must not work then (regulation 6A)";
    assert_eq!(standing(young(), vec![june(1, 1, 19, 4)]), [words]);
}

#[test]
fn what_is_confirmed_and_in_order_is_not_told() {
    assert_eq!(
        standing(person(1), vec![june(1, 1, 7, 8), june(2, 2, 7, 8)]),
        [""; 0]
    );
}

#[test]
fn what_an_added_line_breaks_is_not_said_to_stand() {
    let mut someone = person(1);
    someone.fixed = vec![LineId(1)];
    let verdict = judged(rules(), someone, vec![june(1, 1, 7, 8), june(2, 1, 16, 6)]);
    assert_eq!((verdict.violations.len(), verdict.standing.len()), (1, 0));
}
