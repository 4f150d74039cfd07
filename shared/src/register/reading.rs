//! What can be said of a decision or a proposal from its own bytes: shape, embedded items, signatures, certificates.
//!
//! None of it depends on the chain, so it is found out once and kept, and folding again costs no signature.

use std::sync::OnceLock;

use super::{
    Approval, Content, Decision, DecisionKind, Invalid, Item, ItemId, ItemKind, Proposal, checked::Checked,
    checked::CheckedAssembly, content::EmbeddedItem,
};
use crate::{
    bounds,
    encoding::{self, EncodingError, deterministic},
    identity::{DeviceId, NetworkId},
};

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

    /// The content.
    #[must_use]
    pub const fn content(&self) -> &Content {
        &self.content
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
    /// Bytes of its body.
    pub bytes: u64,
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
        let bytes = u64::try_from(item.body.len()).unwrap_or(u64::MAX);
        Ok(Self { id: item.id(), network: item.network, signer, decision, bytes, uses_unknown_field, carried: OnceLock::new() })
    }

    /// Whether it begins a term: the installation of a secretary by an assembly.
    #[must_use]
    pub fn installs(&self) -> bool {
        self.decision.content.as_ref().is_some_and(|content| content.kind == DecisionKind::Install as u16)
    }

    /// The assembly that it carries, if all its signatures verify.
    #[must_use]
    pub fn assembly(&self) -> Option<&CheckedAssembly> {
        let Ok(Carried::Content(content)) = self.carried() else { return None };
        match content.checked() {
            Ok(Checked::Install(assembly)) => Some(assembly),
            _ => None,
        }
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
