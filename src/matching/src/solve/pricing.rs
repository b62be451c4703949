//! The lines that aren't in somebody's row: what the best set of all would be at prices, and which of them to take in.
//!
//! A person who can do more lines than there is room for has a choice of them in the row. The bound is about all of them: at
//! any prices each person's best set of **all** their lines counts in it, and this is found without keeping them. Of lines
//! with the same shift only the one that gains most can be in a best set, so one pass over the lines of a person's roles
//! leaves a few shifts for the program, and looks at rules only where a line gains more than what was there.

use crate::eligibility::{Candidate, choose};
use crate::input::{Instance, RoleId, ShiftKind};
use crate::problem::{Problem, scaled};
use crate::program::{Asked, NEVER, Scratch, Set, WIDEST, each};
use crate::value::travel_cost;

use super::state::State;
use super::watch::Watch;

/// Working memory of the passes, one a thread.
#[derive(Debug, Default)]
pub(crate) struct Pass {
    /// For each shift the most that a line with it gains, and the line.
    best: Vec<(i32, u32)>,
    /// Shifts with such a line.
    kinds: Vec<u32>,
    found: Vec<(u32, RoleId, u32)>,
    lines: Vec<u32>,
    before: Vec<u16>,
    /// Of each shift there is only one line.
    same: Vec<bool>,
    /// Lines that aren't in the row and gain most of their shift.
    pub outside: Vec<u32>,
}

/// What a person's pairs gain at prices.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'a> {
    pub prices: &'a [i32],
    /// What is added to the pairs of the set, scaled.
    pub stay: (Set, i32),
    /// A line that must be in the best set; the person can do it.
    pub forced: Option<u32>,
}

/// The best set of all the lines of a person.
#[derive(Debug, Clone)]
pub(crate) struct Widest {
    /// No set is worth more, in scaled units.
    pub bound: i64,
    pub lines: Vec<u32>,
}

impl<'a> At<'a> {
    pub(crate) const fn new(prices: &'a [i32]) -> Self {
        Self {
            prices,
            stay: (Set::EMPTY, 0),
            forced: None,
        }
    }
}

impl Pass {
    /// The best set of all lines that a person can do, in the row or not. Linear in the lines of their roles.
    pub(crate) fn widest(
        &mut self,
        instance: &Instance,
        problem: &Problem,
        person: usize,
        at: At<'_>,
        scratch: &mut Scratch,
    ) -> Widest {
        self.begin(problem, person, at);
        if !problem.rows[person].whole {
            self.look_outside(instance, problem, person, at);
        }
        if let Some(line) = at.forced {
            let someone = problem.person(instance, person);
            let inside = problem.pair(person, line);
            let value = match inside {
                Some(pair) => problem.value[problem.rows[person].range()][pair],
                None => problem.pair_value(instance, someone, line),
            };
            let stays = inside.is_some_and(|pair| at.stay.0.has(pair));
            let gain = value - at.prices[line as usize] + if stays { at.stay.1 } else { 0 };
            let kind = problem.kind[line as usize];
            self.offer(kind, gain, line, true);
        }
        self.lines.clear();
        for &kind in &self.kinds {
            self.lines.push(self.best[kind as usize].1);
        }
        problem.sort(&mut self.lines);
        let rest = problem.limits[person].daily_rest;
        self.before.clear();
        self.same.clear();
        self.same.resize(self.lines.len(), false);
        if scratch.gain.len() < self.lines.len() {
            scratch.gain.resize(self.lines.len(), NEVER);
        }
        for (n, &line) in self.lines.iter().enumerate() {
            let from = problem.shift(line).start - rest;
            let ended = |&other: &u32| problem.shift(other).end <= from;
            let before = self.lines[..n].partition_point(ended);
            self.before.push(u16::try_from(before).unwrap_or(u16::MAX));
            scratch.gain[n] = self.best[problem.kind[line as usize] as usize].0;
        }
        let asked = Asked {
            lines: &self.lines,
            before: &self.before,
            same: &self.same,
            ..problem.asked(person)
        };
        let forced = at
            .forced
            .and_then(|line| self.lines.iter().position(|&other| other == line));
        let best = scratch.best_of(asked, forced);
        let lines = match self.lines.len() > WIDEST {
            true => {
                let picked = scratch.best_picked.iter();
                picked.map(|&n| self.lines[usize::from(n)]).collect()
            }
            false => each(&best.set).map(|n| self.lines[n]).collect(),
        };
        Widest {
            bound: best.bound,
            lines,
        }
    }

