//! Pages that show changes as they happen: a browser listens, is told that something has changed and never what, and then asks
//! for its page again, with the permissions of who asks.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use domain::career_conversations::permission::{COORDINATE_CONVERSATIONS, GIVE_CONVERSATIONS};
use domain::kit::app_error::AppError;
use domain::people::id::PersonId;
use domain::people::permission::Permission;
use futures::stream::{self, Stream};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};

use crate::instance::Instance;
use crate::refusal::{self, Refusal};
use crate::request;
use crate::state::WebState;

pub(crate) mod connections;

pub use connections::{Connections, Limits};

/// Changes that come close after one another are told once.
const TOGETHER: Duration = Duration::from_millis(300);
/// How soon a browser asks again when it was cut off, in milliseconds.
const AGAIN: Duration = Duration::from_secs(3);
/// So that proxies keep a connection open on which nothing happens.
const SIGN_OF_LIFE: Duration = Duration::from_secs(25);

/// A page that listens, counted for as long as it does.
struct Place {
    instance: Arc<Instance>,
    person: PersonId,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.instance.live.leave(self.person);
    }
}

/// Tells an adviser's list of changes to their conversations.
pub async fn adviser(State(state): State<WebState>, request: Request) -> Response {
    listen(&state, &request, GIVE_CONVERSATIONS)
}

/// Tells a coordinator's list of changes to anybody's conversations.
pub async fn coordinator(State(state): State<WebState>, request: Request) -> Response {
    listen(&state, &request, COORDINATE_CONVERSATIONS)
}

fn listen(state: &WebState, request: &Request, permission: Permission) -> Response {
    match listener(state, request, permission) {
        Ok(listener) => answer(listener),
        Err(error) => Refusal::of(error).answer(state, request.uri()),
    }
}

fn answer(listener: Listener) -> Response {
    let events = Sse::new(events(listener)).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE));
    let mut response = events.into_response();
    let headers = response.headers_mut();
    refusal::forbid_storing(headers);
    // Proxies pass each event on at once.
    headers.insert(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    headers.insert(header::VARY, HeaderValue::from_static("cookie"));
    response
}

fn listener(
    state: &WebState,
    request: &Request,
    permission: Permission,
) -> Result<Listener, AppError> {
    let context = request::context(request)?;
    let (actor, token) = context
        .actor
        .zip(context.token)
        .ok_or(AppError::NotSignedIn)?;
    actor.may(permission)?;
    let instance = state.instance.clone();
    if !instance.live.admit(actor.person) {
        return Err(AppError::Busy);
    }
    let now = Instant::now();
    let limits = instance.live.limits;
    Ok(Listener {
        adviser: (permission == GIVE_CONVERSATIONS).then_some(actor.person),
        changes: state.service.store.conversation_changes(),
        stopping: instance.stopping(),
        place: Place {
            instance,
            person: actor.person,
        },
        state: state.clone(),
        token,
        permission,
        told: None,
        look_at: now + limits.look_every,
        ends_at: now + limits.longest,
    })
}

/// Why a listener no longer waits.
enum Woken {
    /// The server stops, or it has listened long enough.
    Over,
    /// It is time to look whether it still may listen.
    Look,
    Changed,
}

struct Listener {
    state: WebState,
    place: Place,
    token: String,
    permission: Permission,
    adviser: Option<PersonId>,
    changes: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
    told: Option<u64>,
    look_at: Instant,
    ends_at: Instant,
}

impl Listener {
    fn version(&self) -> u64 {
        let store = &self.state.service.store;
        store.conversations_version(self.adviser)
    }

    /// The next version to tell: the one that there is at first, then each new one. `None` when it is over.
    async fn next(&mut self) -> Option<u64> {
        while self.told == Some(self.version()) {
            match self.wait().await {
                Woken::Over => return None,
                Woken::Look if !self.still_may().await => return None,
                Woken::Look => {
                    self.look_at = Instant::now() + self.place.instance.live.limits.look_every;
                }
                Woken::Changed => sleep(TOGETHER).await,
            }
        }
        let version = self.version();
        self.told = Some(version);
        Some(version)
    }

    async fn wait(&mut self) -> Woken {
        let stopped = async {
            let _ = self.stopping.wait_for(|stopping| *stopping).await;
        };
        tokio::select! {
            () = stopped => Woken::Over,
            () = sleep_until(self.ends_at) => Woken::Over,
            () = sleep_until(self.look_at) => Woken::Look,
            changed = self.changes.changed() => match changed {
                Ok(()) => Woken::Changed,
                Err(_) => Woken::Over,
            },
        }
    }

    /// Whether the session still lasts and its person still has the permission. A busy database is no reason to end.
    async fn still_may(&self) -> bool {
        match service::people::session::still(&self.state.service, &self.token).await {
            Ok(actor) => actor.is_some_and(|actor| actor.may(self.permission).is_ok()),
            Err(_) => true,
        }
    }
}

fn events(listener: Listener) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(listener, |mut listener| async move {
        let version = listener.next().await?;
        let version = listener.place.instance.version(version);
        let event = Event::default().retry(AGAIN).data(version);
        Some((Ok(event), listener))
    })
}
