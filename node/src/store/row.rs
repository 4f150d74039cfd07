//! Local rows: CBOR maps with integer keys, so that a later version may add fields.
//!
//! Local rows are not signed and not compared, so they are read with the plain decoder: what stands in them need not be text as
//! it may be signed.

use super::StoreError;

/// The bytes of a row.
pub(super) fn to_row<T: minicbor::Encode<()>>(value: &T) -> Vec<u8> {
    maillage_shared::encoding::to_bytes(value)
}

/// Reads a row of `table`.
///
/// # Errors
/// [`StoreError::Damaged`], naming the table: this program wrote the row.
pub(super) fn from_row<'b, T: minicbor::Decode<'b, ()>>(table: &str, bytes: &'b [u8]) -> Result<T, StoreError> {
    minicbor::decode(bytes).map_err(|error| unreadable(table, error))
}

/// The error for a row that cannot be read.
pub(super) fn unreadable(table: &str, why: impl std::fmt::Display) -> StoreError {
    StoreError::Damaged(format!("a row of table {table} cannot be read: {why}"))
}
