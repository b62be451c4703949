//! All that decides what can be booked, in one statement: each one that is sent, and each row that comes back, costs more than what
//! it does.

use domain::career_conversations::availability::{ExtraSlot, Leave, WeeklyPattern};
use domain::kit::instant::{Instant, Interval};
use domain::system::settings::DatedValue;
use jiff::civil::Date;

use crate::career_conversations::adviser::Adviser;
use crate::career_conversations::career_conversation::Taken;
use crate::career_conversations::waiting_list::Held;
use crate::db::{Conn, FromRow, Row, Store, StoreError, statements};
use crate::kit::bank_holiday::BankHoliday;

/// The tables that decide what can be booked: all that [`read`] looks at, and what one of them follows.
pub(crate) const TABLES: &[&str] = &[
    "setting",
    "bank_holiday",
    "adviser",
    "person",
    "role_grant",
    "weekly_pattern",
    "extra_slot",
    "leave_period",
    "career_conversation",
    "waiting_offer",
    FOLLOWED,
];
/// Whose state a `waiting_offer` has.
const FOLLOWED: &str = "seat_offer";

/// What advisers who can be booked have published, and what is taken of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diaries {
    /// Every dated value of every setting.
    pub settings: Vec<DatedValue>,
    /// Bank holidays in the days asked for.
    pub bank_holidays: Vec<BankHoliday>,
    /// Advisers who hold the role and whose account is open, by name.
    pub advisers: Vec<Adviser>,
    /// Weekly times that hold on the first day or later.
    pub patterns: Vec<WeeklyPattern>,
    /// Extra times that start on the first day or later.
    pub extra_slots: Vec<ExtraSlot>,
    /// Leave that ends on the first day or later.
    pub leave: Vec<Leave>,
    /// Booked times that touch the interval asked for, earliest first.
    pub taken: Vec<Taken>,
    /// Times that are kept for somebody on the waiting list and touch it.
    pub held: Vec<Held>,
}

impl FromRow for Diaries {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let mut tables = row.get("tables")?;
        Ok(Self {
            settings: Row::table(&mut tables, "setting")?,
            bank_holidays: Row::table(&mut tables, "bank_holiday")?,
            advisers: Row::table(&mut tables, "adviser")?,
            patterns: Row::table(&mut tables, "weekly_pattern")?,
            extra_slots: Row::table(&mut tables, "extra_slot")?,
            leave: Row::table(&mut tables, "leave_period")?,
            taken: Row::table(&mut tables, "career_conversation")?,
            held: Row::table(&mut tables, "waiting_offer")?,
        })
    }
}

