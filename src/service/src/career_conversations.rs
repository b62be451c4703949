//! Career conversations: advisers’ times, bookings, the waiting list, and what follows a conversation.

pub mod adviser_diary;
pub mod availability;
pub mod career_action;
pub mod career_conversation;
pub mod career_outcome;
pub mod conversation_summary;
pub mod coordination;
pub(crate) mod demo;
pub mod draft;
pub mod invitation;
mod leaving;
pub mod message;
pub mod private_note;
pub mod reminder;
pub mod report;
mod retention;
pub mod summary_template;
pub mod to_do;
pub mod waiting_list;
pub mod write_up;

use domain::career_conversations::audit::LOG;
use domain::career_conversations::career_conversation::{Status, Way};
use domain::career_conversations::message as about;
use domain::career_conversations::settings::SETTINGS;
use domain::career_conversations::waiting_list::WAITING_LIST;
use domain::people::role::Role;

use crate::area::Area;
use message::addressee;

pub const AREA: Area = Area {
    log: LOG,
    settings: SETTINGS,
    words: |name, code| match name {
        "way" => Way::from_code(code).map(Way::words),
        "status" => Status::from_code(code).map(Status::words),
        _ => None,
    },
    messages: &[
        (about::OFFER, |service, conn, id, message| {
            Box::pin(addressee::offer(service, conn, id.into(), message))
        }),
        (about::REMINDER, |_, conn, id, message| {
            Box::pin(addressee::reminder(conn, id.into(), message))
        }),
        (about::INVITATION, |_, conn, id, message| {
            Box::pin(addressee::invitation(conn, id.into(), message))
        }),
    ],
    topics: about::TOPICS,
    drop_reasons: &[about::OFFER_OVER, about::NOT_BOOKED, about::NOT_NEEDED],
    has_events: |grants| {
        grants.iter().any(|grant| match grant.role {
            Role::HubMember => true,
            Role::CareerAdviser => grant.organisation.is_none(),
            _ => false,
        })
    },
    events: |service, conn, person, during| {
        Box::pin(message::events(service, conn, person, during))
    },
    times: |service, conn, actor, during| {
        Box::pin(availability::times(service, conn, actor, during))
    },
    due: &[
        ("ending waits", |service| {
            Box::pin(waiting_list::end_over(service))
        }),
        ("writing reminders", |service| {
            Box::pin(reminder::queue_due(service))
        }),
        ("inviting members", |service| {
            Box::pin(invitation::send_due(service))
        }),
    ],
    ran_out: &[(WAITING_LIST, |service, id| {
        Box::pin(waiting_list::ran_out(service, id))
    })],
    kept: retention::KEPT,
    closed: |work, person| Box::pin(waiting_list::person_closed(work, person)),
    erasing: |work, person| Box::pin(leaving::erasing(work, person)),
    erased: |work, booked, detail| Box::pin(leaving::erased(work, booked, detail)),
    ..Area::NONE
};
