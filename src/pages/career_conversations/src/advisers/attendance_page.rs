//! Who came: every conversation that is still to be told of, on one form.

use leptos::prelude::*;

use super::server_fns::models;
use super::{RecordAttendances, UnrecordedModel};
use crate::done;
use ui::{BackLink, Button, ErrorSummary, Field, Hidden, InsetText, Item, Radios};
use web::banner::Banner;
use web::forms::{Form, FormState, use_form};
use web::page::{Page, page};

/// `/conversations/attendance`.
pub async fn attendance_page() -> Page {
    let rows = models::unrecorded().await?;
    page("Who came?", view! { <Attendance rows /> })
}

#[component]
fn Attendance(rows: Vec<UnrecordedModel>) -> impl IntoView {
    let form = use_form::<RecordAttendances>();
    let done = Banner::named(&[done::ATTENDANCES]);
    let none = rows.is_empty();
    view! {
        <BackLink href="/conversations/diary" words="Your conversations" />
        <ErrorSummary failure=form.failure() />
        {done.map(Banner::view)}
        <h1 class="nhsuk-heading-l">"Who came?"</h1>
        {if none {
            view! { <InsetText><p>"You have said who came to every conversation."</p></InsetText> }.into_any()
        } else {
            view! {
                <p>"Leave out what you do not know yet."</p>
                <Form form without_summary=true>
                    {rows.into_iter().map(|row| view! { <One row form /> }).collect_view()}
                    <Button words="Save" />
                </Form>
            }
                .into_any()
        }}
    }
}

#[component]
fn One(row: UnrecordedModel, form: FormState<RecordAttendances>) -> impl IntoView {
    let name = format!("who[{}]", row.reference);
    let answer = form.value(&format!("{name}[attended]"), "");
    let field = Field::new(format!("form[{name}][attended]"))
        .id(row.reference.clone())
        .with(answer)
        .error(form.error(&row.reference));
    let items = vec![
        Item::new("yes", "They came"),
        Item::new("no", "They did not come"),
    ];
    view! {
        <Hidden name=format!("form[{name}][version]") value=row.version />
        <Radios field legend=format!("{}, {}", row.member, row.when) items size="s" is_inline=true />
    }
}
