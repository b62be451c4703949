//! The report for people to read.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::time::Duration;

use domain::kit::london;
use domain::kit::words;

use super::words::{hours, percent, rule, stopped};
use super::{Given, Open, Report, Share, Why};
use crate::eligibility::Rule;
use crate::input::{Line, LineId};

impl Report {
    /// Lines of text: a grid for each day, hours and fairness for each person, open places with what keeps people from them,
    /// breaches, and how it ended. `took` is how long it took; without it the text depends on the roster alone.
    #[must_use]
    pub fn text(&self, took: Option<Duration>) -> String {
        let mut out = String::new();
        self.days(&mut out);
        self.people(&mut out);
        self.open_places(&mut out);
        self.compensation(&mut out);
        self.summary(&mut out, took);
        out
    }

    fn days(&self, out: &mut String) {
        let lines = self.lines();
        let mut on: HashMap<LineId, Vec<&Given>> = HashMap::new();
        for given in &self.given {
            on.entry(given.line).or_default().push(given);
        }
        let mut days: BTreeMap<_, Vec<&Line>> = BTreeMap::new();
        for line in lines.values() {
            let has_people = on.contains_key(&line.id);
            if has_people || self.instance.rules().is_active(line) {
                let day = london::day_of(line.interval.start);
                days.entry(day).or_default().push(line);
            }
        }
        for (day, mut lines) in days {
            lines.sort_by_key(|line| (line.interval.start, line.site, line.id));
            let mut grid =
                vec![["Shift", "Site", "Role", "Line", "Filled", "People"].map(String::from)];
            for line in lines {
                let given = on.get(&line.id).map_or(&[][..], Vec::as_slice);
                grid.push(self.row(line, given));
            }
            let _ = writeln!(out, "{}", words::day(day));
            write_grid(out, &grid);
        }
    }

    fn row(&self, line: &Line, given: &[&Given]) -> [String; 6] {
        let people = given.iter().map(|given| {
            let confirmed = if given.is_confirmed {
                ", confirmed"
            } else {
                ""
            };
            format!("{}{confirmed}", self.labels.person(given.person))
        });
        [
            words::time_range(line.interval),
            self.labels.site(line.site),
            self.labels.role(line.role),
            format!("line {}", line.id),
            format!("{} of {}", given.len(), line.headcount),
            people.collect::<Vec<_>>().join("; "),
        ]
    }

    fn people(&self, out: &mut String) {
        if self.shares.is_empty() {
            return;
        }
        let head = [
            "Person",
            "Shifts",
            "Confirmed",
            "Hours",
            "Fullest week",
            "Worked before",
            "Fairness",
        ];
        let mut grid = vec![head.map(String::from)];
        grid.extend(self.shares.iter().map(|share| self.share(share)));
        let _ = writeln!(out, "Hours and fairness");
        write_grid(out, &grid);
    }

    fn share(&self, share: &Share) -> [String; 7] {
        [
            self.labels.person(share.person),
            share.shifts.to_string(),
            share.confirmed.to_string(),
            hours(share.minutes),
            hours(share.fullest_week),
            share.worked.to_string(),
            share.fairness.to_string(),
        ]
    }

    fn open_places(&self, out: &mut String) {
        if self.open.is_empty() {
            let _ = writeln!(out, "Every place is filled");
            return;
        }
        let lines = self.lines();
        let _ = writeln!(out, "Open places, and what keeps people from them");
        let mut left = 0;
        for open in &self.open {
            let (Some(why), Some(line)) = (&open.why, lines.get(&open.line)) else {
                left += 1;
                continue;
            };
            self.open_line(out, open, line, why);
        }
        if left > 0 {
            let _ = writeln!(
                out,
                "  and {} (--reasons)",
                words::counted(left, "more line", "more lines")
            );
        }
    }

    fn open_line(&self, out: &mut String, open: &Open, line: &Line, why: &Why) {
        let _ = writeln!(
            out,
            "  line {}: {} of {} open: {}, {}, {}",
            line.id,
            open.places,
            line.headcount,
            self.labels.site(line.site),
            self.labels.role(line.role),
            words::day_and_time_range(line.interval),
        );
        let mut counted: Vec<(Rule, usize)> = why.ruled_out.iter().map(|(&r, &n)| (r, n)).collect();
        counted.sort_by_key(|&(rule, people)| (Reverse(people), rule));
        for (reason, people) in counted {
            let _ = writeln!(out, "    {people} {}", rule(reason));
        }
        if why.no_better > 0 {
            let _ = writeln!(
                out,
                "    {} could, but no roster with them on it is better",
                why.no_better
            );
        }
        if why.undecided > 0 {
            let _ = writeln!(
                out,
                "    {} could, and it is not known whether a roster with them on it is better",
                why.undecided
            );
        }
        for (person, steps) in &why.nearest {
            let steps: Vec<String> = steps.iter().map(|step| self.step(step)).collect();
            let person = self.labels.person(*person);
            let _ = writeln!(out, "    {person} could with {}", steps.join(" and "));
        }
    }

    fn compensation(&self, out: &mut String) {
        if self.compensations.is_empty() {
            return;
        }
        let _ = writeln!(
            out,
            "Rest that makes up for rest that was missing (regulation 24)"
        );
        for made_up in &self.compensations {
            let _ = writeln!(
                out,
                "  {}: nothing after {} until {}, {} min longer than daily rest",
                self.labels.person(made_up.person),
                made_up.after,
                words::day_and_time(made_up.rest.end),
                made_up.minutes,
            );
        }
    }

    fn summary(&self, out: &mut String, took: Option<Duration>) {
        let _ = writeln!(out, "{} of {} places filled", self.filled, self.places);
        let _ = writeln!(
            out,
            "Value {}, at most {} is possible: a gap of {}",
            self.value,
            self.bound,
            percent(self.gap())
        );
        let after = took.map_or_else(String::new, |took| {
            format!(", after {:.2} s", took.as_secs_f64())
        });
        let _ = writeln!(out, "Ended because {}{after}", stopped(self.stopped));
        for breach in &self.breaches {
            let _ = writeln!(out, "Confirmed, and breaks a rule: {}", self.breach(breach));
        }
        for fault in &self.faults {
            let _ = writeln!(
                out,
                "Broken by the program, please report the file: {}",
                self.breach(fault)
            );
        }
        let checked = match (self.faults.is_empty(), self.breaches.is_empty()) {
            (true, true) => "Checked: no rule is broken",
            (true, false) => {
                "Checked: nothing that was added breaks a rule, but what is confirmed does"
            }
            (false, _) => "Checked: the roster is wrong",
        };
        let _ = writeln!(out, "{checked}");
    }
}

/// Columns as wide as their widest cell, the first row as their heads.
fn write_grid<const N: usize>(out: &mut String, rows: &[[String; N]]) {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or(0)
    };
    let widths: [usize; N] = std::array::from_fn(width);
    for row in rows {
        let mut line = String::from(" ");
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(line, " {cell:<width$} ");
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push('\n');
}
