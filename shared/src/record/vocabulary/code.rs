//! A type for each list of codes that records use.
//!
//! A value is always a code of its list: it can be made only from a known code or number. Values are ordered by number, which is
//! the order of the list.

use super::{Language, List, Term, vocabulary};

/// The text is not a code of the list, or the number stands for none that this version knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a code of the list {}", .0.name())]
pub struct UnknownCode(pub List);

/// What all typed codes have in common.
pub trait Code: Copy + Ord + std::fmt::Display {
    /// The list that the codes are from.
    const LIST: List;

    /// The code with this number, if there is one.
    fn from_number(number: u16) -> Option<Self>;

    /// Its number within the list.
    fn number(self) -> u16;

    /// The code written exactly so, if there is one.
    fn named(code: &str) -> Option<Self> {
        vocabulary().by_code(Self::LIST, code).and_then(|term| Self::from_number(term.number))
    }

    /// All codes of the list, in its order.
    fn all() -> impl Iterator<Item = Self> {
        vocabulary().terms(Self::LIST).iter().filter_map(|term| Self::from_number(term.number))
    }

    /// The term, with its labels.
    fn term(self) -> Option<&'static Term> {
        vocabulary().by_number(Self::LIST, self.number())
    }

    /// The code as files write it.
    fn code(self) -> &'static str {
        self.term().map_or("", |term| term.code.as_str())
    }

    /// The label in one language.
    fn label(self, language: Language) -> &'static str {
        self.term().map_or("", |term| term.label(language))
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident: $list:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "&'static str")]
        pub struct $name(u16);

        impl Code for $name {
            const LIST: List = List::$list;

            fn from_number(number: u16) -> Option<Self> {
                vocabulary().by_number(Self::LIST, number).map(|term| Self(term.number))
            }

            fn number(self) -> u16 {
                self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownCode;

            fn from_str(text: &str) -> Result<Self, UnknownCode> {
                Self::named(text).ok_or(UnknownCode(Self::LIST))
            }
        }

        impl TryFrom<String> for $name {
            type Error = UnknownCode;

            fn try_from(text: String) -> Result<Self, UnknownCode> {
                text.parse()
            }
        }

        impl From<$name> for &'static str {
            fn from(value: $name) -> Self {
                value.code()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.code())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
    )+};
}

codes! {
    /// Category of a request.
    Category: Categories,
    /// Type of a request; implies its category.
    RequestType: RequestTypes,
    /// What became of a request.
    Outcome: Outcomes,
    /// Where a person was referred to.
    Referral: Referrals,
    /// Gender, as the helper saw it.
    Gender: Genders,
    /// Age band, as the helper estimated it.
    AgeBand: AgeBands,
    /// Where the help took place.
    Channel: Channels,
    /// The device in use.
    Device: Devices,
    /// Language of the exchange.
    SpokenLanguage: Languages,
    /// How far the person did it.
    Participation: Participation,
    /// How long the help took.
    DurationBand: DurationBands,
    /// What became of a planned session.
    SessionStatus: SessionStatuses,
    /// Why a session did not take place.
    SessionReason: SessionReasons,
    /// Type of a place that lends a room.
    PlaceType: PlaceTypes,
    /// A digital service that the public depends on.
    PublicService: PublicServices,
    /// Kind of a dysfunction.
    DysfunctionKind: DysfunctionKinds,
    /// How bad a dysfunction is for those it meets; the higher, the worse.
    Severity: Severities,
    /// How people get round a dysfunction.
    Workaround: Workarounds,
    /// What has become of a report of a dysfunction.
    DysfunctionState: DysfunctionStates,
}

impl RequestType {
    /// The category that the type belongs to. Every type has one: the reading of the lists refuses others.
    #[must_use]
    pub fn category(self) -> Option<Category> {
        self.term()?.parent.as_deref().and_then(Category::named)
    }
}

impl Outcome {
    /// The person was referred elsewhere: the only outcome with a [`Referral`].
    pub const REFERRED: Self = Self(4);
}

