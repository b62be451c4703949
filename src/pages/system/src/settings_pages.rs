//! Settings of the whole system.

use domain::system::settings::{Kind, NO, YES};
use leptos::prelude::*;

use crate::done;
use crate::server_fns::models;
use crate::{ChangeSetting, SettingModel, SettingsModel};
use ui::{BackLink, Button, DateInput, Hidden, Item, Radios, SummaryList, SummaryRow, TextInput};
use web::banner::Banner;
use web::forms::{Form, use_form};
use web::page::{Page, page, task, word_of_address};

/// `/settings`.
pub async fn settings_page() -> Page {
    let model = models::settings().await?;
    page("Settings", view! { <All model /> })
}

#[component]
fn All(model: SettingsModel) -> impl IntoView {
    let rows = model
        .settings
        .into_iter()
        .map(|setting| {
            let mut lines = vec![setting.value];
            lines.extend(setting.coming);
            lines.extend(setting.past);
            let what = setting.words.to_lowercase();
            SummaryRow::new(setting.words, lines.join("\n"))
                .change(format!("/settings/{}", setting.name), what)
        })
        .collect();
    view! {
        {Banner::named(&[done::SETTING_CHANGED]).map(Banner::view)}
        <h1 class="nhsuk-heading-l">"Settings"</h1>
        <p>"They hold for everyone, except where an adviser has a notice or a number of days of their own."</p>
        <SummaryList rows />
    }
}

/// `/settings/NAME`.
pub async fn change_setting_page() -> Page {
    let model = models::setting(&word_of_address("name")).await?;
    task("Change a setting", view! { <Change model /> })
}

#[component]
fn Change(model: SettingModel) -> impl IntoView {
    let form = use_form::<ChangeSetting>();
    view! {
        <BackLink href="/settings" />
        <Form form>
            <h1 class="nhsuk-heading-l">"Change a setting"</h1>
            <p>"What is booked stays booked. A change that was to begin later gives way to this one."</p>
            <Hidden name="form[name]" value=model.name />
            {match model.kind {
                Kind::YesNo => {
                    let items = [YES, NO].map(|words| Item::new(words, words)).to_vec();
                    view! {
                        <Radios
                            field=form.field("value", model.value)
                            legend=model.words
                            items
                        />
                    }
                        .into_any()
                }
                kind => {
                    let (inputmode, width) = if kind == Kind::Pence { ("decimal", 10) } else { ("numeric", 3) };
                    view! {
                        <TextInput
                            field=form.field("value", model.value)
                            label=model.words
                            hint=model.limits
                            inputmode
                            width
                        />
                    }
                        .into_any()
                }
            }}
            <DateInput
                field=form.day("from", Some(model.today))
                legend="First day it holds"
                hint="For example, 27 3 2026"
            />
            <Button words="Save this setting" />
        </Form>
    }
}
