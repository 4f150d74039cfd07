//! Publications: aggregate figures of a closed period, written once by an operator's publishing device.

use super::Table;
use crate::{bounds, calendar::Month, hash, journal::EntryHash, register::ItemId, text::Slug};

/// Body of a journal entry of kind *publication*.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Publication {
    /// The number of the table, see [`Table`].
    #[n(0)]
    pub table: u16,
    /// The closed month.
    #[n(1)]
    pub period: Month,
    /// The newest decision that the author had seen: it fixes policy and vocabularies.
    #[n(2)]
    pub seen: ItemId,
    /// The smallest figure that the author published as a number; at least the policy's.
    #[n(3)]
    pub smallest_figure: u32,
    /// The author's publication before this one, if any.
    #[n(4)]
    pub previous: Option<EntryHash>,
    /// The figures, in ascending order of permanence, at most [`bounds::PUBLICATION_CELLS`].
    #[n(5)]
    pub cells: Vec<Cell>,
}

/// One figure of a publication.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Cell {
    /// The permanence.
    #[n(0)]
    pub permanence: Slug,
    /// Visits, or nothing: hidden, for whatever reason.
    #[n(1)]
    pub visits: Option<u32>,
}

/// Why a publication has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PublicationError {
    /// A table of a later version.
    #[error("the table is not known to this version")]
    UnknownTable,
    /// Cells are not in ascending order, or one permanence has two.
    #[error("the cells are not in order")]
    Order,
    /// Too many cells.
    #[error("the publication has more cells than allowed")]
    TooManyCells,
    /// A figure below the smallest that may be published stands open.
    #[error("a figure is shown that is too small to be shown")]
    TooSmall,
}

impl Publication {
    /// Checks what can be checked of a publication alone, given the smallest figure of the policy in force.
    ///
    /// # Errors
    /// [`PublicationError`] with the first thing that is wrong.
    pub fn check(&self, policy_smallest: u32) -> Result<(), PublicationError> {
        if self.table != Table::MonthVisits as u16 {
            return Err(PublicationError::UnknownTable);
        }
        if self.cells.len() > bounds::PUBLICATION_CELLS {
            return Err(PublicationError::TooManyCells);
        }
        if !self.cells.is_sorted_by(|one, next| one.permanence < next.permanence) {
            return Err(PublicationError::Order);
        }
        let smallest = self.smallest_figure.max(policy_smallest);
        if self.cells.iter().filter_map(|cell| cell.visits).any(|visits| visits < smallest) {
            return Err(PublicationError::TooSmall);
        }
        Ok(())
    }

    /// Names the content: two publications with equal digests say the same of the same period.
    #[must_use]
    pub fn content_digest(&self) -> [u8; 32] {
        let content = (self.table, self.period, &self.cells);
        hash::sha256_in("maillage/publication/1", &crate::encoding::to_bytes(&content))
    }
}
