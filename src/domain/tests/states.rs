//! `docs/states.md` and the enums say the same, both ways.

use std::collections::BTreeMap;

use domain::career_conversations::career_action::{ActionEvent, ActionState};
use domain::career_conversations::career_conversation::{Event, Status};
use domain::career_conversations::conversation_summary::{SummaryEvent, SummaryState};
use domain::career_conversations::invitation::{InvitationEvent, InvitationState};
use domain::people::sign_in::{CodeEvent, CodeState};
use domain::seats::{ClaimEvent, ClaimState, OfferEvent, OfferState};
use domain::system::outbox::{MessageEvent, MessageState};

const DOCUMENT: &str = include_str!("../../../docs/states.md");

/// Events in the order of the columns; for each state, in the order of the rows, what follows each event.
#[derive(Debug, PartialEq, Eq)]
struct Machine {
    events: Vec<&'static str>,
    states: Vec<(&'static str, Vec<Option<&'static str>>)>,
}

fn cells(line: &'static str) -> Vec<&'static str> {
    let inside = line.trim().trim_start_matches('|').trim_end_matches('|');
    inside.split('|').map(str::trim).collect()
}

/// The document's tables by the words in their first cell.
fn documented() -> BTreeMap<&'static str, Machine> {
    let mut machines = BTreeMap::new();
    let mut lines = DOCUMENT.lines().peekable();
    while let Some(line) = lines.next() {
        if !line.starts_with('|') {
            continue;
        }
        let heading = cells(line);
        assert!(
            lines.next().is_some_and(|line| line.starts_with("|---")),
            "a line under the heading of {}",
            heading[0]
        );
        let mut states = Vec::new();
        while let Some(row) = lines.next_if(|line| line.starts_with('|')) {
            let row = cells(row);
            assert_eq!(row.len(), heading.len(), "{} · {}", heading[0], row[0]);
            let follows = row[1..].iter().map(|cell| (*cell != "—").then_some(*cell));
            states.push((row[0], follows.collect()));
        }
        let machine = Machine {
            events: heading[1..].to_vec(),
            states,
        };
        assert!(
            machines.insert(heading[0], machine).is_none(),
            "one table each"
        );
    }
    machines
}

/// The machine as the code has it.
macro_rules! machine {
    ($state:ident, $event:ident) => {
        Machine {
            events: $event::ALL.iter().map(|event| event.code()).collect(),
            states: $state::ALL
                .iter()
                .map(|state| {
                    let after = |event: &$event| state.after(*event).map($state::code);
                    (state.code(), $event::ALL.iter().map(after).collect())
                })
                .collect(),
        }
    };
}

#[test]
fn the_document_and_the_code_have_the_same_machines_states_events_and_transitions() {
    let coded = BTreeMap::from([
        ("career conversation", machine!(Status, Event)),
        ("sign-in code", machine!(CodeState, CodeEvent)),
        ("message", machine!(MessageState, MessageEvent)),
        ("place", machine!(ClaimState, ClaimEvent)),
        ("offer", machine!(OfferState, OfferEvent)),
        ("invitation", machine!(InvitationState, InvitationEvent)),
        ("summary", machine!(SummaryState, SummaryEvent)),
        ("agreed action", machine!(ActionState, ActionEvent)),
    ]);
    assert_eq!(documented(), coded);
}

#[test]
fn every_state_is_reached_from_the_first() {
    for (name, machine) in documented() {
        let mut reached = vec![machine.states[0].0];
        let mut at = 0;
        while at < reached.len() {
            let row = machine.states.iter().find(|row| row.0 == reached[at]);
            for next in row
                .map(|row| row.1.clone())
                .unwrap_or_default()
                .into_iter()
                .flatten()
            {
                if !reached.contains(&next) {
                    reached.push(next);
                }
            }
            at += 1;
        }
        assert_eq!(reached.len(), machine.states.len(), "{name}: {reached:?}");
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
