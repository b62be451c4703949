//! What emails say about a career conversation: reference, day, time, way, where, and how to change it. Never the topic, nor what
//! the member or the adviser wrote.

use domain::career_conversations::career_conversation::{
    CareerConversation, Reference, Status, Way,
};
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::kit::words;

use super::Change;

/// What an email needs to know beside the conversation.
pub(super) struct Particulars {
    pub(super) member: String,
    pub(super) adviser: String,
    /// Whom to contact when it is too late to change online, and how.
    pub(super) contact: String,
    /// The site's name and address, if in person.
    pub(super) place: Option<String>,
    /// What whoever made the change tells the member beside it; may be empty.
    pub(super) note: String,
    /// The last moment at which the member can move or cancel it.
    pub(super) cut_off: Instant,
    pub(super) now: Instant,
    /// Where people reach the service, without a slash at the end.
    pub(super) public_url: String,
}

/// Whom an email is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    Member,
    Adviser,
}

/// The address of the page about a conversation.
pub(super) fn url(public_url: &str, reference: &Reference) -> String {
    format!("{public_url}/conversations/{reference}")
}

/// Where the two meet, in a few words.
pub(super) fn location(way: Way, place: Option<&str>) -> String {
    match (way, place) {
        (Way::InPerson, Some(place)) => place.to_owned(),
        (way, _) => way.words().to_owned(),
    }
}

impl Particulars {
    pub(super) fn subject(&self, change: Change, conversation: &CareerConversation) -> String {
        let what = match change {
            Change::Booked => "booked",
            Change::Moved { .. } => "moved",
            Change::Cancelled => "cancelled",
        };
        let day = words::day(london::day_of(conversation.interval.start));
        format!(
            "Career conversation {what}: {day}, {}",
            words::time(conversation.interval.start)
        )
    }

    pub(super) fn body(
        &self,
        change: Change,
        conversation: &CareerConversation,
        reader: Reader,
    ) -> String {
        let greeting = match reader {
            Reader::Member => &self.member,
            Reader::Adviser => &self.adviser,
        };
        let mut paragraphs = vec![
            format!("Hello {greeting},"),
            self.news(change, conversation, reader),
        ];
        paragraphs.push(self.facts(conversation, reader));
        if reader == Reader::Member && !self.note.is_empty() {
            paragraphs.push(self.note.clone());
        }
        match (change, reader) {
            (Change::Cancelled, Reader::Member) => {
                paragraphs.extend(self.after_cancelling(conversation))
            }
            (Change::Cancelled, Reader::Adviser) => {}
            (_, Reader::Member) => paragraphs.extend([
                self.page(conversation, reader),
                self.how_to_change(),
                IN_CALENDAR.to_owned(),
            ]),
            (_, Reader::Adviser) => {
                paragraphs.extend([self.page(conversation, reader), IN_CALENDAR.to_owned()])
            }
        }
        paragraphs.push("People Hub".to_owned());
        paragraphs.join("\n\n") + "\n"
    }

    pub(super) fn reminder_subject(conversation: &CareerConversation) -> String {
        format!(
            "Reminder of your career conversation: {}",
            words::day_and_time(conversation.interval.start)
        )
    }

    pub(super) fn reminder_body(&self, conversation: &CareerConversation) -> String {
        let reader = Reader::Member;
        let paragraphs = [
            format!("Hello {},", self.member),
            "This is a reminder of your career conversation.".to_owned(),
            self.facts(conversation, reader),
            self.page(conversation, reader),
            self.how_to_change(),
            "People Hub".to_owned(),
        ];
        paragraphs.join("\n\n") + "\n"
    }

