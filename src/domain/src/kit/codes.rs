//! How a choice is kept as text: one code for the database and the forms, one wording for pages. An enum, where the choice is one
//! area's; an open code, where each area adds its own.

/// No value has this code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such code")]
pub struct NoSuchCode;

/// Declares an enum whose every value has a code (database, forms) and words (pages).
macro_rules! coded_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal, $words:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// Every value, in the order pages list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The text kept in the database and sent by forms.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The wording for pages.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)+ }
            }

            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::kit::codes::NoSuchCode;

            fn from_str(code: &str) -> Result<Self, $crate::kit::codes::NoSuchCode> {
                Self::from_code(code).ok_or($crate::kit::codes::NoSuchCode)
            }
        }
    };
}

/// Declares types of codes to which each area adds its own, as constants. Two codes are the same whatever their words.
macro_rules! open_code {
    ($($(#[$meta:meta])* pub struct $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Eq)]
        pub struct $name {
            code: ::std::borrow::Cow<'static, str>,
            words: &'static str,
        }

        impl $name {
            #[must_use]
            pub const fn new(code: &'static str, words: &'static str) -> Self {
                Self { code: ::std::borrow::Cow::Borrowed(code), words }
            }

            /// One whose words aren't at hand: it was kept, or came over the wire.
            #[must_use]
            pub const fn of_code(code: String) -> Self {
                Self { code: ::std::borrow::Cow::Owned(code), words: "" }
            }

            /// The text kept in the database and sent.
            #[must_use]
            pub fn code(&self) -> &str {
                &self.code
            }

            /// What a person reads; empty where it isn't at hand.
            #[must_use]
            pub const fn words(&self) -> &'static str {
                self.words
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.code == other.code
            }
        }

        impl ::std::hash::Hash for $name {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                self.code.hash(state);
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&self.code)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.code.serialize(serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::of_code)
            }
        }
    )+};
}
