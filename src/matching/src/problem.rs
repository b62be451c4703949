//! An instance laid out for solving.
//!
//! People and lines are renumbered by cell of the grid, then role, so that what is near in space is near in memory. The
//! eligible lines of a person are one run of parallel arrays, sorted by end; confirmed lines are taken out beforehand.

use std::collections::HashMap;

use crate::calendar::{Calendar, Shift};
use crate::eligibility::{Index, LineFacts, PersonFacts, cell, confirmed};
use crate::input::{Instance, Line, LineId, Person};
use crate::limits::Limits;
use crate::program::WIDEST;
use crate::value::{cost_of_shifts, pair_value};

/// Prices and gains are counted in sixteenths of a value unit, as integers, so that sums are exact.
pub(crate) const SCALE: i32 = 16;

/// Where a person's pairs lie.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Row {
    pub start: u32,
    pub len: u8,
    /// The most shifts that can be added.
    pub most: u8,
    /// Where the costs of 0 to `most` added shifts lie.
    costs: u32,
}

impl Row {
    pub(crate) fn range(self) -> std::ops::Range<usize> {
        let start = self.start as usize;
        start..start + usize::from(self.len)
    }
}

#[derive(Debug)]
pub(crate) struct Problem {
    pub calendar: Calendar,
    /// For each person in the solver's order, the place in the instance.
    pub people: Vec<u32>,
    /// For each line in the solver's order, the place in the instance.
    pub lines: Vec<u32>,
    /// The solver's number of each line.
    pub number: HashMap<LineId, u32>,
    pub facts: Vec<LineFacts>,
    pub places: Vec<i32>,
    pub limits: Vec<Limits>,
    pub rows: Vec<Row>,
    /// Of each pair: its line, its scaled value, and how many pairs of the row end early enough before it starts.
    pub line: Vec<u32>,
    pub value: Vec<i32>,
    pub before: Vec<u8>,
    costs: Vec<i32>,
    /// For each line the people who could do it, and which pair of theirs it is.
    pub by_line: Vec<Vec<(u32, u8)>>,
    /// Value, in whole units, of what is not decided here: confirmed lines, and every published line dropped.
    pub constants: Vec<i64>,
    index: Index,
}

impl Problem {
    /// Makes the eligible pairs. Near n log n in people and lines, times the lines within a person's reach.
    pub(crate) fn new(instance: &Instance) -> Self {
        let (people, lines) = (people_in_order(instance), lines_in_order(instance));
        let calendar = Calendar::new(instance.rules());
        let confirmed = confirmed(instance);
        let mut index = Index::default();
        let mut number = HashMap::with_capacity(lines.len());
        let mut facts = Vec::with_capacity(lines.len());
        for (n, &at) in (0..).zip(&lines) {
            let line = &instance.lines()[at as usize];
            index.add(n, line);
            number.insert(line.id, n);
            let confirmed = confirmed.get(&line.id).copied().unwrap_or(0);
            facts.push(LineFacts::new(&calendar, instance.rules(), line, confirmed));
        }
        let mut problem = Self {
            calendar,
            places: facts.iter().map(|f| i32::from(f.places)).collect(),
            by_line: vec![Vec::new(); lines.len()],
            limits: Vec::with_capacity(people.len()),
            rows: Vec::with_capacity(people.len()),
            constants: Vec::with_capacity(people.len()),
            people,
            lines,
            number,
            facts,
            line: Vec::new(),
            value: Vec::new(),
            before: Vec::new(),
            costs: Vec::new(),
            index,
        };
        let mut nearest = Nearest::default();
        for person in 0..problem.people.len() {
            let someone = &instance.people()[problem.people[person] as usize];
            problem
                .limits
                .push(problem.facts_of(instance, someone).limits);
            problem.rows.push(Row::default());
            problem.constants.push(0);
            problem.make_row(instance, person, &[], &mut nearest);
        }
        let mut counts = vec![0_usize; problem.lines.len()];
        problem
            .line
            .iter()
            .for_each(|&line| counts[line as usize] += 1);
        for (row, count) in problem.by_line.iter_mut().zip(counts) {
            row.reserve_exact(count);
        }
        for person in 0..problem.people.len() {
            problem.link(person);
        }
        problem
    }

    pub(crate) fn shift(&self, line: u32) -> Shift {
        self.facts[line as usize].shift
    }

