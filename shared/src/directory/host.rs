//! Hosts: the places that lend a room.

use crate::{
    codes::stable_codes,
    directory::commune::NisCode,
    text::{Name, Slug},
};

/// A place where permanences are held.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Host {
    /// Its short name, unique on the page.
    pub slug: Slug,
    /// Its name.
    pub name: Name,
    /// What kind of place it is.
    pub kind: PlaceKind,
    /// Street and number.
    pub address: Option<Name>,
    /// The postal code.
    pub postal_code: Option<PostalCode>,
    /// The commune.
    pub commune: Option<NisCode>,
    /// The commune's name as the operator writes it, in French.
    pub commune_name: Option<Name>,
    /// The same in Dutch.
    pub commune_name_nl: Option<Name>,
    /// Degrees north.
    pub latitude: Option<Latitude>,
    /// Degrees east.
    pub longitude: Option<Longitude>,
}

/// Why a value of a host is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    /// Not a code of a kind of place.
    #[error("a kind of place is a code of 1 to 40 small letters and underscores, like maison_medicale")]
    Kind,
    /// Not a postal code.
    #[error("a Belgian postal code has four digits and does not begin with 0")]
    PostalCode,
    /// Not a latitude.
    #[error("a latitude is a decimal number of degrees between -90 and 90")]
    Latitude,
    /// Not a longitude.
    #[error("a longitude is a decimal number of degrees between -180 and 180")]
    Longitude,
}

stable_codes! { HostError:
    Kind = "place-kind",
    PostalCode = "postal-code",
    Latitude = "coordinate",
    Longitude = "coordinate",
}

/// The code of a kind of place, like `maison_medicale`. Whether the network's vocabulary knows it is not said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PlaceKind(String);

impl PlaceKind {
    /// Takes a code.
    ///
    /// # Errors
    /// [`HostError::Kind`].
    pub fn new(code: impl Into<String>) -> Result<Self, HostError> {
        let code = code.into();
        let letters = code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if letters && (1..=40).contains(&code.len()) { Ok(Self(code)) } else { Err(HostError::Kind) }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A Belgian postal code, 1000 to 9999.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PostalCode(String);

impl PostalCode {
    /// Takes a postal code.
    ///
    /// # Errors
    /// [`HostError::PostalCode`].
    pub fn new(text: impl Into<String>) -> Result<Self, HostError> {
        let text = text.into();
        let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        if digits { Ok(Self(text)) } else { Err(HostError::PostalCode) }
    }

    /// The postal code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Degrees north in millionths: about a tenth of a metre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Latitude(i32);

/// Degrees east in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Longitude(i32);

impl Latitude {
    /// Reads decimal degrees, with at most six decimals kept.
    ///
    /// # Errors
    /// [`HostError::Latitude`].
    pub fn new(text: impl Into<String>) -> Result<Self, HostError> {
        micro_degrees(&text.into(), 90).map(Self).ok_or(HostError::Latitude)
    }

    /// Millionths of a degree.
    #[must_use]
    pub const fn micro_degrees(self) -> i32 {
        self.0
    }
}

impl Longitude {
    /// Reads decimal degrees, with at most six decimals kept.
    ///
    /// # Errors
    /// [`HostError::Longitude`].
    pub fn new(text: impl Into<String>) -> Result<Self, HostError> {
        micro_degrees(&text.into(), 180).map(Self).ok_or(HostError::Longitude)
    }

    /// Millionths of a degree.
    #[must_use]
    pub const fn micro_degrees(self) -> i32 {
        self.0
    }
}

/// Reads `-50.86315` without a detour through floating point, so that what is written reads back the same everywhere.
fn micro_degrees(text: &str, limit: i32) -> Option<i32> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str, most| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole, 3) || !plain(decimals, 18) {
        return None;
    }
    let millionths: String = decimals.chars().chain("000000".chars()).take(6).collect();
    let value = whole.parse::<i32>().ok()?.checked_mul(1_000_000)?.checked_add(millionths.parse().ok()?)?;
    let within = value <= limit.checked_mul(1_000_000)?;
    within.then_some(if negative { value.checked_neg()? } else { value })
}

fn write_degrees(f: &mut std::fmt::Formatter<'_>, value: i32) -> std::fmt::Result {
    let (sign, size) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
    let decimals = format!("{:06}", size % 1_000_000);
    let decimals = decimals.trim_end_matches('0');
    write!(f, "{sign}{}.{}", size / 1_000_000, if decimals.is_empty() { "0" } else { decimals })
}

macro_rules! through_text {
    ($name:ident, |$value:ident, $f:ident| $write:expr) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, $f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let $value = &self.0;
                $write
            }
        }
        impl TryFrom<String> for $name {
            type Error = HostError;
            fn try_from(text: String) -> Result<Self, HostError> {
                Self::new(text)
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.to_string()
            }
        }
    };
}
through_text!(PlaceKind, |code, f| f.write_str(code));
through_text!(PostalCode, |code, f| f.write_str(code));
through_text!(Latitude, |degrees, f| write_degrees(f, *degrees));
through_text!(Longitude, |degrees, f| write_degrees(f, *degrees));

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{HostError, Latitude, Longitude, PlaceKind, PostalCode};

    #[test]
    fn coordinates_are_read_and_written_without_loss() {
        let written = |text: &str| Latitude::new(text).map(|latitude| latitude.to_string());
        assert_eq!(written("50.86315"), Ok("50.86315".into()));
        assert_eq!(written("-0.5"), Ok("-0.5".into()));
        assert_eq!(written("50"), Ok("50.0".into()));
        assert_eq!(written("50.12345678"), Ok("50.123456".into()));
        for text in ["", "90.000001", "5e1", "NaN", "50,8", "+1", "--1", "1.", ".5"] {
            assert_eq!(Latitude::new(text), Err(HostError::Latitude), "{text}");
        }
        assert!(Longitude::new("-180.0").is_ok());
    }

    #[test]
    fn a_kind_of_place_and_a_postal_code_have_one_spelling() {
        assert!(PlaceKind::new("maison_medicale").is_ok());
        assert_eq!(PlaceKind::new("Maison médicale"), Err(HostError::Kind));
        assert!(PostalCode::new("1000").is_ok());
        assert_eq!(PostalCode::new("0100"), Err(HostError::PostalCode));
        assert_eq!(PostalCode::new("75001"), Err(HostError::PostalCode));
    }

    proptest! {
        #[test]
        fn every_latitude_reads_back_as_it_is_written(value in -90_000_000_i32..=90_000_000) {
            prop_assert_eq!(Latitude::new(Latitude(value).to_string()), Ok(Latitude(value)));
        }
    }
}
