//! The best set of shifts of one person at given gains: the inner program of everything.
//!
//! Lengthen each shift by the rest that follows it, and the conflicts of one person form an interval graph. So the best
//! `k` shifts are found by one pass over the shifts in order of their ends: `best[r][k]`, of the first `r`, is the greater
//! of `best[r - 1][k]` and `best[before(r)][k - 1] + gain(r)`. The convex cost of `k` is taken off at the end.
//!
//! Hours of a day, a week and the reference period, and weekly rest, are left out at first. Only where the answer breaks
//! one of them, a best-first search goes back through the same table, which bounds what the rest of a path can gain, with
//! the hours of the path as its label. Of two paths with the same label at the same place the better comes first, so
//! later ones are dropped. The first path that reaches the beginning is the best legal one.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use crate::calendar::Shift;
use crate::limits::Limits;
use crate::problem::{Problem, Row};

/// Most pairs of one person.
pub(crate) const WIDEST: usize = 128;
/// The gain of a pair that must not be chosen.
pub(crate) const NEVER: i32 = i32::MIN;
/// Added to the gain of a pair that must be chosen; more than any hundred gains together.
const FORCED: i32 = 1 << 28;
const NOTHING: i32 = -(1 << 29);
/// Paths looked at before the search settles for a bound and a repaired answer.
const MOST_PATHS: usize = 4_000;

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

#[derive(Debug, Clone, Copy)]
struct Path {
    gain: i32,
    /// Only the first so many items remain, of which `left` are to be taken.
    items: u8,
    left: u8,
    total: u8,
    /// The item taken last, the earliest of the path.
    earliest: u8,
    /// The path without it.
    parent: u32,
    /// Minutes in the week and on the day of the earliest, and in the reference period.
    week: i32,
    day: i32,
    counted: i32,
}

