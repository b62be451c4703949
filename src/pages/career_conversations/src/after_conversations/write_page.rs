//! What an adviser writes after a conversation.

use domain::career_conversations::career_action::{ACTION_LIMIT, ActionEvent};
use domain::career_conversations::conversation_summary::SUMMARY_LIMIT;
use domain::kit::app_error::AppError;
use leptos::prelude::*;

use super::server_fns::models;
use super::{ActionModel, WriteUp, WrittenModel};
use crate::done;
use ui::{
    BackLink, CharacterCount, Checkboxes, DateInput, Done, ErrorSummary, Hidden, InsetText, Item,
    Select, Tag, TextInput,
};
use web::banner::Banner;
use web::forms::{Form, FormState, use_form};
use web::page::{Page, task, word_of_address};

/// What the form says was pressed.
const PRESS: &str = "form[press]";

/// `/conversations/CC-7K4M-9QXD/after`.
pub async fn after_conversation_page() -> Page {
    let model = models::written(&word_of_address("reference")).await?;
    let title = format!("After conversation {}", model.reference);
    task(title, view! { <Written model /> })
}

/// What was done; where it is about the member, with their name.
fn done(model: &WrittenModel) -> Option<String> {
    let done = Banner::named(&[
        done::SUMMARY_SAVED,
        done::SUMMARY_SHARED,
        done::SUMMARY_CORRECTED,
        done::ACTION_ADDED,
        done::ACTION_CHANGED,
        done::NOTE_SAVED,
        done::TEMPLATE_USED,
    ])?;
    let member = &model.member;
    let kept = if model.can_share {
        ". Your draft is saved too"
    } else {
        ""
    };
    Some(match done {
        done::SUMMARY_SAVED if model.can_share => {
            format!("Draft saved. {member} cannot read it yet")
        }
        done::SUMMARY_SHARED if model.is_shared => {
            format!("{member} can read the summary now. We have sent them an email")
        }
        done::SUMMARY_CORRECTED if model.is_shared => {
            format!("Summary corrected. We have sent {member} an email")
        }
        done::SUMMARY_SHARED | done::SUMMARY_CORRECTED => return None,
        done::ACTION_ADDED | done::ACTION_CHANGED => format!("{}{kept}", done.heading()),
        _ => done.heading().to_owned(),
    })
}

#[component]
fn Written(model: WrittenModel) -> impl IntoView {
    let form = use_form::<WriteUp>();
    let done = done(&model);
    // What was done before the last try is no news beside what is wrong with it.
    let done = done.filter(|_| !form.was_posted());
    let here = format!("/conversations/{}", model.reference);
    let is_open = model.is_open;
    view! {
        <BackLink href=here words="Conversation" />
        <ErrorSummary failure=form.failure() />
        {done.map(|words| view! { <Done words /> })}
        <h1 class="nhsuk-heading-l">{format!("After your conversation with {}", model.member)}</h1>
        <p class="nhsuk-body-l">{model.when.clone()}</p>
        {if is_open {
            view! { <OneForm model form /> }.into_any()
        } else {
            view! {
                <InsetText>
                    <p>"You can write a summary once you have recorded that they came."</p>
                </InsetText>
            }
                .into_any()
        }}
    }
}

/// Everything on the page is one form: each button keeps all that was typed. The next page is made from what is kept.
#[component]
fn OneForm(model: WrittenModel, form: FormState<WriteUp>) -> impl IntoView {
    let overtaken = matches!(form.failure(), Some(AppError::Conflict(_)));
    // A box that somebody filled goes with the version that they saw; once they have seen the newer one, with that.
    let seen = |field: &str, now: &str| {
        if overtaken {
            now.to_owned()
        } else {
            form.value(field, now)
        }
    };
    let (version, noted_at) = (
        seen("version", &model.version),
        seen("noted_at", &model.noted_at),
    );
    view! {
        {overtaken.then(|| view! { <Overtaken model=model.clone() form /> })}
        <Form form without_summary=true>
            <Hidden name="form[reference]" value=model.reference.clone() />
            <Hidden name="form[version]" value=version />
            <Hidden name="form[noted_at]" value=noted_at />
            <Summary model=model.clone() form />
            <Actions model=model.clone() form />
            <Outcomes outcomes=model.outcomes />
            <Note words=model.note form />
        </Form>
    }
}

