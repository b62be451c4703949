//! The best-first search for the best legal set of one person.
//!
//! A path takes shifts from the last to the first. The table, at gains less the price of hours, bounds what the rest of a
//! path can gain. Of the paths at one place one is dropped if another gained as much with no more hours and no less rest
//! (labels of a constrained shortest path, Desrochers and Soumis 1988). When no path left can gain more than the best that
//! arrived, that is the answer.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::table::{NONE, State};
use super::{Asked, Best, NOTHING, Scratch, Set, each};

/// Paths looked at before the search settles for a bound and a repaired answer.
const MOST_PATHS: usize = 4_000;

#[derive(Debug, Clone, Copy)]
struct Path {
    gain: i32,
    /// The same less the price of its hours.
    priced: i32,
    /// Only the first so many items remain, of which `left` are to be taken.
    items: u16,
    left: u16,
    total: u16,
    state: State,
    /// The path without the earliest item.
    parent: u32,
    /// Minutes on the day and in the reference period of the earliest item.
    day: i32,
    counted: i32,
}

/// What decides which ways a path can still go on, beside its place.
#[derive(Debug, Clone, Copy)]
struct Label {
    /// What was gained less the cost of all the shifts.
    worth: i32,
    /// Minutes in the last week and on the last day of what remains, and in the reference period.
    week: i32,
    day: i32,
    counted: i32,
    /// The weeks that are judged together in which the earliest shift is. Of different ones neither is better.
    block: i32,
    /// Stretches of rest that these weeks still lack.
    missing: u8,
    /// When the earliest shift starts, if rest is looked at: rest before it ends there.
    start: i32,
    /// Where rest between shifts may be short, the earliest shift, of different ones of which neither is better, and what the
    /// rest after it makes up for.
    earliest: u16,
    makes_up: i32,
    /// The label that was at the same place before.
    next: u32,
}

impl Label {
    /// Whether every way on from `other` is a way on from here, and gains as much.
    const fn covers(&self, other: &Self) -> bool {
        self.worth >= other.worth
            && self.week <= other.week
            && self.day <= other.day
            && self.counted <= other.counted
            && self.block == other.block
            && self.missing <= other.missing
            && (self.missing == 0 || self.start >= other.start)
            && self.earliest == other.earliest
            && self.makes_up >= other.makes_up
    }
}

/// Working memory of the search.
#[derive(Debug, Default)]
pub(super) struct Paths {
    paths: Vec<Path>,
    heap: BinaryHeap<(i64, Reverse<u32>)>,
    /// The bound of the path looked at, and one that goes on from it as good, which needn't go through the heap.
    top: i64,
    next: Option<u32>,
    labels: Vec<Label>,
    /// For each number of items and of shifts to take the label that came there last.
    last_label: Vec<u32>,
}

impl Paths {
    /// The path with the greatest bound.
    fn pop(&mut self) -> Option<(i64, u32)> {
        if let Some(next) = self.next.take() {
            return Some((self.top, next));
        }
        let (bound, Reverse(at)) = self.heap.pop()?;
        self.top = bound;
        Some((bound, at))
    }
}

impl Scratch {
    /// The best set within the limits of hours, and with weekly rest when `rest`.
    pub(super) fn paths(&mut self, asked: Asked<'_>, rest: bool) -> Best {
        let limits = asked.limits;
        let count = self.hours.table.shifts.len();
        let search = &mut self.paths;
        search.paths.clear();
        search.heap.clear();
        (search.top, search.next) = (i64::MAX, None);
        search.labels.clear();
        search.last_label.clear();
        search.last_label.resize((count + 1) * self.width, u32::MAX);
        let mut found = self.hours.legal;
        for (k, &cost) in asked.costs.iter().enumerate() {
            let path = Path {
                gain: 0,
                priced: 0,
                items: count as u16,
                left: k as u16,
                total: k as u16,
                state: State::BEGIN,
                parent: u32::MAX,
                day: 0,
                counted: 0,
            };
            self.push(path, cost, found.value);
        }
        let mut looked_at = 0;
        while let Some((bound, at)) = self.paths.pop() {
            if bound <= found.value {
                break;
            }
            let path = self.paths.paths[at as usize];
            let cost = asked.costs[usize::from(path.total)];
            if path.left == 0 {
                let value = i64::from(path.gain) - i64::from(cost);
                let set = self.set_of(at);
                self.choose(asked, set);
                let unrested = || limits.rest_each_week(&asked.problem.calendar, &self.chosen);
                if value > found.value && (!rest || unrested().is_none()) {
                    found = Best {
                        value,
                        bound: value,
                        set,
                    };
                }
                continue;
            }
            looked_at += 1;
            if looked_at > MOST_PATHS {
                let repaired = self.repaired(asked, at);
                let best = if repaired.value > found.value {
                    repaired
                } else {
                    found
                };
                return Best { bound, ..best };
            }
            if self.is_covered(asked, at, cost, rest) {
                continue;
            }
            let without = Path {
                items: path.items - 1,
                ..path
            };
            self.push(without, cost, found.value);
            self.take(asked, at, rest, cost, found.value);
        }
        found
    }

