//! One request helped, without anything that could name a person.

use super::{
    stored::{Reader, StoredError, Writer},
    vocabulary::{
        AgeBand, Category, Channel, Device, DurationBand, Gender, Outcome, Participation, Referral, RequestType, SpokenLanguage,
    },
};
use crate::{calendar::Day, text::Slug};

/// The identity of a visit: random, so that no order and no time can be read from it. Written as a version 4 UUID.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VisitId([u8; 16]);

/// The text is not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a visit is named by 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12")]
pub struct NotAVisitId;

impl VisitId {
    /// Makes an identity of 16 random bytes; six of their bits say that it is a version 4 UUID.
    #[must_use]
    pub const fn from_random(mut bytes: [u8; 16]) -> Self {
        let [.., version, _, variant, _, _, _, _, _, _, _] = &mut bytes;
        *version = *version & 0x0f | 0x40;
        *variant = *variant & 0x3f | 0x80;
        Self(bytes)
    }

    /// Takes 16 stored bytes as they are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl std::fmt::Display for VisitId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (place, byte) in self.0.iter().enumerate() {
            let dash = if matches!(place, 4 | 6 | 8 | 10) { "-" } else { "" };
            write!(f, "{dash}{byte:02x}")?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for VisitId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "VisitId({self})")
    }
}

impl std::str::FromStr for VisitId {
    type Err = NotAVisitId;

    fn from_str(text: &str) -> Result<Self, NotAVisitId> {
        let grouped = text.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
        let digits = text.replace('-', "");
        if !grouped && text.len() != digits.len() {
            return Err(NotAVisitId);
        }
        let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).map_err(|_| NotAVisitId)?;
        bytes.try_into().map(Self).map_err(|_| NotAVisitId)
    }
}

crate::codes::through_text!(VisitId, NotAVisitId);

/// One request helped. [`super::VisitDraft::check`] makes one of what a person typed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(remote = "Self")]
pub struct Visit {
    /// Where: one of the operator's permanences.
    pub permanence: Slug,
    /// When: a day, never a clock time.
    pub day: Day,
    /// What it was about.
    pub category: Category,
    /// More exactly: a type of that category.
    pub request_type: Option<RequestType>,
    /// What became of it.
    pub outcome: Outcome,
    /// Where the person was referred to; only with [`Outcome::REFERRED`].
    pub referral: Option<Referral>,
    /// The gender, [`Gender::UNKNOWN`] when it was not noted.
    pub gender: Gender,
    /// The age band, [`AgeBand::UNKNOWN`] when it was not noted.
    pub age: AgeBand,
    /// How long it took.
    pub duration: Option<DurationBand>,
    /// Where the help took place.
    pub channel: Option<Channel>,
    /// The device.
    pub device: Option<Device>,
    /// The language of the exchange.
    pub language: Option<SpokenLanguage>,
    /// How far the person did it.
    pub participation: Option<Participation>,
}

/// Two fields of a visit contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VisitFault {
    /// The type belongs to another category.
    #[error("the type does not belong to the category")]
    TypeOfOtherCategory,
    /// A referral target without the outcome [`Outcome::REFERRED`].
    #[error("a referral target goes only with the outcome reoriente")]
    ReferralWithoutReferralOutcome,
}

impl Visit {
    /// Checks what no single field can say.
    ///
    /// # Errors
    /// The first [`VisitFault`].
    pub fn check(&self) -> Result<(), VisitFault> {
        if self.request_type.is_some_and(|kind| kind.category() != Some(self.category)) {
            return Err(VisitFault::TypeOfOtherCategory);
        }
        if self.referral.is_some() && self.outcome != Outcome::REFERRED {
            return Err(VisitFault::ReferralWithoutReferralOutcome);
        }
        Ok(())
    }

    /// The bytes for local storage: 27 and those of the permanence. Version, year (2), month, day, then two bytes for each code
    /// in the order of the fields.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        Writer::new(self.day)
            .code(self.category)
            .optional(self.request_type)
            .code(self.outcome)
            .optional(self.referral)
            .code(self.gender)
            .code(self.age)
            .optional(self.duration)
            .optional(self.channel)
            .optional(self.device)
            .optional(self.language)
            .optional(self.participation)
            .permanence(&self.permanence)
    }

    /// The numbers of its codes in stored bytes, in the order of the fields, 0 where nothing was noted. Whether they stand for codes
    /// is not looked at: that is for whoever counts by them.
    ///
    /// # Errors
    /// [`StoredError`] when the bytes are too few, or those of a later version.
    pub fn code_numbers(bytes: &[u8]) -> Result<[u16; 11], StoredError> {
        let mut reader = Reader::past_day(bytes)?;
        let mut numbers = [0; 11];
        for number in &mut numbers {
            *number = reader.number()?;
        }
        Ok(numbers)
    }

    /// Reads stored bytes.
    ///
    /// # Errors
    /// [`StoredError`] when they are not those of a visit.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StoredError> {
        let (mut reader, day) = Reader::new(bytes)?;
        let visit = Self {
            day,
            category: reader.code()?,
            request_type: reader.optional()?,
            outcome: reader.code()?,
            referral: reader.optional()?,
            gender: reader.code()?,
            age: reader.code()?,
            duration: reader.optional()?,
            channel: reader.optional()?,
            device: reader.optional()?,
            language: reader.optional()?,
            participation: reader.optional()?,
            permanence: reader.permanence()?,
        };
        visit.check().map_err(|_| StoredError::Contradiction)?;
        Ok(visit)
    }
}

