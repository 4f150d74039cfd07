//! Network-wide figures, read from publications and from nothing else.
//!
//! * [`Query`]: by what to count, over which months, for whom
//! * [`NetworkFigures`]: everything published, packed once and then asked as often as wanted
//! * [`Figures`]: the answer, which always says what it covers and what is missing
//!
//! A hidden figure is never taken for zero: a row with one gives the interval that anyone could derive, and no number.

mod answer;
mod comparison;
mod coverage;
mod index;
mod shares;
mod tiles;

use std::collections::{BTreeMap, BTreeSet};

pub use answer::effective;
pub use comparison::Earlier;
pub use coverage::{Coverage, Missing};
pub use index::{NetworkFigures, Place, Published};
pub use shares::Share;

use super::Trait;
use crate::{
    calendar::{Grain, Month},
    directory::commune::Region,
    identity::OperatorId,
    record::vocabulary::{List, vocabulary},
    text::{Name, Slug},
};

/// By what figures are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// By permanence; two operators may each have one of the same short name, which are two rows.
    Permanence,
    /// By operator.
    Operator,
    /// By the commune that the permanence lies in.
    Commune,
    /// By the region that the commune lies in.
    Region,
    /// By the host that lends the room.
    Host,
    /// By month.
    Month,
    /// By quarter.
    Quarter,
    /// By year.
    Year,
    /// By category of the request.
    Category,
    /// By type of the request.
    Type,
    /// By what became of it.
    Outcome,
    /// By where people were referred to.
    Referral,
    /// By gender.
    Gender,
    /// By age band.
    Age,
    /// By how long it took.
    Duration,
    /// By where the help took place.
    Channel,
    /// By device.
    Device,
    /// By language of the exchange.
    Language,
    /// By how far the person did it.
    Participation,
}

/// The text names no dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("figures are not counted by this")]
pub struct UnknownDimension;

impl Dimension {
    /// The English word, which commands and JSON use.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Permanence => "permanence",
            Self::Operator => "operator",
            Self::Commune => "commune",
            Self::Region => "region",
            Self::Host => "host",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Category => "category",
            Self::Type => "type",
            Self::Outcome => "outcome",
            Self::Referral => "referral",
            Self::Gender => "gender",
            Self::Age => "age",
            Self::Duration => "duration",
            Self::Channel => "channel",
            Self::Device => "device",
            Self::Language => "language",
            Self::Participation => "participation",
        }
    }

    /// What a record says of a request by a code, in the order in which it keeps the codes.
    pub const TRAITS: [Self; 11] = [
        Self::Category,
        Self::Type,
        Self::Outcome,
        Self::Referral,
        Self::Gender,
        Self::Age,
        Self::Duration,
        Self::Channel,
        Self::Device,
        Self::Language,
        Self::Participation,
    ];

    /// The list that its codes are from, for one of [`Dimension::TRAITS`].
    #[must_use]
    pub const fn list(self) -> Option<List> {
        Some(match self {
            Self::Category => List::Categories,
            Self::Type => List::RequestTypes,
            Self::Outcome => List::Outcomes,
            Self::Referral => List::Referrals,
            Self::Gender => List::Genders,
            Self::Age => List::AgeBands,
            Self::Duration => List::DurationBands,
            Self::Channel => List::Channels,
            Self::Device => List::Devices,
            Self::Language => List::Languages,
            Self::Participation => List::Participation,
            _ => return None,
        })
    }

    /// The code that a record keeps as this number; nothing where nothing was noted.
    #[must_use]
    pub fn code_of(self, number: u16) -> Option<&'static str> {
        vocabulary().by_number(self.list()?, number).map(|term| term.code.as_str())
    }

    /// Whether it is a length of time.
    #[must_use]
    pub const fn is_time(self) -> bool {
        matches!(self, Self::Month | Self::Quarter | Self::Year)
    }
}

impl std::str::FromStr for Dimension {
    type Err = UnknownDimension;

