//! Making the pairs of everyone.

use std::collections::HashMap;

use super::{Problem, Row, cell, scaled};
use crate::calendar::Calendar;
use crate::eligibility::{Candidate, Index, LineFacts, PersonFacts, choose, confirmed};
use crate::input::{Instance, LineId, RoleId};
use crate::program::WIDEST;
use crate::solve::watch::Watch;
use crate::value::cost_of_shifts;

/// Pairs of everyone together for which there is room: about 20 bytes each.
const ROOM: usize = 12_000_000;
/// The room that everyone has, however many they are.
const LEAST_ROOM: usize = 128;
/// Once so large a part of the time is gone, people who are left are given pairs of a sample of the lines.
const THOROUGH: f64 = 0.3;
/// Lines that are looked at for somebody then.
const SAMPLE: usize = 1_500;

/// Lines that are looked at between two looks at the watch.
const LOOK: usize = 100_000;

/// What to look for, and room for finding it, for one person after the other.
#[derive(Default)]
pub(super) struct Wanted<'a> {
    /// Lines that are considered whatever else there is.
    pub keep: &'a [u32],
    /// What a place of each line costs; everything is free if they are none.
    pub prices: &'a [i32],
    /// Whether to look at a sample of the lines only.
    sample: bool,
    /// Lines looked at since the last look at the watch.
    looked: usize,
    found: Vec<(u32, RoleId, u32)>,
    ranked: Vec<(u32, i32, LineId, u32)>,
    candidates: Vec<Candidate>,
}

impl<'a> Wanted<'a> {
    pub(super) fn new(keep: &'a [u32], prices: &'a [i32]) -> Self {
        Self {
            keep,
            prices,
            ..Self::default()
        }
    }
}

/// What headcounts alone allow, while pairs are made.
struct Headcounts {
    /// For each line the most that one place of it adds, and how many people could take one.
    lines: Vec<(i32, i32)>,
    /// The least that a first shift costs anybody.
    first: i32,
    /// Whether there is somebody whose lines were not all looked at.
    unseen: bool,
}

impl Problem {
    /// Makes the eligible pairs. Near n log n in people and lines, times the lines within a person's reach. When `watch` is
    /// over, people who are left have no pairs.
    pub(crate) fn new(instance: &Instance, pairs: usize, watch: &Watch<'_>) -> Self {
        let mut problem = Self::without_pairs(instance);
        problem.room = match instance.rules().nearest_lines {
            Some(_) => WIDEST,
            None => problem.room.min(pairs).max(1),
        };
        let mut headcounts = Headcounts {
            lines: vec![(0, 0); problem.lines.len()],
            first: i32::MAX,
            unseen: false,
        };
        let mut wanted = Wanted::default();
        for person in 0..problem.people.len() {
            let someone = &instance.people()[problem.people[person] as usize];
            let about = problem.facts_of(instance, someone);
            problem.limits.push(about.limits);
            problem.rows.push(Row::default());
            problem.constants.push(0);
            // A small instance is done before anyone could mind.
            if wanted.looked >= LOOK {
                wanted.looked = 0;
                wanted.sample = wanted.sample || watch.is_past(THOROUGH);
                watch.is_over();
            }
            if watch.over().is_some() {
                wanted.candidates.clear();
                problem.set_row(instance, person, &mut [], false);
            } else {
                problem.make_row(instance, person, &mut wanted);
            }
            let fixed = someone.fixed.len();
            let first = scaled(
                cost_of_shifts(instance.rules(), someone, fixed + 1)
                    - cost_of_shifts(instance.rules(), someone, fixed),
            );
            headcounts.first = headcounts.first.min(first);
            headcounts.unseen |= wanted.sample || watch.over().is_some();
            for &Candidate { line, value, .. } in &wanted.candidates {
                let (most, able) = &mut headcounts.lines[line as usize];
                *most = (*most).max(value - first);
                *able += 1;
            }
        }
        problem.headcounts = Some(headcounts.sum(instance, &problem));
        problem.link_all();
        problem
    }

