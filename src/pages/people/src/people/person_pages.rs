//! One person: details, roles, and closing the account.

use domain::people::person::ChangePersonForm;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::server_fns::models;
use super::{ChangePerson, ClosePerson, PersonModel, ReopenPerson, RoleLine};
use crate::done;
use ui::{
    BackLink, Button, ButtonLink, DataTable, Heading, Hidden, InsetText, Row, SummaryList,
    SummaryRow, TextInput,
};
use web::banner::Banner;
use web::error::Failure;
use web::forms::{Form, FormState, use_form};
use web::log::LogLine;
use web::page::{Page, page, task, word_of_address};

/// `/people/ID`.
pub async fn person_page() -> Page {
    let model = models::person(&word_of_address("id")).await?;
    let title = model.form.name.clone();
    page(title, view! { <One model /> })
}

#[component]
fn One(model: PersonModel) -> impl IntoView {
    let now = if model.closed.is_empty() {
        done::ACCOUNT_REOPENED
    } else {
        done::ACCOUNT_CLOSED
    };
    let done = Banner::named(&[
        done::PERSON_ADDED,
        done::PERSON_CHANGED,
        now,
        done::ROLE_GIVEN,
        done::ROLE_REMOVED,
    ]);
    let here = format!("/people/{}", model.form.person);
    let is_open = model.closed.is_empty();
    let or_none = |text: String| {
        if text.is_empty() {
            "Not given".to_owned()
        } else {
            text
        }
    };
    let email = if model.new_email.is_empty() {
        model.form.email
    } else {
        format!(
            "{}\nNot confirmed yet: {}",
            model.form.email, model.new_email
        )
    };
    let rows = vec![
        SummaryRow::new("Email address", email),
        SummaryRow::new("Phone", or_none(model.form.phone)),
        SummaryRow::new("Postcode", or_none(model.form.postcode)),
        SummaryRow::new("Background", or_none(model.background)),
        SummaryRow::new("Added", model.added),
    ];
    view! {
        <BackLink href="/people" words="People" />
        {done.map(Banner::view)}
        <h1 class="nhsuk-heading-l app-break">{model.form.name.clone()}</h1>
        {(!is_open)
            .then(|| view! { <InsetText><p>{format!("This account was closed on {}.", model.closed)}</p></InsetText> })}
        <SummaryList rows />
        {(!model.new_email.is_empty())
            .then(|| {
                view! {
                    <InsetText>
                        <p>"We have sent a link to the new email address. They sign in with the old one until they have used the link."</p>
                    </InsetText>
                }
            })}
        {if model.may_change {
            view! { <ButtonLink href=format!("{here}/change") words="Change these details" kind="secondary" /> }.into_any()
        } else {
            view! {
                <InsetText>
                    <p>"They have a role in another organisation, so only an administrator of the whole system can change these details."</p>
                </InsetText>
            }
                .into_any()
        }}
        <Roles roles=model.roles here=here.clone() is_self=model.is_self />
        {(model.may_change && !model.is_self)
            .then(|| {
                if is_open {
                    view! { <p><a class="app-target" href=format!("{here}/close")>"Close this account"</a></p> }.into_any()
                } else {
                    view! { <Reopen person=model.form.person.clone() /> }.into_any()
                }
            })}
        <History history=model.history />
    }
}

#[component]
fn Roles(roles: Vec<RoleLine>, here: String, is_self: bool) -> impl IntoView {
    let give = format!("{here}/role");
    let content = if roles.is_empty() {
        view! { <p>"None yet. Without a role they can sign in, and do nothing more."</p> }
            .into_any()
    } else {
        let headings = vec![
            Heading::new("Role"),
            Heading::new("Where"),
            Heading::new("Since"),
            Heading::hidden("Remove"),
        ];
        let rows = roles
            .into_iter()
            .map(|role| -> Row {
                let words = format!(" {}, {}", role.role, role.place);
                vec![
                    role.role.into_any(),
                    role.place.into_any(),
                    role.since.into_any(),
                    view! {
                        <a class="app-target" href=format!("{here}/role/{}/remove", role.id)>
                            "Remove"
                            <span class="nhsuk-u-visually-hidden">{words}</span>
                        </a>
                    }
                    .into_any(),
                ]
            })
            .collect();
        view! { <DataTable caption="What they may do" headings rows /> }.into_any()
    };
    view! {
        <h2 class="nhsuk-heading-m">"Roles"</h2>
        {content}
        {if is_self {
            view! { <p>"You cannot give yourself a role. Ask another administrator."</p> }.into_any()
        } else {
            view! { <ButtonLink href=give words="Give a role" kind="secondary" /> }.into_any()
        }}
    }
}

