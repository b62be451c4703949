//! The best set of shifts of one person at given gains: the inner program of everything.
//!
//! Lengthen each shift by the rest that follows it, and the conflicts of one person form an interval graph. So the best
//! `k` shifts are found by one pass over the shifts in order of their ends: `best[r][k]`, of the first `r`, is the greater
//! of `best[r - 1][k]` and `best[before(r)][k - 1] + gain(r)`. The convex cost of `k` is taken off at the end.
//!
//! Hours of a day, a week and the reference period, and weekly rest, are left out at first. Only where the answer breaks
//! one of them, a larger table counts the hours of each week and weekly rest (`table`), hours of the reference period get a
//! price (`hours`), and a best-first search goes back through it (`paths`).

mod hours;
mod paths;
mod table;

use crate::calendar::Shift;
use crate::eligibility::Rejection;
use crate::problem::{Problem, Row};

use hours::Hours;
use paths::Paths;
use table::Counted;

/// Most pairs of one person.
pub(crate) const WIDEST: usize = 128;
/// The gain of a pair that must not be chosen.
pub(crate) const NEVER: i32 = i32::MIN;
/// Added to the gain of a pair that must be chosen: 16 million units of value, more than all that a person can do is worth.
const FORCED: i32 = 1 << 28;
const NOTHING: i32 = -(1 << 29);

/// A set of a person's pairs, by their place in the row.
pub(crate) type Set = u128;

/// The places in a set, ascending, which is by time.
pub(crate) fn each(mut set: Set) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let next = set.trailing_zeros() as usize;
        set &= set.wrapping_sub(1);
        (next < WIDEST).then_some(next)
    })
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
    pub gain: [i32; WIDEST],
    items: [u8; WIDEST],
    /// For each pair, how many items come before it.
    item_of: [u8; WIDEST + 1],
    /// For each item, how many items end early enough before it.
    before: [u8; WIDEST],
    table: Vec<i32>,
    width: usize,
    chosen: Vec<Shift>,
    hours: Hours,
    paths: Paths,
    /// How many programs were run.
    pub runs: u64,
    /// How many of them needed the search with hours and rest.
    pub with_hours: u64,
}

impl Default for Scratch {
    fn default() -> Self {
        Self {
            gain: [NEVER; WIDEST],
            items: [0; WIDEST],
            item_of: [0; WIDEST + 1],
            before: [0; WIDEST],
            table: Vec::new(),
            width: 0,
            chosen: Vec::new(),
            hours: Hours::default(),
            paths: Paths::default(),
            runs: 0,
            with_hours: 0,
        }
    }
}

impl Scratch {
    /// The best legal set at `self.gain`, with the pair `forced` in it if one is given. Linear in pairs times shifts,
    /// unless hours bind.
    pub(crate) fn best(&mut self, problem: &Problem, person: usize, forced: Option<usize>) -> Best {
        let row = problem.rows[person];
        if row.most == 0 {
            return Best::default();
        }
        self.runs += 1;
        let costs = problem.costs(row);
        let lost = match forced {
            Some(pair) => {
                self.gain[pair] += FORCED;
                FORCED
            }
            None => 0,
        };
        let count = self.take_items(problem, row, costs[1]);
        self.fill(count);
        let best = self.search(problem, person, count, costs);
        if let Some(pair) = forced {
            self.gain[pair] -= FORCED;
        }
        Best {
            value: best.value - i64::from(lost),
            bound: best.bound - i64::from(lost),
            set: best.set,
        }
    }

