//! The table of one person's program with the hours of each week, and a price on the hours of the reference period.
//!
//! `table[r][k][u]` is the most that `k` of the first `r` items gain when `u` units of minutes are left in the latest week
//! of these items and all of it in the weeks before. Where the budget of the reference period is exceeded, its minutes get
//! a price: the best set at gains less the price of its minutes, plus the price of the budget, is at least the best legal
//! set (Handler and Zang 1980, who find the price from the tangents on both sides of it).

use super::{Best, FORCED, NOTHING, Scratch, Set, each};
use crate::calendar::Shift;
use crate::limits::Limits;
use crate::problem::{Problem, SCALE};

/// Most units of minutes in a week; 48 hours are 576 units of five minutes.
const MOST_UNITS: i32 = 48;
/// Prices are in parts of a scaled unit a minute.
const PART: i64 = 64;
/// Tangents tried for the price.
const MOST_TANGENTS: usize = 6;
/// The price is good enough when it can't lower the bound by more than this: two units of value.
const ENOUGH: i64 = 2 * SCALE as i64;
/// No gain is made less than this, so that sums of a hundred stay in range.
const LEAST_GAIN: i64 = -(1 << 20);

/// What begins the weeks and days that can still be filled from some items.
#[derive(Debug, Clone, Copy)]
pub(super) struct Latest {
    pub week: i32,
    pub day: i32,
    /// Minutes that are left in the week.
    pub minutes: i32,
}

const NO_ITEMS: Latest = Latest {
    week: i32::MIN,
    day: i32::MIN,
    minutes: 0,
};

/// Working memory.
#[derive(Debug, Default)]
pub(super) struct Hours {
    /// The shift of each item, and what it gains less the price of its hours.
    pub shifts: Vec<Shift>,
    pub priced: Vec<i32>,
    /// For each number of items.
    pub latest: Vec<Latest>,
    /// Minutes of a unit. Shifts and weeks are rounded down, so the table is never too low.
    unit: i32,
    /// Entries of one number of items and shifts.
    steps: usize,
    table: Vec<i32>,
    /// What the budget of the reference period costs.
    pub constant: i64,
    /// The best legal set that was met.
    pub legal: Best,
}

/// A price, the bound at it, and how the bound changes with it, in parts.
#[derive(Debug, Clone, Copy)]
struct Tangent {
    price: i64,
    bound: i64,
    slope: i64,
}

impl Scratch {
    /// Makes the table of the first `count` items, by the hours of each week only `if_weeks`.
    pub(super) fn fill_hours(
        &mut self,
        problem: &Problem,
        person: usize,
        costs: &[i32],
        count: usize,
        if_weeks: bool,
    ) {
        let limits = &problem.limits[person];
        let lines = &problem.line[problem.rows[person].range()];
        let items = self.items[..count].iter();
        let hours = &mut self.hours;
        hours.shifts.clear();
        hours
            .shifts
            .extend(items.map(|&pair| problem.shift(lines[usize::from(pair)])));
        hours.measure(limits, if_weeks);
        hours.legal = Best::default();
        let free = self.tangent(problem, person, costs, 0);
        if free.slope < 0 && limits.counts_average() {
            self.price_reference(problem, person, costs, free);
        }
    }

    /// Finds the price at which the bound is small, and leaves the table there.
    fn price_reference(&mut self, problem: &Problem, person: usize, costs: &[i32], free: Tangent) {
        let mut low = free;
        let mut high = self.nothing_counted(problem, person, costs);
        let (mut best, mut filled) = (low, high.price);
        for _ in 0..MOST_TANGENTS {
            if high.slope <= 0 || best.bound <= self.hours.legal.value {
                break;
            }
            let rise =
                PART * (high.bound - low.bound) + low.slope * low.price - high.slope * high.price;
            let price = rise / (low.slope - high.slope);
            let least = low.bound + low.slope * (price - low.price) / PART;
            if price <= low.price || price >= high.price || least + ENOUGH >= best.bound {
                break;
            }
            let now = self.tangent(problem, person, costs, price);
            filled = price;
            if now.bound < best.bound {
                best = now;
            }
            if now.slope < 0 {
                low = now;
            } else {
                high = now;
            }
        }
        if filled != best.price {
            self.tangent(problem, person, costs, best.price);
        }
    }

