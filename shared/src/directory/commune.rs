//! Belgian communes and their NIS codes.
//!
//! A commune has several postal codes, so it is named by its NIS code. Codes change when districts are redrawn or communes
//! merge: the old code stays known, with the code that took its place. The list holds the communes of Brussels and Wallonia as
//! they were numbered in 2020, and the codes given up on 2018-12-31. A code that is not in the list is still a code.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::calendar::Day;

/// Why a text is not a NIS code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a NIS code has five digits and does not begin with 0")]
pub struct NisCodeError;

/// The NIS code of a commune, 10000 to 99999. Not every code names a commune that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NisCode(u32);

impl NisCode {
    /// The commune in the list, if it is there.
    #[must_use]
    pub fn commune(self) -> Option<&'static Commune> {
        COMMUNES.get(&self)
    }

    /// The code that is valid today for the same territory: the successor of a code given up, or the code itself.
    #[must_use]
    pub fn current(self) -> Self {
        self.commune().and_then(|commune| commune.successor).unwrap_or(self)
    }

    /// The region, which the first digits tell even of a code that is not in the list.
    #[must_use]
    pub const fn region(self) -> Region {
        match self.0 / 1_000 {
            21 => Region::Brussels,
            25 | 50..=69 | 80..=99 => Region::Wallonia,
            _ => Region::Flanders,
        }
    }
}

impl std::str::FromStr for NisCode {
    type Err = NisCodeError;

    fn from_str(text: &str) -> Result<Self, NisCodeError> {
        let digits = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        if digits { text.parse().map(Self).map_err(|_| NisCodeError) } else { Err(NisCodeError) }
    }
}

crate::codes::through_text!(NisCode, NisCodeError);

impl std::fmt::Display for NisCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The three regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Region {
    /// Brussels-Capital: NIS codes 21xxx.
    Brussels,
    /// Wallonia: 25xxx, 5xxxx, 6xxxx, 8xxxx and 9xxxx.
    Wallonia,
    /// Flanders: all others.
    Flanders,
}

impl Region {
    /// The code of the region, as in commands and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Brussels => "brussels",
            Self::Wallonia => "wallonia",
            Self::Flanders => "flanders",
        }
    }

    /// The region with this code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Brussels, Self::Wallonia, Self::Flanders].into_iter().find(|region| region.code() == code)
    }
}

/// A commune of the list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Commune {
    /// Its code.
    pub nis: NisCode,
    /// Its name in French.
    pub fr: String,
    /// Its name in Dutch, the French one where there is no other.
    pub nl: String,
    /// The first day on which the code was valid, or nothing when that lies before the list.
    pub valid_from: Option<Day>,
    /// The last day on which the code was valid, or nothing for a code in use.
    pub valid_until: Option<Day>,
    /// The code that took its place.
    pub successor: Option<NisCode>,
}

/// All communes of the list, in the order of their codes, codes given up included.
pub fn all() -> impl Iterator<Item = &'static Commune> {
    COMMUNES.values()
}

/// The communes with a code in use whose French or Dutch name is `name`; case does not count.
pub fn named(name: &str) -> impl Iterator<Item = &'static Commune> {
    let wanted = name.trim().replace('\'', "’").to_lowercase();
    all().filter(move |commune| {
        commune.successor.is_none() && [&commune.fr, &commune.nl].iter().any(|name| name.to_lowercase() == wanted)
    })
}

static COMMUNES: LazyLock<BTreeMap<NisCode, Commune>> =
    LazyLock::new(|| include_str!("../../data/communes.csv").lines().skip(1).filter_map(read).map(|c| (c.nis, c)).collect());

fn read(line: &str) -> Option<Commune> {
    let mut fields = line.split(',');
    let mut next = || fields.next();
    Some(Commune {
        nis: next()?.parse().ok()?,
        fr: next()?.to_owned(),
        nl: next()?.to_owned(),
        valid_from: next()?.parse().ok(),
        valid_until: next()?.parse().ok(),
        successor: next()?.parse().ok(),
    })
}

#[cfg(test)]
mod tests {
    use super::{NisCode, NisCodeError, Region, all, named};

    fn code(text: &str) -> NisCode {
        text.parse().unwrap()
    }

    #[test]
    fn every_line_of_the_list_is_read_and_leads_to_a_code_in_use() {
        let lines = include_str!("../../data/communes.csv").lines().count() - 1;
        assert_eq!(all().count(), lines);
        assert_eq!(all().filter(|commune| commune.nis.region() == Region::Brussels).count(), 19);
        assert_eq!(all().filter(|c| c.nis.region() == Region::Wallonia && c.successor.is_none()).count(), 262);
        for commune in all() {
            let current = commune.nis.current().commune().unwrap();
            assert_eq!((current.successor, current.valid_until), (None, None), "{}", commune.nis);
            assert_eq!(commune.successor.is_some(), commune.valid_until.is_some(), "{}", commune.nis);
        }
    }

    #[test]
    fn a_code_given_up_leads_to_its_successor() {
        assert_eq!(code("55022").current(), code("58001"));
        assert_eq!(code("55022").commune().unwrap().fr, "La Louvière");
        assert_eq!(code("62063").current(), code("62063"));
    }

    #[test]
    fn an_unknown_code_is_accepted_and_has_a_region() {
        assert_eq!(code("11002").commune(), None);
        assert_eq!(code("11002").region(), Region::Flanders);
        assert_eq!(code("25999").region(), Region::Wallonia);
        for text in ["", "2100", "210011", "01234", "2100a", "٢1001"] {
            assert_eq!(text.parse::<NisCode>(), Err(NisCodeError), "{text}");
        }
    }

    #[test]
    fn a_commune_is_found_by_either_name() {
        let found = |name| named(name).map(|commune| commune.nis.to_string()).collect::<Vec<_>>();
        assert_eq!(found("elsene"), ["21009"]);
        assert_eq!(found("Ixelles"), ["21009"]);
        assert_eq!(found("Braine-l'Alleud"), ["25014"]);
        assert_eq!(found("La Louvière"), ["58001"]);
    }
}
