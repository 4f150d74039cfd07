//! Writing items: foundings, admissions, approvals, decisions.
//!
//! A decision is judged by the same function that will judge it everywhere, before it is handed out.

use super::{
    Acknowledgement, Admit, Anchor, Approval, ChainState, Content, Decision, Found, Hold, Item, ItemId, ItemKind, Policy, Proposal,
    Register, RegisterState, Says, Statement, Verdict,
    content::{CharterText, EmbeddedItem},
    judge::{Invalid, judge},
    policy::RULES_VERSION,
    reading::ReadDecision,
};
use crate::{
    bounds,
    calendar::ClaimedTime,
    encoding,
    identity::{Certificate, DeviceKey, Founding, NetworkId, OperatorId, RootKey, certificate::CertifiedDevice},
    text::Name,
};

/// Why a decision cannot be put in order now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderError {
    /// It would break a rule.
    #[error("the decision would not stand: {0}")]
    Invalid(#[from] Invalid),
    /// The chain is halted: members have to choose between several decisions first.
    #[error("the register is halted: several decisions follow the last one, and members have to choose")]
    Halted,
    /// The register goes on with rules that this program does not know.
    #[error("the register uses rules of a later version: update the program")]
    NeedsUpdate,
    /// It does not fit into an item.
    #[error("the decision is too long")]
    TooLong,
}

/// An operator's own part of its entry into a network: who it is, under which keys, with which first device.
#[derive(Debug, Clone, Copy)]
pub struct Newcomer<'a> {
    /// The operator's root key.
    pub root: &'a RootKey,
    /// Its first device, which governs and publishes.
    pub device: &'a DeviceKey,
    /// The operator's name.
    pub operator_name: &'a Name,
    /// What people call the device.
    pub device_name: &'a Name,
}

impl Newcomer<'_> {
    /// The operator.
    #[must_use]
    pub fn operator(&self) -> OperatorId {
        OperatorId::of_first_root(self.root.public())
    }

    /// The certificate of the first device: number 1 of this root.
    #[must_use]
    pub fn certificate(&self, network: NetworkId) -> Certificate {
        let certified = CertifiedDevice {
            network,
            operator: self.operator(),
            root: self.root.public(),
            number: 1,
            device: self.device.public(),
            name: self.device_name.clone(),
        };
        Certificate::issue(self.root, &certified)
    }

    fn first_hold(&self, network: NetworkId) -> EmbeddedItem {
        let device = self.device.public();
        let hold = Hold { governing: device, publishing: device, former: None, certificate: None };
        EmbeddedItem(hold_statement(self.root, network, self.operator(), 1, hold).to_bytes())
    }

    /// What the operator sends to a member who will propose its admission.
    #[must_use]
    pub fn admission(&self, network: NetworkId) -> Admit {
        Admit {
            operator_name: self.operator_name.clone(),
            root: self.root.public(),
            certificate: self.certificate(network),
            hold: self.first_hold(network),
            consent: Admit::agree(self.root, network, self.operator_name),
        }
    }
}

/// What a founder chooses.
#[derive(Debug, Clone)]
pub struct NewNetwork {
    /// The network's name.
    pub name: Name,
    /// 16 random bytes.
    pub nonce: [u8; 16],
    /// The network that it continues.
    pub predecessor: Option<NetworkId>,
    /// The policy to begin with.
    pub policy: Policy,
    /// The charter to begin with.
    pub charter: Vec<CharterText>,
    /// Relays, as URLs.
    pub relays: Vec<String>,
    /// When, by the founder's clock.
    pub claimed_at: ClaimedTime,
}

/// Founds a network: its identity, and the one decision that its chain begins with.
///
/// # Errors
/// [`OrderError`] when the choices break a rule.
pub fn found(founder: &Newcomer<'_>, new: NewNetwork) -> Result<(NetworkId, Item), OrderError> {
    let founding = Founding { root: founder.root.public(), nonce: new.nonce, name: new.name, predecessor: new.predecessor };
    let network = NetworkId::of(&founding);
    let found = Found {
        founding,
        operator_name: founder.operator_name.clone(),
        certificate: founder.certificate(network),
        hold: founder.first_hold(network),
        policy: new.policy,
        charter: new.charter,
        relays: new.relays,
    };
    let order = Order::Content(Content::found(&found));
    order_after(founder.device, &ChainState::empty(network), &order, new.claimed_at).map(|item| (network, item))
}

/// A numbered statement of a root.
#[must_use]
pub fn statement(root: &RootKey, network: NetworkId, operator: OperatorId, number: u32, says: Says) -> Item {
    Item::by_root(root, network, ItemKind::Statement, encoding::to_bytes(&Statement { operator, number, says }))
}

/// A numbered statement of a root: which devices act for its operator.
#[must_use]
pub fn hold_statement(root: &RootKey, network: NetworkId, operator: OperatorId, number: u32, hold: Hold) -> Item {
    statement(root, network, operator, number, Says::Hold(hold))
}

