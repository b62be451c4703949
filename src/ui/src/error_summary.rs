//! What is wrong with a form, above it.

use domain::kit::app_error::AppError;
use domain::kit::field_errors::FieldErrors;
use leptos::prelude::*;

use crate::around::ErrorsShown;

/// A field's name, and the id of the input that its link leads to.
type InputIds = Vec<(&'static str, &'static str)>;

/// What is wrong with the form, above it. The client gives it the focus when it is new.
#[component]
pub fn ErrorSummary(
    #[prop(into)] failure: Signal<Option<AppError>>,
    /// Where each field's link leads, when that isn't the field's own name.
    #[prop(optional)]
    input_ids: InputIds,
) -> impl IntoView {
    if let Some(shown) = use_context::<ErrorsShown>()
        && failure.get_untracked().is_some()
    {
        shown.note();
    }
    move || {
        failure.get().map(|error| {
            view! {
                <div class="nhsuk-error-summary">
                    <div role="alert">
                        <h2 class="nhsuk-error-summary__heading">"There is a problem"</h2>
                        <div class="nhsuk-error-summary__body">
                            <ul class="nhsuk-list nhsuk-error-summary__list">{items(error, &input_ids)}</ul>
                        </div>
                    </div>
                </div>
            }
        })
    }
}

fn items(error: AppError, input_ids: &InputIds) -> AnyView {
    match error {
        AppError::Invalid(errors) => links(errors, input_ids),
        error => view! { <li>{error_words(&error)}</li> }.into_any(),
    }
}

fn links(errors: FieldErrors, input_ids: &InputIds) -> AnyView {
    let link = |field: &str| {
        let known = input_ids.iter().find(|(name, _)| *name == field);
        format!("#{}", known.map_or(field, |(_, id)| id))
    };
    let links = errors.0.into_iter().map(|error| {
        view! { <li><a href=link(&error.field)>{error.message}</a></li> }
    });
    links.collect_view().into_any()
}

/// The words for an error that belongs to no field.
#[must_use]
pub fn error_words(error: &AppError) -> String {
    match error {
        AppError::BadRequest => {
            "We could not read what was sent. Check your answers and try again".to_owned()
        }
        AppError::NotSignedIn => "You have been signed out".to_owned(),
        AppError::Forbidden => "You do not have permission to do this".to_owned(),
        AppError::NotFound => {
            "We could not find that. It may have been changed or removed".to_owned()
        }
        AppError::Conflict(conflict) => conflict.message.clone(),
        AppError::Invalid(errors) => errors
            .0
            .first()
            .map(|error| error.message.clone())
            .unwrap_or_default(),
        AppError::TooMany {
            retry_after_seconds,
        } => {
            let minutes = retry_after_seconds.div_ceil(60).max(1);
            format!(
                "You have tried too often. Wait {minutes} minute{} and try again",
                if minutes == 1 { "" } else { "s" }
            )
        }
        AppError::Busy => {
            "The service is busy. Nothing was saved. Wait a moment and try again".to_owned()
        }
        AppError::Internal(reference) if reference.is_empty() => {
            "Something went wrong. Try again".to_owned()
        }
        AppError::Internal(reference) => {
            format!("Something went wrong. Try again, or tell us the reference {reference}")
        }
    }
}
