//! Our components with the options of the design system's examples.

use domain::kit::app_error::{AppError, Conflict, ConflictCode};
use domain::kit::field_errors::FieldErrors;
use leptos::prelude::*;
use ui::{
    Account, BackLink, Button, ButtonLink, Card, CharacterCount, Checkboxes, DataTable, DateInput,
    DayField, Details, ErrorSummary, Field, Fieldset, Footer, Header, HeaderModel, Heading,
    InsetText, Item, NotificationBanner, Pagination, Panel, Radios, Row, SectionLink, Select,
    SkipLink, SummaryList, SummaryRow, Tag, TextInput, WarningCallout,
};

use crate::Case;

const CONTACT: &str = "How do you want to be contacted about this?";

const fn case(
    component: &'static str,
    name: &'static str,
    part: &'static str,
    ours: fn() -> AnyView,
) -> Case {
    Case {
        component,
        example: (name, 0),
        part,
        ours,
    }
}

fn wrong(message: &str) -> Signal<Option<String>> {
    let message = message.to_owned();
    Signal::derive(move || Some(message.clone()))
}

fn failed(error: AppError) -> Signal<Option<AppError>> {
    Signal::derive(move || Some(error.clone()))
}

/// Every case.
pub fn all() -> Vec<Case> {
    let mut all = around();
    all.extend(content());
    all.extend(lists());
    all.extend(inputs());
    all.extend(choices());
    all
}

/// What is around every page.
fn around() -> Vec<Case> {
    fn header(links: &[&str], name: Option<&str>) -> AnyView {
        let model = HeaderModel {
            name: name.map(str::to_owned),
            sections: links
                .iter()
                .map(|words| SectionLink {
                    href: "#".to_owned(),
                    words: (*words).to_owned(),
                    is_current: false,
                })
                .collect(),
            printed: String::new(),
            demo: false,
            has_search: false,
            unread: None,
        };
        view! { <Header model /> }.into_any()
    }
    vec![
        case("skip-link", "default", "a", || {
            view! { <SkipLink /> }.into_any()
        }),
        case(
            "header",
            "with navigation",
            ".nhsuk-header__navigation",
            || {
                header(
                    &[
                        "Health A to Z",
                        "Live Well",
                        "Mental health",
                        "Care and support",
                        "NHS services",
                    ],
                    None,
                )
            },
        ),
        case(
            "header",
            "with account (logged out)",
            ".nhsuk-header__account",
            || view! { <Account href="#" words="Log in" /> }.into_any(),
        ),
        case("footer", "default", "", || {
            let links = [
                "Accessibility statement",
                "Contact us",
                "Cookies",
                "Privacy policy",
                "Terms and conditions",
            ];
            let links = links.map(|words| ("#", words)).to_vec();
            view! { <Footer links owner="© NHS England" /> }.into_any()
        }),
    ]
}

/// Parts of a page's text.
fn content() -> Vec<Case> {
    vec![
        case("back-link", "default", "", || {
            view! { <BackLink href="#" /> }.into_any()
        }),
        case("button", "default", "", || {
            view! { <Button words="Save and continue" /> }.into_any()
        }),
        case("button", "secondary", "", || {
            view! { <Button words="Find my location" kind="secondary" /> }.into_any()
        }),
        case("button", "warning", "", || {
            view! { <Button words="Yes, delete this vaccine" kind="warning" /> }.into_any()
        }),
        case("button", "as a link", "", || {
            view! { <ButtonLink href="#" words="Link button" /> }.into_any()
        }),
        case("button", "secondary as a link", "", || {
            view! { <ButtonLink href="#" words="Find my location" kind="secondary" /> }.into_any()
        }),
        case("card", "clickable", "", || {
            view! {
                <Card
                    href="#"
                    heading="Introduction to care and support"
                    level=2
                    words="A quick guide for people who have care and support needs and their carers"
                />
            }
            .into_any()
        }),
        case("details", "default", "", || {
            view! {
                <Details summary="How to find your NHS number">
                    "You can find your NHS number by logging in to the NHS App or on any document the NHS has sent you."
                </Details>
            }
            .into_any()
        }),
        case("inset-text", "default", "", || {
            view! {
                <InsetText>
                    <p>"You can report any suspected side effect using the Yellow Card safety scheme"</p>
                </InsetText>
            }
            .into_any()
        }),
        case("notification-banner", "default", "", || {
            view! {
                <NotificationBanner>
                    <p class="nhsuk-notification-banner__heading">"The patient record was updated."</p>
                </NotificationBanner>
            }
            .into_any()
        }),
        case("notification-banner", "with success variant", "", || {
            view! {
                <NotificationBanner success=true>
                    <p class="nhsuk-notification-banner__heading">"Email sent to example@email.com"</p>
                </NotificationBanner>
            }
            .into_any()
        }),
        case("panel", "default", "", || {
            view! { <Panel heading="Booking complete">"We have sent you a confirmation email"</Panel> }.into_any()
        }),
        case("tag", "default", "", || {
            view! { <Tag words="Active" /> }.into_any()
        }),
        case("warning-callout", "default", "", || {
            view! {
                <WarningCallout heading="Important" level=3>
                    <p class="nhsuk-card__description">
                        "For safety, tell your doctor or pharmacist if you're taking any other medicines, including herbal medicines, vitamins or supplements."
                    </p>
                </WarningCallout>
            }
            .into_any()
        }),
    ]
}

