//! Signing in.

use domain::people::sign_in::{CodeEvent, CodeState};

use super::Area;

pub fn area() -> Area {
    Area {
        name: "people",
        document: include_str!("../../../../docs/states/people.md"),
        also_first: &[],
        coded: vec![("sign-in code", machine!(CodeState, CodeEvent))],
    }
}
