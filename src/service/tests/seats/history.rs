//! Many at once at one place, whose changes are then replayed one after another: each gave what it gives alone, what is kept is what
//! the last one left, and there are never more people in the place than it has had room for.
//!
//! The order is that in which they held the place. Some of them are broken off before they are kept: of those nothing is left.
//! `PEOPLE_HUB_HISTORY_OPERATIONS` and `PEOPLE_HUB_HISTORY_SEED` as in the history of bookings.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::instant::Instant;
use domain::seats::id::{ClaimId, OfferId, PlaceId};
use domain::seats::{ClaimEvent, Occupancy, OfferEvent};
use service::seats::{self, Asking, IfFull, Moved, Next, Released};
use service::work::{By, Work};
use service::{Rng as _, SeededRng, Service};

use crate::model::{Done, Model};
use crate::support::World;
use crate::{assert_sound, holder};

crate::on_both_engines!(what_many_do_at_once_is_what_they_do_one_after_another);

const WORKERS: u64 = 6;
const OPERATIONS: u64 = 480;
/// Fewer people than steps, so that they meet.
const PEOPLE: u8 = 14;
pub const LARGEST: i64 = 6;

fn number_of(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap())
}

fn code<T>(result: Result<T, AppError>) -> Result<T, ConflictCode> {
    result.map_err(|error| match error {
        AppError::Conflict(conflict) => conflict.code,
        other => panic!("{other:?}"),
    })
}

/// What all workers know of the place.
pub struct Shared {
    service: Service,
    place: PlaceId,
    until: Instant,
    /// Told of each change once it is kept.
    kept: fn(&Done),
    order: AtomicU64,
    known: Mutex<(Vec<ClaimId>, Vec<OfferId>)>,
    done: Mutex<Vec<(u64, Done)>>,
}

impl Shared {
    pub fn new(service: Service, place: PlaceId, kept: fn(&Done)) -> Arc<Self> {
        Arc::new(Self {
            until: service.now().plus_hours(1),
            service,
            place,
            kept,
            order: AtomicU64::new(0),
            known: Mutex::default(),
            done: Mutex::default(),
        })
    }

    /// Many at once, so many steps together.
    pub async fn run(self: &Arc<Self>, seed: u64, operations: u64) {
        let mut workers = Vec::new();
        for worker in 0..WORKERS {
            let (shared, rng) = (self.clone(), SeededRng::new(seed * WORKERS + worker));
            workers.push(tokio::spawn(async move {
                for _ in 0..operations / WORKERS {
                    let mut random = [0; 8];
                    rng.fill(&mut random);
                    shared.step(random).await;
                }
            }));
        }
        for worker in workers {
            worker.await.unwrap();
        }
    }

    fn know(&self, moved: &[Moved]) {
        let mut known = self.known.lock().unwrap();
        for moved in moved {
            known.0.push(moved.claim.id);
            known.1.extend(moved.offer.map(|offer| offer.id));
        }
    }

    fn know_released(&self, released: &Released) {
        self.know(&released.moved);
    }

    /// One step; its place in the order is taken while it holds the place.
    async fn step(&self, random: [u8; 8]) {
        let mut work = Work::begin(&self.service, By::NOBODY).await.unwrap();
        let Some(done) = self.change(&mut work, random).await else {
            return;
        };
        let order = self.order.fetch_add(1, Ordering::SeqCst);
        let is_refused = matches!(
            done,
            Done::Claimed(_, _, Err(_)) | Done::Released(_, _, _, Err(_))
        );
        if random[7] < 32 && !is_refused {
            // Broken off.
            return;
        }
        if !is_refused {
            self.know_done(&done);
            work.commit().await.unwrap();
            (self.kept)(&done);
        }
        self.done.lock().unwrap().push((order, done));
    }

    fn know_done(&self, done: &Done) {
        match done {
            Done::Claimed(_, _, Ok(claims)) => {
                let mut known = self.known.lock().unwrap();
                known.0.extend(claims.iter().map(|claim| claim.id));
            }
            Done::Asked(_, moved) | Done::Resized(_, _, moved) => self.know(moved),
            Done::TurnedDown(_, _, _, _, Ok(Some(released)))
            | Done::Released(_, _, _, Ok(released)) => self.know_released(released),
            _ => {}
        }
    }

