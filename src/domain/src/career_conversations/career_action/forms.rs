//! The forms of agreeing an action and of saying what became of it.

use jiff::civil::Date;

use super::{ACTION_LIMIT, ActionEvent, LONGEST_ACTION_DAYS};
use crate::career_conversations::career_conversation::Reference;
use crate::career_conversations::career_outcome::Pathway;
use crate::career_conversations::id::CareerActionId;
use crate::kit::field_errors::{OPEN_AGAIN, optional, read};
use crate::kit::when::TypedDay;
use crate::kit::words;

form! {
    /// 'Add an action'. It is done today or later, within two years.
    ActionForm => ActionRequest(today: Date) {
        reference: String => reference: Reference = Reference::read(&reference);
        action: String => words: String = words::parse_line("action", &action, ACTION_LIMIT);
        /// `None` where it leads nowhere in particular.
        pathway: String => pathway: Option<Pathway> = optional(&pathway, |code| read(code, "Choose where it leads"));
        due: TypedDay => due_on: Date =
            due.within("day by which it is done", today, LONGEST_ACTION_DAYS);
    }
}

form! {
    ChangeActionForm => #[derive(Copy)] ActionChange() {
        action: String => action: CareerActionId = read(&action, OPEN_AGAIN);
        event: String => event: ActionEvent = read(&event, OPEN_AGAIN);
    }
}
