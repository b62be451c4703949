//! An instance laid out for solving.
//!
//! People and lines are renumbered by cell of the grid, then role, so that what is near in space is near in memory. The
//! eligible lines of a person are one run of parallel arrays, sorted by end; confirmed lines are taken out beforehand. Whoever
//! can do more lines than there is room for has a choice of them ([`crate::eligibility::choose`]), and the solver asks for
//! the others by their prices (`solve::pricing`).

mod making;

use std::collections::HashMap;

use crate::calendar::{Calendar, Shift};
use crate::eligibility::{Index, LineFacts, PersonFacts, cell};
use crate::input::{Instance, Line, LineId, Person, ShiftKind};
use crate::limits::Limits;
use crate::value::{cost_of_shifts, pair_value};

/// Prices and gains are counted in sixteenths of a value unit, as integers, so that sums are exact.
pub(crate) const SCALE: i32 = 16;

/// Where a person's pairs lie.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Row {
    pub start: u32,
    pub len: u16,
    /// The most shifts that can be added.
    pub most: u16,
    /// Where the costs of 0 to `most` added shifts lie.
    costs: u32,
    /// Whether every line that the person can do is in it.
    pub whole: bool,
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
    /// Of each line a number that all lines with the same shift share.
    pub kind: Vec<u32>,
    kinds: HashMap<(i32, i32, i32, Option<crate::input::ShiftKind>), u32>,
    /// Of each line the scaled value of its priority, and its kind of shift.
    pub worth: Vec<(i32, ShiftKind)>,
    pub places: Vec<i32>,
    pub limits: Vec<Limits>,
    pub rows: Vec<Row>,
    /// Of each pair: its line, its scaled value, and how many pairs of the row end early enough before it starts.
    pub line: Vec<u32>,
    pub value: Vec<i32>,
    pub before: Vec<u16>,
    /// Whether a pair has the same shift as the one before it in its row.
    pub same: Vec<bool>,
    costs: Vec<i32>,
    /// For each line the people who could do it, and which pair of theirs it is.
    pub by_line: Vec<Vec<(u32, u16)>>,
    /// Value, in whole units, of what is not decided here: confirmed lines, and every published line dropped.
    pub constants: Vec<i64>,
    /// The most that the headcounts alone allow, in scaled units without the constants, while nothing has changed.
    pub headcounts: Option<i64>,
    /// Most pairs of a person.
    pub room: usize,
    /// When the first line begins and the last one ends, and the length of the shortest.
    span: (i32, i32, i32),
    pub index: Index,
}

impl Problem {
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
    /// considered beside the others: nobody loses one only because a nearer or dearer one was added.
    pub(crate) fn remake(
        &mut self,
        instance: &Instance,
        person: usize,
        keep: &[u32],
        prices: &[i32],
    ) {
        let number = u32::try_from(person).unwrap_or(u32::MAX);
        for place in self.rows[person].range() {
            let line = self.line[place] as usize;
            self.by_line[line].retain(|&(other, _)| other != number);
        }
        let someone = self.person(instance, person);
        self.limits[person] = self.facts_of(instance, someone).limits;
        let mut wanted = making::Wanted::new(keep, prices);
        self.make_row(instance, person, &mut wanted);
        self.link(person);
        self.headcounts = None;
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
        self.name_shift(facts.shift);
        self.facts.push(facts);
        self.add_worth(instance, number);
        self.by_line.push(Vec::new());
        self.headcounts = None;
    }

    /// For the next line.
    fn add_worth(&mut self, instance: &Instance, line: u32) {
        let line = self.line_of(instance, line);
        let priority = i64::from(instance.rules().values.priority);
        let worth = (scaled(i64::from(line.priority) * priority), line.kind);
        self.worth.push(worth);
    }

    /// The number of a line's shift, for the next line.
    fn name_shift(&mut self, shift: Shift) {
        let (from, until, shortest) = self.span;
        let length = shift.end - shift.start;
        self.span = (
            from.min(shift.start),
            until.max(shift.end),
            shortest.min(length),
        );
        let next = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
        let kind = self
            .kinds
            .entry((shift.start, shift.end, shift.paid, shift.kind));
        self.kind.push(*kind.or_insert(next));
    }

    /// Whether the lines are spread over more than six weeks.
    pub(crate) const fn is_long(&self) -> bool {
        self.span.1 - self.span.0 > 6 * 7 * 24 * 60
    }

    /// How many different shifts the lines have.
    pub(crate) fn kinds(&self) -> usize {
        self.kinds.len()
    }

    /// Sets how many places of a line aren't confirmed.
    pub(crate) fn set_places(&mut self, line: u32, places: u16) {
        self.facts[line as usize].places = places;
        self.places[line as usize] = i32::from(places);
        self.headcounts = None;
    }

    /// Adds the pairs of a person to the rows of their lines.
    fn link(&mut self, person: usize) {
        let range = self.rows[person].range();
        let number = u32::try_from(person).unwrap_or(u32::MAX);
        for (pair, &line) in (0_u16..).zip(&self.line[range]) {
            self.by_line[line as usize].push((number, pair));
        }
    }

