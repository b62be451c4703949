//! One conversation, at one address: its member, its adviser and coordinators each see there what is theirs to see and do.

use domain::career_conversations::career_conversation::Reference;
use domain::kit::app_error::AppError;
use domain::kit::words;
use service::career_conversations::career_conversation::HistoryEntry;
use service::career_conversations::career_conversation::{self, Seen};
use ui::Happened;
use web::context;
use web::error::Failure;
use web::page::{Page, word_of_address};

use crate::{advisers, coordination, members};

/// The address of a conversation's page.
pub(crate) fn page_of(reference: &str) -> String {
    format!("/conversations/{reference}")
}

/// What happened to a conversation, the newest first.
pub(crate) fn happened(history: Vec<HistoryEntry>) -> Vec<Happened> {
    let service = context::service();
    let told = history.into_iter().rev().map(|happened| Happened {
        what: service.action_words(&happened.entry.action).to_owned(),
        who: happened
            .actor_name
            .unwrap_or_else(|| "People Hub".to_owned()),
        at: words::day_and_time(happened.entry.at),
    });
    told.collect()
}

async fn seen() -> Result<Seen, Failure> {
    let (service, actor) = (context::service(), context::actor()?);
    let reference = Reference::parse(&word_of_address("reference")).ok_or(AppError::NotFound)?;
    Ok(career_conversation::seen(&service, &actor, &reference).await?)
}

/// `/conversations/CC-7K4M-9QXD`.
pub async fn conversation_page() -> Page {
    match seen().await? {
        Seen::ByMember => members::conversation_page().await,
        Seen::ByAdviser => advisers::conversation_page().await,
        Seen::ByCoordinator => coordination::conversation_page().await,
    }
}

/// `/conversations/CC-7K4M-9QXD/move`.
pub async fn move_page() -> Page {
    changing(members::move_page, coordination::move_page).await
}

/// `/conversations/CC-7K4M-9QXD/move/time`.
pub async fn move_time_page() -> Page {
    changing(members::move_time_page, coordination::move_time_page).await
}

/// `/conversations/CC-7K4M-9QXD/move/check`.
pub async fn move_check_page() -> Page {
    changing(members::move_check_page, coordination::move_check_page).await
}

/// `/conversations/CC-7K4M-9QXD/cancel`.
pub async fn cancel_page() -> Page {
    changing(members::cancel_page, coordination::cancel_page).await
}

/// The page on which a member or a coordinator changes a conversation.
async fn changing<M, C>(member: fn() -> M, coordinator: fn() -> C) -> Page
where
    M: Future<Output = Page>,
    C: Future<Output = Page>,
{
    match seen().await? {
        Seen::ByMember => member().await,
        Seen::ByAdviser => decide_instead().await,
        Seen::ByCoordinator => coordinator().await,
    }
}

/// Advisers keep, move and cancel on one page.
async fn decide_instead() -> Page {
    context::redirect(&format!(
        "{}/decide",
        page_of(&word_of_address("reference"))
    ));
    advisers::decide_page().await
}