/// Lists, tables and pages of them.
fn lists() -> Vec<Case> {
    fn pages(page: i64, pages: i64) -> AnyView {
        view! { <Pagination page pages href=|page: i64| format!("#/section/{page}") /> }.into_any()
    }
    vec![
        case("summary-list", "with actions", "dl > div", || {
            let name = SummaryRow::new("Name", "Karen Francis").change("#/change", "name");
            view! { <SummaryList rows=vec![name] /> }.into_any()
        }),
        case("summary-list", "default", "dl > div", || {
            view! { <SummaryList rows=vec![SummaryRow::new("Name", "Karen Francis")] /> }.into_any()
        }),
        // The fifth 'default' is the responsive one.
        Case {
            component: "tables",
            example: ("default", 4),
            part: "",
            ours: || {
                let headings = ["Skin symptoms", "Possible cause"].map(Heading::new);
                let rows = [
                    ["Blisters on lips or around the mouth", "Cold sores"],
                    ["Itchy, dry, cracked, sore", "Eczema"],
                    ["Itchy blisters", "Shingles, chickenpox"],
                ];
                let rows: Vec<Row> = rows
                    .into_iter()
                    .map(|row| row.map(IntoAny::into_any).into_iter().collect())
                    .collect();
                let caption = "Impetigo can look similar to other skin conditions";
                view! { <DataTable caption headings=headings.to_vec() rows /> }.into_any()
            },
        },
        case("pagination", "numbered", "", || pages(2, 3)),
        case("pagination", "numbered first page", "", || pages(1, 3)),
        case("pagination", "numbered last page", "", || pages(3, 3)),
        case("pagination", "numbered with many pages", "", || {
            pages(10, 40)
        }),
    ]
}

