//! What a search over everything finds of organisations, for who looks after them.

use domain::people::actor::Actor;
use domain::people::permission::ADMINISTER;
use service::places::organisation;
use web::area::{Found, Hit, MOST_FOUND};
use web::context;
use web::error::Failure;
use web::page::percent_encoded;

pub async fn find(actor: Actor, text: String) -> Result<Vec<Found>, Failure> {
    if actor.may(ADMINISTER).is_err() {
        return Ok(Vec::new());
    }
    let found = organisation::list(&context::service(), &actor, ADMINISTER, &text, 1).await?;
    let total = found.total;
    let rows = found.rows.into_iter().take(MOST_FOUND);
    let hits = rows.map(|organisation| Hit {
        href: format!("/organisations/{}", organisation.id),
        words: organisation.name,
        detail: organisation.kind.words().to_owned(),
        is_exact: false,
    });
    Ok(vec![Found {
        heading: "Organisations",
        hits: hits.collect(),
        all: (
            total,
            format!("/organisations?text={}", percent_encoded(&text)),
        ),
    }])
}
