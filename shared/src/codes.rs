//! Stable codes of the ways in which something is refused: what programs compare, and what catalogues of sentences are keyed by.

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

pub(crate) use stable_codes;
