//! Types that are written as text: stable codes of the ways in which something is refused (what programs compare, and what
//! catalogues of sentences are keyed by), and the conversions of a value that is stored as its own text.

/// Gives an enum the list `CODES` and the method `code`, of which one cannot forget what the other has.
macro_rules! stable_codes {
    ($type:ident: $($variant:ident = $code:literal),+ $(,)?) => {
        impl $type {
            /// Every code that [`Self::code`] gives.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The stable code, for programs and for messages in several languages.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $code),+
                }
            }
        }
    };
}

/// The two conversions serde asks of a type that is written as its own text: `FromStr` reads it, `Display` writes it.
macro_rules! through_text {
    ($name:ident, $error:ident) => {
        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.to_string()
            }
        }
    };
}

pub(crate) use {stable_codes, through_text};
