//! Booking, one question a page.

use leptos::prelude::*;

use super::time_picker::{LaterTimes, NoTimes, TimesByDay, TimesFilter, items};
use super::{
    Asked, AvailableTimes, Book, CheckAnswers, CheckModel, Conversation, ConversationModel,
    NotAsked, PreparationModel, PreparationQuestion, QuestionModel, SavePreparation, SaveTime,
    SaveTopic, SaveWay, SubjectModel, TimesModel, TimesQuery, TopicQuestion, WayModel, WayQuestion,
    question_path,
};
use crate::components::{
    BackLink, Button, CharacterCount, ErrorSummary, Hidden, InsetText, Item, Panel, Radios,
    SummaryList, SummaryRow,
};
use crate::forms::{Form, use_form};
use crate::page::{Loading, Page, load, load_lighter, page, use_query, word_of_address};

/// A question's page, or why it isn't asked.
fn question<T>(model: Asked<T>, shown: impl FnOnce(T) -> AnyView) -> AnyView {
    match model {
        Ok(model) => shown(model),
        Err(why) => not_asked(why),
    }
}

/// On the way to the first question without an answer, or after the booking.
fn not_asked(why: NotAsked) -> AnyView {
    let first = question_path(&member().get_untracked(), "topic");
    match why {
        NotAsked::TooEarly => view! {
            <h1 class="nhsuk-heading-l">"Some answers are missing"</h1>
            <p><a href=first>"Continue the booking"</a></p>
        }
        .into_any(),
        NotAsked::Booked { words, href } => view! {
            <h1 class="nhsuk-heading-l">"You have booked this conversation"</h1>
            <p class="nhsuk-body-l"><a href=href>{words}</a></p>
            <p>"Nothing is left to answer. You can move or cancel it on its own page."</p>
            <p><a class="app-target" href=first>"Book another conversation"</a></p>
        }
        .into_any(),
    }
}

/// For whom the address books: a member's identifier; empty for oneself.
fn member() -> Memo<String> {
    word_of_address("member")
}

/// Reminds a coordinator for whom they book, and sends it along.
#[component]
fn For(
    /// For whom.
    subject: SubjectModel,
) -> impl IntoView {
    (!subject.member.is_empty()).then(|| {
        view! {
            <p class="nhsuk-caption-l">{format!("Booking for {}", subject.name)}</p>
            <Hidden name="form[member]" value=subject.member />
        }
    })
}

/// 'What would you like to talk about?'
#[derive(Debug)]
pub struct TopicPage {
    model: Loading<QuestionModel>,
}

impl Page for TopicPage {
    fn data() -> Self {
        Self {
            model: {
                let member = member();
                load(move || TopicQuestion {
                    member: member.get(),
                })
            },
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |_| "What would you like to talk about?".to_owned(),
            |model| view! { <Topic model /> }.into_any(),
        )
    }
}

#[component]
fn Topic(model: QuestionModel) -> impl IntoView {
    let form = use_form::<SaveTopic>();
    let back = if model.subject.member.is_empty() {
        "/career-conversations"
    } else {
        "/coordinator/book"
    };
    view! {
        <BackLink href=back />
        <Form form>
            <For subject=model.subject />
            <Radios
                id="topic"
                name="form[topic]"
                legend="What would you like to talk about?"
                hint="Choose the closest. You can talk about anything on the day."
                items=items(model.choices)
                error=form.error("topic")
                value=form.value("topic", model.answer)
                heading=true
            />
            <Button words="Continue" />
        </Form>
    }
}

/// 'How would you like to meet?'
#[derive(Debug)]
pub struct WayPage {
    model: Loading<Asked<WayModel>>,
}

impl Page for WayPage {
    fn data() -> Self {
        Self {
            model: {
                let member = member();
                load(move || WayQuestion {
                    member: member.get(),
                })
            },
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |_| "How would you like to meet?".to_owned(),
            |model| question(model, |model| view! { <Way model /> }.into_any()),
        )
    }
}

