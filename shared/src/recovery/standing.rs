//! How things stand with an operator that lost its devices, as its own root signed it.
//!
//! One false contact on the sheet must not lead the new device astray: a number above the true one, once used, could never be
//! taken back. So nothing counts here but statements of the root itself, of which the newest that anybody shows win.

use std::collections::BTreeMap;

use crate::{
    bounds, encoding,
    identity::{DeviceId, NetworkId, OperatorId, RootId},
    register::{Decision, Item, ItemKind, Matter, Proposal, Register, Says, Statement, content::EmbeddedItem},
};

/// What a member that is asked shows of an operator, and claims.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct RecoveryStanding {
    /// The device that answers.
    #[n(0)]
    pub answered_by: DeviceId,
    /// The Hold in force, a whole statement item.
    #[n(1)]
    pub in_force: EmbeddedItem,
    /// The statement with the highest number that is held, where that is another one.
    #[n(2)]
    pub highest: Option<EmbeddedItem>,
    /// Whether the register certifies the new device: it may connect. A mere claim.
    #[n(3)]
    pub recorded: bool,
}

/// What the root is known to have signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProvenStanding {
    /// The highest number among its statements.
    pub number: u32,
    /// The device that publishes for the operator.
    pub publishing: DeviceId,
    /// Number of the Hold that says so.
    in_force: u32,
}

impl RecoveryStanding {
    /// What the shown statements prove of an operator; nothing when one of them is not what it should be.
    #[must_use]
    pub fn proven(&self, network: NetworkId, operator: OperatorId, root: RootId) -> Option<ProvenStanding> {
        let read = |item: &EmbeddedItem| own_statement(network, operator, root, &item.0);
        let hold = read(&self.in_force)?;
        let highest = self.highest.as_ref().map_or(Some(hold.number), |item| read(item).map(|statement| statement.number))?;
        let Says::Hold(says) = hold.says else { return None };
        Some(ProvenStanding { number: highest.max(hold.number), publishing: says.publishing, in_force: hold.number })
    }
}

impl ProvenStanding {
    /// What two members together prove.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let newer = if other.in_force > self.in_force { other } else { self };
        Self { number: self.number.max(other.number), ..newer }
    }
}

/// A statement of this root about its operator.
fn own_statement(network: NetworkId, operator: OperatorId, root: RootId, bytes: &[u8]) -> Option<Statement> {
    let item = Item::verify(network, bytes).ok()?;
    if item.kind != ItemKind::Statement as u16 || item.signer != *root.as_bytes() {
        return None;
    }
    let statement = encoding::from_bytes::<Statement>(&item.body).ok()?;
    (statement.operator == operator && statement.number <= bounds::STATEMENTS).then_some(statement)
}

/// The statements of a root about its operator that the register holds, by themselves or within decisions that count, by number.
///
/// Other decisions are not looked into: they may be many, and hold whatever their signer likes.
#[must_use]
pub fn statements_of(register: &Register, operator: OperatorId, root: RootId) -> BTreeMap<u32, EmbeddedItem> {
    let by_root = |item: &&Item| item.kind == ItemKind::Statement as u16 && item.signer == *root.as_bytes();
    let items = register.ids().filter_map(|id| register.get(id)).filter(by_root);
    let names_root = |item: &&Item| item.body.windows(root.as_bytes().len()).any(|bytes| bytes == root.as_bytes());
    let decisions = register.state().decisions.iter().filter_map(|record| register.get(&record.id)).filter(names_root);
    let all = items.map(|item| EmbeddedItem(item.to_bytes())).chain(decisions.flat_map(within));
    let network = register.network();
    all.filter_map(|item| Some((own_statement(network, operator, root, &item.0)?.number, item))).collect()
}

/// The statements within a decision that it may take a Hold from.
fn within(decision: &Item) -> Vec<EmbeddedItem> {
    let content = encoding::from_bytes::<Decision>(&decision.body).ok().and_then(|body| match body.proposal {
        None => body.content,
        Some(proposal) => {
            let proposal = Item::verify(decision.network, &proposal).ok()?;
            encoding::from_bytes::<Proposal>(&proposal.body).ok().map(|proposal| proposal.content)
        }
    });
    match content.and_then(|content| content.matter().ok().flatten()) {
        Some(Matter::Found(found)) => vec![found.hold],
        Some(Matter::Admit(admit)) => vec![admit.hold],
        Some(Matter::Hold(hold)) => vec![*hold],
        Some(Matter::ReplaceKey(replace)) => vec![replace.hold],
        Some(Matter::Notice(notice)) => notice.statements,
        Some(Matter::Install(assembly)) => assembly.holds,
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{ProvenStanding, RecoveryStanding};
    use crate::{
        identity::{DeviceId, NetworkId, OperatorId, RootKey},
        register::{Hold, compose, content::EmbeddedItem},
    };

    const NETWORK: NetworkId = NetworkId::from_bytes([7; 32]);
    const TRUE: DeviceId = DeviceId::from_bytes([3; 32]);
    const FALSE: DeviceId = DeviceId::from_bytes([4; 32]);

    fn root() -> RootKey {
        RootKey::from_secret(&[1; 32])
    }

    fn operator() -> OperatorId {
        OperatorId::of_first_root(root().public())
    }

    fn hold(signer: &RootKey, number: u32, publishing: DeviceId) -> EmbeddedItem {
        let says = Hold { governing: publishing, publishing, former: None, certificate: None };
        EmbeddedItem(compose::hold_statement(signer, NETWORK, operator(), number, says).to_bytes())
    }

    fn proven(in_force: EmbeddedItem, highest: Option<EmbeddedItem>) -> Option<ProvenStanding> {
        let shown = RecoveryStanding { answered_by: FALSE, in_force, highest, recorded: true };
        shown.proven(NETWORK, operator(), root().public())
    }

    #[test]
    fn nobody_can_raise_the_number_or_name_another_publisher_than_the_root_signed() {
        let liar = RootKey::from_secret(&[9; 32]);
        for number in [255, 4_000_000] {
            assert_eq!(proven(hold(&liar, number, TRUE), None), None);
            assert_eq!(proven(hold(&root(), 2, TRUE), Some(hold(&liar, number, TRUE))), None);
        }
        assert_eq!(proven(hold(&liar, 2, FALSE), None), None);
        let mut changed = hold(&root(), 2, TRUE);
        let last = changed.0.len() - 1;
        changed.0[last] ^= 1;
        assert_eq!(proven(changed, None), None);
    }

    #[test]
    fn a_number_that_no_statement_can_have_proves_nothing() {
        let last = crate::bounds::STATEMENTS;
        assert_eq!(proven(hold(&root(), last, TRUE), None).map(|proven| proven.number), Some(last));
        assert_eq!(proven(hold(&root(), last + 1, TRUE), None), None);
    }

    #[test]
    fn of_what_several_members_show_the_newest_that_the_root_signed_counts() {
        let honest = proven(hold(&root(), 5, TRUE), Some(hold(&root(), 6, TRUE))).unwrap();
        // It once published, and whoever holds no more than that, or says so, does not outweigh the others.
        let behind = proven(hold(&root(), 2, FALSE), None).unwrap();
        for together in [honest.and(behind), behind.and(honest)] {
            assert_eq!((together.number, together.publishing), (6, TRUE));
        }
    }
}
