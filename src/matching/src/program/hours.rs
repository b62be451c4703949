//! A price on the hours of the reference periods of one person, all together.
//!
//! Where their budget of minutes is exceeded, the best set at gains less the price of its minutes, plus the price of the
//! budget, is at least the best legal set (Handler and Zang 1980, who find the price from the tangents on both sides of it).

use super::table::{Counted, State, Table};
use super::{Asked, Best, FORCED, Scratch, Set, each};
use crate::problem::SCALE;

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
    pub(super) fn fill_hours(&mut self, asked: Asked<'_>, count: usize, counted: Counted) {
        let (problem, limits, lines) = (asked.problem, asked.limits, asked.lines);
        let items = self.items[..count].iter();
        let shifts = items.map(|&pair| problem.shift(lines[usize::from(pair)]));
        let table = &mut self.hours.table;
        table.begin(shifts, &problem.calendar, limits, counted);
        let free = self.tangent(asked, 0);
        if free.slope < 0 && limits.counts_average() {
            self.price_reference(asked, free);
        }
    }

    /// Finds the price at which the bound is small, and leaves the table there.
    fn price_reference(&mut self, asked: Asked<'_>, free: Tangent) {
        let mut high = self.nothing_worth_it(asked);
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
            let now = self.tangent(asked, price);
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
            self.tangent(asked, best.price);
        }
    }

    /// At a price at which no hour of the reference period is worth anything.
    fn nothing_worth_it(&mut self, asked: Asked<'_>) -> Tangent {
        let price = self.dearest_minute();
        let items = &self.items[..self.hours.table.shifts.len()];
        let is_left_out = |&pair: &u16| !is_forced(self.gain[usize::from(pair)]);
        let costs_more = asked.costs.windows(2).all(|two| two[0] <= two[1]);
        if costs_more && items.iter().all(is_left_out) {
            // The best set is empty.
            let slope = i64::from(asked.limits.reference_left());
            let bound = constant(price, slope);
            return Tangent {
                price,
                bound,
                slope,
            };
        }
        self.tangent(asked, price)
    }

    /// A price at which no hour of the reference period is worth anything.
    pub(super) fn dearest_minute(&self) -> i64 {
        let shifts = self.hours.table.shifts.iter().zip(&self.items);
        let a_minute = shifts.filter_map(|(shift, &pair)| {
            let gain = self.gain[usize::from(pair)];
            let own = gain - if is_forced(gain) { FORCED } else { 0 };
            (i64::from(own) * PART).checked_div(i64::from(shift.paid))
        });
        a_minute.max().unwrap_or(0).max(0) + 1
    }

    /// Fills the table at a price; keeps the best set there if it is legal and the best so far.
    fn tangent(&mut self, asked: Asked<'_>, price: i64) -> Tangent {
        let limits = asked.limits;
        let budget = i64::from(limits.reference_left());
        self.hours.price = price;
        self.hours.constant = constant(price, budget);
        let table = &mut self.hours.table;
        table.priced.clear();
        for (shift, &pair) in table.shifts.iter().zip(&self.items) {
            let less = less(price, i64::from(shift.paid));
            let gain = (i64::from(self.gain[usize::from(pair)]) - less).max(LEAST_GAIN);
            table.priced.push(i32::try_from(gain).unwrap_or(i32::MAX));
        }
        table.fill(&self.before, self.width);
        let count = table.shifts.len();
        let (mut size, mut value) = (0, 0);
        for (k, &cost) in asked.costs.iter().enumerate().skip(1) {
            let worth = table.most(count, k, State::BEGIN) - cost;
            if worth > value {
                (size, value) = (k, worth);
            }
        }
        let set = self.trace_hours(count, size, State::BEGIN);
        self.choose(asked, set);
        let paid = self.chosen.iter().map(|shift| i64::from(shift.paid));
        let used: i64 = paid.sum();
        if limits
            .break_of(&asked.problem.calendar, &self.chosen)
            .is_none()
        {
            let value = self.worth(set, asked.costs);
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
        let gained: i64 = each(&set).map(|pair| i64::from(self.gain[pair])).sum();
        gained - i64::from(costs[set.len()])
    }

    /// The `size` of the first `items` that the table says gain most from a state; fewer if that was only so by rounding.
    pub(super) fn trace_hours(&self, items: usize, size: usize, state: State) -> Set {
        let table = &self.hours.table;
        let (mut set, mut items, mut k, mut state) = (Set::EMPTY, items, size, state);
        while k > 0 && items > 0 {
            let here = table.most(items, k, state);
            if here == table.most(items - 1, k, state) {
                items -= 1;
                continue;
            }
            let item = items - 1;
            state = table.take(state, item);
            set.put(usize::from(self.items[item]));
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

/// What minutes cost, rounded so that no set gains less than it should.
pub(super) const fn less(price: i64, minutes: i64) -> i64 {
    (price * minutes).div_euclid(PART)
}

/// What a budget of minutes costs, rounded up.
pub(super) const fn constant(price: i64, minutes: i64) -> i64 {
    -(-price * minutes).div_euclid(PART)
}