    /// At a price at which no hour of the reference period is worth anything.
    fn nothing_counted(&mut self, problem: &Problem, person: usize, costs: &[i32]) -> Tangent {
        let price = self.dearest_minute();
        if self.hours.shifts.iter().any(|shift| !shift.counted) {
            return self.tangent(problem, person, costs, price);
        }
        let slope = i64::from(problem.limits[person].reference_left());
        Tangent {
            price,
            bound: constant(price, slope),
            slope,
        }
    }

    /// A price at which no hour of the reference period is worth anything.
    fn dearest_minute(&self) -> i64 {
        let gain = |item: usize| {
            let gain = self.gain[usize::from(self.items[item])];
            i64::from(if gain > FORCED / 2 {
                gain - FORCED
            } else {
                gain
            })
        };
        let items = self.hours.shifts.iter().enumerate();
        let counted = items.filter(|(_, shift)| shift.counted);
        let a_minute = counted
            .filter_map(|(item, shift)| (gain(item) * PART).checked_div(i64::from(shift.paid)));
        a_minute.max().unwrap_or(0).max(0) + 1
    }

    /// Fills the table at a price; keeps the best set there if it is legal and the best so far.
    fn tangent(&mut self, problem: &Problem, person: usize, costs: &[i32], price: i64) -> Tangent {
        let limits = &problem.limits[person];
        let budget = i64::from(limits.reference_left());
        let hours = &mut self.hours;
        hours.priced.clear();
        for (shift, &pair) in hours.shifts.iter().zip(&self.items) {
            let minutes = i64::from(shift.paid) * i64::from(shift.counted);
            // Rounded so that no set gains less than it should.
            let less = (price * minutes).div_euclid(PART);
            let gain = i64::from(self.gain[usize::from(pair)]) - less;
            hours
                .priced
                .push(i32::try_from(gain.max(LEAST_GAIN)).unwrap_or(i32::MAX));
        }
        hours.constant = constant(price, budget);
        hours.fill(&self.before, self.width);
        let count = hours.shifts.len();
        let (mut size, mut value) = (0, 0);
        for (k, &cost) in costs.iter().enumerate().skip(1) {
            let worth = hours.most(self.width, count, k, None) - cost;
            if worth > value {
                (size, value) = (k, worth);
            }
        }
        let set = self.trace_hours(count, size);
        self.choose(problem, problem.rows[person], set);
        let counted = self.chosen.iter().filter(|shift| shift.counted);
        let used: i64 = counted.map(|shift| i64::from(shift.paid)).sum();
        if limits.break_of(&problem.calendar, &self.chosen).is_none() {
            let gained: i64 = each(set).map(|pair| i64::from(self.gain[pair])).sum();
            let value = gained - i64::from(costs[size]);
            if value > self.hours.legal.value {
                self.hours.legal = Best {
                    value,
                    bound: value,
                    set,
                };
            }
        }
        Tangent {
            price,
            bound: i64::from(value) + self.hours.constant,
            slope: budget - used,
        }
    }

    /// The `size` of the first `count` items that the table says gain most.
    pub(super) fn trace_hours(&self, count: usize, size: usize) -> Set {
        let hours = &self.hours;
        let (mut set, mut items, mut k) = (0, count, size);
        let mut earliest: Option<(Shift, i32)> = None;
        while k > 0 && items > 0 {
            let taken = earliest.map(|(shift, minutes)| (shift.week, minutes));
            let here = hours.most(self.width, items, k, taken);
            if here == hours.most(self.width, items - 1, k, taken) {
                items -= 1;
                continue;
            }
            let shift = hours.shifts[items - 1];
            let before = taken.filter(|&(week, _)| week == shift.week);
            earliest = Some((shift, shift.paid + before.map_or(0, |(_, minutes)| minutes)));
            set |= 1 << self.items[items - 1];
            items = usize::from(self.before[items - 1]);
            k -= 1;
        }
        set
    }
}

