//! The server functions of the waiting list.

use domain::career_conversations::waiting_list::{
    AcceptForm, DeclineForm, JoinForm, LeaveListForm, OfferTimeForm,
};
use domain::people::person::Telephone;
use leptos::prelude::*;
use serde::Deserialize;

use crate::done;
use ui::Item;
use web::error::Failure;

pub(super) mod models;

pub(crate) use models::{offer_of, place_of};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferModel {
    pub id: String,
    /// 'Tuesday 3 March 2026, 9:30am to 10am'.
    pub when: String,
    pub adviser: String,
    /// How and where.
    pub way: String,
    /// 'Monday 2 March 2026, 9pm': until when it is kept.
    pub until: String,
    /// 'We are keeping Tuesday 3 March, 9:30am for you'.
    pub kept: String,
    /// 'Answer by 9pm today'.
    pub answer_by: String,
}

/// Somebody's own place in line, in few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceModel {
    /// '3rd'.
    pub place: String,
    pub offer: Option<OfferModel>,
}

/// Somebody's own place in line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingModel {
    pub entry: String,
    pub standing: PlaceModel,
    /// 'Any adviser', or a name.
    pub adviser: String,
    /// How and where.
    pub way: String,
    /// 'Monday, Wednesday and Friday'.
    pub days: String,
    /// 'Tuesday 31 March 2026'.
    pub last_day: String,
    /// 'Monday 2 March 2026, 9am'.
    pub since: String,
    /// Times that anyone can book now and that are what is waited for.
    pub free: Vec<String>,
}

/// What is known when somebody comes to join: from the query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct JoinQuery {
    /// An adviser's identifier; empty for anyone.
    pub adviser: String,
    /// A way's code; empty for the one chosen in the booking.
    pub way: String,
    /// A site's identifier; empty for the one chosen in the booking.
    pub site: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinModel {
    pub is_waiting: bool,
    pub form: JoinForm,
    pub topics: Vec<Item>,
    pub advisers: Vec<Item>,
    pub ways: Vec<Item>,
    /// The nearest first.
    pub places: Vec<Item>,
}

/// Somebody in line, as a coordinator sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineModelRow {
    pub entry: String,
    /// The member's identifier.
    pub member_id: String,
    /// '3rd'.
    pub place: String,
    pub member: String,
    /// With whom and how.
    pub wish: String,
    /// On which days, until when.
    pub days: String,
    pub since: String,
    /// 'Waiting' or 'Offered a time'.
    pub state: String,
    /// Which time is kept, and until when.
    pub offered: Option<String>,
    pub colour: String,
}

/// Somebody in line, and what can be done for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryModel {
    pub row: LineModelRow,
    pub topic: String,
    pub phone: Option<Telephone>,
    pub email: String,
    /// Times to offer: as the form sends one, and 'Tuesday 3 March 2026, 9:30am to 10am with David Okafor'.
    pub free: Vec<(String, String)>,
}

/// Joins the waiting list.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `Conflict` for who is on it already.
#[server(prefix = "/api", endpoint = "waiting-list/join")]
pub async fn join_list(#[server(default)] form: JoinForm) -> Result<(), Failure> {
    use web::context;
    service::career_conversations::waiting_list::join(
        &context::service(),
        &context::actor()?,
        form,
    )
    .await?;
    done::JOINED_THE_LIST.at("/career-conversations/waiting");
    Ok(())
}

#[server(prefix = "/api", endpoint = "waiting-list/leave")]
pub async fn leave_list(#[server(default)] form: LeaveListForm) -> Result<(), Failure> {
    use web::context;
    service::career_conversations::waiting_list::leave(
        &context::service(),
        &context::actor()?,
        form,
    )
    .await?;
    done::LEFT_THE_LIST.at("/career-conversations/waiting");
    Ok(())
}

/// Accepts an offer, and gives the booking's reference.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`; `Conflict` when the offer is over.
#[server(prefix = "/api", endpoint = "waiting-list/accept")]
pub async fn accept_offer(#[server(default)] form: AcceptForm) -> Result<String, Failure> {
    use web::context;
    let (service, actor) = (context::service(), context::actor()?);
    let booked =
        service::career_conversations::waiting_list::accept(&service, &actor, form).await?;
    let reference = booked.reference.to_string();
    context::redirect(&format!("/career-conversations/booked/{reference}"));
    Ok(reference)
}

/// Declines an offer.
///
/// # Errors
/// `Invalid`; `NotSignedIn`; `Forbidden`; `NotFound`; `Conflict` when the offer is over.
#[server(prefix = "/api", endpoint = "waiting-list/decline")]
pub async fn decline_offer(#[server(default)] form: DeclineForm) -> Result<(), Failure> {
    use web::context;
    service::career_conversations::waiting_list::decline(
        &context::service(),
        &context::actor()?,
        form,
    )
    .await?;
    done::OFFER_DECLINED.at("/career-conversations/waiting");
    Ok(())
}

/// Offers somebody in line a time that is free.
#[server(prefix = "/api", endpoint = "waiting-list/offer")]
pub async fn offer_time(#[server(default)] form: OfferTimeForm) -> Result<(), Failure> {
    use web::context;
    let (service, actor) = (context::service(), context::actor()?);
    let entry = form.entry.clone();
    service::career_conversations::waiting_list::offer(&service, &actor, form).await?;
    done::TIME_OFFERED.at(&format!("/conversations/waiting-list/{}", entry.trim()));
    Ok(())
}

/// Takes somebody out of the line.
#[server(prefix = "/api", endpoint = "waiting-list/remove")]
pub async fn remove_from_list(#[server(default)] form: LeaveListForm) -> Result<(), Failure> {
    use web::context;
    let (service, actor) = (context::service(), context::actor()?);
    service::career_conversations::waiting_list::remove(&service, &actor, form).await?;
    done::REMOVED_FROM_LIST.at("/conversations/waiting-list");
    Ok(())
}
