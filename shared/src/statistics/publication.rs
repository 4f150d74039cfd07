//! Publications: aggregate figures of a closed period, written once by an operator's publishing device.

mod forms;

use std::collections::BTreeSet;

use super::{Table, Trait, classes};
use crate::{bounds, calendar::Period, hash, journal::EntryHash, register::ItemId, text::Slug};

/// Body of a journal entry of kind *publication*: one table of one period, for an operator and all its permanences.
///
/// What it does not name is nothing, as everybody is told hereby: a permanence that is not listed had nobody to count in the
/// period, nor has a code that is not listed.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode)]
#[cbor(map)]
pub struct Publication {
    /// The number of the table, see [`Table`].
    #[n(0)]
    pub table: u16,
    /// The closed period, as long as the table's.
    #[n(1)]
    pub period: Period,
    /// The newest decision that the author had seen: it fixes policy and vocabularies.
    #[n(2)]
    pub seen: ItemId,
    /// The smallest figure that the author published as a number; at least the policy's.
    #[n(3)]
    pub smallest_figure: u32,
    /// The author's publication before this one, if any.
    #[n(4)]
    pub previous: Option<EntryHash>,
    /// The permanences, in ascending order.
    #[n(6)]
    pub permanences: Vec<Slug>,
    /// For each trait of the table its codes, in ascending order.
    #[n(7)]
    pub codes: Vec<Vec<u16>>,
    /// The figures, or nothing where hidden, for whatever reason: first the row of the operator, then one for each permanence;
    /// in a row one for each combination of codes, the last trait changing first. At most [`bounds::PUBLICATION_CELLS`].
    #[n(8)]
    pub figures: Vec<Option<u32>>,
    /// The permanences whose figures count visits that came too late for the shorter periods, in ascending order.
    #[n(9)]
    pub late: Vec<Slug>,
}

/// One figure of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<'p> {
    /// The permanence, or nothing for the operator as a whole.
    pub permanence: Option<&'p Slug>,
    /// One code for each trait of the table, then zeros.
    pub codes: [u16; 2],
    /// Visits, or nothing: hidden, for whatever reason.
    pub visits: Option<u32>,
}

/// Why a publication has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PublicationError {
    /// A table of a later version.
    #[error("the table is not known to this version")]
    UnknownTable,
    /// The table's periods are longer or shorter.
    #[error("the period is not as long as those of the table")]
    Period,
    /// Permanences or codes are not in ascending order, or one is named twice.
    #[error("the permanences or codes are not in order")]
    Order,
    /// A code that stands for nothing that the table counts by.
    #[error("a code is not one that the table counts by")]
    UnknownCode,
    /// More or fewer figures than permanences and codes make.
    #[error("there are not as many figures as permanences and codes make")]
    Shape,
    /// Too many figures.
    #[error("the publication has more figures than allowed")]
    TooManyCells,
    /// A figure below the smallest that may be published stands open.
    #[error("a figure is shown that is too small to be shown")]
    TooSmall,
    /// The permanences that are shown do not make what is shown of the operator.
    #[error("the figures of the permanences do not make those of the operator")]
    Sum,
    /// Late visits of a month, or of a permanence that the publication does not list.
    #[error("late visits are told of where there can be none")]
    Late,
}

impl Publication {
    /// Checks what can be checked of a publication alone, given the smallest figure of the policy in force.
    ///
    /// # Errors
    /// [`PublicationError`] with the first thing that is wrong.
    pub fn check(&self, policy_smallest: u32) -> Result<(), PublicationError> {
        let table = Table::of_number(self.table).ok_or(PublicationError::UnknownTable)?;
        if self.period.grain() != table.grain() {
            return Err(PublicationError::Period);
        }
        self.check_order(table)?;
        self.check_shape()?;
        let smallest = self.smallest_figure.max(policy_smallest);
        if self.figures.iter().flatten().any(|visits| *visits < smallest) {
            return Err(PublicationError::TooSmall);
        }
        if self.columns().any(|column| !adds_up(column)) {
            return Err(PublicationError::Sum);
        }
        let listed = |late: &Slug| self.permanences.binary_search(late).is_ok();
        if !self.late.iter().all(listed) || (table == Table::MonthVisits && !self.late.is_empty()) {
            return Err(PublicationError::Late);
        }
        Ok(())
    }

