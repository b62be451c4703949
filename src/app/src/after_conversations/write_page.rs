//! What an adviser writes after a conversation.

use domain::career_action::{ACTION_LIMIT, ActionEvent};
use domain::conversation_summary::SUMMARY_LIMIT;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    ActionModel, AgreeAction, ChangeAction, SaveNote, SaveSummary, ShareSummary, Written,
    WrittenModel,
};
use crate::components::{
    BackLink, Button, CharacterCount, Checkboxes, DateInput, ErrorSummary, Hidden, InsetText, Item,
    NotificationBanner, Select, Tag, TextInput,
};
use crate::forms::{Form, FormState, use_form};
use crate::page::{Loading, Page, load, page};

/// `/adviser/conversation/CC-7K4M-9QXD/after`.
#[derive(Debug)]
pub struct AfterConversationPage {
    model: Loading<WrittenModel>,
}

impl Page for AfterConversationPage {
    fn data() -> Self {
        let (params, query) = (use_params_map(), use_query_map());
        let reference = Memo::new(move |_| params.get().get("reference").unwrap_or_default());
        let template = Memo::new(move |_| query.get().get("template").unwrap_or_default());
        Self {
            model: load(move || Written {
                reference: reference.get(),
                template: template.get(),
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |model| format!("After conversation {}", model.reference),
            |model| view! { <Written model /> }.into_any(),
        )
    }
}

/// What was done.
fn done(changed: &str, model: &WrittenModel) -> Option<String> {
    let member = &model.member;
    Some(match changed {
        "saved" if model.can_share => format!("Draft saved. {member} cannot read it yet"),
        "shared" if model.is_shared => {
            format!("{member} can read the summary now. We have sent them an email")
        }
        "corrected" if model.is_shared => {
            format!("Summary corrected. We have sent {member} an email")
        }
        "note" => "Private note saved. Only you can read it".to_owned(),
        "agreed" => "Action added".to_owned(),
        "action" => "Action changed".to_owned(),
        _ => return None,
    })
}

#[component]
fn Written(model: WrittenModel) -> impl IntoView {
    let (save, share, note) = (
        use_form::<SaveSummary>(),
        use_form::<ShareSummary>(),
        use_form::<SaveNote>(),
    );
    let (agree, change) = (use_form::<AgreeAction>(), use_form::<ChangeAction>());
    let failures = [
        save.failure(),
        share.failure(),
        note.failure(),
        agree.failure(),
        change.failure(),
    ];
    let failure = Signal::derive(move || failures.iter().find_map(Signal::get));
    let query = use_query_map().read_untracked();
    let done = done(&query.get("changed").unwrap_or_default(), &model);
    let here = format!("/adviser/conversation/{}", model.reference);
    let is_open = model.is_open;
    view! {
        <BackLink href=here words="Conversation" />
        <ErrorSummary failure />
        {done
            .map(|words| {
                view! {
                    <NotificationBanner success=true>
                        <p class="nhsuk-notification-banner__heading">{words}</p>
                    </NotificationBanner>
                }
            })}
        <h1 class="nhsuk-heading-l">{format!("After your conversation with {}", model.member)}</h1>
        <p class="nhsuk-body-l">{model.when.clone()}</p>
        {if is_open {
            view! {
                <Summary model=model.clone() save share />
                <Actions model=model.clone() agree change />
                <Outcomes outcomes=model.outcomes />
                <Note reference=model.reference words=model.note form=note />
            }
                .into_any()
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

#[component]
fn Summary(
    model: WrittenModel,
    save: FormState<SaveSummary>,
    share: FormState<ShareSummary>,
) -> impl IntoView {
    let after = format!("/adviser/conversation/{}/after", model.reference);
    // A whole document: a box that is on the page already keeps what is in it.
    let templates: Vec<_> = model
        .templates
        .into_iter()
        .map(|(id, name)| {
            view! { <li><a class="app-target" rel="external" href=format!("{after}?template={id}")>{name}</a></li> }
        })
        .collect();
    let pathways = model
        .pathways
        .into_iter()
        .map(|(field, words, is_ticked)| {
            let ticked = save.value(&field, if is_ticked { "on" } else { "" });
            let item = Item::new("on", words);
            (format!("form[{field}]"), item, !ticked.is_empty())
        })
        .collect();
    let (reference, version) = (model.reference.clone(), model.version.clone());
    let member = model.member.clone();
    let sharing = model
        .can_share
        .then(|| view! { <Share reference version member form=share /> });
    let words = if model.is_shared {
        "Save the correction and tell them"
    } else {
        "Save as a draft"
    };
    view! {
        <h2 class="nhsuk-heading-m">"Summary"</h2>
        <p>{model.readers}</p>
        {(!templates.is_empty())
            .then(|| {
                view! {
                    <p>"Begin with one of your templates. It takes the place of what is in the box."</p>
                    <ul class="app-later">{templates}</ul>
                }
            })}
        <Form form=save without_summary=true>
            <Hidden name="form[reference]" value=model.reference />
            <Hidden name="form[version]" value=model.version />
            <CharacterCount
                id="summary"
                name="form[summary]"
                label="What did you talk about?"
                hint=format!("Write to {}. They read this once you share it.", model.member)
                most=SUMMARY_LIMIT
                error=save.error("summary")
                value=save.value("summary", model.summary)
            />
            <Checkboxes
                id="pathways"
                legend="Where could it lead?"
                hint="Choose all that you talked about."
                items=pathways
                size="s"
            />
            <Button words />
        </Form>
        {sharing}
    }
}

/// A step of its own, for the member reads it from then on.
#[component]
fn Share(
    reference: String,
    version: String,
    member: String,
    form: FormState<ShareSummary>,
) -> impl IntoView {
    let what = format!(
        "{member} then reads the draft as you last saved it, and the agreed actions. We send them an email that says nothing of what you wrote."
    );
    view! {
        <h3 class="nhsuk-heading-s">"Share it"</h3>
        <p>{what}</p>
        <Form form without_summary=true>
            <Hidden name="form[reference]" value=reference />
            <Hidden name="form[version]" value=version />
            <Button words=format!("Share with {member}") kind="secondary" />
        </Form>
    }
}

#[component]
fn Actions(
    model: WrittenModel,
    agree: FormState<AgreeAction>,
    change: FormState<ChangeAction>,
) -> impl IntoView {
    let none = model.actions.is_empty();
    let actions = model.actions.into_iter().map(|action| {
        let buttons = action.button.clone().map(|(event, words)| {
            let drop = (event == ActionEvent::Finish.code()).then(|| {
                let (event, words) = (ActionEvent::Drop.code(), ActionEvent::Drop.words());
                change_button(change, &action, event.to_owned(), words.to_owned())
            });
            let first = change_button(change, &action, event, words);
            view! { <div class="app-answers">{first}{drop}</div> }
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
    let due = ["due_day", "due_month", "due_year"].map(|field| agree.value(field, ""));
    let [day, month, year] = due;
    view! {
        <h2 class="nhsuk-heading-m">"Agreed actions"</h2>
        {if none {
            view! { <p>"Nothing is agreed yet."</p> }.into_any()
        } else {
            view! { <ul class="app-cards">{actions.collect_view()}</ul> }.into_any()
        }}
        <h3 class="nhsuk-heading-s">"Add an action"</h3>
        <Form form=agree without_summary=true>
            <Hidden name="form[reference]" value=model.reference />
            <TextInput
                id="action"
                name="form[action]"
                label="What do they do next?"
                hint=format!("Up to {ACTION_LIMIT} characters. For example, apply for the course at the college.")
                error=agree.error("action")
                value=agree.value("action", "")
                spellcheck=None
            />
            <DateInput
                id="due"
                name="due"
                legend="By when?"
                hint="For example, 27 3 2026"
                error=agree.error("due")
                value=(day, month, year)
            />
            <Select
                id="pathway"
                name="form[pathway]"
                label="Where does it lead?"
                items=leads
                error=agree.error("pathway")
                value=agree.value("pathway", "")
            />
            <Button words="Add this action" kind="secondary" />
        </Form>
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

fn change_button(
    form: FormState<ChangeAction>,
    action: &ActionModel,
    event: String,
    words: String,
) -> AnyView {
    let action = action.clone();
    view! {
        <Form form without_summary=true>
            <ActionButton action event words />
        </Form>
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
fn Note(reference: String, words: String, form: FormState<SaveNote>) -> impl IntoView {
    view! {
        <h2 class="nhsuk-heading-m">"Your private note"</h2>
        <Form form without_summary=true>
            <Hidden name="form[reference]" value=reference />
            <CharacterCount
                id="note"
                name="form[note]"
                label="What do you want to remember?"
                hint="Only you can read this: not the member, not other advisers, not coordinators and not administrators. Empty the box to remove it."
                most=SUMMARY_LIMIT
                rows=4
                error=form.error("note")
                value=form.value("note", words)
            />
            <Button words="Save the private note" kind="secondary" />
        </Form>
    }
}
