//! Yes, no, or nobody knows.

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
