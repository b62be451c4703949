//! What followed the conversations of the invented past: summaries, actions, outcomes and feedback.

use domain::career_conversations::career_action::{ActionForm, ChangeActionForm};
use domain::career_conversations::career_conversation::{CareerConversation, Status};
use domain::career_conversations::career_outcome::{
    FeedbackForm, NextStep, OutcomeForm, OutcomeKind, Pathway, Usefulness,
};
use domain::career_conversations::conversation_summary::{
    NoteForm, ShareForm, SummaryForm, TemplateForm,
};
use domain::kit::app_error::AppError;
use domain::kit::instant::Instant;
use domain::kit::london;
use domain::kit::when::TypedDay;
use domain::people::role::Role;
use jiff::civil::{Date, time};
use store::career_conversations::career_conversation::{ListQuery, Order};

use super::Conversations;
use crate::career_conversations::career_action;
use crate::career_conversations::career_outcome;
use crate::career_conversations::conversation_summary;
use crate::career_conversations::private_note;
use crate::career_conversations::summary_template;
use crate::kit::rng::Dice;
use crate::people::demo::actor;

/// What a conversation led to: the pathway, what the summary says and what was agreed.
const LED_TO: &[(Pathway, &str, &str)] = &[
    (
        Pathway::Apprenticeship,
        "We talked about apprenticeships in health and care, what they ask of you and what you earn meanwhile.",
        "Look at the apprenticeships that start in September",
    ),
    (
        Pathway::Reserve,
        "We talked about the reserves, how many days you would give and what training comes with them.",
        "Ask your manager about days for the reserves",
    ),
    (
        Pathway::Training,
        "We talked about courses that would bring you to the role you have in mind.",
        "Book the course in care skills at the college",
    ),
    (
        Pathway::Vacancy,
        "We talked about permanent jobs near you, and how to show what you have done in your application.",
        "Send me your application before you hand it in",
    ),
    (
        Pathway::Conversation,
        "We talked about what matters to you at work. You would like some time to think.",
        "Write down three jobs that you would like to see",
    ),
];

const TEMPLATES: &[(&str, &str)] = &[
    (
        "First conversation",
        "We talked about what you have done so far, what you enjoy and what you would like to do next.",
    ),
    (
        "Applications",
        "We went through the job advert and your application. These are the things to change:",
    ),
];

const NOTES: &[&str] = &[
    "Was nervous at first. Begin with small talk next time.",
    "Ring in the evening, works shifts.",
];

const fn completing(pathway: Pathway) -> OutcomeKind {
    match pathway {
        Pathway::Apprenticeship => OutcomeKind::StartedApprenticeship,
        Pathway::Reserve => OutcomeKind::JoinedReserves,
        Pathway::Training => OutcomeKind::StartedTraining,
        Pathway::Vacancy => OutcomeKind::GotJob,
        Pathway::Conversation => OutcomeKind::HadConversation,
    }
}

fn ticked(pathway: Pathway, wanted: Pathway) -> String {
    if pathway == wanted { "on" } else { "" }.to_owned()
}

fn evening(day: Date) -> Instant {
    london::at(day, time(18, 0, 0, 0))
}

