//! Entries of a journal packed into a run of bounded size, with no more signatures than a reader needs.
//!
//! One signature vouches for all entries before it, and verifying it is the dearest step of a cold join. So only the last
//! signature of a run travels, and one before each stretch that would grow beyond the bounds of unsigned entries.

use crate::{
    bounds,
    identity::Signature,
    journal::{Entry, Run},
};

/// Bytes of a run's own fields on the wire, at most.
const RUN_BYTES: usize = 96;

/// Bytes of an entry's fields beside body and signature on the wire, at most; a pruned body's length and hash included.
const ENTRY_BYTES: usize = 64;

/// What has been packed since the last signature that is kept.
#[derive(Default, Clone, Copy)]
struct Stretch {
    bytes: usize,
    entries: usize,
}

impl Stretch {
    fn add(&mut self, entry: &Entry) {
        self.bytes = self.bytes.saturating_add(usize::try_from(entry.header.body_length).unwrap_or(usize::MAX));
        self.entries = self.entries.saturating_add(1);
    }

    fn is_too_long_without_a_signature(&self) -> bool {
        self.bytes > bounds::UNSIGNED_BYTES || self.entries >= bounds::UNSIGNED_ENTRIES
    }
}

/// Packs consecutive entries into a run of at most `max_bytes` on the wire that ends with a signed entry.
///
/// Reads no more entries than fit. Nothing when there are no entries or when the first stretch up to a signature does not fit.
pub fn pack<E>(entries: impl IntoIterator<Item = Result<Entry, E>>, max_bytes: usize) -> Result<Option<Run>, E> {
    let mut packed: Vec<Entry> = Vec::new();
    let mut bytes = RUN_BYTES;
    for entry in entries {
        let entry = entry?;
        bytes = bytes.saturating_add(weight(&entry));
        if bytes > max_bytes {
            break;
        }
        packed.push(entry);
    }
    while packed.last().is_some_and(|entry| entry.signature.is_none()) {
        packed.pop();
    }
    thin(&mut packed);
    Ok(Run::of(&packed))
}

/// Bytes of an entry in a run on the wire, at most.
fn weight(entry: &Entry) -> usize {
    let signature = entry.signature.map_or(0, |_| Signature::BYTES);
    entry.body.as_ref().map_or(0, Vec::len).saturating_add(ENTRY_BYTES).saturating_add(signature)
}

/// Takes away the signatures that are not needed. The last entry is signed and stays so.
fn thin(entries: &mut [Entry]) {
    let mut open = Stretch::default();
    // The newest signature of the open stretch, held back until it is known whether it is needed, and what came after it.
    let mut candidate: Option<(usize, Signature)> = None;
    let mut after_candidate = Stretch::default();
    let mut kept = Vec::new();
    for (place, entry) in entries.iter_mut().enumerate() {
        open.add(entry);
        after_candidate.add(entry);
        if open.is_too_long_without_a_signature()
            && let Some(needed) = candidate.take()
        {
            kept.push(needed);
            open = after_candidate;
        }
        let Some(signature) = entry.signature.take() else { continue };
        if open.is_too_long_without_a_signature() {
            kept.push((place, signature));
            (open, candidate) = (Stretch::default(), None);
        } else {
            candidate = Some((place, signature));
        }
        after_candidate = Stretch::default();
    }
    for (place, signature) in kept.into_iter().chain(candidate) {
        if let Some(entry) = entries.get_mut(place) {
            entry.signature = Some(signature);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::pack;
    use crate::{
        bounds, encoding,
        identity::{DeviceKey, NetworkId},
        journal::{BodyKind, Entry, Head, Run},
    };
    use proptest::prelude::*;

    const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);

    fn journal(lengths: &[usize]) -> Vec<Entry> {
        let key = DeviceKey::from_secret(&[3; 32]);
        let mut head = Head::EMPTY;
        let mut entry = |length: &usize| {
            let entry = Entry::write(&key, NETWORK, &head, BodyKind::Comment, vec![1; *length]).unwrap();
            head = Head::after(&entry.header);
            entry
        };
        lengths.iter().map(&mut entry).collect()
    }

    fn packed(entries: &[Entry], max_bytes: usize) -> Option<Run> {
        pack(entries.iter().cloned().map(Ok::<_, Infallible>), max_bytes).unwrap()
    }

    #[test]
    fn a_short_run_carries_its_last_signature_only() {
        let run = packed(&journal(&[10; 20]), usize::MAX).unwrap();
        let signed: Vec<usize> = (0..20).filter(|place| run.entries[*place].signature.is_some()).collect();
        assert_eq!(signed, [19]);
    }

    #[test]
    fn a_run_ends_with_a_signed_entry_or_does_not_exist() {
        let mut entries = journal(&[10; 4]);
        (entries[2].signature, entries[3].signature) = (None, None);
        assert_eq!(packed(&entries, usize::MAX).unwrap().entries.len(), 2);
        assert_eq!(packed(&entries[2..], usize::MAX), None);
        assert_eq!(packed(&journal(&[10_000]), 5_000), None);
    }

    #[test]
    fn many_empty_entries_keep_a_signature_within_each_bound() {
        let run = packed(&journal(&[0; 1_200]), usize::MAX).unwrap();
        assert!(run.verify(NETWORK, &Head::EMPTY).is_ok());
        assert_eq!(
            run.entries.iter().filter(|entry| entry.signature.is_some()).count(),
            1_200_usize.div_ceil(bounds::UNSIGNED_ENTRIES)
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn whatever_is_packed_verifies_and_stays_within_its_size(
            lengths in prop::collection::vec(prop_oneof![0..200_usize, 0..70_000_usize], 1..12),
            max_bytes in 100..400_000_usize,
        ) {
            let entries = journal(&lengths);
            if let Some(run) = packed(&entries, max_bytes) {
                prop_assert!(encoding::to_bytes(&run).len() <= max_bytes);
                prop_assert!(run.verify(NETWORK, &Head::EMPTY).is_ok());
            }
        }
    }
}
