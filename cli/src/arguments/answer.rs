//! Yes, no, or nobody knows.

use maillage_node::service::permanences::Known;

/// The answer to a question about a permanence, such as whether a wheelchair gets in. Understood in three languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Answer {
    /// Yes.
    #[value(alias = "oui", alias = "ja")]
    Yes,
    /// No.
    #[value(alias = "non", alias = "nee")]
    No,
    /// Not known.
    #[value(alias = "inconnu", alias = "onbekend")]
    Unknown,
}

impl Answer {
    /// As the service takes it.
    pub(crate) const fn known(self) -> Known {
        match self {
            Self::Yes => Known::Yes,
            Self::No => Known::No,
            Self::Unknown => Known::Unknown,
        }
    }
}