    /// The scaled cost of 0, 1, … added shifts of a person.
    pub(crate) fn costs(&self, row: Row) -> &[i32] {
        let start = row.costs as usize;
        &self.costs[start..=start + usize::from(row.most)]
    }

    pub(crate) fn person<'a>(&self, instance: &'a Instance, person: usize) -> &'a Person {
        &instance.people()[self.people[person] as usize]
    }

    pub(crate) fn line_of<'a>(&self, instance: &'a Instance, line: u32) -> &'a Line {
        &instance.lines()[self.lines[line as usize] as usize]
    }

    pub(crate) fn by_id<'a>(&self, instance: &'a Instance, id: LineId) -> Option<&'a Line> {
        self.number.get(&id).map(|&n| self.line_of(instance, n))
    }

    pub(crate) fn facts_of<'a>(&self, instance: &Instance, person: &'a Person) -> PersonFacts<'a> {
        PersonFacts::new(&self.calendar, instance.rules(), person, |id| {
            self.by_id(instance, id)
        })
    }

    /// Which pair of a person a line is.
    pub(crate) fn pair(&self, person: usize, line: u32) -> Option<usize> {
        let range = self.rows[person].range();
        self.line[range].iter().position(|&l| l == line)
    }

    /// Makes the pairs of one person anew. What they had may be elsewhere in the row, or gone. Lines to `keep` are
    /// considered beside the nearest: nobody loses one only because a nearer one was added.
    pub(crate) fn remake(&mut self, instance: &Instance, person: usize, keep: &[u32]) {
        let number = u32::try_from(person).unwrap_or(u32::MAX);
        for place in self.rows[person].range() {
            let line = self.line[place] as usize;
            self.by_line[line].retain(|&(other, _)| other != number);
        }
        let someone = self.person(instance, person);
        self.limits[person] = self.facts_of(instance, someone).limits;
        self.make_row(instance, person, keep, &mut Nearest::default());
        self.link(person);
    }

    /// Adds a line that is the last of the instance. Nobody has it among their pairs yet.
    pub(crate) fn add_line(&mut self, instance: &Instance) {
        let at = instance.lines().len() - 1;
        let line = &instance.lines()[at];
        let number = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        let facts = LineFacts::new(&self.calendar, instance.rules(), line, 0);
        self.index.add(number, line);
        self.number.insert(line.id, number);
        self.lines.push(u32::try_from(at).unwrap_or(u32::MAX));
        self.places.push(i32::from(facts.places));
        self.facts.push(facts);
        self.by_line.push(Vec::new());
    }

    /// Sets how many places of a line aren't confirmed.
    pub(crate) fn set_places(&mut self, line: u32, places: u16) {
        self.facts[line as usize].places = places;
        self.places[line as usize] = i32::from(places);
    }

    /// Adds the pairs of a person to the rows of their lines.
    fn link(&mut self, person: usize) {
        let range = self.rows[person].range();
        let number = u32::try_from(person).unwrap_or(u32::MAX);
        for (pair, &line) in (0_u8..).zip(&self.line[range]) {
            self.by_line[line as usize].push((number, pair));
        }
    }

    /// Makes a person's pairs anew, at the end of the arrays.
    fn make_row(
        &mut self,
        instance: &Instance,
        person: usize,
        keep: &[u32],
        nearest: &mut Nearest,
    ) {
        let someone = self.person(instance, person);
        let rules = instance.rules();
        let facts = self.facts_of(instance, someone);
        self.eligible(instance, &facts, keep, nearest);
        let rest = self.limits[person].daily_rest;
        let lines = &mut nearest.lines;
        lines.sort_unstable_by_key(|&line| {
            let shift = self.facts[line as usize].shift;
            (shift.end, shift.start, line)
        });
        let start = self.line.len();
        for &line in lines.iter() {
            let wanted = self.line_of(instance, line);
            let mut value = pair_value(rules, someone, wanted);
            if someone.published.contains(&wanted.id) {
                value += i64::from(rules.values.change);
            }
            let from = self.shift(line).start - rest;
            let ended = |&other: &u32| self.shift(other).end <= from;
            let before = lines.partition_point(ended);
            self.before.push(u8::try_from(before).unwrap_or(u8::MAX));
            self.value.push(scaled(value));
        }
        self.line.extend_from_slice(lines);
        let len = lines.len();
        let free = usize::from(someone.maximum_shifts).saturating_sub(someone.fixed.len());
        let most = free.min(self.most_compatible(start));
        let costs = self.costs.len();
        let fixed = someone.fixed.len();
        let there = cost_of_shifts(rules, someone, fixed);
        for added in 0..=most {
            let cost = cost_of_shifts(rules, someone, fixed + added) - there;
            self.costs.push(scaled(cost));
        }
        self.rows[person] = Row {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            len: u8::try_from(len).unwrap_or(u8::MAX),
            most: u8::try_from(most).unwrap_or(u8::MAX),
            costs: u32::try_from(costs).unwrap_or(u32::MAX),
        };
        let confirmed = someone
            .fixed
            .iter()
            .filter_map(|&id| self.by_id(instance, id));
        let worth: i64 = confirmed.map(|line| pair_value(rules, someone, line)).sum();
        let published = i64::try_from(someone.published.len()).unwrap_or(0);
        self.constants[person] = worth - there - published * i64::from(rules.values.change);
    }

    /// How many of the pairs from `start` on one person can work, by earliest end.
    fn most_compatible(&self, start: usize) -> usize {
        let mut count = 0;
        let mut taken = 0;
        for (pair, &before) in self.before[start..].iter().enumerate() {
            if count == 0 || usize::from(before) >= taken {
                count += 1;
                taken = pair + 1;
            }
        }
        count
    }

    /// The lines considered for a person, into `nearest.lines`.
    fn eligible(
        &self,
        instance: &Instance,
        facts: &PersonFacts<'_>,
        keep: &[u32],
        nearest: &mut Nearest,
    ) {
        let (person, rules) = (facts.person, instance.rules());
        let limit = usize::from(rules.nearest_lines);
        let possible = |line: u32| {
            let about = &self.facts[line as usize];
            let wanted = self.line_of(instance, line);
            !person.fixed.contains(&wanted.id)
                && facts
                    .rejection(&self.calendar, rules, wanted, about)
                    .is_none()
        };
        nearest.lines.clear();
        let published = person.published.iter().filter_map(|id| self.number.get(id));
        nearest
            .lines
            .extend(published.copied().filter(|&line| possible(line)));
        let first = nearest.lines.len();
        let Nearest {
            lines,
            found,
            ranked,
        } = nearest;
        ranked.clear();
        let mut last = 0;
        let visit = |distance: u32, group: &[u32]| {
            if first + ranked.len() >= limit && distance > last {
                return false;
            }
            last = distance;
            for &line in group {
                if !lines[..first].contains(&line) && possible(line) {
                    let start = self.facts[line as usize].shift.start;
                    ranked.push((distance, start, self.line_of(instance, line).id, line));
                }
            }
            true
        };
        let reach = person.travel_limit_metres;
        self.index
            .nearest(&person.roles, person.home, reach, found, visit);
        ranked.sort_unstable();
        let rest = limit.saturating_sub(first);
        lines.extend(ranked.iter().take(rest).map(|&(.., line)| line));
        for &line in keep {
            if lines.len() < WIDEST && !lines.contains(&line) && possible(line) {
                lines.push(line);
            }
        }
    }
}

