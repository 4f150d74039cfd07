//! Checking a file of evidence, with nothing but the file: no home, no network, no trust in who wrote it.

use std::collections::BTreeSet;

use data_encoding::BASE64;
use maillage_shared::{
    encoding, hash,
    identity::{NetworkId, ShortCode},
    journal::{ForkProof, fork::Branch},
    register::{Decision, Install, Item, ItemId, ItemKind},
};
use serde::{Deserialize, Serialize};

use super::{
    FileContent, Operation, Problem, ProblemCode, Progress, Service,
    evidence::{Breach, EvidenceFile, Exhibit},
    reasons,
};

/// Checks a file of evidence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VerifyEvidence {
    /// The file's name, for problems.
    pub name: String,
    /// The file.
    pub file: FileContent,
}

/// What a piece of evidence turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Worth {
    /// The signed bytes alone prove what it says.
    Proved,
    /// The device signed these bytes; that they break a rule shows only beside the network's register and pages.
    Signed,
    /// It proves nothing: the bytes are not what it says, or not that device's.
    Nothing,
}

/// A piece of evidence, checked.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Checked {
    /// Its code, as the file says.
    pub code: ShortCode,
    /// What it is said to prove.
    pub breach: Breach,
    /// The device that it is said to prove it against.
    pub device_code: ShortCode,
    /// What it is worth.
    pub worth: Worth,
}

impl Operation for VerifyEvidence {
    const NAME: &'static str = "evidence-verify";
    type Output = Vec<Checked>;

    fn perform(self, _: &Service, _: &Progress) -> Result<Vec<Checked>, Problem> {
        let unreadable = |_: serde_json::Error| {
            Problem::new(ProblemCode::FileUnreadable).with("file", &self.name).with("why", reasons::NOT_EVIDENCE)
        };
        let file: EvidenceFile = serde_json::from_slice(&self.file.0).map_err(unreadable)?;
        let check = |exhibit: &Exhibit| Checked {
            code: exhibit.line.code,
            breach: exhibit.line.breach,
            device_code: exhibit.line.device.short_code(),
            worth: worth(file.network, exhibit).unwrap_or(Worth::Nothing),
        };
        Ok(file.exhibits.iter().map(check).collect())
    }
}

/// What an exhibit is worth; nothing where something in it cannot be read or is not the device's.
fn worth(network: NetworkId, exhibit: &Exhibit) -> Option<Worth> {
    match exhibit.line.breach {
        Breach::Fork => {
            let proof: ForkProof = encoding::from_bytes(&bytes(exhibit.fork_proof.as_deref()?)?).ok()?;
            let fork = proof.verify(network).ok()?;
            (fork.device == exhibit.line.device).then_some(Worth::Proved)
        }
        Breach::RefusedChange => {
            let branch: Branch = encoding::from_bytes(&bytes(exhibit.branch.as_deref()?)?).ok()?;
            let header = branch.verify(network).ok()?;
            let body = bytes(exhibit.body.as_deref()?)?;
            let same = header.device == exhibit.line.device && header.body_hash == hash::sha256(&body);
            same.then_some(Worth::Signed)
        }
        _ => worth_of_items(network, exhibit),
    }
}

fn bytes(base64: &str) -> Option<Vec<u8>> {
    BASE64.decode(base64.as_bytes()).ok()
}

fn worth_of_items(network: NetworkId, exhibit: &Exhibit) -> Option<Worth> {
    let read = |text: &String| Item::verify(network, &bytes(text)?).ok();
    let items: Vec<Item> = exhibit.item_bytes.iter().map(read).collect::<Option<_>>()?;
    let of_device = items.iter().all(|item| item.signer == *exhibit.line.device.as_bytes());
    let named: BTreeSet<ItemId> = exhibit.line.items.iter().copied().collect();
    let given: BTreeSet<ItemId> = items.iter().map(Item::id).collect();
    if !of_device || items.is_empty() || named != given {
        return None;
    }
    let contradicts = match exhibit.line.breach {
        Breach::SeveralDecisions => same_place(&items, given.len()),
        Breach::SeveralInstallations => one_term(&items),
        _ => false,
    };
    Some(if contradicts { Worth::Proved } else { Worth::Signed })
}