impl Conversations<'_> {
    /// Two in three of those that were attended have a summary, and so has Amina's. One in twelve is still a draft.
    pub(super) async fn what_followed(&self, dice: &Dice) -> Result<(), AppError> {
        self.templates().await?;
        for conversation in self.attended().await? {
            let is_aminas = conversation.member == self.people.amina;
            match dice.below(12) {
                _ if is_aminas => self.followed(&conversation, dice, true).await?,
                0 => {
                    self.drafted(&conversation, dice).await?;
                }
                1..=8 => self.followed(&conversation, dice, false).await?,
                _ => {}
            }
        }
        self.clock.set(self.now);
        Ok(())
    }

    async fn templates(&self) -> Result<(), AppError> {
        self.clock.set(self.now);
        let david = actor(self.people.david, Role::CareerAdviser)?;
        for (name, words) in TEMPLATES {
            let form = TemplateForm {
                name: (*name).to_owned(),
                words: (*words).to_owned(),
            };
            summary_template::add(self.service, &david, form).await?;
        }
        Ok(())
    }

    async fn attended(&self) -> Result<Vec<CareerConversation>, AppError> {
        let query = ListQuery {
            from: Instant::from_unix_microseconds(0),
            until: self.now,
            adviser: None,
            status: Some(Status::Attended),
            text: String::new(),
            order: Order::Time,
            asked: store::AskedPage::first(100_000),
        };
        let mut conn = self.service.store.read().await?;
        let found = store::career_conversations::career_conversation::list(&mut conn, &query).await;
        let found = found?.rows.into_iter();
        Ok(found.map(|listed| listed.conversation).collect())
    }

    async fn drafted(
        &self,
        conversation: &CareerConversation,
        dice: &Dice,
    ) -> Result<(Pathway, &'static str), AppError> {
        let adviser = actor(conversation.adviser, Role::CareerAdviser)?;
        self.clock
            .set(conversation.interval.end.plus_minutes(10).min(self.now));
        let (pathway, words, action) = *dice.one_of(LED_TO);
        let form = SummaryForm {
            reference: conversation.reference.to_string(),
            version: "0".to_owned(),
            summary: words.to_owned(),
            apprenticeship: ticked(Pathway::Apprenticeship, pathway),
            reserve: ticked(Pathway::Reserve, pathway),
            training: ticked(Pathway::Training, pathway),
            vacancy: ticked(Pathway::Vacancy, pathway),
            conversation: ticked(Pathway::Conversation, pathway),
        };
        conversation_summary::save(self.service, &adviser, form).await?;
        if dice.below(4) == 0 {
            let form = NoteForm {
                reference: conversation.reference.to_string(),
                note: (*dice.one_of(NOTES)).to_owned(),
            };
            private_note::save(self.service, &adviser, form).await?;
        }
        Ok((pathway, action))
    }

    /// Shared, with an action. The member of an `open` one has done nothing yet: whoever tries the demo does.
    async fn followed(
        &self,
        conversation: &CareerConversation,
        dice: &Dice,
        is_open: bool,
    ) -> Result<(), AppError> {
        let (pathway, words) = self.drafted(conversation, dice).await?;
        let adviser = actor(conversation.adviser, Role::CareerAdviser)?;
        let held = london::day_of(conversation.interval.start);
        let days = i32::try_from(dice.below(21)).unwrap_or(0);
        let due_on = london::plus_days(held, 7 + days);
        let form = ActionForm {
            reference: conversation.reference.to_string(),
            action: words.to_owned(),
            pathway: pathway.code().to_owned(),
            due: due_on.into(),
        };
        let action = career_action::agree(self.service, &adviser, form).await?;
        let form = ShareForm {
            reference: conversation.reference.to_string(),
            version: "1".to_owned(),
        };
        conversation_summary::share(self.service, &adviser, form).await?;
        if is_open {
            return Ok(());
        }
        let member = actor(conversation.member, Role::HubMember)?;
        if dice.below(2) == 0 {
            let form = FeedbackForm {
                reference: conversation.reference.to_string(),
                usefulness: dice.one_of(&Usefulness::ALL[..3]).code().to_owned(),
                next_step: dice.one_of(NextStep::ALL).code().to_owned(),
            };
            career_outcome::give_feedback(self.service, &member, form).await?;
        }
        let done_at = evening(london::plus_days(due_on, -2));
        if done_at < self.now && dice.below(3) > 0 {
            self.clock.set(done_at);
            let form = ChangeActionForm {
                action: action.id.to_string(),
                event: "finish".to_owned(),
            };
            career_action::change_as_member(self.service, &member, form).await?;
            return self.came_of_it(conversation, pathway, due_on, dice).await;
        }
        Ok(())
    }

    async fn came_of_it(
        &self,
        conversation: &CareerConversation,
        pathway: Pathway,
        due_on: Date,
        dice: &Dice,
    ) -> Result<(), AppError> {
        let days = i32::try_from(dice.below(14)).unwrap_or(0);
        let happened = london::plus_days(due_on, days);
        let said_at = evening(happened);
        if said_at >= self.now {
            return Ok(());
        }
        let (kind, happened) = match dice.below(4) {
            0 => (OutcomeKind::NothingYet, TypedDay::default()),
            1 | 2 => (completing(pathway), happened.into()),
            _ => return Ok(()),
        };
        self.clock.set(said_at);
        let form = OutcomeForm {
            reference: conversation.reference.to_string(),
            kind: kind.code().to_owned(),
            happened,
        };
        let member = actor(conversation.member, Role::HubMember)?;
        career_outcome::say(self.service, &member, form)
            .await
            .map(|_| ())
    }
}
