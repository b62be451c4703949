//! Booked conversations that no longer fit what the adviser has published, and what to do with one of one's own.

use domain::career_conversations::availability::MESSAGE_LIMIT;
use domain::kit::app_error::AppError;
use domain::kit::field_errors::FieldErrors;
use domain::kit::words;
use leptos::prelude::*;

use super::server_fns::models;
use super::{ClashModel, ClashesModel, DecideClash, DecideClashes, PlanModel, PlannedModel};
use crate::done;
use ui::{
    BackLink, Button, CharacterCount, Checkboxes, Details, ErrorSummary, Field, Hidden, InsetText,
    Item, Radios, SummaryList, SummaryRow,
};
use web::banner::Banner;
use web::context;
use web::forms::{Form, use_form};
use web::page::{Page, page, query, task, word_of_address};

/// `/conversations/clashes`.
pub async fn clashes_page() -> Page {
    let model = models::clashes().await?;
    page("Conversations that no longer fit", view! { <List model /> })
}

#[component]
fn List(model: ClashesModel) -> impl IntoView {
    let done = Banner::named(done::LEFT_WITH_CLASHES);
    let none = model.clashes.is_empty();
    view! {
        <BackLink href="/availability" words="Availability" />
        <ErrorSummary failure=missing(&query().get("missing")) />
        {done.map(Banner::view)}
        <h1 class="nhsuk-heading-l">"Conversations that no longer fit"</h1>
        {if none {
            view! { <InsetText><p>"Everything that is booked with you fits your times, or you have decided to keep it."</p></InsetText> }.into_any()
        } else {
            view! { <Pick clashes=model.clashes /> }.into_any()
        }}
    }
}

/// What the form of the list lacked when it was sent.
fn missing(field: &str) -> Option<AppError> {
    let message = match field {
        PICK => "Choose at least one conversation",
        DECISION => "Choose what to do with them",
        _ => return None,
    };
    Some(AppError::from(FieldErrors::one(field, message)))
}

/// Asks by `GET` which of them are to be treated alike: the page after it says what that comes to.
#[component]
fn Pick(mut clashes: Vec<ClashModel>) -> impl IntoView {
    let are_more = clashes.len() > MOST_AT_ONCE;
    clashes.truncate(MOST_AT_ONCE);
    let all = query().get("all") == "yes";
    let many = words::counted(
        i64::try_from(clashes.len()).unwrap_or(i64::MAX),
        "conversation",
        "conversations",
    );
    let one_by_one = clashes.iter().map(|each| {
        view! {
            <li>
                <a class="app-target" href=format!("/conversations/{}/decide", each.reference)>{format!("{}, {}", each.when, each.member)}</a>
            </li>
        }
    });
    let one_by_one = one_by_one.collect_view();
    let items = clashes.into_iter().map(|each| {
        let item = Item::new("on", format!("{}, {}", each.when, each.member))
            .hint(format!("{}. {}.", each.way, each.why));
        (format!("{PICK}{}", each.reference), item, all)
    });
    let decisions = Choice::ALL
        .iter()
        .map(|choice| Item::new(choice.code(), choice.words()));
    view! {
        <p>"These are booked outside the times that you offer. They stay booked until you decide."</p>
        {are_more.then(|| view! { <p>{format!("These are the first {MOST_AT_ONCE}. The others follow when you have decided about them.")}</p> })}
        {(!all).then(|| view! { <p><a class="app-target" href="/conversations/clashes?all=yes">{format!("Select all {many}")}</a></p> })}
        <form class="app-form" method="get" action="/conversations/clashes/check">
            <Checkboxes id=PICK legend="Which conversations?" size="s" items=items.collect() />
            <Radios field=Field::new(DECISION) legend="What do you want to do with them?" size="s" items=decisions.collect() />
            <Button words="Continue" />
        </form>
        <Details summary="Decide about one of them alone">
            <ul class="app-lines-of-links">{one_by_one}</ul>
        </Details>
    }
}

/// Conversations that are decided about together.
const MOST_AT_ONCE: usize = 50;
/// The id of the boxes, and the beginning of their names.
const PICK: &str = "pick-";
const DECISION: &str = "decision";

/// What can be done with several of them alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Move,
    Keep,
    Cancel,
}

impl Choice {
    const ALL: [Self; 3] = [Self::Move, Self::Keep, Self::Cancel];

    /// As a form sends it, and as a button says it.
    const fn code(self) -> &'static str {
        match self {
            Self::Move => "move",
            Self::Keep => "keep",
            Self::Cancel => "cancel",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Move => "Move each to its nearest free time",
            Self::Keep => "Keep them as they are",
            Self::Cancel => "Cancel them",
        }
    }
}

/// `/conversations/clashes/check`.
pub async fn check_clashes_page() -> Page {
    let (query, back) = (query(), "/conversations/clashes");
    let picked: Vec<String> = query.ticked(PICK);
    let decision = query.get(DECISION);
    let choice = Choice::ALL.into_iter().find(|each| each.code() == decision);
    let lacking = match choice {
        _ if picked.is_empty() => Some(PICK),
        None => Some(DECISION),
        Some(_) => None,
    };
    if let Some(lacking) = lacking {
        context::redirect(&format!("{back}?missing={lacking}"));
        return clashes_page().await;
    }
    let choice = choice.unwrap_or(Choice::Keep);
    let model = models::plan(&picked, choice == Choice::Move).await?;
    task("Check what will happen", view! { <Check model choice /> })
}

