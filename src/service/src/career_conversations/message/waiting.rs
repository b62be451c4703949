//! What emails say about the waiting list: day, time, way, where and the deadline. Never the topic.

use domain::career_conversations::career_conversation::Way;
use domain::career_conversations::waiting_list::{WaitingEntry, WaitingOffer};
use domain::kit::london;
use domain::kit::words;

/// What an email needs to know beside the offer.
pub(super) struct Particulars {
    pub(super) member: String,
    pub(super) adviser: String,
    /// The site's name and address, if in person.
    pub(super) place: Option<String>,
    /// Where people reach the service, without a slash at the end.
    pub(super) public_url: String,
}

impl Particulars {
    pub(super) fn offer_subject(offer: &WaitingOffer) -> String {
        format!(
            "A time for your career conversation: answer by {}",
            words::day_and_time(offer.expires_at)
        )
    }

    pub(super) fn offer_body(&self, entry: &WaitingEntry, offer: &WaitingOffer) -> String {
        let page = self.page();
        let deadline = words::day_and_time(offer.expires_at);
        self.letter(&[
            "A time has become free, and we are keeping it for you.",
            &self.facts(entry, offer),
            &format!("Accept or decline it by {deadline}:\n{page}"),
            "If you do not answer by then, we will offer it to the next person. You keep your place on the waiting list, and so you do \
             if you decline.",
        ])
    }

    pub(super) fn expired_body(&self, entry: &WaitingEntry, offer: &WaitingOffer) -> String {
        let page = self.page();
        self.letter(&[
            "You did not answer in time, so we are no longer keeping this time for you.",
            &self.facts(entry, offer),
            &format!("You keep your place on the waiting list. See it or leave the list:\n{page}"),
        ])
    }

    pub(super) fn withdrawn_body(&self, entry: &WaitingEntry, offer: &WaitingOffer) -> String {
        let page = self.page();
        let sorry = format!(
            "We are sorry. {} is no longer free at the time that we offered you.",
            self.adviser
        );
        self.letter(&[
            &sorry,
            &self.facts(entry, offer),
            &format!("You keep your place on the waiting list. See it or leave the list:\n{page}"),
        ])
    }

    fn page(&self) -> String {
        format!("{}/career-conversations/waiting", self.public_url)
    }

    fn letter(&self, paragraphs: &[&str]) -> String {
        let greeting = format!("Hello {},", self.member);
        let all = [&[greeting.as_str()], paragraphs, &["People Hub"]].concat();
        all.join("\n\n") + "\n"
    }

    fn facts(&self, entry: &WaitingEntry, offer: &WaitingOffer) -> String {
        let mut facts = format!(
            "Day: {}\nTime: {}\nWith: {}, careers adviser\nHow: {}",
            words::day(london::day_of(offer.interval.start)),
            words::time_range(offer.interval),
            self.adviser,
            entry.wish.way.words(),
        );
        if let (Way::InPerson, Some(place)) = (entry.wish.way, &self.place) {
            facts += &format!("\nWhere: {place}");
        }
        facts
    }
}

/// To whom a coordinator has taken off the list.
pub(super) fn removed_body(member: &str, public_url: &str) -> String {
    format!(
        "Hello {member},\n\n\
        A hub coordinator has taken you off the waiting list for a career conversation.\n\n\
        You can look at the free times, or join the list again:\n{public_url}/career-conversations/book/day\n\n\
        People Hub\n"
    )
}

/// To who waited until a day that is over.
pub(super) fn wait_ended_body(member: &str, public_url: &str) -> String {
    format!(
        "Hello {member},\n\n\
        We are sorry. No time became free that suited you by the last day you gave us, so you are no longer on the waiting list.\n\n\
        You can look at the free times, or join the list again:\n{public_url}/career-conversations/book/day\n\n\
        People Hub\n"
    )
}
