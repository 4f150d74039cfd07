//! Kinds of bodies, and how a body is read.
//!
//! Numbers are never used again for another purpose. A kind that this version does not know is kept and passed on; if its entry
//! is marked critical, nothing after it in that journal is interpreted until the program is updated.

use super::Header;
use crate::{
    document::{PageChange, PageSnapshot},
    dysfunction::DysfunctionReport,
    encoding::{self, EncodingError},
    identity::{Certificate, EndpointAnnouncement},
    statistics::Publication,
};

/// The kinds of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u16)]
pub enum BodyKind {
    /// The device's certificate: the first entry of every journal and no other.
    Certificate = 1,
    /// Where the device is reached.
    Endpoint = 2,
    /// A change to a document: an operator's page or the draft of an amendment.
    DocumentChange = 3,
    /// A snapshot that opens a new epoch of the operator's page.
    DocumentSnapshot = 4,
    /// Aggregate figures of a closed period.
    Publication = 5,
    /// The frozen text of an amendment. Reserved.
    Freeze = 6,
    /// A comment on an amendment. Reserved.
    Comment = 7,
    /// A signature of a revision of the charter. Reserved.
    CharterSignature = 8,
    /// A report of a dysfunction of a digital public service, or a change of one.
    DysfunctionReport = 9,
}

impl BodyKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Self; 9] = [
        Self::Certificate,
        Self::Endpoint,
        Self::DocumentChange,
        Self::DocumentSnapshot,
        Self::Publication,
        Self::Freeze,
        Self::Comment,
        Self::CharterSignature,
        Self::DysfunctionReport,
    ];

    /// The number in the header.
    #[must_use]
    pub const fn number(self) -> u16 {
        self as u16
    }

    /// The kind with this number.
    #[must_use]
    pub fn of_number(number: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// Whether a reader that does not know the kind must stop there. A certificate decides whether anything else counts, and a
    /// snapshot defines what the later changes mean.
    #[must_use]
    pub const fn is_critical(self) -> bool {
        matches!(self, Self::Certificate | Self::DocumentSnapshot)
    }
}

/// A body that this version understands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// See [`BodyKind::Certificate`].
    Certificate(Certificate),
    /// See [`BodyKind::Endpoint`].
    Endpoint(EndpointAnnouncement),
    /// See [`BodyKind::DocumentChange`].
    PageChange(PageChange),
    /// See [`BodyKind::DocumentSnapshot`].
    PageSnapshot(PageSnapshot),
    /// See [`BodyKind::Publication`].
    Publication(Publication),
    /// See [`BodyKind::DysfunctionReport`].
    DysfunctionReport(DysfunctionReport),
}

/// What the bytes of a body turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Interpretation {
    /// Understood.
    Known(Body),
    /// Not understood, and without effect: a kind of a later version that may be skipped, or bytes that no version accepts.
    Ignored(Option<EncodingError>),
    /// Not understood, and nothing after it may be interpreted before the program is updated.
    NeedsUpdate,
}

/// Reads a body. Depends on nothing but the header's kind and flag, and the bytes.
#[must_use]
pub fn interpret(header: &Header, body: &[u8]) -> Interpretation {
    let read = match BodyKind::of_number(header.kind) {
        Some(BodyKind::Certificate) => encoding::from_bytes(body).map(Body::Certificate),
        Some(BodyKind::Endpoint) => encoding::from_bytes(body).map(Body::Endpoint),
        Some(BodyKind::DocumentChange) => encoding::from_bytes(body).map(Body::PageChange),
        Some(BodyKind::DocumentSnapshot) => encoding::from_bytes(body).map(Body::PageSnapshot),
        Some(BodyKind::Publication) => encoding::from_bytes(body).map(Body::Publication),
        Some(BodyKind::DysfunctionReport) => encoding::from_bytes(body).map(Body::DysfunctionReport),
        _ if header.critical => return Interpretation::NeedsUpdate,
        _ => return Interpretation::Ignored(None),
    };
    match read {
        Ok(body) => Interpretation::Known(body),
        Err(EncodingError::NeedsUpdate) => Interpretation::NeedsUpdate,
        Err(error) => Interpretation::Ignored(Some(error)),
    }
}
