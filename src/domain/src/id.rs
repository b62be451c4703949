//! Identifiers: UUID version 7, one type for each noun so that they can't be mixed up.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::instant::Instant;

/// The text given is not an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

macro_rules! id {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new identifier (UUID version 7) from the time now and ten random bytes.
            #[must_use]
            pub fn new(at: Instant, random: [u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(at.unix_milliseconds(), &random).into_uuid())
            }

            /// The identifier as a UUID.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }
    )+};
}

id! {
    /// A person known to the service.
    PersonId;
    /// An employer or other body of the health and care system.
    OrganisationId;
    /// A place where conversations and shifts happen.
    SiteId;
    /// A signed-in browser.
    SessionId;
    /// A sign-in code and link sent by email.
    SignInCodeId;
    /// A new email address that waits to be confirmed.
    AddressChangeId;
    /// A role given to a person.
    RoleGrantId;
    /// A career conversation, booked or over.
    CareerConversationId;
    /// One weekly time of an adviser.
    WeeklyPatternId;
    /// One extra time of an adviser.
    ExtraSlotId;
    /// Days on which an adviser is away.
    LeaveId;
    /// A half-finished form journey.
    DraftId;
    /// Somebody's place on the waiting list.
    WaitingEntryId;
    /// An offer to somebody on the waiting list.
    WaitingOfferId;
    /// An invitation to book a career conversation.
    InvitationId;
    /// A private link by which a calendar reads somebody's conversations.
    CalendarFeedId;
    /// Something agreed in a conversation.
    CareerActionId;
    /// An adviser's own template for summaries.
    SummaryTemplateId;
    /// A message waiting to be sent.
    OutboxId;
    /// A row of the audit log.
    AuditId;
    /// A dated setting.
    SettingId;
}
