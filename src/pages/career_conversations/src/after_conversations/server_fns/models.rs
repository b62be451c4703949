//! Turns what the service knows into finished words.

use std::collections::BTreeSet;

use domain::career_conversations::career_action::{ActionEvent, ActionState, CareerAction};
use domain::career_conversations::career_conversation::Reference;
use domain::career_conversations::career_outcome::{
    CareerOutcome, NextStep, OutcomeKind, Pathway, Usefulness,
};
use domain::career_conversations::conversation_summary::{
    ConversationSummary, SummaryState, SummaryTemplate,
};
use domain::career_conversations::permission::{GIVE_CONVERSATIONS, HAVE_CONVERSATIONS};
use domain::kit::app_error::AppError;
use domain::kit::london;
use domain::kit::words;
use domain::people::actor::Actor;
use domain::people::permission::Permission;
use jiff::civil::Date;
use service::Service;
use service::career_conversations::career_outcome::Following;
use service::career_conversations::conversation_summary::Written;
use service::career_conversations::coordination::{ActionStatus, Followed};
use service::career_conversations::write_up::Done;

use super::{
    ActionModel, FollowUpLine, FollowUpsModel, FollowingModel, TemplateModel, WrittenModel,
};
use crate::done;
use ui::Item;
use web::banner::Banner;
use web::context;
use web::error::Failure;

fn with_permission(permission: Permission) -> Result<(Service, Actor), Failure> {
    let actor = context::actor()?;
    actor.may(permission)?;
    Ok((context::service(), actor))
}

pub(crate) fn adviser() -> Result<(Service, Actor), Failure> {
    with_permission(GIVE_CONVERSATIONS)
}

pub(crate) fn member() -> Result<(Service, Actor), Failure> {
    with_permission(HAVE_CONVERSATIONS)
}

/// Leads to the adviser's page, which says what was done.
pub(crate) fn to_written(reference: &str, done: Done) {
    let banner = match done {
        Done::Saved => done::SUMMARY_SAVED,
        Done::Shared => done::SUMMARY_SHARED,
        Done::Corrected => done::SUMMARY_CORRECTED,
        Done::Agreed => done::ACTION_ADDED,
        Done::Changed => done::ACTION_CHANGED,
        Done::Noted => done::NOTE_SAVED,
        Done::Begun => done::TEMPLATE_USED,
    };
    banner.at(&format!("/conversations/{}/after", reference.trim()));
}

/// Leads to the member's page, which says what was done.
pub(crate) fn to_mine(reference: &Reference, done: Banner) {
    done.at(&format!("/conversations/{reference}"));
}

pub(crate) async fn written(reference: &str) -> Result<WrittenModel, Failure> {
    let (service, actor) = adviser()?;
    let reference = Reference::parse(reference).ok_or(AppError::NotFound)?;
    let written =
        service::career_conversations::conversation_summary::written(&service, &actor, &reference)
            .await?;
    let today = london::day_of(service.now());
    Ok(written_model(written, today))
}

fn written_model(written: Written, today: Date) -> WrittenModel {
    let conversation = written.listed.conversation;
    let summary = written.summary;
    let named = summary.as_ref().map(|summary| summary.pathways.clone());
    let named = named.unwrap_or_default();
    let state = summary.as_ref().map(|summary| summary.state);
    WrittenModel {
        reference: conversation.reference.to_string(),
        when: words::day_and_time_range(conversation.interval),
        is_open: written.is_open,
        version: summary
            .as_ref()
            .map_or(0, |summary| summary.version)
            .to_string(),
        readers: readers(summary.as_ref(), &written.listed.member_name),
        can_share: state == Some(SummaryState::Draft),
        is_shared: state == Some(SummaryState::Shared),
        pathways: Pathway::ALL
            .iter()
            .map(|pathway| {
                let is_ticked = named.contains(pathway);
                (
                    pathway.code().to_owned(),
                    pathway.words().to_owned(),
                    is_ticked,
                )
            })
            .collect(),
        actions: written
            .actions
            .iter()
            .map(|action| action_model(action, today))
            .collect(),
        leads: Pathway::ALL
            .iter()
            .map(|pathway| Item::new(pathway.code(), pathway.words()))
            .collect(),
        outcomes: written.outcomes.iter().map(outcome_words).collect(),
        noted_at: written
            .note
            .as_ref()
            .map(|note| note.saved_at.to_string())
            .unwrap_or_default(),
        note: written.note.map(|note| note.words).unwrap_or_default(),
        templates: match state {
            None => written.templates.iter().map(template_link).collect(),
            Some(_) => Vec::new(),
        },
        summary: summary.map(|summary| summary.words).unwrap_or_default(),
        member: written.listed.member_name,
    }
}

fn template_link(template: &SummaryTemplate) -> (String, String) {
    (template.id.to_string(), template.name.clone())
}

fn readers(summary: Option<&ConversationSummary>, member: &str) -> String {
    let shared_at = summary.and_then(|summary| summary.shared_at);
    match (summary, shared_at) {
        (None, _) => "There is no summary yet.".to_owned(),
        (Some(summary), None) => format!(
            "This is a draft. {member} cannot read it yet. Saved {}.",
            words::day_and_time(summary.saved_at)
        ),
        (_, Some(at)) => format!(
            "{member} has been able to read it since {}.",
            words::day_and_time(at)
        ),
    }
}

