//! What the service did, in figures that tell nobody about one person: groups under five are left out, and so much beside them that
//! nobody can work them out from the totals.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::career_conversations::career_conversation::Status;
use crate::kit::instant::Instant;
use crate::kit::london;
use crate::kit::words;
use crate::people::background::Background;
use crate::people::id::PersonId;

/// Groups of fewer people than this are left out of every published figure.
pub const SMALLEST_GROUP: usize = 5;

coded_enum! {
    /// What a table has a row for each of.
    pub enum By {
        Month = "month", "Month";
        Adviser = "adviser", "Adviser";
        Background = "background", "Background";
        /// The first half of members' postcodes.
        Area = "area", "Area";
    }
}

coded_enum! {
    /// What became of a conversation, as the report tells it apart.
    pub enum Outcome {
        Attended = "attended", "Attended";
        DidNotAttend = "did_not_attend", "Did not attend";
        /// It was cancelled, by whomever.
        Cancelled = "cancelled", "Cancelled";
        /// It is over, and nobody said whether the member came.
        NotRecorded = "not_recorded", "Not recorded";
    }
}

impl Outcome {
    /// The outcome of a conversation that is over or cancelled.
    #[must_use]
    pub const fn of(status: Status) -> Self {
        match status {
            Status::Attended => Self::Attended,
            Status::DidNotAttend => Self::DidNotAttend,
            Status::Booked => Self::NotRecorded,
            Status::CancelledByMember
            | Status::CancelledByAdviser
            | Status::CancelledByCoordinator => Self::Cancelled,
        }
    }
}

coded_enum! {
    /// What a table says of its groups.
    pub enum Kind {
        /// How many conversations there were, and what became of them.
        Use = "use", "Conversations";
        /// What those led to that took place.
        LedTo = "led_to", "What conversations led to";
    }
}

/// What of a table's kind is counted beside the conversations themselves.
#[must_use]
pub const fn columns(kind: Kind) -> [&'static str; 4] {
    match kind {
        Kind::Use => [
            Outcome::Attended.words(),
            Outcome::DidNotAttend.words(),
            Outcome::Cancelled.words(),
            Outcome::NotRecorded.words(),
        ],
        Kind::LedTo => [
            "Agreed an action",
            "Did an action",
            "Something came of it",
            "Job or apprenticeship",
        ],
    }
}

/// A financial year, from April to March: 2025 is April 2025 to March 2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FinancialYear(i16);

impl FinancialYear {
    #[must_use]
    pub fn of(day: Date) -> Self {
        Self(if day.month() < 4 {
            day.year() - 1
        } else {
            day.year()
        })
    }

    /// Reads `2025`, with no sign.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        let year = text.parse().ok().filter(|_| is_number)?;
        (2000..=2100).contains(&year).then_some(Self(year))
    }

    /// Reads the year of an address: without one the year of `today`, and `None` where it says something that is no year.
    #[must_use]
    pub fn asked_for(text: &str, today: Date) -> Option<Self> {
        if text.trim().is_empty() {
            Some(Self::of(today))
        } else {
            Self::parse(text)
        }
    }

    /// '2025-to-2026', as in the names of files.
    #[must_use]
    pub fn span(self) -> String {
        format!("{}-to-{}", self.0, self.0 + 1)
    }

    /// The year in which it begins, as in addresses.
    #[must_use]
    pub const fn code(self) -> i16 {
        self.0
    }

    /// 'April 2025 to March 2026'.
    #[must_use]
    pub fn words(self) -> String {
        format!("April {} to March {}", self.0, self.0 + 1)
    }

    #[must_use]
    pub const fn first_day(self) -> Date {
        date(self.0, 4, 1)
    }

    /// The first days of its months that are over on `today`, and the day after the last of them. A month that still runs would tell
    /// each day what happened on the day before.
    #[must_use]
    pub fn months_over(self, today: Date) -> (Vec<Date>, Date) {
        let mut months = Vec::new();
        let mut first = self.first_day();
        for _ in 0..12 {
            let next = next_month(first);
            if next > today {
                break;
            }
            months.push(first);
            first = next;
        }
        (months, first)
    }
}

