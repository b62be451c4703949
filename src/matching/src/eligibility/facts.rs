use std::collections::HashMap;

use domain::kit::instant::{Instant, Interval};

use crate::calendar::{Calendar, Shift, instant, minute, night_minutes};
use crate::input::{AgeBand, HeldSkill, Instance, Line, LineId, Person, RuleSet, SkillId};
use crate::limits::Limits;
use crate::value::metres;

use super::{Rejection, Work};

/// What is worked out once for a line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LineFacts {
    pub shift: Shift,
    /// Most minutes in one night.
    pub night: i32,
    /// Most minutes in one restricted period of the young.
    young_night: i32,
    /// Whether its scenario is active.
    pub active: bool,
    /// Places that are not confirmed.
    pub places: u16,
}

impl LineFacts {
    pub(crate) fn new(calendar: &Calendar, rules: &RuleSet, line: &Line, confirmed: u16) -> Self {
        Self {
            shift: calendar
                .shift(line.interval, line.unpaid_break_minutes)
                .of_kind(line.kind),
            night: night_minutes(rules.night_of(AgeBand::Adult), line),
            young_night: night_minutes(rules.night_of(AgeBand::Under18), line),
            active: rules.is_active(line),
            places: line.headcount - confirmed.min(line.headcount),
        }
    }

    /// The facts of another line with the same interval and break.
    pub(crate) fn of(self, rules: &RuleSet, line: &Line, confirmed: u16) -> Self {
        Self {
            shift: self.shift.of_kind(line.kind),
            active: rules.is_active(line),
            places: line.headcount - confirmed.min(line.headcount),
            ..self
        }
    }
}

/// How many people are confirmed on each line that has any.
pub(crate) fn confirmed(instance: &Instance) -> HashMap<LineId, u16> {
    let mut confirmed = HashMap::new();
    for line in instance.people().iter().flat_map(|p| &p.fixed) {
        *confirmed.entry(*line).or_default() += 1;
    }
    confirmed
}

/// What is worked out once for a person.
#[derive(Debug, Clone)]
pub(crate) struct PersonFacts<'a> {
    pub person: &'a Person,
    pub limits: Limits,
    /// Disjoint, sorted, none touching the next.
    available: Vec<(i32, i32)>,
    /// For each of `limits.base`, what it is.
    beside: Vec<(Shift, Work)>,
}

