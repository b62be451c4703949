//! What the rows about a person are called, in words that they read.

use domain::career_conversations::availability::Clash;
use domain::career_conversations::career_action::ActionState;
use domain::career_conversations::career_conversation::{Status, Topic, Way};
use domain::career_conversations::career_outcome::{NextStep, OutcomeKind, Pathway, Usefulness};
use domain::career_conversations::invitation::InvitationState;
use domain::career_conversations::reminder::{ReminderKind, ReminderOutcome};
use domain::career_conversations::waiting_list::{EntryState, OfferState};
use domain::kit::words;
use domain::people::background::Background;
use domain::people::role::Role;
use store::people::personal_data::Record;

use crate::area::{action_words, object_kind_words, setting};

/// What becomes of rows when the person asks for erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterErasure {
    /// They are gone.
    Removed,
    /// They stay, without a name, for this reason.
    Kept(&'static str),
}

/// What a kind of rows is called.
pub(super) struct Wording {
    pub(super) title: &'static str,
    pub(super) after_erasure: AfterErasure,
    /// The names of the two instants and the six texts; empty: it is not shown.
    names: [&'static str; 8],
}

impl Wording {
    /// A row as names and values; what is empty is left out.
    pub(super) fn row(&self, record: &Record) -> Vec<(&'static str, String)> {
        let instants = [record.first, record.second]
            .map(|instant| instant.map(words::day_and_time).unwrap_or_default());
        let texts = record.texts.iter().cloned();
        self.names
            .into_iter()
            .zip(instants.into_iter().chain(texts))
            .filter(|(name, value)| !name.is_empty() && !value.is_empty())
            .map(|(name, value)| (name, in_words(name, value)))
            .collect()
    }
}

/// Codes in words; other text as it is.
fn in_words(name: &str, value: String) -> String {
    let found = match name {
        "Background" => Background::from_code(&value).map(Background::words),
        "Role" => Role::from_code(&value).map(Role::words),
        "Status" => Status::from_code(&value).map(Status::words),
        "How" => Way::from_code(&value).map(Way::words),
        "What about" => Topic::from_code(&value).map(Topic::words),
        "Reminder" => ReminderKind::from_code(&value).map(ReminderKind::words),
        "What became of it" => ReminderOutcome::from_code(&value).map(ReminderOutcome::words),
        "Why it did not fit" => Clash::from_code(&value).map(Clash::words),
        "Place in line" => EntryState::from_code(&value).map(EntryState::words),
        "Offer" => OfferState::from_code(&value).map(OfferState::words),
        "Invitation" => InvitationState::from_code(&value).map(InvitationState::words),
        "Pathway" => Pathway::from_code(&value).map(Pathway::words),
        "Action" => ActionState::from_code(&value).map(ActionState::words),
        "What came" => OutcomeKind::from_code(&value).map(OutcomeKind::words),
        "Useful" => Usefulness::from_code(&value).map(Usefulness::words),
        "Next step" => NextStep::from_code(&value).map(NextStep::words),
        "Setting" => setting(&value).map(|setting| setting.words),
        "What was done" => return action_words(&value).to_owned(),
        "To what" => return object_kind_words(&value).to_owned(),
        _ => None,
    };
    found.map_or(value, str::to_owned)
}

const FIGURES: &str = "We must be able to say what the service did and whether it helped. Nothing here says who you are, and what you wrote is removed.";
const LOG: &str = "The log says who changed what, so that mistakes and misuse can be found. It cannot be changed by anybody. It no longer leads to your name.";
const STAFF: &str = "It is about work for the service, and other people’s records depend on it. Only people who no longer work for the service can ask for erasure.";

fn kept(title: &'static str, reason: &'static str, names: [&'static str; 8]) -> Wording {
    Wording {
        title,
        after_erasure: AfterErasure::Kept(reason),
        names,
    }
}

fn removed(title: &'static str, names: [&'static str; 8]) -> Wording {
    Wording {
        title,
        after_erasure: AfterErasure::Removed,
        names,
    }
}

/// What the rows of a kind are called.
#[rustfmt::skip]
pub(super) fn of(name: &str) -> Wording {
    match name {
        "you" => removed("About you", ["Since", "Closed", "Name", "Email address", "Phone number", "Postcode", "Background", ""]),
        "roles" => kept("Your roles", LOG, ["Given", "Ended", "Role", "Organisation", "", "", "", ""]),
        "roles_given" => kept("Roles that you gave to others or took away", STAFF, ["Given", "Ended", "Role", "", "", "", "", ""]),
        "conversations" => kept("Your career conversations", FIGURES, ["When", "Booked", "Reference", "Status", "How", "What about", "What you wrote", "Adviser"]),
        "conversations_as_adviser" => kept("Career conversations that people had with you", STAFF, ["When", "Booked", "Reference", "Status", "How", "", "", ""]),
        "conversations_booked_for_others" => kept("Career conversations that you booked for others", STAFF, ["When", "Booked", "Reference", "", "", "", "", ""]),
        "reminders" => kept("Reminders of your conversations", FIGURES, ["Conversation", "Decided", "Reminder", "What became of it", "", "", "", ""]),
        "kept_conversations" => kept("Conversations that were kept outside the adviser’s times", FIGURES, ["Conversation", "Decided", "Why it did not fit", "", "", "", "", ""]),
        "summaries" => kept("Summaries of your conversations", FIGURES, ["Saved", "Shared with you", "Reference", "Summary", "", "", "", ""]),
        "pathways" => kept("Where your conversations can lead", FIGURES, ["", "Shared with you", "Reference", "Pathway", "", "", "", ""]),
        "notes_about_you" => removed("Private notes of your adviser, which nobody else can read", ["Saved", "", "Reference", "", "", "", "", ""]),
        "notes_by_you" => kept("Your private notes as an adviser", STAFF, ["Saved", "", "Reference", "Note", "", "", "", ""]),
        "actions" => kept("What you agreed to do", FIGURES, ["Agreed", "Closed", "Reference", "What to do", "Action", "Pathway", "By", ""]),
        "actions_as_adviser" => kept("What people agreed with you", STAFF, ["Agreed", "Closed", "Action", "", "", "", "", ""]),
        "outcomes" => kept("What came of your conversations", FIGURES, ["Said", "", "Reference", "What came", "Day", "", "", ""]),
        "feedback" => kept("What you thought of your conversations", FIGURES, ["Given", "", "Reference", "Useful", "Next step", "", "", ""]),
        "templates" => kept("Your templates for summaries", STAFF, ["Made", "", "Name", "Text", "", "", "", ""]),
        "waiting_list" => removed("The waiting list", ["Joined", "Changed", "Place in line", "How", "What about", "Days", "Last day", ""]),
        "waiting_for_you" => kept("People who waited for a time with you", STAFF, ["Joined", "Changed", "Place in line", "How", "", "", "", ""]),
        "offers" => removed("Times that we offered you", ["When", "Offered", "Offer", "Adviser", "", "", "", ""]),
        "offers_of_your_times" => kept("Times with you that we offered to others", STAFF, ["When", "Offered", "Offer", "", "", "", "", ""]),
        "unfinished_forms" => removed("Forms that you have not finished", ["Changed", "", "Form", "Answers", "", "", "", ""]),
        "emails" => removed("Emails to you", ["Written", "Sent", "Subject", "Text", "", "", "", ""]),
        "sign_in_codes" => removed("Sign-in codes that were sent to you", ["Sent", "Used", "To", "", "", "", "", ""]),
        "new_addresses" => removed("New email addresses that were entered for you", ["Entered", "Confirmed", "Address", "", "", "", "", ""]),
        "addresses_entered_for_others" => kept("New email addresses that you entered for others", STAFF, ["Entered", "Confirmed", "", "", "", "", "", ""]),
        "sign_ins" => removed("Where you signed in", ["Signed in", "Last used", "Browser", "", "", "", "", ""]),
        "known_browsers" => removed("Browsers that we know from your signing in", ["Since", "Last signed in", "", "", "", "", "", ""]),
        "invitations" => removed("Invitations to book a conversation", ["Asked for", "Decided", "Invitation", "", "", "", "", ""]),
        "invitations_asked_for" => kept("Invitations that you asked for", STAFF, ["When", "", "How many", "", "", "", "", ""]),
        "calendar_links" => removed("Your calendar links", ["Made", "Stopped", "", "", "", "", "", ""]),
        "adviser" => kept("Your rules as an adviser", STAFF, ["", "", "About you", "Phone number for late changes", "Minutes between conversations", "Hours of notice", "Days ahead", ""]),
        "weekly_times" => kept("Your weekly times", STAFF, ["", "", "Day of the week", "From", "To", "Ways", "First day", "Ended"]),
        "extra_times" => kept("Your extra times", STAFF, ["When", "Removed", "Ways", "", "", "", "", ""]),
        "leave" => kept("Your leave", STAFF, ["", "Removed", "First day", "Last day", "", "", "", ""]),
        "settings" => kept("Settings that you changed", STAFF, ["When", "", "Setting", "Value", "", "", "", ""]),
        _ => kept("What was done by you or with your record", LOG, ["When", "", "What was done", "To what", "By", "Detail", "From the network address", ""]),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use store::people::personal_data::HELD;

    use super::*;

    #[test]
    fn every_kind_has_words_of_its_own() {
        let titles: BTreeSet<_> = HELD.iter().map(|held| of(held.name).title).collect();
        assert_eq!(titles.len(), HELD.len());
        assert_eq!(
            HELD.last().unwrap().name,
            "log",
            "which stands for all others"
        );
    }
}
