//! Every component, live, for whoever builds a page: what there is, when it is for, and how it looks.

use domain::kit::app_error::AppError;
use domain::kit::calendar::{Entry, Kind};
use domain::kit::field_errors::FieldErrors;
use domain::kit::instant::Interval;
use domain::kit::london;
use domain::people::person::Telephone;
use jiff::civil::{date, time};
use leptos::prelude::*;
use ui::{
    BackLink, Button, ButtonLink, CalendarMonth, CalendarWeek, Card, CardLink, CharacterCount,
    Checkboxes, DataTable, DateInput, DayAgenda, DayField, DefaultButton, Details, Done,
    ErrorSummary, ErrorsShown, Field, Fieldset, Figure, Figures, FilterPanel, Happened, Heading,
    Hidden, InsetText, Item, LinkedText, PageHeader, Pagination, PersonCard, Radios, Row, Select,
    SummaryList, SummaryRow, Tag, TaskList, TaskRow, TextInput, Timeline, View, Views,
    WarningCallout,
};
use web::page::{Page, page};

use super::server_fns::in_demo;

const HERE: &str = "/demo/components";

/// `/demo/components`.
pub async fn components_page() -> Page {
    in_demo()?;
    page("Components", view! { <Components /> })
}

/// A component: its name, when it is for, and how it looks.
fn piece(name: &'static str, words: &'static str, looks: impl IntoView + 'static) -> AnyView {
    view! {
        <section class="nhsuk-u-margin-bottom-6">
            <h3 class="nhsuk-heading-s">{name}</h3>
            <p>{words}</p>
            {looks}
        </section>
    }
    .into_any()
}

#[component]
fn Components() -> impl IntoView {
    view! {
        <BackLink href="/demo" words="Choose who to be" />
        <PageHeader heading="Components">
            <ButtonLink href="/demo/messages" words="Time and messages" kind="secondary" />
        </PageHeader>
        <p class="app-reading">
            "What pages are made of, from "<code>"src/ui"</code>". Take what is here before you make another. Around every page stand "
            <strong>"SkipLink"</strong>", "<strong>"Header"</strong>" with "<strong>"Account"</strong>", and "<strong>"Footer"</strong>
            ". Before the heading is "<strong>"BackLink"</strong>"; a list begins with "<strong>"PageHeader"</strong>
            ". The page that says that something is booked has a "<strong>"Panel"</strong>" as its heading, and home a "
            <strong>"NotificationBanner"</strong>" for what has a deadline."
        </p>
        <h2>"Finding the way"</h2>
        {ways()}
        <h2>"Telling"</h2>
        {telling()}
        <h2>"Lists and records"</h2>
        {lists()}
        {records()}
        <h2>"What has a time"</h2>
        {times()}
        <h2>"Asking"</h2>
        {asking()}
        {choosing()}
    }
}

fn ways() -> Vec<AnyView> {
    let view = |words: &str, count, current| View {
        href: HERE.to_owned(),
        words: words.to_owned(),
        count,
        current,
    };
    let views = vec![
        view("Today", None, Some("page")),
        view("Waiting list", Some(3), None),
    ];
    vec![
        piece(
            "Views",
            "The pages of a section, with how much waits there. The document draws them from the area’s links.",
            view! { <Views label="Example".to_owned() views /> },
        ),
        piece(
            "Pagination",
            "The pages of a list that is longer than one page.",
            view! { <Pagination page=2 pages=7 href=|page: i64| format!("{HERE}?page={page}") /> },
        ),
        piece(
            "Card",
            "One way into a part of the service.",
            view! { <Card href=HERE heading="Your data" words="See, download or erase what we hold about you." /> },
        ),
        piece(
            "CardLink",
            "Cards in a list, two beside each other where there is room.",
            view! {
                <ul class="nhsuk-list nhsuk-grid-row nhsuk-card-group">
                    <CardLink href=HERE heading="Members" words="Find somebody, and book for them." />
                    <CardLink href=HERE heading="Advisers" words="See who has times." />
                </ul>
            },
        ),
        piece(
            "ButtonLink",
            "A link that begins something.",
            view! { <ButtonLink href=HERE words="Book a career conversation" /> },
        ),
        piece(
            "DefaultButton",
            "Nothing to see: what the Enter key presses in a form whose first button does something else.",
            view! { <form><DefaultButton words="Save your week" /></form> },
        ),
    ]
}

