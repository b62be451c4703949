use domain::kit::instant::Interval;
use jiff::civil::{Date, Time, date, time};
use serde::{Deserialize, Serialize};

use super::ScenarioId;

/// Stretches without work in each week or fortnight (Working Time Regulations 1998, regulation 11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeeklyRest {
    /// Length of a stretch in elapsed minutes, inside the period. 0 asks for none.
    pub minutes: u32,
    /// Weeks in a period: 1, or 2. Fortnights are counted from the Monday of the horizon's first week.
    pub weeks: u8,
    /// Stretches in a period: 1, or 2 (regulation 11(2)(a)). Free time twice as long as a stretch is two of them.
    pub times: u8,
    /// Whether a stretch must hold the daily rest as well, so that it is `minutes` and `daily_rest_minutes` long together
    /// (regulation 11(7)). False where objective, technical or organisational reasons justify that they coincide.
    pub adds_daily_rest: bool,
}

impl WeeklyRest {
    /// No weekly rest at all.
    pub const NONE: Self = Self {
        minutes: 0,
        weeks: 1,
        times: 1,
        adds_daily_rest: false,
    };
}

/// The limits of one age band. A shift counts whole, with its paid minutes, in the London day and week it starts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkingTime {
    /// Elapsed minutes of rest in each 24 hours in which there is work (regulation 10): from the end of a shift to the start of
    /// the next, and in the 24 hours from the start of a shift, so that no shift is longer than the rest of these. Less than
    /// 24 hours. [`Exceptions`] may make it shorter for some adults.
    pub daily_rest_minutes: u32,
    /// The stretches free of work each week or fortnight. Time in it that the instance knows no work for counts as free.
    pub weekly_rest: WeeklyRest,
    /// Most paid minutes of the shifts that start in a week; absent, no limit. For adults an organisation's own cap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekly_minutes: Option<u32>,
    /// Most paid minutes of the shifts that start on a day; absent, no limit (regulation 5A for the young).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_minutes: Option<u32>,
    /// A shift longer than this, in elapsed minutes, needs `break_minutes` of unpaid break (regulation 12).
    pub break_after_minutes: u32,
    /// The unpaid break it needs: 20 minutes for adults, 30 for the young. 0 where breaks are paid or arranged otherwise.
    pub break_minutes: u16,
    /// Whether a shift may touch the hours of [`Night`], for the young the restricted period, at all.
    pub nights: bool,
}

/// The average week (regulation 4). Adults only: the young have no averaging. A shift counts whole, with its paid minutes,
/// in the period that it starts in.
///
/// Periods follow each other from `first_day` on and before it (regulation 4(3)(a)), so that every week of the horizon is in
/// one. Each is judged by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Average {
    /// The London day whose first moment begins one of the periods.
    pub first_day: Date,
    /// Their length, 17 unless agreed otherwise (regulation 4(5) and 23(b)).
    pub weeks: u8,
    /// The most a week on average: 48 hours. Doesn't hold for people who opted out (regulation 5).
    pub weekly_minutes: u32,
    /// In place of [`WorkingTime::weekly_minutes`] for adults who opted out; absent, no limit. An employer's cap stays after
    /// an opt-out, one that stands in for the average goes with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opted_out_weekly_minutes: Option<u32>,
}

/// Work at night (regulations 2, 6 and 6A).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Night {
    /// Clock time in London at which night begins, 23:00.
    pub starts: Time,
    /// Clock time in London, on the next day, at which it ends, 06:00.
    pub ends: Time,
    /// Clock time in London at which the restricted period of the young begins, 22:00; 23:00 where the contract provides for
    /// work after 22:00 (regulation 2).
    pub young_starts: Time,
    /// Clock time in London, on the next day, at which it ends, 06:00, or 07:00 with the other.
    pub young_ends: Time,
    /// A shift with at least so many elapsed minutes in one night is a night shift.
    pub shift_from_minutes: u32,
    /// The longest night shift in paid minutes; absent, no limit. 8 hours where the work is hazardous or heavy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_minutes: Option<u32>,
    /// Average for night workers in each 24 hours: 8 hours. One day in seven is left out as rest (regulation 6(5)), so the
    /// limit for the period of [`Average`] is six times this a week. An opt-out doesn't lift it.
    pub average_minutes: u32,
}

/// The least rest between two shifts where the daily rest may be shorter, in elapsed minutes. A person's
/// [`super::Exception`]s say which hold. What is missing from the daily rest is added to the very next rest, which is whole
/// (compensatory rest, regulation 24).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exceptions {
    /// Where care must go on (regulation 21(c)(i)).
    pub continuity_rest_minutes: u32,
    /// Between two shifts of different kinds only (regulation 22(1)(a)).
    pub changeover_rest_minutes: u32,
    /// By a collective or workforce agreement (regulation 23(a)).
    pub agreed_rest_minutes: u32,
}

/// The cost of giving a person an n-th shift: `quadratic × n² + linear × n`, n counted with [`super::Person::worked_shifts`].
/// Convex, so that shifts spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fairness {
    /// Per shift, 0 to 10,000.
    pub linear: u32,
    /// Per shift squared, 0 to 1,000.
    pub quadratic: u32,
}

