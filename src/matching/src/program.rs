//! The best set of shifts of one person at given gains: the inner program of everything.
//!
//! Lengthen each shift by the rest that follows it, and the conflicts of one person form an interval graph. So the best
//! `k` shifts are found by one pass over the shifts in order of their ends: `best[r][k]`, of the first `r`, is the greater
//! of `best[r - 1][k]` and `best[before(r)][k - 1] + gain(r)`. The convex cost of `k` is taken off at the end. Of lines with
//! the same shift only the one that gains most can be in the best set, so a hospital's many lines are few shifts here.
//!
//! Hours of a day, a week and the reference period, and weekly rest, are left out at first. Only where the answer breaks
//! one of them, a larger table counts the hours of each week and weekly rest (`table`), hours of the reference period get a
//! price (`hours`), and a best-first search goes back through it (`paths`).

mod hours;
mod long;
mod paths;
mod set;
mod table;

use crate::calendar::Shift;
use crate::eligibility::Rejection;
use crate::limits::Limits;
use crate::problem::Problem;

use hours::Hours;
use paths::Paths;
use table::Counted;

pub(crate) use set::{Set, WIDEST, each};

/// The gain of a pair that must not be chosen.
pub(crate) const NEVER: i32 = i32::MIN;
/// Added to the gain of a pair that must be chosen: 32 million units of value, more than all that a person can do is worth.
const FORCED: i32 = 1 << 29;
const NOTHING: i32 = -(1 << 30);
/// Entries of the table by number of shifts, and of the one with hours, from which on shifts have a price instead.
const LONG: usize = 100_000;
const LONG_TABLE: usize = 600_000;

/// Whose best set is wanted, among which lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub problem: &'a Problem,
    pub limits: &'a Limits,
    /// By end, then start, then paid minutes.
    pub lines: &'a [u32],
    /// For each of them, how many end early enough before it starts.
    pub before: &'a [u16],
    /// Whether it has the same shift as the one before it.
    pub same: &'a [bool],
    /// The scaled cost of 0, 1, … of them, up to the most shifts.
    pub costs: &'a [i32],
}

impl Problem {
    /// The question what is best for a person among the lines of their row.
    pub(crate) fn asked(&self, person: usize) -> Asked<'_> {
        let row = self.rows[person];
        Asked {
            problem: self,
            limits: &self.limits[person],
            lines: &self.line[row.range()],
            before: &self.before[row.range()],
            same: &self.same[row.range()],
            costs: self.costs(row),
        }
    }
}

/// The answer of the program, in scaled units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Best {
    /// Gains of the set less the cost of its size.
    pub value: i64,
    /// No legal set has more; equal to `value` unless the search was cut short.
    pub bound: i64,
    pub set: Set,
}

/// Working memory of the program, one a thread, and how often it was used.
#[derive(Debug)]
pub(crate) struct Scratch {
    /// The gain of each pair of the row, set by the caller.
    pub gain: Vec<i32>,
    items: Vec<u16>,
    /// For each pair, how many items come before it.
    item_of: Vec<u16>,
    /// For each item, how many items end early enough before it.
    before: Vec<u16>,
    table: Vec<i32>,
    width: usize,
    chosen: Vec<Shift>,
    hours: Hours,
    paths: Paths,
    /// The set at the last prices of a shift, the best one, and what the last one broke at first (`long`).
    picked: Vec<u16>,
    pub best_picked: Vec<u16>,
    broken: Option<Rejection>,
    /// How many programs were run.
    pub runs: u64,
    /// How many of them needed the search with hours and rest.
    pub with_hours: u64,
}

impl Default for Scratch {
    fn default() -> Self {
        Self {
            gain: vec![NEVER; WIDEST],
            items: vec![0; WIDEST],
            item_of: vec![0; WIDEST + 1],
            before: vec![0; WIDEST],
            table: Vec::new(),
            width: 0,
            chosen: Vec::new(),
            hours: Hours::default(),
            paths: Paths::default(),
            picked: Vec::new(),
            best_picked: Vec::new(),
            broken: None,
            runs: 0,
            with_hours: 0,
        }
    }
}

impl Scratch {
    /// The best legal set of a person's row at `self.gain`, with the pair `forced` in it if one is given. Linear in pairs
    /// times shifts, unless hours bind.
    pub(crate) fn best(&mut self, problem: &Problem, person: usize, forced: Option<usize>) -> Best {
        self.best_of(problem.asked(person), forced)
    }