fn telling() -> Vec<AnyView> {
    vec![
        piece(
            "Done",
            "Says that something was done, once, above the heading. A NotificationBanner looks alike, for what has a deadline.",
            view! { <Done words="Your conversation has been moved" /> },
        ),
        piece(
            "InsetText",
            "What to know beside the rest. Empty lists say in it why they are empty, and what to do.",
            view! { <InsetText><p>"Nobody is waiting."</p></InsetText> },
        ),
        piece(
            "LinkedText",
            "What somebody wrote, such as an email, with its addresses as links.",
            view! { <LinkedText text="See https://www.england.nhs.uk/." own="" /> },
        ),
        piece(
            "WarningCallout",
            "What must not be missed.",
            view! {
                <WarningCallout heading="Important" level=3>
                    <p>"Nobody can book you on these days."</p>
                </WarningCallout>
            },
        ),
        piece(
            "Details",
            "What few people need, folded.",
            view! {
                <Details summary="How times are found">
                    <p>"We look at what advisers offer in the next weeks."</p>
                </Details>
            },
        ),
        piece(
            "Tag",
            "How something stands, in a word or two. The colour never says it alone.",
            view! {
                <p>
                    <Tag words="Booked" colour="blue" />
                    " "
                    <Tag words="Attended" colour="green" />
                    " "
                    <Tag words="Cancelled" colour="grey" />
                    " "
                    <Tag words="Overdue" colour="red" />
                </p>
            },
        ),
    ]
}

fn lists() -> Vec<AnyView> {
    let sorted = Heading {
        sort: Some(HERE.to_owned()),
        sorted: Some("ascending"),
        ..Heading::new("Member")
    };
    let row = |name: &'static str, when: &'static str, status: &'static str| -> Row {
        vec![
            view! { <a class="app-target" href=HERE>{name}</a> }.into_any(),
            when.into_any(),
            view! { <Tag words=status colour="blue" /> }.into_any(),
        ]
    };
    let rows = vec![
        row("Amina Yusuf", "Tue 3 Mar, 9:30am", "Booked"),
        row("Ben Shaw", "Tue 3 Mar, 10:10am", "Booked"),
    ];
    let headings = vec![sorted, Heading::new("When"), Heading::new("Now")];
    let chosen = vec![("Booked".to_owned(), HERE.to_owned())];
    vec![
        piece(
            "FilterPanel",
            "Narrows a list, by GET. Folded, with what is chosen beside it.",
            view! {
                <FilterPanel action=HERE chosen clear=HERE.to_owned() button="Show conversations">
                    <TextInput field=Field::new("filter-text") label="Name or reference" kind="search" />
                </FilterPanel>
            },
        ),
        piece(
            "DataTable",
            "A list at a desk; two lines a row on a phone. The first cell is its link, the last stands at the right.",
            view! { <DataTable caption="2 conversations" headings rows is_list=true /> },
        ),
        piece(
            "TaskList",
            "What somebody is to do. It is read from how things stand.",
            view! {
                <TaskList
                    id="piece-task"
                    rows=vec![TaskRow {
                        href: HERE.to_owned(),
                        words: "Say who came to 3 conversations".to_owned(),
                        hint: "The first was on Monday 2 March 2026".to_owned(),
                        status: ("To do", "blue"),
                    }]
                />
            },
        ),
        piece(
            "Figures",
            "Three or four figures, each with the list that it counts.",
            view! {
                <Figures figures=vec![
                    Figure {
                        href: HERE.to_owned(),
                        number: "473".to_owned(),
                        words: "Conversations".to_owned(),
                    },
                    Figure {
                        href: HERE.to_owned(),
                        number: "30%".to_owned(),
                        words: "Times used".to_owned(),
                    },
                ] />
            },
        ),
    ]
}

fn records() -> Vec<AnyView> {
    let happened = |what: &str, who: &str, at: &str| Happened {
        what: what.to_owned(),
        who: who.to_owned(),
        at: at.to_owned(),
    };
    vec![
        piece(
            "SummaryList",
            "Questions and answers about one thing.",
            view! {
                <SummaryList rows=vec![
                    SummaryRow::new("Reference", "CC-7K4M-9QXD"),
                    SummaryRow::new("How you meet", "Video call").change(HERE, "how you meet"),
                ] />
            },
        ),
        piece(
            "PersonCard",
            "Somebody, rung or written to by a tap. First on a record’s page.",
            view! {
                <PersonCard
                    name="Amina Yusuf"
                    role="Hub member"
                    phone=Telephone::parse("07700 900982").ok()
                    email="amina.yusuf@example.nhs.uk"
                />
            },
        ),
        piece(
            "Timeline",
            "What happened to a thing, the newest first. Last on a record’s page.",
            view! {
                <Timeline
                    heading="What happened"
                    events=vec![
                        happened("Moved a career conversation", "Helen Marsh", "Tuesday 3 March 2026, 9am"),
                        happened("Booked a career conversation", "Amina Yusuf", "Monday 2 March 2026, 9:30am"),
                    ]
                />
            },
        ),
    ]
}