    /// Whether a person can do a line beside booked and confirmed work, whether or not it is in their row.
    pub(crate) fn is_possible(&self, instance: &Instance, person: usize, line: u32) -> bool {
        let wanted = self.line_of(instance, line);
        let someone = self.person(instance, person);
        let facts = &self.facts[line as usize];
        !someone.fixed.contains(&wanted.id)
            && self
                .facts_of(instance, someone)
                .rejection(&self.calendar, instance.rules(), wanted, facts)
                .is_none()
    }

    /// The scaled value of a pair.
    pub(crate) fn pair_value(&self, instance: &Instance, person: &Person, line: u32) -> i32 {
        let rules = instance.rules();
        let wanted = self.line_of(instance, line);
        let mut value = pair_value(rules, person, wanted);
        if person.published.contains(&wanted.id) {
            value += i64::from(rules.values.change);
        }
        scaled(value)
    }

    /// Gives a person exactly these lines as pairs, at the end of the arrays. What a pair was worth before it still is.
    pub(crate) fn set_row(
        &mut self,
        instance: &Instance,
        person: usize,
        lines: &mut [u32],
        whole: bool,
    ) {
        let someone = self.person(instance, person);
        let rules = instance.rules();
        self.sort(lines);
        let old = self.rows[person].range();
        let had: HashMap<u32, i32> = old.map(|n| (self.line[n], self.value[n])).collect();
        let start = self.line.len();
        for &line in lines.iter() {
            let value = had.get(&line).copied();
            self.value
                .push(value.unwrap_or_else(|| self.pair_value(instance, someone, line)));
        }
        self.befores(self.limits[person].daily_rest, lines);
        self.line.extend_from_slice(lines);
        let free = usize::from(someone.maximum_shifts).saturating_sub(someone.fixed.len());
        let most = match whole {
            true => free.min(most_compatible(&self.before[start..])),
            // The lines that were left out count as well.
            false => free.min(self.most_ever(self.limits[person].daily_rest)),
        };
        let costs = self.costs.len();
        let fixed = someone.fixed.len();
        let there = cost_of_shifts(rules, someone, fixed);
        for added in 0..=most {
            let cost = cost_of_shifts(rules, someone, fixed + added) - there;
            self.costs.push(scaled(cost));
        }
        self.rows[person] = Row {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            len: u16::try_from(lines.len()).unwrap_or(u16::MAX),
            most: u16::try_from(most).unwrap_or(u16::MAX),
            costs: u32::try_from(costs).unwrap_or(u32::MAX),
            whole,
        };
        let confirmed = someone
            .fixed
            .iter()
            .filter_map(|&id| self.by_id(instance, id));
        let worth: i64 = confirmed.map(|line| pair_value(rules, someone, line)).sum();
        let published = i64::try_from(someone.published.len()).unwrap_or(0);
        self.constants[person] = worth - there - published * i64::from(rules.values.change);
    }

    /// In the order of a row.
    pub(crate) fn sort(&self, lines: &mut [u32]) {
        lines.sort_unstable_by_key(|&line| {
            let shift = self.facts[line as usize].shift;
            (shift.end, shift.start, shift.paid, shift.kind, line)
        });
    }

    /// For each of the sorted `lines`, how many end so early that there is a rest before it starts, and whether it has the
    /// same shift as the one before.
    fn befores(&mut self, rest: i32, lines: &[u32]) {
        let mut last = u32::MAX;
        for &line in lines {
            let kind = self.kind[line as usize];
            self.same.push(kind == last);
            last = kind;
            let from = self.shift(line).start - rest;
            let ended = |&other: &u32| self.shift(other).end <= from;
            let before = lines.partition_point(ended);
            self.before.push(u16::try_from(before).unwrap_or(u16::MAX));
        }
    }

    /// How many of all lines one person could work, if all were as short as the shortest.
    fn most_ever(&self, rest: i32) -> usize {
        let (from, until, shortest) = self.span;
        let room = i64::from(until) - i64::from(from) + i64::from(rest);
        usize::try_from(room / (i64::from(shortest) + i64::from(rest)).max(1)).unwrap_or(0)
    }
}

/// How many of the pairs one person can work, by earliest end; of each it is given how many end early enough before it.
pub(crate) fn most_compatible(before: &[u16]) -> usize {
    let mut count = 0;
    let mut taken = 0;
    for (pair, &before) in before.iter().enumerate() {
        if count == 0 || usize::from(before) >= taken {
            count += 1;
            taken = pair + 1;
        }
    }
    count
}

/// In sixteenths, held where sums of a hundred can't overflow.
pub(crate) fn scaled(units: i64) -> i32 {
    const MOST: i64 = 1 << 30;
    i32::try_from((units * i64::from(SCALE)).clamp(-MOST, MOST)).unwrap_or(0)
}
