//! Pages that show changes as they happen: a browser listens, is told that something has changed and never what, and then asks
//! for its page again, with the permissions of who asks.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use domain::app_error::AppError;
use domain::id::PersonId;
use domain::permission::Permission;
use futures::stream::{self, Stream};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};

use crate::instance::Instance;
use crate::refusal::Refusal;
use crate::request;
use crate::router::WebState;
use crate::security;

/// Changes that come close after one another are told once.
const TOGETHER: Duration = Duration::from_millis(300);
/// How soon a browser asks again when it was cut off, in milliseconds.
const AGAIN: Duration = Duration::from_secs(3);
/// So that proxies keep a connection open on which nothing happens.
const SIGN_OF_LIFE: Duration = Duration::from_secs(25);

/// The pages that listen, and how many may.
#[derive(Debug)]
pub struct Connections {
    open: Mutex<HashMap<PersonId, usize>>,
    limits: Limits,
}

/// What pages that listen may use.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Pages that may listen at once.
    pub most: usize,
    /// Pages of one person among them.
    pub most_of_one: usize,
    /// How often it is looked whether the session still lasts.
    pub look_every: Duration,
    /// How long one page may listen before it must ask again.
    pub longest: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            most: 1_000,
            // Tabs: over HTTP/2 a browser has room for many more.
            most_of_one: 20,
            look_every: Duration::from_secs(15),
            longest: Duration::from_secs(60 * 60),
        }
    }
}

impl Connections {
    /// Nobody listens yet.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            open: Mutex::default(),
            limits,
        }
    }

    fn people(&self) -> MutexGuard<'_, HashMap<PersonId, usize>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many pages listen.
    #[must_use]
    pub fn open(&self) -> usize {
        self.people().values().sum()
    }

    /// One more page of this person's, unless there are too many.
    fn admit(&self, person: PersonId) -> bool {
        let mut people = self.people();
        let all: usize = people.values().sum();
        let theirs = people.entry(person).or_default();
        let is_admitted = all < self.limits.most && *theirs < self.limits.most_of_one;
        if is_admitted {
            *theirs += 1;
        } else if *theirs == 0 {
            people.remove(&person);
        }
        is_admitted
    }

    fn leave(&self, person: PersonId) {
        let mut people = self.people();
        if let Some(theirs) = people.get_mut(&person) {
            *theirs -= 1;
            if *theirs == 0 {
                people.remove(&person);
            }
        }
    }
}

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
    listen(&state, &request, Permission::GiveConversations)
}

/// Tells a coordinator's list of changes to anybody's conversations.
pub async fn coordinator(State(state): State<WebState>, request: Request) -> Response {
    listen(&state, &request, Permission::CoordinateConversations)
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
    security::forbid_storing(headers);
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
        adviser: (permission == Permission::GiveConversations).then_some(actor.person),
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
    /// Somebody's conversations have changed.
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
        match service::session::still(&self.state.service, &self.token).await {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_limited_for_all_and_for_each_and_given_back() {
        let connections = Connections::new(Limits {
            most: 3,
            most_of_one: 2,
            ..Limits::default()
        });
        let [amina, ben] = [1, 2].map(|number| -> PersonId {
            let id = format!("00000000-0000-0000-0000-00000000000{number}");
            id.parse().unwrap()
        });
        assert!(connections.admit(amina) && connections.admit(amina));
        assert!(!connections.admit(amina), "hers are used up");
        assert!(connections.admit(ben));
        assert!(!connections.admit(ben), "everyone's are used up");
        assert_eq!(connections.open(), 3);
        connections.leave(amina);
        assert!(connections.admit(ben));
        for person in [amina, ben, ben] {
            connections.leave(person);
        }
        assert_eq!(connections.open(), 0);
        assert!(connections.people().is_empty());
    }
}
