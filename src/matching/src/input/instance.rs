use std::collections::{HashMap, HashSet};

use domain::kit::instant::{Instant, Interval};
use serde::{Deserialize, Serialize};

use super::{AgeBand, Fault, InputError, Item, Line, LineId, Person, PersonId, RuleSet};

/// One person on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// Who.
    pub person: PersonId,
    /// Where and when.
    pub line: LineId,
}

/// Who works where and when: confirmed lines and what was added, sorted by person, then line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Assignment>", into = "Vec<Assignment>")]
pub struct Roster {
    assignments: Vec<Assignment>,
}

impl From<Vec<Assignment>> for Roster {
    fn from(assignments: Vec<Assignment>) -> Self {
        Self::new(assignments)
    }
}

impl From<Roster> for Vec<Assignment> {
    fn from(roster: Roster) -> Self {
        roster.assignments
    }
}

impl Roster {
    /// Sorts the assignments; a pair given twice counts once.
    #[must_use]
    pub fn new(mut assignments: Vec<Assignment>) -> Self {
        assignments.sort_unstable();
        assignments.dedup();
        Self { assignments }
    }

    /// Every assignment, by person, then line.
    #[must_use]
    pub fn assignments(&self) -> &[Assignment] {
        &self.assignments
    }

    /// The assignments of one person. Logarithmic in the roster.
    #[must_use]
    pub fn of(&self, person: PersonId) -> &[Assignment] {
        let first = self.assignments.partition_point(|a| a.person < person);
        let after = self.assignments.partition_point(|a| a.person <= person);
        &self.assignments[first..after]
    }
}

/// People, lines and rules that have been checked against each other. Nothing in it can be out of range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Instance {
    people: Vec<Person>,
    lines: Vec<Line>,
    rules: RuleSet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    people: Vec<Person>,
    lines: Vec<Line>,
    rules: RuleSet,
}

impl TryFrom<Unchecked> for Instance {
    type Error = InputError;

    fn try_from(given: Unchecked) -> Result<Self, InputError> {
        Self::new(given.people, given.lines, given.rules)
    }
}

impl Instance {
    /// Checks everything. Linear in the input but for sorting.
    ///
    /// # Errors
    ///
    /// The first fault found: rules first, then lines, then people, each in the order given.
    pub fn new(
        mut people: Vec<Person>,
        lines: Vec<Line>,
        rules: RuleSet,
    ) -> Result<Self, InputError> {
        check_rules(&rules).map_err(|fault| InputError {
            item: Item::Rules,
            fault,
        })?;
        let mut by_id = HashMap::with_capacity(lines.len());
        for line in &lines {
            check_line(line, &rules)
                .and_then(|()| match by_id.insert(line.id, line) {
                    Some(_) => Err(Fault::Duplicate),
                    None => Ok(()),
                })
                .map_err(|fault| InputError {
                    item: Item::Line(line.id),
                    fault,
                })?;
        }
        let mut seen = HashSet::with_capacity(people.len());
        for person in &mut people {
            forget_confirmed(person);
            check_person(person, &rules, |id| by_id.get(&id).copied())
                .and_then(|()| match seen.insert(person.id) {
                    true => Ok(()),
                    false => Err(Fault::Duplicate),
                })
                .map_err(|fault| InputError {
                    item: Item::Person(person.id),
                    fault,
                })?;
        }
        check_confirmed(&people, &lines)?;
        Ok(Self {
            people,
            lines,
            rules,
        })
    }

    /// The people, in the order given.
    #[must_use]
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// The lines, in the order given.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The rules.
    #[must_use]
    pub const fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Puts another person in the place of one, after checking. `find` finds lines of this instance by number.
    pub(crate) fn replace_person(
        &mut self,
        at: usize,
        mut person: Person,
        find: impl Fn(LineId) -> Option<usize>,
    ) -> Result<(), InputError> {
        let item = Item::Person(person.id);
        forget_confirmed(&mut person);
        check_person(&person, &self.rules, |id| {
            find(id).map(|at| &self.lines[at])
        })
        .map_err(|fault| InputError { item, fault })?;
        self.people[at] = person;
        Ok(())
    }