    /// The gains of the row.
    fn begin(&mut self, problem: &Problem, person: usize, at: At<'_>) {
        self.best.resize(problem.kinds(), (NEVER, 0));
        for kind in self.kinds.drain(..) {
            self.best[kind as usize] = (NEVER, 0);
        }
        self.outside.clear();
        let range = problem.rows[person].range();
        let least = problem.costs(problem.rows[person]).get(1).copied();
        let pairs = problem.line[range.clone()]
            .iter()
            .zip(&problem.value[range]);
        for (pair, (&line, &value)) in pairs.enumerate() {
            let stays = if at.stay.0.has(pair) { at.stay.1 } else { 0 };
            let gain = value - at.prices[line as usize] + stays;
            if least.is_some_and(|least| gain > least) {
                self.offer(problem.kind[line as usize], gain, line, false);
            }
        }
    }

    fn offer(&mut self, kind: u32, gain: i32, line: u32, forced: bool) {
        let best = &mut self.best[kind as usize];
        if best.0 == NEVER {
            self.kinds.push(kind);
        }
        if gain > best.0 || forced {
            *best = (gain, line);
        }
    }

    fn look_outside(&mut self, instance: &Instance, problem: &Problem, person: usize, at: At<'_>) {
        let someone = problem.person(instance, person);
        let rules = instance.rules();
        let about = problem.facts_of(instance, someone);
        let Some(&least) = problem.costs(problem.rows[person]).get(1) else {
            return;
        };
        let likes =
            |kind: ShiftKind| someone.preferred.is_empty() || someone.preferred.contains(&kind);
        let other = scaled(i64::from(rules.values.other_kind));
        let [early, day, late, night] = [
            ShiftKind::Early,
            ShiftKind::Day,
            ShiftKind::Late,
            ShiftKind::Night,
        ]
        .map(|kind| if likes(kind) { 0 } else { other });
        // What is published and isn't kept, so that no change is paid for: there was no time for it, or no room.
        for &line in someone
            .published
            .iter()
            .filter_map(|id| problem.number.get(id))
        {
            let gain = problem.pair_value(instance, someone, line) - at.prices[line as usize];
            let kind = problem.kind[line as usize];
            let is_better = gain > least && gain > self.best[kind as usize].0;
            if is_better && problem.is_possible(instance, person, line) {
                self.offer(kind, gain, line, false);
            }
        }
        let mut found = std::mem::take(&mut self.found);
        let reach = someone.travel_limit_metres;
        let mut visit = |distance: u32, group: &[u32]| {
            let travel = scaled(travel_cost(rules, distance));
            for &line in group {
                let n = line as usize;
                let (worth, sort) = problem.worth[n];
                let unliked = match sort {
                    ShiftKind::Early => early,
                    ShiftKind::Day => day,
                    ShiftKind::Late => late,
                    ShiftKind::Night => night,
                };
                let gain = worth - travel - unliked - at.prices[n];
                let kind = problem.kind[n];
                if gain <= least || gain <= self.best[kind as usize].0 {
                    continue;
                }
                let wanted = problem.line_of(instance, line);
                let facts = &problem.facts[n];
                if !someone.fixed.contains(&wanted.id)
                    && about.fits(&problem.calendar, rules, wanted, facts)
                {
                    self.offer(kind, gain, line, false);
                }
            }
            true
        };
        problem
            .index
            .nearest(&someone.roles, someone.home, reach, &mut found, &mut visit);
        self.found = found;
        let range = problem.rows[person].range();
        let inside = &problem.line[range];
        for &kind in &self.kinds {
            let line = self.best[kind as usize].1;
            if !inside.contains(&line) {
                self.outside.push(line);
            }
        }
        self.outside.sort_unstable();
    }
}

/// What a pass over everybody found.
pub(crate) struct Passed {
    /// No roster of any pairs is worth more: scaled, without the constants.
    pub bound: i64,
    /// Who lacks which lines in their row.
    pub missing: Vec<(usize, Vec<u32>)>,
}

