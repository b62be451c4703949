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
use web::area::{Area, Link, Route, at};

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
            permission: Some(HAVE_CONVERSATIONS),
            href: "/career-conversations/mine",
            words: "My conversations",
            about: "See, move or cancel your career conversations.",
            in_header: true,
        },
        Link {
            permission: Some(GIVE_CONVERSATIONS),
            href: "/adviser",
            words: "Conversations with you",
            about: "See who you meet today and this week, and say who came.",
            in_header: true,
        },
        Link {
            permission: Some(GIVE_CONVERSATIONS),
            href: "/adviser/availability",
            words: "When people can book you",
            about: "Change your weekly times, add an extra time or leave.",
            in_header: true,
        },
        Link {
            permission: Some(COORDINATE_CONVERSATIONS),
            href: "/coordinator",
            words: "All conversations",
            about: "See every conversation by day, adviser and status. Book, move or cancel for a member.",
            in_header: true,
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
};

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
