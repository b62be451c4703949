//! The program of one person over many shifts: a horizon of months, or hundreds of different shifts.
//!
//! The table by number of shifts is too large here. Instead each further shift has a price λ. At any λ the best set at gains
//! less λ, plus the most that any number `k` of shifts makes of `λk − cost(k)`, is at least the best legal set: the cost is
//! convex, so at the best λ little lies between the two. The reference period's hours have a price as they do elsewhere.
//! What is returned is the best legal set met on the way, and the least bound.

use super::table::{Counted, State};
use super::{Asked, Best, FORCED, Scratch, Set};
use crate::problem::SCALE;

/// Prices of a shift, and then of an hour, that are tried.
const MOST_TANGENTS: usize = 9;
/// A price is good enough when no other lowers the bound by more than this: two units of value.
const ENOUGH: i64 = 2 * SCALE as i64;
/// No gain is made less than this, so that sums of hundreds stay in range.
const LEAST_GAIN: i64 = -(1 << 20);

/// Prices, the bound there, and how it changes with the price that is being looked for.
#[derive(Debug, Clone, Copy)]
struct Tangent {
    price: i64,
    bound: i64,
    slope: i64,
}

/// The prices of a shift, and of a minute of the reference period.
#[derive(Debug, Clone, Copy)]
struct Prices {
    shift: i64,
    minute: i64,
}

impl Scratch {
    /// The best set of the first `count` items that was found, and a bound. Linear in items, times minutes of a week where
    /// hours bind.
    pub(super) fn long(&mut self, asked: Asked<'_>, count: usize) -> Best {
        self.hours.legal = Best::default();
        self.best_picked.clear();
        let mut bound = self.price_shifts(asked, count, Counted::NOTHING);
        if self.broken.is_some() {
            self.with_hours += 1;
            let counted = Counted {
                weeks: asked.limits.counts_weeks(),
                rest: true,
            };
            bound = bound.min(self.price_shifts(asked, count, counted));
        }
        let legal = self.hours.legal;
        let set = match lines_fit(asked) {
            true => self
                .best_picked
                .iter()
                .map(|&pair| usize::from(pair))
                .collect(),
            false => Set::EMPTY,
        };
        Best {
            value: legal.value,
            bound: bound.max(legal.value),
            set,
        }
    }

    /// The least bound found over prices of a shift and of the reference period.
    fn price_shifts(&mut self, asked: Asked<'_>, count: usize, counted: Counted) -> i64 {
        let (problem, lines) = (asked.problem, asked.lines);
        let items = self.items[..count].iter();
        let shifts = items.map(|&pair| problem.shift(lines[usize::from(pair)]));
        let table = &mut self.hours.table;
        table.begin(shifts, &problem.calendar, asked.limits, counted);
        let gains = self.hours.table.shifts.iter().zip(&self.items);
        let most = gains
            .map(|(_, &pair)| own(self.gain[usize::from(pair)]))
            .max()
            .unwrap_or(0);
        let shift = self.least(i64::from(asked.costs[1]), most + 1, |scratch, price| {
            let prices = Prices {
                shift: price,
                minute: 0,
            };
            let (bound, by_shift, _) = scratch.priced(asked, prices);
            Tangent {
                price,
                bound,
                slope: by_shift,
            }
        });
        let (_, _, by_minute) = self.priced(
            asked,
            Prices {
                shift: shift.price,
                minute: 0,
            },
        );
        if by_minute >= 0 || !asked.limits.counts_average() {
            return shift.bound;
        }
        let dearest = self.dearest_minute();
        let minute = self.least(0, dearest, |scratch, price| {
            let prices = Prices {
                shift: shift.price,
                minute: price,
            };
            let (bound, _, by_minute) = scratch.priced(asked, prices);
            Tangent {
                price,
                bound,
                slope: by_minute,
            }
        });
        let again = self.least(i64::from(asked.costs[1]), most + 1, |scratch, price| {
            let prices = Prices {
                shift: price,
                minute: minute.price,
            };
            let (bound, by_shift, _) = scratch.priced(asked, prices);
            Tangent {
                price,
                bound,
                slope: by_shift,
            }
        });
        shift.bound.min(minute.bound).min(again.bound)
    }

