//! What was done, as the pages of this area say it once a form has led there.

use web::banner::Banner;

const CALENDAR: &str = "We have sent you an email that updates your calendar.";
pub(crate) const MOVED_BY_MEMBER: Banner =
    Banner::new("moved", "Your conversation has been moved").and(CALENDAR);
pub(crate) const CANCELLED_BY_MEMBER: Banner =
    Banner::new("cancelled", "Your conversation has been cancelled").and(CALENDAR);

/// The page of days says it where another way to meet has left no time.
pub(crate) const TIME_GONE: Banner = Banner::new(
    "time-gone",
    "The time you chose is not offered in that way. Choose another one.",
);

pub(crate) const JOINED_THE_LIST: Banner =
    Banner::new("joined", "You have joined the waiting list");
pub(crate) const OFFER_DECLINED: Banner = Banner::new(
    "declined",
    "You have declined the time. You keep your place",
);
pub(crate) const LEFT_THE_LIST: Banner = Banner::new("left", "You have left the waiting list");

pub(crate) const TIME_OFFERED: Banner =
    Banner::new("offered", "The time is kept for them").and("We have emailed them to answer.");
pub(crate) const REMOVED_FROM_LIST: Banner =
    Banner::new("removed", "They are no longer on the waiting list").and("We have emailed them.");

pub(crate) const BOOKED: Banner = Banner::new(
    islands::career_conversations::BOOKED,
    "The conversation is booked",
);
pub(crate) const MOVED: Banner = Banner::new("moved", "The conversation has been moved");
pub(crate) const CANCELLED: Banner =
    Banner::new("cancelled", "The conversation has been cancelled");

pub(crate) const ACTION_TOLD: Banner = Banner::new("action", "Thank you. Your adviser sees it too");
pub(crate) const OUTCOME_TOLD: Banner =
    Banner::new("outcome", "Thank you for telling us what came of it");
pub(crate) const FEEDBACK_GIVEN: Banner =
    Banner::new("feedback", "Thank you for telling us what you thought");

pub(crate) const TEMPLATE_ADDED: Banner = Banner::new("added", "Template added");
pub(crate) const TEMPLATE_REMOVED: Banner = Banner::new("removed", "Template removed");

pub(crate) const SUMMARY_SAVED: Banner = Banner::new("saved", "Saved");
pub(crate) const SUMMARY_SHARED: Banner = Banner::new("shared", "Summary shared");
pub(crate) const SUMMARY_CORRECTED: Banner = Banner::new("corrected", "Summary corrected");
pub(crate) const ACTION_ADDED: Banner = Banner::new("agreed", "Action added");
pub(crate) const ACTION_CHANGED: Banner = Banner::new("action", "Action changed");
pub(crate) const NOTE_SAVED: Banner =
    Banner::new("note", "Private note saved. Only you can read it");
pub(crate) const TEMPLATE_USED: Banner =
    Banner::new("begun", "The template is in the box. Draft saved");

pub(crate) const INVITED: Banner = Banner::new("asked", "The invitations will be sent");

const CAN_BOOK: &str = "Members can book it now.";
const STAYS: &str = "Nobody can book it any more. What was booked stays booked.";

pub(crate) const WEEK_SAVED: Banner =
    Banner::new("week-saved", "Your week is saved").and("Members can book it as it is now.");
pub(crate) const PATTERN_ENDED: Banner =
    Banner::new("pattern-ended", "Weekly time ended").and(STAYS);
pub(crate) const SLOT_ADDED: Banner = Banner::new("slot-added", "Extra time added").and(CAN_BOOK);
pub(crate) const SLOT_REMOVED: Banner =
    Banner::new("slot-removed", "Extra time removed").and(STAYS);
pub(crate) const LEAVE_ADDED: Banner =
    Banner::new("leave-added", "Leave added").and("Nobody can book you on those days.");
pub(crate) const LEAVE_REMOVED: Banner =
    Banner::new("leave-removed", "Leave removed").and("Members can book you on those days again.");
pub(crate) const RULES_CHANGED: Banner =
    Banner::new("rules-changed", "Booking rules changed").and("What was booked stays booked.");

pub(crate) const ATTENDANCES: Banner = Banner::new("recorded", "Saved");
pub(crate) const ALL_KEPT: Banner = Banner::new("all-kept", "They stay as they are");
pub(crate) const ALL_MOVED: Banner =
    Banner::new("all-moved", "They have been moved").and("We have emailed the members.");
pub(crate) const ALL_CANCELLED: Banner =
    Banner::new("all-cancelled", "They have been cancelled").and("We have emailed the members.");

/// Where conversations no longer fit because of it, the page with them says only what was done.
pub(crate) const LEFT_WITH_CLASHES: &[Banner] = &[
    LEAVE_ADDED.alone(),
    WEEK_SAVED.alone(),
    PATTERN_ENDED.alone(),
    SLOT_REMOVED.alone(),
    KEPT,
    MOVED,
    CANCELLED,
    ALL_KEPT,
    ALL_MOVED,
    ALL_CANCELLED,
];

pub(crate) const KEPT: Banner = Banner::new("kept", "The conversation stays as it is");

/// Whether somebody came: the page says what was recorded.
pub(crate) const ATTENDANCE: Banner = Banner::new("attendance", "Saved");
