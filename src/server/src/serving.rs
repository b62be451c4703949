//! Connections: how many may be open, how long each may keep the server waiting, and how they end.
//!
//! A place is taken before a connection is accepted. When every place is taken, whoever has kept the server waiting longest gives
//! theirs up, so that idle and slow visitors never shut the door on others.

mod guest;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};
use tower::ServiceExt as _;

pub use guest::Guest;
use guest::{Answering, Guests};

/// The longest that a connection may take to send the head of a request and, because it is counted from the answer before, to do
/// nothing: longer than the minute for which proxies usually keep a connection, so that it is they who end it.
const LONGEST_HEAD: Duration = Duration::from_secs(75);
/// The most bytes of a request's head, and of what is read or written at once.
const BUFFER: usize = 64 * 1024;
/// How long a stop lets requests finish.
const LONGEST_STOP: Duration = Duration::from_secs(30);
/// How long a stop waits for whoever has not sent the rest of a request, or not taken the rest of an answer.
const LONGEST_WAIT_AT_STOP: Duration = Duration::from_secs(5);
/// How soon it is looked again whether somebody can give up a place.
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// How soon it is looked again, at a stop, whether a connection keeps us waiting.
const LOOK_AGAIN_AT_STOP: Duration = Duration::from_millis(500);
/// How long to do nothing when the system gives no more connections.
const BREATH: Duration = Duration::from_millis(100);

/// Open files that are not for connections: the database's, the log, a message being sent.
const OTHER_FILES: u64 = 128;
/// More connections than this are of no use to one server.
const MOST_CONNECTIONS: usize = 4_096;

/// How many connections may be open, by how many files may be: each connection may also be sent a file.
#[must_use]
pub fn places() -> usize {
    let files = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    let places = files.map_or(u64::MAX, |files| files.saturating_sub(OTHER_FILES) / 2);
    usize::try_from(places)
        .unwrap_or(usize::MAX)
        .clamp(16, MOST_CONNECTIONS)
}

/// Answers connections until `stopping` is true; then finishes what was begun, within `LONGEST_STOP`.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    places: usize,
    stopping: watch::Receiver<bool>,
) {
    let door = Door {
        listener,
        places: Arc::new(Semaphore::new(places)),
        guests: Guests::default(),
    };
    let mut connections = JoinSet::new();
    let mut stopped = stopping.clone();
    loop {
        tokio::select! {
            () = is_true(&mut stopped) => break,
            Some(_) = connections.join_next() => {}
            (stream, from, place) = door.admit() => {
                let guest = door.guests.welcome();
                let (app, stopping) = (app.clone(), stopping.clone());
                connections.spawn(async move {
                    attend(guest, stream, from, app, stopping).await;
                    drop(place);
                });
            }
        }
    }
    drop(door);
    while connections.join_next().await.is_some() {}
}

async fn is_true(value: &mut watch::Receiver<bool>) {
    // An error means that nobody is left who could stop it.
    if value.wait_for(|value| *value).await.is_err() {
        std::future::pending::<()>().await;
    }
}

struct Door {
    listener: TcpListener,
    places: Arc<Semaphore>,
    guests: Guests,
}

impl Door {
    async fn admit(&self) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
        let place = self.place().await;
        loop {
            match self.listener.accept().await {
                Ok((stream, from)) => return (stream, from, place),
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) => {
                    tracing::error!(%error, "no connection can be accepted");
                    sleep(BREATH).await;
                }
            }
        }
    }

    /// A place, if need be that of whoever has kept us waiting longest.
    async fn place(&self) -> OwnedSemaphorePermit {
        loop {
            if let Ok(place) = self.places.clone().try_acquire_owned() {
                return place;
            }
            self.guests.send_one_away();
            let freed = timeout(LOOK_AGAIN, self.places.clone().acquire_owned()).await;
            if let Ok(Ok(place)) = freed {
                return place;
            }
        }
    }
}

fn is_of_one_connection(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    )
}

/// Answers the requests of one connection until it ends.
async fn attend(
    guest: Arc<Guest>,
    stream: TcpStream,
    from: SocketAddr,
    app: Router,
    mut stopping: watch::Receiver<bool>,
) {
    // Without it a page waits 40 ms for the browser's acknowledgement of its first part.
    let _ = stream.set_nodelay(true);
    let answer = {
        let guest = guest.clone();
        service_fn(move |request: Request<Incoming>| {
            guest.we_work();
            let (app, guest) = (app.clone(), guest.clone());
            async move {
                let mut request = request.map(Body::new);
                request.extensions_mut().insert(ConnectInfo(from));
                request.extensions_mut().insert(guest.clone());
                let answer = app.oneshot(request).await?;
                Ok::<_, Infallible>(answer.map(|body| Answering::new(body, guest)))
            }
        })
    };
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(LONGEST_HEAD)
            .max_buf_size(BUFFER)
            .serve_connection(TokioIo::new(stream), answer)
    );
    tokio::select! {
        ended = connection.as_mut() => return trace(ended),
        () = guest.is_sent_away() => return,
        () = is_true(&mut stopping) => {}
    }
    connection.as_mut().graceful_shutdown();
    let ends_at = Instant::now() + LONGEST_STOP;
    let mut waiting_since = Instant::now();
    while Instant::now() < ends_at && waiting_since.elapsed() < LONGEST_WAIT_AT_STOP {
        if let Ok(ended) = timeout(LOOK_AGAIN_AT_STOP, connection.as_mut()).await {
            return trace(ended);
        }
        if !guest.are_we_waiting() {
            waiting_since = Instant::now();
        }
    }
}

fn trace(ended: hyper::Result<()>) {
    if let Err(error) = ended {
        tracing::trace!(%error, "a connection broke off");
    }
}
