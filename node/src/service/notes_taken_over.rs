//! What a person noted in a home that another device takes the place of: visits and session sheets are the home's, whatever its key.

use std::path::Path;

use maillage_shared::recovery::RecoverySheet;

use super::repairing::Repaired;
use crate::store::{
    StoreError, Write, meta,
    repair::{Taken, take_over_notes},
    salvage::Source,
};

/// Takes over what can be read of the notes in the store at `path`, which was set aside; nothing where it is another operator's.
///
/// # Errors
/// [`StoreError`] of the new store, or of one that a later program wrote.
pub(super) fn from(path: &Path, sheet: &RecoverySheet, write: &mut Write) -> Result<Option<Repaired>, StoreError> {
    let kept = Some(path.to_owned());
    let source = match Source::open(path) {
        Ok(source) => source,
        Err(StoreError::Missing(_) | StoreError::NotAStore(_) | StoreError::Folder(_) | StoreError::Damaged(_)) => {
            return Ok(Some(Repaired::of(&Taken::default(), true, kept, 0)));
        }
        Err(error) => return Err(error),
    };
    let network = source.read(|read| read.fact(&meta::NETWORK)).ok().flatten();
    let operator = source.read(|read| read.fact(&meta::OPERATOR)).ok().flatten();
    if network.is_some_and(|network| network != sheet.network) || operator.is_some_and(|operator| operator != sheet.operator) {
        return Ok(None);
    }
    take_over_notes(&source, write).map(|taken| Some(Repaired::of(&taken, false, kept, 0)))
}