    fn without_pairs(instance: &Instance) -> Self {
        let (people, lines) = (people_in_order(instance), lines_in_order(instance));
        let calendar = Calendar::new(instance.rules());
        let confirmed = confirmed(instance);
        let mut problem = Self {
            calendar,
            places: Vec::with_capacity(lines.len()),
            kind: Vec::with_capacity(lines.len()),
            kinds: HashMap::new(),
            worth: Vec::with_capacity(lines.len()),
            by_line: vec![Vec::new(); lines.len()],
            limits: Vec::with_capacity(people.len()),
            rows: Vec::with_capacity(people.len()),
            constants: Vec::with_capacity(people.len()),
            number: HashMap::with_capacity(lines.len()),
            facts: Vec::with_capacity(lines.len()),
            headcounts: None,
            span: (i32::MAX, i32::MIN, i32::MAX),
            room: (ROOM / people.len().max(1)).clamp(LEAST_ROOM, WIDEST),
            people,
            lines,
            line: Vec::new(),
            value: Vec::new(),
            before: Vec::new(),
            same: Vec::new(),
            costs: Vec::new(),
            index: Index::default(),
        };
        // Days and nights of an interval take long to find, and most lines share theirs.
        let mut shifts = HashMap::new();
        for n in 0..problem.lines.len() {
            let number = u32::try_from(n).unwrap_or(u32::MAX);
            let line = problem.line_of(instance, number);
            let confirmed = confirmed.get(&line.id).copied().unwrap_or(0);
            let rules = instance.rules();
            let known = shifts
                .entry((line.interval, line.unpaid_break_minutes))
                .or_insert_with(|| LineFacts::new(&problem.calendar, rules, line, confirmed));
            let facts = known.of(rules, line, confirmed);
            problem.index.add(number, line);
            problem.number.insert(line.id, number);
            problem.places.push(i32::from(facts.places));
            problem.add_worth(instance, number);
            problem.name_shift(facts.shift);
            problem.facts.push(facts);
        }
        problem
    }

    /// Makes the rows of all lines from those of people.
    pub(crate) fn link_all(&mut self) {
        let mut counts = vec![0_usize; self.lines.len()];
        for row in &self.rows {
            let lines = &self.line[row.range()];
            lines.iter().for_each(|&line| counts[line as usize] += 1);
        }
        for (row, count) in self.by_line.iter_mut().zip(counts) {
            row.clear();
            row.reserve_exact(count);
        }
        for person in 0..self.people.len() {
            self.link(person);
        }
    }

    /// Takes out what `set_row` left behind of rows that were there before.
    pub(crate) fn compact(&mut self) {
        let (mut line, mut value, mut before) = (Vec::new(), Vec::new(), Vec::new());
        let (mut same, mut costs) = (Vec::new(), Vec::new());
        for row in &mut self.rows {
            let range = row.range();
            let paid = row.costs as usize..=row.costs as usize + usize::from(row.most);
            row.start = u32::try_from(line.len()).unwrap_or(u32::MAX);
            row.costs = u32::try_from(costs.len()).unwrap_or(u32::MAX);
            line.extend_from_slice(&self.line[range.clone()]);
            value.extend_from_slice(&self.value[range.clone()]);
            before.extend_from_slice(&self.before[range.clone()]);
            same.extend_from_slice(&self.same[range]);
            costs.extend_from_slice(&self.costs[paid]);
        }
        (self.line, self.value, self.before) = (line, value, before);
        (self.same, self.costs) = (same, costs);
        self.link_all();
    }

    /// Makes a person's pairs anew, at the end of the arrays. All that are possible are in `wanted.candidates` then.
    pub(super) fn make_row(&mut self, instance: &Instance, person: usize, wanted: &mut Wanted<'_>) {
        let someone = self.person(instance, person);
        let about = self.facts_of(instance, someone);
        let whole = match instance.rules().nearest_lines {
            Some(limit) => {
                self.nearest(instance, &about, usize::from(limit), wanted);
                true
            }
            None => self.all(instance, &about, wanted),
        };
        let candidates = &mut wanted.candidates;
        let musts = candidates.iter().filter(|candidate| candidate.must > 0);
        let room = self.room.max(musts.count()).min(WIDEST);
        let fit = candidates.len() <= room;
        let mut lines: Vec<u32> = match fit {
            true => candidates.iter().map(|candidate| candidate.line).collect(),
            false => choose(self, someone.id, candidates, room),
        };
        self.set_row(instance, person, &mut lines, whole && fit);
    }

