//! How long a conversation is and how people meet: what weekly hours and an extra time ask alike.

use domain::career_conversations::availability::SLOT_MINUTES;
use domain::career_conversations::career_conversation::Way;
use ui::Item;

pub(super) fn lengths() -> Vec<Item> {
    SLOT_MINUTES
        .iter()
        .map(|minutes| Item::new(minutes.to_string(), format!("{minutes} minutes")))
        .collect()
}

/// The ways to meet, each with its input's name and whether it is ticked.
pub(super) fn ways(
    has_places: bool,
    name: impl Fn(&str) -> String,
    is_ticked: impl Fn(&str) -> bool,
) -> Vec<(String, Item, bool)> {
    let offered = Way::ALL.iter();
    let offered = offered.filter(|way| has_places || **way != Way::InPerson);
    offered
        .map(|way| {
            let code = way.code();
            (name(code), Item::new("on", way.words()), is_ticked(code))
        })
        .collect()
}