#[component]
fn Check(model: PlanModel, choice: Choice) -> impl IntoView {
    let form = use_form::<DecideClashes>();
    let many = words::counted(
        i64::try_from(model.rows.len()).unwrap_or(i64::MAX),
        "conversation",
        "conversations",
    );
    let none = model.rows.is_empty();
    let lines = model.rows.iter().map(|row| {
        let PlannedModel { clash, to: (_, to) } = row;
        let now = format!("{}, {}", clash.when, clash.member);
        let then = (!to.is_empty()).then(|| format!("to {to}"));
        view! { <li id=clash.reference.clone()>{now}{then.map(|then| view! { <span class="app-detail">{then}</span> })}</li> }
    });
    let lines = lines.collect_view();
    let hidden = model.rows.into_iter().map(|row| {
        let PlannedModel {
            clash,
            to: (slot, _),
        } = row;
        let name = format!("form[rows][{}]", clash.reference);
        view! {
            <Hidden name=format!("{name}[version]") value=clash.version />
            <Hidden name=format!("{name}[clash]") value=clash.clash />
            <Hidden name=format!("{name}[slot]") value=slot />
        }
    });
    let hidden = hidden.collect_view();
    let left = (!model.left.is_empty()).then(|| {
        let left = model
            .left
            .into_iter()
            .map(|words| view! { <li>{words}</li> });
        view! {
            <InsetText>
                <p>"There is no free time near these. They stay as they are:"</p>
                <ul>{left.collect_view()}</ul>
            </InsetText>
        }
    });
    let (heading, kind) = match choice {
        _ if none => ("Nothing is left to decide".to_owned(), ""),
        Choice::Cancel => (format!("Do you want to cancel {many}?"), "warning"),
        choice => (format!("Do you want to {} {many}?", choice.code()), ""),
    };
    view! {
        <BackLink href="/conversations/clashes" />
        <Form form>
            <h1 class="nhsuk-heading-l">{heading}</h1>
            <ul>{lines}</ul>
            {left}
            <Hidden name="form[decision]" value=choice.code() />
            {hidden}
            {(!none && choice != Choice::Keep)
                .then(|| {
                    view! {
                        <CharacterCount
                            field=form.field("message", "")
                            label="Message to the members (optional)"
                            hint="We email it to each of them. Do not write anything private."
                            most=MESSAGE_LIMIT
                            rows=4
                        />
                    }
                })}
            {(!none).then(|| view! { <Button words=format!("Yes, {} {many}", choice.code()) kind /> })}
            <p><a class="app-target" href="/conversations/clashes">"Go back"</a></p>
        </Form>
    }
}

/// `/conversations/CC-7K4M-9QXD/decide`.
pub async fn decide_page() -> Page {
    let model = models::clash(&word_of_address("reference")).await?;
    task("Move or cancel a conversation", view! { <Decide model /> })
}

#[component]
fn Decide(model: ClashModel) -> impl IntoView {
    let form = use_form::<DecideClash>();
    let clashes = !model.clash.is_empty();
    let mut rows = vec![
        SummaryRow::new("When", model.when),
        SummaryRow::new("How you meet", model.way),
    ];
    if clashes {
        rows.push(SummaryRow::new("Why it no longer fits", model.why));
    }
    let back = format!("/conversations/{}", model.reference);
    // After a clash only the nearest free times are shown, which are surely free.
    let free = match form.alternatives() {
        none if none.is_empty() => model.times,
        nearest => nearest,
    };
    let keep = clashes
        .then(|| Item::new("keep", "Keep it as it is").hint("You meet at that time all the same."));
    let moves = free
        .into_iter()
        .map(|time| Item::new(time.value, format!("Move it to {}", time.label)));
    let cancel = Item::new("cancel", "Cancel it").hint("The member can book again.");
    let items = keep
        .into_iter()
        .chain(moves)
        .chain([cancel])
        .collect::<Vec<_>>();
    let answer = form.value("decision", "");
    view! {
        <BackLink href=back words="This conversation" />
        <Form form>
            <h1 class="nhsuk-heading-l">{format!("Your conversation with {}", model.member)}</h1>
            <SummaryList rows />
            <Hidden name="form[reference]" value=model.reference />
            <Hidden name="form[version]" value=model.version />
            <Hidden name="form[clash]" value=model.clash />
            <Radios
                field=form.field("decision", "").with(answer)
                legend="What do you want to do?"
                items
            />
            <CharacterCount
                field=form.field("message", "")
                label=format!("Message to {} (optional)", model.member)
                hint="We email it if you move or cancel. Do not write anything private."
                most=MESSAGE_LIMIT
                rows=4
            />
            <Button words="Save" />
        </Form>
    }
}
