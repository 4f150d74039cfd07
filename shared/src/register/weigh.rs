//! What the state at a decision says to content, whoever orders it and whatever approvals it has: one function a kind.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Anchor, AnchorLine, ChainState, Found, Invalid, Member, Policy, Roster,
    chain::{Change, Noted},
    checked::{Checked, SignedHold, SignedStatement},
    decided::{Decided, Recorded},
    membership::{ChangePolicy, Leave, Remove, ReplaceKey, Resume, Suspend},
    roster::{PublishingSpan, Standing},
    statement::{Hold, Revocation, Says},
};
use crate::{
    bounds,
    identity::{DeviceId, NetworkId, OperatorId, certificate::CertifiedDevice},
    text::Name,
};

/// What content changes at this state.
pub(super) fn weigh(state: &ChainState, checked: &Checked) -> Result<(Decided, Change), Invalid> {
    match checked {
        Checked::Found(found, device, hold) => weigh_founding(state, found, device, hold),
        Checked::Admit(admit, device, hold) => weigh_admission(state, &admit.operator_name, device, hold),
        Checked::Hold(hold) => weigh_hold(&state.roster, hold),
        Checked::Anchor(anchor) => weigh_anchor(state, anchor),
        Checked::Remove(remove) => weigh_removal(state, remove),
        Checked::Leave(leave) => weigh_leaving(state, leave),
        Checked::Suspend(suspend) => weigh_suspension(state, suspend),
        Checked::Resume(resume) => weigh_return(state, resume),
        Checked::ReplaceKey(replace, device, hold) => weigh_replacement(state, replace, device, hold),
        Checked::Policy(change) => weigh_policy(state, change),
        Checked::Notice(statements) => weigh_notice(state, statements),
        // An assembly stands for itself, see `assembly`.
        Checked::Install(_) => Err(Invalid::NeedsNoProposal),
    }
}

fn weigh_admission(
    state: &ChainState,
    name: &Name,
    device: &CertifiedDevice,
    hold: &SignedHold,
) -> Result<(Decided, Change), Invalid> {
    match state.roster.everybody().get(&device.operator) {
        Some(member) if member.standing.is_in() => return Err(Invalid::AlreadyMember),
        Some(_) => return Err(Invalid::FormerMember),
        None => {}
    }
    if state.roster.operator_of_root(device.root).is_some() {
        return Err(Invalid::RootTaken);
    }
    if state.roster.is_name_taken(name) {
        return Err(Invalid::NameTaken);
    }
    if state.roster.operator_of_device(device.device).is_some() {
        return Err(Invalid::DeviceTaken);
    }
    let decided = Decided::Admit { operator: device.operator, operator_name: name.clone() };
    Ok((decided, Change::Admit(Box::new(member(state, name, device, hold)))))
}

fn member(state: &ChainState, name: &Name, device: &CertifiedDevice, hold: &SignedHold) -> Member {
    let joined_at = state.next_height();
    Member {
        operator: device.operator,
        name: name.clone(),
        root: device.root,
        joined_at,
        standing: Standing::Active,
        governing: device.device,
        publishing: vec![PublishingSpan { device: device.device, from: joined_at, until: None }],
        hold_number: hold.number,
        devices: BTreeMap::from([(device.device, device.clone())]),
        revoked: BTreeSet::new(),
    }
}

fn weigh_founding(
    state: &ChainState,
    found: &Found,
    device: &CertifiedDevice,
    hold: &SignedHold,
) -> Result<(Decided, Change), Invalid> {
    if NetworkId::of(&found.founding) != state.network {
        return Err(Invalid::OtherFounding);
    }
    check_policy(&found.policy, &found.relays)?;
    let mut places = BTreeSet::new();
    if !found.charter.iter().all(|article| places.insert((&article.article, &article.language))) {
        return Err(Invalid::Charter);
    }
    let decided = Decided::Found {
        network_name: found.founding.name.clone(),
        operator: device.operator,
        operator_name: found.operator_name.clone(),
    };
    let founder = member(state, &found.operator_name, device, hold);
    Ok((decided, Change::Found(Box::new(found.clone()), Box::new(founder))))
}

fn check_policy(policy: &Policy, relays: &[String]) -> Result<(), Invalid> {
    if policy.smallest_figure < bounds::SMALLEST_FIGURE || policy.admission_share == 0 {
        return Err(Invalid::Policy);
    }
    let short = |url: &String| url.len() <= bounds::ADDRESS_BYTES;
    if relays.len() > bounds::RELAYS || !relays.iter().all(short) { Err(Invalid::Relays) } else { Ok(()) }
}

