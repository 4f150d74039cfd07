//! Proofs of forks that came before the register knows the device that they are about, as they do when a newcomer exchanges.
//!
//! Anybody can make such proofs of keys that it draws itself. They take one place for each device that delivers them, the newest
//! push out the oldest, and none is verified again before the register names its device.

use maillage_shared::{
    identity::DeviceId,
    journal::ForkProof,
    view::{Evidence, NetworkFold},
};

/// Proofs that wait: each has at most two hundred kilobytes. What is beyond comes again with the next exchange.
const WAITING: usize = 16;

/// A proof that waits.
#[derive(Debug)]
struct Early {
    from: DeviceId,
    about: DeviceId,
    proof: ForkProof,
}

/// The proofs that wait, the oldest first.
#[derive(Debug, Default)]
pub(super) struct EarlyForks(Vec<Early>);

impl EarlyForks {
    /// Keeps a proof that `from` delivered, in place of what it delivered before.
    pub(super) fn remember(&mut self, from: DeviceId, proof: &ForkProof) {
        let Some(about) = proof.claimed_device() else { return };
        self.0.retain(|early| early.from != from);
        while self.0.len() >= WAITING {
            self.0.remove(0);
        }
        self.0.push(Early { from, about, proof: proof.clone() });
    }

    /// Takes out the proofs about devices that the register knows by now, as far as they hold.
    pub(super) fn take_known(&mut self, fold: &NetworkFold) -> Vec<Evidence> {
        let is_known = |early: &mut Early| fold.state().roster.operator_of_device(early.about).is_some();
        self.0.extract_if(.., is_known).filter_map(|early| fold.examine_fork(&early.proof).ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use maillage_shared::{
        identity::{DeviceId, DeviceKey, NetworkId},
        journal::{BodyKind, Entry, ForkProof, Head, fork::Branch},
        view::NetworkFold,
    };

    use super::{EarlyForks, WAITING};

    const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);

    fn proof(seed: u8) -> ForkProof {
        let key = DeviceKey::from_secret(&[seed; 32]);
        let branch = |body: u8| {
            let entry = Entry::write(&key, NETWORK, &Head::EMPTY, BodyKind::Comment, vec![body]).unwrap();
            Branch::new(std::slice::from_ref(&entry.header), entry.signature.unwrap())
        };
        ForkProof::new(branch(1), branch(2))
    }

    fn about(early: &EarlyForks) -> Vec<DeviceId> {
        early.0.iter().map(|early| early.about).collect()
    }

    fn device(seed: u8) -> DeviceId {
        DeviceKey::from_secret(&[seed; 32]).public()
    }

    #[test]
    fn whoever_delivers_many_early_proofs_keeps_the_last_of_them_and_displaces_nobody_elses() {
        let mut early = EarlyForks::default();
        early.remember(device(200), &proof(1));
        for seed in 2..40 {
            early.remember(device(201), &proof(seed));
        }
        assert_eq!(about(&early), [device(1), device(39)]);
    }

    #[test]
    fn an_early_proof_waits_while_the_register_does_not_know_its_device() {
        let mut early = EarlyForks::default();
        early.remember(device(200), &proof(1));
        assert!(early.take_known(&NetworkFold::new(NETWORK)).is_empty());
        assert_eq!(about(&early), [device(1)]);
    }

    #[test]
    fn a_new_early_proof_pushes_out_the_oldest() {
        let mut early = EarlyForks::default();
        for seed in 1..=17 {
            early.remember(device(100 + seed), &proof(seed));
        }
        assert_eq!(early.0.len(), WAITING);
        assert_eq!(about(&early), (2..=17).map(device).collect::<Vec<_>>());
    }
}
