//! What a search over everything finds of people, for who looks after them.

use domain::people::actor::Actor;
use domain::people::permission::ADMINISTER;
use service::people::person::{self, Search};
use web::area::{Found, Hit, MOST_FOUND};
use web::context;
use web::error::Failure;
use web::page::percent_encoded;

pub async fn find(actor: Actor, text: String) -> Result<Vec<Found>, Failure> {
    if actor.may(ADMINISTER).is_err() {
        return Ok(Vec::new());
    }
    let search = Search {
        text: text.clone(),
        role: None,
        page: 1,
    };
    let found = person::list(&context::service(), &actor, &search).await?;
    let total = found.total;
    let rows = found.rows.into_iter().take(MOST_FOUND);
    let hits = rows.map(|(person, _)| Hit {
        href: format!("/people/{}", person.id),
        words: person.name,
        detail: person.email.to_string(),
        is_exact: false,
    });
    Ok(vec![Found {
        heading: "People",
        hits: hits.collect(),
        all: (total, format!("/people?text={}", percent_encoded(&text))),
    }])
}