impl Gender {
    /// Seen as a woman.
    pub const WOMAN: Self = Self(1);
    /// Not known, or not said.
    pub const UNKNOWN: Self = Self(4);
}

impl AgeBand {
    /// Not known, or not estimated.
    pub const UNKNOWN: Self = Self(9);
}

impl DurationBand {
    /// The band that a number of minutes falls into.
    #[must_use]
    pub const fn of_minutes(minutes: u32) -> Self {
        Self(match minutes {
            ..=14 => 1,
            15..=29 => 2,
            30..=59 => 3,
            60..=119 => 4,
            _ => 5,
        })
    }
}

impl DysfunctionState {
    /// The service does not work as it should.
    pub const OPEN: Self = Self(1);
    /// It was reported to who runs the service.
    pub const REPORTED: Self = Self(2);
    /// It works again.
    pub const FIXED: Self = Self(3);
    /// The report was a mistake: nothing of it is shown any more.
    pub const WITHDRAWN: Self = Self(4);
}

impl SessionStatus {
    /// The session is planned; what became of it is not known yet.
    pub const PLANNED: Self = Self(1);
    /// The session took place.
    pub const HELD: Self = Self(2);
    /// The session was called off.
    pub const CANCELLED: Self = Self(3);
    /// The session took place and nobody came.
    pub const EMPTY: Self = Self(6);

    /// Whether it is known what became of the session: a month can be closed when this holds for all of its sessions.
    #[must_use]
    pub fn is_accounted_for(self) -> bool {
        self != Self::PLANNED
    }

    /// Whether people were there to help.
    #[must_use]
    pub fn is_held(self) -> bool {
        self == Self::HELD || self == Self::EMPTY
    }
}

#[cfg(test)]
mod tests {
    use super::{
        AgeBand, Category, Code as _, DurationBand, DysfunctionState, Gender, Outcome, Referral, RequestType, SessionStatus,
        Severity,
    };

    #[test]
    fn the_codes_with_a_meaning_of_their_own_are_where_the_rules_look_for_them() {
        assert_eq!(Outcome::REFERRED.to_string(), "reoriente");
        assert_eq!((Gender::UNKNOWN.code(), AgeBand::UNKNOWN.code()), ("inconnu", "inconnu"));
        let statuses = [SessionStatus::PLANNED, SessionStatus::HELD, SessionStatus::CANCELLED, SessionStatus::EMPTY];
        assert_eq!(statuses.map(SessionStatus::code), ["prevue", "tenue", "annulee", "vide"]);
        let states = [DysfunctionState::OPEN, DysfunctionState::REPORTED, DysfunctionState::FIXED, DysfunctionState::WITHDRAWN];
        assert_eq!(states.map(DysfunctionState::code), ["ouvert", "signale", "corrige", "retire"]);
        assert!("gene".parse::<Severity>().unwrap() < "perte_de_droit".parse().unwrap());
        let bands = [0, 14, 15, 29, 30, 59, 60, 119, 120, u32::MAX].map(|minutes| DurationBand::of_minutes(minutes).code());
        assert_eq!(bands, ["0-14", "0-14", "15-29", "15-29", "30-59", "30-59", "60-119", "60-119", "120+", "120+"]);
    }

    #[test]
    fn a_type_of_request_implies_its_category() {
        let category = |code: &str| code.parse::<RequestType>().unwrap().category().map(Category::code);
        assert_eq!(category("impots_myminfin"), Some("demarches"));
        assert_eq!(category("itsme"), Some("identite_acces"));
        assert!(RequestType::all().all(|kind| kind.category().is_some()));
    }

    #[test]
    fn a_code_is_written_as_text_and_read_only_when_it_is_known() {
        let referral: Referral = serde_json::from_str("\"epn\"").unwrap();
        assert_eq!(serde_json::to_string(&referral).unwrap(), "\"epn\"");
        assert!(serde_json::from_str::<Referral>("\"resolu\"").is_err());
        assert_eq!(Referral::from_number(0), None);
        assert_eq!(Referral::from_number(9_999), None);
    }
}
