//! What is wrong with a field or a row, in a form that a program can act on and a person can be told.

use crate::{bounds, codes::stable_codes};

macro_rules! columns {
    ($($(#[$doc:meta])* $column:ident = $name:literal),+ $(,)?) => {
        /// A column of the files that are imported, named as in their first line.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum Column {
            $($(#[$doc])* #[serde(rename = $name)] $column),+
        }

        impl Column {
            /// Every column of any file.
            pub const ALL: &'static [Self] = &[$(Self::$column),+];

            /// The name in the first line of a file.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$column => $name),+
                }
            }
        }
    };
}

columns! {
    /// The permanence.
    Permanence = "permanence",
    /// The day.
    Date = "date",
    /// The category of the request.
    Category = "categorie",
    /// The type of the request.
    RequestType = "type",
    /// What became of the request.
    Outcome = "resultat",
    /// Where the person was referred to.
    Referral = "reorientation_vers",
    /// The gender.
    Gender = "genre",
    /// The age band.
    AgeBand = "tranche_age",
    /// Minutes of help, or a duration band.
    Duration = "duree_min",
    /// Where the help took place.
    Channel = "canal",
    /// The device.
    Device = "appareil",
    /// The language of the exchange.
    Language = "langue",
    /// How far the person did it.
    Participation = "participation",
    /// How many such visits there were.
    Count = "nombre",
    /// What became of the session.
    Status = "statut",
    /// Volunteers at work.
    Volunteers = "benevoles",
    /// People in work integration at work.
    Insertion = "insertion",
    /// Employees at work.
    Employees = "salaries",
    /// Visitors turned away.
    TurnedAway = "refus",
    /// Why the session did not take place.
    Reason = "motif",
}

impl std::fmt::Display for Column {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FieldFault {
    /// The column, or nothing when the row as a whole is wrong.
    pub field: Option<Column>,
    /// The value as it was given, cut to [`bounds::FAULT_VALUE_CHARACTERS`] and safe to print. Empty for a whole row.
    pub value: String,
    /// What is wrong with it.
    pub reason: FaultReason,
}

impl FieldFault {
    /// A fault of one field.
    #[must_use]
    pub fn of_field(field: Column, value: &str, reason: FaultReason) -> Self {
        let value: String = value.chars().take(bounds::FAULT_VALUE_CHARACTERS).collect();
        Self { field: Some(field), value: crate::text::printable(&value), reason }
    }

    /// A fault of a row as a whole.
    #[must_use]
    pub const fn of_row(reason: FaultReason) -> Self {
        Self { field: None, value: String::new(), reason }
    }
}

impl std::fmt::Display for FieldFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.field {
            Some(field) => write!(f, "{field} {:?}: {}", self.value, self.reason),
            None => self.reason.fmt(f),
        }
    }
}

