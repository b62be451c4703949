//! The table of one person's program with the hours of each week and with weekly rest.
//!
//! An entry is the most that `k` of the first `r` items gain when `u` units of minutes are left in the latest week of these
//! items, and whatever the limit leaves in the weeks before it. With weekly rest there are three of them, for the weeks that
//! are judged together in which the latest of these items is: nothing of them is taken yet, or their rest is found, or it
//! must come before an item that is taken. Limits of a day and of the reference period are not counted, and minutes are
//! rounded down, so an entry is never too low.

use super::NOTHING;
use crate::calendar::{Calendar, Shift};
use crate::limits::Limits;

/// Most units of minutes in a week. More make fewer paths, and a larger table: of 16, 28, 48 and 640 this was the fastest.
const MOST_UNITS: i32 = 28;

/// Entries for one number of items and of shifts, at most.
pub(super) const DEEPEST: usize = 3 * (MOST_UNITS as usize + 1);

/// No item yet.
pub(super) const NONE: u16 = u16::MAX;

/// Which limits to count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    /// Hours of each week.
    pub weeks: bool,
    /// Weekly rest.
    pub rest: bool,
}

impl Counted {
    pub(super) const NOTHING: Self = Self {
        weeks: false,
        rest: false,
    };
}

/// The latest week, day and reference period among some items.
#[derive(Debug, Clone, Copy)]
pub(super) struct Latest {
    pub week: i32,
    pub day: i32,
    pub period: i16,
    /// The weeks that are judged together for rest.
    block: i32,
    /// Minutes that are left in the week.
    minutes: i32,
}

const NO_ITEMS: Latest = Latest {
    week: i32::MIN,
    day: i32::MIN,
    period: i16::MIN,
    block: i32::MIN,
    minutes: 0,
};

/// How a path that takes items from the last to the first goes on.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    /// The item taken last, the earliest; `NONE` at the beginning.
    pub earliest: u16,
    /// Whether its weeks have no long enough rest after it; never if rest isn't counted.
    pub tired: bool,
    /// Minutes that are taken in its week.
    pub week: i32,
}

impl State {
    pub(super) const BEGIN: Self = Self {
        earliest: NONE,
        tired: false,
        week: 0,
    };
}

/// Which of the three entries.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// Nothing is taken of the latest weeks, or rest isn't counted.
    Fresh,
    /// Their rest is found.
    Rested,
    /// It must still come.
    Tired,
}

/// Where rest can be around an item.
#[derive(Debug, Clone, Copy)]
struct Rest {
    block: i32,
    /// How many items end before the latest rest before it, if there is room for one in its weeks.
    before: Option<u16>,
    /// Whether there is room for one after it, if nothing else is taken of its weeks.
    after: bool,
}

/// The table, and what it is made from.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The shift of each item.
    pub shifts: Vec<Shift>,
    /// What each item gains, less the price of its hours.
    pub priced: Vec<i32>,
    /// For each number of items.
    pub latest: Vec<Latest>,
    /// For each item the minutes that are left in its week.
    minutes: Vec<i32>,
    /// For each item, if rest is counted.
    rests: Vec<Rest>,
    /// Minutes of a unit.
    unit: i32,
    /// Entries for one number of items and of shifts.
    steps: usize,
    /// Entries for one number of items, of one kind.
    size: usize,
    /// Where the entries of no shift begin; 0 if shifts aren't numbered.
    origin: usize,
    /// 3 if rest is counted, or 1.
    kinds: usize,
    entries: Vec<i32>,
}

impl Table {
    /// Gets ready for `fill`.
    pub(super) fn begin(
        &mut self,
        shifts: impl Iterator<Item = Shift>,
        calendar: &Calendar,
        limits: &Limits,
        counted: Counted,
    ) {
        self.shifts.clear();
        self.shifts.extend(shifts);
        self.measure(limits, counted.weeks);
        self.rests.clear();
        self.kinds = 1;
        if counted.rest {
            self.kinds = 3;
            self.find_rests(calendar, limits);
        }
    }

