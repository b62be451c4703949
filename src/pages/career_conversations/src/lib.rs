//! The pages of career conversations: members book and move them, advisers publish times and write up what was said, coordinators see
//! them all.

#![recursion_limit = "512"]

mod advisers;
mod after_conversations;
mod coordination;
mod done;
mod home;
mod members;
mod reports;
mod waiting_list;

use domain::career_conversations::permission::{
    COORDINATE_CONVERSATIONS, GIVE_CONVERSATIONS, HAVE_CONVERSATIONS,
};
use domain::people::actor::Actor;
use service::career_conversations::{career_action, waiting_list as line};
use web::area::{Area, Link, Route, Section, at};
use web::context;
use web::error::Failure;

use advisers::{
    add_leave_page, add_pattern_page, add_slot_page, adviser_conversation_page, availability_page,
    clash_page, clashes_page, diary_page, end_pattern_page, remove_leave_page, remove_slot_page,
    rules_page,
};
use after_conversations::{after_conversation_page, follow_ups_page, templates_page};
use coordination::{
    coordinator_cancel_page, coordinator_conversation_page, coordinator_move_check_page,
    coordinator_move_page, coordinator_move_time_page, coordinator_page, find_member_page,
};
use members::{
    booked_page, cancel_page, check_page, conversation_page, day_page, mine_page, move_check_page,
    move_page, move_time_page, preparation_page, start_page, time_page, topic_page, way_page,
};
use reports::{invitation_page, report_page};
use waiting_list::{join_page, line_page, waiting_page};

pub const AREA: Area = Area {
    routes,
    links: &[
        Link {
            section: Some(Section::Careers),
            permission: Some(HAVE_CONVERSATIONS),
            href: "/career-conversations/mine",
            under: &["/career-conversations"],
            words: "My conversations",
            about: "Book, see, move or cancel your career conversations.",
            ..Link::NONE
        },
        Link {
            section: Some(Section::Conversations),
            permission: Some(GIVE_CONVERSATIONS),
            href: "/adviser",
            words: "Your conversations",
            about: "See who you meet today and this week, and say who came.",
            ..Link::NONE
        },
        Link {
            section: Some(Section::Conversations),
            permission: Some(GIVE_CONVERSATIONS),
            href: "/adviser/follow-ups",
            words: "Follow-ups",
            about: "See what you and members agreed to do, and whose day has come.",
            count: Some(|actor| Box::pin(follow_ups(actor))),
            ..Link::NONE
        },
        Link {
            section: Some(Section::Conversations),
            permission: Some(GIVE_CONVERSATIONS),
            href: "/adviser/availability",
            under: &["/adviser/clashes"],
            words: "Availability",
            about: "Say when people can book you. Change your weekly times, add an extra time or leave.",
            ..Link::NONE
        },
        Link {
            section: Some(Section::Conversations),
            permission: Some(GIVE_CONVERSATIONS),
            href: "/adviser/templates",
            words: "Templates",
            about: "Keep words that you can begin a summary with.",
            ..Link::NONE
        },
        Link {
            section: Some(Section::Conversations),
            permission: Some(COORDINATE_CONVERSATIONS),
            href: "/coordinator",
            words: "All conversations",
            about: "See every conversation by day, adviser and status. Book, move or cancel for a member.",
            ..Link::NONE
        },
        Link {
            section: Some(Section::Conversations),
            permission: Some(COORDINATE_CONVERSATIONS),
            href: "/coordinator/waiting",
            words: "Waiting list",
            about: "See who waits for a time, and who has been offered one.",
            count: Some(|actor| Box::pin(waiting(actor))),
            ..Link::NONE
        },
        Link {
            section: Some(Section::Conversations),
            permission: Some(COORDINATE_CONVERSATIONS),
            href: "/coordinator/invitations",
            words: "Invitations",
            about: "Invite members who never had a conversation.",
            ..Link::NONE
        },
        Link {
            section: Some(Section::Reports),
            permission: Some(COORDINATE_CONVERSATIONS),
            href: "/coordinator/report",
            words: "Career conversations",
            about: "See how many conversations were held, with whom and how soon, and what came of them.",
            ..Link::NONE
        },
    ],
    starts: &[
        (
            "/career-conversations",
            "I am a hub member",
            "You work for the hub as paid or bank staff, a reserve or a volunteer. Book half an hour with a careers adviser.",
        ),
        (
            "/adviser",
            "I am a careers adviser",
            "See who you meet today, and say when people can book you.",
        ),
        (
            "/coordinator",
            "I coordinate the hub",
            "See every conversation. Book, move or cancel for a member.",
        ),
    ],
    news: |actor| Box::pin(home::news(actor)),
    tasks: |actor| Box::pin(home::tasks(actor)),
    shortcuts: &[
        (
            HAVE_CONVERSATIONS,
            "/career-conversations/book/day",
            "Book a career conversation",
        ),
        (
            GIVE_CONVERSATIONS,
            "/adviser/availability/leave",
            "Add leave",
        ),
        (
            COORDINATE_CONVERSATIONS,
            "/coordinator/book",
            "Book for a member",
        ),
    ],
};

