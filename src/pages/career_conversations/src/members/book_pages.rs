//! Booking, one question a page.

use islands::career_conversations::{Book, Booking, TimeChooser, Times};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::server_fns::models;
use super::time_picker::{LaterTimes, NoTimes, TimesFilter, described};
use super::{
    Asked, CheckModel, ConversationModel, NotAsked, PreparationModel, QuestionModel,
    SavePreparation, SaveTime, SaveTopic, SaveWay, SubjectModel, TimesModel, WayModel,
    question_path,
};
use ui::{
    BackLink, Button, CharacterCount, ErrorSummary, Hidden, Panel, Radios, SummaryList, SummaryRow,
};
use web::forms::{Form, use_form};
use web::page::{Page, of_query, page, word_of_address};

/// A question's page, or why it isn't asked.
fn question<T, V: IntoView + 'static>(
    title: &str,
    model: Asked<T>,
    shown: impl FnOnce(T) -> V,
) -> Page {
    match model {
        Ok(model) => page(title, shown(model)),
        Err(why) => page(title, not_asked(why)),
    }
}

/// On the way to the first question without an answer, or after the booking.
fn not_asked(why: NotAsked) -> AnyView {
    let first = question_path(&member(), "topic");
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
fn member() -> String {
    word_of_address("member")
}

/// Reminds a coordinator for whom they book, and sends it along.
#[component]
fn For(subject: SubjectModel) -> impl IntoView {
    (!subject.member.is_empty()).then(|| {
        view! {
            <p class="nhsuk-caption-l">{format!("Booking for {}", subject.name)}</p>
            <Hidden name="form[member]" value=subject.member />
        }
    })
}

pub async fn topic_page() -> Page {
    let model = models::topic_question(&member()).await?;
    page(
        "What would you like to talk about?",
        view! { <Topic model /> },
    )
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
                field=form.field("topic", model.answer)
                legend="What would you like to talk about?"
                hint="Choose the closest. You can talk about anything on the day."
                items=model.choices
                heading=true
            />
            <Button words="Continue" />
        </Form>
    }
}

pub async fn way_page() -> Page {
    let model = models::way_question(&member()).await?;
    question(
        "How would you like to meet?",
        model,
        |model| view! { <Way model /> },
    )
}

#[component]
fn Way(model: WayModel) -> impl IntoView {
    let form = use_form::<SaveWay>();
    let has_places = !model.places.is_empty();
    let way = form.value("way", model.way);
    view! {
        <BackLink href=question_path(&model.subject.member, "topic") />
        <Form form>
            <For subject=model.subject />
            <Radios
                field=form.field("way", "").with(way)
                legend="How would you like to meet?"
                items=model.ways
                heading=true
            />
            {has_places
                .then(|| {
                    view! {
                        <div
                            class="app-follow-up"
                            data-behaviour="follow-up"
                            data-follows="form[way]"
                            data-when=domain::career_conversations::career_conversation::Way::InPerson.code()
                        >
                            <Radios
                                field=form.field("site", model.site)
                                legend="If you chose ‘In person’, where?"
                                items=model.places
                            />
                        </div>
                    }
                })}
            <Button words="Continue" />
        </Form>
    }
}

pub async fn time_page() -> Page {
    let model = models::available_times(&member(), of_query()).await?;
    question(
        "Choose a time",
        model,
        |model| view! { <ChooseTime model /> },
    )
}

#[component]
fn ChooseTime(mut model: TimesModel) -> impl IntoView {
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
                <TimeChooser function=SaveTime::PATH.to_owned() button="Continue".to_owned() posted=form.failure()>
                    <For subject=model.subject.clone() />
                    <Times days answer=form.value("slot", model.answer.clone()) described=described(form) />
                    <LaterTimes path times=model.clone() />
                    <Hidden name="form[way]" value=model.way />
                    <Hidden name="form[site]" value=model.site />
                </TimeChooser>
            }
                .into_any()
        }}
        {waiting.map(|href| view! { <p><a class="app-target" href=href>"If no time suits you, join the waiting list"</a></p> })}
    }
}

pub async fn preparation_page() -> Page {
    let model = models::preparation_question(&member()).await?;
    question(
        "What would you like your adviser to know?",
        model,
        |model| view! { <Preparation model /> },
    )
}

#[component]
fn Preparation(model: PreparationModel) -> impl IntoView {
    let form = use_form::<SavePreparation>();
    view! {
        <BackLink href=question_path(&model.subject.member, "time") />
        <Form form>
            <For subject=model.subject />
            <CharacterCount
                field=form.field("preparation", model.answer)
                label="What would you like your adviser to know?"
                hint="You can leave this empty. For example: what you have done before, what you would like to do, or help you need to take part. Your adviser and the hub coordinators can read it."
                most=domain::career_conversations::career_conversation::PREPARATION_LIMIT
                heading=true
            />
            <Button words="Continue" />
        </Form>
    }
}

pub async fn check_page() -> Page {
    let model = models::check_answers(&member()).await?;
    question(
        "Check your answers",
        model,
        |model| view! { <Check model /> },
    )
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
    let rows = vec![
        SummaryRow::new("What about", model.topic)
            .change(path("topic"), "what you would like to talk about"),
        SummaryRow::new("How", model.way).change(path("way"), "how you would like to meet"),
        SummaryRow::new("When", model.time).change(path("time"), "the time"),
        SummaryRow::new("What your adviser should know", preparation)
            .change(path("preparation"), "what your adviser should know"),
    ];
    view! {
        <BackLink href=path("preparation") />
        <Booking chosen=answers.slot alternatives=model.alternatives gone=model.gone posted=form.failure()>
            <For subject=model.subject.clone() />
            <h1 class="nhsuk-heading-l">"Check your answers"</h1>
            <SummaryList rows />
            <Hidden name="form[submission]" value=answers.submission />
            <Hidden name="form[topic]" value=answers.topic />
            <Hidden name="form[way]" value=answers.way />
            <Hidden name="form[site]" value=answers.site />
            <Hidden name="form[preparation]" value=answers.preparation />
        </Booking>
    }
}

pub async fn booked_page() -> Page {
    let model = models::conversation(&word_of_address("reference")).await?;
    page("Your conversation is booked", view! { <Booked model /> })
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