/// The first day of the month after the one that begins on `first`.
#[must_use]
pub fn next_month(first: Date) -> Date {
    if first.month() == 12 {
        date(first.year() + 1, 1, 1)
    } else {
        date(first.year(), first.month() + 1, 1)
    }
}

/// A conversation as it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub member: PersonId,
    /// Their name.
    pub adviser: String,
    pub background: Option<Background>,
    /// The first half of the member's postcode; empty where it isn't known.
    pub area: String,
    pub outcome: Outcome,
    /// When it was, or would have been.
    pub start: Instant,
    pub booked_at: Instant,
    pub led_to: LedTo,
}

/// What a conversation led to: conversation, action, outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LedTo {
    /// Whether an action was agreed that still stands.
    pub has_action: bool,
    /// When the first action was done.
    pub done_at: Option<Instant>,
    /// The first day on which something came of it, as the member says.
    pub came_on: Option<Date>,
    /// Whether that was a job or an apprenticeship, then or later.
    pub has_post: bool,
}

impl Counted {
    /// The group it is in, as it is sorted and as people read it.
    fn group(&self, by: By) -> (String, String) {
        let named = |name: &str, none: &str| match name {
            // After everything that has a name.
            "" => ("\u{10FFFF}".to_owned(), none.to_owned()),
            name => (name.to_owned(), name.to_owned()),
        };
        match by {
            By::Month => {
                let day = london::day_of(self.start);
                (day.strftime("%Y-%m").to_string(), words::month_of(day))
            }
            By::Adviser => named(&self.adviser, "Not known"),
            By::Background => named(self.background.map_or("", Background::words), "Not given"),
            By::Area => named(&self.area, "Not given"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shown {
    /// Nothing: the group is too small, or would tell about one that is.
    Nothing,
    /// How many conversations, and not what became of them.
    Total,
    All,
}

/// What happened in a group. What is not published is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub group: String,
    pub total: Option<i64>,
    /// How many of them, in the order of [`columns`].
    pub counts: Option<[i64; 4]>,
    /// Days that half of them took at most. Conversations: from booking to the conversation, of those that took place. What they led to:
    /// from the conversation to the first action done, and to what came of it.
    pub days: [Option<i64>; 2],
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub kind: Kind,
    pub by: By,
    pub rows: Vec<Row>,
    pub all: Row,
}

/// A conversation as a table of some kind counts it: which columns, and how many days.
struct Marks {
    columns: [bool; 4],
    days: [Option<i64>; 2],
}

/// `None` for what a table of this kind doesn't count.
fn marks(kind: Kind, counted: &Counted) -> Option<Marks> {
    let came = counted.outcome == Outcome::Attended;
    match kind {
        Kind::Use => {
            let minutes = counted.booked_at.minutes_until(counted.start);
            Some(Marks {
                columns: [0, 1, 2, 3].map(|at| Outcome::ALL.get(at) == Some(&counted.outcome)),
                days: [came.then_some(minutes.max(0) / (24 * 60)), None],
            })
        }
        Kind::LedTo => {
            let led_to = counted.led_to;
            let day = london::day_of(counted.start);
            let until = |later: Date| i64::from(london::days_until(day, later)).max(0);
            came.then(|| Marks {
                columns: [
                    led_to.has_action,
                    led_to.done_at.is_some(),
                    led_to.came_on.is_some(),
                    led_to.has_post,
                ],
                days: [
                    led_to.done_at.map(|at| until(london::day_of(at))),
                    led_to.came_on.map(until),
                ],
            })
        }
    }
}

/// A group while it is counted.
#[derive(Default)]
struct Group {
    words: String,
    people: BTreeSet<PersonId>,
    total: i64,
    counts: [i64; 4],
    people_with: [BTreeSet<PersonId>; 4],
    days: [Vec<i64>; 2],
}

impl Group {
    fn add(&mut self, member: PersonId, marks: &Marks) {
        self.people.insert(member);
        self.total += 1;
        for (at, _) in marks
            .columns
            .iter()
            .enumerate()
            .filter(|(_, is_in)| **is_in)
        {
            self.people_with[at].insert(member);
            self.counts[at] += 1;
        }
        for (all, days) in self.days.iter_mut().zip(marks.days) {
            all.extend(days);
        }
    }

    /// What may be shown of it by itself: few people who did something tell as much as few who did not.
    fn shown(&self) -> Shown {
        let is_small = |people: usize| (1..SMALLEST_GROUP).contains(&people);
        let is_telling = |with: &BTreeSet<PersonId>| {
            is_small(with.len()) || is_small(self.people.difference(with).count())
        };
        if is_small(self.people.len()) {
            Shown::Nothing
        } else if self.people_with.iter().any(is_telling) {
            Shown::Total
        } else {
            Shown::All
        }
    }

    fn row(self, shown: Shown) -> Row {
        let days = self.days.map(|mut days| {
            days.sort_unstable();
            let middle = days.get(days.len().saturating_sub(1) / 2);
            middle.copied().filter(|_| shown == Shown::All)
        });
        Row {
            group: self.words,
            total: (shown >= Shown::Total).then_some(self.total),
            counts: (shown == Shown::All).then_some(self.counts),
            days,
        }
    }
}

/// Counts conversations by group, and leaves out what would tell about few people.
#[must_use]
pub fn table(kind: Kind, by: By, counted: &[Counted]) -> Table {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    let mut all = Group {
        words: "All".to_owned(),
        ..Group::default()
    };
    for each in counted {
        let Some(marks) = marks(kind, each) else {
            continue;
        };
        let (key, words) = each.group(by);
        let group = groups.entry(key).or_default();
        group.words = words;
        group.add(each.member, &marks);
        all.add(each.member, &marks);
    }
    let groups: Vec<Group> = groups.into_values().collect();
    let (shown, is_guessed) = protected(&groups);
    let rows = groups
        .into_iter()
        .zip(shown)
        .map(|(group, shown)| group.row(shown));
    // One apiece, and every group: then the sum says it.
    let shown_of_all = if is_guessed {
        Shown::Nothing
    } else {
        all.shown()
    };
    Table {
        kind,
        by,
        rows: rows.collect(),
        all: all.row(shown_of_all),
    }
}

/// What may be shown of each group beside the others and the total.
///
/// A group that is left out alone is the total less the others; so the smallest of the others goes with it, until those that are
/// left out have more conversations together than the one apiece that everybody can guess. The same for outcomes, of which one group
/// beside it is enough: any of the two may then have had none. Says too whether there was nothing left to leave out.
fn protected(groups: &[Group]) -> (Vec<Shown>, bool) {
    let mut shown: Vec<Shown> = groups.iter().map(Group::shown).collect();
    let is_guessed = loop {
        let left_out = || (0..groups.len()).filter(|at| shown[*at] == Shown::Nothing);
        let (count, total) = left_out().fold((0, 0), |(count, total), at| {
            (count + 1, total + groups[at].total)
        });
        let is_guessed = count == 1 || (count > 0 && total <= count);
        let Some(next) = smallest(groups, &shown, Shown::Total).filter(|_| is_guessed) else {
            break is_guessed;
        };
        shown[next] = Shown::Nothing;
    };
    let without_outcomes = shown.iter().filter(|shown| **shown < Shown::All).count();
    if without_outcomes == 1
        && let Some(next) = smallest(groups, &shown, Shown::All)
    {
        shown[next] = Shown::Total;
    }
    (shown, is_guessed)
}

/// The smallest group of which at least `from` is shown.
fn smallest(groups: &[Group], shown: &[Shown], from: Shown) -> Option<usize> {
    (0..groups.len())
        .filter(|at| shown[*at] >= from)
        .min_by_key(|at| groups[*at].total)
}
