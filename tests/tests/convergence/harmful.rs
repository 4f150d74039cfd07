//! Changes that break automerge, found by the mutation corpus, stay refused.
//!
//! `tests/golden/harmful-changes.txt` holds the history of a draft, then sequences of mutants: device, number of the entry, number
//! of the entry that opened the incarnation, change. Each names the rule that refuses it first, and what automerge alone does.

use std::collections::{BTreeMap, BTreeSet};

use maillage_shared::{
    document::{Applied, DraftChange, DraftDocument, DraftId},
    identity::{DeviceId, NetworkId},
    journal::EntryHash,
};
use maillage_tests::golden::{self, Value};

const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);

fn offer(document: &mut DraftDocument, value: &Value) -> Applied {
    let (device, rest) = value.bytes.split_first_chunk().unwrap();
    let (seq, rest) = rest.split_first_chunk().unwrap();
    let (opened_at, change) = rest.split_first_chunk().unwrap();
    let body = DraftChange { opened_at: u64::from_be_bytes(*opened_at), change: change.to_vec() };
    document.apply(DeviceId::from_bytes(*device), u64::from_be_bytes(*seq), EntryHash::from_bytes([1; 32]), &body)
}

#[test]
fn changes_that_once_broke_automerge_stay_refused_by_the_same_rule() {
    let values = golden::read(&std::fs::read_to_string(golden::path("harmful-changes.txt")).unwrap());
    let (history, mutants): (Vec<&Value>, Vec<&Value>) = values.iter().partition(|value| value.what.starts_with("history"));
    let authors: BTreeMap<DeviceId, u64> = [1, 2, 3].map(|number| (DeviceId::from_bytes([number; 32]), u64::MAX)).into();
    let mut document = DraftDocument::new(NETWORK, DraftId::of(NETWORK, DeviceId::from_bytes([1; 32]), 2), authors);
    for value in history {
        assert_eq!(offer(&mut document, value), Applied::Accepted, "{}", value.what);
    }
    let mut sequences: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for value in &mutants {
        sequences.entry(value.what.rsplit_once(", ").unwrap().0).or_default().push(value);
    }
    let mut rules = BTreeSet::new();
    for (what, sequence) in &sequences {
        let mut victim = document.clone();
        let refused = sequence.iter().find_map(|value| match offer(&mut victim, value) {
            Applied::Refused(refusal) => Some(format!("{:?}", refusal.rule())),
            _ => None,
        });
        let rule = what.split(", ").nth(1).map(ToOwned::to_owned);
        assert_eq!(refused, rule, "{what}");
        assert_eq!(victim.alarm(), None, "{what}");
        rules.extend(rule);
    }
    assert!(sequences.len() >= 24 && rules.len() >= 8, "{} sequences, rules {rules:?}", sequences.len());
}
