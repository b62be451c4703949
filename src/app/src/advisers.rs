//! An adviser sees the day's and the week's conversations, records who came, and publishes when they can be booked.

mod availability_page;
mod clash_pages;
mod conversation_page;
mod diary_page;
mod leave_pages;
mod pattern_pages;
mod published;
mod rules_page;
mod server_fns;
mod slot_pages;

pub use availability_page::AvailabilityPage;
pub use clash_pages::{ClashPage, ClashesPage};
pub use conversation_page::AdviserConversationPage;
pub use diary_page::DiaryPage;
pub use leave_pages::{AddLeavePage, RemoveLeavePage};
pub use pattern_pages::{AddPatternPage, EndPatternPage};
pub use rules_page::RulesPage;
pub use server_fns::*;
pub use slot_pages::{AddSlotPage, RemoveSlotPage};
