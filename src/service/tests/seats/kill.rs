//! A server is killed while many change who is in a place: what it has acknowledged is kept, and nothing is half done.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use domain::kit::instant::Instant;
use domain::seats::{Answer, ClaimState, OfferState};
use service::FixedClock;
use store::Store;
use store::testing::TestDatabase;
use uuid::Uuid;

use crate::assert_sound;
use crate::history::{LARGEST, Shared};
use crate::model::Done;
use crate::support::{START, World, service_on};

/// Where the process that will be killed finds the database, its place and its seed.
const CHILD: &str = "PEOPLE_HUB_TEST_CHILD";
const ROUNDS: u64 = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_kills_on_sqlite() {
    what_was_acknowledged_survives_kills("sqlite", store::testing::sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_kills_on_postgres() {
    what_was_acknowledged_survives_kills("postgres", store::testing::postgres_as_service).await;
}

/// Says what is kept, a line each.
fn tell(done: &Done) {
    let mut lines = Vec::new();
    match done {
        Done::Claimed(_, _, Ok(claims)) => {
            for claim in claims {
                let word = if claim.state == ClaimState::Taken {
                    "had"
                } else {
                    "claim"
                };
                lines.push(format!("{word} {}", claim.id));
            }
        }
        Done::Asked(_, moved) => {
            lines.extend(
                moved
                    .iter()
                    .map(|moved| format!("claim {}", moved.claim.id)),
            );
        }
        Done::Accepted(offer, _, answer) if *answer != Answer::Over => {
            lines.push(format!("answered {offer}"));
        }
        Done::TurnedDown(offer, _, _, _, Ok(_)) => lines.push(format!("answered {offer}")),
        Done::Released(claim, _, _, Ok(_)) => lines.push(format!("over {claim}")),
        _ => {}
    }
    let text: String = lines.iter().map(|line| format!("kept {line}.\n")).collect();
    std::io::stdout().write_all(text.as_bytes()).unwrap();
}

/// Works until it is killed.
async fn work(child: &str) {
    let parts: Vec<&str> = child.split(' ').collect();
    let [url, place, seed] = parts[..] else {
        panic!("{child}")
    };
    let clock = Arc::new(FixedClock::new(START.parse::<Instant>().unwrap()));
    let seed: u64 = seed.parse().unwrap();
    let service = service_on(Store::open(url).await.unwrap(), clock, seed);
    let place = place.parse::<Uuid>().unwrap().into();
    Shared::new(service, place, tell).run(seed, 1_000_000).await;
}

async fn what_was_acknowledged_survives_kills<F: Future<Output = TestDatabase>>(
    engine: &str,
    database: impl FnOnce() -> F,
) {
    if let Ok(child) = std::env::var(CHILD) {
        return work(&child).await;
    }
    let world = World::new(database().await);
    let place = world.opened(Some(LARGEST)).await;
    let mut kept: Vec<String> = Vec::new();
    for round in 1..=ROUNDS {
        let name = format!("kill::what_was_acknowledged_survives_kills_on_{engine}");
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &name, "--nocapture"])
            .env(CHILD, format!("{} {place} {}", world.url(), 1_000 + round))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (begun, begins) = tokio::sync::oneshot::channel();
        let mut begun = Some(begun);
        let heard = std::thread::spawn(move || {
            let lines = lines.map_while(Result::ok).inspect(|line| {
                if line.starts_with("kept ")
                    && let Some(begun) = begun.take()
                {
                    let _ = begun.send(());
                }
            });
            lines.collect::<Vec<_>>()
        });
        // However slow the machine is, it is in the middle of something.
        begins.await.unwrap();
        tokio::time::sleep(Duration::from_millis(70 * round)).await;
        child.kill().unwrap();
        child.wait().unwrap();
        let heard = heard.join().unwrap();
        let before = kept.len();
        // A line that was cut off has no full stop.
        let whole = heard
            .iter()
            .filter_map(|line| line.strip_prefix("kept ")?.strip_suffix('.'));
        kept.extend(whole.map(str::to_owned));
        assert!(
            kept.len() > before,
            "round {round}: nothing was acknowledged"
        );
        assert_kept(&world, &kept).await;
        assert_sound(&world.service, place, LARGEST).await;
    }
}

async fn assert_kept(world: &World, kept: &[String]) {
    let mut conn = world.service.store.read().await.unwrap();
    for line in kept {
        let (word, id) = line.split_once(' ').unwrap();
        let id: Uuid = id.parse().unwrap();
        if word == "answered" {
            let offer = store::seats::offer::by_id(&mut conn, id.into())
                .await
                .unwrap();
            assert_ne!(offer.state, OfferState::Open, "{line}");
            continue;
        }
        let state = store::seats::claim::by_id(&mut conn, id.into())
            .await
            .unwrap()
            .state;
        let fits = match word {
            "had" => !matches!(
                state,
                ClaimState::Waiting | ClaimState::Asked | ClaimState::Offered
            ),
            "over" => !state.is_live(),
            _ => true,
        };
        assert!(fits, "{line} is {state}");
    }
}