    /// Keeps only the pairs that gain more than a first shift costs.
    fn take_items(&mut self, problem: &Problem, row: Row, least: i32) -> usize {
        let before = &problem.before[row.range()];
        let mut count = 0;
        for (pair, &ended) in before.iter().enumerate() {
            self.item_of[pair] = count as u8;
            if self.gain[pair] > least {
                self.items[count] = pair as u8;
                self.before[count] = self.item_of[usize::from(ended)];
                count += 1;
            }
        }
        self.width = usize::from(row.most) + 2;
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

    fn search(&mut self, problem: &Problem, person: usize, count: usize, costs: &[i32]) -> Best {
        let (size, value) = self.dearest(count, costs);
        let free = Best {
            value: i64::from(value),
            bound: i64::from(value),
            set: self.trace(count, size),
        };
        let limits = &problem.limits[person];
        self.choose(problem, problem.rows[person], free.set);
        let hours = limits.hours(&self.chosen);
        let is_rested = |chosen: &[Shift]| {
            let broken = limits.rest_each_week(&problem.calendar, chosen);
            broken.is_none()
        };
        if hours.is_none() && is_rested(&self.chosen) {
            return free;
        }
        self.with_hours += 1;
        self.hours.legal = Best::default();
        let mut counted = Counted {
            weeks: matches!(hours, Some(Rejection::WeeklyHours { .. })),
            rest: false,
        };
        if hours.is_some() {
            self.fill_hours(problem, person, costs, count, counted);
            let best = self.paths(problem, person, costs, false);
            self.choose(problem, problem.rows[person], best.set);
            if is_rested(&self.chosen) {
                return best;
            }
        }
        counted.rest = true;
        self.fill_hours(problem, person, costs, count, counted);
        self.paths(problem, person, costs, true)
    }

    fn trace(&self, count: usize, size: usize) -> Set {
        let mut set = 0;
        let (mut items, mut k) = (count, size);
        while k > 0 {
            if self.at(items, k) == self.at(items - 1, k) {
                items -= 1;
                continue;
            }
            set |= 1 << self.items[items - 1];
            items = usize::from(self.before[items - 1]);
            k -= 1;
        }
        set
    }

    /// The shifts of a set, by time, into `self.chosen`.
    fn choose(&mut self, problem: &Problem, row: Row, set: Set) {
        let lines = &problem.line[row.range()];
        self.chosen.clear();
        self.chosen
            .extend(each(set).map(|pair| problem.shift(lines[pair])));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::{Shape, lawful};
    use crate::input::Instance;
    use crate::testing::{Dice, line, monday, person, rules, town};
    use domain::instant::Interval;

    /// The best legal set by trying all.
    fn exhaustive(problem: &Problem, person: usize, gain: &[i32], forced: Option<usize>) -> i64 {
        let row = problem.rows[person];
        let limits = &problem.limits[person];
        let mut best = if forced.is_some() { i64::MIN } else { 0 };
        for set in 0..1_u128 << row.len {
            let size = set.count_ones() as usize;
            if size > usize::from(row.most) || forced.is_some_and(|pair| set >> pair & 1 == 0) {
                continue;
            }
            let lines = &problem.line[row.range()];
            let mut shifts: Vec<Shift> = each(set).map(|p| problem.shift(lines[p])).collect();
            shifts.sort_by_key(|shift| shift.start);
            let rested = shifts
                .windows(2)
                .all(|two| two[0].end + limits.daily_rest <= two[1].start);
            if rested && limits.break_of(&problem.calendar, &shifts).is_none() {
                let gained: i64 = each(set).map(|pair| i64::from(gain[pair])).sum();
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
            rules.nearest_lines = 12;
            // So little that it binds.
            rules.adult.weekly_minutes = Some(20 * 60);
            rules.adult.weekly_rest.minutes = 60 * 60;
            rules.adult.weekly_rest.weeks = 1 + (seed % 2) as u8;
            rules.under_18.daily_rest_minutes = 5 * 60;
            instance = Instance::new(people, lines, rules).unwrap();
            let problem = Problem::new(&instance);
            let mut dice = Dice::new(seed);
            for person in 0..problem.people.len() {
                let row = problem.rows[person];
                for (pair, place) in row.range().enumerate() {
                    scratch.gain[pair] = problem.value[place] - 16 * dice.roll(1_500) as i32;
                }
                agree(&mut scratch, &problem, person);
                let gain = scratch.gain;
                if row.len > 0 && row.most > 0 {
                    let pair = dice.roll(u64::from(row.len)) as usize;
                    let best = scratch.best(&problem, person, Some(pair));
                    let expected = exhaustive(&problem, person, &gain, Some(pair));
                    assert_eq!(best.value, expected, "seed {seed}, forced");
                    assert!(best.set >> pair & 1 == 1);
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
            let problem = Problem::new(&instance);
            for person in 0..problem.people.len() {
                let row = problem.rows[person];
                scratch.gain = [NEVER; WIDEST];
                for (pair, place) in row.range().enumerate() {
                    // Many are not on offer, as in a chain.
                    if seed % 2 == 0 || dice.roll(3) > 0 {
                        scratch.gain[pair] = problem.value[place] - 16 * dice.roll(900) as i32;
                    }
                }
                agree(&mut scratch, &problem, person);
                let gain = scratch.gain;
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
        let gain = scratch.gain;
        let best = scratch.best(problem, person, None);
        let expected = exhaustive(problem, person, &gain, None);
        assert_eq!((best.value, best.bound), (expected, expected));
        best.set
    }

    /// Compares the best set at these gains with trying all sets.
    fn compare(instance: &Instance, gain: impl Fn(usize, i32) -> i32) -> Set {
        let problem = Problem::new(instance);
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
        assert_eq!(set.count_ones(), 5);
        assert!(set >> 1 & 1 == 1);
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
        assert_eq!(set, 1);
    }

    /// The name of the limit that the best set without limits breaks.
    fn bites(scratch: &mut Scratch, problem: &Problem, person: usize) -> Option<String> {
        let row = problem.rows[person];
        let costs = problem.costs(row);
        let count = scratch.take_items(problem, row, *costs.get(1)?);
        scratch.fill(count);
        let (size, _) = scratch.dearest(count, costs);
        let set = scratch.trace(count, size);
        scratch.choose(problem, row, set);
        let broken = problem.limits[person].break_of(&problem.calendar, &scratch.chosen)?;
        let name = format!("{broken:?}");
        name.split(' ').next().map(str::to_owned)
    }
}
