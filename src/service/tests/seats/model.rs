//! What a place is, one change after another, in memory.

use std::collections::BTreeMap;

use domain::kit::app_error::ConflictCode;
use domain::seats::id::{ClaimId, OfferId};
use domain::seats::{Answer, Claim, ClaimEvent, ClaimState, OfferEvent, OfferState, conflict};
use service::seats::{Asking, IfFull, Moved, Next, Released};

/// What was asked, and what came of it.
#[derive(Debug)]
pub enum Done {
    Claimed(Vec<Asking>, IfFull, Result<Vec<Claim>, ConflictCode>),
    Asked(Vec<Asking>, Vec<Moved>),
    Accepted(OfferId, IfFull, Answer),
    TurnedDown(
        OfferId,
        OfferEvent,
        ClaimEvent,
        Next,
        Result<Option<Released>, ConflictCode>,
    ),
    Released(ClaimId, ClaimEvent, Next, Result<Released, ConflictCode>),
    Resized(i64, Next, Vec<Moved>),
}

/// One place with its people.
#[derive(Debug, Default)]
pub struct Model {
    pub capacity: i64,
    pub claims: BTreeMap<ClaimId, Claim>,
    pub offers: BTreeMap<OfferId, (ClaimId, OfferState)>,
}

impl Model {
    pub fn held(&self) -> i64 {
        let held = self.claims.values().filter(|claim| claim.state.holds());
        i64::try_from(held.count()).unwrap()
    }

    fn free(&self) -> i64 {
        (self.capacity - self.held()).max(0)
    }

    fn live(&self, asking: &Asking) -> Option<Claim> {
        let mut theirs = self.claims.values();
        theirs
            .find(|claim| claim.holder == asking.holder && claim.state.is_live())
            .copied()
    }

    fn line(&self) -> Vec<Claim> {
        let waiting = self.claims.values();
        let mut line: Vec<Claim> = waiting
            .filter(|claim| claim.state == ClaimState::Waiting)
            .copied()
            .collect();
        line.sort_by_key(|claim| (claim.standing, claim.joined_at, claim.id));
        line
    }

    fn set(&mut self, id: ClaimId, state: ClaimState) {
        self.claims.get_mut(&id).unwrap().state = state;
    }

    fn open_offer(&self, id: ClaimId) -> Option<OfferId> {
        let mut offers = self.offers.iter();
        let open = offers.find(|(_, offer)| **offer == (id, OfferState::Open));
        open.map(|(id, _)| *id)
    }

    /// Closes an open offer of theirs.
    fn close(&mut self, id: ClaimId, event: OfferEvent) -> Option<OfferId> {
        let open = self.open_offer(id)?;
        self.offers.get_mut(&open).unwrap().1 = OfferState::Open.after(event).unwrap();
        Some(open)
    }

    /// What is right about somebody new, or who got further: the model has them in this state.
    fn note(&mut self, moved: &Moved) {
        self.claims.insert(moved.claim.id, moved.claim);
        if let Some(offer) = moved.offer {
            self.offers.insert(offer.id, (offer.claim, offer.state));
        }
    }

    fn fill(&mut self, next: Next, not_to: Option<ClaimId>, moved: &[Moved]) -> bool {
        let state = match next {
            Next::Offer(_) => ClaimState::Offered,
            Next::Give => ClaimState::Taken,
            Next::Nobody => return moved.is_empty(),
        };
        let free = usize::try_from(self.free()).unwrap();
        let line = self
            .line()
            .into_iter()
            .filter(|claim| Some(claim.id) != not_to);
        let expected: Vec<Claim> = line
            .take(free)
            .map(|claim| Claim { state, ..claim })
            .collect();
        let given: Vec<Claim> = moved.iter().map(|moved| moved.claim).collect();
        let is_offered = matches!(next, Next::Offer(_));
        let offers_fit = moved
            .iter()
            .all(|moved| moved.offer.is_some() == is_offered);
        for moved in moved {
            self.note(moved);
        }
        given == expected && offers_fit
    }

    fn standing(&self, id: ClaimId) -> Answer {
        let claim = self.claims[&id];
        match claim.state {
            ClaimState::Taken | ClaimState::Served => Answer::Taken,
            ClaimState::Ended => Answer::Filled,
            ClaimState::Left => Answer::Over,
            _ => {
                let key = |claim: &Claim| (claim.standing, claim.joined_at, claim.id);
                let in_line = |claim: &&Claim| {
                    matches!(claim.state, ClaimState::Waiting | ClaimState::Offered)
                };
                let before = self.claims.values().filter(in_line);
                let ahead = before.filter(|other| key(other) < key(&claim)).count();
                Answer::StandsBy(i64::try_from(ahead).unwrap())
            }
        }
    }

