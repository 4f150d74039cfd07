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
    runs_or(bytes, limit, read, None)
}

/// Reads a run-length column of at most `limit` values, some of which may be empty.
pub(super) fn optional_runs<'b, T: Clone>(
    bytes: &'b [u8],
    limit: usize,
    read: impl Fn(&mut Reader<'b>) -> Result<T, Refusal>,
) -> Result<Vec<Option<T>>, Refusal> {
    runs_or(bytes, limit, |reader| read(reader).map(Some), Some(&None))
}

/// Reads a run-length column in which `empty` stands for what is not there, if anything does.
fn runs_or<'b, T: Clone>(
    bytes: &'b [u8],
    limit: usize,
    read: impl Fn(&mut Reader<'b>) -> Result<T, Refusal>,
    empty: Option<&T>,
) -> Result<Vec<T>, Refusal> {
    let mut reader = Reader::new(bytes);
    let mut values = Vec::new();
    while !reader.is_empty() {
        let count = reader.signed()?;
        let length = if count == 0 { reader.unsigned()? } else { count.unsigned_abs() };
        let length = usize::try_from(length).map_err(|_| Refusal::TooManyOperations)?;
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
            Ordering::Equal => values.resize(total, empty.ok_or(Refusal::Malformed)?.clone()),
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

/// Reads a column of differences, some of them empty, as the running sums, none below 0.
pub(super) fn optional_differences(bytes: &[u8], limit: usize) -> Result<Vec<Option<u64>>, Refusal> {
    let mut sum = 0_i64;
    let mut sums = Vec::new();
    for difference in optional_runs(bytes, limit, Reader::signed)? {
        let Some(difference) = difference else {
            sums.push(None);
            continue;
        };
        sum = sum.checked_add(difference).ok_or(Refusal::Malformed)?;
        sums.push(Some(u64::try_from(sum).map_err(|_| Refusal::Malformed)?));
    }
    Ok(sums)
}

/// Reads a column of at most `limit` truth values: how many are false, then how many are true, and so on.
pub(super) fn truths(bytes: &[u8], limit: usize) -> Result<Vec<bool>, Refusal> {
    let mut reader = Reader::new(bytes);
    let mut values = Vec::new();
    let mut value = false;
    while !reader.is_empty() {
        let length = usize::try_from(reader.unsigned()?).map_err(|_| Refusal::TooManyOperations)?;
        let total = values.len().checked_add(length).filter(|total| *total <= limit).ok_or(Refusal::TooManyOperations)?;
        values.resize(total, value);
        value = !value;
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Reader, differences, optional_differences, optional_runs, runs, truths};
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

    #[test]
    fn empty_places_are_read_where_they_may_stand_and_bounded() {
        assert_eq!(optional_runs(&[0, 2, 1, 7], 5, Reader::unsigned), Ok(vec![None, None, Some(7)]));
        assert_eq!(optional_differences(&[0, 1, 2, 3], 5), Ok(vec![None, Some(3), Some(6)]));
        assert_eq!(runs(&[0, 2], 5, Reader::unsigned), Err(Refusal::Malformed));
        assert_eq!(optional_runs(&[0, 0xff, 0xff, 0xff, 0x0f], 5, Reader::unsigned), Err(Refusal::TooManyOperations));
    }

    #[test]
    fn truth_values_alternate_from_false_and_are_bounded() {
        assert_eq!(truths(&[1, 2, 1], 4), Ok(vec![false, true, true, false]));
        assert_eq!(truths(&[0, 5], 4), Err(Refusal::TooManyOperations));
    }

    proptest! {
        #[test]
        fn random_columns_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = (runs(&bytes, 100, Reader::unsigned), differences(&bytes, 100), truths(&bytes, 100));
            let _ = (optional_runs(&bytes, 100, Reader::unsigned), optional_differences(&bytes, 100));
        }
    }
}