/// What is wrong with a value or a row. Written with a stable `code`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum FaultReason {
    /// A required value is not given.
    #[error("it is required")]
    Missing,
    /// The operator has no permanence of this name.
    #[error("there is no such permanence")]
    UnknownPermanence {
        /// The permanence that was perhaps meant.
        nearest: Option<String>,
    },
    /// The day is not written as `2026-03-05`.
    #[error("a day is written like 2026-03-05")]
    DayFormat,
    /// The day does not exist.
    #[error("this day does not exist")]
    NoSuchDay,
    /// The year lies outside the calendar of the network.
    #[error("the year must lie between 2000 and 2199")]
    YearOutOfRange,
    /// The day has not come yet.
    #[error("this day has not come yet")]
    FutureDay,
    /// The code is not in its list.
    #[error("this code is not known")]
    UnknownCode {
        /// The code that was perhaps meant.
        nearest: Option<String>,
    },
    /// The type belongs to another category.
    #[error("this type belongs to the category {category}")]
    TypeOfOtherCategory {
        /// The code of the category that the type belongs to.
        category: String,
    },
    /// A referral target is given although the person was not referred.
    #[error("a referral target goes only with the outcome reoriente")]
    ReferralWithoutReferralOutcome,
    /// Not a whole number.
    #[error("this is not a whole number")]
    NotANumber,
    /// A duration below zero.
    #[error("a duration cannot be negative")]
    NegativeDuration,
    /// A number of people below zero.
    #[error("a number of people cannot be negative")]
    NegativeNumber,
    /// A number of visits below zero.
    #[error("a number of visits cannot be negative")]
    NegativeCount,
    /// The same kind of visit of a permanence and day is counted on an earlier line.
    #[error("the same is counted on line {line}")]
    CountedTwice {
        /// The earlier line.
        line: u64,
    },
    /// A session is to be accounted for with a status that says nothing of what became of it.
    #[error("this does not say what became of the session")]
    StillPlanned,
    /// The counts of the file add up to more visits than one file may bring.
    #[error("the counts add up to more than {} visits", bounds::TALLY_VISITS)]
    TooManyVisits,
    /// A number that can only be a slip.
    #[error("this is more than {most}")]
    TooLarge {
        /// The largest number that is accepted.
        most: u32,
    },
    /// The row has too few or too many columns.
    #[error("the row has {found} columns instead of {expected}")]
    ColumnCount {
        /// Columns of the row.
        found: u32,
        /// Columns of the first line of the file.
        expected: u32,
    },
    /// A quotation mark is opened and not closed on its line.
    #[error("a quotation mark is not closed on this line")]
    UnclosedQuote,
    /// The line is not UTF-8.
    #[error("the line is not UTF-8")]
    NotUtf8,
    /// The line is longer than any line of codes can be.
    #[error("the line has more than {} bytes", bounds::IMPORT_LINE_BYTES)]
    LineTooLong,
}

stable_codes! { FaultReason:
    Missing = "missing",
    UnknownPermanence = "unknown-permanence",
    DayFormat = "day-format",
    NoSuchDay = "no-such-day",
    YearOutOfRange = "year-out-of-range",
    FutureDay = "future-day",
    UnknownCode = "unknown-code",
    TypeOfOtherCategory = "type-of-other-category",
    ReferralWithoutReferralOutcome = "referral-without-referral-outcome",
    NotANumber = "not-a-number",
    NegativeDuration = "negative-duration",
    NegativeNumber = "negative-number",
    NegativeCount = "negative-count",
    CountedTwice = "counted-twice",
    StillPlanned = "still-planned",
    TooManyVisits = "too-many-visits",
    TooLarge = "too-large",
    ColumnCount = "column-count",
    UnclosedQuote = "unclosed-quote",
    NotUtf8 = "not-utf8",
    LineTooLong = "line-too-long",
}

impl FaultReason {
    /// The known word that was perhaps meant.
    #[must_use]
    pub fn nearest(&self) -> Option<&str> {
        match self {
            Self::UnknownPermanence { nearest } | Self::UnknownCode { nearest } => nearest.as_deref(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, FaultReason, FieldFault};

    #[test]
    fn a_fault_crosses_as_json_with_a_stable_code() {
        let reasons = [
            FaultReason::Missing,
            FaultReason::UnknownPermanence { nearest: None },
            FaultReason::UnknownCode { nearest: Some("resolu".into()) },
            FaultReason::TypeOfOtherCategory { category: "demarches".into() },
            FaultReason::ReferralWithoutReferralOutcome,
            FaultReason::NotUtf8,
            FaultReason::ColumnCount { found: 5, expected: 13 },
        ];
        for reason in reasons {
            let fault = FieldFault::of_field(Column::AgeBand, "41", reason);
            let json = serde_json::to_value(&fault).unwrap();
            assert_eq!(json["field"], "tranche_age");
            assert_eq!(json["reason"]["code"], fault.reason.code());
            assert_eq!(serde_json::from_value::<FieldFault>(json).unwrap(), fault);
        }
    }

    #[test]
    fn a_refused_value_is_cut_and_cannot_write_on_a_terminal() {
        let fault = FieldFault::of_field(Column::Date, &format!("\u{1b}[31m{}", "x".repeat(1_000)), FaultReason::DayFormat);
        assert!(fault.value.len() < 100 && !fault.value.contains('\u{1b}'));
    }
}
