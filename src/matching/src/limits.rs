//! The rules about all the work of one person together.

mod daily;

use crate::calendar::{Calendar, Shift};
use crate::eligibility::Rejection;
use crate::input::{AgeBand, Line, LineId, Person, RuleSet};

pub(crate) use daily::DailyRest;

/// Stands for 'no limit', and leaves room to add.
const NONE: i32 = i32::MAX / 2;

/// The limits of one person, with the work that is there already.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// The least elapsed minutes between shifts.
    pub daily_rest: i32,
    /// What else is asked of rest between shifts.
    pub rest: DailyRest,
    /// Length of a stretch of weekly rest.
    weekly_rest: i32,
    weekly_rest_times: i32,
    weekly_rest_weeks: i32,
    weekly: i32,
    daily: i32,
    /// Most minutes of a reference period.
    average: i32,
    /// Of each reference period of the horizon the minutes that are used by work that is there already; nothing where the
    /// average is not limited.
    average_used: Box<[i32]>,
    /// Confirmed lines and work elsewhere, by start.
    pub base: Box<[Shift]>,
}

impl Limits {
    pub(crate) fn new<'a>(
        calendar: &Calendar,
        rules: &RuleSet,
        person: &Person,
        line: impl Fn(LineId) -> Option<&'a Line>,
    ) -> Self {
        let fixed = person.fixed.iter().filter_map(|&id| line(id));
        let mut base: Vec<Shift> = person
            .booked
            .iter()
            .map(|b| calendar.shift(b.interval, b.unpaid_break_minutes))
            .chain(fixed.map(|l| {
                let shift = calendar.shift(l.interval, l.unpaid_break_minutes);
                shift.of_kind(l.kind)
            }))
            .collect();
        base.sort_unstable_by_key(|shift| (shift.start, shift.end));
        let limits = rules.working_time(person.age);
        let rest = DailyRest::new(rules, person);
        // Weekly rest comes in addition to daily rest: regulation 11(7).
        let beside = match limits.weekly_rest.adds_daily_rest {
            true => limits.daily_rest_minutes,
            false => 0,
        };
        let weekly_rest = match limits.weekly_rest.minutes {
            0 => 0,
            minutes => small(minutes + beside),
        };
        let weekly = match person.age == AgeBand::Adult && person.opted_out {
            true => rules.average.opted_out_weekly_minutes,
            false => limits.weekly_minutes,
        };
        let average = average(rules, person);
        Self {
            daily_rest: rest.least(),
            rest,
            weekly_rest,
            weekly_rest_times: i32::from(limits.weekly_rest.times),
            weekly_rest_weeks: i32::from(limits.weekly_rest.weeks),
            weekly: weekly.map_or(NONE, small),
            daily: limits.daily_minutes.map_or(NONE, small),
            average,
            average_used: match average < NONE {
                true => used(calendar, person, &base),
                false => Box::default(),
            },
            base: base.into(),
        }
    }

    /// The same with more work that is there already. What isn't `near` only takes minutes of the reference period.
    pub(crate) fn beside(&self, more: &[Shift], near: impl Fn(&Shift) -> bool) -> Self {
        let mut limits = self.clone();
        for shift in more {
            if let Some(used) = usize::try_from(shift.period)
                .ok()
                .and_then(|at| limits.average_used.get_mut(at))
            {
                *used += shift.paid;
            }
        }
        let mut base: Vec<Shift> = self.base.to_vec();
        base.extend(more.iter().copied().filter(|shift| near(shift)));
        base.sort_unstable_by_key(|shift| (shift.start, shift.end));
        limits.base = base.into();
        limits
    }

    /// The first limit that `chosen`, sorted by start and with enough rest between them, break.
    pub(crate) fn break_of(&self, calendar: &Calendar, chosen: &[Shift]) -> Option<Rejection> {
        self.hours(chosen)
            .or_else(|| self.rest_each_week(calendar, chosen))
    }

    /// Minutes from a shift's start, both ways, in which others start that decide with it whether a limit is broken.
    pub(crate) const fn reach(&self) -> i32 {
        match self.counts_average() {
            true => NONE,
            false => (self.weekly_rest_weeks + 1) * 7 * 24 * 60,
        }
    }

    /// Whether minutes of a week, a day or the reference period are exceeded. `chosen` is sorted by start.
    pub(crate) fn hours(&self, chosen: &[Shift]) -> Option<Rejection> {
        let mut first = 0;
        while first < chosen.len() {
            let week = chosen[first].week;
            let mut minutes = 0;
            let mut next = first;
            while next < chosen.len() && chosen[next].week == week {
                minutes += chosen[next].paid;
                next += 1;
            }
            if self.weekly < NONE {
                let there = self.base.iter().filter(|s| s.week == week);
                let minutes = minutes + there.map(|s| s.paid).sum::<i32>();
                if minutes > self.weekly {
                    return Some(Rejection::WeeklyHours {
                        minutes: minutes.unsigned_abs(),
                        limit: self.weekly.unsigned_abs(),
                    });
                }
            }
            first = next;
        }
        self.hours_a_period(chosen)
            .or_else(|| self.hours_a_day(chosen))
    }

    /// The shifts of the first week whose minutes are exceeded. `chosen` is sorted by start.
    pub(crate) fn fullest_week(&self, chosen: &[Shift]) -> Option<std::ops::Range<usize>> {
        let mut from = 0;
        chosen
            .chunk_by(|one, next| one.week == next.week)
            .find_map(|week| {
                let range = from..from + week.len();
                from = range.end;
                let minutes: i32 = week.iter().map(|shift| shift.paid).sum();
                let left = self.left_in_week(week.first()?.week)?;
                (minutes > left).then_some(range)
            })
    }

    fn hours_a_period(&self, chosen: &[Shift]) -> Option<Rejection> {
        if !self.counts_average() {
            return None;
        }
        chosen
            .chunk_by(|one, next| one.period == next.period)
            .find_map(|period| {
                let added: i32 = period.iter().map(|shift| shift.paid).sum();
                let minutes = added + self.used_in(period.first()?.period);
                (minutes > self.average).then_some(Rejection::AverageHours {
                    minutes: minutes.unsigned_abs(),
                    limit: self.average.unsigned_abs(),
                })
            })
    }

    /// Minutes of a reference period that are used by work that is there already.
    fn used_in(&self, period: i16) -> i32 {
        let at = usize::try_from(period).ok();
        at.and_then(|at| self.average_used.get(at))
            .copied()
            .unwrap_or(0)
    }

    fn hours_a_day(&self, chosen: &[Shift]) -> Option<Rejection> {
        if self.daily == NONE {
            return None;
        }
        chosen.iter().find_map(|shift| {
            let same = chosen
                .iter()
                .chain(&self.base)
                .filter(|s| s.day == shift.day);
            let minutes: i32 = same.map(|s| s.paid).sum();
            (minutes > self.daily).then(|| Rejection::DailyHours {
                minutes: minutes.unsigned_abs(),
                limit: self.daily.unsigned_abs(),
            })
        })
    }

    /// Minutes that may be added to a week, if its hours are limited.
    pub(crate) fn left_in_week(&self, week: i32) -> Option<i32> {
        let there = self.base.iter().filter(|s| s.week == week).map(|s| s.paid);
        self.counts_weeks()
            .then(|| (self.weekly - there.sum::<i32>()).max(0))
    }

    /// Minutes that may be added to all the reference periods together.
    pub(crate) fn reference_left(&self) -> i32 {
        let left = |&used: &i32| (self.average - used).max(0);
        self.average_used.iter().map(left).sum()
    }

    /// Whether hours of a week are limited.
    pub(crate) const fn counts_weeks(&self) -> bool {
        self.weekly < NONE
    }

    /// Whether hours of a day are limited.
    pub(crate) const fn counts_days(&self) -> bool {
        self.daily < NONE
    }

    /// Whether hours of a reference period are limited.
    pub(crate) const fn counts_average(&self) -> bool {
        self.average < NONE
    }

    /// Whether so many chosen minutes in the week, on the day and in the reference period of `shift` are too many.
    pub(crate) fn over(&self, shift: &Shift, week: i32, day: i32, counted: i32) -> bool {
        let there = |same: &dyn Fn(&Shift) -> bool| -> i32 {
            self.base.iter().filter(|s| same(s)).map(|s| s.paid).sum()
        };
        week + there(&|s| s.week == shift.week) > self.weekly
            || (self.counts_days() && day + there(&|s| s.day == shift.day) > self.daily)
            || (self.counts_average() && counted + self.used_in(shift.period) > self.average)
    }

    /// Whether a rest between shifts is not made up for, or a week or fortnight that a chosen shift touches has too few long
    /// enough stretches of rest.
    pub(crate) fn rest_each_week(
        &self,
        calendar: &Calendar,
        chosen: &[Shift],
    ) -> Option<Rejection> {
        if let Some(short) = self.rest.break_of(&self.base, chosen) {
            return Some(short);
        }
        if self.weekly_rest == 0 || self.plainly_rested(chosen) {
            return None;
        }
        self.rest_after(calendar, chosen, i32::MIN)
    }

    /// The same when only shifts that start before `from` may be added still: what can't be mended any more.
    pub(crate) fn unrested_after(
        &self,
        calendar: &Calendar,
        chosen: &[Shift],
        from: i32,
    ) -> Option<Rejection> {
        self.rest
            .break_of(&self.base, chosen)
            .or_else(|| self.rest_after(calendar, chosen, from))
    }

    /// Weekly rest of the weeks that begin after `from`.
    fn rest_after(&self, calendar: &Calendar, chosen: &[Shift], from: i32) -> Option<Rejection> {
        if self.weekly_rest == 0 {
            return None;
        }
        let after = from;
        let mut judged = i32::MIN;
        for shift in chosen {
            let weeks = self.weekly_rest_weeks;
            let first = self.rest_block(shift.week);
            let last = self.rest_block(calendar.week_of(shift.end - 1));
            for block in first.max(judged)..=last {
                if block == judged {
                    continue;
                }
                judged = block;
                let from = calendar.block(block, weeks);
                if from <= after {
                    continue;
                }
                let until = calendar.block(block + 1, weeks);
                let minutes = self.rest_found(chosen, from, until);
                if minutes < self.weekly_rest {
                    return Some(Rejection::WeeklyRest {
                        minutes: minutes.unsigned_abs(),
                        needed: self.weekly_rest.unsigned_abs(),
                    });
                }
            }
        }
        None
    }

    /// The number of the week or fortnight whose rest is judged together, by one of its weeks.
    pub(crate) const fn rest_block(&self, week: i32) -> i32 {
        week.div_euclid(self.weekly_rest_weeks)
    }

    /// The first minutes of the week or fortnight in which `shift` starts, and of the next one.
    pub(crate) fn block_of(&self, calendar: &Calendar, shift: &Shift) -> (i32, i32) {
        let (block, weeks) = (self.rest_block(shift.week), self.weekly_rest_weeks);
        (
            calendar.block(block, weeks),
            calendar.block(block + 1, weeks),
        )
    }

    /// When the latest rest between two minutes that is long enough begins, which no work that is there already breaks.
    pub(crate) fn latest_rest(&self, from: i32, until: i32) -> Option<i32> {
        let mut start = until - self.weekly_rest;
        for there in self.base.iter().rev() {
            if there.start < start + self.weekly_rest && there.end > start {
                start = there.start - self.weekly_rest;
            }
        }
        (start >= from).then_some(start)
    }

    /// n shifts leave n + 1 gaps, one of which is at least the mean, and what is left when one stretch is taken away leaves
    /// another: enough for most rosters, without looking at each week.
    /// A week that a clock change shortens has 167 hours.
    fn plainly_rested(&self, chosen: &[Shift]) -> bool {
        if !self.base.is_empty() {
            return false;
        }
        let times = self.weekly_rest_times;
        let block = self.weekly_rest_weeks * 7 * 24 * 60 - 60;
        let mut first = 0;
        while first < chosen.len() {
            let end = chosen[first].start + block + 60;
            // Every shift that could touch the same block as the first one.
            let near = chosen[first..].iter().take_while(|s| s.start < end);
            let (count, minutes) = near.fold((0, 0), |(n, m), s| (n + 1, m + s.end - s.start));
            if (count + times) * self.weekly_rest > block - minutes {
                return false;
            }
            first += 1;
        }
        true
    }

    /// How many stretches of rest the weeks of `shift` still lack if nothing but `chosen`, the earliest of which it is, is
    /// taken from its start on.
    pub(crate) fn rests_missing(&self, calendar: &Calendar, chosen: &[Shift], shift: &Shift) -> u8 {
        let (_, until) = self.block_of(calendar, shift);
        let (found, ..) = self.rests(chosen, shift.start, until);
        u8::try_from(self.weekly_rest_times - found.min(self.weekly_rest_times)).unwrap_or(0)
    }

    /// Whether more than one stretch of weekly rest is due in a period.
    pub(crate) const fn rests_twice(&self) -> bool {
        self.weekly_rest > 0 && self.weekly_rest_times > 1
    }

    /// How much more than whole the rest from `shift` to the next work is, of what is there already and what is chosen next.
    pub(crate) fn makes_up(&self, shift: &Shift, chosen: i32) -> i32 {
        let there = self.base.iter().map(|there| there.start);
        let next = there
            .filter(|&start| start >= shift.end)
            .fold(chosen, i32::min);
        self.rest.makes_up(shift, next)
    }

    /// The longest stretch of rest between two minutes, or the second where two are due.
    fn rest_found(&self, chosen: &[Shift], from: i32, until: i32) -> i32 {
        let (found, longest, second) = self.rests(chosen, from, until);
        match self.weekly_rest_times - found {
            ..=0 => self.weekly_rest,
            1 => longest,
            _ => second,
        }
    }

    /// How many long enough stretches there are between two minutes, and the longest two of what is left beside them.
    fn rests(&self, chosen: &[Shift], from: i32, until: i32) -> (i32, i32, i32) {
        let (mut found, mut longest, mut second) = (0, 0, 0);
        let mut see = |free: i32| {
            let free = free.max(0);
            found += free / self.weekly_rest;
            let left = free % self.weekly_rest;
            second = second.max(left.min(longest));
            longest = longest.max(left);
        };
        let (mut a, mut b) = (chosen.iter().peekable(), self.base.iter().peekable());
        let mut free_from = from;
        loop {
            let next = match (a.peek(), b.peek()) {
                (Some(x), Some(y)) if y.start < x.start => b.next(),
                (Some(_), _) => a.next(),
                (None, _) => b.next(),
            };
            let Some(shift) = next else { break };
            see(shift.start.min(until) - free_from);
            free_from = free_from.max(shift.end);
        }
        see(until - free_from);
        (found, longest, second)
    }
}

