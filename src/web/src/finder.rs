//! Organisations to choose from, found by a part of their name or by their code.

use domain::kit::query;
use domain::people::permission::Permission;
use leptos::prelude::*;
use service::Paged;
use service::places::organisation::{Organisation, list};
use ui::{Field, InsetText, Item, TextInput};

use crate::context;
use crate::error::Failure;

/// What was looked for, and what was found; nothing before something is looked for.
pub struct Finder {
    text: String,
    found: Option<Paged<Organisation>>,
}

impl Finder {
    /// Organisations for which the actor has this permission.
    ///
    /// # Errors
    /// `Forbidden` for who has it nowhere.
    pub async fn of(text: &str, permission: Permission) -> Result<Self, Failure> {
        let (service, actor) = (context::service(), context::actor()?);
        actor.may(permission)?;
        let text = query::text(text);
        let found = match text.as_str() {
            "" => None,
            text => Some(list(&service, &actor, permission, text, 1).await?),
        };
        Ok(Self { text, found })
    }

    #[must_use]
    pub fn items(&self) -> Vec<Item> {
        let found = self.found.iter().flat_map(|found| &found.rows);
        found.map(item).collect()
    }

    /// The form that looks for them, on the page at `action`, and what to do where nothing or too much was found.
    pub fn view(self, action: String, label: &'static str) -> impl IntoView {
        let words = match &self.found {
            Some(found) if found.rows.is_empty() => {
                "No organisation is found. Check the spelling or try a shorter part of the name."
            }
            Some(found) if found.pages > 1 => {
                "There are more than we show here. Type more of the name to find the one you want."
            }
            _ => "",
        };
        view! {
            <form class="app-filter" method="get" action=action role="search" aria-label="Organisations">
                <TextInput field=Field::new("text").with(self.text) label hint="A part of its name, or its code" kind="search" />
                <button class="nhsuk-button nhsuk-button--secondary" type="submit">"Find organisations"</button>
            </form>
            {(!words.is_empty()).then(|| view! { <InsetText><p>{words}</p></InsetText> })}
        }
    }
}

/// An organisation as one of several to choose from.
pub fn item(organisation: &Organisation) -> Item {
    let kind = organisation.kind.words();
    let hint = match &organisation.ods_code {
        Some(code) => format!("{kind}, code {code}"),
        None => kind.to_owned(),
    };
    Item::new(organisation.id.to_string(), &organisation.name).hint(hint)
}
