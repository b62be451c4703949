//! Conversations, and what follows them; invitations.

use domain::career_conversations::career_action::{ActionEvent, ActionState};
use domain::career_conversations::career_conversation::{Event, Status};
use domain::career_conversations::conversation_summary::{SummaryEvent, SummaryState};
use domain::career_conversations::invitation::{InvitationEvent, InvitationState};

use super::Area;

pub fn area() -> Area {
    Area {
        name: "career_conversations",
        document: include_str!("../../../../docs/states/career_conversations.md"),
        also_first: &[],
        coded: vec![
            ("career conversation", machine!(Status, Event)),
            ("invitation", machine!(InvitationState, InvitationEvent)),
            ("summary", machine!(SummaryState, SummaryEvent)),
            ("agreed action", machine!(ActionState, ActionEvent)),
        ],
    }
}

#[test]
fn what_is_over_stays_over() {
    let over = [
        Status::CancelledByMember,
        Status::CancelledByAdviser,
        Status::CancelledByCoordinator,
    ];
    for status in over {
        assert!(status.is_cancelled());
        for event in Event::ALL {
            assert_eq!(status.after(*event), None, "{status} {event}");
        }
    }
    for status in Status::ALL.iter().filter(|status| !over.contains(status)) {
        assert!(!status.is_cancelled(), "{status}");
    }
}