/// What was saved in another window meanwhile, beside what is in the boxes.
#[component]
fn Overtaken(model: WrittenModel, form: FormState<WriteUp>) -> impl IntoView {
    let kept = [
        ("summary", "The summary that is saved now", model.summary),
        ("note", "The private note that is saved now", model.note),
    ];
    let kept: Vec<_> = kept
        .into_iter()
        .filter(|(field, _, words)| !words.is_empty() && form.value(field, "") != *words)
        .map(|(_, heading, words)| view! { <SavedMeanwhile heading words /> })
        .collect();
    view! {
        <InsetText>
            <p>
                "This page was saved in another window since you opened it. Nothing that you typed is lost: it is in the boxes below. When you save, it takes the place of what is saved now."
            </p>
        </InsetText>
        {kept}
    }
}

#[component]
fn SavedMeanwhile(heading: &'static str, words: String) -> impl IntoView {
    view! {
        <h2 class="nhsuk-heading-s">{heading}</h2>
        <p class="app-lines">{words}</p>
    }
}

#[component]
fn Press(
    /// What the form says was pressed.
    #[prop(into)]
    press: String,
    #[prop(into)] words: String,
    #[prop(optional)] secondary: bool,
) -> impl IntoView {
    let class = if secondary {
        "nhsuk-button nhsuk-button--secondary"
    } else {
        "nhsuk-button"
    };
    view! { <button class=class type="submit" name=PRESS value=press>{words}</button> }
}

/// The first button on the page is the one that the Enter key presses: it must never share.
#[component]
fn Summary(model: WrittenModel, form: FormState<WriteUp>) -> impl IntoView {
    let pathways = model
        .pathways
        .into_iter()
        .map(|(field, words, is_ticked)| {
            let ticked = form.value(&field, if is_ticked { "on" } else { "" });
            let item = Item::new("on", words);
            (format!("form[{field}]"), item, !ticked.is_empty())
        })
        .collect();
    let templates: Vec<_> = model
        .templates
        .into_iter()
        .map(|(id, name)| view! { <Press press=format!("template:{id}") words=name secondary=true /> })
        .collect();
    let member = model.member.clone();
    let sharing = (!model.is_shared).then(|| view! { <Share member /> });
    let words = if model.is_shared {
        "Save the correction and tell them"
    } else {
        "Save as a draft"
    };
    view! {
        <h2 class="nhsuk-heading-m">"Summary"</h2>
        <p>{model.readers}</p>
        <CharacterCount
            field=form.field("summary", model.summary)
            label="What did you talk about?"
            hint=format!("Write to {}. They read this once you share it.", model.member)
            most=SUMMARY_LIMIT
        />
        <Checkboxes
            id="pathways"
            legend="Where could it lead?"
            hint="Choose all that you talked about."
            items=pathways
            size="s"
        />
        <Press press="save" words />
        {(!templates.is_empty())
            .then(|| {
                view! {
                    <h3 class="nhsuk-heading-s">"Begin with one of your templates"</h3>
                    <p>"Its words go under what is in the box."</p>
                    <div>{templates}</div>
                }
            })}
        {sharing}
    }
}

/// What the member reads is what is in the box when the button is pressed.
#[component]
fn Share(member: String) -> impl IntoView {
    let what = format!(
        "{member} then reads what is in the box above, and the agreed actions. We send them an email that says nothing of what you wrote."
    );
    view! {
        <h3 class="nhsuk-heading-s">"Share it"</h3>
        <p>{what}</p>
        <Press press="share" words=format!("Save and share with {member}") secondary=true />
    }
}

