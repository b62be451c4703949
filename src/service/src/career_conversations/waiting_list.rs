//! The waiting list: joining and leaving it, one's place in line, and what coordinators see. Offers are made where places become
//! free, in the transaction that frees them.

mod answer;
mod coordinate;
mod offer;

use domain::career_conversations::audit::{
    WAITING_LIST, WAITING_LIST_ENDED, WAITING_LIST_JOINED, WAITING_LIST_LEFT,
};
use domain::career_conversations::permission::{COORDINATE_CONVERSATIONS, HAVE_CONVERSATIONS};
use domain::career_conversations::waiting_list::{
    JoinForm, LIST, LeaveListForm, WaitingEntry, WaitingOffer, Wish,
};
use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::london;
use domain::people::actor::Actor;
use domain::people::id::PersonId;
use domain::seats::{ClaimEvent, ClaimState, Holder, OfferEvent};
use serde_json::json;
use store::{AskedPage, Conn, Paged, StoreError};
use uuid::Uuid;

use crate::Service;
use crate::career_conversations::career_conversation::{
    Diaries, Doing, OfferedSlot, check_limit, is_active_member, lock_diaries, lock_member,
};
use crate::seats::{self, Asking, Next};
use crate::work::{About, Work};

pub use answer::{accept, decline};
pub use coordinate::{Waiting, offer, one, remove};
pub use offer::end_over;
pub(crate) use offer::{Freed, offer_freed, ran_out, withdraw_gone};
pub use store::career_conversations::waiting_list::Listed;

pub const ON_A_PAGE: i64 = 50;
/// Times shown that are free and wished for.
const FREE_SHOWN: usize = 3;

/// Where somebody is in line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub entry: WaitingEntry,
    /// From 1.
    pub place: i64,
    /// The name of the adviser they wait for, if it is one.
    pub adviser_name: Option<String>,
    /// If in person.
    pub site_name: Option<String>,
    /// The time that is kept for them, if its deadline has not passed, and with whom it is.
    pub offer: Option<(WaitingOffer, String)>,
}

