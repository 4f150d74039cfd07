//! The packed columns of a change chunk.
//!
//! Numbers are LEB128; a column is a sequence of runs. A run of a few bytes can claim billions of values, so every reader here
//! stops at a limit that it is given.

use std::cmp::Ordering;

use super::gate::Refusal;

/// The rest of some bytes that are being read.
pub(super) struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(super) const fn new(rest: &'b [u8]) -> Self {
        Self { rest }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) const fn rest(&self) -> &'b [u8] {
        self.rest
    }

    pub(super) fn byte(&mut self) -> Result<u8, Refusal> {
        let (first, rest) = self.rest.split_first().ok_or(Refusal::Malformed)?;
        self.rest = rest;
        Ok(*first)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Refusal> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(Refusal::Malformed)?;
        self.rest = rest;
        Ok(*taken)
    }

    pub(super) fn take(&mut self, length: u64) -> Result<&'b [u8], Refusal> {
        let length = usize::try_from(length).map_err(|_| Refusal::Malformed)?;
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Refusal::Malformed)?;
        self.rest = rest;
        Ok(taken)
    }

    /// Bytes with their length in front.
    pub(super) fn prefixed(&mut self) -> Result<&'b [u8], Refusal> {
        let length = self.unsigned()?;
        self.take(length)
    }

    pub(super) fn unsigned(&mut self) -> Result<u64, Refusal> {
        let mut value = 0_u64;
        for shift in (0_u32..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            let shifted = bits << shift;
            if shifted >> shift != bits {
                return Err(Refusal::Malformed);
            }
            value |= shifted;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Refusal::Malformed)
    }

    /// A signed number of at most nine bytes: more than any count, counter or difference that can stand in a change.
    pub(super) fn signed(&mut self) -> Result<i64, Refusal> {
        let mut value = 0_i64;
        for shift in (0_u32..63).step_by(7) {
            let byte = self.byte()?;
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let unused = 57_u32.saturating_sub(shift);
                return Ok((value << unused) >> unused);
            }
        }
        Err(Refusal::Malformed)
    }
}

/// Reads a run-length column of at most `limit` values, none of them empty.
pub(super) fn runs<'b, T: Clone>(
    bytes: &'b [u8],
    limit: usize,
    read: impl Fn(&mut Reader<'b>) -> Result<T, Refusal>,
) -> Result<Vec<T>, Refusal> {
    let mut reader = Reader::new(bytes);
    let mut values = Vec::new();
    while !reader.is_empty() {
        let count = reader.signed()?;
        let length = usize::try_from(count.unsigned_abs()).map_err(|_| Refusal::TooManyOperations)?;
        let total = values.len().checked_add(length).ok_or(Refusal::TooManyOperations)?;
        if total > limit {
            return Err(Refusal::TooManyOperations);
        }
        match count.cmp(&0) {
            Ordering::Greater => {
                let value = read(&mut reader)?;
                values.resize(total, value);
            }
            Ordering::Less => {
                for _ in 0..length {
                    values.push(read(&mut reader)?);
                }
            }
            // A run of empty values: nothing on a page has any.
            Ordering::Equal => return Err(Refusal::Malformed),
        }
    }
    Ok(values)
}

/// Reads a column of differences as the running sums, none below 1.
pub(super) fn differences(bytes: &[u8], limit: usize) -> Result<Vec<u64>, Refusal> {
    let mut sum = 0_i64;
    let mut sums = Vec::new();
    for difference in runs(bytes, limit, Reader::signed)? {
        sum = sum.checked_add(difference).ok_or(Refusal::Malformed)?;
        sums.push(u64::try_from(sum).ok().filter(|sum| *sum > 0).ok_or(Refusal::Malformed)?);
    }
    Ok(sums)
}

/// Whether a column of truth values says false `count` times and nothing else.
pub(super) fn all_false(bytes: &[u8], count: usize) -> Result<bool, Refusal> {
    let mut reader = Reader::new(bytes);
    let falses = reader.unsigned()?;
    Ok(reader.is_empty() && u64::try_from(count) == Ok(falses))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Reader, differences, runs};
    use crate::document::gate::Refusal;

    #[test]
    fn a_run_that_claims_billions_costs_nothing() {
        let claim = [0xff, 0xff, 0xff, 0xff, 0x0f, 0x01];
        assert_eq!(runs(&claim, 4_096, Reader::unsigned), Err(Refusal::TooManyOperations));
        let literal = [0x80, 0x80, 0x80, 0x80, 0x70];
        assert_eq!(runs(&literal, 4_096, Reader::unsigned), Err(Refusal::TooManyOperations));
    }

    #[test]
    fn runs_and_literals_are_read_in_order() {
        assert_eq!(runs(&[3, 7, 0x7e, 8, 9], 5, Reader::unsigned), Ok(vec![7, 7, 7, 8, 9]));
        assert_eq!(differences(&[0x7d, 5, 1, 0x7f], 5), Ok(vec![5, 6, 5]));
        assert_eq!(differences(&[0x7e, 5, 0x7b], 5), Err(Refusal::Malformed));
    }

    proptest! {
        #[test]
        fn random_columns_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = (runs(&bytes, 100, Reader::unsigned), differences(&bytes, 100), super::all_false(&bytes, 3));
        }
    }
}
