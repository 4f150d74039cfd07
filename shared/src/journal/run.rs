//! Runs: entries in a row as they travel.
//!
//! A receiver that holds the entry before a run can compute sequence numbers, previous hashes, running lengths and, from the
//! bodies, their lengths and hashes. So an entry of a run is its kind, its body and, at least every
//! [`bounds::UNSIGNED_BYTES`], a signature. A pruned body travels as its length and hash.

use super::{Entry, EntryHash, Head};
use crate::{
    bounds,
    identity::{
        DeviceId, NetworkId, Signature,
        keys::{self, Verifier},
    },
};

/// Entries of one journal in a row, from `first_seq` on.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Run {
    /// The device whose journal it is.
    #[n(0)]
    pub device: DeviceId,
    /// Sequence number of the first entry of the run.
    #[n(1)]
    pub first_seq: u64,
    /// Hash of the entry before the run.
    #[n(2)]
    pub previous: EntryHash,
    /// The entries.
    #[n(3)]
    pub entries: Vec<RunEntry>,
}

/// One entry of a run.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct RunEntry {
    /// The kind of body.
    #[n(0)]
    pub kind: u16,
    /// The critical flag.
    #[n(1)]
    pub critical: bool,
    /// The body, or what is left of it.
    #[n(2)]
    pub body: RunBody,
    /// The signature, where there is one.
    #[n(3)]
    pub signature: Option<Signature>,
}

/// A body in a run.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum RunBody {
    /// All of it.
    #[n(0)]
    Whole(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>),
    /// Pruned: its length and SHA-256.
    #[n(1)]
    Pruned(#[n(0)] u32, #[cbor(n(1), with = "minicbor::bytes")] [u8; 32]),
}

/// Why a run is refused. Nothing of it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// It does not begin where the held journal ends.
    #[error("the run does not begin where the journal ends")]
    Gap,
    /// It begins at the right number but continues another history: a fork, or a lie.
    #[error("the run continues another history of the journal")]
    OtherHistory,
    /// A bound of the journal or of a run is passed.
    #[error("entry {0} passes a bound of its journal")]
    Bound(u64),
    /// No valid signature vouches for the last entry.
    #[error("no valid signature vouches for entry {0}")]
    Unsigned(u64),
    /// There are no entries in it.
    #[error("the run is empty")]
    Empty,
}

impl Run {
    /// The run made of consecutive entries of one journal; nothing for no entries.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Option<Self> {
        let first = entries.first()?;
        let entries = entries
            .iter()
            .map(|entry| RunEntry {
                kind: entry.header.kind,
                critical: entry.header.critical,
                body: entry.body.clone().map_or(RunBody::Pruned(entry.header.body_length, entry.header.body_hash), RunBody::Whole),
                signature: entry.signature,
            })
            .collect();
        Some(Self { device: first.header.device, first_seq: first.header.seq, previous: first.header.previous, entries })
    }

    /// The entries of the run, as continuing `head` in `network`, once a signature vouches for all of them.
    ///
    /// Signatures that do not verify are dropped where a later one vouches: an entry is authentic by any later signature of its
    /// chain. Their number is given back beside the entries, since an honest sender has none.
    ///
    /// # Errors
    /// [`RunError`]; nothing is accepted of a run with an error.
    pub fn verify(&self, network: NetworkId, head: &Head) -> Result<(Vec<Entry>, usize), RunError> {
        if self.entries.is_empty() {
            return Err(RunError::Empty);
        }
        if Some(self.first_seq) != head.seq.checked_add(1) {
            return Err(RunError::Gap);
        }
        if self.previous != head.hash {
            return Err(RunError::OtherHistory);
        }
        let mut entries = self.chain(network, head)?;
        let key = Verifier::of(self.device.as_bytes());
        let holds = |entry: &Entry, signature| key.as_ref().is_some_and(|key| key.verifies(&entry.header.to_bytes(), &signature));
        let mut bad = 0_usize;
        let mut vouched = false;
        for entry in entries.iter_mut().rev() {
            if entry.signature.is_some_and(|signature| !holds(entry, signature)) {
                entry.signature = None;
                bad = bad.saturating_add(1);
            }
            vouched |= entry.signature.is_some();
            if !vouched {
                return Err(RunError::Unsigned(entry.header.seq));
            }
        }
        Ok((entries, bad))
    }

    /// Computes the headers, and refuses stretches without any signature that are longer than allowed.
    fn chain(&self, network: NetworkId, head: &Head) -> Result<Vec<Entry>, RunError> {
        let mut head = *head;
        let (mut bytes, mut count) = (0_usize, 0_usize);
        let mut entries = Vec::with_capacity(self.entries.len());
        for entry in &self.entries {
            let seq = head.seq.saturating_add(1);
            let header = match &entry.body {
                RunBody::Whole(body) => head.next_header(network, self.device, entry.kind, entry.critical, body),
                RunBody::Pruned(length, hash) => {
                    head.next_header_with(network, self.device, entry.kind, entry.critical, *length, *hash)
                }
            };
            let header = header.ok_or(RunError::Bound(seq))?;
            head = Head::after(&header);
            bytes = bytes.saturating_add(usize::try_from(header.body_length).unwrap_or(usize::MAX));
            count = count.saturating_add(1);
            if entry.signature.is_some() {
                (bytes, count) = (0, 0);
            } else if bytes > bounds::UNSIGNED_BYTES || count >= bounds::UNSIGNED_ENTRIES {
                return Err(RunError::Bound(seq));
            }
            let body = match &entry.body {
                RunBody::Whole(body) => Some(body.clone()),
                RunBody::Pruned(..) => None,
            };
            entries.push(Entry { header, signature: entry.signature, body });
        }
        Ok(entries)
    }
}

