//! Inviting members who never had a conversation.

use domain::people::background::Background;
use leptos::prelude::*;

use super::{InvitationsModel, InviteMembers, invitations};
use crate::done;
use ui::{Button, ErrorSummary, Field, Hidden, InsetText, Item, Select};
use web::banner::Banner;
use web::forms::{Form, use_form};
use web::page::{Page, page, query};

/// `/conversations/invitations`.
pub async fn invitation_page() -> Page {
    let model = invitations(query().get("background")).await?;
    page("Invite members", view! { <Invite model /> })
}

#[component]
fn Invite(model: InvitationsModel) -> impl IntoView {
    let form = use_form::<InviteMembers>();
    let mut backgrounds = vec![Item::new("", "Everybody")];
    backgrounds.extend(
        Background::ALL
            .iter()
            .map(|each| Item::new(each.code(), each.words())),
    );
    let people = domain::kit::words::counted(model.count, "member", "members");
    let background = model.background.clone();
    let send = if model.count == 0 {
        view! {
            // Somebody else was quicker: the form that was sent is no more.
            <ErrorSummary failure=form.failure() />
            <InsetText><p>"There is nobody to invite."</p></InsetText>
        }
        .into_any()
    } else {
        view! {
            <p>{format!("{people} could be invited now.")}</p>
            <Form form>
                <Hidden name="form[background]" value=background />
                <Hidden name="form[count]" value=model.count.to_string() />
                <Button words=format!("Invite {people}") />
            </Form>
        }
        .into_any()
    };
    view! {
        {Banner::named(&[done::INVITED]).map(Banner::view)}
        <h1 class="nhsuk-heading-l">"Invite members to a first conversation"</h1>
        <div class="app-reading">
            <p>{format!("We email members who never had a conversation and do not wait for one: at most {} an hour, and nobody twice within {} days.", model.most_an_hour, model.again_after_days)}</p>
            {(model.waiting > 0).then(|| view! { <p>{format!("Still to be sent: {}.", model.waiting)}</p> })}
        </div>
        <form class="app-form" method="get" action="/conversations/invitations">
            <Select field=Field::new("background").with(model.background.clone()) label="Working background" items=backgrounds />
            <Button words="Show how many" kind="secondary" />
        </form>
        {send}
    }
}