    /// Reads the word in English, French or Dutch.
    fn from_str(text: &str) -> Result<Self, UnknownDimension> {
        Ok(match text.trim().to_lowercase().as_str() {
            "permanence" | "permanentie" => Self::Permanence,
            "operator" | "operateur" | "opérateur" => Self::Operator,
            "commune" | "gemeente" | "municipality" => Self::Commune,
            "region" | "région" | "gewest" => Self::Region,
            "host" | "hebergeur" | "hébergeur" | "hote" | "hôte" | "gastheer" | "gastorganisatie" => Self::Host,
            "month" | "mois" | "maand" => Self::Month,
            "quarter" | "trimestre" | "kwartaal" => Self::Quarter,
            "year" | "annee" | "année" | "jaar" => Self::Year,
            "category" | "categorie" | "catégorie" => Self::Category,
            "type" | "request" | "demande" | "vraag" => Self::Type,
            "outcome" | "resultat" | "résultat" | "resultaat" => Self::Outcome,
            "referral" | "reorientation" | "réorientation" | "doorverwijzing" => Self::Referral,
            "gender" | "genre" | "geslacht" => Self::Gender,
            "age" | "âge" | "leeftijd" => Self::Age,
            "duration" | "duree" | "durée" | "duur" => Self::Duration,
            "channel" | "canal" | "kanaal" => Self::Channel,
            "device" | "appareil" | "toestel" => Self::Device,
            "language" | "langue" | "taal" => Self::Language,
            "participation" | "deelname" => Self::Participation,
            _ => return Err(UnknownDimension),
        })
    }
}

impl std::fmt::Display for Dimension {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.code())
    }
}

/// What is asked. Empty filters let everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Query {
    /// By what to count, in the order of the columns wanted; nothing gives one total. Of several lengths of time the shortest
    /// counts.
    pub by: Vec<Dimension>,
    /// The first month; the first published one of the network when not given.
    pub from: Option<Month>,
    /// The last month; the last published one of the network when not given. Since a member may publish a month that lies far
    /// ahead, a caller with a clock gives it.
    pub to: Option<Month>,
    /// Only these operators.
    pub operators: BTreeSet<OperatorId>,
    /// Only permanences of these short names.
    pub permanences: BTreeSet<Slug>,
    /// Only permanences in these communes.
    pub communes: BTreeSet<String>,
    /// Only permanences in these regions.
    pub regions: BTreeSet<Region>,
    /// Only visits of these codes, for each trait that is named.
    pub only: BTreeMap<Trait, BTreeSet<u16>>,
}

/// Why a question has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// The first month is after the last.
    #[error("the first month {from} is after the last, {to}")]
    Backwards {
        /// The first month asked for.
        from: Month,
        /// The last month asked for.
        to: Month,
    },
    /// Nobody publishes figures by this, or by these together.
    #[error("no figures are published by this")]
    NotPublished,
    /// Figures by this are published for longer periods only, of this length at least.
    #[error("figures by this are published for longer periods only")]
    TooFine(Grain),
    /// The months begin or end within a period that is published whole, of this length.
    #[error("the months begin or end within a period that is published whole")]
    Partly(Grain),
}

/// The answer to a [`Query`].
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Figures {
    /// By what it is counted: that of the query, without repetitions and with one length of time at most.
    pub by: Vec<Dimension>,
    /// One row for each combination of which at least one figure is published, shown or hidden; in the order of their keys.
    pub rows: Vec<Row>,
    /// What the rows cover.
    pub coverage: Coverage,
    /// What the earlier figures cover that rows are compared with, where they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Coverage>,
}

/// An operator, by identity and name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct NamedOperator {
    /// Its name.
    pub name: Name,
    /// Its identity.
    pub id: OperatorId,
}

/// One row of an answer. Of the keys only those that the query counts by are present.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Row {
    /// The permanence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permanence: Option<Slug>,
    /// The operator; present as well when counting by permanence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<NamedOperator>,
    /// The commune; absent too when the directory does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commune: Option<String>,
    /// The region; absent too when the directory does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// The host; absent too when the directory does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<Slug>,
    /// The month `2026-03`, the quarter `2026-Q1` or the year `2026`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Codes of what records say, where it is counted by that; without a code where nothing was noted.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cell: BTreeMap<Dimension, Option<String>>,
    /// Visits, or nothing when any part is hidden.
    pub visits: Option<u64>,
    /// The least that it can be, as far as follows from everything published.
    pub at_least: u64,
    /// The most that it can be; nothing where nothing follows.
    pub at_most: Option<u64>,
    /// Hidden figures among those summed.
    pub hidden_cells: u32,
    /// Its part of the whole, where that is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
    /// The same of an earlier time, where that is asked for and was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Earlier>,
}

impl Row {
    /// The key of a dimension as text; empty when it is not known.
    #[must_use]
    pub fn key(&self, dimension: Dimension) -> &str {
        let key = match dimension {
            Dimension::Permanence => self.permanence.as_ref().map(Slug::as_str),
            Dimension::Operator => self.operator.as_ref().map(|operator| operator.name.as_str()),
            Dimension::Commune => self.commune.as_deref(),
            Dimension::Region => self.region.map(Region::code),
            Dimension::Host => self.host.as_ref().map(Slug::as_str),
            Dimension::Month | Dimension::Quarter | Dimension::Year => self.period.as_deref(),
            of => self.cell.get(&of).and_then(Option::as_deref),
        };
        key.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
