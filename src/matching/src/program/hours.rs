//! The table of one person's program with the hours of each week and with weekly rest, and a price on the hours of the
//! reference period.
//!
//! `table[r][k][u]` is the most that `k` of the first `r` items gain when `u` units of minutes are left in the latest week
//! of these items and all of it in the weeks before. With weekly rest there are three of them, for the weeks that are judged
//! together in which the latest of these items is: nothing of them is taken yet, or their rest is found, or it must come
//! before an item that is taken. Where the budget of the reference period is exceeded, its minutes get a price: the best set
//! at gains less the price of its minutes, plus the price of the budget, is at least the best legal set (Handler and Zang
//! 1980, who find the price from the tangents on both sides of it).

use super::{Best, FORCED, NOTHING, Scratch, Set, each};
use crate::calendar::{Calendar, Shift};
use crate::limits::Limits;
use crate::problem::{Problem, SCALE};

/// Most units of minutes in a week. More make fewer paths, and a larger table: of 16, 28, 48 and 640 this was the fastest.
const MOST_UNITS: i32 = 28;
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
    minutes: i32,
    /// The weeks that are judged together for rest.
    block: i32,
}

const NO_ITEMS: Latest = Latest {
    week: i32::MIN,
    day: i32::MIN,
    minutes: 0,
    block: i32::MIN,
};

/// How a path that takes items from the last to the first goes on.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    /// The item taken last, the earliest; `NONE` at the beginning.
    pub earliest: u8,
    /// Whether its weeks have no long enough rest after it; never if rest isn't looked at.
    pub tired: bool,
    /// Minutes that are taken in its week.
    pub week: i32,
}

/// No item yet.
pub(super) const NONE: u8 = u8::MAX;

impl State {
    pub(super) const BEGIN: Self = Self {
        earliest: NONE,
        tired: false,
        week: 0,
    };
}

/// Which of the tables.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// Nothing is taken of the latest weeks, or rest isn't looked at.
    Fresh,
    /// Their rest is found.
    Rested,
    /// It isn't.
    Tired,
}

/// Where rest can be around an item.
#[derive(Debug, Clone, Copy)]
struct Rest {
    block: i32,
    /// How many items end before the last rest before it, if there is one in its weeks.
    before: Option<u8>,
    /// Whether there is one after it, if nothing else is taken of its weeks.
    after: bool,
}

