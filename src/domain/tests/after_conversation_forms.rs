//! The forms of what follows a conversation accept what they print, and none falls over whatever is typed.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]

use std::collections::BTreeSet;

use domain::career_conversations::career_action::{
    ACTION_LIMIT, ActionChange, ActionEvent, ActionForm, ActionRequest, ActionState, CareerAction,
    ChangeActionForm, LONGEST_ACTION_DAYS,
};
use domain::career_conversations::career_conversation::Reference;
use domain::career_conversations::career_outcome::{
    FeedbackForm, FeedbackRequest, NextStep, OutcomeForm, OutcomeKind, OutcomeRequest, Pathway,
    Usefulness,
};
use domain::career_conversations::conversation_summary::{
    NoteForm, NoteRequest, RemoveTemplateForm, SUMMARY_LIMIT, ShareForm, ShareRequest, SummaryForm,
    SummaryRequest, TEMPLATE_NAME_LIMIT, TemplateForm, TemplateRequest,
};
use domain::career_conversations::id::{CareerActionId, CareerConversationId, SummaryTemplateId};
use domain::kit::field_errors::FieldErrors;
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::kit::tidy;
use domain::kit::when::TypedDay;
use domain::people::id::PersonId;
use jiff::civil::Date;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use uuid::Uuid;

fn day() -> impl Strategy<Value = Date> {
    let first = Date::new(2000, 1, 1).unwrap();
    (0..36_000_i32).prop_map(move |days| london::plus_days(first, days))
}

fn uuid() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

fn reference() -> impl Strategy<Value = Reference> {
    any::<[u8; 5]>().prop_map(Reference::new)
}

/// Text of several lines as it is kept.
fn written() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,60}",
        Just("One line\n\nanother & <script>alert(1)</script> \u{1f44b}\u{1f3fd}".to_owned()),
        Just("x".repeat(SUMMARY_LIMIT)),
    ]
    .prop_map(|text| tidy::prose(&text))
}

/// One line as it is kept.
fn line() -> impl Strategy<Value = String> {
    "[\\p{L}0-9,.’&<>-]{1,20}( [\\p{L}0-9,.’&<>-]{1,20}){0,5}"
        .prop_map(|text| {
            tidy::line(&text)
                .chars()
                .take(TEMPLATE_NAME_LIMIT)
                .collect::<String>()
        })
        .prop_map(|text| tidy::line(&text))
        .prop_filter("a line says something", |line| {
            line.chars().any(char::is_alphanumeric)
        })
}

fn pathways() -> impl Strategy<Value = BTreeSet<Pathway>> {
    subsequence(Pathway::ALL.to_vec(), 0..=Pathway::ALL.len())
        .prop_map(|pathways| pathways.into_iter().collect())
}

fn printed_summary(request: &SummaryRequest) -> SummaryForm {
    let tick = |pathway| {
        let is_ticked = request.pathways.contains(&pathway);
        if is_ticked { "on" } else { "" }.to_owned()
    };
    SummaryForm {
        reference: request.reference.to_string(),
        version: request.version.to_string(),
        summary: request.words.clone(),
        apprenticeship: tick(Pathway::Apprenticeship),
        reserve: tick(Pathway::Reserve),
        training: tick(Pathway::Training),
        vacancy: tick(Pathway::Vacancy),
        conversation: tick(Pathway::Conversation),
    }
}

fn printed_action(request: &ActionRequest) -> ActionForm {
    ActionForm {
        reference: request.reference.to_string(),
        action: request.words.clone(),
        pathway: request.pathway.map_or("", Pathway::code).to_owned(),
        due: request.due_on.into(),
    }
}

fn printed_outcome(request: &OutcomeRequest) -> OutcomeForm {
    OutcomeForm {
        reference: request.reference.to_string(),
        kind: request.kind.code().to_owned(),
        happened: request.happened_on.map(TypedDay::from).unwrap_or_default(),
    }
}