    /// The same among any lines, with their gains in `self.gain`. Of more than [`WIDEST`] the set is in `self.best_picked`.
    pub(crate) fn best_of(&mut self, asked: Asked<'_>, forced: Option<usize>) -> Best {
        if asked.costs.len() < 2 {
            return Best::default();
        }
        self.runs += 1;
        let lost = match forced {
            Some(pair) => {
                self.gain[pair] += FORCED;
                FORCED
            }
            None => 0,
        };
        let count = self.take_items(asked);
        let best = if count * self.width > LONG || asked.lines.len() > WIDEST {
            self.long(asked, count)
        } else {
            self.fill(count);
            self.search(asked, count)
        };
        if let Some(pair) = forced {
            self.gain[pair] -= FORCED;
        }
        Best {
            value: best.value - i64::from(lost),
            bound: best.bound - i64::from(lost),
            set: best.set,
        }
    }

    /// Keeps only the pairs that gain more than a first shift costs, and of the same shift the one that gains most.
    fn take_items(&mut self, asked: Asked<'_>) -> usize {
        let least = asked.costs[1];
        let lines = asked.lines.len();
        if self.items.len() < lines {
            self.items.resize(lines, 0);
            self.before.resize(lines, 0);
            self.item_of.resize(lines + 1, 0);
        }
        let (gains, item_of) = (&self.gain[..lines], &mut self.item_of[..lines]);
        let (before, same) = (&asked.before[..lines], &asked.same[..lines]);
        let mut count = 0;
        // The most that is gained by a shift that is an item; `NEVER` where the shift isn't one yet.
        let mut most = NEVER;
        for pair in 0..lines {
            item_of[pair] = count as u16;
            let gain = gains[pair];
            if !same[pair] {
                most = NEVER;
            }
            if gain <= least.max(most) {
                continue;
            }
            if most == NEVER {
                self.before[count] = item_of[usize::from(before[pair])];
                count += 1;
            }
            most = gain;
            self.items[count - 1] = pair as u16;
        }
        self.width = asked.costs.len() + 1;
        count
    }

    /// `table[r × width + 1 + k]` is the most that `k` of the first `r` items gain. One slot before `k = 0` makes the step
    /// one addition and one comparison all along.
    fn fill(&mut self, count: usize) {
        let width = self.width;
        let needed = (count + 1) * width;
        if self.table.len() < needed {
            self.table.resize(needed, NOTHING);
        }
        self.table[..width].fill(NOTHING);
        self.table[1] = 0;
        for item in 0..count {
            let gain = self.gain[usize::from(self.items[item])];
            let from = usize::from(self.before[item]) * width;
            let (done, rest) = self.table.split_at_mut((item + 1) * width);
            let out = &mut rest[..width];
            let last = &done[item * width..][..width];
            let take = &done[from..][..width];
            out[0] = NOTHING;
            for k in 1..width {
                out[k] = last[k].max(take[k - 1] + gain);
            }
        }
    }

    fn at(&self, items: usize, k: usize) -> i32 {
        self.table[items * self.width + 1 + k]
    }

    /// The number of items that is worth most at the table's gains, with its worth less its cost.
    fn dearest(&self, count: usize, costs: &[i32]) -> (usize, i32) {
        let mut best = (0, 0);
        for (k, &cost) in costs.iter().enumerate().skip(1) {
            let value = self.at(count, k) - cost;
            if value > best.1 {
                best = (k, value);
            }
        }
        best
    }

    fn search(&mut self, asked: Asked<'_>, count: usize) -> Best {
        let (size, value) = self.dearest(count, asked.costs);
        let free = Best {
            value: i64::from(value),
            bound: i64::from(value),
            set: self.trace(count, size),
        };
        let limits = asked.limits;
        self.choose(asked, free.set);
        let hours = limits.hours(&self.chosen);
        let is_rested = |chosen: &[Shift]| {
            let broken = limits.rest_each_week(&asked.problem.calendar, chosen);
            broken.is_none()
        };
        if hours.is_none() && is_rested(&self.chosen) {
            return free;
        }
        if count * self.width * table::DEEPEST > LONG_TABLE {
            return self.long(asked, count);
        }
        self.with_hours += 1;
        self.hours.legal = Best::default();
        let mut counted = Counted {
            weeks: matches!(hours, Some(Rejection::WeeklyHours { .. })),
            rest: false,
        };
        if hours.is_some() {
            self.fill_hours(asked, count, counted);
            let best = self.paths(asked, false);
            self.choose(asked, best.set);
            if is_rested(&self.chosen) {
                return best;
            }
        }
        counted.rest = true;
        self.fill_hours(asked, count, counted);
        self.paths(asked, true)
    }