#[component]
fn Way(model: WayModel) -> impl IntoView {
    let form = use_form::<SaveWay>();
    let has_places = !model.places.is_empty();
    let way = form.value("way", model.way);
    // Without scripts the second question is always there; with them it comes with the answer that needs it.
    let chosen = RwSignal::new(way.clone());
    let follows = RwSignal::new(true);
    Effect::new(move || {
        follows.set(chosen.get() == domain::career_conversation::Way::InPerson.code())
    });
    view! {
        <BackLink href=question_path(&model.subject.member, "topic") />
        <Form form>
            <For subject=model.subject />
            <div on:change=move |event| chosen.set(event_target_value(&event))>
                <Radios
                    id="way"
                    name="form[way]"
                    legend="How would you like to meet?"
                    items=items(model.ways)
                    error=form.error("way")
                    value=way
                    heading=true
                />
            </div>
            {has_places
                .then(|| {
                    view! {
                        <div class="app-follow-up" hidden=move || !follows.get()>
                            <Radios
                                id="site"
                                name="form[site]"
                                legend="If you chose ‘In person’, where?"
                                items=items(model.places)
                                error=form.error("site")
                                value=form.value("site", model.site)
                            />
                        </div>
                    }
                })}
            <Button words="Continue" />
        </Form>
    }
}

/// 'Choose a time'.
#[derive(Debug)]
pub struct TimePage {
    model: Loading<Asked<TimesModel>>,
}

/// What the address looks for.
pub(crate) fn times_query() -> Memo<TimesQuery> {
    let query = use_query();
    Memo::new(move |_| {
        let query = query.get();
        let text = |name: &str| query.get(name);
        TimesQuery {
            adviser: text("adviser"),
            from: text("from"),
            way: text("way"),
            site: text("site"),
        }
    })
}

impl Page for TimePage {
    fn data() -> Self {
        let (member, query) = (member(), times_query());
        Self {
            model: load_lighter(
                move || AvailableTimes {
                    member: member.get(),
                    query: query.get(),
                },
                without_times,
            ),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |_| "Choose a time".to_owned(),
            |model| question(model, |model| view! { <Times model /> }.into_any()),
        )
    }
}

/// The times themselves are in the page's HTML, and stay as they are.
fn without_times(model: &Asked<TimesModel>) -> String {
    let light = model.as_ref().map(TimesModel::without_times);
    serde_json::to_string(&light).unwrap_or_default()
}

#[component]
fn Times(mut model: TimesModel) -> impl IntoView {
    let form = use_form::<SaveTime>();
    let days = std::mem::take(&mut model.days);
    let path = question_path(&model.subject.member, "time");
    let is_empty = days.is_empty();
    let waiting = model.subject.member.is_empty().then(|| {
        let TimesModel {
            way, site, adviser, ..
        } = &model;
        format!("/career-conversations/waiting/join?way={way}&site={site}&adviser={adviser}")
    });
    view! {
        <BackLink href=question_path(&model.subject.member, "way") />
        <ErrorSummary failure=form.failure() />
        <h1 class="nhsuk-heading-l">"Choose a time"</h1>
        <p>{format!("{}. All times are in UK time.", model.way_words)}</p>
        <TimesFilter path=path.clone() times=model.clone() />
        {if is_empty {
            view! { <NoTimes path times=model /> }.into_any()
        } else {
            view! {
                <Form form without_summary=true>
                    <For subject=model.subject.clone() />
                    <TimesByDay days answer=form.value("slot", model.answer.clone()) error=form.error("slot") />
                    <LaterTimes path times=model.clone() />
                    <Hidden name="form[way]" value=model.way />
                    <Hidden name="form[site]" value=model.site />
                    <Button words="Continue" />
                </Form>
            }
                .into_any()
        }}
        {waiting.map(|href| view! { <p><a class="app-target" href=href>"If no time suits you, join the waiting list"</a></p> })}
    }
}

/// 'What would you like your adviser to know?'
#[derive(Debug)]
pub struct PreparationPage {
    model: Loading<Asked<PreparationModel>>,
}

impl Page for PreparationPage {
    fn data() -> Self {
        Self {
            model: {
                let member = member();
                load(move || PreparationQuestion {
                    member: member.get(),
                })
            },
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |_| "What would you like your adviser to know?".to_owned(),
            |model| question(model, |model| view! { <Preparation model /> }.into_any()),
        )
    }
}

#[component]
fn Preparation(model: PreparationModel) -> impl IntoView {
    let form = use_form::<SavePreparation>();
    view! {
        <BackLink href=question_path(&model.subject.member, "time") />
        <Form form>
            <For subject=model.subject />
            <CharacterCount
                id="preparation"
                name="form[preparation]"
                label="What would you like your adviser to know?"
                hint="You can leave this empty. For example: what you have done before, what you would like to do, or help you need to take part. Your adviser and the hub coordinators can read it."
                most=domain::career_conversation::PREPARATION_LIMIT
                error=form.error("preparation")
                value=form.value("preparation", model.answer)
                heading=true
            />
            <Button words="Continue" />
        </Form>
    }
}

/// 'Check your answers'.
#[derive(Debug)]
pub struct CheckPage {
    model: Loading<Asked<CheckModel>>,
}

