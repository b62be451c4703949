//! How much one member may book by themselves.

use crate::career_conversations::settings::Rules;

/// What a member is about to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Book a conversation, or accept one that was offered.
    Book,
    Wait,
}

/// What a member is told who has `live` conversations to come and has done this `today` times; `None` while they may do it.
#[must_use]
pub fn limit_reached(rules: &Rules, live: i64, today: i64, doing: Doing) -> Option<String> {
    let (next, done, again) = match doing {
        Doing::Book => ("book another", "booked", "book"),
        Doing::Wait => (
            "join the waiting list",
            "joined the waiting list",
            "join it",
        ),
    };
    if live >= rules.live_bookings {
        return Some(match live {
            1 => format!("You have 1 conversation booked. Cancel it to {next}"),
            _ => format!("You have {live} conversations booked. Cancel one to {next}"),
        });
    }
    (today >= rules.bookings_a_day).then(|| {
        let times = match today {
            1 => "once".to_owned(),
            _ => format!("{today} times"),
        };
        format!("You have {done} {times} today. You can {again} again tomorrow")
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;

    fn usual() -> Rules {
        Rules::on(Date::ZERO, &[])
    }

    fn told(live: i64, today: i64, doing: Doing) -> Option<String> {
        limit_reached(&usual(), live, today, doing)
    }

    #[test]
    fn a_member_is_told_what_they_have_and_what_they_can_do() {
        assert_eq!(told(1, 5, Doing::Book), None);
        assert_eq!(told(1, 5, Doing::Wait), None);
        for (live, today, doing, words) in [
            (
                2,
                2,
                Doing::Book,
                "You have 2 conversations booked. Cancel one to book another",
            ),
            (
                3,
                9,
                Doing::Wait,
                "You have 3 conversations booked. Cancel one to join the waiting list",
            ),
            (
                0,
                6,
                Doing::Book,
                "You have booked 6 times today. You can book again tomorrow",
            ),
            (
                0,
                7,
                Doing::Wait,
                "You have joined the waiting list 7 times today. You can join it again tomorrow",
            ),
        ] {
            assert_eq!(told(live, today, doing).as_deref(), Some(words));
        }
        let one = Rules {
            live_bookings: 1,
            bookings_a_day: 1,
            ..usual()
        };
        assert_eq!(
            limit_reached(&one, 1, 1, Doing::Book).as_deref(),
            Some("You have 1 conversation booked. Cancel it to book another")
        );
        assert_eq!(
            limit_reached(&one, 0, 1, Doing::Book).as_deref(),
            Some("You have booked once today. You can book again tomorrow")
        );
    }
}