/// Whether `signature` is the device's over the header bytes.
pub(super) fn is_authentic(device: DeviceId, header: &[u8], signature: &Signature) -> bool {
    keys::verify(device.as_bytes(), header, signature)
}

#[cfg(test)]
mod tests {
    use super::{Run, RunBody, RunError};
    use crate::{
        identity::{DeviceKey, NetworkId, Signature},
        journal::{BodyKind, Entry, Head},
    };

    const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);

    fn journal(length: u8) -> Vec<Entry> {
        let key = DeviceKey::from_secret(&[3; 32]);
        let mut head = Head::EMPTY;
        (0..length)
            .map(|number| {
                let entry = Entry::write(&key, NETWORK, &head, BodyKind::Comment, vec![number; 3]).unwrap();
                head = Head::after(&entry.header);
                entry
            })
            .collect()
    }

    #[test]
    fn a_run_gives_back_the_entries_it_was_made_of() {
        let entries = journal(5);
        let run = Run::of(&entries).unwrap();
        assert_eq!(run.verify(NETWORK, &Head::EMPTY), Ok((entries, 0)));
    }

    #[test]
    fn one_signature_at_the_end_vouches_for_the_whole_run() {
        let mut run = Run::of(&journal(5)).unwrap();
        for entry in &mut run.entries[..4] {
            entry.signature = None;
        }
        assert_eq!(run.verify(NETWORK, &Head::EMPTY).map(|(entries, bad)| (entries.len(), bad)), Ok((5, 0)));
        run.entries[4].signature = None;
        assert_eq!(run.verify(NETWORK, &Head::EMPTY), Err(RunError::Unsigned(5)));
    }

    #[test]
    fn a_bad_signature_below_a_good_one_is_dropped_and_counted() {
        let mut run = Run::of(&journal(3)).unwrap();
        run.entries[1].signature = Some(Signature::from_bytes([9; 64]));
        let (entries, bad) = run.verify(NETWORK, &Head::EMPTY).unwrap();
        assert_eq!((entries[1].signature, bad), (None, 1));
    }

    #[test]
    fn a_changed_body_is_not_vouched_for() {
        let mut run = Run::of(&journal(3)).unwrap();
        run.entries[1].body = RunBody::Whole(vec![0]);
        assert_eq!(run.verify(NETWORK, &Head::EMPTY), Err(RunError::Unsigned(3)));
    }

    #[test]
    fn a_run_must_continue_the_journal_that_is_held() {
        let entries = journal(4);
        let tail = Run::of(&entries[2..]).unwrap();
        assert_eq!(tail.verify(NETWORK, &Head::EMPTY), Err(RunError::Gap));
        assert!(tail.verify(NETWORK, &Head::after(&entries[1].header)).is_ok());
        let mut other = Head::after(&entries[1].header);
        other.hash = entries[0].header.hash();
        assert_eq!(tail.verify(NETWORK, &other), Err(RunError::OtherHistory));
    }

    #[test]
    fn a_pruned_body_still_proves_the_chain() {
        let mut entries = journal(3);
        entries[0].body = None;
        let run = Run::of(&entries).unwrap();
        assert_eq!(run.verify(NETWORK, &Head::EMPTY), Ok((entries, 0)));
    }

    #[test]
    fn an_entry_signed_for_another_network_is_refused() {
        let run = Run::of(&journal(1)).unwrap();
        assert_eq!(run.verify(NetworkId::from_bytes([8; 32]), &Head::EMPTY), Err(RunError::Unsigned(1)));
    }

    #[test]
    fn a_long_stretch_without_signature_is_refused_before_any_is_verified() {
        let mut run = Run::of(&journal(1)).unwrap();
        let mut unsigned = run.entries[0].clone();
        unsigned.signature = None;
        unsigned.body = RunBody::Whole(vec![0; 60_000]);
        run.entries = vec![unsigned.clone(), unsigned];
        assert_eq!(run.verify(NETWORK, &Head::EMPTY), Err(RunError::Bound(2)));
    }
}
