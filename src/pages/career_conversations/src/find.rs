//! What a search over everything finds of conversations.

use domain::career_conversations::career_conversation::Reference;
use domain::career_conversations::permission::COORDINATE_CONVERSATIONS;
use domain::kit::words;
use domain::people::actor::Actor;
use service::career_conversations::career_conversation;
use service::career_conversations::coordination::{self, Order, Search};
use web::area::{Found, Hit, MOST_FOUND};
use web::context;
use web::error::Failure;
use web::page::percent_encoded;

use crate::conversation::page_of;

const HEADING: &str = "Career conversations";

/// One of one's own, or that one may see, by its reference; for coordinators all that have the text in the member's name.
pub async fn find(actor: Actor, text: String) -> Result<Vec<Found>, Failure> {
    let service = context::service();
    if let Some(reference) = Reference::parse(&text) {
        let seen = career_conversation::seen(&service, &actor, &reference).await;
        let href = page_of(reference.as_str());
        return Ok(seen
            .is_ok()
            .then(|| exact(href, &reference))
            .into_iter()
            .collect());
    }
    if actor.may(COORDINATE_CONVERSATIONS).is_err() {
        return Ok(Vec::new());
    }
    let search = Search {
        days: None,
        adviser: None,
        status: None,
        text: text.clone(),
        order: Order::TimeDescending,
        page: 1,
    };
    let found = coordination::list(&service, &actor, &search).await?;
    let total = found.conversations.total;
    let rows = found.conversations.rows.into_iter().take(MOST_FOUND);
    let hits = rows.map(|listed| {
        let conversation = listed.conversation;
        Hit {
            href: page_of(conversation.reference.as_str()),
            words: format!("{} with {}", listed.member_name, listed.adviser_name),
            detail: format!(
                "{}. {}",
                words::day_and_time_range(conversation.interval),
                conversation.status.words()
            ),
            is_exact: false,
        }
    });
    Ok(vec![Found {
        heading: HEADING,
        hits: hits.collect(),
        all: (
            total,
            format!("/conversations?text={}", percent_encoded(&text)),
        ),
    }])
}

fn exact(href: String, reference: &Reference) -> Found {
    let hit = Hit {
        href: href.clone(),
        words: reference.to_string(),
        detail: String::new(),
        is_exact: true,
    };
    Found {
        heading: HEADING,
        hits: vec![hit],
        all: (1, href),
    }
}
