//! A price on the hours of the reference periods of one person, all together.
//!
//! Where their budget of minutes is exceeded, the best set at gains less the price of its minutes, plus the price of the
//! budget, is at least the best legal set (Handler and Zang 1980, who find the price from the tangents on both sides of it).

use super::table::{Counted, State, Table};
use super::{Best, FORCED, Scratch, Set, each};
use crate::problem::{Problem, SCALE};

/// Prices are in parts of a scaled unit a minute.
const PART: i64 = 64;
/// Tangents tried for the price.
const MOST_TANGENTS: usize = 6;
/// The price is good enough when it can't lower the bound by more than this: two units of value.
const ENOUGH: i64 = 2 * SCALE as i64;
/// No gain is made less than this, so that sums of a hundred stay in range.
const LEAST_GAIN: i64 = -(1 << 20);

/// Working memory.
#[derive(Debug, Default)]
pub(super) struct Hours {
    /// At the price.
    pub table: Table,
    price: i64,
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
    /// Makes the table of the first `count` items.
    pub(super) fn fill_hours(
        &mut self,
        problem: &Problem,
        person: usize,
        costs: &[i32],
        count: usize,
        counted: Counted,
    ) {
        let limits = &problem.limits[person];
        let lines = &problem.line[problem.rows[person].range()];
        let items = self.items[..count].iter();
        let shifts = items.map(|&pair| problem.shift(lines[usize::from(pair)]));
        let table = &mut self.hours.table;
        table.begin(shifts, &problem.calendar, limits, counted);
        let free = self.tangent(problem, person, costs, 0);
        if free.slope < 0 && limits.counts_average() {
            self.price_reference(problem, person, costs, free);
        }
    }

    /// Finds the price at which the bound is small, and leaves the table there.
    fn price_reference(&mut self, problem: &Problem, person: usize, costs: &[i32], free: Tangent) {
        let mut high = self.nothing_worth_it(problem, person, costs);
        let mut low = free;
        let mut best = if high.bound < low.bound { high } else { low };
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
            if now.bound < best.bound {
                best = now;
            }
            if now.slope < 0 {
                low = now;
            } else {
                high = now;
            }
        }
        if self.hours.price != best.price {
            self.tangent(problem, person, costs, best.price);
        }
    }

    /// At a price at which no hour of the reference period is worth anything.
    fn nothing_worth_it(&mut self, problem: &Problem, person: usize, costs: &[i32]) -> Tangent {
        let price = self.dearest_minute();
        let items = &self.items[..self.hours.table.shifts.len()];
        let is_left_out = |&pair: &u8| !is_forced(self.gain[usize::from(pair)]);
        let costs_more = costs.windows(2).all(|two| two[0] <= two[1]);
        if costs_more && items.iter().all(is_left_out) {
            // The best set is empty.
            let slope = i64::from(problem.limits[person].reference_left());
            let bound = constant(price, slope);
            return Tangent {
                price,
                bound,
                slope,
            };
        }
        self.tangent(problem, person, costs, price)
    }

    /// A price at which no hour of the reference period is worth anything.
    fn dearest_minute(&self) -> i64 {
        let shifts = self.hours.table.shifts.iter().zip(&self.items);
        let a_minute = shifts.filter_map(|(shift, &pair)| {
            let gain = self.gain[usize::from(pair)];
            let own = gain - if is_forced(gain) { FORCED } else { 0 };
            (i64::from(own) * PART).checked_div(i64::from(shift.paid))
        });
        a_minute.max().unwrap_or(0).max(0) + 1
    }

    /// Fills the table at a price; keeps the best set there if it is legal and the best so far.
    fn tangent(&mut self, problem: &Problem, person: usize, costs: &[i32], price: i64) -> Tangent {
        let limits = &problem.limits[person];
        let budget = i64::from(limits.reference_left());
        self.hours.price = price;
        self.hours.constant = constant(price, budget);
        let table = &mut self.hours.table;
        table.priced.clear();
        for (shift, &pair) in table.shifts.iter().zip(&self.items) {
            // Rounded so that no set gains less than it should.
            let less = (price * i64::from(shift.paid)).div_euclid(PART);
            let gain = (i64::from(self.gain[usize::from(pair)]) - less).max(LEAST_GAIN);
            table.priced.push(i32::try_from(gain).unwrap_or(i32::MAX));
        }
        table.fill(&self.before, self.width);
        let count = table.shifts.len();
        let (mut size, mut value) = (0, 0);
        for (k, &cost) in costs.iter().enumerate().skip(1) {
            let worth = table.most(count, k, State::BEGIN) - cost;
            if worth > value {
                (size, value) = (k, worth);
            }
        }
        let set = self.trace_hours(count, size, State::BEGIN);
        self.choose(problem, problem.rows[person], set);
        let paid = self.chosen.iter().map(|shift| i64::from(shift.paid));
        let used: i64 = paid.sum();
        if limits.break_of(&problem.calendar, &self.chosen).is_none() {
            let value = self.worth(set, costs);
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

    /// What a set gains less the cost of its size.
    pub(super) fn worth(&self, set: Set, costs: &[i32]) -> i64 {
        let gained: i64 = each(set).map(|pair| i64::from(self.gain[pair])).sum();
        gained - i64::from(costs[set.count_ones() as usize])
    }

    /// The `size` of the first `items` that the table says gain most from a state; fewer if that was only so by rounding.
    pub(super) fn trace_hours(&self, items: usize, size: usize, state: State) -> Set {
        let table = &self.hours.table;
        let (mut set, mut items, mut k, mut state) = (0, items, size, state);
        while k > 0 && items > 0 {
            let here = table.most(items, k, state);
            if here == table.most(items - 1, k, state) {
                items -= 1;
                continue;
            }
            let item = items - 1;
            state = table.take(state, item);
            set |= 1 << self.items[item];
            items = usize::from(self.before[item]);
            k -= 1;
        }
        set
    }
}

/// Whether the pair must be chosen.
const fn is_forced(gain: i32) -> bool {
    gain > FORCED / 2
}

/// What a budget of minutes costs, rounded up.
const fn constant(price: i64, minutes: i64) -> i64 {
    -(-price * minutes).div_euclid(PART)
}