/// Judges a Hold by a roster: the one of the chain, or the one that an assembly begins with.
pub(super) fn weigh_hold(roster: &Roster, signed: &SignedHold) -> Result<(Decided, Change), Invalid> {
    let SignedHold { operator, number, hold, .. } = signed;
    let member = roster.member(*operator).ok_or(Invalid::NotAMember)?;
    if member.root != signed.root {
        return Err(Invalid::OtherRoot);
    }
    if *number <= member.hold_number {
        return weigh_late_hold(roster, member, signed);
    }
    if let Some(further) = &signed.device {
        check_further(roster, member, further)?;
    }
    let is_certified = |device: &DeviceId| {
        member.devices.contains_key(device) || signed.device.as_ref().is_some_and(|further| further.device == *device)
    };
    let named = [hold.governing, hold.publishing];
    if let Some(unknown) = named.into_iter().find(|device| !is_certified(device)) {
        return Err(Invalid::NotCertified(unknown));
    }
    if let Some(revoked) = named.into_iter().find(|device| member.revoked.contains(device)) {
        return Err(Invalid::Revoked(revoked));
    }
    let replaced = member.publisher().filter(|former| *former != hold.publishing);
    if hold.former.map(|line| line.device) != replaced {
        return Err(Invalid::FormerPublisher);
    }
    let decided = Decided::of_hold(member, *number, hold, signed.device.as_ref());
    Ok((decided, Change::Hold(*operator, *number, Box::new(hold.clone()), signed.device.clone().map(Box::new))))
}

/// A Hold that is recorded after one of a higher number says nothing any more of who acts. The device that it certifies is certified
/// all the same: whoever keeps the order of decisions cannot make a device unknown, and with it what it wrote and others built on, by
/// taking a root's statements out of turn.
fn weigh_late_hold(roster: &Roster, member: &Member, signed: &SignedHold) -> Result<(Decided, Change), Invalid> {
    let further = signed.device.as_ref().ok_or(Invalid::StatementNumber)?;
    check_further(roster, member, further).map_err(|_| Invalid::StatementNumber)?;
    let publishing = member.publisher().unwrap_or(member.governing);
    let says = Hold { governing: member.governing, publishing, former: None, certificate: signed.hold.certificate.clone() };
    let decided = Decided::of_hold(member, signed.number, &says, Some(further));
    Ok((decided, Change::Hold(signed.operator, signed.number, Box::new(says), Some(Box::new(further.clone())))))
}

/// A certificate adds a device, or names one of the member's own anew under a higher number.
fn check_further(roster: &Roster, member: &Member, further: &CertifiedDevice) -> Result<(), Invalid> {
    if let Some(known) = member.devices.get(&further.device) {
        return if further.number > known.number { Ok(()) } else { Err(Invalid::DeviceTaken) };
    }
    if roster.operator_of_device(further.device).is_some() {
        return Err(Invalid::DeviceTaken);
    }
    if member.devices.len() >= bounds::DEVICES { Err(Invalid::TooManyDevices) } else { Ok(()) }
}

/// A line may claim what an earlier one contradicts: only a line that the held journals confirm acts, so a false one cannot keep
/// a journal from being anchored later.
fn weigh_anchor(state: &ChainState, anchor: &Anchor) -> Result<(Decided, Change), Invalid> {
    if anchor.lines.iter().any(|line| state.claimed.get(&line.device) == Some(line)) {
        return Err(Invalid::AnchorRepeats);
    }
    Ok((Decided::Anchor { lines: anchor.lines.clone() }, Change::Anchor(anchor.clone())))
}

/// A member that is in and does not keep the order of decisions: the only kind that can go.
fn going(state: &ChainState, operator: OperatorId) -> Result<&Member, Invalid> {
    let member = state.roster.member(operator).ok_or(Invalid::NotAMember)?;
    if state.roster.secretary() == Some(operator) { Err(Invalid::IsSecretary) } else { Ok(member) }
}

fn check_heads(member: &Member, heads: &[AnchorLine]) -> Result<(), Invalid> {
    let own = heads.iter().all(|line| member.devices.contains_key(&line.device));
    if own { Ok(()) } else { Err(Invalid::OtherDevice) }
}

fn weigh_removal(state: &ChainState, remove: &Remove) -> Result<(Decided, Change), Invalid> {
    check_heads(going(state, remove.operator)?, &remove.heads)?;
    let decided = Decided::Remove { operator: remove.operator, heads: remove.heads.clone() };
    let standing = Standing::Removed(state.next_height());
    Ok((decided, Change::Depart(remove.operator, standing, remove.heads.clone())))
}

fn weigh_leaving(state: &ChainState, leave: &Leave) -> Result<(Decided, Change), Invalid> {
    check_heads(going(state, leave.operator)?, &leave.heads)?;
    let decided = Decided::Leave { operator: leave.operator, heads: leave.heads.clone() };
    Ok((decided, Change::Depart(leave.operator, Standing::Left(state.next_height()), leave.heads.clone())))
}

