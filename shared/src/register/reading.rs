//! What can be said of a decision or a proposal from its own bytes: shape, embedded items, signatures, certificates.
//!
//! None of it depends on the chain, so it is found out once and kept, and folding again costs no signature.

use std::sync::OnceLock;

use super::{
    Admit, Anchor, Approval, Content, Decision, Found, Invalid, Item, ItemId, ItemKind, Proposal, Statement,
    content::{EmbeddedItem, Matter},
};
use crate::{
    bounds,
    encoding::{self, EncodingError, deterministic},
    identity::{Certificate, DeviceId, NetworkId, OperatorId, RootId, certificate::CertifiedDevice},
};

/// A Hold that its operator's root has signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHold {
    /// The root that signed.
    pub root: RootId,
    /// The operator, number, and what is said.
    pub statement: Statement,
    /// The further device that it certifies.
    pub device: Option<CertifiedDevice>,
}

/// What content says, with every signature and certificate in it verified.
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
}

impl Checked {
    /// Verifies everything in `content` that does not depend on the chain.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn of(network: NetworkId, content: &Content) -> Result<Self, Invalid> {
        match content.matter()?.ok_or(Invalid::UnknownKind(content.kind))? {
            Matter::Found(found) => {
                let device = certified(network, &found.certificate, found.founding.root)?;
                let hold = first_hold(network, &found.hold, &device)?;
                Ok(Self::Found(found, device, hold))
            }
            Matter::Admit(admit) => {
                let device = certified(network, &admit.certificate, admit.root)?;
                let hold = first_hold(network, &admit.hold, &device)?;
                if admit.is_agreed(network) { Ok(Self::Admit(admit, device, hold)) } else { Err(Invalid::NotAgreed) }
            }
            Matter::Hold(statement) => signed_hold(network, &statement).map(Self::Hold),
            Matter::Anchor(anchor) => check_anchor(&anchor).map(|()| Self::Anchor(anchor)),
        }
    }

    /// Whether members have to approve; the secretary orders the other kinds alone, as everyone can check them.
    #[must_use]
    pub const fn needs_approvals(&self) -> bool {
        match self {
            Self::Admit(..) => true,
            Self::Found(..) | Self::Hold(_) | Self::Anchor(_) => false,
        }
    }
}

/// The certificate that a first root issues for its own operator.
fn certified(network: NetworkId, certificate: &Certificate, root: RootId) -> Result<CertifiedDevice, Invalid> {
    let device = certificate.verify(network)?;
    let own = device.root == root && device.operator == OperatorId::of_first_root(root);
    if own { Ok(device) } else { Err(Invalid::OtherCertificate) }
}

fn first_hold(network: NetworkId, item: &EmbeddedItem, device: &CertifiedDevice) -> Result<SignedHold, Invalid> {
    let hold = signed_hold(network, item)?;
    if hold.root != device.root || hold.statement.operator != device.operator {
        return Err(Invalid::OtherRoot);
    }
    let says = &hold.statement.says;
    if says.former.is_some() {
        return Err(Invalid::FormerPublisher);
    }
    if hold.device.is_some() {
        return Err(Invalid::OtherCertificate);
    }
    match [says.governing, says.publishing].into_iter().find(|named| *named != device.device) {
        Some(other) => Err(Invalid::NotCertified(other)),
        None => Ok(hold),
    }
}

fn signed_hold(network: NetworkId, item: &EmbeddedItem) -> Result<SignedHold, Invalid> {
    let item = Item::verify(network, &item.0).map_err(Invalid::StatementItem)?;
    if item.kind != ItemKind::Statement as u16 {
        return Err(Invalid::NotAStatement);
    }
    let statement: Statement = encoding::from_bytes(&item.body)?;
    if statement.number == 0 {
        return Err(Invalid::StatementNumber);
    }
    let root = RootId::from_bytes(item.signer);
    let device = statement.says.certificate.as_ref().map(|certificate| certificate.verify(network)).transpose()?;
    if device.as_ref().is_some_and(|device| device.root != root || device.operator != statement.operator) {
        return Err(Invalid::OtherCertificate);
    }
    Ok(SignedHold { root, statement, device })
}

fn check_anchor(anchor: &Anchor) -> Result<(), Invalid> {
    if anchor.lines.len() > bounds::ANCHOR_LINES {
        return Err(Invalid::AnchorTooLong);
    }
    if !anchor.lines.is_sorted_by(|one, next| one.device < next.device) {
        return Err(Invalid::AnchorOrder);
    }
    let possible = 1..=bounds::JOURNAL_ENTRIES;
    if anchor.lines.iter().all(|line| possible.contains(&line.seq)) { Ok(()) } else { Err(Invalid::AnchorSeq) }
}

/// Checks content once and keeps the answer.
#[derive(Debug, Clone)]
pub struct ReadContent {
    network: NetworkId,
    content: Content,
    digest: [u8; 32],
    checked: OnceLock<Result<Checked, Invalid>>,
}

impl ReadContent {
    /// Takes content that is not checked yet.
    #[must_use]
    pub fn new(network: NetworkId, content: Content) -> Self {
        Self { network, digest: content.digest(), content, checked: OnceLock::new() }
    }