    /// What chance asks for; `None` where there is nothing yet to ask it of.
    async fn change(&self, work: &mut Work<'_>, random: [u8; 8]) -> Option<Done> {
        let place = self.place;
        let [kind, one, two, three, four, ..] = random;
        let next = match two % 3 {
            0 => Next::Offer(self.until),
            1 => Next::Give,
            _ => Next::Nobody,
        };
        let if_full = if two % 2 == 0 {
            IfFull::Wait
        } else {
            IfFull::Refuse
        };
        // Nobody is asked twice, so that those who are asked are many.
        let people = if kind % 8 == 2 { u8::MAX } else { PEOPLE };
        let asking: Vec<Asking> = (0..=three % 3)
            .map(|more| Asking {
                holder: holder(u128::from((one.wrapping_add(more * 5)) % people)),
                standing: i64::from(four % 2),
            })
            .collect();
        let known = {
            let known = self.known.lock().unwrap();
            let of = |count: usize| usize::from(one).checked_rem(count);
            (
                of(known.0.len()).map(|at| known.0[known.0.len() - 1 - at]),
                of(known.1.len()).map(|at| known.1[known.1.len() - 1 - at]),
            )
        };
        Some(match kind % 8 {
            0 | 1 => {
                let gave = seats::claim(work, place, &asking, if_full).await;
                Done::Claimed(asking, if_full, code(gave))
            }
            2 => {
                let asked = seats::ask(work, place, &asking, self.until).await.unwrap();
                Done::Asked(asking, asked)
            }
            3 | 4 => {
                let answer = seats::accept(work, known.1?, if_full).await.unwrap();
                Done::Accepted(known.1?, if_full, answer)
            }
            5 => {
                let event = [OfferEvent::Decline, OfferEvent::Expire][usize::from(three % 2)];
                let then = [ClaimEvent::Return, ClaimEvent::Leave][usize::from(four % 2)];
                let gave = seats::turn_down(work, known.1?, event, then, next).await;
                Done::TurnedDown(known.1?, event, then, next, code(gave))
            }
            6 => {
                let event = [ClaimEvent::Leave, ClaimEvent::End][usize::from(three % 2)];
                let gave = seats::release(work, known.0?, event, next).await;
                Done::Released(known.0?, event, next, code(gave))
            }
            _ => {
                let capacity = i64::from(three) % (LARGEST + 1);
                let moved = seats::set_capacity(work, place, Some(capacity), next).await;
                Done::Resized(capacity, next, moved.unwrap())
            }
        })
    }
}

async fn what_many_do_at_once_is_what_they_do_one_after_another(world: World) {
    let seed = number_of("PEOPLE_HUB_HISTORY_SEED").unwrap_or(20_261_130);
    let operations = number_of("PEOPLE_HUB_HISTORY_OPERATIONS").unwrap_or(OPERATIONS);
    println!("seed {seed}, {operations} operations");
    let place = world.opened(Some(LARGEST)).await;
    let shared = Shared::new(world.service.clone(), place, |_| ());
    shared.run(seed, operations).await;
    let mut done = std::mem::take(&mut *shared.done.lock().unwrap());
    done.sort_by_key(|(order, _)| *order);
    let mut model = Model {
        capacity: LARGEST,
        ..Model::default()
    };
    for (order, done) in &done {
        let held = model.held();
        assert!(
            model.replay(done),
            "{order} of seed {seed} does not fit: {done:?}\n{model:?}"
        );
        assert!(
            model.held() <= held.max(model.capacity),
            "{order} of seed {seed}: {done:?}"
        );
    }
    assert!(
        done.len() > usize::try_from(operations / 2).unwrap(),
        "{} changes",
        done.len()
    );

    let mut conn = world.service.store.read().await.unwrap();
    for (id, claim) in &model.claims {
        let kept = store::seats::claim::by_id(&mut conn, *id).await.unwrap();
        assert_eq!(kept, *claim);
    }
    for (id, (_, state)) in &model.offers {
        let kept = store::seats::offer::by_id(&mut conn, *id).await.unwrap();
        assert_eq!(kept.state, *state);
    }
    // Nothing is kept of what was broken off.
    let live = model.claims.values().filter(|claim| claim.state.is_live());
    let Occupancy {
        taken,
        offered,
        asked,
        waiting,
    } = world.occupancy(shared.place).await;
    assert_eq!(
        usize::try_from(taken + offered + asked + waiting).unwrap(),
        live.count()
    );
    assert_sound(&world.service, place, LARGEST).await;
}