/// Working memory.
#[derive(Debug, Default)]
pub(super) struct Hours {
    /// The shift of each item, and what it gains less the price of its hours.
    pub shifts: Vec<Shift>,
    pub priced: Vec<i32>,
    /// For each number of items.
    pub latest: Vec<Latest>,
    /// For each item, if rest is looked at.
    rests: Vec<Rest>,
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
    /// Makes the table of the first `count` items, by the hours of each week `if_weeks` and by weekly rest `if_rest`.
    pub(super) fn fill_hours(
        &mut self,
        problem: &Problem,
        person: usize,
        costs: &[i32],
        count: usize,
        (if_weeks, if_rest): (bool, bool),
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
        hours.find_rests(&problem.calendar, limits, if_rest);
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
            let worth = hours.most(self.width, count, k, State::BEGIN) - cost;
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
        let mut state = State::BEGIN;
        while k > 0 && items > 0 {
            let here = hours.most(self.width, items, k, state);
            if here == hours.most(self.width, items - 1, k, state) {
                items -= 1;
                continue;
            }
            let item = items - 1;
            state = hours.take(state, item);
            set |= 1 << self.items[item];
            items = usize::from(self.before[item]);
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
            latest.block = limits.rest_block(latest.week);
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

    fn find_rests(&mut self, calendar: &Calendar, limits: &Limits, if_rest: bool) {
        self.rests.clear();
        if !if_rest {
            return;
        }
        for shift in &self.shifts {
            let block = limits.rest_block(shift.week);
            let (from, until) = limits.block_of(calendar, shift);
            let before = limits.latest_rest(from, shift.start);
            let ended = |from: i32| self.shifts.partition_point(|other| other.end <= from) as u8;
            self.rests.push(Rest {
                block,
                before: before.map(ended),
                after: limits.latest_rest(shift.end, until).is_some(),
            });
        }
    }

    fn fill(&mut self, before: &[u8], width: usize) {
        let kinds = if self.rests.is_empty() { 1 } else { 3 };
        let stride = kinds * width * self.steps;
        let needed = (self.shifts.len() + 1) * stride;
        if self.table.len() < needed {
            self.table.resize(needed, NOTHING);
        }
        self.table[..stride].fill(NOTHING);
        self.table[self.steps..2 * self.steps].fill(0);
        let mut table = std::mem::take(&mut self.table);
        for item in 0..self.shifts.len() {
            let from = usize::from(before[item]);
            let (done, rest) = table.split_at_mut((item + 1) * stride);
            let shape = (&*done, width, kinds);
            let (last, now) = (self.latest[item], self.latest[item + 1]);
            let size = width * self.steps;
            let Some(&Rest {
                block,
                before,
                after,
            }) = self.rests.get(item)
            else {
                self.skip(shape, &mut rest[..size], item, Some(Kind::Fresh));
                self.add(shape, &mut rest[..size], item, Some((Kind::Fresh, from)));
                continue;
            };
            // The rest before the item is the one of its weeks, or another one is.
            let satisfied = |items: usize| (self.found(items, block), items);
            let rested = before.map(|items| satisfied(usize::from(items)));
            let tired = (self.latest[from].block == block).then_some((Kind::Tired, from));
            let same = last.block == now.block;
            let own = block == now.block;
            for (kind, out) in [Kind::Fresh, Kind::Rested, Kind::Tired]
                .into_iter()
                .zip(rest.chunks_exact_mut(size))
            {
                let skipped = match kind {
                    Kind::Fresh => Some(Kind::Fresh),
                    Kind::Rested if same => Some(Kind::Rested),
                    Kind::Rested => Some(Kind::Fresh),
                    Kind::Tired => same.then_some(Kind::Tired),
                };
                self.skip(shape, out, item, skipped);
                match kind {
                    Kind::Rested if own => self.add(shape, out, item, Some(satisfied(from))),
                    Kind::Tired if !own => {}
                    Kind::Fresh | Kind::Rested if after => {
                        self.add(shape, out, item, Some(satisfied(from)))
                    }
                    _ => {
                        self.add(shape, out, item, rested);
                        self.add(shape, out, item, tired);
                    }
                }
            }
        }
        self.table = table;
    }

    /// The table in which the first `items` stand if the rest of the weeks `block` is found.
    fn found(&self, items: usize, block: i32) -> Kind {
        match self.latest[items].block == block {
            true => Kind::Rested,
            false => Kind::Fresh,
        }
    }

    fn units(&self, minutes: i32) -> usize {
        (minutes / self.unit) as usize
    }

    /// The entries of all numbers of shifts for the first `items`.
    fn rows<'a>(
        &self,
        (done, width, kinds): (&'a [i32], usize, usize),
        kind: Kind,
        items: usize,
    ) -> &'a [i32] {
        let size = width * self.steps;
        &done[(items * kinds + kind as usize) * size..][..size]
    }

    /// The item isn't taken.
    fn skip(
        &self,
        shape: (&[i32], usize, usize),
        out: &mut [i32],
        item: usize,
        kind: Option<Kind>,
    ) {
        let Some(kind) = kind else {
            return out.fill(NOTHING);
        };
        let rows = self.rows(shape, kind, item);
        let (last, now) = (self.latest[item], self.latest[item + 1]);
        if last.week == now.week || self.steps == 1 {
            out.copy_from_slice(rows);
            return;
        }
        let all = self.units(last.minutes);
        for (out, row) in out
            .chunks_exact_mut(self.steps)
            .zip(rows.chunks_exact(self.steps))
        {
            out.fill(row[all]);
        }
    }

    /// The item is taken after some of the first items of a table.
    fn add(
        &self,
        shape: (&[i32], usize, usize),
        out: &mut [i32],
        item: usize,
        source: Option<(Kind, usize)>,
    ) {
        let Some((kind, items)) = source else {
            return;
        };
        let (steps, gain, shift) = (self.steps, self.priced[item], self.shifts[item]);
        let rows = self.rows(shape, kind, items);
        let out = &mut out[steps..];
        if steps == 1 {
            return raise(out, rows, gain);
        }
        let (from, now) = (self.latest[items], self.latest[item + 1]);
        let (takes, full) = (
            self.units(shift.paid),
            self.units(self.minutes_of(shift.week)),
        );
        if takes > full {
            return;
        }
        for (out, row) in out.chunks_exact_mut(steps).zip(rows.chunks_exact(steps)) {
            if from.week == now.week {
                raise(&mut out[takes..], row, gain);
                continue;
            }
            // What was taken before is of another week, or this ends after a shift that begins in a later week.
            let left = match from.week == shift.week {
                true => full - takes,
                false => self.units(from.minutes),
            };
            let least = if shift.week == now.week { takes } else { 0 };
            let gained = row[left] + gain;
            out[least..]
                .iter_mut()
                .for_each(|out| *out = gained.max(*out));
        }
    }

    fn minutes_of(&self, week: i32) -> i32 {
        let found = self.latest.iter().find(|latest| latest.week == week);
        found.map_or(0, |latest| latest.minutes)
    }

    /// The state once an item is taken.
    pub(super) fn take(&self, state: State, item: usize) -> State {
        let shift = self.shifts[item];
        let next = self.shifts.get(usize::from(state.earliest));
        let week = shift.paid
            + if next.is_some_and(|next| next.week == shift.week) {
                state.week
            } else {
                0
            };
        let tired = self.rests.get(item).is_some_and(|rest| {
            match self.rests.get(usize::from(state.earliest)) {
                Some(next) if next.block == rest.block => {
                    state.tired && next.before.is_none_or(|before| item >= usize::from(before))
                }
                _ => !rest.after,
            }
        });
        State {
            earliest: item as u8,
            tired,
            week,
        }
    }

    /// The most that `left` of the first `items` gain from a state.
    pub(super) fn most(&self, width: usize, items: usize, left: usize, state: State) -> i32 {
        let at = |kind, items| self.entry(width, kind, items, left, state);
        let Some(&Rest { block, before, .. }) = self.rests.get(usize::from(state.earliest)) else {
            return at(Kind::Fresh, items);
        };
        if !state.tired {
            return at(self.found(items, block), items);
        }
        let rested = before.map_or(NOTHING, |before| {
            let items = items.min(usize::from(before));
            at(self.found(items, block), items)
        });
        match self.latest[items].block == block {
            true => rested.max(at(Kind::Tired, items)),
            false => rested,
        }
    }

    fn entry(&self, width: usize, kind: Kind, items: usize, left: usize, state: State) -> i32 {
        let latest = self.latest[items];
        let next = self.shifts.get(usize::from(state.earliest));
        let is_same = next.is_some_and(|next| next.week == latest.week);
        let minutes = latest.minutes - if is_same { state.week } else { 0 };
        if minutes < 0 && self.unit < i32::MAX {
            return NOTHING;
        }
        let kinds = if self.rests.is_empty() { 1 } else { 3 };
        let row = (items * kinds + kind as usize) * width + 1 + left;
        self.table[row * self.steps + self.units(minutes.max(0))]
    }
}

/// `out = max(out, take + gain)` all along.
fn raise(out: &mut [i32], take: &[i32], gain: i32) {
    for (out, &take) in out.iter_mut().zip(take) {
        *out = (*out).max(take + gain);
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
