//! Moving a conversation: a day, a time, and both times once more before it is moved.

use islands::career_conversations::Booking;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::change_pages::{TooLate, heading};
use super::server_fns::models;
use super::time_picker::{FreeDays, FreeTimes};
use super::{MoveConversation, Moving};
use ui::{BackLink, Hidden, SummaryList, SummaryRow};
use web::context;
use web::error::Failure;
use web::forms::use_form;
use web::page::{Page, of_query, task, word_of_address};

/// A conversation and who moves it: a member their own, or a coordinator.
pub(crate) struct Mover {
    /// The conversation's own page.
    pub here: String,
    /// What the pages ask, or why nothing is asked any more; nobody's name is in a title.
    pub title: String,
    pub heading: String,
    /// The page then.
    pub too_late: Option<AnyView>,
    pub moving: Moving,
}

async fn mover() -> Result<Mover, Failure> {
    let (model, moving) = models::moving(&word_of_address("reference")).await?;
    Ok(Mover {
        here: format!("/conversations/{}", model.reference),
        title: heading("Move your conversation", &model),
        heading: heading("Move your conversation", &model),
        too_late: (!model.can_change).then(|| view! { <TooLate model /> }.into_any()),
        moving,
    })
}

pub async fn move_page() -> Page {
    choose_day(mover().await?).await
}

pub async fn move_time_page() -> Page {
    choose_time(mover().await?).await
}

pub async fn move_check_page() -> Page {
    check::<MoveConversation>(mover().await?).await
}

/// In place of whichever page was asked for.
fn too_late(mover: Mover) -> Page {
    let view = view! {
        <BackLink href=mover.here />
        <h1 class="nhsuk-heading-l">{mover.heading}</h1>
        {mover.too_late}
    };
    task(mover.title, view)
}

/// In place of a page whose address names no day or no time.
async fn back_to_days(mover: Mover) -> Page {
    context::redirect(&format!("{}/move", mover.here));
    choose_day(mover).await
}

pub(crate) async fn choose_day(mover: Mover) -> Page {
    if mover.too_late.is_some() {
        return too_late(mover);
    }
    let model = mover.moving.days(&of_query()).await?;
    let path = format!("{}/move", mover.here);
    let view = view! {
        <BackLink href=mover.here />
        <h1 class="nhsuk-heading-l">{mover.heading}</h1>
        <p>{format!("It is now on {}", mover.moving.now())}</p>
        <h2 class="nhsuk-heading-m">"What day suits you?"</h2>
        <FreeDays times=format!("{path}/time") path model />
    };
    task(mover.title, view)
}

pub(crate) async fn choose_time(mover: Mover) -> Page {
    if mover.too_late.is_some() {
        return too_late(mover);
    }
    let Some(model) = mover.moving.times(&of_query()).await? else {
        return back_to_days(mover).await;
    };
    let (days, meeting) = (format!("{}/move", mover.here), model.meeting.clone());
    let (title, check) = (
        format!("{}: what time?", model.day),
        format!("{days}/check"),
    );
    let view = view! {
        <BackLink href=format!("{days}?{}", meeting.query()) />
        <h1 class="nhsuk-heading-l">{title.clone()}</h1>
        <p>{format!("{}. All times are in UK time.", meeting.words)}</p>
        <form method="get" action=check>
            <Hidden name="way" value=meeting.way />
            <Hidden name="site" value=meeting.site />
            <Hidden name="adviser" value=meeting.adviser />
            <FreeTimes name="slot" days model />
        </form>
    };
    task(title, view)
}

/// `S` is the server function that moves.
pub(crate) async fn check<S: ServerFn + 'static>(mover: Mover) -> Page {
    if mover.too_late.is_some() {
        return too_late(mover);
    }
    let Some(model) = mover.moving.check(&of_query()).await? else {
        return back_to_days(mover).await;
    };
    let (form, failure) = (model.form, use_form::<S>().failure());
    let rows = vec![
        SummaryRow::new("Now", mover.moving.now()),
        SummaryRow::new("New time", model.new)
            .change(format!("{}/move", mover.here), "the new time"),
    ];
    let view = view! {
        <BackLink href=format!("{}/move/time?{}", mover.here, model.times) />
        <Booking
            function=S::PATH.to_owned()
            button="Move this conversation".to_owned()
            chosen=form.slot
            alternatives=model.alternatives
            gone=model.gone
            posted=failure
        >
            <h1 class="nhsuk-heading-l">"Check the new time"</h1>
            <SummaryList rows />
            <Hidden name="form[reference]" value=form.reference />
            <Hidden name="form[version]" value=form.version />
            <Hidden name="form[way]" value=form.way />
            <Hidden name="form[site]" value=form.site />
        </Booking>
    };
    task("Check the new time", view)
}