    /// Adds a line, or puts it in the place of one, after checking.
    pub(crate) fn put_line(&mut self, at: usize, line: Line) -> Result<(), InputError> {
        let item = Item::Line(line.id);
        check_line(&line, &self.rules).map_err(|fault| InputError { item, fault })?;
        match self.lines.get_mut(at) {
            Some(there) => *there = line,
            None => self.lines.push(line),
        }
        Ok(())
    }

    /// The parts, for changing them and checking again.
    #[must_use]
    pub fn into_parts(self) -> (Vec<Person>, Vec<Line>, RuleSet) {
        (self.people, self.lines, self.rules)
    }
}

/// Minutes of 24 hours.
const DAY: i64 = 24 * 60;

fn within(what: &'static str, value: impl Into<i64>, least: i64, most: i64) -> Result<(), Fault> {
    let value = value.into();
    if (least..=most).contains(&value) {
        return Ok(());
    }
    Err(Fault::Range {
        what,
        value,
        least,
        most,
    })
}

fn whole(what: &'static str, instant: Instant) -> Result<(), Fault> {
    match instant.unix_microseconds() % 60_000_000 {
        0 => Ok(()),
        _ => Err(Fault::Seconds(what)),
    }
}

fn interval(what: &'static str, interval: Interval) -> Result<(), Fault> {
    whole(what, interval.start)?;
    whole(what, interval.end)?;
    if interval.start >= interval.end {
        return Err(Fault::Empty(what));
    }
    Ok(())
}

fn check_rules(rules: &RuleSet) -> Result<(), Fault> {
    interval("the horizon", rules.horizon)?;
    let days = rules.horizon.start.minutes_until(rules.horizon.end) / (24 * 60);
    within("days of the horizon", days, 0, 371)?;
    // Years whose instants all fit the solver's 32-bit minutes.
    within(
        "year",
        domain::kit::london::day_of(rules.horizon.start).year(),
        1900,
        5000,
    )?;
    within("year", rules.average.first_day.year(), 1900, 5000)?;
    for limits in [&rules.adult, &rules.under_18] {
        within("daily rest", limits.daily_rest_minutes, 0, DAY - 1)?;
        within("weekly rest", limits.weekly_rest.minutes, 0, 7 * 24 * 60)?;
        within("weeks of weekly rest", limits.weekly_rest.weeks, 1, 2)?;
        within("stretches of weekly rest", limits.weekly_rest.times, 1, 2)?;
    }
    within("weeks of the average", rules.average.weeks, 1, 52)?;
    within("average week", rules.average.weekly_minutes, 0, 7 * DAY)?;
    let exceptions = &rules.exceptions;
    for rest in [
        exceptions.continuity_rest_minutes,
        exceptions.changeover_rest_minutes,
        exceptions.agreed_rest_minutes,
    ] {
        within("rest by an exception", rest, 0, DAY - 1)?;
    }
    for age in [AgeBand::Adult, AgeBand::Under18] {
        let (starts, ends) = rules.night_of(age);
        if ends >= starts {
            return Err(Fault::Empty("the night, which must span midnight,"));
        }
    }
    within("average night", rules.night.average_minutes, 0, 24 * 60)?;
    within("linear fairness", rules.fairness.linear, 0, 10_000)?;
    within("quadratic fairness", rules.fairness.quadratic, 0, 1_000)?;
    within("value of priority", rules.values.priority, 0, 100_000)?;
    within("value of a kilometre", rules.values.km, 0, 100)?;
    within("value of the kind", rules.values.other_kind, 0, 100_000)?;
    within("value of a change", rules.values.change, 0, 100_000)?;
    within("value of a commitment", rules.values.commitment, 0, 100_000)?;
    within("nearest lines", rules.nearest_lines.unwrap_or(1), 1, 120)
}

fn check_line(line: &Line, rules: &RuleSet) -> Result<(), Fault> {
    interval("the shift", line.interval)?;
    if line.interval.start < rules.horizon.start || line.interval.start >= rules.horizon.end {
        return Err(Fault::OutsideHorizon);
    }
    let elapsed = line.interval.start.minutes_until(line.interval.end);
    within("minutes of the shift", elapsed, 1, 24 * 60)?;
    if line.paid_minutes() == 0 {
        return Err(Fault::AllBreak);
    }
    place(line.location)?;
    within("headcount", line.headcount, 1, 1_000)?;
    within("priority", line.priority, 1, 100)?;
    let worth = u32::from(line.priority).saturating_mul(rules.values.priority);
    within("value of the priority", worth, 0, 100_000)
}

