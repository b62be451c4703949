//! Identifiers: UUID version 7, one type for each noun so that they can't be mixed up.

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

macro_rules! id {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(::uuid::Uuid);

        impl $name {
            /// A new identifier (UUID version 7) from the time now and ten random bytes.
            #[must_use]
            pub fn new(at: $crate::kit::instant::Instant, random: [u8; 10]) -> Self {
                Self(::uuid::Builder::from_unix_timestamp_millis(at.unix_milliseconds(), &random).into_uuid())
            }

            #[must_use]
            pub const fn uuid(self) -> ::uuid::Uuid {
                self.0
            }
        }

        impl From<::uuid::Uuid> for $name {
            fn from(uuid: ::uuid::Uuid) -> Self {
                Self(uuid)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(self.0.as_hyphenated(), f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::kit::id::NotAnId;

            fn from_str(text: &str) -> Result<Self, $crate::kit::id::NotAnId> {
                ::uuid::Uuid::try_parse(text).map(Self).map_err(|_| $crate::kit::id::NotAnId)
            }
        }
    )+};
}

/// Declares forms that say which thing, and nothing more: the name of the field, whose identifier it is, and what a person reads
/// where it is none.
macro_rules! id_form {
    ($($(#[$meta:meta])* $name:ident { $field:ident: $id:ty, $message:literal };)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(default)]
        pub struct $name {
            pub $field: String,
        }

        impl $name {
            pub fn parse(self) -> Result<$id, $crate::kit::field_errors::FieldErrors> {
                let id = self.$field.trim().parse();
                id.map_err(|_| $crate::kit::field_errors::FieldErrors::one(stringify!($field), $message))
            }
        }
    )+};
}
