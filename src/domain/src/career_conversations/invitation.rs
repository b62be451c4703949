//! Inviting members who never had a career conversation to book one.

use serde::{Deserialize, Serialize};

use crate::kit::field_errors::FieldErrors;
use crate::people::background::Background;

/// Nobody is invited again within so many days.
pub const AGAIN_AFTER_DAYS: i64 = 90;
/// Most invitations sent in an hour, so that advisers are not asked for more than they can give and mail servers don't refuse.
pub const MOST_AN_HOUR: i64 = 60;

coded_enum! {
    pub enum InvitationState {
        Waiting = "waiting", "Waiting to be sent";
        Sent = "sent", "Sent";
        /// The member booked, joined the waiting list or left before it was sent.
        NotNeeded = "not_needed", "No longer needed";
    }
}

coded_enum! {
    pub enum InvitationEvent {
        Send = "send", "Send";
        Drop = "drop", "Drop";
    }
}

impl InvitationState {
    /// `None` where the event is refused.
    #[must_use]
    pub const fn after(self, event: InvitationEvent) -> Option<Self> {
        match (self, event) {
            (Self::Waiting, InvitationEvent::Send) => Some(Self::Sent),
            (Self::Waiting, InvitationEvent::Drop) => Some(Self::NotNeeded),
            (Self::Sent | Self::NotNeeded, _) => None,
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InviteForm {
    /// A background's code; empty for everybody.
    pub background: String,
    /// How many people the page said that there were.
    pub count: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InviteRequest {
    /// Only who has this background.
    pub background: Option<Background>,
    /// How many people the coordinator saw.
    pub seen: i64,
}

impl InviteForm {
    pub fn parse(self) -> Result<InviteRequest, FieldErrors> {
        let background = match self.background.trim() {
            "" => None,
            code => Some(Background::from_code(code).ok_or_else(|| {
                FieldErrors::one("background", "Choose a background, or everybody")
            })?),
        };
        let seen = self.count.trim().parse().ok().filter(|count| *count > 0);
        let message = "There is nobody to invite";
        Ok(InviteRequest {
            background,
            seen: seen.ok_or_else(|| FieldErrors::one("background", message))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_is_decided_once() {
        for state in InvitationState::ALL {
            for event in InvitationEvent::ALL {
                let is_open = *state == InvitationState::Waiting;
                assert_eq!(state.after(*event).is_some(), is_open, "{state} {event}");
            }
        }
    }

    #[test]
    fn whom_to_invite_is_read_with_how_many_were_seen() {
        let form = |background: &str, count: &str| InviteForm {
            background: background.to_owned(),
            count: count.to_owned(),
        };
        let pilots = form("pilot", "12").parse().unwrap();
        assert_eq!(
            (pilots.background, pilots.seen),
            (Some(Background::Pilot), 12)
        );
        assert_eq!(form("", " 3 ").parse().unwrap().background, None);
        for wrong in [form("astronaut", "12"), form("", "0"), form("", "many")] {
            assert!(wrong.parse().unwrap_err().for_field("background").is_some());
        }
    }
}
