//! The pages of career conversations: members book and move them, advisers publish times and write up what was said, coordinators see
//! them all.

#![recursion_limit = "512"]

mod advisers;
mod after_conversations;
mod conversation;
mod coordination;
mod done;
mod find;
mod home;
mod members;
mod reports;
mod waiting_list;

use domain::career_conversations::permission::{
    COORDINATE_CONVERSATIONS, GIVE_CONVERSATIONS, HAVE_CONVERSATIONS,
};
use domain::people::actor::Actor;
use service::career_conversations::{career_action, to_do, waiting_list as line};
use web::area::{Area, Link, Route, Section, at};
use web::context;
use web::error::Failure;

use advisers::{
    add_leave_page, add_slot_page, attendance_page, availability_page, check_clashes_page,
    clashes_page, decide_page, diary_page, end_pattern_page, remove_leave_page, remove_slot_page,
    rules_page, week_page,
};
use after_conversations::{after_conversation_page, follow_ups_page, templates_page};
use conversation::{cancel_page, conversation_page, move_check_page, move_page, move_time_page};
use coordination::{coordinator_page, find_member_page};
use members::{
    booked_page, check_page, day_page, mine_page, preparation_page, start_page, time_page,
    topic_page, way_page,
};
use reports::{invitation_page, report_page};
use waiting_list::{entry_page, join_page, line_page, remove_page, waiting_page};

pub const AREA: Area = Area {
    routes,
    moved: MOVED,
    links: &[
        Link {
            section: Some(Section::Careers),
            permission: Some(HAVE_CONVERSATIONS),
            href: "/career-conversations/mine",
            under: &["/career-conversations", "/conversations"],
            words: "My conversations",
            about: "Book, see, move or cancel your career conversations.",
            ..Link::NONE
        },
        Link {
            section: Some(Section::Conversations),
            permission: Some(GIVE_CONVERSATIONS),
            href: "/conversations/diary",
            under: &["/conversations"],
            words: "Your conversations",
            about: "See who you meet today and this week, and say who came.",
            ..Link::NONE
        },
        Link {
            section: Some(Section::Conversations),
            permission: Some(GIVE_CONVERSATIONS),
            href: "/conversations/attendance",
            words: "Who came",
            about: "Say who came to the conversations that are over.",
            count: Some(|actor| Box::pin(unrecorded(actor))),
            ..Link::NONE
        },
        Link {
            section: Some(Section::Conversations),
            permission: Some(GIVE_CONVERSATIONS),
            href: "/conversations/follow-ups",
            words: "Follow-ups",
            about: "See what you and members agreed to do, and whose day has come.",
            count: Some(|actor| Box::pin(follow_ups(actor))),
            ..Link::NONE
        },
        Link {
            section: Some(Section::Conversations),
            permission: Some(GIVE_CONVERSATIONS),
            href: "/availability",
            under: &["/conversations/clashes"],
            words: "Availability",
            about: "Say when people can book you. Change your usual week, add an extra time or leave.",
            ..Link::NONE
        },
        Link {
            section: Some(Section::Calendar),
            permission: Some(GIVE_CONVERSATIONS),
            href: "/availability/week",
            words: "My usual week",
            about: "Say at which hours people can book you, week by week.",
            ..Link::NONE
        },
        Link {
            section: Some(Section::Conversations),
            permission: Some(GIVE_CONVERSATIONS),
            href: "/conversations/templates",
            words: "Templates",
            about: "Keep words that you can begin a summary with.",
            ..Link::NONE
        },
        Link {
            section: Some(Section::Conversations),
            permission: Some(COORDINATE_CONVERSATIONS),
            href: "/conversations",
            words: "All conversations",
            about: "See every conversation by day, adviser and status. Book, move or cancel for a member.",
            ..Link::NONE
        },
        Link {
            section: Some(Section::Conversations),
            permission: Some(COORDINATE_CONVERSATIONS),
            href: "/conversations/waiting-list",
            words: "Waiting list",
            about: "See who waits for a time, and who has been offered one.",
            count: Some(|actor| Box::pin(waiting(actor))),
            ..Link::NONE
        },
        Link {
            section: Some(Section::Conversations),
            permission: Some(COORDINATE_CONVERSATIONS),
            href: "/conversations/invitations",
            words: "Invitations",
            about: "Invite members who never had a conversation.",
            ..Link::NONE
        },
        Link {
            section: Some(Section::Reports),
            permission: Some(COORDINATE_CONVERSATIONS),
            href: "/reports/conversations",
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
            "/conversations/diary",
            "I am a careers adviser",
            "See who you meet today, and say when people can book you.",
        ),
        (
            "/conversations",
            "I coordinate the hub",
            "See every conversation. Book, move or cancel for a member.",
        ),
    ],
    news: |actor| Box::pin(home::news(actor)),
    tasks: |actor| Box::pin(home::tasks(actor)),
    find: |actor, text| Box::pin(find::find(actor, text)),
    searchers: &[GIVE_CONVERSATIONS, COORDINATE_CONVERSATIONS],
    shortcuts: &[
        (
            HAVE_CONVERSATIONS,
            "/career-conversations/book/day",
            "Book a career conversation",
        ),
        (GIVE_CONVERSATIONS, "/availability/leave", "Add leave"),
        (
            COORDINATE_CONVERSATIONS,
            "/conversations/book",
            "Book for a member",
        ),
    ],
};

