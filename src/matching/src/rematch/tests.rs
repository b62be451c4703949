use super::*;
use crate::checker::check;
use crate::testing::{Dice, line, monday, person, rules, town};
use crate::value::value_of;

fn matcher(instance: Instance) -> Matcher {
    Matcher::new(instance, &Options::default(), &mut |_| {}, &|| false)
}

fn pair(person: u64, line: u64) -> Assignment {
    Assignment {
        person: PersonId(person),
        line: LineId(line),
    }
}

fn consistent(matcher: &Matcher, change: &Rematched) {
    let verdict = check(matcher.instance(), &matcher.roster());
    assert!(verdict.violations.is_empty(), "{:?}", verdict.violations);
    assert_eq!(change.value, verdict.value);
    assert_eq!(
        change.value,
        value_of(matcher.instance(), &matcher.roster())
    );
    assert!(change.value <= change.bound);
    assert!(
        matcher
            .fill()
            .iter()
            .all(|fill| fill.filled <= fill.headcount)
    );
}

#[test]
fn a_withdrawn_persons_line_goes_to_the_next() {
    let mut far = person(1);
    far.home.easting += 5_000;
    let instance = Instance::new(vec![far, person(2)], vec![line(1)], rules()).unwrap();
    let mut matcher = matcher(instance);
    let change = matcher.apply(Change::Withdrawn(PersonId(2))).unwrap();
    assert_eq!(change.dropped, [pair(2, 1)]);
    assert_eq!(change.added, [pair(1, 1)]);
    assert_eq!(change.value, change.bound);
    consistent(&matcher, &change);
}

#[test]
fn whoever_withdraws_from_a_full_line_makes_room_for_those_who_could_not_have_it() {
    let mut first = person(1);
    first.fixed = vec![LineId(1)];
    let instance = Instance::new(vec![first, person(2)], vec![line(1)], rules()).unwrap();
    let mut matcher = matcher(instance);
    assert_eq!(matcher.roster().assignments(), [pair(1, 1)]);
    let change = matcher.apply(Change::Withdrawn(PersonId(1))).unwrap();
    assert_eq!(change.added, [pair(2, 1)]);
    consistent(&matcher, &change);
    let confirmed = Change::Fixed(pair(2, 1));
    matcher.apply(confirmed).unwrap();
    matcher
        .apply(Change::Available {
            person: PersonId(1),
            intervals: vec![monday(0, 24)],
        })
        .unwrap();
    let two = Change::Headcount {
        line: LineId(1),
        headcount: 2,
    };
    let change = matcher.apply(two).unwrap();
    assert_eq!(change.added, [pair(1, 1)]);
    consistent(&matcher, &change);
}

#[test]
fn a_lapse_takes_away_a_renewal_that_would_begin_later() {
    let skill = crate::input::SkillId(1);
    let day = |day: i64| monday(day * 24, day * 24 + 1).start;
    let held = |from, until| HeldSkill { skill, from, until };
    let mut someone = person(1);
    someone.skills = vec![held(None, Some(day(2))), held(Some(day(2)), None)];
    let mut wanted = line(1);
    wanted.interval = monday(3 * 24 + 7, 3 * 24 + 15);
    wanted.skills = vec![skill];
    let instance = Instance::new(vec![someone], vec![wanted], rules()).unwrap();
    let mut matcher = matcher(instance);
    assert_eq!(matcher.roster().assignments(), [pair(1, 1)]);
    let lapses = Change::Lapses {
        person: PersonId(1),
        skill,
        at: day(1),
    };
    let change = matcher.apply(lapses).unwrap();
    assert_eq!(change.dropped, [pair(1, 1)]);
    let left = &matcher.instance().people()[0].skills;
    assert_eq!(left[..], [held(None, Some(day(1)))]);
}

