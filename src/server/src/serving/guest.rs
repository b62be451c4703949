//! Whoever is at the other end of a connection, and since when they have kept the server waiting.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::sync::Notify;
use tokio::time::Instant;

/// The connections that are open.
#[derive(Default)]
pub(super) struct Guests(Arc<List>);

struct List {
    began: Instant,
    count: AtomicU64,
    open: Mutex<HashMap<u64, Arc<Told>>>,
}

/// One end of a connection. It is off the list when this is dropped.
pub struct Guest {
    number: u64,
    told: Arc<Told>,
    list: Weak<List>,
    began: Instant,
}

#[derive(Default)]
struct Told {
    /// Milliseconds since the door was opened, and 1; 0 while it is we who work.
    waiting_since: AtomicU64,
    away: Notify,
}

impl Default for List {
    fn default() -> Self {
        Self {
            began: Instant::now(),
            count: AtomicU64::new(0),
            open: Mutex::default(),
        }
    }
}

impl List {
    fn open(&self) -> MutexGuard<'_, HashMap<u64, Arc<Told>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Guests {
    /// One more, who has not asked for anything yet.
    pub(super) fn welcome(&self) -> Arc<Guest> {
        let number = self.0.count.fetch_add(1, Ordering::Relaxed);
        let guest = Guest {
            number,
            told: Arc::default(),
            list: Arc::downgrade(&self.0),
            began: self.0.began,
        };
        guest.we_wait();
        self.0.open().insert(number, guest.told.clone());
        Arc::new(guest)
    }

    /// Has the one who has kept us waiting longest leave, if anybody has.
    pub(super) fn send_one_away(&self) {
        let open = self.0.open();
        let waiting = open
            .values()
            .map(|told| (told.waiting_since.load(Ordering::Relaxed), told));
        let longest = waiting
            .filter(|(since, _)| *since > 0)
            .min_by_key(|(since, _)| *since);
        if let Some((_, told)) = longest {
            told.away.notify_one();
        }
    }
}

impl Guest {
    /// From now on we wait for them: for a request, its body, or that they take the answer.
    pub fn we_wait(&self) {
        let since = self.began.elapsed().as_millis();
        let since = u64::try_from(since).unwrap_or(u64::MAX - 1) + 1;
        self.told.waiting_since.store(since, Ordering::Relaxed);
    }

    /// From now on they wait for us.
    pub fn we_work(&self) {
        self.told.waiting_since.store(0, Ordering::Relaxed);
    }

    pub(super) fn are_we_waiting(&self) -> bool {
        self.told.waiting_since.load(Ordering::Relaxed) > 0
    }

    /// Until their place is needed, which it isn't while it is we who work.
    pub(super) async fn is_sent_away(&self) {
        loop {
            self.told.away.notified().await;
            if self.are_we_waiting() {
                return;
            }
        }
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        if let Some(list) = self.list.upgrade() {
            list.open().remove(&self.number);
        }
    }
}

/// The body of an answer. It knows whether we have more to give, or wait until they take it.
pub(super) struct Answering {
    body: Body,
    guest: Arc<Guest>,
}

impl Answering {
    pub(super) fn new(body: Body, guest: Arc<Guest>) -> Self {
        Self { body, guest }
    }
}

impl HttpBody for Answering {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        match frame {
            Poll::Pending => self.guest.we_work(),
            Poll::Ready(_) => self.guest.we_wait(),
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.guest.we_wait();
    }
}