fn small(minutes: u32) -> i32 {
    i32::try_from(minutes).map_or(NONE, |minutes| minutes.min(NONE))
}

/// Minutes of each reference period of the horizon that a person's other work takes.
fn used(calendar: &Calendar, person: &Person, base: &[Shift]) -> Box<[i32]> {
    let of_period = |period: i16| -> i32 {
        let there = base.iter().filter(|s| s.period == period).map(|s| s.paid);
        let known = match period {
            0 => small(person.reference_minutes),
            _ => 0,
        };
        there.sum::<i32>().saturating_add(known)
    };
    (0..calendar.periods).map(of_period).collect()
}

/// Most minutes in a reference period.
fn average(rules: &RuleSet, person: &Person) -> i32 {
    if person.age == AgeBand::Under18 {
        return NONE;
    }
    let weeks = i32::from(rules.average.weeks);
    let week = match person.opted_out {
        true => NONE,
        false => small(rules.average.weekly_minutes) * weeks,
    };
    match person.night_worker {
        // One day of rest in seven is left out: regulation 6(5).
        true => week.min(small(rules.night.average_minutes) * 6 * weeks),
        false => week,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Booking;
    use crate::testing::{monday, person, rules};

    fn limits(person: &Person) -> (Calendar, Limits) {
        let rules = rules();
        let calendar = Calendar::new(&rules);
        let limits = Limits::new(&calendar, &rules, person, |_| None);
        (calendar, limits)
    }

    fn days(calendar: &Calendar, days: &[i64], from: i64, to: i64) -> Vec<Shift> {
        let shift = |day| calendar.shift(monday(day * 24 + from, day * 24 + to), 0);
        days.iter().map(|&day| shift(day)).collect()
    }

    #[test]
    fn a_seventh_shift_of_eight_hours_breaks_the_cap_of_the_week_but_not_of_the_next() {
        let (calendar, limits) = limits(&person(1));
        let six = days(&calendar, &[0, 1, 2, 3, 4, 5], 7, 15);
        assert_eq!(limits.break_of(&calendar, &six), None);
        let seven = days(&calendar, &[0, 1, 2, 3, 4, 5, 6], 7, 15);
        assert_eq!(
            limits.break_of(&calendar, &seven),
            Some(Rejection::WeeklyHours {
                minutes: 56 * 60,
                limit: 48 * 60
            })
        );
        let over = days(&calendar, &[1, 2, 3, 4, 5, 6, 7], 7, 15);
        assert_eq!(limits.break_of(&calendar, &over[1..]), None);
    }

    #[test]
    fn short_shifts_on_all_days_leave_no_weekly_rest() {
        let (calendar, limits) = limits(&person(1));
        let week = days(&calendar, &[0, 1, 2, 3, 4, 5, 6], 9, 13);
        assert_eq!(
            limits.break_of(&calendar, &week),
            Some(Rejection::WeeklyRest {
                minutes: 20 * 60,
                needed: 24 * 60
            })
        );
        assert_eq!(limits.break_of(&calendar, &week[1..]), None);
    }

    #[test]
    fn hours_for_other_employers_count_in_the_week_and_the_average() {
        let mut someone = person(1);
        someone.booked = vec![Booking {
            interval: monday(30, 50),
            unpaid_break_minutes: 0,
        }];
        someone.reference_minutes = 17 * 48 * 60 - 30 * 60;
        let (calendar, limits) = limits(&someone);
        let one = days(&calendar, &[4], 7, 15);
        assert_eq!(limits.break_of(&calendar, &one), None);
        let two = days(&calendar, &[4, 5], 7, 15);
        assert_eq!(
            limits.break_of(&calendar, &two),
            Some(Rejection::AverageHours {
                minutes: (17 * 48 + 6) * 60,
                limit: 17 * 48 * 60
            })
        );
        let four = days(&calendar, &[3, 4, 5, 6], 7, 15);
        assert!(matches!(
            limits.break_of(&calendar, &four),
            Some(Rejection::WeeklyHours { minutes: 3120, .. })
        ));
    }

    #[test]
    fn an_opt_out_lifts_the_average_except_for_night_workers() {
        let mut someone = person(1);
        someone.reference_minutes = 17 * 48 * 60;
        someone.opted_out = true;
        let (calendar, free) = limits(&someone);
        let one = days(&calendar, &[4], 7, 15);
        assert_eq!(free.break_of(&calendar, &one), None);
        someone.night_worker = true;
        let (_, bound) = limits(&someone);
        assert!(bound.break_of(&calendar, &one).is_some());
    }

    #[test]
    fn under_eighteens_have_forty_hours_a_week_eight_a_day_and_two_days_of_rest() {
        let mut someone = person(1);
        someone.age = AgeBand::Under18;
        let (calendar, limits) = limits(&someone);
        let five = days(&calendar, &[0, 1, 2, 3, 4], 9, 17);
        assert_eq!(limits.break_of(&calendar, &five), None);
        let six = days(&calendar, &[0, 1, 2, 3, 4, 5], 9, 15);
        assert!(matches!(
            limits.break_of(&calendar, &six),
            Some(Rejection::WeeklyRest { .. })
        ));
        let day = [
            calendar.shift(monday(6, 10), 0),
            calendar.shift(monday(17, 22), 0),
        ];
        assert_eq!(
            limits.break_of(&calendar, &day),
            Some(Rejection::DailyHours {
                minutes: 540,
                limit: 480
            })
        );
    }
}