/// Room for finding the nearest lines of one person after the other.
#[derive(Default)]
struct Nearest {
    lines: Vec<u32>,
    found: Vec<(u32, crate::input::RoleId, u32)>,
    ranked: Vec<(u32, i32, LineId, u32)>,
}

/// In sixteenths, held where sums of a hundred can't overflow.
fn scaled(units: i64) -> i32 {
    const MOST: i64 = 1 << 30;
    i32::try_from((units * i64::from(SCALE)).clamp(-MOST, MOST)).unwrap_or(0)
}

fn people_in_order(instance: &Instance) -> Vec<u32> {
    let people = instance.people();
    let mut order: Vec<u32> = (0..).take(people.len()).collect();
    order.sort_by_cached_key(|&at| {
        let person = &people[at as usize];
        (
            cell(person.home),
            person.roles.iter().min().copied(),
            person.id,
        )
    });
    order
}

fn lines_in_order(instance: &Instance) -> Vec<u32> {
    let lines = instance.lines();
    let mut order: Vec<u32> = (0..).take(lines.len()).collect();
    order.sort_by_cached_key(|&at| {
        let line = &lines[at as usize];
        let place = (line.location.easting, line.location.northing);
        (
            cell(line.location),
            line.role,
            place,
            line.interval.start,
            line.id,
        )
    });
    order
}