statements! {
    READ = {
        sqlite: "SELECT json_object(
            'setting', (SELECT json_group_array(json_object('name', name, 'value', value, 'organisation_id', NULLIF(hex(organisation_id), ''),
                    'valid_from', valid_from, 'valid_to', valid_to))
                FROM setting),
            'bank_holiday', (SELECT json_group_array(json_object('day', day, 'name', name)) FROM bank_holiday WHERE day >= $1 AND day <= $2),
            'adviser', (SELECT json_group_array(json_object('person_id', hex(a.person_id), 'name', p.name, 'email', p.email, 'about', a.about,
                    'buffer_minutes', a.buffer_minutes, 'notice_hours', a.notice_hours, 'horizon_days', a.horizon_days, 'phone', a.phone)
                    ORDER BY p.search_key, p.id)
                FROM adviser a CROSS JOIN person p
                WHERE p.id = a.person_id AND p.closed_at IS NULL
                    AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role = 'career_adviser' AND g.organisation_id IS NULL AND g.revoked_at IS NULL)),
            'weekly_pattern', (SELECT json_group_array(json_object('id', hex(id), 'adviser_id', hex(adviser_id), 'weekday', weekday,
                    'starts', starts, 'ends', ends, 'slot_minutes', slot_minutes, 'ways', ways, 'site_id', NULLIF(hex(site_id), ''),
                    'valid_from', valid_from, 'valid_to', valid_to) ORDER BY weekday, starts, id)
                FROM weekly_pattern WHERE valid_to IS NULL OR (valid_to > $1 AND valid_to > valid_from)),
            'extra_slot', (SELECT json_group_array(json_object('id', hex(id), 'adviser_id', hex(adviser_id), 'starts_at', starts_at,
                    'ends_at', ends_at, 'ways', ways, 'site_id', NULLIF(hex(site_id), '')) ORDER BY starts_at, id)
                FROM extra_slot WHERE removed_at IS NULL AND starts_at >= $3),
            'leave_period', (SELECT json_group_array(json_object('id', hex(id), 'adviser_id', hex(adviser_id), 'first_day', first_day,
                    'last_day', last_day) ORDER BY first_day, id)
                FROM leave_period WHERE removed_at IS NULL AND last_day >= $1),
            'career_conversation', (SELECT json_group_array(json_object('id', hex(id), 'adviser_id', hex(adviser_id),
                    'member_id', hex(member_id), 'starts_at', starts_at, 'ends_at', ends_at) ORDER BY starts_at, id)
                FROM career_conversation WHERE status = 'booked' AND starts_at > $6 AND starts_at < $5 AND ends_at > $4),
            'waiting_offer', (SELECT json_group_array(json_object('adviser_id', hex(adviser_id), 'starts_at', starts_at, 'ends_at', ends_at)
                    ORDER BY starts_at, id)
                FROM waiting_offer WHERE state = 'open' AND starts_at < $5 AND ends_at > $4)) AS tables",
        postgres: "SELECT json_build_object(
            'setting', (SELECT json_agg(t) FROM (SELECT name, value, organisation_id, valid_from, valid_to FROM setting) t),
            'bank_holiday', (SELECT json_agg(t) FROM (SELECT day, name FROM bank_holiday WHERE day >= $1 AND day <= $2) t),
            'adviser', (SELECT json_agg(t ORDER BY t.search_key, t.person_id) FROM (SELECT a.*, p.name, p.email, p.search_key FROM adviser a JOIN person p ON p.id = a.person_id
                WHERE p.closed_at IS NULL
                    AND EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role = 'career_adviser' AND g.organisation_id IS NULL AND g.revoked_at IS NULL)) t),
            'weekly_pattern', (SELECT json_agg(t ORDER BY t.weekday, t.starts, t.id) FROM (SELECT * FROM weekly_pattern
                WHERE valid_to IS NULL OR (valid_to > $1 AND valid_to > valid_from)) t),
            'extra_slot', (SELECT json_agg(t ORDER BY t.starts_at, t.id) FROM (SELECT * FROM extra_slot
                WHERE removed_at IS NULL AND starts_at >= $3) t),
            'leave_period', (SELECT json_agg(t ORDER BY t.first_day, t.id) FROM (SELECT * FROM leave_period
                WHERE removed_at IS NULL AND last_day >= $1) t),
            'career_conversation', (SELECT json_agg(t ORDER BY t.starts_at, t.id) FROM (SELECT id, adviser_id, member_id, starts_at, ends_at
                FROM career_conversation WHERE status = 'booked' AND starts_at > $6 AND starts_at < $5 AND ends_at > $4) t),
            'waiting_offer', (SELECT json_agg(t ORDER BY t.starts_at) FROM (SELECT adviser_id, starts_at, ends_at
                FROM waiting_offer WHERE state = 'open' AND starts_at < $5 AND ends_at > $4) t)) AS tables"
    };
}

/// All diaries as of `now`, a moment of the day `first`: bank holidays up to the day `last`, and what is booked or kept in `interval`.
///
/// A conversation is never longer than a day: what started earlier than a day before the interval is not looked at.
pub async fn read(
    conn: &mut Conn,
    now: Instant,
    (first, last): (Date, Date),
    interval: Interval,
) -> Result<Diaries, StoreError> {
    conn.q(&READ)
        .bind(first)
        .bind(last)
        .bind(now)
        .bind(interval.start)
        .bind(interval.end)
        .bind(interval.start.plus_hours(-24))
        .one()
        .await
}

/// The version of what [`read`] reads: another number when it may have changed.
#[must_use]
pub fn version(store: &Store) -> u64 {
    store.version_of(TABLES)
}

#[cfg(test)]
mod tests {
    use super::{FOLLOWED, READ, TABLES};

    #[test]
    fn every_table_that_is_read_is_known_to_decide_what_can_be_booked() {
        for text in [READ.sqlite, READ.postgres] {
            let words: Vec<&str> = text
                .split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'))
                .filter(|word| !word.is_empty())
                .collect();
            let read: Vec<&str> = words
                .windows(2)
                .filter(|pair| matches!(pair[0], "FROM" | "JOIN") && pair[1] != "SELECT")
                .map(|pair| pair[1])
                .collect();
            assert!(read.len() + 1 >= TABLES.len());
            for table in TABLES.iter().filter(|table| **table != FOLLOWED) {
                assert!(read.contains(table), "{table} is not read");
            }
            for table in read {
                assert!(TABLES.contains(&table), "{table} is not in the list");
            }
        }
    }
}
