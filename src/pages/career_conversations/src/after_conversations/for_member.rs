//! What follows a conversation, on the member's own page about it.

use domain::kit::app_error::AppError;
use leptos::prelude::*;

use super::write_page::{ActionButton, ActionCard};
use super::{ChangeMyAction, FollowingModel, GiveFeedback, SayOutcome};
use crate::done;
use ui::{Button, DateInput, Hidden, InsetText, Radios, SummaryList, SummaryRow};
use web::banner::Banner;
use web::forms::{Form, FormState, use_form};

/// What was done, as the page's address says it.
pub(crate) fn done() -> Option<Banner> {
    Banner::named(&[done::ACTION_TOLD, done::OUTCOME_TOLD, done::FEEDBACK_GIVEN])
}

/// The forms of what follows a conversation. The page says above everything else what is wrong with them.
#[derive(Clone, Copy)]
pub(crate) struct FollowingForms {
    change: FormState<ChangeMyAction>,
    say: FormState<SayOutcome>,
    feedback: FormState<GiveFeedback>,
}

impl FollowingForms {
    /// To be made once a page.
    pub(crate) fn new() -> Self {
        Self {
            change: use_form(),
            say: use_form(),
            feedback: use_form(),
        }
    }

    pub(crate) fn failure(self) -> Option<AppError> {
        let failures = [
            self.change.failure(),
            self.say.failure(),
            self.feedback.failure(),
        ];
        failures.into_iter().flatten().next()
    }
}

/// The summary, the agreed actions, what came of it and what the member thought.
#[component]
pub(crate) fn Following(model: FollowingModel, forms: FollowingForms) -> impl IntoView {
    view! {
        <Summary model=model.clone() change=forms.change />
        <Outcome model=model.clone() say=forms.say />
        <Feedback model form=forms.feedback />
    }
}

#[component]
fn Summary(model: FollowingModel, change: FormState<ChangeMyAction>) -> impl IntoView {
    let Some(summary) = model.summary else {
        return view! {
            <h2 class="nhsuk-heading-m">"Summary"</h2>
            <p>"Your adviser has not shared a summary yet. We will send you an email when they do."</p>
        }
        .into_any();
    };
    let mut rows = vec![SummaryRow::new("What you talked about", summary)];
    if !model.pathways.is_empty() {
        rows.push(SummaryRow::new("Where it could lead", model.pathways));
    }
    let none = model.actions.is_empty();
    let actions = model.actions.into_iter().map(|action| {
        let button = action.button.clone().map(|(event, words)| {
            let action = action.clone();
            view! {
                <Form form=change without_summary=true>
                    <ActionButton action event words />
                </Form>
            }
        });
        view! { <ActionCard action>{button}</ActionCard> }
    });
    view! {
        <h2 class="nhsuk-heading-m">"Summary"</h2>
        <SummaryList rows />
        <h2 class="nhsuk-heading-m">"What you agreed to do"</h2>
        {if none {
            view! { <p>"You did not agree anything to do."</p> }.into_any()
        } else {
            view! { <ul class="app-cards">{actions.collect_view()}</ul> }.into_any()
        }}
    }
    .into_any()
}

#[component]
fn Outcome(model: FollowingModel, say: FormState<SayOutcome>) -> impl IntoView {
    let has_said = !model.outcomes.is_empty();
    let outcomes = model.outcomes.into_iter();
    let outcomes: Vec<_> = outcomes
        .map(|outcome| view! { <li>{outcome}</li> })
        .collect();
    view! {
        <h2 class="nhsuk-heading-m">"What came of it"</h2>
        {has_said
            .then(|| {
                view! {
                    <p>"You told us:"</p>
                    <ul>{outcomes}</ul>
                }
            })}
        <p>"Your adviser and the hub coordinators see your answer. You can come back and tell us more."</p>
        <Form form=say without_summary=true>
            <Hidden name="form[reference]" value=model.reference />
            <Radios
                field=say.field("kind", "")
                legend="What came of your conversation?"
                size="s"
                items=model.kinds
            />
            <DateInput
                field=say.day("happened", None)
                legend="When did it happen?"
                hint="For example, 27 3 2026. You can leave it empty if nothing has come of it yet."
            />
            <Button words="Tell us" kind="secondary" />
        </Form>
    }
}

#[component]
fn Feedback(model: FollowingModel, form: FormState<GiveFeedback>) -> impl IntoView {
    if model.has_feedback {
        return view! { <InsetText><p>"You have told us what you thought of this conversation. Thank you."</p></InsetText> }
            .into_any();
    }
    view! {
        <h2 class="nhsuk-heading-m">"What you thought"</h2>
        <p>"Two questions, and you answer them once. Your adviser does not see your answers. Hub coordinators do."</p>
        <Form form without_summary=true>
            <Hidden name="form[reference]" value=model.reference />
            <Radios
                field=form.field("usefulness", "")
                legend="Was the conversation useful?"
                size="s"
                items=model.usefulness
            />
            <Radios
                field=form.field("next_step", "")
                legend="Do you know what to do next?"
                size="s"
                items=model.next_steps
            />
            <Button words="Send your answers" kind="secondary" />
        </Form>
    }
    .into_any()
}