impl<'a> PersonFacts<'a> {
    pub(crate) fn new<'b>(
        calendar: &Calendar,
        rules: &RuleSet,
        person: &'a Person,
        line: impl Fn(LineId) -> Option<&'b Line>,
    ) -> Self {
        let booked = person.booked.iter().map(|b| {
            let shift = calendar.shift(b.interval, b.unpaid_break_minutes);
            (shift, Work::Booking(b.interval))
        });
        let fixed = person.fixed.iter().filter_map(|&id| {
            let line = line(id)?;
            let shift = calendar.shift(line.interval, line.unpaid_break_minutes);
            Some((shift, Work::Line(id)))
        });
        Self {
            person,
            beside: booked.chain(fixed).collect(),
            available: merged(person),
            limits: Limits::new(calendar, rules, person, &line),
        }
    }

    /// The first rule about the pair, or about it beside booked and confirmed work, that it breaks.
    pub(crate) fn rejection(
        &self,
        calendar: &Calendar,
        rules: &RuleSet,
        line: &Line,
        facts: &LineFacts,
    ) -> Option<Rejection> {
        self.alone(rules, line, facts)
            .or_else(|| self.beside(calendar, line, facts))
    }

    /// The same as no rejection, for a line of a role of the person within their travel limit.
    pub(crate) fn fits(
        &self,
        calendar: &Calendar,
        rules: &RuleSet,
        line: &Line,
        facts: &LineFacts,
    ) -> bool {
        let person = self.person;
        facts.active
            && self.not_available(&facts.shift).is_none()
            && self.lacking(line).next().is_none()
            && !person.excluded_sites.contains(&line.site)
            && !person.excluded_lines.contains(&line.id)
            && self.hours_of(rules, line, facts).is_none()
            && self.beside(calendar, line, facts).is_none()
    }

    /// The first rule about the pair alone.
    pub(crate) fn alone(
        &self,
        rules: &RuleSet,
        line: &Line,
        facts: &LineFacts,
    ) -> Option<Rejection> {
        let person = self.person;
        if let (false, Some(scenario)) = (facts.active, line.scenario) {
            return Some(Rejection::ScenarioInactive(scenario));
        }
        if !person.roles.contains(&line.role) {
            return Some(Rejection::Role(line.role));
        }
        if let Some(rejection) = self.skills(line) {
            return Some(rejection);
        }
        let distance = metres(person.home, line.location);
        if distance > person.travel_limit_metres {
            return Some(Rejection::TooFar {
                metres: distance,
                limit: person.travel_limit_metres,
            });
        }
        if person.excluded_sites.contains(&line.site) {
            return Some(Rejection::SiteExcluded(line.site));
        }
        if person.excluded_lines.contains(&line.id) {
            return Some(Rejection::LineExcluded);
        }
        if let Some(from) = self.not_available(&facts.shift) {
            return Some(Rejection::NotAvailable(from));
        }
        self.hours_of(rules, line, facts)
    }

    /// The skills a line requires that the person doesn't hold for all of it.
    pub(crate) fn lacking(&self, line: &Line) -> impl Iterator<Item = SkillId> {
        let lacks = |&skill: &SkillId| !self.holds(skill, line.interval);
        line.skills.iter().copied().filter(lacks)
    }

    /// Whether the person holds a skill at every moment, by one certificate or by several that follow each other.
    fn holds(&self, skill: SkillId, all: Interval) -> bool {
        let mut covered = all.start;
        while covered < all.end {
            let goes_on = |held: &&HeldSkill| {
                held.skill == skill
                    && held.from.is_none_or(|from| from <= covered)
                    && held.until.is_none_or(|until| until > covered)
            };
            let further = self.person.skills.iter().filter(goes_on);
            match further.map(|held| held.until.unwrap_or(all.end)).max() {
                Some(until) => covered = until,
                None => return false,
            }
        }
        true
    }

    fn skills(&self, line: &Line) -> Option<Rejection> {
        let skill = self.lacking(line).next()?;
        let mut held = self
            .person
            .skills
            .iter()
            .filter(|held| held.skill == skill)
            .peekable();
        if held.peek().is_none() {
            return Some(Rejection::SkillMissing(skill));
        }
        let until = held
            .filter_map(|held| held.until)
            .filter(|&until| until < line.interval.end)
            .max();
        Some(Rejection::SkillNotValid { skill, until })
    }

    pub(crate) fn not_available(&self, shift: &Shift) -> Option<Instant> {
        let after = self.available.partition_point(|a| a.0 <= shift.start);
        let until = match after.checked_sub(1).map(|i| self.available[i].1) {
            Some(until) => until.max(shift.start),
            None => shift.start,
        };
        (until < shift.end).then(|| instant(until))
    }

    pub(crate) fn hours_of(
        &self,
        rules: &RuleSet,
        line: &Line,
        facts: &LineFacts,
    ) -> Option<Rejection> {
        let limits = rules.working_time(self.person.age);
        let elapsed = (facts.shift.end - facts.shift.start).unsigned_abs();
        if elapsed > limits.break_after_minutes && line.unpaid_break_minutes < limits.break_minutes
        {
            return Some(Rejection::Break {
                minutes: line.unpaid_break_minutes,
                needed: limits.break_minutes,
            });
        }
        let longest = self.limits.rest.longest_shift();
        if elapsed > longest.unsigned_abs() {
            return Some(Rejection::TooLong {
                minutes: elapsed,
                limit: longest.unsigned_abs(),
            });
        }
        let of_age = match self.person.age {
            AgeBand::Adult => facts.night,
            AgeBand::Under18 => facts.young_night,
        };
        if !limits.nights && of_age > 0 {
            return Some(Rejection::Night(of_age.unsigned_abs()));
        }
        let night = facts.night.unsigned_abs();
        let minutes = facts.shift.paid.unsigned_abs();
        match rules.night.longest_minutes {
            Some(limit) if night >= rules.night.shift_from_minutes && minutes > limit => {
                Some(Rejection::NightTooLong { minutes, limit })
            }
            _ => None,
        }
    }

    /// The first rule that the line breaks beside booked and confirmed work.
    pub(crate) fn beside(
        &self,
        calendar: &Calendar,
        line: &Line,
        facts: &LineFacts,
    ) -> Option<Rejection> {
        if facts.places == 0 {
            return Some(Rejection::Full(line.headcount));
        }
        if self.person.fixed.len() >= usize::from(self.person.maximum_shifts) {
            return Some(Rejection::MostShifts(self.person.maximum_shifts));
        }
        self.clash(&facts.shift, &self.beside)
            .or_else(|| self.limits.break_of(calendar, &[facts.shift]))
    }

    /// The first of `others` that `shift` overlaps or is too close to.
    pub(crate) fn clash(&self, shift: &Shift, others: &[(Shift, Work)]) -> Option<Rejection> {
        let overlap = others
            .iter()
            .find(|(other, _)| shift.start < other.end && other.start < shift.end);
        if let Some(&(_, work)) = overlap {
            return Some(Rejection::Overlap(work));
        }
        others.iter().find_map(|&(other, beside)| {
            let minutes = (shift.start - other.end).max(other.start - shift.end);
            (minutes < self.limits.daily_rest).then(|| Rejection::Rest {
                beside,
                minutes: minutes.unsigned_abs(),
                needed: self.limits.daily_rest.unsigned_abs(),
            })
        })
    }
}

fn merged(person: &Person) -> Vec<(i32, i32)> {
    let mut spans: Vec<(i32, i32)> = person
        .available
        .iter()
        .map(|a| (minute(a.start), minute(a.end)))
        .collect();
    spans.sort_unstable();
    let mut merged: Vec<(i32, i32)> = Vec::with_capacity(spans.len());
    for (start, end) in spans {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}