    fn trace(&self, count: usize, size: usize) -> Set {
        let mut set = Set::EMPTY;
        let (mut items, mut k) = (count, size);
        while k > 0 {
            if self.at(items, k) == self.at(items - 1, k) {
                items -= 1;
                continue;
            }
            set.put(usize::from(self.items[items - 1]));
            items = usize::from(self.before[items - 1]);
            k -= 1;
        }
        set
    }

    /// The shifts of a set, by time, into `self.chosen`.
    fn choose(&mut self, asked: Asked<'_>, set: Set) {
        self.chosen.clear();
        self.chosen
            .extend(each(&set).map(|pair| asked.problem.shift(asked.lines[pair])));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::{Shape, lawful};
    use crate::input::Instance;
    use crate::testing::{Dice, line, monday, person, problem, rules, town};
    use domain::kit::instant::Interval;

    /// The best legal set by trying all.
    fn exhaustive(problem: &Problem, person: usize, gain: &[i32], forced: Option<usize>) -> i64 {
        let row = problem.rows[person];
        let limits = &problem.limits[person];
        let mut best = if forced.is_some() { i64::MIN } else { 0 };
        for bits in 0..1_u64 << row.len {
            let set: Set = (0..usize::from(row.len))
                .filter(|&pair| bits >> pair & 1 == 1)
                .collect();
            let size = set.len();
            if size > usize::from(row.most) || forced.is_some_and(|pair| !set.has(pair)) {
                continue;
            }
            let lines = &problem.line[row.range()];
            let mut shifts: Vec<Shift> = each(&set).map(|p| problem.shift(lines[p])).collect();
            shifts.sort_by_key(|shift| shift.start);
            let rested = shifts
                .windows(2)
                .all(|two| two[0].end + limits.daily_rest <= two[1].start);
            if rested && limits.break_of(&problem.calendar, &shifts).is_none() {
                let gained: i64 = each(&set).map(|pair| i64::from(gain[pair])).sum();
                best = best.max(gained - i64::from(problem.costs(row)[size]));
            }
        }
        best
    }

    #[test]
    fn the_program_finds_what_trying_all_sets_finds_with_hours_and_weekly_rest() {
        let mut scratch = Scratch::default();
        let mut tried = 0;
        for seed in 0..200 {
            let mut instance = town(6, 40, seed);
            let (people, lines, mut rules) = instance.into_parts();
            rules.nearest_lines = Some(12);
            // So little that it binds.
            rules.adult.weekly_minutes = Some(20 * 60);
            rules.adult.weekly_rest.minutes = 60 * 60;
            rules.adult.weekly_rest.weeks = 1 + (seed % 2) as u8;
            rules.under_18.daily_rest_minutes = 5 * 60;
            instance = Instance::new(people, lines, rules).unwrap();
            let problem = problem(&instance);
            let mut dice = Dice::new(seed);
            for person in 0..problem.people.len() {
                let row = problem.rows[person];
                for (pair, place) in row.range().enumerate() {
                    scratch.gain[pair] = problem.value[place] - 16 * dice.roll(1_500) as i32;
                }
                agree(&mut scratch, &problem, person);
                let gain = scratch.gain.clone();
                if row.len > 0 && row.most > 0 {
                    let pair = dice.roll(u64::from(row.len)) as usize;
                    let best = scratch.best(&problem, person, Some(pair));
                    let expected = exhaustive(&problem, person, &gain, Some(pair));
                    assert_eq!(best.value, expected, "seed {seed}, forced");
                    assert!(best.set.has(pair));
                }
                tried += 1;
            }
        }
        let share = scratch.with_hours as f64 / scratch.runs as f64;
        assert!(
            tried == 1_200 && share > 0.1,
            "hours bound in {share} of the programs"
        );
    }

    #[test]
    fn the_program_finds_what_trying_all_sets_finds_whatever_limit_bites() {
        let mut scratch = Scratch::default();
        let mut broken = std::collections::BTreeMap::new();
        for seed in 0..4_000 {
            let mut dice = Dice::new(seed);
            let shape = Shape {
                people: 3,
                lines: 12,
                headcount: 1,
                days: 3 + dice.roll(12) as i32,
                open: true,
            };
            let instance = lawful(shape, seed).unwrap();
            let problem = problem(&instance);
            for person in 0..problem.people.len() {
                let row = problem.rows[person];
                scratch.gain.fill(NEVER);
                for (pair, place) in row.range().enumerate() {
                    // Many are not on offer, as in a chain.
                    if seed % 2 == 0 || dice.roll(3) > 0 {
                        scratch.gain[pair] = problem.value[place] - 16 * dice.roll(900) as i32;
                    }
                }
                agree(&mut scratch, &problem, person);
                let gain = scratch.gain.clone();
                if let Some(limit) = bites(&mut scratch, &problem, person) {
                    *broken.entry(limit).or_insert(0) += 1;
                }
                if row.len > 0 && row.most > 0 {
                    let pair = dice.roll(u64::from(row.len)) as usize;
                    if gain[pair] != NEVER {
                        let best = scratch.best(&problem, person, Some(pair));
                        let expected = exhaustive(&problem, person, &gain, Some(pair));
                        assert_eq!(best.value, expected, "seed {seed}, forced");
                    }
                }
            }
        }
        for limit in ["DailyHours", "WeeklyHours", "AverageHours", "WeeklyRest"] {
            let times = broken.get(limit).copied().unwrap_or(0);
            assert!(times >= 20, "{limit} bites {times} times: {broken:?}");
        }
    }

    /// The best set at the gains of `scratch`, found worth what trying all sets finds.
    fn agree(scratch: &mut Scratch, problem: &Problem, person: usize) -> Set {
        let gain = scratch.gain.clone();
        let best = scratch.best(problem, person, None);
        let expected = exhaustive(problem, person, &gain, None);
        assert_eq!((best.value, best.bound), (expected, expected));
        best.set
    }

    /// Compares the best set at these gains with trying all sets.
    fn compare(instance: &Instance, gain: impl Fn(usize, i32) -> i32) -> Set {
        let problem = problem(instance);
        let mut scratch = Scratch::default();
        for (pair, place) in problem.rows[0].range().enumerate() {
            scratch.gain[pair] = gain(pair, problem.value[place]);
        }
        agree(&mut scratch, &problem, 0)
    }

    #[test]
    fn a_week_counts_though_all_its_shifts_end_after_one_of_the_next() {
        let mut rules = rules();
        rules.fairness.linear = 0;
        rules.fairness.quadratic = 0;
        let early = (7 * 24, 7 * 24 + 6);
        let night = (6 * 24 + 22, 7 * 24 + 8);
        let days = (8..14).map(|day| (day * 24 + 8, day * 24 + 18));
        let lines: Vec<_> = (1..)
            .zip([early, night].into_iter().chain(days))
            .map(|(id, (from, to))| {
                let mut wanted = line(id);
                wanted.interval = monday(from, to);
                wanted
            })
            .collect();
        let instance = Instance::new(vec![person(1)], lines, rules).unwrap();
        let set = compare(&instance, |pair, value| value - 100 * i32::from(pair == 0));
        assert_eq!(set.len(), 5);
        assert!(set.has(1));
    }

    #[test]
    fn what_a_rounded_table_promises_is_not_taken_for_what_there_is() {
        let mut rules = rules();
        rules.adult.weekly_minutes = Some(1_200);
        let mut someone = person(1);
        someone.commitment = Some(crate::input::Commitment {
            yearly: 30,
            done: 0,
            pace: 4,
        });
        let lines: Vec<_> = [(1, 24, 615), (2, 48, 600)]
            .map(|(id, from, minutes)| {
                let mut wanted = line(id);
                wanted.interval = Interval::lasting(monday(from, from + 1).start, minutes);
                wanted
            })
            .into();
        let instance = Instance::new(vec![someone], lines, rules).unwrap();
        let set = compare(&instance, |pair, _| 16_000 + 160 * i32::from(pair == 0));
        assert_eq!(each(&set).collect::<Vec<_>>(), [0]);
    }

    /// The name of the limit that the best set without limits breaks.
    fn bites(scratch: &mut Scratch, problem: &Problem, person: usize) -> Option<String> {
        let asked = problem.asked(person);
        asked.costs.get(1)?;
        let count = scratch.take_items(asked);
        scratch.fill(count);
        let (size, _) = scratch.dearest(count, asked.costs);
        let set = scratch.trace(count, size);
        scratch.choose(asked, set);
        let broken = problem.limits[person].break_of(&problem.calendar, &scratch.chosen)?;
        let name = format!("{broken:?}");
        name.split(' ').next().map(str::to_owned)
    }
}
