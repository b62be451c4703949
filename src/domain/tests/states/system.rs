//! Messages.

use domain::system::outbox::{MessageEvent, MessageState};

use super::Area;

pub fn area() -> Area {
    Area {
        name: "system",
        document: include_str!("../../../../docs/states/system.md"),
        also_first: &[],
        coded: vec![("message", machine!(MessageState, MessageEvent))],
    }
}
