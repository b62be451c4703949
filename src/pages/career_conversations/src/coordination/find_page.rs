//! Finding the member to book for.

use domain::kit::words;
use leptos::prelude::*;

use super::server_fns::models;
use super::{MemberLine, MembersModel};
use crate::members::question_path;
use ui::{BackLink, Field, InsetText, Pagination, Tag, TextInput};
use web::page::{Page, percent_encoded, query, task};

/// `/conversations/book`.
pub async fn find_member_page() -> Page {
    let model = models::members(&query().get("text"), &query().get("page")).await?;
    task("Who is the conversation for?", view! { <Find model /> })
}

#[component]
fn Find(model: MembersModel) -> impl IntoView {
    let text = percent_encoded(&model.text);
    let href = move |page: i64| format!("/conversations/book?text={text}&page={page}");
    let count = words::counted(model.members.total, "member", "members");
    let none = model.members.rows.is_empty();
    view! {
        <BackLink href="/conversations" words="All conversations" />
        <h1 class="nhsuk-heading-l">"Who is the conversation for?"</h1>
        <form class="app-filter" method="get" action="/conversations/book" role="search" aria-label="Members">
            <TextInput
                field=Field::new("text").with(model.text)
                label="Name or email address"
                hint="A part of it is enough."
                kind="search"
            />
            <button class="nhsuk-button nhsuk-button--secondary" type="submit">"Find members"</button>
        </form>
        <h2 class="nhsuk-heading-m">{count}</h2>
        {if none {
            view! { <InsetText><p>"Nobody is found. Check the spelling, or try a shorter part of the name."</p></InsetText> }
                .into_any()
        } else {
            view! { <ul class="app-cards">{model.members.rows.into_iter().map(|member| view! { <Found member /> }).collect_view()}</ul> }
                .into_any()
        }}
        <Pagination page=model.members.page pages=model.members.pages href />
    }
}

#[component]
fn Found(member: MemberLine) -> impl IntoView {
    let heading = if member.is_closed {
        member.name.into_any()
    } else {
        let href = question_path(&member.id, "day");
        view! { <a class="nhsuk-card__link" href=href>{member.name}</a> }.into_any()
    };
    view! {
        <li class="nhsuk-card" class:nhsuk-card--clickable=!member.is_closed>
            <div class="nhsuk-card__content">
                <h3 class="nhsuk-card__heading nhsuk-heading-s">{heading}</h3>
                <p class="nhsuk-card__description">
                    {format!("{} ", member.email)}
                    {member.is_closed.then(|| view! { <Tag words="Account closed" colour="grey" /> })}
                </p>
            </div>
        </li>
    }
}