#[component]
fn Actions(model: WrittenModel, form: FormState<WriteUp>) -> impl IntoView {
    let none = model.actions.is_empty();
    let actions = model.actions.into_iter().map(|action| {
        let buttons = action.button.clone().map(|(event, words)| {
            let drop = (event == ActionEvent::Finish.code()).then(|| {
                let (event, words) = (ActionEvent::Drop.code(), ActionEvent::Drop.words());
                change_button(&action, event, words)
            });
            let first = change_button(&action, &event, &words);
            view! { <div>{first}{drop}</div> }
        });
        view! { <ActionCard action=action.clone()>{buttons}</ActionCard> }
    });
    let mut leads = vec![Item::new("", "Nothing in particular")];
    leads.extend(
        model
            .leads
            .into_iter()
            .map(|lead| Item::new(lead.value, lead.label)),
    );
    view! {
        <h2 class="nhsuk-heading-m">"Agreed actions"</h2>
        {if none {
            view! { <p>"Nothing is agreed yet."</p> }.into_any()
        } else {
            view! { <ul class="app-cards">{actions.collect_view()}</ul> }.into_any()
        }}
        <h3 class="nhsuk-heading-s">"Add an action"</h3>
        <TextInput
            field=form.field("action", "")
            label="What do they do next?"
            hint=format!("Up to {ACTION_LIMIT} characters. For example, apply for the course at the college.")
            spellcheck=None
        />
        <DateInput
            field=form.day("due", None)
            legend="By when?"
            hint="For example, 27 3 2026"
        />
        <Select
            field=form.field("pathway", "")
            label="Where does it lead?"
            items=leads
        />
        <Press press="agree" words="Add this action" secondary=true />
    }
}

/// An agreed action, and what can be done with it.
#[component]
pub(super) fn ActionCard(action: ActionModel, children: Children) -> impl IntoView {
    view! {
        <li class="nhsuk-card">
            <div class="nhsuk-card__content">
                <h3 class="nhsuk-card__heading nhsuk-heading-s app-break">{action.words}</h3>
                <p class="nhsuk-card__description">
                    {action.detail} " " <Tag words=action.status colour=action.status_colour />
                </p>
                {children()}
            </div>
        </li>
    }
}

/// Who can't see the card hears which action it is.
fn change_button(action: &ActionModel, event: &str, words: &str) -> AnyView {
    let press = format!("{event}:{}", action.id);
    let (words, of) = (words.to_owned(), format!(": {}", action.words));
    view! {
        <button class="nhsuk-button nhsuk-button--secondary" type="submit" name=PRESS value=press>
            {words} <span class="nhsuk-u-visually-hidden">{of}</span>
        </button>
    }
    .into_any()
}

/// The fields and the button of a form that changes an action. Who can't see the card hears which one it is.
#[component]
pub(super) fn ActionButton(action: ActionModel, event: String, words: String) -> impl IntoView {
    view! {
        <Hidden name="form[action]" value=action.id />
        <Hidden name="form[event]" value=event />
        <button class="nhsuk-button nhsuk-button--secondary" type="submit">
            {words} <span class="nhsuk-u-visually-hidden">{format!(": {}", action.words)}</span>
        </button>
    }
}

#[component]
fn Outcomes(outcomes: Vec<String>) -> impl IntoView {
    let none = outcomes.is_empty();
    view! {
        <h2 class="nhsuk-heading-m">"What came of it"</h2>
        {if none {
            view! { <p>"They have not told us yet."</p> }.into_any()
        } else {
            let outcomes = outcomes.into_iter().map(|outcome| view! { <li>{outcome}</li> });
            view! { <ul>{outcomes.collect_view()}</ul> }.into_any()
        }}
    }
}

#[component]
fn Note(words: String, form: FormState<WriteUp>) -> impl IntoView {
    view! {
        <h2 class="nhsuk-heading-m">"Your private note"</h2>
        <CharacterCount
            field=form.field("note", words)
            label="What do you want to remember?"
            hint="Only you can read this: not the member, not other advisers, not coordinators and not administrators. Empty the box to remove it."
            most=SUMMARY_LIMIT
            rows=4
        />
        <Press press="note" words="Save the private note" secondary=true />
    }
}
