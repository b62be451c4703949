//! What of this area may be read from the first row to the last, and why.

use super::super::{BROUGHT, BY_FEW, FEW_ROWS, ONLY_OPEN, ReadWhole};

pub const READ_WHOLE: &[ReadWhole] = &[
    (
        FEW_ROWS,
        &[
            "career_conversations::adviser::ACTIVE: a",
            "career_conversations::adviser::ALL: a",
            "career_conversations::diary::READ: a",
            "career_conversations::diary::READ: extra_slot",
            "career_conversations::diary::READ: leave_period",
            "career_conversations::diary::READ: setting",
            "career_conversations::diary::READ: weekly_pattern",
            "career_conversations::extra_slot::ALL_FROM: extra_slot_by_adviser",
            "career_conversations::leave::ALL_FROM: leave_period_by_adviser",
            "career_conversations::weekly_pattern::ALL_FROM: weekly_pattern_by_adviser",
        ],
    ),
    (
        ONLY_OPEN,
        &[
            "career_conversations::diary::READ: waiting_offer_slot",
            "career_conversations::invitation::WAITING: invitation_line",
            "career_conversations::invitation::WAITING_COUNT: invitation_waiting",
        ],
    ),
    (
        BROUGHT,
        &["career_conversations::diary::READ: CONSTANT ROW"],
    ),
    (
        BY_FEW,
        &[
            "career_conversations::invitation::CANDIDATES: p",
            "career_conversations::personal_data::REMOVE_EMAILS_ABOUT: o",
        ],
    ),
];