fn place(place: domain::kit::grid_reference::GridReference) -> Result<(), Fault> {
    within("easting", place.easting, -10_000_000, 10_000_000)?;
    within("northing", place.northing, -10_000_000, 10_000_000)
}

/// What was published and is confirmed since can't be dropped any more.
fn forget_confirmed(person: &mut Person) {
    let fixed = &person.fixed;
    person.published.retain(|line| !fixed.contains(line));
}

fn check_person<'a>(
    person: &Person,
    rules: &RuleSet,
    lines: impl Fn(LineId) -> Option<&'a Line>,
) -> Result<(), Fault> {
    if person.roles.is_empty() {
        return Err(Fault::NoRole);
    }
    if person.age == AgeBand::Under18 && !person.exceptions.is_empty() {
        return Err(Fault::NotAdult);
    }
    place(person.home)?;
    within("travel limit", person.travel_limit_metres, 0, 1_000_000)?;
    within("most shifts", person.maximum_shifts, 0, 400)?;
    within("shifts worked", person.worked_shifts, 0, 400)?;
    within(
        "minutes worked",
        person.reference_minutes,
        0,
        52 * 7 * 24 * 60,
    )?;
    for &available in &person.available {
        interval("availability", available)?;
    }
    for held in &person.skills {
        held.from.map_or(Ok(()), |from| whole("a skill", from))?;
        held.until.map_or(Ok(()), |until| whole("a skill", until))?;
        if let (Some(start), Some(end)) = (held.from, held.until) {
            interval("a skill", Interval { start, end })?;
        }
    }
    for booking in &person.booked {
        interval("a booking", booking.interval)?;
        let elapsed = booking.interval.start.minutes_until(booking.interval.end);
        within("minutes of a booking", elapsed, 1, 7 * 24 * 60)?;
        if elapsed < i64::from(booking.unpaid_break_minutes) {
            return Err(Fault::AllBreak);
        }
    }
    check_lists(person, rules, lines)
}

/// Most confirmed, and most published lines of one person.
const MOST_LISTED: usize = 400;

fn check_lists<'a>(
    person: &Person,
    rules: &RuleSet,
    lines: impl Fn(LineId) -> Option<&'a Line>,
) -> Result<(), Fault> {
    let mut seen = HashSet::new();
    for (what, list) in [("fixed", &person.fixed), ("published", &person.published)] {
        for &line in list {
            if lines(line).is_none() {
                return Err(Fault::UnknownLine { what, line });
            }
            if !seen.insert(line) {
                return Err(Fault::Repeated { what, line });
            }
        }
    }
    if person.fixed.len() > MOST_LISTED {
        return Err(Fault::TooMany("fixed"));
    }
    if person.published.len() > rules.nearest_lines.map_or(MOST_LISTED, usize::from) {
        return Err(Fault::TooMany("published"));
    }
    let mut fixed: Vec<&Line> = person
        .fixed
        .iter()
        .filter_map(|&line| lines(line))
        .collect();
    fixed.sort_unstable_by_key(|line| (line.interval.start, line.id));
    for pair in fixed.windows(2) {
        if pair[1].interval.start < pair[0].interval.end {
            return Err(Fault::FixedOverlap(pair[0].id, pair[1].id));
        }
    }
    Ok(())
}