    /// Where the convex bound between two prices is least, nearly (Handler and Zang 1980).
    fn least(
        &mut self,
        from: i64,
        until: i64,
        mut at: impl FnMut(&mut Self, i64) -> Tangent,
    ) -> Tangent {
        let mut low = at(self, from);
        if low.slope >= 0 {
            return low;
        }
        let mut high = at(self, until.max(from + 1));
        let mut best = if high.bound < low.bound { high } else { low };
        for turn in 0..MOST_TANGENTS {
            if high.slope <= 0 || best.bound <= self.hours.legal.value {
                break;
            }
            let rise = high.bound - low.bound + low.slope * low.price - high.slope * high.price;
            let mut price = rise / (low.slope - high.slope);
            let least = low.bound + low.slope * (price - low.price);
            if price <= low.price || price >= high.price || least + ENOUGH >= best.bound {
                break;
            }
            if turn % 3 == 2 {
                // Tangents alone can come nearer from one side only.
                price = i64::midpoint(low.price, high.price);
            }
            let now = at(self, price);
            if now.bound < best.bound {
                best = now;
            }
            if now.slope < 0 {
                low = now;
            } else {
                high = now;
            }
        }
        best
    }

    /// The bound at prices, and its slopes by both; keeps the best set there if it is legal and the best so far.
    fn priced(&mut self, asked: Asked<'_>, prices: Prices) -> (i64, i64, i64) {
        let budget = i64::from(asked.limits.reference_left());
        let table = &mut self.hours.table;
        table.priced.clear();
        for (shift, &pair) in table.shifts.iter().zip(&self.items) {
            let minutes = i64::from(shift.paid);
            let less = prices.shift + super::hours::less(prices.minute, minutes);
            let gain = (i64::from(self.gain[usize::from(pair)]) - less).max(LEAST_GAIN);
            table.priced.push(i32::try_from(gain).unwrap_or(i32::MAX));
        }
        table.fill_flat(&self.before);
        let count = table.shifts.len();
        let value = i64::from(table.most(count, 0, State::BEGIN)).max(0);
        self.pick(count);
        let size = i64::try_from(self.picked.len()).unwrap_or(i64::MAX);
        let (mut number, mut rest) = (0, i64::MIN);
        for (k, &cost) in (0..).zip(asked.costs) {
            let worth = prices.shift * k - i64::from(cost);
            if worth > rest {
                (number, rest) = (k, worth);
            }
        }
        let used = self.consider(asked);
        let paid = super::hours::constant(prices.minute, budget);
        (value + rest + paid, number - size, budget - used)
    }

    /// What the table says is best, by place in the row, ascending, into `self.picked`.
    fn pick(&mut self, count: usize) {
        self.picked.clear();
        let (mut items, mut state) = (count, State::BEGIN);
        while items > 0 {
            let table = &self.hours.table;
            let here = table.most(items, 0, state);
            if here == table.most(items - 1, 0, state) {
                items -= 1;
                continue;
            }
            let item = items - 1;
            state = table.take(state, item);
            self.picked.push(self.items[item]);
            items = usize::from(self.before[item]);
        }
        self.picked.reverse();
    }

    /// Leaves out of what was picked what gains least, until it is legal and its last shift gains what it costs; keeps it if it
    /// is the best so far. The minutes of the reference period that it had before.
    fn consider(&mut self, asked: Asked<'_>) -> i64 {
        let shifts = |picked: &[u16], chosen: &mut Vec<_>| {
            let lines = picked.iter().map(|&pair| asked.lines[usize::from(pair)]);
            chosen.clear();
            chosen.extend(lines.map(|line| asked.problem.shift(line)));
        };
        let (limits, calendar) = (asked.limits, &asked.problem.calendar);
        let mut picked = std::mem::take(&mut self.picked);
        shifts(&picked, &mut self.chosen);
        let used = self.chosen.iter().map(|shift| i64::from(shift.paid)).sum();
        self.broken = limits.break_of(calendar, &self.chosen);
        // Where many shifts gain much the same, a little less of a price is many more shifts.
        self.keep_dearest(asked, &mut picked);
        shifts(&picked, &mut self.chosen);
        let mut repairs = 0;
        while !picked.is_empty() && limits.break_of(calendar, &self.chosen).is_some() {
            let among = limits.fullest_week(&self.chosen).unwrap_or(0..picked.len());
            let worst = among.min_by_key(|&n| self.gain[usize::from(picked[n])]);
            let Some(worst) = worst else { break };
            picked.remove(worst);
            repairs += 1;
            // A set that is far from legal isn't worth it.
            if repairs > 40 + asked.costs.len() / 4 {
                picked.clear();
            }
            shifts(&picked, &mut self.chosen);
        }
        let gained: i64 = picked
            .iter()
            .map(|&pair| i64::from(self.gain[usize::from(pair)]))
            .sum();
        let value = gained - i64::from(asked.costs[picked.len()]);
        if value > self.hours.legal.value {
            self.hours.legal.value = value;
            self.best_picked.clone_from(&picked);
        }
        self.picked = picked;
        used
    }