    /// Whether a path that came to the same place before gained as much and can go every way that this one can; remembers
    /// it if not.
    fn is_covered(&mut self, asked: Asked<'_>, at: u32, cost: i32, rest: bool) -> bool {
        let path = self.paths.paths[at as usize];
        let limits = asked.limits;
        let place = usize::from(path.items) * self.width + 1 + usize::from(path.left);
        let last = self.paths.last_label[place];
        let mut label = Label {
            worth: path.gain - cost,
            week: 0,
            day: 0,
            counted: if limits.counts_average() {
                path.counted
            } else {
                0
            },
            block: i32::MAX,
            missing: u8::from(path.state.tired),
            start: 0,
            earliest: NONE,
            makes_up: 0,
            next: last,
        };
        if let Some(&shift) = self
            .hours
            .table
            .shifts
            .get(usize::from(path.state.earliest))
        {
            // Nothing that remains starts after the earliest, so other weeks, days and periods are done with.
            let latest = self.hours.table.latest[usize::from(path.items)];
            if shift.period != latest.period {
                label.counted = 0;
            }
            if shift.week == latest.week && limits.counts_weeks() {
                label.week = path.state.week;
            }
            if shift.day == latest.day && limits.counts_days() {
                label.day = path.day;
            }
            if rest {
                label.block = limits.rest_block(shift.week);
                label.start = shift.start;
                if limits.rests_twice() || limits.rest.can_be_short() {
                    let set = self.set_of(at);
                    self.choose(asked, set);
                }
                if limits.rests_twice() {
                    label.missing =
                        limits.rests_missing(&asked.problem.calendar, &self.chosen, &shift);
                }
                if limits.rest.can_be_short() {
                    let chosen = self.chosen.get(1).map_or(i32::MAX / 2, |next| next.start);
                    label.earliest = path.state.earliest;
                    label.makes_up = limits.makes_up(&shift, chosen);
                }
            }
        }
        let search = &mut self.paths;
        let mut at = last;
        while let Some(other) = search.labels.get(at as usize) {
            if other.covers(&label) {
                return true;
            }
            at = other.next;
        }
        search.last_label[place] = u32::try_from(search.labels.len()).unwrap_or(u32::MAX);
        search.labels.push(label);
        false
    }

    /// Adds a path unless the table says that it can't be completed, or not to more than what is found.
    fn push(&mut self, path: Path, cost: i32, found: i64) {
        let (items, left) = (usize::from(path.items), usize::from(path.left));
        let rest = self.hours.table.most(items, left, path.state);
        if rest < NOTHING / 2 {
            return;
        }
        let bound =
            i64::from(path.priced) + i64::from(rest) - i64::from(cost) + self.hours.constant;
        if bound <= found {
            return;
        }
        let at = u32::try_from(self.paths.paths.len()).unwrap_or(u32::MAX);
        self.paths.paths.push(path);
        if bound == self.paths.top && self.paths.next.is_none() {
            self.paths.next = Some(at);
        } else {
            self.paths.heap.push((bound, Reverse(at)));
        }
    }

    /// The path that takes the last remaining item, if limits allow it.
    fn take(&mut self, asked: Asked<'_>, at: u32, rest: bool, cost: i32, found: i64) {
        let path = self.paths.paths[at as usize];
        let limits = asked.limits;
        let item = path.items - 1;
        let shift = self.hours.table.shifts[usize::from(item)];
        let state = self.hours.table.take(path.state, usize::from(item));
        let next = self
            .hours
            .table
            .shifts
            .get(usize::from(path.state.earliest));
        let is_same_day = next.is_some_and(|next| next.day == shift.day);
        let day = shift.paid + if is_same_day { path.day } else { 0 };
        let is_same_period = next.is_some_and(|next| next.period == shift.period);
        let counted = shift.paid + if is_same_period { path.counted } else { 0 };
        if limits.over(&shift, state.week, day, counted) {
            return;
        }
        let pair = self.items[usize::from(item)];
        if rest {
            let mut set = self.set_of(at);
            set.put(usize::from(pair));
            self.choose(asked, set);
            let calendar = &asked.problem.calendar;
            if limits
                .unrested_after(calendar, &self.chosen, shift.start)
                .is_some()
            {
                return;
            }
        }
        let next = Path {
            gain: path.gain + self.gain[usize::from(pair)],
            priced: path.priced + self.hours.table.priced[usize::from(item)],
            items: self.before[usize::from(item)],
            left: path.left - 1,
            total: path.total,
            state,
            parent: at,
            day,
            counted,
        };
        self.push(next, cost, found);
    }

    fn set_of(&self, mut at: u32) -> Set {
        let mut set = Set::EMPTY;
        while let Some(path) = self.paths.paths.get(at as usize) {
            if path.state.earliest != NONE {
                set.put(usize::from(self.items[usize::from(path.state.earliest)]));
            }
            at = path.parent;
        }
        set
    }

    /// When the search takes too long: what the table says completes a path best, less its worst shifts until all of it is
    /// legal.
    fn repaired(&mut self, asked: Asked<'_>, at: u32) -> Best {
        let path = self.paths.paths[at as usize];
        let (items, left) = (usize::from(path.items), usize::from(path.left));
        let limits = asked.limits;
        let mut set = self.trace_hours(items, left, path.state);
        each(&self.set_of(at)).for_each(|pair| set.put(pair));
        loop {
            self.choose(asked, set);
            if limits
                .break_of(&asked.problem.calendar, &self.chosen)
                .is_none()
            {
                break;
            }
            let Some(worst) = each(&set).min_by_key(|&pair| self.gain[pair]) else {
                break;
            };
            set.remove(worst);
        }
        let value = self.worth(set, asked.costs);
        Best {
            value,
            bound: value,
            set,
        }
    }
}
