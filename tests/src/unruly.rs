//! Decisions that an honest program never signs: after any other, with any approvals, and with signatures that are not true.

use maillage_shared::{
    calendar::ClaimedTime,
    encoding,
    identity::DeviceKey,
    register::{
        ChainState, Content, Decision, Install, Installation, Item, ItemId, ItemKind, compose::Order, content::EmbeddedItem,
        install::Assembly,
    },
    view::NetworkFold,
};

/// A decision after the newest of `chain`, whatever the judge says to it.
#[must_use]
pub fn decision_on(chain: &ChainState, device: &DeviceKey, order: &Order, claimed_at: u64) -> Item {
    let (content, proposal, approvals) = match order {
        Order::Content(content) => (Some(content.clone()), None, Vec::new()),
        Order::Proposal { proposal, approvals } => {
            (None, Some(proposal.to_bytes()), approvals.iter().map(|item| EmbeddedItem(item.to_bytes())).collect())
        }
    };
    let (term, height, parent) = (chain.term, chain.next_height(), chain.tip_id());
    let claimed_at = ClaimedTime(claimed_at);
    let decision = Decision { term, height, parent, rules_version: 1, claimed_at, content, proposal, approvals };
    Item::by_device(device, chain.network, ItemKind::Decision, encoding::to_bytes(&decision))
}

/// A decision after `parent`, on whatever branch.
#[must_use]
pub fn decision(fold: &NetworkFold, device: &DeviceKey, parent: ItemId, content: Content, claimed_at: u64) -> Item {
    let chain = fold.register().state_at(parent).unwrap();
    decision_on(&chain, device, &Order::Content(content), claimed_at)
}

/// A signature under an installation that claims that nothing was acknowledged.
#[must_use]
pub fn careless_signature(fold: &NetworkFold, device: &DeviceKey, installation: &Installation) -> Item {
    let install = Install { installation: installation.clone(), acknowledged: None, parted: None };
    Item::by_device(device, fold.network(), ItemKind::Install, encoding::to_bytes(&install))
}

/// The decision of `by` that begins a term, with such signatures.
#[must_use]
pub fn forged_assembly(fold: &NetworkFold, by: &DeviceKey, installation: &Installation, signers: &[&DeviceKey]) -> Item {
    let sign = |device: &&DeviceKey| EmbeddedItem(careless_signature(fold, device, installation).to_bytes());
    let assembly = Assembly { signatures: signers.iter().map(sign).collect(), holds: Vec::new(), contradiction: None };
    let mut base = fold.register().state_at(installation.base).unwrap();
    base.term = installation.term;
    decision_on(&base, by, &Order::Content(Content::install(&assembly)), 6)
}
