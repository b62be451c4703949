//! What follows a conversation: who writes it, who reads it, and who never does.

mod following;
use crate::support::World;
use crate::support::diary::{book_at, conflict, message, publish, signed_in};
use domain::career_conversations::career_action::{
    ActionForm, ActionState, CareerAction, ChangeActionForm,
};
use domain::career_conversations::career_conversation::CareerConversation;
use domain::career_conversations::career_outcome::{
    CareerOutcome, FeedbackForm, NextStep, OutcomeForm, OutcomeKind, Pathway, Usefulness,
};
use domain::career_conversations::conversation_summary::{
    MOST_TEMPLATES, NoteForm, RemoveTemplateForm, ShareForm, SummaryForm, SummaryState,
    TemplateForm,
};
use domain::kit::app_error::{AppError, ConflictCode};
use domain::kit::when::TypedDay;
use domain::people::actor::Actor;
use domain::people::role::Role;
use jiff::civil::date;
use service::career_conversations::adviser_diary;
use service::career_conversations::career_action::{
    agree, change_as_adviser, change_as_member, follow_ups,
};
use service::career_conversations::career_outcome::{Following, following, give_feedback, say};
use service::career_conversations::conversation_summary::{Written, save, share, written};
use service::career_conversations::private_note;
use service::career_conversations::summary_template;

crate::on_both_engines!(
    nothing_is_written_before_they_came,
    a_draft_is_the_advisers_until_it_is_shared,
    sharing_tells_the_member_and_says_nothing_of_it,
    what_was_shared_is_corrected_and_the_member_is_told,
    the_same_form_sent_twice_counts_once,
    an_old_page_changes_no_summary,
    a_private_note_is_nobody_elses,
    who_did_not_come_after_all_sees_nothing,
);

const TUESDAY: &str = "2026-03-03T09:00:00Z";
const WORDS: &str = "We talked about nursing and childcare.";
const SECRET: &str = "Worried about money, do not mention";

struct People {
    david: Actor,
    maya: Actor,
    helen: Actor,
    priya: Actor,
    amina: Actor,
    ben: Actor,
    met: CareerConversation,
}

/// Amina has met David on Tuesday at nine; it is half past nine, and nothing is recorded yet.
async fn met(world: &World) -> People {
    let david = signed_in(world, "David Okafor", Role::CareerAdviser).await;
    let maya = signed_in(world, "Maya Khan", Role::CareerAdviser).await;
    let amina = signed_in(world, "Amina Yusuf", Role::HubMember).await;
    for adviser in [&david, &maya] {
        publish(world, adviser, 2, "9am", "12pm").await;
    }
    let met = book_at(world, &amina, amina.person, david.person, TUESDAY)
        .await
        .unwrap();
    world.clock.set(met.interval.end);
    People {
        helen: signed_in(world, "Helen Marsh", Role::HubCoordinator).await,
        priya: signed_in(world, "Priya Nair", Role::Administrator).await,
        ben: signed_in(world, "Ben Shaw", Role::HubMember).await,
        david,
        maya,
        amina,
        met,
    }
}

/// As [`met`], and Amina came.
async fn attended(world: &World) -> People {
    let people = met(world).await;
    people.record(world, 1, true).await;
    people
}

impl People {
    async fn record(&self, world: &World, version: i64, attended: bool) {
        let (service, reference) = (&world.service, &self.met.reference);
        adviser_diary::record_attendance(service, &self.david, reference, version, attended)
            .await
            .unwrap();
    }

    fn summary(&self, version: i64, words: &str) -> SummaryForm {
        SummaryForm {
            reference: self.met.reference.to_string(),
            version: version.to_string(),
            summary: words.to_owned(),
            training: "on".to_owned(),
            vacancy: "on".to_owned(),
            ..SummaryForm::default()
        }
    }

    fn share(&self, version: i64) -> ShareForm {
        ShareForm {
            reference: self.met.reference.to_string(),
            version: version.to_string(),
        }
    }

    fn note(&self, words: &str) -> NoteForm {
        NoteForm {
            reference: self.met.reference.to_string(),
            note: words.to_owned(),
        }
    }

    fn action(&self, words: &str, day: i8) -> ActionForm {
        ActionForm {
            reference: self.met.reference.to_string(),
            action: words.to_owned(),
            pathway: "training".to_owned(),
            due: TypedDay::new(day, "3", "2026"),
        }
    }