    /// The unit, and what is left of each week.
    fn measure(&mut self, limits: &Limits, weeks: bool) {
        self.minutes.clear();
        self.latest.clear();
        self.latest.push(NO_ITEMS);
        let (mut latest, mut unit) = (NO_ITEMS, 0);
        let mut last = (i32::MIN, 0);
        for shift in &self.shifts {
            if shift.week != last.0 {
                last = (shift.week, limits.left_in_week(shift.week).unwrap_or(0));
            }
            self.minutes.push(last.1);
            if shift.week > latest.week {
                (latest.week, latest.minutes) = last;
                latest.block = limits.rest_block(shift.week);
            }
            latest.day = latest.day.max(shift.day);
            latest.period = latest.period.max(shift.period);
            self.latest.push(latest);
            unit = divisor(unit, shift.paid);
        }
        let most = self.minutes.iter().copied().max().unwrap_or(0);
        self.unit = match weeks {
            true => unit.max(most / MOST_UNITS + 1),
            false => i32::MAX,
        };
        self.steps = self.units(most) + 1;
    }

    fn find_rests(&mut self, calendar: &Calendar, limits: &Limits) {
        for shift in &self.shifts {
            let (from, until) = limits.block_of(calendar, shift);
            let ended = |from: i32| self.shifts.partition_point(|other| other.end <= from) as u16;
            self.rests.push(Rest {
                block: limits.rest_block(shift.week),
                before: limits.latest_rest(from, shift.start).map(ended),
                after: limits.latest_rest(shift.end, until).is_some(),
            });
        }
    }

    /// Makes the entries for at most `width - 2` shifts; `ended` says for each item how many end early enough before it.
    pub(super) fn fill(&mut self, ended: &[u16], width: usize) {
        self.origin = self.steps;
        self.fill_width(ended, width);
    }

    /// The same with one entry for all numbers of shifts.
    pub(super) fn fill_flat(&mut self, ended: &[u16]) {
        self.origin = 0;
        self.fill_width(ended, 1);
    }

    fn fill_width(&mut self, ended: &[u16], width: usize) {
        self.size = width * self.steps;
        let stride = self.kinds * self.size;
        let needed = (self.shifts.len() + 1) * stride;
        let mut entries = std::mem::take(&mut self.entries);
        if entries.len() < needed {
            entries.resize(needed, NOTHING);
        }
        entries[..stride].fill(NOTHING);
        // Nothing of nothing gains nothing; one slot before it makes all steps alike.
        entries[self.origin..self.origin + self.steps].fill(0);
        for (item, &ended) in (0..self.shifts.len()).zip(ended) {
            let (done, out) = entries.split_at_mut((item + 1) * stride);
            self.fill_item(done, &mut out[..stride], item, usize::from(ended));
        }
        self.entries = entries;
    }

    fn fill_item(&self, done: &[i32], out: &mut [i32], item: usize, ended: usize) {
        let Some(&rest) = self.rests.get(item) else {
            self.skip(done, out, item, Kind::Fresh);
            self.add(done, out, item, Kind::Fresh, ended);
            return;
        };
        let (last, now) = (self.latest[item], self.latest[item + 1]);
        let is_same_block = last.block == now.block;
        let is_of_latest = rest.block == now.block;
        let kinds = [Kind::Fresh, Kind::Rested, Kind::Tired];
        for (kind, out) in kinds.into_iter().zip(out.chunks_exact_mut(self.size)) {
            match kind {
                Kind::Tired if !is_same_block => out.fill(NOTHING),
                Kind::Rested if !is_same_block => self.skip(done, out, item, Kind::Fresh),
                _ => self.skip(done, out, item, kind),
            }
            let is_rested = match kind {
                Kind::Rested if is_of_latest => true,
                Kind::Tired => false,
                _ => rest.after,
            };
            if is_rested {
                self.add(done, out, item, self.if_rested(ended, rest.block), ended);
            } else if is_of_latest || !matches!(kind, Kind::Tired) {
                // Either the rest of its weeks is right before the item, or further before.
                if let Some(before) = rest.before {
                    let before = ended.min(usize::from(before));
                    self.add(done, out, item, self.if_rested(before, rest.block), before);
                }
                if self.latest[ended].block == rest.block {
                    self.add(done, out, item, Kind::Tired, ended);
                }
            }
        }
    }