/// The tag's words and colour.
const fn status(state: ActionState, is_due: bool) -> (&'static str, &'static str) {
    match state {
        ActionState::Agreed if is_due => ("Time to do this", "yellow"),
        ActionState::Agreed => (ActionState::Agreed.words(), "blue"),
        ActionState::Done => (ActionState::Done.words(), "green"),
        ActionState::Dropped => (ActionState::Dropped.words(), "grey"),
    }
}

fn action_model(action: &CareerAction, today: Date) -> ActionModel {
    let (status, status_colour) = status(action.state, action.is_due(today));
    let leads = action.pathway.map(|pathway| {
        let words = pathway.words().to_lowercase();
        format!(" Leads to: {words}.")
    });
    let event = match action.state {
        ActionState::Agreed => Some(ActionEvent::Finish),
        ActionState::Done => Some(ActionEvent::Reopen),
        ActionState::Dropped => None,
    };
    ActionModel {
        id: action.id.to_string(),
        words: action.words.clone(),
        detail: format!(
            "By {}.{}",
            words::date(action.due_on),
            leads.unwrap_or_default()
        ),
        status: status.to_owned(),
        status_colour: status_colour.to_owned(),
        button: event.map(|event| (event.code().to_owned(), event.words().to_owned())),
    }
}

fn outcome_words(outcome: &CareerOutcome) -> String {
    match outcome.happened_on {
        Some(day) => format!("{}, {}", outcome.kind.words(), words::date(day)),
        None => format!(
            "{}, said on {}",
            outcome.kind.words(),
            words::date(london::day_of(outcome.said_at))
        ),
    }
}

pub(crate) async fn follow_ups() -> Result<FollowUpsModel, Failure> {
    let (service, actor) = adviser()?;
    let found = service::career_conversations::career_action::follow_ups(&service, &actor).await?;
    Ok(FollowUpsModel {
        total: found.total,
        lines: found
            .rows
            .into_iter()
            .map(|follow_up| FollowUpLine {
                reference: follow_up.reference.to_string(),
                member: follow_up.member_name,
                words: follow_up.action.words,
                due: format!("By {}", words::date(follow_up.action.due_on)),
            })
            .collect(),
    })
}

pub(crate) async fn templates() -> Result<Vec<TemplateModel>, Failure> {
    let (service, actor) = adviser()?;
    let templates = service::career_conversations::summary_template::mine(&service, &actor).await?;
    Ok(templates
        .into_iter()
        .map(|template| TemplateModel {
            id: template.id.to_string(),
            name: template.name,
            words: template.words,
        })
        .collect())
}

fn pathway_words(pathways: &BTreeSet<Pathway>) -> String {
    let all: Vec<_> = pathways.iter().map(|pathway| pathway.words()).collect();
    all.join("\n")
}

pub(crate) fn following_model(
    reference: &Reference,
    following: Following,
    today: Date,
) -> FollowingModel {
    let pathways = following.summary.as_ref();
    FollowingModel {
        reference: reference.to_string(),
        pathways: pathways.map_or_else(String::new, |summary| pathway_words(&summary.pathways)),
        actions: following
            .actions
            .iter()
            .map(|action| action_model(action, today))
            .collect(),
        kinds: OutcomeKind::ALL
            .iter()
            .filter(|kind| **kind != OutcomeKind::NothingYet || following.outcomes.is_empty())
            .map(|kind| Item::new(kind.code(), kind.words()))
            .collect(),
        outcomes: following.outcomes.iter().map(outcome_words).collect(),
        has_feedback: following.feedback.is_some(),
        usefulness: Usefulness::ALL
            .iter()
            .map(|answer| Item::new(answer.code(), answer.words()))
            .collect(),
        next_steps: NextStep::ALL
            .iter()
            .map(|answer| Item::new(answer.code(), answer.words()))
            .collect(),
        summary: following.summary.map(|summary| summary.words),
    }
}

/// What has followed a conversation, as a coordinator sees it: question and answer, and nothing of what was written.
pub(crate) fn followed_rows(followed: &Followed) -> Vec<(String, String)> {
    let or_none = |lines: Vec<String>, none: &str| {
        if lines.is_empty() {
            none.to_owned()
        } else {
            lines.join("\n")
        }
    };
    let summary = followed
        .summary
        .map_or("Not written yet", SummaryState::words);
    let actions = followed.actions.iter().map(action_status).collect();
    let outcomes = followed.outcomes.iter().map(outcome_words).collect();
    let feedback = followed.feedback.map_or_else(
        || "Not given yet".to_owned(),
        |given| {
            format!(
                "{}\nKnows what to do next: {}",
                given.usefulness.words(),
                given.next_step.words().to_lowercase()
            )
        },
    );
    [
        ("Summary", summary.to_owned()),
        ("Agreed actions", or_none(actions, "None")),
        ("What came of it", or_none(outcomes, "Not said yet")),
        ("Feedback", feedback),
    ]
    .map(|(question, answer)| (question.to_owned(), answer))
    .into()
}

/// 'Training, by 10 March 2026: done'.
fn action_status(action: &ActionStatus) -> String {
    let (status, _) = match action.state {
        ActionState::Agreed if action.is_due => ("Not done yet", ""),
        state => status(state, false),
    };
    let leads = action.pathway.map_or("Something else", Pathway::words);
    let due = words::date(action.due_on);
    format!("{leads}, by {due}: {}", status.to_lowercase())
}
