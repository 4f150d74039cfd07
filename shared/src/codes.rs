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

/// Encodes a type as the number that `number` gives and `from_number` reads.
macro_rules! through_number {
    ($name:ident) => {
        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.u32(self.number())?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                Self::from_number(d.u32()?).map_err(|error| minicbor::decode::Error::message(error.to_string()))
            }
        }
    };
}

pub(crate) use {stable_codes, through_number, through_text};
