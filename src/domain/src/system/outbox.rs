//! Messages waiting to be sent: their states, and when a failed one is tried again.
use crate::system::id::OutboxId;

/// A message is given up after this many tries.
pub const TRIES: i64 = 10;
/// The first wait after a failed try, in seconds.
const FIRST_WAIT_SECONDS: i64 = 10;
const LONGEST_WAIT_SECONDS: i64 = 6 * 3_600;

coded_enum! {
    /// What becomes of a message's text.
    pub enum MessageKind {
        /// It opens an account, or may: it is emptied once the message is sent or given up.
        Secret = "sign_in", "Sign-in";
        /// It is kept, so that it can be sent again.
        Ordinary = "conversation", "Message";
    }
}

coded_enum! {
    /// What the calendar part of a message asks for (RFC 5546).
    pub enum CalendarMethod {
        Request = "REQUEST", "Add to calendar";
        Cancel = "CANCEL", "Remove from calendar";
    }
}

open_code! {
    /// What a message is about: what is looked at when it is sent, to see whether it is still of use.
    pub struct AboutKind;
    pub struct DropReason;
    /// What kind of news a message is, for who chooses which of them to have by email: `Reminders before a conversation`.
    pub struct Topic;
}

/// They chose to have no email of its topic.
pub const NOT_WANTED: DropReason = DropReason::new(
    "not_wanted",
    "Not emailed: they read it in their notifications",
);

coded_enum! {
    pub enum MessageState {
        /// To be sent when it is due.
        Waiting = "waiting", "Waiting";
        Sending = "sending", "Being sent";
        /// The mail server took it.
        Delivered = "delivered", "Sent";
        Dead = "dead", "Could not be sent";
        Dropped = "dropped", "No longer of use";
    }
}

coded_enum! {
    pub enum MessageEvent {
        Claim = "claim", "Worker takes it";
        Deliver = "deliver", "Sent";
        /// It could not be sent and will be tried again.
        Fail = "fail", "Try failed";
        /// The worker was not heard of again; it may or may not have been sent.
        LoseWorker = "lose_worker", "Worker stopped";
        GiveUp = "give_up", "Last try failed";
        Drop = "drop", "No longer of use";
        Retry = "retry", "Tried again by an administrator";
    }
}

impl MessageState {
    /// `None` where the event is refused. A lost worker's message is sent again, so that each is sent at least once.
    #[must_use]
    pub const fn after(self, event: MessageEvent) -> Option<Self> {
        match (self, event) {
            (Self::Waiting, MessageEvent::Claim) => Some(Self::Sending),
            (Self::Sending, MessageEvent::Deliver) => Some(Self::Delivered),
            (Self::Sending, MessageEvent::Fail | MessageEvent::LoseWorker) => Some(Self::Waiting),
            (Self::Sending, MessageEvent::GiveUp) => Some(Self::Dead),
            (Self::Sending, MessageEvent::Drop) => Some(Self::Dropped),
            (Self::Dead, MessageEvent::Retry) => Some(Self::Waiting),
            (Self::Waiting | Self::Sending | Self::Delivered | Self::Dead | Self::Dropped, _) => {
                None
            }
        }
    }
}

impl MessageKind {
    /// Whether a message of this kind is still of use after it was given up. A sign-in code is over by then, and its text gone.
    #[must_use]
    pub const fn can_be_retried(self) -> bool {
        !matches!(self, Self::Secret)
    }
}

id_form! {
    RetryForm { message: OutboxId, "Choose a message" };
}

/// Seconds to wait after the try numbered `tries` (from 1) failed: three times as long each time, and up to half as much
/// again from `random`, so that messages which failed together are not all tried together.
#[must_use]
pub fn wait_seconds(tries: i64, random: u32) -> i64 {
    let exponent = u32::try_from(tries.clamp(1, TRIES) - 1).unwrap_or(0);
    let wait = FIRST_WAIT_SECONDS
        .saturating_mul(3_i64.saturating_pow(exponent))
        .min(LONGEST_WAIT_SECONDS);
    wait + wait / 2 * i64::from(random) / i64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_threefold_up_to_six_hours_whatever_the_random_part() {
        assert_eq!(wait_seconds(1, 0), 10);
        assert_eq!(wait_seconds(1, u32::MAX), 15);
        assert_eq!(wait_seconds(2, 0), 30);
        assert_eq!(wait_seconds(9, 0), LONGEST_WAIT_SECONDS);
        for tries in 1..8 {
            assert!(wait_seconds(tries, u32::MAX) < wait_seconds(tries + 1, 0));
        }
    }

    #[test]
    fn a_sent_message_changes_no_more_and_a_dead_one_only_when_an_administrator_asks() {
        for &event in MessageEvent::ALL {
            assert_eq!(MessageState::Delivered.after(event), None);
            let asked = event == MessageEvent::Retry;
            assert_eq!(
                MessageState::Dead.after(event),
                asked.then_some(MessageState::Waiting)
            );
        }
        assert_eq!(
            MessageState::Sending.after(MessageEvent::LoseWorker),
            Some(MessageState::Waiting)
        );
    }
}
