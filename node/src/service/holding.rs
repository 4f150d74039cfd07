//! Statements of the own root about its devices: numbered, tried against the register before they are signed away, and kept until
//! the secretary records them.

use maillage_shared::{
    encoding,
    identity::{Certificate, DeviceId, OperatorId, RootKey, certificate::CertifiedDevice},
    register::{AnchorLine, Item, ItemId, ItemKind, Member, Says, Statement, compose},
    text::Name,
    view::NetworkFold,
};

use super::{Problem, ProblemCode};

/// The member that this home works for.
///
/// # Errors
/// A fault of the program when it is none: the caller has asked before.
pub(super) fn member_of(fold: &NetworkFold, operator: OperatorId) -> Result<&Member, Problem> {
    fold.state().roster.member(operator).ok_or_else(|| Problem::bug("the operator of this home is no member"))
}

/// The highest number among the held statements of an operator: recorded, or still waiting for the secretary.
pub(super) fn highest_number(fold: &NetworkFold, member: &Member) -> u32 {
    let register = fold.register();
    let statements = register.ids().filter_map(|id| register.get(id));
    let own = statements.filter(|item| item.kind == ItemKind::Statement as u16 && item.signer == *member.root.as_bytes());
    let numbers = own.filter_map(|item| encoding::from_bytes::<Statement>(&item.body).ok()).map(|statement| statement.number);
    numbers.max().unwrap_or(0).max(member.hold_number)
}

/// The highest number among the certificates of an operator in the register.
pub(super) fn highest_certificate(member: &Member) -> u32 {
    member.devices.values().map(|certified| certified.number).max().unwrap_or(0)
}

/// Whether a statement of this root waits for the secretary. A second one could be recorded before it and make it void.
fn is_waiting(fold: &NetworkFold, member: &Member) -> bool {
    let waits = |id: &ItemId| fold.register().get(id).is_some_and(|item| item.signer == *member.root.as_bytes());
    fold.state().pending_statements.iter().any(waits)
}

/// A certificate for a device of this operator, the next of its root.
pub(super) fn certificate(fold: &NetworkFold, member: &Member, root: &RootKey, device: DeviceId, name: &Name) -> Certificate {
    let certified = CertifiedDevice {
        network: fold.network(),
        operator: member.operator,
        root: root.public(),
        number: highest_certificate(member).saturating_add(1),
        device,
        name: name.clone(),
    };
    Certificate::issue(root, &certified)
}

/// Where the journal of a device ends as far as it counts here: what a Hold says of the device that publishes no longer.
///
/// # Errors
/// [`ProblemCode::DeviceNotHeld`]: naming an earlier entry would make later publications void.
pub(super) fn last_line(fold: &NetworkFold, member: &Member, device: DeviceId) -> Result<AnchorLine, Problem> {
    let seq = fold.extent(device);
    let line = fold.hash_at(device, seq).map(|hash| AnchorLine { device, seq, hash });
    let name = || member.devices.get(&device).map_or_else(String::new, |certified| certified.name.to_string());
    line.ok_or_else(|| Problem::new(ProblemCode::DeviceNotHeld).with("name", name()))
}

/// What the root says next of this operator, as a numbered statement, once it is certain that the register takes it.
///
/// # Errors
/// [`ProblemCode::StatementPending`] for a Hold while an earlier statement waits, [`ProblemCode::DecisionInvalid`] when it would
/// break a rule.
pub(super) fn statement(fold: &NetworkFold, member: &Member, root: &RootKey, says: Says) -> Result<Item, Problem> {
    if matches!(says, Says::Hold(_)) && is_waiting(fold, member) {
        return Err(Problem::new(ProblemCode::StatementPending));
    }
    let number = highest_number(fold, member).saturating_add(1);
    let item = compose::statement(root, fold.network(), member.operator, number, says);
    let mut trial = fold.register().clone();
    trial.insert(item.clone());
    if trial.state().pending_statements.contains(&item.id()) {
        return Ok(item);
    }
    Err(Problem::new(ProblemCode::DecisionInvalid).with("why", super::reasons::STATEMENT_REFUSED))
}