impl Hours {
    /// The unit, and what is left of each week; without end unless `if_weeks`.
    fn measure(&mut self, limits: &Limits, if_weeks: bool) {
        let mut latest = NO_ITEMS;
        self.latest.clear();
        self.latest.push(latest);
        let (mut most, mut unit) = (0, 0);
        for shift in &self.shifts {
            if shift.week > latest.week {
                latest.week = shift.week;
                latest.minutes = limits.left_in_week(shift.week).unwrap_or(0);
                most = most.max(latest.minutes);
            }
            latest.day = latest.day.max(shift.day);
            self.latest.push(latest);
            unit = divisor(unit, shift.paid);
        }
        self.unit = match if_weeks {
            true if unit > most / MOST_UNITS => unit,
            true => most / MOST_UNITS + 1,
            false => i32::MAX,
        };
        self.steps = (most / self.unit) as usize + 1;
    }

    fn fill(&mut self, before: &[u8], width: usize) {
        let (steps, stride) = (self.steps, width * self.steps);
        let count = self.shifts.len();
        let needed = (count + 1) * stride;
        if self.table.len() < needed {
            self.table.resize(needed, NOTHING);
        }
        self.table[..stride].fill(NOTHING);
        self.table[steps..2 * steps].fill(0);
        let unit = self.unit;
        let units = |minutes: i32| (minutes / unit) as usize;
        for (item, &shift) in self.shifts.iter().enumerate() {
            let gain = self.priced[item];
            let from = usize::from(before[item]);
            let takes = units(shift.paid);
            let full = units(self.minutes_of(shift.week));
            let (last, now, latest) = (self.latest[item], self.latest[item + 1], self.latest[from]);
            let (done, rest) = self.table.split_at_mut((item + 1) * stride);
            let skip = &done[item * stride..][..stride];
            let take = &done[from * stride..][..stride - steps];
            let out = &mut rest[..stride];
            out[..steps].fill(NOTHING);
            let plain = now.week == last.week && shift.week == now.week;
            if steps == 1 {
                best_of(&mut out[1..], &skip[1..], take, gain);
                continue;
            }
            let rows = out
                .chunks_exact_mut(steps)
                .zip(skip.chunks_exact(steps))
                .skip(1);
            for ((out, skip), take) in rows.zip(take.chunks_exact(steps)) {
                if plain && latest.week == now.week && takes < steps {
                    out[..takes].copy_from_slice(&skip[..takes]);
                    best_of(&mut out[takes..], &skip[takes..], take, gain);
                    continue;
                }
                match now.week == last.week {
                    true => out.copy_from_slice(skip),
                    false => out.fill(skip[units(last.minutes)]),
                }
                if takes > full {
                    continue;
                }
                // What was taken before is of another week, or this ends after a shift that begins in a later week.
                let left = match latest.week == shift.week {
                    true => full - takes,
                    false => units(latest.minutes),
                };
                let least = if shift.week == now.week { takes } else { 0 };
                let gained = take[left] + gain;
                out[least..]
                    .iter_mut()
                    .for_each(|out| *out = gained.max(*out));
            }
        }
    }

    fn minutes_of(&self, week: i32) -> i32 {
        let found = self.latest.iter().find(|latest| latest.week == week);
        found.map_or(0, |latest| latest.minutes)
    }

    /// The most that `left` of the first `items` gain, with what is taken already of a week, in minutes.
    pub(super) fn most(
        &self,
        width: usize,
        items: usize,
        left: usize,
        taken: Option<(i32, i32)>,
    ) -> i32 {
        let latest = self.latest[items];
        let taken = taken.filter(|&(week, _)| week == latest.week);
        let minutes = latest.minutes - taken.map_or(0, |(_, minutes)| minutes);
        if minutes < 0 && self.unit < i32::MAX {
            return NOTHING;
        }
        let units = (minutes.max(0) / self.unit) as usize;
        self.table[(items * width + 1 + left) * self.steps + units]
    }
}

/// `out = max(skip, take + gain)` all along.
fn best_of(out: &mut [i32], skip: &[i32], take: &[i32], gain: i32) {
    for ((out, &skip), &take) in out.iter_mut().zip(skip).zip(take) {
        *out = skip.max(take + gain);
    }
}

/// What a budget of minutes costs, rounded up.
const fn constant(price: i64, minutes: i64) -> i64 {
    -(-price * minutes).div_euclid(PART)
}

/// The greatest common divisor.
const fn divisor(mut a: i32, mut b: i32) -> i32 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
