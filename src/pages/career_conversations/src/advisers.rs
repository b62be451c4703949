//! An adviser sees the day's and the week's conversations, records who came, and publishes when they can be booked.

mod attendance_page;
mod availability_page;
mod clash_pages;
mod conversation_page;
mod diary_page;
mod leave_pages;
mod meeting;
mod pattern_pages;
mod published;
mod rules_page;
mod server_fns;
mod slot_pages;
mod week_page;

pub use attendance_page::attendance_page;
pub use availability_page::availability_page;
pub use clash_pages::{check_clashes_page, clashes_page, decide_page};
pub use conversation_page::conversation_page;
pub use diary_page::diary_page;
pub use leave_pages::{add_leave_page, remove_leave_page};
pub use pattern_pages::end_pattern_page;
pub use rules_page::rules_page;
pub use server_fns::*;
pub use slot_pages::{add_slot_page, remove_slot_page};
pub use week_page::week_page;
