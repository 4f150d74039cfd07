//! Content with every signature and certificate in it verified: what its own bytes say, whatever the chain says to it.

use std::collections::BTreeSet;

use super::{
    Admit, Anchor, AnchorLine, Content, Found, Invalid, Item, ItemId, ItemKind,
    content::EmbeddedItem,
    install::{Assembly, Contradiction, Install, Installation},
    matter::Matter,
    membership::{ChangePolicy, Leave, Notice, Remove, ReplaceKey, Resume, Suspend},
    statement::{Hold, Says, Statement},
};
use crate::{
    bounds, encoding,
    identity::{Certificate, DeviceId, NetworkId, OperatorId, RootId, certificate::CertifiedDevice},
};

/// A statement with the root that signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedStatement {
    /// The item.
    pub id: ItemId,
    /// The root that signed.
    pub root: RootId,
    /// What it says.
    pub statement: Statement,
}

/// A Hold that its operator's root has signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHold {
    /// The item.
    pub id: ItemId,
    /// The root that signed.
    pub root: RootId,
    /// The operator.
    pub operator: OperatorId,
    /// The statement's number.
    pub number: u32,
    /// What is said.
    pub hold: Hold,
    /// The further device that it certifies.
    pub device: Option<CertifiedDevice>,
}

/// An assembly whose signatures are verified and of one installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedAssembly {
    /// What is installed.
    pub installation: Installation,
    /// The devices that signed, with what they acknowledged.
    pub signatures: Vec<(DeviceId, Install)>,
    /// The Holds that count first.
    pub holds: Vec<SignedHold>,
    /// The former secretary's contradiction, if one is named.
    pub contradiction: Option<Contradiction>,
}

/// What content says, verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// A founding.
    Found(Box<Found>, CertifiedDevice, SignedHold),
    /// An admission.
    Admit(Box<Admit>, CertifiedDevice, SignedHold),
    /// A Hold.
    Hold(SignedHold),
    /// An anchor.
    Anchor(Anchor),
    /// A removal.
    Remove(Remove),
    /// A member's leaving.
    Leave(Leave),
    /// A suspension.
    Suspend(Suspend),
    /// The end of a suspension.
    Resume(Resume),
    /// A new root key.
    ReplaceKey(Box<ReplaceKey>, CertifiedDevice, SignedHold),
    /// Another policy.
    Policy(ChangePolicy),
    /// Recorded statements.
    Notice(Vec<SignedStatement>),
    /// Another secretary.
    Install(Box<CheckedAssembly>),
}

/// Who has to agree to content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// The secretary orders it alone, as everyone can check it.
    Secretary,
    /// Members have to approve.
    Members,
    /// This member alone proposes it.
    Oneself(OperatorId),
    /// Members have signed it themselves.
    Assembly,
}

impl Checked {
    /// Verifies everything in `content` that does not depend on the chain.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn of(network: NetworkId, content: &Content) -> Result<Self, Invalid> {
        Ok(match content.matter()?.ok_or(Invalid::UnknownKind(content.kind))? {
            Matter::Found(found) => {
                let device =
                    certified(network, &found.certificate, found.founding.root, OperatorId::of_first_root(found.founding.root))?;
                let hold = first_hold(network, &found.hold, &device)?;
                Self::Found(found, device, hold)
            }
            Matter::Admit(admit) => check_admission(network, admit)?,
            Matter::Hold(statement) => Self::Hold(signed_hold(network, &statement)?),
            Matter::Anchor(anchor) => {
                check_lines(&anchor.lines)?;
                Self::Anchor(*anchor)
            }
            Matter::Remove(remove) => {
                check_lines(&remove.heads)?;
                Self::Remove(*remove)
            }
            Matter::Leave(leave) => {
                check_lines(&leave.heads)?;
                Self::Leave(*leave)
            }
            Matter::Suspend(suspend) => Self::Suspend(*suspend),
            Matter::Resume(resume) => Self::Resume(*resume),
            Matter::ReplaceKey(replace) => check_replacement(network, replace)?,
            Matter::Policy(change) => Self::Policy(*change),
            Matter::Notice(notice) => check_notice(network, &notice)?,
            Matter::Install(assembly) => check_assembly(network, &assembly)?,
        })
    }

    /// Who has to agree.
    #[must_use]
    pub const fn authority(&self) -> Authority {
        match self {
            Self::Found(..) | Self::Hold(_) | Self::Anchor(_) | Self::Notice(_) => Authority::Secretary,
            Self::Admit(..) | Self::Remove(_) | Self::Suspend(_) | Self::ReplaceKey(..) | Self::Policy(_) => Authority::Members,
            Self::Leave(leave) => Authority::Oneself(leave.operator),
            Self::Resume(resume) => Authority::Oneself(resume.operator),
            Self::Install(_) => Authority::Assembly,
        }
    }
}

fn check_admission(network: NetworkId, admit: Box<Admit>) -> Result<Checked, Invalid> {
    let device = certified(network, &admit.certificate, admit.root, OperatorId::of_first_root(admit.root))?;
    let hold = first_hold(network, &admit.hold, &device)?;
    if admit.is_agreed(network) { Ok(Checked::Admit(admit, device, hold)) } else { Err(Invalid::NotAgreed) }
}

fn check_replacement(network: NetworkId, replace: Box<ReplaceKey>) -> Result<Checked, Invalid> {
    check_lines(&replace.heads)?;
    let device = certified(network, &replace.certificate, replace.root, replace.operator)?;
    let hold = own_hold(network, &replace.hold, &device)?;
    if replace.is_agreed(network) { Ok(Checked::ReplaceKey(replace, device, hold)) } else { Err(Invalid::NotAgreed) }
}