impl Page for CheckPage {
    fn data() -> Self {
        Self {
            model: {
                let member = member();
                load(move || CheckAnswers {
                    member: member.get(),
                })
            },
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |_| "Check your answers".to_owned(),
            |model| question(model, |model| view! { <Check model /> }.into_any()),
        )
    }
}

#[component]
fn Check(model: CheckModel) -> impl IntoView {
    let form = use_form::<Book>();
    let answers = model.form;
    let preparation = if model.preparation.is_empty() {
        "Nothing yet".to_owned()
    } else {
        model.preparation
    };
    let path = |question| question_path(&model.subject.member, question);
    let back = path("preparation");
    let rows = vec![
        SummaryRow::new("What about", model.topic)
            .change(path("topic"), "what you would like to talk about"),
        SummaryRow::new("How", model.way).change(path("way"), "how you would like to meet"),
        SummaryRow::new("When", model.time).change(path("time"), "the time"),
        SummaryRow::new("What your adviser should know", preparation)
            .change(path("preparation"), "what your adviser should know"),
    ];
    // What a clash offered stays offered until the person has chosen.
    let gone = model.alternatives;
    let alternatives = form.alternatives();
    let alternatives = Memo::new(move |earlier: Option<&Vec<Item>>| {
        let now: Vec<Item> = alternatives
            .get()
            .into_iter()
            .map(|choice| Item::new(choice.value, choice.label))
            .collect();
        match earlier {
            _ if !now.is_empty() => now,
            Some(earlier) => earlier.clone(),
            None => items(gone.clone()),
        }
    });
    let chosen = StoredValue::new(answers.slot);
    let why = StoredValue::new(model.gone);
    let failure = form.failure();
    let slot = move || {
        let items = alternatives.get();
        if items.is_empty() {
            return view! { <Hidden name="form[slot]" value=chosen.get_value() /> }.into_any();
        }
        view! {
            {move || {
                why.get_value()
                    .filter(|_| failure.get().is_none())
                    .map(|why| view! { <InsetText><p>{format!("{why}.")}</p></InsetText> })
            }}
            <Radios
                id="slot"
                name="form[slot]"
                legend="Choose another time"
                hint="These are the nearest free times. Your other answers stay as they are."
                items
                error=form.error("slot")
            />
        }
        .into_any()
    };
    view! {
        <BackLink href=back />
        <Form form>
            <For subject=model.subject />
            <h1 class="nhsuk-heading-l">"Check your answers"</h1>
            <SummaryList rows />
            {slot}
            <Hidden name="form[submission]" value=answers.submission />
            <Hidden name="form[topic]" value=answers.topic />
            <Hidden name="form[way]" value=answers.way />
            <Hidden name="form[site]" value=answers.site />
            <Hidden name="form[preparation]" value=answers.preparation />
            <Button words="Book this conversation" />
        </Form>
    }
}

/// The confirmation.
#[derive(Debug)]
pub struct BookedPage {
    model: Loading<ConversationModel>,
}

impl Page for BookedPage {
    fn data() -> Self {
        let reference = word_of_address("reference");
        Self {
            model: load(move || Conversation {
                reference: reference.get(),
            }),
        }
    }

    fn view(this: Self) -> AnyView {
        page(
            this.model,
            |_| "Your conversation is booked".to_owned(),
            |model| view! { <Booked model /> }.into_any(),
        )
    }
}

#[component]
fn Booked(model: ConversationModel) -> impl IntoView {
    let here = format!("/career-conversations/conversation/{}", model.reference);
    if !model.is_upcoming {
        return view! {
            <h1 class="nhsuk-heading-l">"This conversation is over or cancelled"</h1>
            <p><a href=here>"See this conversation"</a></p>
        }
        .into_any();
    }
    let change = if model.can_change {
        format!(
            "You can move or cancel it until {}. You do not have to say why.",
            model.cut_off
        )
    } else {
        format!("To move or cancel it, contact {}.", model.contact)
    };
    view! {
        <Panel heading="Your conversation is booked">
            "Your reference is" <br /> <strong>{model.reference.clone()}</strong>
        </Panel>
        <SummaryList rows=vec![
            SummaryRow::new("When", model.when),
            SummaryRow::new("With", model.adviser),
            SummaryRow::new("How", model.way),
        ] />
        <h2>"What happens next"</h2>
        <div class="app-reading">
            <p>"We have sent you an email with an invitation for your calendar."</p>
            <p>{model.joining}</p>
            <p>{change}</p>
            <p><a href=here>"See, move or cancel this conversation"</a></p>
        </div>
    }
    .into_any()
}