    fn check_order(&self, table: Table) -> Result<(), PublicationError> {
        let ascending = |codes: &Vec<u16>| codes.is_sorted_by(|one, next| one < next);
        let names = [&self.permanences, &self.late].into_iter().all(|names| names.is_sorted_by(|one, next| one < next));
        if !names || !self.codes.iter().all(ascending) {
            return Err(PublicationError::Order);
        }
        let traits = table.traits();
        let known = |(of, codes): (&Trait, &Vec<u16>)| codes.iter().all(|code| classes::name(*of, *code).is_some());
        if traits.len() != self.codes.len() {
            return Err(PublicationError::Shape);
        }
        if traits.iter().zip(&self.codes).all(known) { Ok(()) } else { Err(PublicationError::UnknownCode) }
    }

    fn check_shape(&self) -> Result<(), PublicationError> {
        let rows = if self.permanences.is_empty() { 0 } else { self.permanences.len().saturating_add(1) };
        let expected = rows.saturating_mul(self.width());
        // Nobody is listed at no cost, so combinations are bounded by themselves.
        if self.width().max(expected) > bounds::PUBLICATION_CELLS || self.figures.len() > bounds::PUBLICATION_CELLS {
            return Err(PublicationError::TooManyCells);
        }
        if self.figures.len() == expected { Ok(()) } else { Err(PublicationError::Shape) }
    }

    /// How many combinations of codes there are.
    fn width(&self) -> usize {
        self.codes.iter().fold(1, |width, codes| width.saturating_mul(codes.len()))
    }

    /// The figures of one combination of codes: the operator's first, then the permanences'.
    fn columns(&self) -> impl Iterator<Item = impl Iterator<Item = Option<u32>> + Clone> {
        let width = self.width();
        (0..width).map(move |column| self.figures.iter().skip(column).step_by(width.max(1)).copied())
    }

    /// The figures with what they count, in their order.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        let rows = std::iter::once(None).chain(self.permanences.iter().map(Some));
        let keys = rows.flat_map(|permanence| self.combinations().into_iter().map(move |codes| (permanence, codes)));
        keys.zip(&self.figures).map(|((permanence, codes), visits)| Cell { permanence, codes, visits: *visits })
    }

    /// The combinations of codes of a row, in order.
    #[must_use]
    pub fn combinations(&self) -> Vec<[u16; 2]> {
        let none = [0];
        let of = |place: usize| self.codes.get(place).map_or(none.as_slice(), Vec::as_slice);
        of(0).iter().flat_map(|one| of(1).iter().map(|two| [*one, *two])).collect()
    }

    /// Whether the permanence is listed.
    #[must_use]
    pub fn lists(&self, permanence: &Slug) -> bool {
        self.permanences.binary_search(permanence).is_ok()
    }

    /// Figures that are shown, and that are hidden.
    #[must_use]
    pub fn shown_and_hidden(&self) -> (usize, usize) {
        let shown = self.figures.iter().flatten().count();
        (shown, self.figures.len().saturating_sub(shown))
    }

    /// Names the content: two publications with equal digests say the same of the same period.
    #[must_use]
    pub fn content_digest(&self) -> [u8; 32] {
        let content = (self.table, self.period, &self.permanences, &self.codes, &self.figures, &self.late);
        hash::sha256_in("maillage/publication/1", &crate::encoding::to_bytes(&content))
    }

    /// The codes of one trait, where the table counts by it.
    #[must_use]
    pub fn codes_of(&self, of: Trait) -> Option<BTreeSet<u16>> {
        let traits = Table::of_number(self.table)?.traits();
        let place = traits.iter().position(|other| *other == of)?;
        self.codes.get(place).map(|codes| codes.iter().copied().collect())
    }
}

/// Whether the permanences make what the operator shows, or may together with what is hidden.
fn adds_up(mut column: impl Iterator<Item = Option<u32>> + Clone) -> bool {
    let Some(Some(whole)) = column.next() else { return true };
    let shown = column.clone().flatten().fold(0_u64, |sum, visits| sum.saturating_add(u64::from(visits)));
    let is_hidden = column.into_iter().any(|visits| visits.is_none());
    shown == u64::from(whole) || (is_hidden && shown < u64::from(whole))
}

#[cfg(test)]
mod tests;
