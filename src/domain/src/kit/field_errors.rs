//! What is wrong with a form, field by field.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name, as the form's struct has it.
    pub field: String,
    /// What to do about it, for the person ('Enter your email address').
    pub message: String,
}

/// All that is wrong with a form, in the order of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    #[must_use]
    pub fn one(field: &str, message: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.push(field, message);
        errors
    }

    pub fn push(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(FieldError {
            field: field.to_owned(),
            message: message.into(),
        });
    }

    /// Takes the value of a field, or notes its error.
    pub fn take<T>(&mut self, field: &str, parsed: Result<T, impl Into<String>>) -> Option<T> {
        parsed.map_err(|message| self.push(field, message)).ok()
    }

    /// What was read, where nothing is wrong with it.
    ///
    /// # Errors
    /// All that is wrong.
    pub fn or<T>(self, read: T) -> Result<T, Self> {
        if self.is_empty() { Ok(read) } else { Err(self) }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first message for a field.
    #[must_use]
    pub fn for_field(&self, field: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|error| error.field == field)
            .map(|error| error.message.as_str())
    }
}

/// What a page says whose form was not sent as it was made.
pub const OPEN_AGAIN: &str = "Open the page again";

/// What a text says, else the message.
///
/// # Errors
/// The message.
pub fn read<T: FromStr>(text: &str, message: &'static str) -> Result<T, &'static str> {
    text.trim().parse().map_err(|_| message)
}

/// What may be left empty.
///
/// # Errors
/// What to tell the person.
pub fn optional<T, E>(text: &str, read: impl FnOnce(&str) -> Result<T, E>) -> Result<Option<T>, E> {
    match text.trim() {
        "" => Ok(None),
        text => read(text).map(Some),
    }
}

/// Declares a form, what is read from it, and how: each field with the value that it gives, then what is wrong with several together,
/// where each is right. The form has what was typed, `form[FIELD]`, empty where nothing was sent.
macro_rules! form {
    (
        $(#[$meta:meta])*
        $form:ident => $(#[$read_meta:meta])* $read:ident($($argument:ident: $argument_type:ty),*) {
            $($(#[$note:meta])* $field:ident: $typed:ty => $value:ident: $value_type:ty = $how:expr;)+
        }
        $(check |$all:ident, $errors:ident| $check:block)?
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(default)]
        pub struct $form {
            $(pub $field: $typed,)+
        }

        $(#[$read_meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $read {
            $($(#[$note])* pub $value: $value_type,)+
        }

        impl $form {
            pub fn parse(self, $($argument: $argument_type),*) -> Result<$read, $crate::kit::field_errors::FieldErrors> {
                let Self { $($field),+ } = self;
                let mut errors = $crate::kit::field_errors::FieldErrors::default();
                $(let $value = errors.take(stringify!($field), $how);)+
                let ($(Some($value),)+) = ($($value,)+) else {
                    return Err(errors);
                };
                let read = $read { $($value),+ };
                $({
                    let ($all, $errors) = (&read, &mut errors);
                    $check
                })?
                errors.or(read)
            }
        }
    };
}