/// How many actions an adviser is to follow up.
async fn follow_ups(actor: Actor) -> Result<i64, Failure> {
    Ok(career_action::count_follow_ups(&context::service(), &actor).await?)
}

/// Of how many conversations it isn't recorded who came.
async fn unrecorded(actor: Actor) -> Result<i64, Failure> {
    Ok(to_do::unrecorded(&context::service(), &actor).await?)
}

/// How many people wait for a time.
async fn waiting(actor: Actor) -> Result<i64, Failure> {
    Ok(line::list(&context::service(), &actor, 1).await?.total)
}

const MOVED: &[(&str, &str)] = &[
    ("/career-conversations/conversation", "/conversations"),
    ("/adviser/conversation", "/conversations"),
    ("/adviser/availability", "/availability"),
    ("/adviser/availability/pattern", "/availability/week"),
    (
        "/adviser/availability/pattern/{id}/change",
        "/availability/week",
    ),
    ("/availability/pattern", "/availability/week"),
    ("/availability/pattern/{id}/change", "/availability/week"),
    (
        "/adviser/clashes/{reference}",
        "/conversations/{reference}/decide",
    ),
    ("/adviser/clashes", "/conversations/clashes"),
    ("/adviser/follow-ups", "/conversations/follow-ups"),
    ("/adviser/templates", "/conversations/templates"),
    ("/adviser", "/conversations/diary"),
    ("/coordinator/conversation", "/conversations"),
    ("/coordinator/book", "/conversations/book"),
    ("/coordinator/waiting", "/conversations/waiting-list"),
    ("/coordinator/invitations", "/conversations/invitations"),
    ("/coordinator/report", "/reports/conversations"),
    ("/coordinator", "/conversations"),
];

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
        at("/career-conversations/waiting", waiting_page),
        at("/career-conversations/waiting/join", join_page),
        at("/availability", availability_page),
        at("/availability/week", week_page),
        at("/availability/week/{id}/end", end_pattern_page),
        at("/availability/slot", add_slot_page),
        at("/availability/slot/{id}/remove", remove_slot_page),
        at("/availability/leave", add_leave_page),
        at("/availability/leave/{id}/remove", remove_leave_page),
        at("/availability/rules", rules_page),
        at("/conversations", coordinator_page),
        at("/conversations/diary", diary_page),
        at("/conversations/attendance", attendance_page),
        at("/conversations/clashes", clashes_page),
        at("/conversations/clashes/check", check_clashes_page),
        at("/conversations/follow-ups", follow_ups_page),
        at("/conversations/templates", templates_page),
        at("/conversations/waiting-list", line_page),
        at("/conversations/waiting-list/{entry}", entry_page),
        at("/conversations/waiting-list/{entry}/remove", remove_page),
        at("/conversations/invitations", invitation_page),
        at("/conversations/book", find_member_page),
        at("/conversations/book/{member}/day", day_page),
        at("/conversations/book/{member}/time", time_page),
        at("/conversations/book/{member}/topic", topic_page),
        at("/conversations/book/{member}/preparation", preparation_page),
        at("/conversations/book/{member}/way", way_page),
        at("/conversations/book/{member}/check", check_page),
        at("/conversations/{reference}", conversation_page),
        at("/conversations/{reference}/move", move_page),
        at("/conversations/{reference}/move/time", move_time_page),
        at("/conversations/{reference}/move/check", move_check_page),
        at("/conversations/{reference}/cancel", cancel_page),
        at("/conversations/{reference}/decide", decide_page),
        at("/conversations/{reference}/after", after_conversation_page),
        at("/reports/conversations", report_page),
    ]
}