/// What people type.
fn inputs() -> Vec<Case> {
    vec![
        case("error-summary", "with multiple errors", "", || {
            let mut errors = FieldErrors::default();
            errors.push("example-first-name", "Enter your first name");
            errors.push("example-last-name", "Enter your last name");
            view! { <ErrorSummary failure=failed(AppError::Invalid(errors)) /> }.into_any()
        }),
        case("error-summary", "without error link", "", || {
            let conflict = Conflict {
                code: ConflictCode::NOT_ALLOWED_NOW,
                message: "Invalid username or password".to_owned(),
                alternatives: Vec::new(),
            };
            view! { <ErrorSummary failure=failed(AppError::Conflict(conflict)) /> }.into_any()
        }),
        case("fieldset", "default", "", || {
            view! { <Fieldset legend="What is your address?" size="l" heading=true>""</Fieldset> }
                .into_any()
        }),
        case("fieldset", "without legend heading", "", || {
            view! { <Fieldset legend="What is your address?" size="">""</Fieldset> }.into_any()
        }),
        case("input", "default", "", || {
            view! { <TextInput field=Field::new("example") label="What is your full name?" heading=true spellcheck=None /> }
                .into_any()
        }),
        case("input", "width", "", || {
            view! { <TextInput field=Field::new("example").id("input-width") label="2 character width" width=2 spellcheck=None /> }.into_any()
        }),
        case("input", "without heading", "", || {
            view! {
                <TextInput
                    field=Field::new("example").id("without-heading")
                    label="What is your NHS number?"
                    code=true
                    width=10
                    inputmode="numeric"
                />
            }
            .into_any()
        }),
        case("input", "with error message, without heading", "", || {
            view! {
                <TextInput
                    field=Field::new("example").id("with-error-message").error(wrong("Enter NHS number"))
                    label="What is your NHS number?"
                    code=true
                    width=10
                    inputmode="numeric"
                />
            }
            .into_any()
        }),
        case("date-input", "default", "fieldset", || {
            view! {
                <DateInput
                    field=DayField::new("example")
                    legend="What is your date of birth?"
                    hint="For example, 31 3 1980"
                    heading=true
                />
            }
            .into_any()
        }),
        case("date-input", "with error message and hint", "", || {
            view! {
                <DateInput
                    field=DayField::new("example").error(wrong("Enter your date of birth"))
                    legend="What is your date of birth?"
                    hint="For example, 31 3 1980"
                    heading=true
                />
            }
            .into_any()
        }),
        case("date-input", "with values", "", || {
            view! {
                <DateInput
                    field=DayField::new("example").with(["5", "8", "2024"].map(str::to_owned))
                    legend="What is your date of birth?"
                    hint="For example, 31 3 1980"
                    heading=true
                />
            }
            .into_any()
        }),
        case("character-count", "default", "", || {
            view! {
                <CharacterCount
                    field=Field::new("example")
                    label="Can you provide more detail?"
                    hint="Do not include personal information like your name, date of birth or NHS number"
                    most=200
                    rows=5
                    heading=true
                />
            }
            .into_any()
        }),
        case("character-count", "without heading", "", || {
            view! {
                <CharacterCount field=Field::new("example").id("without-heading") label="Tell us more about what happened" most=150 rows=5 />
            }
            .into_any()
        }),
    ]
}

/// What people choose.
fn choices() -> Vec<Case> {
    fn ways() -> Vec<Item> {
        vec![
            Item::new("email", "Email"),
            Item::new("phone", "Phone"),
            Item::new("text", "Text message"),
        ]
    }
    fn sorts() -> Vec<Item> {
        vec![
            Item::new("published", "Recently published"),
            Item::new("updated", "Recently updated"),
            Item::new("views", "Most views"),
            Item::new("comments", "Most comments"),
        ]
    }
    fn boxes() -> Vec<(String, Item, bool)> {
        ways()
            .into_iter()
            .map(|item| ("example".to_owned(), item, false))
            .collect()
    }
    vec![
        case("radios", "without heading", "", || {
            view! { <Radios field=Field::new("example").id("without-heading") legend=CONTACT items=ways() size="" /> }.into_any()
        }),
        case("radios", "with error message, without heading", "", || {
            view! {
                <Radios
                    field=Field::new("example").id("with-error-message").error(wrong("Select how you want to be contacted"))
                    legend=CONTACT
                    items=ways()
                    size=""
                />
            }
            .into_any()
        }),
        case("radios", "with hints on items", "", || {
            let items = vec![
                Item::new("mobile", "Yes, I have a mobile phone with signal")
                    .hint("We will text you a 6 digit security code"),
                Item::new("landline", "No, I want to use my landline")
                    .hint("We will call you to give you a 6 digit security code"),
            ];
            view! {
                <Radios
                    field=Field::new("example").id("with-hint-item")
                    legend="Do you have a mobile phone with signal?"
                    items
                    heading=true
                />
            }
            .into_any()
        }),
        case("checkboxes", "default", "", || {
            view! {
                <Checkboxes
                    id="example"
                    legend=CONTACT
                    hint="Select all options that are relevant to you"
                    items=boxes()
                    size="l"
                    heading=true
                />
            }
            .into_any()
        }),
        case("select", "without heading", "", || {
            view! { <Select field=Field::new("example").id("without-heading") label="Sort by" items=sorts() /> }
                .into_any()
        }),
        case("select", "with selected value", "select", || {
            view! { <Select field=Field::new("example").id("with-value").with("updated") label="Sort by" items=sorts() /> }.into_any()
        }),
    ]
}
