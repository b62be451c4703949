//! How an enum is kept as text: one code for the database and the forms, one wording for pages.

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

            /// The value with this code, if there is one.
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
    };
}

/// Declares a kind of code that grows with the areas: each declares its own values as constants, and the service sums them. Two are the
/// same where their codes are.
macro_rules! declared_codes {
    ($($(#[$meta:meta])* pub struct $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, Eq)]
        pub struct $name {
            code: &'static str,
            words: &'static str,
        }

        impl $name {
            /// A code (database, forms) and its words (pages).
            #[must_use]
            pub const fn new(code: &'static str, words: &'static str) -> Self {
                Self { code, words }
            }

            /// The text kept in the database and sent by forms.
            #[must_use]
            pub const fn code(self) -> &'static str {
                self.code
            }

            /// The wording for pages.
            #[must_use]
            pub const fn words(self) -> &'static str {
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
    )+};
}