fn check_confirmed(people: &[Person], lines: &[Line]) -> Result<(), InputError> {
    let mut confirmed: HashMap<LineId, usize> = HashMap::new();
    for line in people.iter().flat_map(|person| &person.fixed) {
        *confirmed.entry(*line).or_default() += 1;
    }
    for line in lines {
        let confirmed = confirmed.get(&line.id).copied().unwrap_or(0);
        if confirmed > usize::from(line.headcount) {
            let headcount = line.headcount;
            return Err(InputError {
                item: Item::Line(line.id),
                fault: Fault::FixedOverHeadcount {
                    confirmed,
                    headcount,
                },
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{LineId, PersonId};
    use crate::testing::{line, monday, person, rules};

    fn fault(people: Vec<Person>, lines: Vec<Line>) -> InputError {
        Instance::new(people, lines, rules()).unwrap_err()
    }

    #[test]
    fn an_error_names_the_item_and_the_fault() {
        let mut late = line(7);
        late.interval = monday(24 * 40, 24 * 40 + 8);
        let error = fault(vec![person(1)], vec![line(6), late]);
        assert_eq!(error.to_string(), "line 7: starts outside the horizon");

        let mut nobody = person(3);
        nobody.roles.clear();
        let error = fault(vec![person(1), nobody], vec![line(6)]);
        assert_eq!(error.to_string(), "person 3: has no role");
    }

    #[test]
    fn a_number_used_twice_is_refused() {
        let error = fault(vec![person(1), person(1)], vec![line(6)]);
        assert_eq!(error.to_string(), "person 1: the number is used twice");
        let error = fault(vec![], vec![line(6), line(6)]);
        assert_eq!(error.to_string(), "line 6: the number is used twice");
    }

    #[test]
    fn a_skill_that_ends_before_it_begins_is_refused() {
        let mut someone = person(1);
        let [from, until] = [monday(30, 31).start, monday(6, 7).start].map(Some);
        let skill = crate::input::SkillId(1);
        someone.skills = vec![crate::input::HeldSkill { skill, from, until }];
        let error = fault(vec![someone], vec![line(6)]);
        assert_eq!(error.to_string(), "person 1: a skill ends before it starts");
    }

    #[test]
    fn the_nights_of_both_ages_span_midnight() {
        for young in [false, true] {
            let mut rules = rules();
            let night = &mut rules.night;
            let ends = if young {
                &mut night.young_ends
            } else {
                &mut night.ends
            };
            *ends = jiff::civil::time(23, 30, 0, 0);
            let error = Instance::new(vec![], vec![line(6)], rules).unwrap_err();
            assert!(error.to_string().contains("must span midnight"), "{error}");
        }
    }

    #[test]
    fn half_minutes_are_refused() {
        let mut odd = line(6);
        odd.interval.end = odd.interval.end.plus_seconds(30);
        let error = fault(vec![], vec![odd]);
        assert_eq!(
            error.to_string(),
            "line 6: the shift is not on a whole minute"
        );
    }

    #[test]
    fn confirmed_lines_exist_do_not_overlap_and_fit_the_headcount() {
        let mut someone = person(1);
        someone.fixed = vec![LineId(8)];
        let error = fault(vec![someone.clone()], vec![line(6)]);
        assert_eq!(
            error.to_string(),
            "person 1: fixed names line 8, which does not exist"
        );

        someone.fixed = vec![LineId(6), LineId(7)];
        let error = fault(vec![someone.clone()], vec![line(6), line(7)]);
        assert_eq!(
            error.to_string(),
            "person 1: the confirmed lines 6 and 7 overlap"
        );

        someone.fixed = vec![LineId(6)];
        let other = Person {
            id: PersonId(2),
            ..someone.clone()
        };
        let error = fault(vec![someone, other], vec![line(6)]);
        assert_eq!(
            error.to_string(),
            "line 6: 2 people are confirmed, the headcount is 1"
        );
    }

    #[test]
    fn an_instance_survives_writing_and_reading() {
        let instance = Instance::new(vec![person(1)], vec![line(6)], rules()).unwrap();
        let text = serde_json::to_string(&instance).unwrap();
        let again: Instance = serde_json::from_str(&text).unwrap();
        assert_eq!(again, instance);
    }

    #[test]
    fn reading_checks_as_well() {
        let instance = Instance::new(vec![person(1)], vec![line(6)], rules()).unwrap();
        let text = serde_json::to_string(&instance)
            .unwrap()
            .replace("\"headcount\":1", "\"headcount\":0");
        let error = serde_json::from_str::<Instance>(&text).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("line 6: headcount is 0, which is not from 1 to 1000"),
            "{error}"
        );
    }
}