fn says(errors: &FieldErrors) -> Vec<(&str, &str)> {
    let said = errors.0.iter();
    said.map(|error| (error.field.as_str(), error.message.as_str()))
        .collect()
}

proptest! {
    #[test]
    fn writing_and_sharing_a_summary_read_what_they_print(
        reference in reference(), version in 0..i64::MAX, words in written(), pathways in pathways(),
    ) {
        let request = SummaryRequest { reference: reference.clone(), version, words, pathways };
        let printed = printed_summary(&request).parse();
        if request.words.is_empty() {
            let errors = printed.unwrap_err();
            prop_assert_eq!(says(&errors), [("summary", "Write the summary")]);
        } else {
            prop_assert_eq!(printed, Ok(request));
        }
        let form = ShareForm { reference: reference.to_string(), version: version.to_string() };
        prop_assert_eq!(form.parse(), Ok(ShareRequest { reference, version }));
    }

    #[test]
    fn notes_and_templates_read_what_they_print(reference in reference(), words in written(), name in line(), id in uuid()) {
        let form = NoteForm { reference: reference.to_string(), note: words.clone() };
        prop_assert_eq!(form.parse(), Ok(NoteRequest { reference, words: words.clone() }));
        let printed = TemplateForm { name: name.clone(), words: words.clone() }.parse();
        if words.is_empty() {
            let errors = printed.unwrap_err();
            prop_assert_eq!(says(&errors), [("words", "Write the template")]);
        } else {
            prop_assert_eq!(printed, Ok(TemplateRequest { name, words }));
        }
        let template = SummaryTemplateId::from(id);
        prop_assert_eq!(RemoveTemplateForm { template: template.to_string() }.parse(), Ok(template));
    }

    #[test]
    fn actions_read_what_they_print(
        today in day(), days in 0..=LONGEST_ACTION_DAYS, reference in reference(), words in line(),
        pathway in option::of(select(Pathway::ALL.to_vec())), id in uuid(), event in select(ActionEvent::ALL.to_vec()),
    ) {
        let request = ActionRequest { reference, words, pathway, due_on: london::plus_days(today, days) };
        prop_assert_eq!(printed_action(&request).parse(today), Ok(request.clone()));
        let tomorrow = london::plus_days(request.due_on, 1);
        prop_assert!(printed_action(&request).parse(tomorrow).is_err(), "nothing is agreed for the past");
        let action = CareerActionId::from(id);
        let form = ChangeActionForm { action: action.to_string(), event: event.code().to_owned() };
        prop_assert_eq!(form.parse(), Ok(ActionChange { action, event }));
    }

    #[test]
    fn outcomes_and_feedback_read_what_they_print(
        today in day(), days in 0..4_000_i32, reference in reference(), kind in select(OutcomeKind::ALL.to_vec()),
        usefulness in select(Usefulness::ALL.to_vec()), next_step in select(NextStep::ALL.to_vec()),
    ) {
        let happened = london::plus_days(today, -days);
        let happened_on = (kind != OutcomeKind::NothingYet).then_some(happened);
        let request = OutcomeRequest { reference: reference.clone(), kind, happened_on };
        if happened.year() >= 2000 {
            prop_assert_eq!(printed_outcome(&request).parse(today), Ok(request.clone()));
            let before = printed_outcome(&request).parse(london::plus_days(happened, -1));
            prop_assert_eq!(before.is_err(), happened_on.is_some(), "nothing has happened in the future");
        }
        let form = FeedbackForm {
            reference: reference.to_string(),
            usefulness: usefulness.code().to_owned(),
            next_step: next_step.code().to_owned(),
        };
        prop_assert_eq!(form.parse(), Ok(FeedbackRequest { reference, usefulness, next_step }));
    }

    #[test]
    fn no_text_makes_a_form_of_what_follows_fall_over(
        texts in proptest::collection::vec(prop_oneof![any::<String>(), "[0-9-]{0,12}", Just("on".to_owned())], 8), today in day(),
    ) {
        let text = |at: usize| texts[at].clone();
        let _ = SummaryForm {
            reference: text(0), version: text(1), summary: text(2), apprenticeship: text(3), reserve: text(4), training: text(5),
            vacancy: text(6), conversation: text(7),
        }.parse();
        let _ = ShareForm { reference: text(0), version: text(1) }.parse();
        let _ = NoteForm { reference: text(0), note: text(1) }.parse();
        let _ = TemplateForm { name: text(0), words: text(1) }.parse();
        let _ = RemoveTemplateForm { template: text(0) }.parse();
        let _ = ActionForm {
            reference: text(0), action: text(1), pathway: text(2), due: TypedDay::new(text(3), text(4), text(5)),
        }.parse(today);
        let _ = ChangeActionForm { action: text(0), event: text(1) }.parse();
        let _ = OutcomeForm {
            reference: text(0), kind: text(1), happened: TypedDay::new(text(2), text(3), text(4)),
        }.parse(today);
        let _ = FeedbackForm { reference: text(0), usefulness: text(1), next_step: text(2) }.parse();
    }
}