/// The certificate that `root` issues for its own operator.
fn certified(
    network: NetworkId,
    certificate: &Certificate,
    root: RootId,
    operator: OperatorId,
) -> Result<CertifiedDevice, Invalid> {
    let device = certificate.verify(network)?;
    let own = device.root == root && device.operator == operator;
    if own { Ok(device) } else { Err(Invalid::OtherCertificate) }
}

/// The first Hold of an operator in a network: nobody published for it before.
fn first_hold(network: NetworkId, item: &EmbeddedItem, device: &CertifiedDevice) -> Result<SignedHold, Invalid> {
    let hold = own_hold(network, item, device)?;
    if hold.hold.former.is_some() { Err(Invalid::FormerPublisher) } else { Ok(hold) }
}

/// A Hold by which the one device of a root governs and publishes.
fn own_hold(network: NetworkId, item: &EmbeddedItem, device: &CertifiedDevice) -> Result<SignedHold, Invalid> {
    let signed = signed_hold(network, item)?;
    if signed.root != device.root || signed.operator != device.operator {
        return Err(Invalid::OtherRoot);
    }
    if signed.device.is_some() {
        return Err(Invalid::OtherCertificate);
    }
    let named = [signed.hold.governing, signed.hold.publishing];
    match named.into_iter().find(|named| *named != device.device) {
        Some(other) => Err(Invalid::NotCertified(other)),
        None => Ok(signed),
    }
}

fn signed_statement(network: NetworkId, item: &EmbeddedItem) -> Result<SignedStatement, Invalid> {
    let item = Item::verify(network, &item.0).map_err(Invalid::StatementItem)?;
    if item.kind != ItemKind::Statement as u16 {
        return Err(Invalid::NotAStatement);
    }
    let statement: Statement = encoding::from_bytes(&item.body)?;
    if statement.number == 0 || statement.number > bounds::STATEMENTS {
        return Err(Invalid::StatementNumber);
    }
    Ok(SignedStatement { id: item.id(), root: RootId::from_bytes(item.signer), statement })
}

pub(super) fn signed_hold(network: NetworkId, item: &EmbeddedItem) -> Result<SignedHold, Invalid> {
    let SignedStatement { id, root, statement: Statement { operator, number, says } } = signed_statement(network, item)?;
    let Says::Hold(hold) = says else { return Err(Invalid::OtherStatement) };
    let device = hold.certificate.as_ref().map(|certificate| certificate.verify(network)).transpose()?;
    if device.as_ref().is_some_and(|device| device.root != root || device.operator != operator) {
        return Err(Invalid::OtherCertificate);
    }
    Ok(SignedHold { id, root, operator, number, hold, device })
}

fn check_lines(lines: &[AnchorLine]) -> Result<(), Invalid> {
    if lines.len() > bounds::ANCHOR_LINES {
        return Err(Invalid::AnchorTooLong);
    }
    if !lines.is_sorted_by(|one, next| one.device < next.device) {
        return Err(Invalid::AnchorOrder);
    }
    let possible = 1..=bounds::JOURNAL_ENTRIES;
    if lines.iter().all(|line| possible.contains(&line.seq)) { Ok(()) } else { Err(Invalid::AnchorSeq) }
}

fn check_notice(network: NetworkId, notice: &Notice) -> Result<Checked, Invalid> {
    if notice.statements.is_empty() || notice.statements.len() > bounds::NOTICED {
        return Err(Invalid::NoticeLength);
    }
    let statements: Vec<SignedStatement> =
        notice.statements.iter().map(|item| signed_statement(network, item)).collect::<Result<_, _>>()?;
    if statements.iter().any(|signed| matches!(signed.statement.says, Says::Hold(_))) {
        return Err(Invalid::OtherStatement);
    }
    let different: BTreeSet<ItemId> = statements.iter().map(|signed| signed.id).collect();
    if different.len() == statements.len() { Ok(Checked::Notice(statements)) } else { Err(Invalid::NoticeLength) }
}

fn check_assembly(network: NetworkId, assembly: &Assembly) -> Result<Checked, Invalid> {
    if assembly.signatures.len() > bounds::APPROVALS {
        return Err(Invalid::TooManyApprovals);
    }
    let signatures: Vec<(DeviceId, Install)> =
        assembly.signatures.iter().map(|item| signature(network, item)).collect::<Result<_, _>>()?;
    let installation = signatures.first().map(|(_, install)| install.installation.clone()).ok_or(Invalid::OtherInstallation)?;
    let holds: Vec<SignedHold> = assembly.holds.iter().map(|item| signed_hold(network, item)).collect::<Result<_, _>>()?;
    let same = signatures.iter().all(|(_, install)| install.installation == installation);
    let complete = holds.iter().map(|hold| hold.id).eq(installation.holds.iter().copied());
    if !same || !complete || holds.len() > bounds::INSTALLED_HOLDS {
        return Err(Invalid::OtherInstallation);
    }
    Ok(Checked::Install(Box::new(CheckedAssembly { installation, signatures, holds, contradiction: assembly.contradiction })))
}

fn signature(network: NetworkId, item: &EmbeddedItem) -> Result<(DeviceId, Install), Invalid> {
    let item = Item::verify(network, &item.0).map_err(Invalid::ApprovalItem)?;
    if item.kind != ItemKind::Install as u16 {
        return Err(Invalid::NotAnInstall);
    }
    Ok((DeviceId::from_bytes(item.signer), encoding::from_bytes(&item.body)?))
}