    pub(super) const fn summary_subject(is_correction: bool) -> &'static str {
        if is_correction {
            "The summary of your career conversation has changed"
        } else {
            "The summary of your career conversation is ready"
        }
    }

    pub(super) fn summary_body(
        &self,
        conversation: &CareerConversation,
        is_correction: bool,
    ) -> String {
        let day = words::day(london::day_of(conversation.interval.start));
        let news = if is_correction {
            format!("{} has changed the summary of", self.adviser)
        } else {
            format!("{} has shared a summary of", self.adviser)
        };
        let url = url(&self.public_url, &conversation.reference);
        let paragraphs = [
            format!("Hello {},", self.member),
            format!("{news} your career conversation on {day}."),
            format!("Read it, and see what you agreed to do next:\n{url}"),
            "People Hub".to_owned(),
        ];
        paragraphs.join("\n\n") + "\n"
    }

    fn news(&self, change: Change, conversation: &CareerConversation, reader: Reader) -> String {
        match (change, reader) {
            (Change::Booked, Reader::Member) => "Your career conversation is booked.".to_owned(),
            (Change::Booked, Reader::Adviser) => {
                format!("You have a new career conversation with {}.", self.member)
            }
            (Change::Moved { from }, reader) => {
                let whose = match reader {
                    Reader::Member => "Your career conversation".to_owned(),
                    Reader::Adviser => format!("Your career conversation with {}", self.member),
                };
                format!(
                    "{whose} has changed. It was {}.",
                    words::day_and_time_range(from)
                )
            }
            (Change::Cancelled, reader) => self.cancelled(conversation.status, reader),
        }
    }

    fn cancelled(&self, status: Status, reader: Reader) -> String {
        match (status, reader) {
            (Status::CancelledByMember, Reader::Member) => {
                "You have cancelled your career conversation.".to_owned()
            }
            (Status::CancelledByMember, Reader::Adviser) => format!(
                "{} has cancelled their career conversation with you.",
                self.member
            ),
            (Status::CancelledByAdviser, Reader::Member) => format!(
                "We are sorry. {} has had to cancel your career conversation.",
                self.adviser
            ),
            (Status::CancelledByAdviser, Reader::Adviser) => format!(
                "You have cancelled your career conversation with {}.",
                self.member
            ),
            (_, Reader::Member) => "Your career conversation has been cancelled.".to_owned(),
            (_, Reader::Adviser) => format!(
                "Your career conversation with {} has been cancelled.",
                self.member
            ),
        }
    }

    fn facts(&self, conversation: &CareerConversation, reader: Reader) -> String {
        let mut facts = format!(
            "Reference: {}\nDay: {}\nTime: {}\n",
            conversation.reference,
            words::day(london::day_of(conversation.interval.start)),
            words::time_range(conversation.interval),
        );
        facts += &match reader {
            Reader::Member => format!("With: {}, careers adviser\n", self.adviser),
            Reader::Adviser => format!("With: {}\n", self.member),
        };
        facts += &format!("How: {}", conversation.way.words());
        if let (Way::InPerson, Some(place)) = (conversation.way, &self.place) {
            facts += &format!("\nWhere: {place}");
        }
        facts
    }

    fn page(&self, conversation: &CareerConversation, reader: Reader) -> String {
        let whose = match reader {
            Reader::Member => "See your conversation",
            Reader::Adviser => "See this conversation",
        };
        let url = url(&self.public_url, &conversation.reference);
        format!("{whose}:\n{url}")
    }

    fn how_to_change(&self) -> String {
        let late = format!("contact {}", self.contact);
        if self.now <= self.cut_off {
            format!(
                "You can move or cancel it on that page until {}. You do not need to say why. After that, {late}.",
                words::day_and_time(self.cut_off)
            )
        } else {
            format!("It is too late to move or cancel it online. If you need to change it, {late}.")
        }
    }

    fn after_cancelling(&self, conversation: &CareerConversation) -> Vec<String> {
        let mut paragraphs = Vec::new();
        let by_member = conversation.status == Status::CancelledByMember;
        if !by_member {
            paragraphs.push(format!("If you have a question, contact {}.", self.contact));
        }
        paragraphs.push(format!(
            "You can book another conversation at any time:\n{}/career-conversations",
            self.public_url
        ));
        paragraphs
    }
}

const IN_CALENDAR: &str = "The calendar file with this email puts it in your calendar.";