/// A member's governing device proposes an admission and approves it: the proposal, and the sponsor's approval.
///
/// `seen` is the newest decision that the sponsor knows. Proposing alone is no approval.
#[must_use]
pub fn sponsor(device: &DeviceKey, network: NetworkId, admit: &Admit, seen: ItemId) -> [Item; 2] {
    let proposal = proposal(device, network, Content::admit(admit));
    let approval = approval(device, network, proposal.id(), seen);
    [proposal, approval]
}

/// A member's governing device proposes something. What concerns that member alone needs no more than this.
#[must_use]
pub fn proposal(device: &DeviceKey, network: NetworkId, content: Content) -> Item {
    Item::by_device(device, network, ItemKind::Proposal, encoding::to_bytes(&Proposal { content }))
}

/// A member's governing device approves a proposal, having seen the decision `seen` and all before it.
#[must_use]
pub fn approval(device: &DeviceKey, network: NetworkId, proposal: ItemId, seen: ItemId) -> Item {
    Item::by_device(device, network, ItemKind::Approval, encoding::to_bytes(&Approval { proposal, seen }))
}

/// A member's governing device has verified an anchor and all before it.
#[must_use]
pub fn acknowledgement(device: &DeviceKey, network: NetworkId, acknowledgement: &Acknowledgement) -> Item {
    Item::by_device(device, network, ItemKind::Acknowledgement, encoding::to_bytes(acknowledgement))
}

/// Something to put in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Content that the secretary orders alone.
    Content(Content),
    /// A proposal with the approvals of members.
    Proposal {
        /// The proposal.
        proposal: Item,
        /// The approvals, one a member.
        approvals: Vec<Item>,
    },
}

impl Order {
    /// The order to settle what these lines say; see [`super::automatic::anchor_due`] for the lines.
    #[must_use]
    pub fn anchor(anchor: &Anchor) -> Self {
        Self::Content(Content::anchor(anchor))
    }

    /// The order to record a Hold, a statement item.
    #[must_use]
    pub fn hold(statement: &Item) -> Self {
        Self::Content(Content::hold(&EmbeddedItem(statement.to_bytes())))
    }

    /// The order to record a held statement of a root, whatever it says; nothing when it is not held.
    #[must_use]
    pub fn statement(register: &Register, statement: ItemId) -> Option<Self> {
        register.recording(&statement).cloned().map(Self::Content)
    }

    /// The order to decide a pending proposal with the approvals that count now, as many as a decision may carry.
    ///
    /// Nothing when the register has no such pending proposal.
    #[must_use]
    pub fn proposal(register: &Register, proposal: ItemId) -> Option<Self> {
        let pending = register.state().pending_proposals.iter().find(|pending| pending.id == proposal)?;
        let approvals = pending.approvals.values().take(bounds::APPROVALS).filter_map(|id| register.get(id)).cloned().collect();
        Some(Self::Proposal { proposal: register.get(&proposal)?.clone(), approvals })
    }
}

/// Puts something in order after the newest decision, as the secretary's governing device.
///
/// # Errors
/// [`OrderError`] when the decision would not stand, or the chain does not go on.
pub fn sequence(device: &DeviceKey, register: &RegisterState, order: &Order, claimed_at: ClaimedTime) -> Result<Item, OrderError> {
    if register.halted.is_some() {
        return Err(OrderError::Halted);
    }
    if register.needs_update {
        return Err(OrderError::NeedsUpdate);
    }
    order_after(device, &register.chain, order, claimed_at)
}

fn order_after(device: &DeviceKey, chain: &ChainState, order: &Order, claimed_at: ClaimedTime) -> Result<Item, OrderError> {
    let (content, proposal, approvals) = match order {
        Order::Content(content) => (Some(content.clone()), None, Vec::new()),
        Order::Proposal { proposal, approvals } => {
            let approvals = approvals.iter().map(|approval| EmbeddedItem(approval.to_bytes())).collect();
            (None, Some(proposal.to_bytes()), approvals)
        }
    };
    let decision = Decision {
        term: chain.term,
        height: chain.next_height(),
        parent: chain.tip_id(),
        rules_version: RULES_VERSION,
        claimed_at,
        content,
        proposal,
        approvals,
    };
    let body = encoding::to_bytes(&decision);
    if body.len() > bounds::BODY_BYTES {
        return Err(OrderError::TooLong);
    }
    let item = Item::by_device(device, chain.network, ItemKind::Decision, body);
    match judge(chain, &ReadDecision::read(&item)?) {
        Verdict::Valid(_) => Ok(item),
        Verdict::Invalid(invalid) => Err(invalid.into()),
        Verdict::Pending(_) => Err(Invalid::Parent.into()),
        Verdict::NeedsUpdate => Err(OrderError::NeedsUpdate),
    }
}