/// Whether these are several decisions that follow one in one term.
fn same_place(items: &[Item], different: usize) -> bool {
    let place = |item: &Item| {
        let decision: Decision = encoding::from_bytes(&item.body).ok().filter(|_| item.kind == ItemKind::Decision as u16)?;
        Some((decision.parent, decision.term))
    };
    let places: Option<BTreeSet<_>> = items.iter().map(place).collect();
    different > 1 && places.is_some_and(|places| places.len() == 1)
}

/// Whether these are signatures under several installations of one term.
fn one_term(items: &[Item]) -> bool {
    let read = |item: &Item| {
        let install: Install = encoding::from_bytes(&item.body).ok().filter(|_| item.kind == ItemKind::Install as u16)?;
        Some((install.installation.term, install.installation.digest()))
    };
    let Some(installs) = items.iter().map(read).collect::<Option<Vec<_>>>() else { return false };
    let terms: BTreeSet<u32> = installs.iter().map(|(term, _)| *term).collect();
    let installations: BTreeSet<_> = installs.iter().map(|(_, id)| *id).collect();
    terms.len() == 1 && installations.len() > 1
}

#[cfg(test)]
mod tests {
    use maillage_shared::{
        calendar::ClaimedTime,
        identity::{DeviceKey, RootKey},
        register::{
            Installation, Policy,
            compose::{self, NewNetwork, Newcomer},
            item::ItemKind,
        },
        text::Name,
    };

    use super::*;

    /// Two installations of one term, signed by one device, as an exhibit of the network that it names.
    fn exhibit(terms: [u32; 2]) -> (NetworkId, Exhibit) {
        let (root, device) = (RootKey::from_secret(&[1; 32]), DeviceKey::from_secret(&[2; 32]));
        let name = Name::new("ARC").unwrap();
        let newcomer = Newcomer { root: &root, device: &device, operator_name: &name, device_name: &name };
        let new = NewNetwork {
            name: name.clone(),
            nonce: [3; 16],
            predecessor: None,
            policy: Policy::initial(),
            charter: Vec::new(),
            relays: Vec::new(),
            claimed_at: ClaimedTime(0),
        };
        let (network, founding) = compose::found(&newcomer, new).unwrap();
        let sign = |(place, term): (usize, u32)| {
            let base = if place == 0 { founding.id() } else { ItemId::from_bytes([9; 32]) };
            let installation = Installation { term, base, secretary: newcomer.operator(), holds: Vec::new() };
            let body = encoding::to_bytes(&Install { installation, acknowledged: None, parted: None });
            Item::by_device(&device, network, ItemKind::Install, body)
        };
        let items: Vec<Item> = terms.into_iter().enumerate().map(sign).collect();
        let line = crate::service::evidence::EvidenceLine {
            code: ShortCode::of("evidence", &[1]),
            breach: Breach::SeveralInstallations,
            device: device.public(),
            device_code: device.public().short_code(),
            operator: None,
            operator_name: None,
            entry: None,
            rule: None,
            items: items.iter().map(Item::id).collect(),
        };
        let item_bytes = items.iter().map(|item| BASE64.encode(&item.to_bytes())).collect();
        (network, Exhibit { line, item_bytes, fork_proof: None, branch: None, body: None })
    }

    #[test]
    fn two_signatures_for_two_secretaries_of_one_term_prove_it_and_of_two_terms_nothing_of_the_kind() {
        let (network, one_term) = exhibit([2, 2]);
        assert_eq!(worth(network, &one_term), Some(Worth::Proved));
        let (network, two_terms) = exhibit([2, 3]);
        assert_eq!(worth(network, &two_terms), Some(Worth::Signed));
    }

    #[test]
    fn what_another_device_signed_or_another_network_proves_nothing() {
        let (network, mut exhibit) = exhibit([2, 2]);
        assert_eq!(worth(NetworkId::from_bytes([7; 32]), &exhibit), None);
        exhibit.line.device = DeviceKey::from_secret(&[5; 32]).public();
        assert_eq!(worth(network, &exhibit), None);
    }

    #[test]
    fn a_signature_that_was_touched_proves_nothing() {
        let (network, mut exhibit) = exhibit([2, 2]);
        let mut touched = BASE64.decode(exhibit.item_bytes[0].as_bytes()).unwrap();
        let last = touched.len() - 1;
        touched[last] ^= 1;
        exhibit.item_bytes[0] = BASE64.encode(&touched);
        assert_eq!(worth(network, &exhibit), None);
    }
}
