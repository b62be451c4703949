//! Booking, step by step.

use islands::career_conversations::{Book, Booking};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::server_fns::models;
use super::time_picker::{FreeDays, FreeTimes};
use super::{
    Asked, CheckModel, ConversationModel, DaysModel, NotAsked, SaveTime, SaveTopic, SaveWay,
    SubjectModel, TimesModel, TopicModel, WayModel, question_path,
};
use crate::done;
use ui::{
    BackLink, Button, CharacterCount, ErrorSummary, Hidden, InsetText, Panel, Radios, SummaryList,
    SummaryRow,
};
use web::banner::Banner;
use web::forms::{Form, SERVER_FUNCTION, use_form};
use web::page::{Page, of_query, page, task, word_of_address};

/// A question's page, or why it isn't asked.
fn question<T, V: IntoView + 'static>(
    title: &str,
    model: Asked<T>,
    shown: impl FnOnce(T) -> V,
) -> Page {
    match model {
        Ok(model) => task(title, shown(model)),
        Err(why) => task(title, not_asked(why)),
    }
}

/// On the way to the first question without an answer, or after the booking.
fn not_asked(why: NotAsked) -> AnyView {
    let first = question_path(&member(), "day");
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

/// How far the booking has got, and for whom a coordinator books.
#[component]
fn Step(number: u8, subject: SubjectModel) -> impl IntoView {
    let step = format!("Step {number} of 4");
    let words = match subject.name {
        own if own.is_empty() => step,
        name => format!("Booking for {name}. {step}"),
    };
    view! { <p class="nhsuk-caption-l">{words}</p> }
}

/// Sends along for whom a coordinator books.
#[component]
fn For(member: String) -> impl IntoView {
    (!member.is_empty()).then(|| view! { <Hidden name="form[member]" value=member /> })
}

pub async fn day_page() -> Page {
    let (subject, model) = models::days_to_book(&member(), of_query()).await?;
    task("What day suits you?", view! { <ChooseDay subject model /> })
}

#[component]
fn ChooseDay(subject: SubjectModel, model: DaysModel) -> impl IntoView {
    let is_own = subject.member.is_empty();
    let path = |question| question_path(&subject.member, question);
    let (back, words) = match is_own {
        true => ("/", "Home"),
        false => ("/conversations/book", "Back"),
    };
    let why = Banner::named(&[done::TIME_GONE]);
    let join = format!(
        "/career-conversations/waiting/join?{}",
        model.meeting.query()
    );
    view! {
        <BackLink href=back words />
        {why.map(|why| view! { <InsetText><p>{why.heading()}</p></InsetText> })}
        <Step number=1 subject=subject.clone() />
        <h1 class="nhsuk-heading-l">"What day suits you?"</h1>
        <FreeDays path=path("day") times=path("time") model />
        {is_own.then(|| view! { <p><a class="app-target" href=join>"If no day suits you, join the waiting list"</a></p> })}
    }
}

pub async fn time_page() -> Page {
    match models::times_to_book(&member(), of_query()).await? {
        Ok((subject, model)) => {
            let title = format!("{}: what time?", model.day);
            task(title, view! { <ChooseTime subject model /> })
        }
        Err(why) => task("What day suits you?", not_asked(why)),
    }
}

#[component]
fn ChooseTime(subject: SubjectModel, model: TimesModel) -> impl IntoView {
    let form = use_form::<SaveTime>();
    let (days, meeting) = (question_path(&subject.member, "day"), model.meeting.clone());
    view! {
        <BackLink href=format!("{days}?{}", meeting.query()) />
        <ErrorSummary failure=form.failure() />
        <Step number=2 subject=subject.clone() />
        <h1 class="nhsuk-heading-l">{format!("{}: what time?", model.day)}</h1>
        <p>{format!("{}. All times are in UK time.", meeting.words)}</p>
        <form method="post" action="">
            <input type="hidden" name=SERVER_FUNCTION value=SaveTime::PATH />
            <For member=subject.member />
            <Hidden name="form[way]" value=meeting.way />
            <Hidden name="form[site]" value=meeting.site />
            <Hidden name="form[adviser]" value=meeting.adviser />
            <FreeTimes name="form[slot]" days model />
        </form>
    }
}

pub async fn topic_page() -> Page {
    let model = models::topic_question(&member()).await?;
    question(
        "What would you like to talk about?",
        model,
        |model| view! { <Topic model /> },
    )
}

#[component]
fn Topic(model: TopicModel) -> impl IntoView {
    let form = use_form::<SaveTopic>();
    let times = question_path(&model.subject.member, "time");
    view! {
        <BackLink href=format!("{times}?day={}", model.day) />
        <Form form>
            <Step number=3 subject=model.subject.clone() />
            <For member=model.subject.member />
            <Radios
                field=form.field("topic", model.topic)
                legend="What would you like to talk about?"
                hint="Choose the closest. You can talk about anything on the day."
                items=model.topics
                heading=true
            />
            <CharacterCount
                field=form.field("preparation", model.preparation)
                label="What would you like your adviser to know? (optional)"
                hint="For example: what you have done before, what you would like to do, or help you need to take part. Your adviser and the hub coordinators can read it."
                most=domain::career_conversations::career_conversation::PREPARATION_LIMIT
                rows=4
            />
            <Button words="Continue" />
        </Form>
    }
}

/// `/career-conversations/book/preparation`: what the adviser should know is asked with the topic.
pub async fn preparation_page() -> Page {
    let why = models::lead_to(&member(), "topic").await?;
    task("What would you like to talk about?", not_asked(why))
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
        <BackLink href=question_path(&model.subject.member, "check") />
        <Form form>
            <For member=model.subject.member />
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
        SummaryRow::new("When", model.time).change(path("day"), "the time"),
        SummaryRow::new("How you meet", model.way)
            .change(path("way"), "how you would like to meet"),
        SummaryRow::new("Topic", model.topic)
            .change(path("topic"), "what you would like to talk about"),
        SummaryRow::new("What your adviser should know", preparation)
            .change(path("topic"), "what your adviser should know"),
    ];
    view! {
        <BackLink href=path("topic") />
        <Booking
            function=Book::PATH.to_owned()
            button="Book this conversation".to_owned()
            chosen=answers.slot
            alternatives=model.alternatives
            gone=model.gone
            posted=form.failure()
        >
            <Step number=4 subject=model.subject.clone() />
            <For member=model.subject.member.clone() />
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
    let here = format!("/conversations/{}", model.reference);
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
    let reference = model.reference.clone();
    view! {
        <Panel heading="Your conversation is booked">
            "Your reference is" <br /> <strong>{model.reference}</strong>
        </Panel>
        <SummaryList rows=vec![
            SummaryRow::new("When", model.when),
            SummaryRow::new("With", model.adviser),
            SummaryRow::new("How you meet", model.way),
        ] />
        <h2>"What happens next"</h2>
        <div class="app-reading">
            <p>"We have sent you an email with an invitation for your calendar."</p>
            <p><AddToCalendar reference /></p>
            <p>{model.joining}</p>
            <p>{change}</p>
            <p><a href=here>"See, move or cancel this conversation"</a></p>
        </div>
    }
    .into_any()
}

/// One's own conversation as a file for a calendar.
#[component]
pub(crate) fn AddToCalendar(reference: String) -> impl IntoView {
    let href = format!("/download/conversation/{reference}");
    view! { <a class="app-target" href=href rel="external" download>"Add to calendar"</a> }
}
