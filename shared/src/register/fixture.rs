//! A network for tests: founded, with operators admitted one after the other.

use super::{
    Admit, Anchor, AnchorLine, Content, Decision, Install, Item, ItemId, ItemKind, Policy, Register, RegisterState,
    compose::{self, NewNetwork, Newcomer, Order},
    content::CharterText,
    install::Assembly,
    policy::RULES_VERSION,
};
use crate::{
    calendar::ClaimedTime,
    encoding,
    identity::{DeviceKey, NetworkId, OperatorId, RootKey},
    text::Name,
};

/// An operator with its keys.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) root: RootKey,
    pub(crate) device: DeviceKey,
    pub(crate) name: Name,
    pub(crate) device_name: Name,
}

impl Person {
    pub(crate) fn new(number: u8) -> Self {
        Self {
            root: RootKey::from_secret(&[number; 32]),
            device: DeviceKey::from_secret(&[number + 100; 32]),
            name: Name::new(format!("Operator {number}")).unwrap(),
            device_name: Name::new("laptop").unwrap(),
        }
    }

    pub(crate) fn newcomer(&self) -> Newcomer<'_> {
        Newcomer { root: &self.root, device: &self.device, operator_name: &self.name, device_name: &self.device_name }
    }

    pub(crate) fn operator(&self) -> OperatorId {
        self.newcomer().operator()
    }

    pub(crate) fn admission(&self, network: NetworkId) -> Admit {
        self.newcomer().admission(network)
    }
}

/// What the tests' founder chooses.
pub(crate) fn new_network() -> NewNetwork {
    NewNetwork {
        name: Name::new("Informaticiens publics").unwrap(),
        nonce: [9; 16],
        predecessor: None,
        policy: Policy {
            smallest_figure: 5,
            admission_share: 3,
            admission_least: 2,
            vocabulary_version: 1,
            vocabulary_hash: [0; 32],
        },
        charter: vec![CharterText { article: "1".into(), language: "fr".into(), text: "Gratuit.".into() }],
        relays: Vec::new(),
        claimed_at: ClaimedTime(1_000),
    }
}

/// A network whose first person is the founder and secretary.
#[derive(Debug, Clone)]
pub(crate) struct Network {
    pub(crate) id: NetworkId,
    pub(crate) people: Vec<Person>,
    pub(crate) register: Register,
    pub(crate) now: u64,
}

impl Network {
    /// A network of this many members, numbered from 1.
    pub(crate) fn founded_with(members: u8) -> Self {
        let founder = Person::new(1);
        let (id, item) = compose::found(&founder.newcomer(), new_network()).unwrap();
        let mut network = Self { id, people: vec![founder], register: Register::new(id), now: 1_000 };
        network.register.insert(item);
        for number in 2..=members {
            network.admit(Person::new(number));
        }
        assert_eq!(network.state().chain.roster.active_count(), usize::from(members));
        network
    }

    pub(crate) fn state(&self) -> &RegisterState {
        self.register.state()
    }

    pub(crate) fn tip(&self) -> ItemId {
        self.state().chain.tip_id().unwrap()
    }

    pub(crate) fn secretary(&self) -> &DeviceKey {
        &self.people[0].device
    }

    /// The admission of `person`, proposed by the founder and approved by the first `approvals` members.
    pub(crate) fn admission(&self, person: &Person, approvals: usize) -> Order {
        let [proposal, _] = compose::sponsor(self.secretary(), self.id, &person.admission(self.id), self.tip());
        let approve = |member: &Person| compose::approval(&member.device, self.id, proposal.id(), self.tip());
        let approvals = self.people.iter().take(approvals).map(approve).collect();
        Order::Proposal { proposal, approvals }
    }

    pub(crate) fn admit(&mut self, person: Person) -> ItemId {
        let order = self.admission(&person, self.people.len());
        if let Order::Proposal { proposal, approvals } = &order {
            self.register.insert(proposal.clone());
            self.register.insert_all(approvals.clone());
        }
        self.people.push(person);
        self.order(&order)
    }

    /// What a member proposes, with the approvals of these members.
    pub(crate) fn proposal(&self, proposer: usize, content: Content, approvers: &[usize]) -> Order {
        let proposal = compose::proposal(&self.people[proposer].device, self.id, content);
        let approve = |member: &usize| compose::approval(&self.people[*member].device, self.id, proposal.id(), self.tip());
        let approvals = approvers.iter().map(approve).collect();
        Order::Proposal { proposal, approvals }
    }

    /// The decision that begins a term, with signatures made by hand.
    pub(crate) fn beginning(&self, signatures: &[(&DeviceKey, Install)], holds: &[Item]) -> Decision {
        let item = |(device, install): &(&DeviceKey, Install)| {
            let item = Item::by_device(device, self.id, ItemKind::Install, encoding::to_bytes(install));
            super::content::EmbeddedItem(item.to_bytes())
        };
        let assembly = Assembly {
            signatures: signatures.iter().map(item).collect(),
            holds: holds.iter().map(|hold| super::content::EmbeddedItem(hold.to_bytes())).collect(),
            contradiction: None,
        };
        let installation = &signatures[0].1.installation;
        let base = self.register.state_at(installation.base);
        Decision {
            term: installation.term,
            height: base.as_ref().map_or(0, super::ChainState::next_height),
            parent: Some(installation.base),
            rules_version: RULES_VERSION,
            claimed_at: ClaimedTime(self.now),
            content: Some(Content::install(&assembly)),
            proposal: None,
            approvals: Vec::new(),
        }
    }

    pub(crate) fn anchor(&mut self, lines: Vec<AnchorLine>) -> ItemId {
        self.order(&Order::anchor(&Anchor { lines }))
    }

    /// Puts something in order, as the secretary, a minute later.
    pub(crate) fn order(&mut self, order: &Order) -> ItemId {
        self.now += 60;
        let item = compose::sequence(self.secretary(), self.state(), order, ClaimedTime(self.now)).unwrap();
        let id = item.id();
        self.register.insert(item);
        assert_eq!(self.tip(), id);
        id
    }

    /// The envelope of a decision that would follow the tip, to be bent by a test.
    pub(crate) fn envelope(&self, order: &Order) -> Decision {
        let (content, proposal, approvals) = match order {
            Order::Content(content) => (Some(content.clone()), None, Vec::new()),
            Order::Proposal { proposal, approvals } => {
                let approvals = approvals.iter().map(|item| super::content::EmbeddedItem(item.to_bytes())).collect();
                (None, Some(proposal.to_bytes()), approvals)
            }
        };
        Decision {
            term: self.state().chain.term,
            height: self.state().chain.next_height(),
            parent: self.state().chain.tip_id(),
            rules_version: RULES_VERSION,
            claimed_at: ClaimedTime(self.now),
            content,
            proposal,
            approvals,
        }
    }

    /// An anchor without lines: the shortest decision that the secretary may order.
    pub(crate) fn empty_anchor() -> Order {
        Order::Content(Content::anchor(&Anchor { lines: Vec::new() }))
    }

    pub(crate) fn sign(&self, device: &DeviceKey, decision: &Decision) -> Item {
        Item::by_device(device, self.id, ItemKind::Decision, encoding::to_bytes(decision))
    }
}