    fn outcome(&self, kind: OutcomeKind, day: i8) -> OutcomeForm {
        OutcomeForm {
            reference: self.met.reference.to_string(),
            kind: kind.code().to_owned(),
            happened: TypedDay::new(day, "3", "2026"),
        }
    }

    fn feedback(&self, next_step: NextStep) -> FeedbackForm {
        FeedbackForm {
            reference: self.met.reference.to_string(),
            usefulness: Usefulness::VeryUseful.code().to_owned(),
            next_step: next_step.code().to_owned(),
        }
    }

    /// A summary, shared.
    async fn shared(&self, world: &World) {
        save(&world.service, &self.david, self.summary(0, WORDS))
            .await
            .unwrap();
        share(&world.service, &self.david, self.share(1))
            .await
            .unwrap();
    }

    async fn written(&self, world: &World) -> Written {
        written(&world.service, &self.david, &self.met.reference)
            .await
            .unwrap()
    }

    /// What Amina's page about the conversation shows.
    async fn following(&self, world: &World) -> Option<Following> {
        let (service, reference) = (&world.service, &self.met.reference);
        let whole = service::career_conversations::career_conversation::one(
            service,
            &self.amina,
            reference,
        )
        .await
        .unwrap();
        following(service, &self.amina, &whole.listed.conversation)
            .await
            .unwrap()
    }
}

fn changing(action: &CareerAction, event: &str) -> ChangeActionForm {
    ChangeActionForm {
        action: action.id.to_string(),
        event: event.to_owned(),
    }
}

/// The emails to Amina that are about a summary.
async fn summary_emails(world: &World) -> Vec<String> {
    let messages = world.messages_to("amina@example.nhs.uk").await;
    messages
        .into_iter()
        .filter(|message| message.subject.contains("summary"))
        .map(|message| format!("{}\n{}", message.subject, message.body))
        .collect()
}

/// What the log has of what follows, sorted: it was all done at one moment.
async fn audited_after(world: &World) -> Vec<&'static str> {
    let mut audited = world.audited().await;
    let before = [
        "pattern_added",
        "conversation_booked",
        "attendance_recorded",
    ];
    audited.retain(|action| !before.contains(action));
    audited.sort_unstable();
    audited
}

async fn nothing_is_written_before_they_came(world: World) {
    let people = met(&world).await;
    let (service, david, amina) = (&world.service, &people.david, &people.amina);
    assert!(!people.written(&world).await.is_open);
    assert_eq!(people.following(&world).await, None);
    let refused = [
        conflict(save(service, david, people.summary(0, WORDS)).await),
        conflict(private_note::save(service, david, people.note(SECRET)).await),
        conflict(agree(service, david, people.action("Write a CV", 10)).await),
        conflict(say(service, amina, people.outcome(OutcomeKind::GotJob, 3)).await),
        conflict(give_feedback(service, amina, people.feedback(NextStep::Yes)).await),
    ];
    assert_eq!(
        refused,
        [domain::career_conversations::conflict::NOT_ATTENDED; 5]
    );
    people.record(&world, 1, false).await;
    let missed = save(service, david, people.summary(0, WORDS)).await;
    assert_eq!(
        conflict(missed),
        domain::career_conversations::conflict::NOT_ATTENDED
    );
}

async fn a_draft_is_the_advisers_until_it_is_shared(world: World) {
    let people = attended(&world).await;
    let (service, david) = (&world.service, &people.david);
    let state = save(service, david, people.summary(0, WORDS)).await;
    assert_eq!(state, Ok(SummaryState::Draft));
    agree(service, david, people.action("Write a CV", 10))
        .await
        .unwrap();
    let draft = people.written(&world).await.summary.unwrap();
    assert_eq!((draft.words.as_str(), draft.version), (WORDS, 1));
    let pathways = [Pathway::Training, Pathway::Vacancy];
    assert_eq!(draft.pathways, pathways.into());
    let seen = people.following(&world).await.unwrap();
    assert_eq!((seen.summary, seen.actions), (None, Vec::new()));
    assert!(summary_emails(&world).await.is_empty());

    share(service, david, people.share(1)).await.unwrap();
    let seen = people.following(&world).await.unwrap();
    assert_eq!(seen.summary.unwrap().words, WORDS);
    assert_eq!(seen.actions.len(), 1);
    // Others have nothing of it.
    for (foreign, expected) in [
        (&people.maya, AppError::NotFound),
        (&people.amina, AppError::Forbidden),
        (&people.helen, AppError::Forbidden),
        (&people.priya, AppError::Forbidden),
    ] {
        let reference = &people.met.reference;
        let refused = written(service, foreign, reference).await;
        assert_eq!(refused, Err(expected.clone()));
        let refused = save(service, foreign, people.summary(2, "Other words")).await;
        assert_eq!(refused, Err(expected.clone()));
        let refused = share(service, foreign, people.share(2)).await;
        assert_eq!(refused, Err(expected));
    }
    let reference = &people.met.reference;
    let foreign =
        service::career_conversations::career_conversation::one(service, &people.ben, reference)
            .await;
    assert_eq!(foreign.map(|_| ()), Err(AppError::NotFound));
    let foreign = following(service, &people.ben, &people.met).await;
    assert_eq!(foreign, Err(AppError::NotFound));
}