/// A quick hash for labels, which nobody chooses with bad intent.
#[derive(Debug, Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let word = part
                .iter()
                .rev()
                .fold(0, |word, &byte| word << 8 | u64::from(byte));
            self.write_u64(word);
        }
    }

    fn write_u64(&mut self, word: u64) {
        // An odd constant near 2^64 divided by the golden ratio.
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
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
    paths: Vec<Path>,
    heap: BinaryHeap<(i64, Reverse<u32>)>,
    seen: HashSet<[i32; 5], BuildHasherDefault<Mixer>>,
    /// How many programs were run.
    pub runs: u64,
    /// How many of them needed the search with hours.
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
            paths: Vec::new(),
            heap: BinaryHeap::new(),
            seen: HashSet::default(),
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

    fn search(&mut self, problem: &Problem, person: usize, count: usize, costs: &[i32]) -> Best {
        let mut best = 0_i32;
        let mut size = 0;
        for (k, &cost) in costs.iter().enumerate().skip(1) {
            let value = self.at(count, k) - cost;
            if value > best {
                (best, size) = (value, k);
            }
        }
        let set = self.trace(count, size);
        let free = Best {
            value: i64::from(best),
            bound: i64::from(best),
            set,
        };
        let limits = &problem.limits[person];
        let row = problem.rows[person];
        self.choose(problem, row, set);
        if limits.hours(&self.chosen).is_some() {
            self.with_hours += 1;
            let best = self.with_hours(problem, person, count, costs, false);
            self.choose(problem, row, best.set);
            if limits
                .rest_each_week(&problem.calendar, &self.chosen)
                .is_none()
            {
                return best;
            }
        } else if limits
            .rest_each_week(&problem.calendar, &self.chosen)
            .is_none()
        {
            return free;
        } else {
            self.with_hours += 1;
        }
        self.with_hours(problem, person, count, costs, true)
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

    /// The best-first search with hours as labels, and with weekly rest when `rest`.
    fn with_hours(
        &mut self,
        problem: &Problem,
        person: usize,
        count: usize,
        costs: &[i32],
        rest: bool,
    ) -> Best {
        let limits = &problem.limits[person];
        self.paths.clear();
        self.heap.clear();
        self.seen.clear();
        for (k, &cost) in costs.iter().enumerate() {
            self.push(
                Path {
                    gain: 0,
                    items: count as u8,
                    left: k as u8,
                    total: k as u8,
                    earliest: u8::MAX,
                    parent: u32::MAX,
                    week: 0,
                    day: 0,
                    counted: 0,
                },
                cost,
            );
        }
        let mut looked_at = 0;
        while let Some((bound, Reverse(at))) = self.heap.pop() {
            let path = self.paths[at as usize];
            if path.left == 0 {
                let set = self.set_of(at);
                self.choose(problem, problem.rows[person], set);
                if rest
                    && limits
                        .rest_each_week(&problem.calendar, &self.chosen)
                        .is_some()
                {
                    continue;
                }
                return Best {
                    value: bound,
                    bound,
                    set,
                };
            }
            looked_at += 1;
            if looked_at > MOST_PATHS {
                return self.repaired(problem, person, costs, at, bound);
            }
            let label = [
                i32::from(path.items) << 8 | i32::from(path.left),
                i32::from(path.earliest) * i32::from(path.earliest != u8::MAX),
                path.week,
                path.day,
                path.counted,
            ];
            if !rest && !self.seen.insert(self.coarse(problem, person, &path, label)) {
                continue;
            }
            let cost = costs[usize::from(path.total)];
            self.push(
                Path {
                    items: path.items - 1,
                    ..path
                },
                cost,
            );
            self.take(problem, person, at, rest, cost);
        }
        Best::default()
    }

    /// Paths whose earliest shifts differ only within a week and a day are alike.
    fn coarse(
        &self,
        problem: &Problem,
        person: usize,
        path: &Path,
        mut label: [i32; 5],
    ) -> [i32; 5] {
        if path.earliest != u8::MAX {
            let shift = self.item_shift(problem, person, path.earliest);
            label[1] = match problem.limits[person].counts_days() {
                true => shift.day + 1,
                false => shift.week + 1,
            };
        }
        if !problem.limits[person].counts_days() {
            label[3] = 0;
        }
        if !problem.limits[person].counts_average() {
            label[4] = 0;
        }
        label
    }

    fn item_shift(&self, problem: &Problem, person: usize, item: u8) -> Shift {
        let pair = usize::from(self.items[usize::from(item)]);
        problem.shift(problem.line[problem.rows[person].range()][pair])
    }

    /// Adds a path unless the table says that it can't be completed.
    fn push(&mut self, path: Path, cost: i32) {
        let rest = self.at(usize::from(path.items), usize::from(path.left));
        if rest < NOTHING / 2 {
            return;
        }
        let bound = i64::from(path.gain) + i64::from(rest) - i64::from(cost);
        let at = u32::try_from(self.paths.len()).unwrap_or(u32::MAX);
        self.paths.push(path);
        self.heap.push((bound, Reverse(at)));
    }

    /// The path that takes the last remaining item, if limits allow it.
    fn take(&mut self, problem: &Problem, person: usize, at: u32, rest: bool, cost: i32) {
        let path = self.paths[at as usize];
        let limits: &Limits = &problem.limits[person];
        let item = path.items - 1;
        let shift = self.item_shift(problem, person, item);
        let (mut week, mut day) = (shift.paid, shift.paid);
        if path.earliest != u8::MAX {
            let next = self.item_shift(problem, person, path.earliest);
            week += path.week * i32::from(next.week == shift.week);
            day += path.day * i32::from(next.day == shift.day);
        }
        let counted = path.counted + shift.paid * i32::from(shift.counted);
        if limits.over(&shift, week, day, counted) {
            return;
        }
        let next = Path {
            gain: path.gain + self.gain[usize::from(self.items[usize::from(item)])],
            items: self.before[usize::from(item)],
            left: path.left - 1,
            total: path.total,
            earliest: item,
            parent: at,
            week,
            day,
            counted,
        };
        if rest {
            let set = self.set_of(at) | 1 << self.items[usize::from(item)];
            self.choose(problem, problem.rows[person], set);
            if limits
                .rest_after(&problem.calendar, &self.chosen, shift.start)
                .is_some()
            {
                return;
            }
        }
        self.push(next, cost);
    }

    fn set_of(&self, mut at: u32) -> Set {
        let mut set = 0;
        while let Some(path) = self.paths.get(at as usize) {
            if path.earliest != u8::MAX {
                set |= 1 << self.items[usize::from(path.earliest)];
            }
            at = path.parent;
        }
        set
    }

    /// When the search takes too long: the best path left bounds every set; its completion without hours, less its worst
    /// shifts until it is legal, is the answer.
    fn repaired(
        &mut self,
        problem: &Problem,
        person: usize,
        costs: &[i32],
        at: u32,
        bound: i64,
    ) -> Best {
        let path = self.paths[at as usize];
        let mut set = self.set_of(at) | self.trace(usize::from(path.items), usize::from(path.left));
        let (row, limits) = (problem.rows[person], &problem.limits[person]);
        loop {
            self.choose(problem, row, set);
            if limits.break_of(&problem.calendar, &self.chosen).is_none() {
                break;
            }
            let Some(worst) = each(set).min_by_key(|&pair| self.gain[pair]) else {
                break;
            };
            set &= !(1 << worst);
        }
        let gained: i64 = each(set).map(|pair| i64::from(self.gain[pair])).sum();
        let value = gained - i64::from(costs[set.count_ones() as usize]);
        Best { value, bound, set }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Instance;
    use crate::testing::{Dice, town};

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
                let gain = scratch.gain;
                let best = scratch.best(&problem, person, None);
                let expected = exhaustive(&problem, person, &gain, None);
                assert_eq!(
                    (best.value, best.bound),
                    (expected, expected),
                    "seed {seed}"
                );
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
}