/// The bound about all pairs at prices, and the pairs with a positive reduced cost that aren't in the rows. `None` when
/// `watch` ended it.
pub(crate) fn pass(
    instance: &Instance,
    problem: &Problem,
    prices: &[i32],
    scratches: &mut [Scratch],
    watch: &Watch<'_>,
) -> Option<Passed> {
    /// People between two looks at the watch.
    const STEP: usize = 256;
    let rent = problem.places.iter().zip(prices);
    let rent: i64 = rent.map(|(&n, &p)| i64::from(n) * i64::from(p)).sum();
    let (mut bound, mut missing) = (rent, Vec::new());
    let mut passes: Vec<Pass> = scratches.iter().map(|_| Pass::default()).collect();
    let people = problem.people.len();
    let is_alone = scratches.len() == 1 || people <= STEP;
    let mut from = 0;
    while from < people {
        if watch.is_over() {
            return None;
        }
        let until = (from + STEP * scratches.len()).min(people);
        let parts = std::thread::scope(|scope| {
            let work: Vec<_> = scratches
                .iter_mut()
                .zip(&mut passes)
                .enumerate()
                .map(|(n, (scratch, pass))| {
                    let mine = (from + n * STEP).min(until)..(from + (n + 1) * STEP).min(until);
                    let job = move || part(instance, problem, prices, mine, scratch, pass);
                    if is_alone {
                        return Err(job());
                    }
                    Ok(scope.spawn(job))
                })
                .collect();
            work.into_iter()
                .map(|part| match part {
                    Ok(thread) => thread
                        .join()
                        .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                    Err(part) => part,
                })
                .collect::<Vec<_>>()
        });
        for (sum, lacking) in parts {
            bound += sum;
            missing.extend(lacking);
        }
        from = until;
    }
    Some(Passed { bound, missing })
}

fn part(
    instance: &Instance,
    problem: &Problem,
    prices: &[i32],
    people: std::ops::Range<usize>,
    scratch: &mut Scratch,
    pass: &mut Pass,
) -> (i64, Vec<(usize, Vec<u32>)>) {
    let (mut sum, mut missing) = (0, Vec::new());
    for person in people {
        let widest = pass.widest(instance, problem, person, At::new(prices), scratch);
        sum += widest.bound;
        let inside = &problem.line[problem.rows[person].range()];
        if widest.lines.iter().any(|line| !inside.contains(line)) {
            missing.push((person, pass.outside.clone()));
        }
    }
    (sum, missing)
}

/// Takes lines into rows, and puts out what gains least at prices where there is no room; what somebody has stays.
pub(crate) fn take_in(
    instance: &Instance,
    problem: &mut Problem,
    prices: &[i32],
    missing: Vec<(usize, Vec<u32>)>,
    states: &mut [&mut State],
) {
    for (person, outside) in missing {
        let row = problem.rows[person];
        let someone = problem.person(instance, person);
        let range = row.range();
        let held: Vec<Vec<u32>> = states
            .iter()
            .map(|state| {
                let lines = &problem.line[range.clone()];
                each(&state.held[person]).map(|pair| lines[pair]).collect()
            })
            .collect();
        let inside = problem.line[range.clone()]
            .iter()
            .zip(&problem.value[range]);
        let must = |line: u32| {
            let id = problem.line_of(instance, line).id;
            match held.iter().any(|held| held.contains(&line)) {
                true => 3,
                false => 2 * u8::from(someone.published.contains(&id)),
            }
        };
        let inside = inside.map(|(&line, &value)| (line, value, must(line)));
        let outside = outside
            .into_iter()
            .map(|line| (line, problem.pair_value(instance, someone, line), 1));
        let candidates: Vec<Candidate> = inside
            .chain(outside)
            .map(|(line, value, must)| Candidate {
                line,
                value,
                price: prices[line as usize],
                skills: 0,
                must,
            })
            .collect();
        let stay = candidates.iter().filter(|candidate| candidate.must > 1);
        let room = problem.room.max(stay.count()).min(WIDEST);
        let mut lines = choose(problem, someone.id, &candidates, room);
        problem.set_row(instance, person, &mut lines, row.whole);
        for (state, held) in states.iter_mut().zip(held) {
            let row = &problem.line[problem.rows[person].range()];
            state.held[person] = (0..row.len())
                .filter(|&pair| held.contains(&row[pair]))
                .collect();
        }
    }
    problem.compact();
}