async fn sharing_tells_the_member_and_says_nothing_of_it(world: World) {
    let people = attended(&world).await;
    agree(
        &world.service,
        &people.david,
        people.action("Write a CV", 10),
    )
    .await
    .unwrap();
    people.shared(&world).await;
    let emails = summary_emails(&world).await;
    assert_eq!(emails.len(), 1);
    let email = &emails[0];
    assert!(email.starts_with("The summary of your career conversation is ready"));
    let page = format!(
        "https://hub.example.nhs.uk/conversations/{}",
        people.met.reference
    );
    assert!(email.contains("David Okafor has shared a summary"));
    assert!(email.contains("on Tuesday 3 March 2026"));
    assert!(email.contains(&page), "{email}");
    for private in ["nursing", "childcare", "CV", "raining", "pprenticeship"] {
        assert!(!email.contains(private), "{private}: {email}");
    }
    assert_eq!(
        audited_after(&world).await,
        ["action_agreed", "summary_saved", "summary_shared"]
    );
}

async fn what_was_shared_is_corrected_and_the_member_is_told(world: World) {
    let people = attended(&world).await;
    people.shared(&world).await;
    world.pass_minutes(5);
    let corrected = "We talked about nursing.";
    let state = save(&world.service, &people.david, people.summary(2, corrected)).await;
    assert_eq!(state, Ok(SummaryState::Shared));
    let seen = people.following(&world).await.unwrap().summary.unwrap();
    assert_eq!((seen.words.as_str(), seen.version), (corrected, 3));
    assert_eq!(seen.shared_at, Some(people.met.interval.end));
    let emails = summary_emails(&world).await;
    assert_eq!(emails.len(), 2);
    assert!(emails[1].starts_with("The summary of your career conversation has changed"));
    assert_eq!(world.audited().await.last(), Some(&"summary_corrected"));
}

async fn the_same_form_sent_twice_counts_once(world: World) {
    let people = attended(&world).await;
    let (service, david, amina) = (&world.service, &people.david, &people.amina);
    for _ in 0..2 {
        save(service, david, people.summary(0, WORDS))
            .await
            .unwrap();
    }
    for _ in 0..2 {
        share(service, david, people.share(1)).await.unwrap();
    }
    for _ in 0..2 {
        save(service, david, people.summary(2, "Corrected"))
            .await
            .unwrap();
    }
    let one = agree(service, david, people.action("Write a CV", 10)).await;
    let two = agree(service, david, people.action("Write a CV", 10)).await;
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one, two);
    for _ in 0..2 {
        change_as_member(service, amina, changing(&one, "finish"))
            .await
            .unwrap();
        give_feedback(service, amina, people.feedback(NextStep::Yes))
            .await
            .unwrap();
    }
    assert_eq!(summary_emails(&world).await.len(), 2);
    assert_eq!(
        audited_after(&world).await,
        [
            "action_agreed",
            "action_changed",
            "feedback_given",
            "summary_corrected",
            "summary_saved",
            "summary_shared"
        ]
    );
}

