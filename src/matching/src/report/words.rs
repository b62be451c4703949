//! Rules, breaches and ends in plain words.

use domain::kit::words;

use super::Report;
use crate::checker::{PairBreach, Violation};
use crate::eligibility::Rule;
use crate::explain::Step;
use crate::solve::Stopped;

/// Follows a number of people.
pub(super) const fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Scenario => "because its scenario is not active",
        Rule::Role => "without the role",
        Rule::Skill => "without a skill for the whole shift",
        Rule::Travel => "too far away",
        Rule::Exclusion => "who must not have the site or the line",
        Rule::Availability => "not available for the whole shift",
        Rule::Break => "for whom the shift's break is too short",
        Rule::ShiftLength => {
            "for whom the shift is too long: it leaves too little rest within 24 hours"
        }
        Rule::Night => "who must not work that much at night",
        Rule::Full => "because all places are confirmed",
        Rule::MostShifts => "with as many confirmed shifts as they want",
        Rule::Overlap => "who work at that time",
        Rule::DailyRest => "who would rest too little before or after other work",
        Rule::DailyHours => "who would work too long that day",
        Rule::WeeklyHours => "who would work too long that week",
        Rule::AverageHours => "who would work too long in the reference period",
        Rule::WeeklyRest => "who would have too little weekly rest",
        Rule::Nearest => "with enough lines that are nearer",
    }
}

pub(super) fn stopped(stopped: Stopped) -> &'static str {
    match stopped {
        Stopped::Time => "the time is up",
        Stopped::Cancelled => "it was asked to stop",
        Stopped::TargetGap => "the gap is small enough",
        Stopped::Rounds => "all rounds are done",
    }
}

impl Report {
    pub(super) fn step(&self, step: &Step) -> String {
        match *step {
            Step::Skill(skill) => self.labels.skill(skill),
            Step::Travel(metres) => format!("{} km of travel", metres / 1_000),
            Step::Available(day) => format!("time on {}", words::day(day)),
        }
    }

    /// A breach, with what people, sites, roles and skills are called.
    pub(super) fn breach(&self, violation: &Violation) -> String {
        match *violation {
            Violation::Pair {
                person,
                line,
                breach,
            } => {
                let breach = match breach {
                    PairBreach::RoleMissing(role) => {
                        format!(
                            "the person doesn't have the role {}",
                            self.labels.role(role)
                        )
                    }
                    PairBreach::SkillMissing(skill) => format!(
                        "the person doesn't hold {} for the whole shift",
                        self.labels.skill(skill)
                    ),
                    PairBreach::SiteExcluded(site) => {
                        format!("the person must not be sent to {}", self.labels.site(site))
                    }
                    other => other.to_string(),
                };
                format!("{} on line {line}: {breach}", self.labels.person(person))
            }
            Violation::Person { person, breach } => {
                format!("{}: {breach}", self.labels.person(person))
            }
            _ => violation.to_string(),
        }
    }
}

/// `37:30` of 2,250 minutes.
pub(super) fn hours(minutes: u32) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

pub(super) fn percent(part: f64) -> String {
    format!("{:.4}%", 100.0 * part)
}