#[test]
fn polishing_ends_when_it_is_told_to_and_makes_nothing_worse() {
    let mut matcher = matcher(town(30, 60, 9));
    matcher.apply(Change::Withdrawn(PersonId(3))).unwrap();
    let value = matcher.value();
    let change = matcher.polish_until(&Options::default(), &mut |_| {}, &|| true);
    assert_eq!(matcher.stopped(), Stopped::Cancelled);
    assert!(change.value >= value);
    consistent(&matcher, &change);
    let limit = Options {
        time_limit: Some(std::time::Duration::ZERO),
        ..Options::default()
    };
    let mut told = 0;
    let change = matcher.polish_until(&limit, &mut |_| told += 1, &|| false);
    assert_eq!(matcher.stopped(), Stopped::Time);
    assert!(told > 0 && change.value >= value);
    consistent(&matcher, &change);
}

#[test]
fn a_nearer_line_is_no_reason_to_drop_one_for_nothing() {
    let mut rules = rules();
    rules.nearest_lines = Some(1);
    let mut far = line(1);
    far.location.easting += 2_000;
    let instance = Instance::new(vec![person(1)], vec![far], rules).unwrap();
    let mut matcher = matcher(instance);
    assert_eq!(matcher.roster().assignments(), [pair(1, 1)]);
    // At the same time and worth ten more, which is less than a change costs.
    let mut near = line(2);
    near.location.easting += 1_000;
    let change = matcher.apply(Change::Line(Box::new(near))).unwrap();
    assert_eq!((change.dropped, change.added), (vec![], vec![]));
    let mut dear = line(3);
    dear.priority = 3;
    let change = matcher.apply(Change::Line(Box::new(dear))).unwrap();
    assert_eq!(
        (change.dropped, change.added),
        (vec![pair(1, 1)], vec![pair(1, 3)])
    );
    let change = matcher
        .apply(Change::Available {
            person: PersonId(1),
            intervals: vec![monday(0, 24 * 14)],
        })
        .unwrap();
    assert_eq!((change.dropped, change.added), (vec![], vec![]));
}

#[test]
fn whoever_becomes_available_takes_over_only_what_is_worth_the_change() {
    let mut near = person(2);
    near.available.clear();
    let mut far = person(1);
    far.home.easting += 1_000;
    let instance = Instance::new(vec![far, near.clone()], vec![line(1)], rules()).unwrap();
    let mut first = matcher(instance);
    let available = Change::Available {
        person: PersonId(2),
        intervals: vec![monday(0, 24)],
    };
    let change = first.apply(available.clone()).unwrap();
    assert_eq!((change.dropped, change.added), (vec![], vec![]));

    let mut far = person(1);
    far.home.easting += 5_000;
    let instance = Instance::new(vec![far, near], vec![line(1)], rules()).unwrap();
    let change = matcher(instance).apply(available).unwrap();
    assert_eq!(change.dropped, [pair(1, 1)]);
    assert_eq!(change.added, [pair(2, 1)]);
}

#[test]
fn a_confirmed_line_stays_when_its_skill_lapses_and_others_do_not() {
    let mut someone = person(1);
    let skill = SkillId(4);
    someone.skills = vec![crate::input::HeldSkill {
        skill,
        from: None,
        until: None,
    }];
    let wanted = |id, day: i64| {
        let mut wanted = line(id);
        wanted.skills = vec![skill];
        wanted.interval = monday(day * 24 + 7, day * 24 + 15);
        wanted
    };
    let lines = vec![wanted(1, 0), wanted(2, 2), wanted(3, 4)];
    let mut matcher = matcher(Instance::new(vec![someone], lines, rules()).unwrap());
    let change = matcher.apply(Change::Fixed(pair(1, 3))).unwrap();
    assert_eq!((change.dropped, change.added), (vec![], vec![]));
    let at = monday(0, 30).end;
    let change = matcher
        .apply(Change::Lapses {
            person: PersonId(1),
            skill,
            at,
        })
        .unwrap();
    assert_eq!(change.dropped, [pair(1, 2)]);
    assert_eq!(matcher.roster().assignments(), [pair(1, 1), pair(1, 3)]);
    consistent(&matcher, &change);
}