    /// Keeps what gains most, while one more gains what it costs.
    fn keep_dearest(&mut self, asked: Asked<'_>, picked: &mut Vec<u16>) {
        let gain = |&pair: &u16| i64::from(self.gain[usize::from(pair)]);
        let mut dearest = picked.clone();
        dearest.sort_by_key(|pair| std::cmp::Reverse(gain(pair)));
        let steps = asked
            .costs
            .windows(2)
            .map(|two| i64::from(two[1]) - i64::from(two[0]));
        let worth_it = dearest
            .iter()
            .zip(steps)
            .take_while(|&(pair, step)| gain(pair) > step);
        dearest.truncate(worth_it.count());
        dearest.sort_unstable();
        *picked = dearest;
    }
}

/// Whether sets can name all lines.
fn lines_fit(asked: Asked<'_>) -> bool {
    asked.lines.len() <= super::WIDEST
}

/// A gain without what forces it.
fn own(gain: i32) -> i64 {
    i64::from(gain)
        - if gain > FORCED / 2 {
            i64::from(FORCED)
        } else {
            0
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generator::{Shape, lawful};
    use crate::input::Instance;
    use crate::program::each;
    use crate::testing::{Dice, line, monday, person, problem, rules};

    #[test]
    fn of_many_shifts_that_gain_the_same_about_as_many_are_taken_as_the_person_wants() {
        let mut rules = rules();
        rules.horizon.end = monday(0, 120 * 24).end;
        let days = (0..119_u64).map(|day| {
            let mut wanted = line(day);
            let from = 24 * day as i64 + 7;
            wanted.interval = monday(from, from + 8);
            wanted
        });
        let mut someone = person(1);
        someone.available = vec![monday(0, 120 * 24)];
        someone.maximum_shifts = 10;
        let instance = Instance::new(vec![someone], days.collect(), rules).unwrap();
        let problem = problem(&instance);
        let asked = problem.asked(0);
        let mut scratch = Scratch::default();
        for (pair, place) in problem.rows[0].range().enumerate() {
            scratch.gain[pair] = problem.value[place];
        }
        let count = scratch.take_items(asked);
        let long = scratch.long(asked, count);
        // The first week has one too many of the first ten.
        assert_eq!((count, long.set.len()), (119, 9));
        assert!(10 * long.value >= 9 * scratch.best(&problem, 0, None).value);
    }

    #[test]
    fn with_a_price_for_each_shift_the_set_is_legal_and_no_better_one_is_above_the_bound() {
        let mut scratch = Scratch::default();
        let (mut judged, mut exact) = (0, 0);
        for seed in 0..1_500 {
            let mut dice = Dice::new(seed);
            let shape = Shape {
                people: 3,
                lines: 14,
                headcount: 1,
                days: 3 + dice.roll(12) as i32,
                open: true,
            };
            let instance = lawful(shape, seed).unwrap();
            let problem = problem(&instance);
            for person in 0..problem.people.len() {
                let asked = problem.asked(person);
                if asked.costs.len() < 2 {
                    continue;
                }
                for (pair, place) in problem.rows[person].range().enumerate() {
                    scratch.gain[pair] = problem.value[place] - 16 * dice.roll(900) as i32;
                }
                let expected = scratch.best(&problem, person, None);
                let count = scratch.take_items(asked);
                let long = scratch.long(asked, count);
                assert!(
                    long.value <= expected.value && expected.bound <= long.bound,
                    "seed {seed}: {long:?} {expected:?}"
                );
                let shifts: Vec<_> = each(&long.set)
                    .map(|pair| problem.shift(asked.lines[pair]))
                    .collect();
                let rest = asked.limits.daily_rest;
                let is_rested = |two: &[crate::calendar::Shift]| two[0].end + rest <= two[1].start;
                assert!(shifts.windows(2).all(is_rested));
                assert!(asked.limits.break_of(&problem.calendar, &shifts).is_none());
                assert_eq!(scratch.worth(long.set, asked.costs), long.value);
                judged += 1;
                exact += usize::from(long.value == expected.value);
            }
        }
        assert!(
            judged > 3_000 && 100 * exact > 60 * judged,
            "{exact} of {judged} are the best sets"
        );
    }
}