/// One's own place in line, if one has one.
///
/// # Errors
/// `Forbidden` for who isn't a hub member.
pub async fn mine(service: &Service, actor: &Actor) -> Result<Option<Standing>, AppError> {
    actor.may(HAVE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    let entry = store::career_conversations::waiting_list::live(&mut conn, actor.person).await?;
    let Some(entry) = entry else { return Ok(None) };
    let standing = standing(service, &mut conn, entry).await;
    standing.map(Some).map_err(AppError::from)
}

/// The first times that anyone can book now and that are what the actor wishes for.
///
/// # Errors
/// `Forbidden` for who isn't a hub member.
pub async fn free_now(
    service: &Service,
    actor: &Actor,
    wish: &Wish,
) -> Result<Vec<OfferedSlot>, AppError> {
    actor.may(HAVE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    let diaries = Diaries::load(service, &mut conn, None).await?;
    Ok(diaries.wished(service.now(), actor.person, wish, FREE_SHOWN))
}

async fn standing(
    service: &Service,
    conn: &mut Conn,
    entry: WaitingEntry,
) -> Result<Standing, StoreError> {
    let ahead = store::seats::claim::ahead_of(conn, &entry.claim()).await?;
    let adviser_name = match entry.wish.adviser {
        Some(adviser) => Some(store::people::person::by_id(conn, adviser).await?.name),
        None => None,
    };
    let site_name = match entry.wish.site {
        Some(site) => Some(store::places::site::by_id(conn, site).await?.name),
        None => None,
    };
    let open = store::career_conversations::waiting_list::open_offer(conn, entry.id).await?;
    let offer = match open.filter(|offer| offer.offer().stands(service.now())) {
        Some(offer) => {
            let adviser = store::people::person::by_id(conn, offer.adviser).await?;
            Some((offer, adviser.name))
        }
        None => None,
    };
    Ok(Standing {
        entry,
        place: ahead + 1,
        adviser_name,
        site_name,
        offer,
    })
}

/// A page of everybody in line: who came first before all others.
///
/// # Errors
/// `Forbidden` for who isn't a hub coordinator.
pub async fn list(service: &Service, actor: &Actor, page: i64) -> Result<Paged<Listed>, AppError> {
    actor.may(COORDINATE_CONVERSATIONS)?;
    let mut conn = service.store.read().await?;
    let asked = AskedPage::new(page, ON_A_PAGE);
    Ok(store::career_conversations::waiting_list::list(&mut conn, asked).await?)
}

/// Joins the end of the line.
///
/// # Errors
/// `Forbidden` for who isn't a hub member; `Invalid`, also for an adviser or a place that can't be had; `Conflict` for who is in
/// line already, has as many conversations booked as they may, or has joined too often today.
pub async fn join(
    service: &Service,
    actor: &Actor,
    form: JoinForm,
) -> Result<WaitingEntry, AppError> {
    actor.may(HAVE_CONVERSATIONS)?;
    let request = form.parse(london::day_of(service.now()))?;
    let mut work = Work::begin(service, actor).await?;
    lock_member(&mut work, actor.person).await?;
    is_active_member(&mut work, actor.person).await?;
    check_limit(work.now, &mut work, actor.person, Doing::Wait).await?;
    check(&mut work, &request.wish).await?;
    let asking = Asking {
        holder: Holder::Person(actor.person),
        standing: 0,
    };
    let claim = seats::wait(&mut work, LIST, asking)
        .await
        .map_err(|error| match error {
            AppError::Conflict(refused) if refused.code == ConflictCode::ALREADY_EXISTS => {
                already_waiting()
            }
            error => error,
        })?;
    let entry = WaitingEntry {
        id: claim.id,
        member: actor.person,
        wish: request.wish,
        topic: request.topic,
        state: claim.state,
        joined_at: claim.joined_at,
    };
    store::career_conversations::waiting_list::insert(
        &mut work,
        entry.id,
        &entry.wish,
        entry.topic,
    )
    .await?;
    let wish = &entry.wish;
    let detail =
        json!({ "way": wish.way, "weekdays": wish.weekdays.codes(), "last_day": wish.last_day });
    let about = about(entry.id.uuid(), entry.member);
    work.note(WAITING_LIST_JOINED, about, detail).await?;
    work.commit().await?;
    Ok(entry)
}

fn already_waiting() -> AppError {
    match AppError::conflict(ConflictCode::ALREADY_EXISTS) {
        AppError::Conflict(mut conflict) => {
            conflict.message = "You are on the waiting list already".to_owned();
            AppError::Conflict(conflict)
        }
        error => error,
    }
}

/// Refuses an adviser who can't be booked, and a place that is closed or unknown.
async fn check(conn: &mut Conn, wish: &Wish) -> Result<(), AppError> {
    if let Some(wanted) = wish.adviser {
        let advisers = store::career_conversations::adviser::active(conn).await?;
        if !advisers.iter().any(|adviser| adviser.person == wanted) {
            return Err(AppError::invalid("adviser", "Choose an adviser"));
        }
    }
    let Some(site) = wish.site else { return Ok(()) };
    match store::places::site::by_id(conn, site).await {
        Ok(site) if site.closed_at.is_none() => Ok(()),
        Ok(_) | Err(StoreError::NotFound) => Err(AppError::invalid(
            "site",
            "Choose where you would like to meet",
        )),
        Err(error) => Err(error.into()),
    }
}

/// Leaves the line. A time that was kept goes to the next person. Left twice, it is left once.
///
/// # Errors
/// `Forbidden`; `NotFound` for somebody else's place; `Conflict` for who has a conversation by now.
pub async fn leave(service: &Service, actor: &Actor, form: LeaveListForm) -> Result<(), AppError> {
    actor.may(HAVE_CONVERSATIONS)?;
    let id = form.parse()?;
    let mut work = Work::begin(service, actor).await?;
    let read = store::career_conversations::waiting_list::by_id(&mut work, id).await?;
    if read.member != actor.person {
        return Err(AppError::NotFound);
    }
    take_out(&mut work, &read).await?;
    Ok(work.commit().await?)
}

/// Takes somebody out of the line. Whether they were in it; who had left before has left.
///
/// # Errors
/// `Conflict` for who has a conversation by now.
async fn take_out(work: &mut Work<'_>, read: &WaitingEntry) -> Result<bool, AppError> {
    match read.state {
        ClaimState::Left => return Ok(false),
        state if !state.is_live() => {
            return Err(AppError::conflict(ConflictCode::CHANGED_MEANWHILE));
        }
        _ => {}
    }
    let kept = adviser_of_open_offer(work, read.member).await?;
    lock_diaries(work, kept.into_iter()).await?;
    no_longer_needed(work, read.member, ClaimEvent::Leave).await?;
    Ok(true)
}

/// With whom the time is that is kept for a member. Their diary is to be locked before the member's entry is changed.
pub(crate) async fn adviser_of_open_offer(
    conn: &mut Conn,
    member: PersonId,
) -> Result<Option<PersonId>, AppError> {
    let entry = store::career_conversations::waiting_list::live(conn, member).await?;
    let Some(entry) = entry else { return Ok(None) };
    let open = store::career_conversations::waiting_list::open_offer(conn, entry.id).await?;
    Ok(open.map(|offer| offer.adviser))
}

/// Takes a member out of the line, if they are in it; a time that was kept for them goes to the next person. The caller has locked
/// its adviser's diary.
pub(crate) async fn no_longer_needed(
    work: &mut Work<'_>,
    member: PersonId,
    event: ClaimEvent,
) -> Result<(), AppError> {
    let entry = store::career_conversations::waiting_list::live(work, member).await?;
    let Some(entry) = entry else { return Ok(()) };
    let open = store::career_conversations::waiting_list::open_offer(work, entry.id).await?;
    let released = seats::release(work, entry.id, event, Next::Nobody).await?;
    if released.offer.map(|offer| offer.id) != open.as_ref().map(|offer| offer.id) {
        // Just now somebody kept another time for them, whose diary is not locked here.
        return Err(AppError::conflict(ConflictCode::CHANGED_MEANWHILE));
    }
    let action = match event {
        ClaimEvent::Leave => WAITING_LIST_LEFT,
        _ => WAITING_LIST_ENDED,
    };
    let detail = json!({ "state": released.claim.state });
    work.note(action, about(entry.id.uuid(), member), detail)
        .await?;
    let Some(open) = open else { return Ok(()) };
    let about = about(open.id.uuid(), member);
    offer::closed(work, about, &open, OfferEvent::Withdraw).await?;
    offer_freed(work, open.adviser, Freed::Time(open.interval)).await
}

/// Ends what a person whose account is closed has to do with the list: their place in it, and offers of times with them.
pub(crate) async fn person_closed(work: &mut Work<'_>, person: PersonId) -> Result<(), AppError> {
    let kept = adviser_of_open_offer(work, person).await?;
    lock_diaries(work, kept.into_iter()).await?;
    no_longer_needed(work, person, ClaimEvent::End).await?;
    withdraw_gone(work, person).await
}

/// A place in line or an offer in the log.
fn about(object: Uuid, member: PersonId) -> About {
    About::the(WAITING_LIST, object).of(member)
}