fn times() -> Vec<AnyView> {
    let monday = date(2026, 3, 2);
    let at = |after, hour, minutes| {
        Interval::lasting(
            london::at(london::plus_days(monday, after), time(hour, 0, 0, 0)),
            minutes,
        )
    };
    let leave = london::plus_days(monday, 4);
    let entry = |interval, kind, words: &str| Entry {
        interval,
        kind,
        words: words.to_owned(),
        detail: String::new(),
        href: HERE.to_owned(),
    };
    let entries = vec![
        entry(
            at(0, 9, 30),
            Kind::Booked,
            "Career conversation with Ben Shaw",
        ),
        entry(at(0, 13, 180), Kind::Available, "4 free times"),
        entry(at(2, 22, 8 * 60), Kind::Booked, "Night shift on Ward 3"),
        entry(london::whole_day(leave), Kind::Away, "On leave"),
    ];
    let now = at(0, 10, 0).start;
    let href = |_| HERE.to_owned();
    vec![
        piece(
            "DayAgenda",
            "What stands on a day, by time, with the moment that it is now.",
            view! { <DayAgenda entries=entries.clone() day=monday now /> },
        ),
        piece(
            "CalendarWeek",
            "A week: a table at a desk and on paper, a strip of days with one day’s agenda on a phone. Whatever has a time can stand in it.",
            view! {
                <CalendarWeek
                    caption="Example, 2 to 8 March 2026"
                    chosen=monday
                    entries=entries.clone()
                    now
                    day_href=href
                    week_href=href
                />
            },
        ),
        piece(
            "CalendarMonth",
            "A month: each day says how much stands on it, and leads to its agenda.",
            view! { <CalendarMonth caption="Example, March 2026" month=monday entries now href /> },
        ),
    ]
}

fn asking() -> Vec<AnyView> {
    let wrong = FieldErrors::one("piece-wrong", "Enter a phone number");
    let error = Some("Enter a phone number".to_owned());
    let wrong_field = Field::new("piece-wrong").with("call me").error(error);
    vec![
        piece(
            "ErrorSummary",
            "What is wrong with a form, above it; each leads to its field. Forms bring it.",
            view! {
                <Details summary="See it">
                    <Wrong failure=AppError::from(wrong) />
                </Details>
            },
        ),
        piece(
            "TextInput",
            "A line of text; here with what is wrong with it.",
            view! { <TextInput field=wrong_field label="Phone number" kind="tel" /> },
        ),
        piece(
            "CharacterCount",
            "Several lines, with how many characters are left.",
            view! {
                <CharacterCount
                    field=Field::new("piece-count")
                    label="Message to Amina (optional)"
                    most=500
                    rows=3
                />
            },
        ),
        piece(
            "DateInput",
            "A day, in three boxes.",
            view! { <DateInput field=DayField::new("piece-day") legend="First day away" hint="For example, 27 3 2026" /> },
        ),
        piece(
            "Select",
            "One of many.",
            view! {
                <Select
                    field=Field::new("piece-select")
                    label="Adviser"
                    items=vec![Item::new("", "Anyone"), Item::new("1", "David Okafor")]
                />
            },
        ),
        piece(
            "Button",
            "Sends a form: one main one a page.",
            view! {
                <form class="nhsuk-button-group" method="get" action=HERE>
                    <Button words="Save" />
                    <Button words="Save as a draft" kind="secondary" />
                    <Button words="Yes, cancel it" kind="warning" />
                </form>
            },
        ),
        piece(
            "Hidden",
            "What a form sends and nobody sees.",
            view! { <Hidden name="piece-hidden" value="1" /> },
        ),
    ]
}

fn choosing() -> Vec<AnyView> {
    let ways = || {
        vec![
            Item::new("video", "Video call"),
            Item::new("phone", "Phone call").hint("Your adviser rings you."),
        ]
    };
    let days = [("monday", "Monday", true), ("tuesday", "Tuesday", false)];
    let days = days.map(|(name, words, is_ticked)| {
        let name = format!("piece-{name}");
        (name, Item::new("on", words), is_ticked)
    });
    vec![
        piece(
            "Radios",
            "One of a few; beside each other where they are short.",
            view! {
                <Radios field=Field::new("piece-way").with("video") legend="How do you want to meet?" items=ways() size="s" />
                <Radios
                    field=Field::new("piece-came")
                    legend="Amina Yusuf, Tuesday 3 March 2026"
                    items=vec![Item::new("yes", "They came"), Item::new("no", "They did not come")]
                    size="s"
                    is_inline=true
                />
            },
        ),
        piece(
            "Checkboxes",
            "Any of a few. A list of which several can be chosen has them too; the page after it says what will happen.",
            view! { <Checkboxes id="piece-days" legend="Which days suit you?" items=days.to_vec() size="s" /> },
        ),
        piece(
            "Fieldset",
            "Several fields under one question.",
            view! {
                <Fieldset legend="Your address" size="s">
                    <TextInput field=Field::new("piece-town") label="Town" />
                    <TextInput field=Field::new("piece-postcode") label="Postcode" width=10 />
                </Fieldset>
            },
        ),
    ]
}

/// What is wrong with no form of this page: its title doesn't say so.
#[component]
fn Wrong(failure: AppError) -> impl IntoView {
    provide_context(ErrorsShown::default());
    view! { <ErrorSummary failure=Some(failure) /> }
}
