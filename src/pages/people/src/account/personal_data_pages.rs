//! Everything that is held about oneself: to read, to take along and to erase.

use leptos::prelude::*;

use super::server_fns::{
    DataKind, EraseMyData, PersonalDataModel, erasure_question, show_personal_data,
};
use ui::{
    BackLink, Button, ButtonLink, Checkboxes, Details, Item, SummaryList, SummaryRow,
    WarningCallout,
};
use web::forms::{Form, use_form};
use web::page::{Page, page, task};

/// `/account/your-data`.
pub async fn personal_data_page() -> Page {
    let model = show_personal_data().await?;
    page("What we hold about you", view! { <Held model /> })
}

#[component]
fn Held(model: PersonalDataModel) -> impl IntoView {
    let erase = if model.may_erase {
        view! {
            <p>"You can have what names you or was written by you removed. Nobody else has to agree."</p>
            <ButtonLink href="/account/your-data/erase" words="Erase your data" kind="secondary" />
        }
        .into_any()
    } else {
        view! {
            <p>"You work for the service, and other people’s records depend on what you did. When you leave, ask an administrator to take your roles away. You can then erase your data here."</p>
        }
        .into_any()
    };
    view! {
        <BackLink href="/account" words="Your account" />
        <h1 class="nhsuk-heading-l">"What we hold about you"</h1>
        <div class="app-reading">
            <p>"This is everything. Of each kind the page shows the newest; the file has all of it, in a form that other programs can read."</p>
            <p><a class="app-target" href="/download/your-data.json" rel="external" download>"Download the file (JSON)"</a></p>
        </div>
        {model.kinds.into_iter().map(kind).collect_view()}
        <h2 class="nhsuk-heading-m">"Erase your data"</h2>
        <div class="app-reading">{erase}</div>
    }
}

fn kind(kind: DataKind) -> impl IntoView {
    let left_out = kind.count - kind.rows.len();
    let rows = kind.rows.into_iter().map(|row| {
        let named = row.into_iter();
        let rows = named
            .map(|(name, value)| SummaryRow::new(name, value))
            .collect();
        view! { <SummaryList rows /> }
    });
    view! {
        <Details summary=format!("{} ({})", kind.title, kind.count)>
            {rows.collect_view()}
            {(left_out > 0).then(|| view! { <p>{format!("{left_out} more are in the file.")}</p> })}
        </Details>
    }
}

/// `/account/your-data/erase`.
pub async fn erasure_page() -> Page {
    let model = erasure_question().await?;
    task("Erase your data", view! { <Erase model /> })
}

#[component]
fn Erase(model: PersonalDataModel) -> impl IntoView {
    let form = use_form::<EraseMyData>();
    let (removed, kept): (Vec<DataKind>, Vec<DataKind>) = model
        .kinds
        .into_iter()
        .partition(|kind| kind.kept_because.is_empty());
    let removed = removed
        .into_iter()
        .map(|kind| view! { <li>{kind.title}</li> });
    let kept = kept
        .into_iter()
        .map(|kind| SummaryRow::new(kind.title, kind.kept_because))
        .collect();
    let ticked = !form.value("understood", "").is_empty();
    let box_to_tick = (
        "form[understood]".to_owned(),
        Item::new("on", "I understand that this cannot be undone"),
        ticked,
    );
    view! {
        <BackLink href="/account/your-data" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Do you want to erase your data?"</h1>
            <WarningCallout heading="Important">
                <p>"Your conversations to come are cancelled. You leave the waiting list. You are signed out everywhere and can no longer sign in."</p>
            </WarningCallout>
            <h2 class="nhsuk-heading-m">"What we remove"</h2>
            <ul class="nhsuk-list nhsuk-list--bullet">{removed.collect_view()}</ul>
            <h2 class="nhsuk-heading-m">"What we keep without your name, and why"</h2>
            <SummaryList rows=kept />
            <Checkboxes
                id="understood"
                legend="Are you sure?"
                items=vec![box_to_tick]
                error=form.error("understood")
            />
            <Button words="Erase my data" kind="warning" />
            <p><a class="app-target" href="/account/your-data">"No, keep it"</a></p>
        </Form>
    }
}
