//! What a form knows of one of its fields, or of the three of a day.

use leptos::prelude::*;

use super::nothing;

/// What a field is called, what is in it and what is wrong with it: a page asks its form for one, or makes one for what is looked for.
#[derive(Debug, Clone)]
pub struct Field {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) value: String,
    pub(super) error: Signal<Option<String>>,
}

impl Field {
    /// An empty field of this name, which is its id too.
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            id: name.clone(),
            name,
            value: String::new(),
            error: nothing(),
        }
    }

    /// Under another id: that of the name would be there twice, or isn't what an error's link says.
    #[must_use]
    pub fn id(self, id: impl Into<String>) -> Self {
        let id = id.into();
        Self { id, ..self }
    }

    #[must_use]
    pub fn with(self, value: impl Into<String>) -> Self {
        let value = value.into();
        Self { value, ..self }
    }

    #[must_use]
    pub fn error(self, error: impl Into<Signal<Option<String>>>) -> Self {
        let error = error.into();
        Self { error, ..self }
    }
}

/// What the three fields of a day are called, what is in them and what is wrong with it.
#[derive(Debug, Clone)]
pub struct DayField {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) value: [String; 3],
    pub(super) error: Signal<Option<String>>,
}

impl DayField {
    /// Empty fields `form[NAME][day]`, `form[NAME][month]` and `form[NAME][year]`.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            id: name.to_owned(),
            name: name.to_owned(),
            value: Default::default(),
            error: nothing(),
        }
    }

    #[must_use]
    pub fn id(self, id: impl Into<String>) -> Self {
        let id = id.into();
        Self { id, ..self }
    }

    #[must_use]
    pub fn with(self, value: [String; 3]) -> Self {
        Self { value, ..self }
    }

    #[must_use]
    pub fn error(self, error: impl Into<Signal<Option<String>>>) -> Self {
        let error = error.into();
        Self { error, ..self }
    }
}
