//! The report for programs to read: `docs/matching-format.md` describes both forms.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Given, Open, Report, Share};
use crate::checker::{PersonBreach, Violation};

/// The name at the head of the JSON.
const NAME: &str = "people-hub-roster";
const VERSION: u64 = 1;

impl Report {
    /// One object, indented. Ids and numbers as in the file, words only where they are for people. `took` is how long it took;
    /// without it the text depends on the roster alone.
    #[must_use]
    pub fn json(&self, took: Option<Duration>) -> String {
        let words = |all: &[Violation]| -> Vec<Value> {
            let breach = |violation| self.breach_data(violation);
            all.iter().map(breach).collect()
        };
        let compensations = self.compensations.iter().map(|made_up| {
            json!({
                "person": made_up.person,
                "after": made_up.after.to_string(),
                "minutes": made_up.minutes,
                "rest": made_up.rest,
            })
        });
        let report = json!({
            "format": NAME,
            "version": VERSION,
            "outcome": self.outcome.name(),
            "status": self.outcome.code(),
            "ended": super::words::stopped(self.stopped),
            "seconds": took.map(|took| took.as_secs_f64()),
            "value": self.value,
            "bound": self.bound,
            "gap": self.gap(),
            "places": self.places,
            "filled": self.filled,
            "roster": self.given.iter().map(given).collect::<Vec<_>>(),
            "people": self.shares.iter().map(|share| self.share_data(share)).collect::<Vec<_>>(),
            "open": self.open.iter().map(|open| self.open_data(open)).collect::<Vec<_>>(),
            "breaches": words(&self.breaches),
            "faults": words(&self.faults),
            "compensatory_rest": compensations.collect::<Vec<_>>(),
        });
        format!("{report:#}\n")
    }

    fn breach_data(&self, violation: &Violation) -> Value {
        let (person, line) = match *violation {
            Violation::Pair { person, line, .. } => (Some(person), Some(line)),
            Violation::Person { person, .. } => (Some(person), None),
            _ => (None, None),
        };
        json!({ "person": person, "line": line, "rule": kind(violation), "words": self.breach(violation) })
    }

    fn share_data(&self, share: &Share) -> Value {
        json!({
            "person": share.person,
            "label": self.labels.of_person(share.person),
            "shifts": share.shifts,
            "confirmed": share.confirmed,
            "minutes": share.minutes,
            "fullest_week_minutes": share.fullest_week,
            "worked_shifts": share.worked,
            "fairness": share.fairness,
        })
    }

    fn open_data(&self, open: &Open) -> Value {
        let why = open.why.as_ref().map(|why| {
            let nearest = why.nearest.iter().map(|(person, steps)| {
                json!({ "person": person, "steps": steps })
            });
            json!({
                "ruled_out": why.ruled_out.iter().map(|(rule, people)| json!({ "rule": rule, "people": people })).collect::<Vec<_>>(),
                "no_better": why.no_better,
                "undecided": why.undecided,
                "nearest": nearest.collect::<Vec<_>>(),
            })
        });
        json!({ "line": open.line, "places": open.places, "why": why })
    }

    /// A row for each assignment, by person and line.
    ///
    /// # Errors
    /// Never: it is written to memory.
    pub fn csv(&self) -> Result<String, csv::Error> {
        let lines = self.lines();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record([
            "person",
            "person_label",
            "line",
            "site",
            "site_label",
            "role",
            "role_label",
            "start",
            "end",
            "paid_minutes",
            "confirmed",
            "breaches",
        ])?;
        for given in &self.given {
            let Some(line) = lines.get(&given.line) else {
                continue;
            };
            let is_about = |breach: &&Violation| match **breach {
                Violation::Pair { person, line, .. } => {
                    person == given.person && line == given.line
                }
                Violation::Person { person, .. } => person == given.person && given.is_confirmed,
                _ => false,
            };
            let breaches = self.breaches.iter().filter(is_about).map(kind);
            writer.write_record([
                given.person.to_string(),
                safe(self.labels.of_person(given.person).unwrap_or_default()),
                given.line.to_string(),
                line.site.to_string(),
                safe(&self.labels.site(line.site)),
                line.role.to_string(),
                safe(&self.labels.role(line.role)),
                line.interval.start.to_string(),
                line.interval.end.to_string(),
                line.paid_minutes().to_string(),
                given.is_confirmed.to_string(),
                breaches.collect::<Vec<_>>().join(" "),
            ])?;
        }
        let bytes = writer
            .into_inner()
            .map_err(|error| csv::Error::from(error.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// A label that no spreadsheet takes for a formula.
fn safe(label: &str) -> String {
    match label.starts_with(['=', '+', '-', '@']) {
        true => format!("'{label}"),
        false => label.to_owned(),
    }
}

fn given(given: &Given) -> Value {
    json!({ "person": given.person, "line": given.line, "confirmed": given.is_confirmed })
}

/// A name for the kind of breach.
const fn kind(violation: &Violation) -> &'static str {
    use crate::checker::PairBreach;
    match violation {
        Violation::UnknownPerson(_) => "unknown_person",
        Violation::UnknownLine(_) => "unknown_line",
        Violation::TooManyPeople { .. } => "headcount",
        Violation::ConfirmedLeftOut { .. } => "confirmed_left_out",
        Violation::Pair { breach, .. } => match breach {
            PairBreach::ScenarioInactive(_) => "scenario",
            PairBreach::RoleMissing(_) => "role",
            PairBreach::SkillMissing(_) => "skill",
            PairBreach::TooFar { .. } => "travel",
            PairBreach::SiteExcluded(_) | PairBreach::LineExcluded => "exclusion",
            PairBreach::Unavailable => "availability",
            PairBreach::BreakTooShort { .. } => "break",
            PairBreach::ShiftTooLong { .. } => "shift_length",
            PairBreach::AtNight { .. } | PairBreach::NightTooLong { .. } => "night",
        },
        Violation::Person { breach, .. } => match breach {
            PersonBreach::Overlap { .. } => "overlap",
            PersonBreach::DailyRest { .. } => "daily_rest",
            PersonBreach::CompensatoryRest { .. } => "compensatory_rest",
            PersonBreach::WeeklyRest { .. } => "weekly_rest",
            PersonBreach::DailyMinutes { .. } => "daily_hours",
            PersonBreach::WeeklyMinutes { .. } => "weekly_hours",
            PersonBreach::Average { .. } => "average_hours",
            PersonBreach::NightAverage { .. } => "night_average",
            PersonBreach::TooManyShifts { .. } => "most_shifts",
        },
    }
}
