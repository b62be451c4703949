//! An adviser's own templates for summaries.

use domain::career_conversations::conversation_summary::SUMMARY_LIMIT;
use leptos::prelude::*;

use super::server_fns::models;
use super::{AddTemplate, RemoveTemplate, TemplateModel};
use crate::done;
use ui::{Button, CharacterCount, Details, ErrorSummary, Hidden, InsetText, TextInput};
use web::banner::Banner;
use web::forms::{Form, FormState, use_form};
use web::page::{Page, page};

/// `/conversations/templates`.
pub async fn templates_page() -> Page {
    let templates = models::templates().await?;
    page("Templates", view! { <Templates templates /> })
}

#[component]
fn Templates(templates: Vec<TemplateModel>) -> impl IntoView {
    let (add, remove) = (use_form::<AddTemplate>(), use_form::<RemoveTemplate>());
    let failure = add.failure().or(remove.failure());
    let done = Banner::named(&[done::TEMPLATE_ADDED, done::TEMPLATE_REMOVED]);
    let none = templates.is_empty();
    let templates = templates
        .into_iter()
        .map(|template| view! { <Template template form=remove /> });
    view! {
        <ErrorSummary failure />
        {done.map(Banner::view)}
        <h1 class="nhsuk-heading-l">"Templates"</h1>
        <p>"Words that you can begin a summary with. Only you see and use them."</p>
        {if none {
            view! { <InsetText><p>"You have no templates."</p></InsetText> }.into_any()
        } else {
            templates.collect_view().into_any()
        }}
        <h2 class="nhsuk-heading-m">"Add a template"</h2>
        <Form form=add without_summary=true>
            <TextInput
                field=add.field("name", "")
                label="Name"
                hint="For example, First conversation"
                width=20
            />
            <CharacterCount
                field=add.field("words", "")
                label="Words to begin with"
                hint="Do not write about anybody here."
                most=SUMMARY_LIMIT
            />
            <Button words="Add this template" />
        </Form>
    }
}

#[component]
fn Template(template: TemplateModel, form: FormState<RemoveTemplate>) -> impl IntoView {
    view! {
        <Details summary=template.name.clone()>
            <p class="app-lines">{template.words}</p>
            <Form form without_summary=true>
                <Hidden name="form[template]" value=template.id />
                <Button words=format!("Remove {}", template.name) kind="secondary" />
            </Form>
        </Details>
    }
}