/// How many actions an adviser is to follow up.
async fn follow_ups(actor: Actor) -> Result<i64, Failure> {
    Ok(career_action::count_follow_ups(&context::service(), &actor).await?)
}

/// How many people wait for a time.
async fn waiting(actor: Actor) -> Result<i64, Failure> {
    Ok(line::list(&context::service(), &actor, 1).await?.total)
}

fn routes() -> Vec<Route> {
    vec![
        at("/career-conversations", start_page),
        at("/career-conversations/book/day", day_page),
        at("/career-conversations/book/time", time_page),
        at("/career-conversations/book/topic", topic_page),
        at("/career-conversations/book/preparation", preparation_page),
        at("/career-conversations/book/way", way_page),
        at("/career-conversations/book/check", check_page),
        at("/career-conversations/booked/{reference}", booked_page),
        at("/career-conversations/mine", mine_page),
        at(
            "/career-conversations/conversation/{reference}",
            conversation_page,
        ),
        at(
            "/career-conversations/conversation/{reference}/move",
            move_page,
        ),
        at(
            "/career-conversations/conversation/{reference}/move/time",
            move_time_page,
        ),
        at(
            "/career-conversations/conversation/{reference}/move/check",
            move_check_page,
        ),
        at(
            "/career-conversations/conversation/{reference}/cancel",
            cancel_page,
        ),
        at("/career-conversations/waiting", waiting_page),
        at("/career-conversations/waiting/join", join_page),
        at("/adviser", diary_page),
        at(
            "/adviser/conversation/{reference}",
            adviser_conversation_page,
        ),
        at(
            "/adviser/conversation/{reference}/after",
            after_conversation_page,
        ),
        at("/adviser/follow-ups", follow_ups_page),
        at("/adviser/templates", templates_page),
        at("/adviser/availability", availability_page),
        at("/adviser/availability/pattern", add_pattern_page),
        at(
            "/adviser/availability/pattern/{id}/change",
            add_pattern_page,
        ),
        at("/adviser/availability/pattern/{id}/end", end_pattern_page),
        at("/adviser/availability/slot", add_slot_page),
        at("/adviser/availability/slot/{id}/remove", remove_slot_page),
        at("/adviser/availability/leave", add_leave_page),
        at("/adviser/availability/leave/{id}/remove", remove_leave_page),
        at("/adviser/clashes", clashes_page),
        at("/adviser/clashes/{reference}", clash_page),
        at("/adviser/availability/rules", rules_page),
        at("/coordinator", coordinator_page),
        at("/coordinator/book", find_member_page),
        at("/coordinator/book/{member}/day", day_page),
        at("/coordinator/book/{member}/time", time_page),
        at("/coordinator/book/{member}/topic", topic_page),
        at("/coordinator/book/{member}/preparation", preparation_page),
        at("/coordinator/book/{member}/way", way_page),
        at("/coordinator/book/{member}/check", check_page),
        at(
            "/coordinator/conversation/{reference}",
            coordinator_conversation_page,
        ),
        at(
            "/coordinator/conversation/{reference}/move",
            coordinator_move_page,
        ),
        at(
            "/coordinator/conversation/{reference}/move/time",
            coordinator_move_time_page,
        ),
        at(
            "/coordinator/conversation/{reference}/move/check",
            coordinator_move_check_page,
        ),
        at(
            "/coordinator/conversation/{reference}/cancel",
            coordinator_cancel_page,
        ),
        at("/coordinator/waiting", line_page),
        at("/coordinator/report", report_page),
        at("/coordinator/invitations", invitation_page),
    ]
}
