//! What somebody has typed into a page and not sent yet: kept for them alone, until it is sent, cleared or a week old. It is kept
//! while they write, and when they press a button after their session has run out.

use domain::kit::app_error::AppError;
use domain::kit::instant::Instant;
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use domain::system::id::DraftId;
use serde::{Deserialize, Serialize};
use store::internal;
use store::system::draft::Draft;

use crate::Service;
use crate::people::session;

const JOURNEY: &str = "typed";
/// The most pages with something typed that are kept for a person. The oldest go first.
const MOST_PAGES: i64 = 20;
/// The longest address and the most characters that are kept of a page: more than the longest form has.
const LONGEST_PAGE: usize = 200;
const MOST_CHARACTERS: usize = 32_000;
const KEPT_HOURS: i64 = 7 * 24;

/// What was typed into one of a page's forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The address of the server function that the form is for.
    pub function: String,
    /// Inputs as the form's struct names them, and their values.
    pub fields: Vec<(String, String)>,
    pub at: Instant,
}

#[derive(Serialize, Deserialize)]
struct Answers {
    function: String,
    fields: Vec<(String, String)>,
}

/// Keeps what somebody is typing into the page at `page`, in place of what was kept of it before. What is too long is not kept.
///
/// # Errors
/// `BadRequest` for what no page of ours sends; `Busy` or `Internal`.
pub async fn keep(
    service: &Service,
    actor: &Actor,
    page: &str,
    function: &str,
    fields: Vec<(String, String)>,
) -> Result<Instant, AppError> {
    keep_for(service, actor.person, page, function, fields).await
}

/// Keeps what was typed by whoever this session belonged to before it ran out, and says whether it did. Whoever signs in next in that
/// browser sees it only if they are the same person.
///
/// # Errors
/// `BadRequest` for what no page of ours sends; `Busy` or `Internal`.
pub async fn keep_after_session(
    service: &Service,
    token: &str,
    page: &str,
    function: &str,
    fields: Vec<(String, String)>,
) -> Result<bool, AppError> {
    let Some(person) = session::ran_out(service, token).await? else {
        return Ok(false);
    };
    keep_for(service, person, page, function, fields).await?;
    Ok(true)
}

async fn keep_for(
    service: &Service,
    person: PersonId,
    page: &str,
    function: &str,
    fields: Vec<(String, String)>,
) -> Result<Instant, AppError> {
    let characters = fields.iter().map(|(name, value)| name.len() + value.len());
    if fields.is_empty()
        || !page.starts_with('/')
        || page.len() > LONGEST_PAGE
        || function.len() > LONGEST_PAGE
    {
        return Err(AppError::BadRequest);
    }
    if characters.sum::<usize>() > MOST_CHARACTERS {
        return Err(AppError::BadRequest);
    }
    let now = service.now();
    let answers = Answers {
        function: function.to_owned(),
        fields,
    };
    let draft = Draft {
        id: DraftId::new(now, service.random()),
        person,
        journey: JOURNEY.to_owned(),
        subject: page.to_owned(),
        answers: serde_json::to_value(&answers).map_err(|error| internal(&error))?,
        updated_at: now,
    };
    let mut tx = service.store.write().await?;
    store::system::draft::save(&mut tx, &draft).await?;
    store::system::draft::keep_newest(&mut tx, person, JOURNEY, MOST_PAGES).await?;
    tx.commit().await?;
    Ok(now)
}

/// What the actor has typed into the page at `page` and not sent, if anything.
pub async fn find(service: &Service, actor: &Actor, page: &str) -> Result<Option<Typed>, AppError> {
    let mut conn = service.store.read().await?;
    let found = store::system::draft::find(&mut conn, actor.person, JOURNEY, page).await?;
    Ok(found
        .filter(|draft| draft.updated_at.plus_hours(KEPT_HOURS) > service.now())
        .and_then(|draft| {
            let answers: Answers = serde_json::from_value(draft.answers).ok()?;
            Some(Typed {
                function: answers.function,
                fields: answers.fields,
                at: draft.updated_at,
            })
        }))
}

/// Forgets what the actor has typed into the page at `page`: it was sent, or isn't wanted. Without any it changes nothing.
pub async fn forget(service: &Service, actor: &Actor, page: &str) -> Result<(), AppError> {
    if find(service, actor, page).await?.is_none() {
        return Ok(());
    }
    let mut tx = service.store.write().await?;
    store::system::draft::remove_of(&mut tx, actor.person, JOURNEY, page).await?;
    Ok(tx.commit().await?)
}