    /// The entries of the first `items` if the rest of the weeks `block` is found.
    fn if_rested(&self, items: usize, block: i32) -> Kind {
        match self.latest[items].block == block {
            true => Kind::Rested,
            false => Kind::Fresh,
        }
    }

    fn units(&self, minutes: i32) -> usize {
        (minutes / self.unit) as usize
    }

    /// The entries of all numbers of shifts.
    fn rows<'a>(&self, done: &'a [i32], kind: Kind, items: usize) -> &'a [i32] {
        &done[(items * self.kinds + kind as usize) * self.size..][..self.size]
    }

    /// Without the item.
    fn skip(&self, done: &[i32], out: &mut [i32], item: usize, kind: Kind) {
        let rows = self.rows(done, kind, item);
        let (last, now) = (self.latest[item], self.latest[item + 1]);
        if last.week == now.week {
            out.copy_from_slice(rows);
            return;
        }
        let all = self.units(last.minutes);
        let rows = rows.chunks_exact(self.steps);
        for (out, row) in out.chunks_exact_mut(self.steps).zip(rows) {
            out.fill(row[all]);
        }
    }

    /// With the item, after some of the first `items`.
    fn add(&self, done: &[i32], out: &mut [i32], item: usize, kind: Kind, items: usize) {
        let (steps, gain, shift) = (self.steps, self.priced[item], self.shifts[item]);
        let rows = self.rows(done, kind, items);
        let out = &mut out[self.origin..];
        if steps == 1 {
            raise(out, rows, gain);
            return;
        }
        let (from, now) = (self.latest[items], self.latest[item + 1]);
        let (takes, full) = (self.units(shift.paid), self.units(self.minutes[item]));
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
            let out = out[least..].iter_mut();
            out.for_each(|out| *out = gained.max(*out));
        }
    }

    /// The state once an item is taken.
    pub(super) fn take(&self, state: State, item: usize) -> State {
        let earliest = usize::from(state.earliest);
        let shift = self.shifts[item];
        let next = self.shifts.get(earliest);
        let is_same_week = next.is_some_and(|next| next.week == shift.week);
        let tired = self
            .rests
            .get(item)
            .is_some_and(|rest| match self.rests.get(earliest) {
                Some(next) if next.block == rest.block => {
                    state.tired && next.before.is_none_or(|before| item >= usize::from(before))
                }
                _ => !rest.after,
            });
        State {
            earliest: item as u16,
            tired,
            week: shift.paid + if is_same_week { state.week } else { 0 },
        }
    }

    /// The most that `left` of the first `items` gain from a state.
    pub(super) fn most(&self, items: usize, left: usize, state: State) -> i32 {
        let Some(&rest) = self.rests.get(usize::from(state.earliest)) else {
            return self.entry(Kind::Fresh, items, left, state);
        };
        let rested = |items| self.entry(self.if_rested(items, rest.block), items, left, state);
        if !state.tired {
            return rested(items);
        }
        let right_before = rest
            .before
            .map_or(NOTHING, |before| rested(items.min(usize::from(before))));
        match self.latest[items].block == rest.block {
            true => right_before.max(self.entry(Kind::Tired, items, left, state)),
            false => right_before,
        }
    }

    fn entry(&self, kind: Kind, items: usize, left: usize, state: State) -> i32 {
        let latest = self.latest[items];
        let next = self.shifts.get(usize::from(state.earliest));
        let is_same_week = next.is_some_and(|next| next.week == latest.week);
        let minutes = latest.minutes - if is_same_week { state.week } else { 0 };
        if minutes < 0 && self.unit < i32::MAX {
            return NOTHING;
        }
        let rows = (items * self.kinds + kind as usize) * self.size;
        self.entries[rows + self.origin + left * self.steps + self.units(minutes.max(0))]
    }
}

/// `out = max(out, take + gain)` all along.
fn raise(out: &mut [i32], take: &[i32], gain: i32) {
    for (out, &take) in out.iter_mut().zip(take) {
        *out = (*out).max(take + gain);
    }
}

/// The greatest common divisor.
const fn divisor(mut a: i32, mut b: i32) -> i32 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