    /// Whether this is what comes of it now; it is done here too.
    pub fn replay(&mut self, done: &Done) -> bool {
        match done {
            Done::Claimed(asking, if_full, gave) => self.claim(asking, *if_full, gave),
            Done::Asked(asking, asked) => {
                let mut fits = true;
                let mut asked = asked.iter();
                for asking in asking {
                    let mut theirs = self.claims.values();
                    if theirs.any(|claim| claim.holder == asking.holder) {
                        continue;
                    }
                    let Some(moved) = asked.next() else {
                        return false;
                    };
                    fits &= moved.claim.holder == asking.holder
                        && moved.claim.state == ClaimState::Asked
                        && moved.offer.is_some();
                    self.note(moved);
                }
                fits && asked.next().is_none()
            }
            Done::Accepted(id, if_full, gave) => {
                let (claim, state) = self.offers[id];
                match state {
                    OfferState::Open => {
                        let is_free = self.claims[&claim].state.holds() || self.free() > 0;
                        let event = match if_full {
                            _ if is_free => ClaimEvent::Take,
                            IfFull::Wait => ClaimEvent::Return,
                            IfFull::Refuse => ClaimEvent::End,
                        };
                        self.close(claim, OfferEvent::Accept);
                        self.set(claim, self.claims[&claim].state.after(event).unwrap());
                        self.standing(claim) == *gave
                    }
                    OfferState::Accepted => self.standing(claim) == *gave,
                    _ => *gave == Answer::Over,
                }
            }
            Done::TurnedDown(id, event, then, next, gave) => {
                let (claim, state) = self.offers[id];
                if state != OfferState::Open {
                    return *gave == Ok(None);
                }
                let Ok(Some(released)) = gave else {
                    return false;
                };
                let held = self.claims[&claim].state.holds();
                self.close(claim, *event);
                self.set(claim, self.claims[&claim].state.after(*then).unwrap());
                let goes_on = match held {
                    true => self.fill(*next, Some(claim), &released.moved),
                    false => released.moved.is_empty(),
                };
                goes_on && released.claim == self.claims[&claim]
            }
            Done::Released(id, event, next, gave) => {
                let read = self.claims[id];
                let Some(state) = read.state.after(*event) else {
                    return *gave == Err(ConflictCode::CHANGED_MEANWHILE);
                };
                let Ok(released) = gave else { return false };
                let closed = self.close(*id, OfferEvent::Withdraw);
                self.set(*id, state);
                let goes_on = match read.state.holds() {
                    true => self.fill(*next, None, &released.moved),
                    false => released.moved.is_empty(),
                };
                goes_on
                    && released.claim == self.claims[id]
                    && released.offer.map(|offer| offer.id) == closed
            }
            Done::Resized(capacity, next, moved) => {
                self.capacity = *capacity;
                self.fill(*next, None, moved)
            }
        }
    }

    fn claim(
        &mut self,
        asking: &[Asking],
        if_full: IfFull,
        gave: &Result<Vec<Claim>, ConflictCode>,
    ) -> bool {
        let mut free = self.free();
        let mut expected = Vec::new();
        let mut has_one: Vec<_> = Vec::new();
        for asking in asking {
            let live = self.live(asking);
            let holds =
                live.is_some_and(|claim| claim.state.holds()) || has_one.contains(&asking.holder);
            if !holds && free == 0 && if_full == IfFull::Refuse {
                return *gave == Err(conflict::FULL);
            }
            let state = if holds || free > 0 {
                has_one.push(asking.holder);
                ClaimState::Taken
            } else {
                live.map_or(ClaimState::Waiting, |claim| claim.state)
            };
            free -= i64::from(!holds && free > 0);
            expected.push((live.map(|claim| claim.id), asking.holder, state));
        }
        let Ok(gave) = gave else { return false };
        let mut fits = gave.len() == expected.len();
        for (gave, (id, holder, state)) in gave.iter().zip(expected) {
            fits &=
                id.is_none_or(|id| id == gave.id) && (gave.holder, gave.state) == (holder, state);
            if gave.state == ClaimState::Taken {
                self.close(gave.id, OfferEvent::Accept);
            }
            self.claims.insert(gave.id, *gave);
        }
        fits
    }
}