fn weigh_suspension(state: &ChainState, suspend: &Suspend) -> Result<(Decided, Change), Invalid> {
    let member = going(state, suspend.operator)?;
    if !member.is_active() {
        return Err(Invalid::AlreadySuspended);
    }
    state.height_of(suspend.since).ok_or(Invalid::OtherChain)?;
    let standing = Standing::Suspended(state.next_height());
    Ok((Decided::Suspend { operator: suspend.operator }, Change::Stand(suspend.operator, standing)))
}

fn weigh_return(state: &ChainState, resume: &Resume) -> Result<(Decided, Change), Invalid> {
    let member = state.roster.member(resume.operator).ok_or(Invalid::NotAMember)?;
    let by = state.height_of(resume.suspension).ok_or(Invalid::OtherChain)?;
    if member.standing != Standing::Suspended(by) {
        return Err(Invalid::NotSuspended);
    }
    Ok((Decided::Resume { operator: resume.operator }, Change::Stand(resume.operator, Standing::Active)))
}

fn weigh_replacement(
    state: &ChainState,
    replace: &ReplaceKey,
    device: &CertifiedDevice,
    signed: &SignedHold,
) -> Result<(Decided, Change), Invalid> {
    let before = state.roster.member(replace.operator).ok_or(Invalid::NotAMember)?;
    check_heads(before, &replace.heads)?;
    if state.roster.operator_of_root(replace.root).is_some() {
        return Err(Invalid::RootTaken);
    }
    if state.roster.operator_of_device(device.device).is_some() {
        return Err(Invalid::DeviceTaken);
    }
    if signed.number <= before.hold_number {
        return Err(Invalid::StatementNumber);
    }
    if before.devices.len() >= bounds::DEVICES {
        return Err(Invalid::TooManyDevices);
    }
    // The former publisher's end is named twice, and must be the same: a head that is missing ends a journal at nothing.
    let former = before.publisher().and_then(|publisher| replace.heads.iter().find(|line| line.device == publisher).copied());
    if signed.hold.former != former {
        return Err(Invalid::OtherHead);
    }
    let mut member = before.clone();
    member.root = replace.root;
    member.revoked.extend(before.devices.keys().copied());
    member.devices.insert(device.device, device.clone());
    member.governing = device.device;
    member.hold_number = signed.number;
    if let Some(last) = member.publishing.last_mut() {
        last.until = former.or(Some(AnchorLine { device: last.device, seq: 0, hash: crate::journal::EntryHash::NONE }));
    }
    member.publishing.push(PublishingSpan { device: device.device, from: state.next_height(), until: None });
    let decided = Decided::ReplaceKey { operator: replace.operator, root: replace.root, device: device.device };
    Ok((decided, Change::ReplaceKey(Box::new(member), replace.heads.clone())))
}

fn weigh_policy(state: &ChainState, change: &ChangePolicy) -> Result<(Decided, Change), Invalid> {
    check_policy(&change.policy, &change.relays)?;
    if state.policy_decision() != Some(change.replaces) {
        return Err(Invalid::OtherPolicy);
    }
    let decided = Decided::Policy {
        smallest_figure: change.policy.smallest_figure,
        admission_share: change.policy.admission_share,
        admission_least: change.policy.admission_least,
        relays_change: change.relays != state.relays,
    };
    Ok((decided, Change::Policy(Box::new(change.clone()))))
}

fn weigh_notice(state: &ChainState, statements: &[SignedStatement]) -> Result<(Decided, Change), Invalid> {
    let recorded = statements.iter().map(|signed| weigh_statement(state, signed)).collect::<Result<Vec<_>, _>>()?;
    let noted = statements.iter().map(|signed| Noted {
        id: signed.id,
        operator: signed.statement.operator,
        says: signed.statement.says.clone(),
    });
    Ok((Decided::Notice { statements: recorded }, Change::Notice(noted.collect())))
}

fn weigh_statement(state: &ChainState, signed: &SignedStatement) -> Result<Recorded, Invalid> {
    if state.noticed.contains(&signed.id) {
        return Err(Invalid::AlreadyNoticed);
    }
    let operator = signed.statement.operator;
    let member = state.roster.member(operator).ok_or(Invalid::NotAMember)?;
    match &signed.statement.says {
        Says::Revocation(Revocation { device, last_good, .. }) => {
            if member.root != signed.root {
                return Err(Invalid::OtherRoot);
            }
            if !member.devices.contains_key(device) {
                return Err(Invalid::NotCertified(*device));
            }
            Ok(Recorded::Revocation { operator, device: *device, last_good: *last_good })
        }
        Says::Objection(objection) => {
            let decision = objection.decision;
            let root = state.replaced_by(operator, decision).ok_or(Invalid::NothingToObject)?;
            if root == signed.root { Ok(Recorded::Objection { operator, decision }) } else { Err(Invalid::OtherRoot) }
        }
        Says::Hold(_) => Err(Invalid::OtherStatement),
    }
}