#[test]
fn what_is_too_long_is_said_with_how_much_was_used() {
    let form = NoteForm {
        reference: "CC-7K4M-9QXD".to_owned(),
        note: "é".repeat(SUMMARY_LIMIT + 1),
    };
    let errors = form.parse().unwrap_err();
    let message = "The note must be 3,000 characters or fewer. You have used 3,001";
    assert_eq!(says(&errors), [("note", message)]);
    let form = ActionForm {
        reference: "CC-7K4M-9QXD".to_owned(),
        action: "é".repeat(ACTION_LIMIT + 1),
        due: TypedDay::new("3", "3", "2026"),
        ..ActionForm::default()
    };
    let errors = form.parse(Date::new(2026, 3, 3).unwrap()).unwrap_err();
    let message = "The action must be 200 characters or fewer";
    assert_eq!(says(&errors), [("action", message)]);
}

#[test]
fn everything_that_is_missing_is_said_at_once() {
    let today = Date::new(2026, 3, 3).unwrap();
    let fields = |errors: FieldErrors| -> Vec<String> {
        errors.0.into_iter().map(|error| error.field).collect()
    };
    let summary = SummaryForm::default().parse().unwrap_err();
    assert_eq!(fields(summary), ["reference", "version", "summary"]);
    let action = ActionForm::default().parse(today).unwrap_err();
    assert_eq!(fields(action), ["reference", "action", "due"]);
    let outcome = OutcomeForm::default().parse(today).unwrap_err();
    assert_eq!(fields(outcome), ["reference", "kind"]);
    let feedback = FeedbackForm::default().parse().unwrap_err();
    assert_eq!(fields(feedback), ["reference", "usefulness", "next_step"]);
}

#[test]
fn each_pathway_has_one_outcome_that_completes_it() {
    for &pathway in Pathway::ALL {
        let completing = OutcomeKind::ALL.iter();
        let completing = completing.filter(|kind| kind.pathway() == Some(pathway));
        assert_eq!(completing.count(), 1, "{pathway}");
    }
    assert_eq!(OutcomeKind::NothingYet.pathway(), None);
}

#[test]
fn an_action_is_due_from_its_day_on_until_it_is_done() {
    let due_on = Date::new(2026, 3, 10).unwrap();
    let mut action = CareerAction {
        id: CareerActionId::from(Uuid::nil()),
        conversation: CareerConversationId::from(Uuid::nil()),
        adviser: PersonId::from(Uuid::nil()),
        words: "Write a CV".to_owned(),
        pathway: None,
        due_on,
        state: ActionState::Agreed,
        agreed_at: Instant::from_unix_microseconds(0),
        closed_at: None,
    };
    assert!(!action.is_due(london::plus_days(due_on, -1)));
    assert!(action.is_due(due_on));
    assert!(action.is_due(london::plus_days(due_on, 1)));
    action.state = ActionState::Done;
    assert!(!action.is_due(due_on));
}