    /// Every line that a person can do, into `wanted.candidates`; whether all were looked at.
    fn all(&self, instance: &Instance, about: &PersonFacts<'_>, wanted: &mut Wanted<'_>) -> bool {
        let (person, rules) = (about.person, instance.rules());
        let Wanted {
            keep,
            prices,
            sample,
            looked,
            found,
            candidates,
            ..
        } = wanted;
        candidates.clear();
        let reach = person.travel_limit_metres;
        let mut stride = 1;
        if *sample {
            let mut total = 0;
            let count = |_, group: &[u32]| {
                total += group.len();
                true
            };
            self.index
                .nearest(&person.roles, person.home, reach, found, count);
            stride = total.div_ceil(SAMPLE).max(1);
        }
        let mut turn = person.id.0 as usize % stride;
        let visit = |_, group: &[u32]| {
            *looked += group.len() / stride + 1;
            for &line in group {
                turn += 1;
                let line_of = self.line_of(instance, line);
                let must = keep.contains(&line) || person.published.contains(&line_of.id);
                if !turn.is_multiple_of(stride) && !must {
                    continue;
                }
                let facts = &self.facts[line as usize];
                if person.fixed.contains(&line_of.id)
                    || !about.fits(&self.calendar, rules, line_of, facts)
                {
                    continue;
                }
                let price = prices.get(line as usize).copied().unwrap_or(0);
                candidates.push(Candidate {
                    line,
                    value: self.pair_value(instance, person, line),
                    price,
                    skills: line_of.skills.len(),
                    must: u8::from(must),
                });
            }
            true
        };
        self.index
            .nearest(&person.roles, person.home, reach, found, visit);
        stride == 1
    }

    /// The nearest lines that a person can do, published ones first, into `wanted.candidates`.
    fn nearest(
        &self,
        instance: &Instance,
        about: &PersonFacts<'_>,
        limit: usize,
        wanted: &mut Wanted<'_>,
    ) {
        let (person, rules) = (about.person, instance.rules());
        let possible = |line: u32| {
            let facts = &self.facts[line as usize];
            let wanted = self.line_of(instance, line);
            !person.fixed.contains(&wanted.id)
                && about
                    .rejection(&self.calendar, rules, wanted, facts)
                    .is_none()
        };
        let Wanted {
            keep,
            looked,
            found,
            ranked,
            candidates,
            ..
        } = wanted;
        let published = person.published.iter().filter_map(|id| self.number.get(id));
        let mut lines: Vec<u32> = published.copied().filter(|&line| possible(line)).collect();
        let first = lines.len();
        ranked.clear();
        let mut last = 0;
        let visit = |distance: u32, group: &[u32]| {
            if first + ranked.len() >= limit && distance > last {
                return false;
            }
            last = distance;
            *looked += group.len();
            for &line in group {
                if !lines.contains(&line) && possible(line) {
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
        for &line in *keep {
            if lines.len() < WIDEST && !lines.contains(&line) && possible(line) {
                lines.push(line);
            }
        }
        candidates.clear();
        candidates.extend(lines.into_iter().map(|line| Candidate {
            line,
            value: self.pair_value(instance, person, line),
            price: 0,
            skills: 0,
            must: 1,
        }));
    }
}

impl Headcounts {
    /// No roster adds more: each place that somebody can take adds what it is worth to the best of them, beside nothing.
    fn sum(&self, instance: &Instance, problem: &Problem) -> i64 {
        let values = &instance.rules().values;
        let lines = (0..).zip(&self.lines).zip(&problem.places);
        lines
            .map(|((line, &(most, able)), &places)| {
                if !self.unseen {
                    return i64::from(most.max(0)) * i64::from(able.min(places));
                }
                let wanted = problem.line_of(instance, line);
                let worth = i64::from(wanted.priority) * i64::from(values.priority);
                let most = scaled(worth + i64::from(values.change)).saturating_sub(self.first);
                i64::from(most.max(0)) * i64::from(places)
            })
            .sum()
    }
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