#[test]
fn confirming_someone_on_a_full_line_moves_who_was_not() {
    let mut far = person(1);
    far.home.easting += 5_000;
    let instance = Instance::new(vec![far, person(2)], vec![line(1)], rules()).unwrap();
    let mut matcher = matcher(instance);
    let change = matcher.apply(Change::Fixed(pair(1, 1))).unwrap();
    assert_eq!(change.dropped, [pair(2, 1)]);
    assert_eq!(change.added, [pair(1, 1)]);
    consistent(&matcher, &change);
    let error = matcher.apply(Change::Fixed(pair(2, 1))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1: 2 people are confirmed, the headcount is 1"
    );
}

#[test]
fn a_new_line_is_filled_and_a_smaller_headcount_lets_people_go() {
    let instance = Instance::new(vec![person(1), person(2)], vec![line(1)], rules()).unwrap();
    let mut matcher = matcher(instance);
    let mut late = line(2);
    late.headcount = 2;
    late.interval = monday(40, 48);
    let change = matcher.apply(Change::Line(Box::new(late))).unwrap();
    assert_eq!(matcher.fill()[1].filled, 2);
    consistent(&matcher, &change);
    let change = matcher
        .apply(Change::Headcount {
            line: LineId(2),
            headcount: 1,
        })
        .unwrap();
    assert_eq!(matcher.fill()[1].filled, 1);
    consistent(&matcher, &change);
}

#[test]
fn what_does_not_exist_is_an_error_and_changes_nothing() {
    let mut matcher = matcher(town(10, 10, 1));
    let before = matcher.roster();
    let error = matcher.apply(Change::Withdrawn(PersonId(99))).unwrap_err();
    assert_eq!(error.to_string(), "person 99: does not exist");
    assert_eq!(matcher.roster(), before);
}

#[test]
fn hundreds_of_changes_in_a_row_keep_value_bound_and_confirmed_lines_right() {
    let mut matcher = matcher(town(80, 120, 3));
    let mut dice = Dice::new(5);
    for n in 0..300 {
        let person = PersonId(1 + dice.roll(80));
        let line_id = LineId(1 + dice.roll(120));
        let confirmed: Vec<_> = confirmed(&matcher);
        let change = match dice.roll(6) {
            0 if n % 4 == 0 => Change::Withdrawn(person),
            0 | 1 => Change::Available {
                person,
                intervals: (0..14)
                    .filter(|_| dice.roll(10) < 7)
                    .map(|day| monday(day * 24, day * 24 + 32))
                    .collect(),
            },
            2 => Change::Lapses {
                person,
                skill: SkillId(1),
                at: monday(0, 24 * (1 + dice.roll(14) as i64)).end,
            },
            3 => Change::Headcount {
                line: line_id,
                headcount: 1 + dice.roll(4) as u16,
            },
            4 => match matcher.roster().of(person).first() {
                Some(&assignment) => Change::Fixed(assignment),
                None => continue,
            },
            _ => {
                let mut wanted = line(1_000 + n);
                let day = 24 * dice.roll(14) as i64;
                wanted.interval = monday(day + 8, day + 16);
                wanted.unpaid_break_minutes = 30;
                wanted.location.easting += 6_000;
                wanted.location.northing += 9_000;
                Change::Line(Box::new(wanted))
            }
        };
        let withdrawn = match &change {
            Change::Withdrawn(person) => Some(*person),
            _ => None,
        };
        let Ok(change) = matcher.apply(change) else {
            continue;
        };
        consistent(&matcher, &change);
        let roster = matcher.roster();
        for assignment in confirmed {
            assert!(
                withdrawn == Some(assignment.person) || roster.assignments().contains(&assignment)
            );
        }
    }
    let change = matcher.polish();
    consistent(&matcher, &change);
    assert!(change.gap() < 0.01, "gap {}", change.gap());
}

fn confirmed(matcher: &Matcher) -> Vec<Assignment> {
    let people = matcher.instance().people().iter();
    people
        .flat_map(|p| {
            p.fixed
                .iter()
                .map(|&line| Assignment { person: p.id, line })
        })
        .collect()
}