#[component]
fn Reopen(person: String) -> impl IntoView {
    let form = use_form::<ReopenPerson>();
    view! {
        <Form form>
            <Hidden name="form[person]" value=person />
            <Button words="Open this account again" kind="secondary" />
        </Form>
    }
}

#[component]
fn History(history: Vec<LogLine>) -> impl IntoView {
    let headings = ["When", "What", "Who"].map(Heading::new).to_vec();
    let rows = history
        .into_iter()
        .map(|line| -> Row {
            let what = if line.detail.is_empty() {
                line.what
            } else {
                format!("{}\n{}", line.what, line.detail)
            };
            vec![
                line.at.into_any(),
                view! { <span class="app-lines">{what}</span> }.into_any(),
                line.who.into_any(),
            ]
        })
        .collect::<Vec<_>>();
    (!rows.is_empty())
        .then(|| view! { <DataTable caption="What was done to this record" headings rows /> })
}

#[component]
pub(super) fn DetailFields<S>(
    form: FormState<S>,
    /// The details as they are.
    now: ChangePersonForm,
) -> impl IntoView
where
    S: ServerFn<Error = Failure> + Send + Sync + Clone + 'static,
    S::Output: Clone + Send + Sync + 'static,
{
    view! {
        <TextInput
            field=form.field("name", now.name)
            label="Full name"
        />
        <TextInput
            field=form.field("email", now.email)
            label="Email address"
            hint="They sign in with it."
            kind="email"
            inputmode="email"
        />
        <TextInput
            field=form.field("phone", now.phone)
            label="Phone number (optional)"
            kind="tel"
            inputmode="tel"
            width=20
        />
        <TextInput
            field=form.field("postcode", now.postcode)
            label="Postcode (optional)"
            hint="It is used to show how far a place is."
            width=10
        />
    }
}

/// `/people/ID/change`.
pub async fn change_person_page() -> Page {
    let model = models::person(&word_of_address("id")).await?;
    task("Change a person’s details", view! { <Change model /> })
}

#[component]
fn Change(model: PersonModel) -> impl IntoView {
    let form = use_form::<ChangePerson>();
    view! {
        <BackLink href=format!("/people/{}", model.form.person) />
        <Form form>
            <h1 class="nhsuk-heading-l app-break">{format!("Change details of {}", model.form.name)}</h1>
            <p>"If you change the email address, we send a link to the new one. They sign in with the old one until they have used the link, and are told of both."</p>
            <Hidden name="form[person]" value=model.form.person.clone() />
            <DetailFields form now=model.form />
            <Button words="Save these details" />
        </Form>
    }
}

/// `/people/ID/close`.
pub async fn close_person_page() -> Page {
    let model = models::person(&word_of_address("id")).await?;
    task("Close an account", view! { <Close model /> })
}

#[component]
fn Close(model: PersonModel) -> impl IntoView {
    let form = use_form::<ClosePerson>();
    let here = format!("/people/{}", model.form.person);
    if !model.closed.is_empty() {
        return view! {
            <BackLink href=here.clone() />
            <h1 class="nhsuk-heading-l app-break">{format!("The account of {} is closed", model.form.name)}</h1>
            <p><a href=here>"See this person, or open the account again"</a></p>
        }
        .into_any();
    }
    view! {
        <BackLink href=here.clone() />
        <Form form>
            <h1 class="nhsuk-heading-l app-break">
                {format!("Do you want to close the account of {}?", model.form.name)}
            </h1>
            <p>"They are signed out and cannot sign in. What they have booked stays booked. You can open the account again."</p>
            <Hidden name="form[person]" value=model.form.person />
            <Button words="Yes, close it" kind="warning" />
            <p><a href=here>"No, keep it open"</a></p>
        </Form>
    }
    .into_any()
}