impl serde::Serialize for Visit {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Visit {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let visit = Self::deserialize(deserializer)?;
        visit.check().map_err(serde::de::Error::custom)?;
        Ok(visit)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Visit, VisitId};
    use crate::record::{
        StoredError,
        vocabulary::{AgeBand, Category, Code, Gender, Outcome, Referral, RequestType},
    };

    fn any_code<C: Code + std::fmt::Debug + 'static>() -> impl Strategy<Value = C> {
        prop::sample::select(C::all().collect::<Vec<_>>())
    }

    fn any_visit() -> impl Strategy<Value = Visit> {
        let request = (any_code::<RequestType>(), any::<bool>());
        let referral = prop::option::of(any_code::<Referral>());
        let person = (any_code::<Gender>(), any_code::<AgeBand>());
        let rest = prop::option::of((any_code(), any_code(), any_code(), any_code(), any_code()));
        (request, referral, person, rest, 1_i8..=28).prop_map(|((kind, typed), referral, (gender, age), rest, day)| Visit {
            permanence: "forest-cpas".parse().unwrap(),
            day: format!("2026-03-{day:02}").parse().unwrap(),
            category: kind.category().unwrap(),
            request_type: typed.then_some(kind),
            outcome: if referral.is_some() { Outcome::REFERRED } else { "resolu".parse().unwrap() },
            referral,
            gender,
            age,
            duration: rest.map(|rest| rest.0),
            channel: rest.map(|rest| rest.1),
            device: rest.map(|rest| rest.2),
            language: rest.map(|rest| rest.3),
            participation: rest.map(|rest| rest.4),
        })
    }

    proptest! {
        #[test]
        fn a_visit_reads_back_from_its_bytes_and_from_json(visit in any_visit()) {
            let bytes = visit.to_bytes();
            prop_assert_eq!(bytes.len(), 27 + visit.permanence.as_str().len());
            prop_assert_eq!(Visit::from_bytes(&bytes), Ok(visit.clone()));
            let json = serde_json::to_string(&visit).unwrap();
            prop_assert_eq!(serde_json::from_str::<Visit>(&json).unwrap(), visit);
        }

        #[test]
        fn no_bytes_make_the_reader_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..64),
            visit in any_visit(),
            cut in 0_usize..40,
        ) {
            let _ = Visit::from_bytes(&bytes);
            let whole = visit.to_bytes();
            let _ = Visit::from_bytes(&whole[..cut.min(whole.len())]);
        }

        #[test]
        fn an_identity_reads_back_from_its_text(bytes in any::<[u8; 16]>()) {
            let id = VisitId::from_random(bytes);
            let text = id.to_string();
            prop_assert_eq!(text.len(), 36);
            prop_assert_eq!(&text[14..15], "4");
            prop_assert_eq!(text.parse::<VisitId>(), Ok(id));
            prop_assert_eq!(text.replace('-', "").parse::<VisitId>(), Ok(id));
        }
    }

    #[test]
    fn a_visit_whose_fields_contradict_each_other_is_not_read() {
        let mut visit = Visit {
            permanence: "forest-cpas".parse().unwrap(),
            day: "2026-03-05".parse().unwrap(),
            category: "demarches".parse::<Category>().unwrap(),
            request_type: Some("itsme".parse().unwrap()),
            outcome: "resolu".parse().unwrap(),
            referral: None,
            gender: Gender::UNKNOWN,
            age: AgeBand::UNKNOWN,
            duration: None,
            channel: None,
            device: None,
            language: None,
            participation: None,
        };
        assert_eq!(Visit::from_bytes(&visit.to_bytes()), Err(StoredError::Contradiction));
        assert!(serde_json::from_str::<Visit>(&serde_json::to_string(&visit).unwrap()).is_err());
        visit.request_type = None;
        visit.referral = Some("epn".parse().unwrap());
        assert_eq!(Visit::from_bytes(&visit.to_bytes()), Err(StoredError::Contradiction));
        assert!("0-1-2-3-4".parse::<VisitId>().is_err());
    }
}