    /// See [`Content::digest`].
    #[must_use]
    pub const fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// See [`Checked::of`].
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn checked(&self) -> Result<&Checked, Invalid> {
        self.checked.get_or_init(|| Checked::of(self.network, &self.content)).as_ref().map_err(Clone::clone)
    }
}

/// A proposal with its signer.
#[derive(Debug, Clone)]
pub struct ReadProposal {
    /// The proposal.
    pub id: ItemId,
    /// The device that proposes.
    pub signer: DeviceId,
    /// What it proposes.
    pub content: ReadContent,
}

impl ReadProposal {
    /// Reads a verified item as a proposal.
    ///
    /// # Errors
    /// [`Invalid::NotAProposal`] or [`Invalid::Unreadable`].
    pub fn read(item: &Item) -> Result<Self, Invalid> {
        if item.kind != ItemKind::Proposal as u16 {
            return Err(Invalid::NotAProposal);
        }
        let proposal: Proposal = encoding::from_bytes(&item.body)?;
        let content = ReadContent::new(item.network, proposal.content);
        Ok(Self { id: item.id(), signer: DeviceId::from_bytes(item.signer), content })
    }
}

/// An approval with its signer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadApproval {
    /// The approval.
    pub id: ItemId,
    /// The device that approves.
    pub signer: DeviceId,
    /// The approved proposal.
    pub proposal: ItemId,
    /// The newest decision that the signer had seen.
    pub seen: ItemId,
}

impl ReadApproval {
    /// Reads a verified item as an approval.
    ///
    /// # Errors
    /// [`Invalid::NotAnApproval`] or [`Invalid::Unreadable`].
    pub fn read(item: &Item) -> Result<Self, Invalid> {
        if item.kind != ItemKind::Approval as u16 {
            return Err(Invalid::NotAnApproval);
        }
        let Approval { proposal, seen } = encoding::from_bytes(&item.body)?;
        Ok(Self { id: item.id(), signer: DeviceId::from_bytes(item.signer), proposal, seen })
    }
}

/// What a decision carries, once everything in it is verified.
#[derive(Debug, Clone)]
pub enum Carried {
    /// Content that the secretary orders alone.
    Content(ReadContent),
    /// A proposal and the approvals of members.
    Proposal(ReadProposal, Vec<ReadApproval>),
}

/// A decision of which the envelope is read and the rest is verified when first asked for.
#[derive(Debug, Clone)]
pub struct ReadDecision {
    /// The decision.
    pub id: ItemId,
    /// The network.
    pub network: NetworkId,
    /// The device that put it in order.
    pub signer: DeviceId,
    /// The envelope.
    pub decision: Decision,
    /// Whether it uses a critical field that this version does not know.
    pub uses_unknown_field: bool,
    carried: OnceLock<Result<Carried, Invalid>>,
}

impl ReadDecision {
    /// Reads the envelope of a verified item. Cheap: no signature is verified.
    ///
    /// # Errors
    /// [`Invalid::NotADecision`] or [`Invalid::Unreadable`].
    pub fn read(item: &Item) -> Result<Self, Invalid> {
        if item.kind != ItemKind::Decision as u16 {
            return Err(Invalid::NotADecision);
        }
        // A critical field must not hide the decision's place in the chain: that is where the reader has to stop.
        let uses_unknown_field = deterministic::check(&item.body).map_err(EncodingError::Fault)?;
        let decision = minicbor::decode(&item.body).map_err(|error| EncodingError::Shape(error.to_string()))?;
        let signer = DeviceId::from_bytes(item.signer);
        Ok(Self { id: item.id(), network: item.network, signer, decision, uses_unknown_field, carried: OnceLock::new() })
    }

    /// What the decision carries, verified.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn carried(&self) -> Result<&Carried, Invalid> {
        self.carried.get_or_init(|| self.verify_carried()).as_ref().map_err(Clone::clone)
    }

    fn verify_carried(&self) -> Result<Carried, Invalid> {
        match (&self.decision.content, &self.decision.proposal) {
            (Some(content), None) if self.decision.approvals.is_empty() => {
                Ok(Carried::Content(ReadContent::new(self.network, content.clone())))
            }
            (Some(_), None) => Err(Invalid::NeedsNoProposal),
            (None, Some(proposal)) => {
                if self.decision.approvals.len() > bounds::APPROVALS {
                    return Err(Invalid::TooManyApprovals);
                }
                let proposal = Item::verify(self.network, proposal).map_err(Invalid::ProposalItem)?;
                let approvals = self.decision.approvals.iter().map(|embedded| self.approval(embedded));
                Ok(Carried::Proposal(ReadProposal::read(&proposal)?, approvals.collect::<Result<_, _>>()?))
            }
            _ => Err(Invalid::Shape),
        }
    }

    fn approval(&self, embedded: &EmbeddedItem) -> Result<ReadApproval, Invalid> {
        ReadApproval::read(&Item::verify(self.network, &embedded.0).map_err(Invalid::ApprovalItem)?)
    }
}