async fn an_old_page_changes_no_summary(world: World) {
    let people = attended(&world).await;
    let (service, david) = (&world.service, &people.david);
    let early = save(service, david, people.summary(4, WORDS)).await;
    assert_eq!(conflict(early), ConflictCode::CHANGED_MEANWHILE);
    let none = share(service, david, people.share(1)).await;
    assert_eq!(none, Err(AppError::NotFound));
    save(service, david, people.summary(0, WORDS))
        .await
        .unwrap();
    save(service, david, people.summary(1, "Other words"))
        .await
        .unwrap();
    let old = save(service, david, people.summary(1, "Third words")).await;
    assert_eq!(conflict(old), ConflictCode::CHANGED_MEANWHILE);
    let old = share(service, david, people.share(1)).await;
    assert_eq!(conflict(old), ConflictCode::CHANGED_MEANWHILE);
    let kept = people.written(&world).await.summary.unwrap();
    assert_eq!((kept.words.as_str(), kept.version), ("Other words", 2));
    assert_eq!(kept.state, SummaryState::Draft);
    let empty = save(service, david, people.summary(2, "  ")).await;
    assert_eq!(message(empty, "summary"), "Write the summary");
}

async fn a_private_note_is_nobody_elses(world: World) {
    let people = attended(&world).await;
    let (service, reference) = (&world.service, &people.met.reference);
    people.shared(&world).await;
    private_note::save(service, &people.david, people.note(SECRET))
        .await
        .unwrap();
    let own = people.written(&world).await;
    assert_eq!(own.note.unwrap().words, SECRET);

    // Who isn't its adviser can neither read nor change it.
    for (foreign, expected) in [
        (&people.maya, AppError::NotFound),
        (&people.amina, AppError::Forbidden),
        (&people.helen, AppError::Forbidden),
        (&people.priya, AppError::Forbidden),
    ] {
        let refused = written(service, foreign, reference).await;
        assert_eq!(refused, Err(expected.clone()));
        let refused = private_note::save(service, foreign, people.note("")).await;
        assert_eq!(refused, Err(expected));
    }
    // It is in nothing that anybody else is shown: not with their conversation, not in the log, not in an email.
    let shown = format!(
        "{:?}{:?}{:?}{:?}",
        people.following(&world).await,
        service::career_conversations::career_conversation::mine(service, &people.amina, 1).await,
        service::career_conversations::coordination::one(service, &people.helen, reference).await,
        service::system::audit::list(service, &people.priya, &whole_log()).await,
    );
    assert!(shown.contains(WORDS), "the summary is shown");
    assert!(shown.contains("private_note_saved"), "the log says that");
    assert!(!shown.contains("money"), "{shown}");
    for to in ["amina", "david", "maya", "helen", "priya", "ben"] {
        for message in world.messages_to(&format!("{to}@example.nhs.uk")).await {
            assert!(!format!("{message:?}").contains("money"), "{message:?}");
        }
    }
    assert_eq!(people.written(&world).await.note.unwrap().words, SECRET);

    private_note::save(service, &people.david, people.note("Money is fine now"))
        .await
        .unwrap();
    let changed = people.written(&world).await.note.unwrap();
    assert_eq!(changed.words, "Money is fine now");
    private_note::save(service, &people.david, people.note(" "))
        .await
        .unwrap();
    assert_eq!(people.written(&world).await.note, None);
}

fn whole_log() -> service::system::audit::Search {
    service::system::audit::Search {
        first_day: date(2026, 3, 1),
        last_day: date(2026, 3, 31),
        actor: String::new(),
        action: None,
        object_kind: None,
        page: 1,
    }
}

async fn who_did_not_come_after_all_sees_nothing(world: World) {
    let people = attended(&world).await;
    let (service, david, amina) = (&world.service, &people.david, &people.amina);
    people.shared(&world).await;
    let action = agree(service, david, people.action("Write a CV", 3)).await;
    let action = action.unwrap();
    assert_eq!(follow_ups(service, david).await.unwrap().total, 1);
    people.record(&world, 2, false).await;
    assert_eq!(people.following(&world).await, None);
    assert_eq!(people.written(&world).await.summary, None);
    assert_eq!(follow_ups(service, david).await.unwrap().total, 0);
    let gone = change_as_member(service, amina, changing(&action, "finish")).await;
    assert_eq!(gone, Err(AppError::NotFound));
    let gone = change_as_adviser(service, david, changing(&action, "finish")).await;
    assert_eq!(
        conflict(gone),
        domain::career_conversations::conflict::NOT_ATTENDED
    );
    // It was a mistake: everything is as it was.
    people.record(&world, 3, true).await;
    let seen = people.following(&world).await.unwrap();
    assert_eq!(seen.summary.unwrap().words, WORDS);
    assert_eq!(seen.actions, [action]);
}