/// What things are worth, in value units. Each at most 100,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Values {
    /// For each step of a line's priority; together at most 100,000.
    pub priority: u32,
    /// Lost for each kilometre; at most 100.
    pub km: u32,
    /// Lost when the kind of shift isn't one the person prefers.
    pub other_kind: u32,
    /// Lost for each published assignment that is dropped.
    pub change: u32,
    /// Gained for each shift within the pace of a commitment.
    pub commitment: u32,
}

/// The rules of one instance.
///
/// About a pair alone: the line's scenario is active; the person has the role; each skill covers the shift; the site is
/// within the travel limit; neither site nor line is excluded; the person is available for all of it; breaks, the longest
/// shift, night hours and the longest night shift are kept; the line is among the person's `nearest_lines`, if that is
/// given.
///
/// About sets, of one person: no overlap, daily rest, weekly rest, daily and weekly minutes, the average over the reference
/// period, the person's most shifts. Of one line: at most its headcount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSet {
    /// Lines start in it. At most 371 days.
    pub horizon: Interval,
    /// Limits for adults.
    pub adult: WorkingTime,
    /// Limits for people under 18.
    pub under_18: WorkingTime,
    /// The average week.
    pub average: Average,
    /// Night work.
    pub night: Night,
    /// Shorter daily rest for some.
    pub exceptions: Exceptions,
    /// Cost of many shifts for one person.
    pub fairness: Fairness,
    /// What things are worth.
    pub values: Values,
    /// If given, lines considered for each person: so many otherwise eligible ones, the nearest first, ties by earlier start,
    /// then by lower number. Published lines that are eligible are considered always and count among them. 1 to 120.
    /// Absent, every line is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest_lines: Option<u8>,
    /// Scenarios that are active.
    #[serde(default)]
    pub scenarios: Vec<ScenarioId>,
}

impl RuleSet {
    /// The statutory limits and a weekly cap of 48 hours, with a reference period that ends with the horizon's last week; the
    /// values and the fairness by which the engine is measured (`docs/matching-format.md` has them all).
    #[must_use]
    pub fn statutory(horizon: Interval) -> Self {
        Self {
            horizon,
            adult: WorkingTime {
                daily_rest_minutes: 11 * 60,
                weekly_rest: WeeklyRest {
                    minutes: 24 * 60,
                    weeks: 1,
                    times: 1,
                    adds_daily_rest: true,
                },
                weekly_minutes: Some(48 * 60),
                daily_minutes: None,
                break_after_minutes: 6 * 60,
                break_minutes: 20,
                nights: true,
            },
            under_18: WorkingTime {
                daily_rest_minutes: 12 * 60,
                // Regulation 11(7) is about adults.
                weekly_rest: WeeklyRest {
                    minutes: 48 * 60,
                    weeks: 1,
                    times: 1,
                    adds_daily_rest: false,
                },
                weekly_minutes: Some(40 * 60),
                daily_minutes: Some(8 * 60),
                break_after_minutes: 4 * 60 + 30,
                break_minutes: 30,
                nights: false,
            },
            average: Average {
                first_day: Average::first_day_for(horizon, 17),
                weeks: 17,
                weekly_minutes: 48 * 60,
                opted_out_weekly_minutes: None,
            },
            night: Night {
                starts: time(23, 0, 0, 0),
                ends: time(6, 0, 0, 0),
                young_starts: time(22, 0, 0, 0),
                young_ends: time(6, 0, 0, 0),
                shift_from_minutes: 3 * 60,
                longest_minutes: None,
                average_minutes: 8 * 60,
            },
            exceptions: Exceptions {
                continuity_rest_minutes: 8 * 60,
                changeover_rest_minutes: 8 * 60,
                agreed_rest_minutes: 8 * 60,
            },
            fairness: Fairness {
                linear: 20,
                quadratic: 20,
            },
            values: Values {
                priority: 1_000,
                km: 10,
                other_kind: 60,
                change: 20,
                commitment: 100,
            },
            nearest_lines: None,
            scenarios: Vec::new(),
        }
    }

    /// From when to when it is night for someone of `age`, London clock times.
    #[must_use]
    pub const fn night_of(&self, age: super::AgeBand) -> (Time, Time) {
        match age {
            super::AgeBand::Adult => (self.night.starts, self.night.ends),
            super::AgeBand::Under18 => (self.night.young_starts, self.night.young_ends),
        }
    }

    /// Whether a line counts: it belongs to no scenario, or to one that is active.
    #[must_use]
    pub fn is_active(&self, line: &super::Line) -> bool {
        line.scenario
            .is_none_or(|scenario| self.scenarios.contains(&scenario))
    }

    /// The limits that hold for someone of `age`.
    #[must_use]
    pub const fn working_time(&self, age: super::AgeBand) -> &WorkingTime {
        match age {
            super::AgeBand::Adult => &self.adult,
            super::AgeBand::Under18 => &self.under_18,
        }
    }
}

impl Average {
    /// The first day of the period of so many weeks that ends with the horizon's last week: a Monday.
    #[must_use]
    pub fn first_day_for(horizon: Interval, weeks: u8) -> Date {
        let last = domain::kit::london::day_of(horizon.end.plus_minutes(-1));
        let monday = domain::kit::london::monday_of(last);
        let start = domain::kit::london::plus_days(monday, 7 - i32::from(weeks) * 7);
        start.max(date(1, 1, 1))
    }
}
