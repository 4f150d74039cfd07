//! What a recovery sheet holds: all that makes an operator of a new machine, and nothing of what was recorded on the old one.

use zeroize::{Zeroize as _, Zeroizing};

use super::lines::{self, LineError};
use crate::{
    bounds,
    calendar::ClaimedTime,
    encoding::{self, EncodingError},
    identity::{EndpointId, NetworkId, OperatorId, RootKey},
    text::Name,
};

/// An operator's recovery sheet.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct RecoverySheet {
    /// The network.
    #[n(0)]
    pub network: NetworkId,
    /// Its name.
    #[n(1)]
    pub network_name: Name,
    /// The operator.
    #[n(2)]
    pub operator: OperatorId,
    /// Its name.
    #[n(3)]
    pub operator_name: Name,
    /// The root key.
    #[n(4)]
    pub root: SheetRoot,
    /// Members' endpoints to ask, as they were reached when the sheet was made; at most [`bounds::SHEET_CONTACTS`].
    #[n(5)]
    pub contacts: Vec<SheetContact>,
    /// When the sheet was made.
    #[n(6)]
    pub made: ClaimedTime,
}

/// The root key on the sheet. Wiped from memory when dropped and never shown by `Debug`.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum SheetRoot {
    /// The secret itself: whoever has the sheet is the operator.
    #[n(0)]
    Plain(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]),
    /// An age file that a passphrase opens: the sheet is worth nothing without it.
    #[n(1)]
    Sealed(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>),
}

/// Where a member was reached.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct SheetContact {
    /// Its endpoint.
    #[n(0)]
    pub endpoint: EndpointId,
    /// The endpoint's addresses; at most [`bounds::SHEET_ADDRESSES`].
    #[n(1)]
    pub addresses: Vec<String>,
}

/// Why a text is not a recovery sheet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// A line is missing or mistyped.
    #[error(transparent)]
    Line(#[from] LineError),
    /// The lines are good, but this version cannot read them.
    #[error("the sheet is of a form that this version does not know: {0}")]
    Unknown(#[from] EncodingError),
    /// It holds more than a sheet may.
    #[error("the sheet names more contacts than allowed")]
    TooLong,
}

impl SheetRoot {
    /// The root key as it is.
    #[must_use]
    pub fn plain(root: &RootKey) -> Self {
        Self::Plain(*root.secret())
    }
}

impl std::fmt::Debug for SheetRoot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Plain(_) => "Plain(…)",
            Self::Sealed(_) => "Sealed(…)",
        })
    }
}

impl Drop for SheetRoot {
    fn drop(&mut self) {
        match self {
            Self::Plain(secret) => secret.zeroize(),
            Self::Sealed(bytes) => bytes.zeroize(),
        }
    }
}

impl RecoverySheet {
    /// The sheet as numbered lines, see [`lines`].
    #[must_use]
    pub fn to_lines(&self) -> Vec<String> {
        lines::write(&Zeroizing::new(encoding::to_bytes(self)))
    }

    /// Reads the sheet in a text, whatever else stands in it.
    ///
    /// # Errors
    /// [`SheetError`] with the first line that is missing or wrong.
    pub fn find(text: &str) -> Result<Self, SheetError> {
        Self::from_bytes(&lines::find(text)?)
    }

    /// Reads the bytes that whole [`lines`] give.
    ///
    /// # Errors
    /// [`SheetError::Unknown`] or [`SheetError::TooLong`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SheetError> {
        let sheet: Self = encoding::from_bytes(bytes)?;
        let short = |contact: &SheetContact| contact.addresses.len() <= bounds::SHEET_ADDRESSES;
        let bounded = sheet.contacts.len() <= bounds::SHEET_CONTACTS && sheet.contacts.iter().all(short);
        if bounded { Ok(sheet) } else { Err(SheetError::TooLong) }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{RecoverySheet, SheetContact, SheetError, SheetRoot};
    use crate::{
        bounds,
        calendar::ClaimedTime,
        identity::{EndpointId, NetworkId, OperatorId, RootKey},
        text::Name,
    };

    pub(crate) fn sheet() -> RecoverySheet {
        let root = RootKey::from_secret(&[0xc3; 32]);
        RecoverySheet {
            network: NetworkId::from_bytes([7; 32]),
            network_name: Name::new("Informaticiens publics").unwrap(),
            operator: OperatorId::of_first_root(root.public()),
            operator_name: Name::new("ARC asbl").unwrap(),
            root: SheetRoot::plain(&root),
            contacts: vec![SheetContact { endpoint: EndpointId::from_bytes([2; 32]), addresses: vec!["127.0.0.1:4711".into()] }],
            made: ClaimedTime(1_792_065_600),
        }
    }

    #[test]
    fn a_sheet_reads_back_from_the_midst_of_other_text() {
        let lines = sheet().to_lines().join("\n");
        assert_eq!(RecoverySheet::find(&lines), Ok(sheet()));
        let letter = format!("Fiche de reprise du 15 octobre 2026\n\n{}\n\n12 rue de l’Exemple\n", lines.to_lowercase());
        assert_eq!(RecoverySheet::find(&letter), Ok(sheet()));
        assert_eq!(RecoverySheet::find(&sheet().to_lines().join("/")), Ok(sheet()), "as the QR code holds it");
    }

    #[test]
    fn a_sheet_shows_its_secret_to_nobody_who_logs_it() {
        let said = format!("{:?}", sheet());
        assert!(said.contains("Plain(…)") && !said.contains("195") && !said.to_lowercase().contains("c3c3"), "{said}");
    }

    #[test]
    fn a_sheet_of_too_many_contacts_is_refused() {
        let mut long = sheet();
        long.contacts = vec![long.contacts[0].clone(); bounds::SHEET_CONTACTS + 1];
        assert_eq!(RecoverySheet::find(&long.to_lines().join("\n")), Err(SheetError::TooLong));
    }
}
