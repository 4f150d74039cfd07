//! A network made with the rules alone: its items, its journals, and the evidence against those who broke them.

use std::collections::BTreeMap;

use maillage_shared::{
    calendar::ClaimedTime,
    encoding,
    identity::{Certificate, DeviceId, DeviceKey, NetworkId},
    journal::{BodyKind, Entry, ForkProof, Head, Run, fork::Branch},
    register::{
        Acknowledgement, AnchorLine, Hold, Item, ItemId, Policy, automatic,
        compose::{self, NewNetwork, Order},
        content::CharterText,
    },
    text::Name,
    view::NetworkFold,
};

use crate::operator::Operator;

/// A network, with all that was ever written in it.
#[derive(Debug)]
pub struct World {
    /// The network.
    pub network: NetworkId,
    /// Its members; the first is founder and secretary.
    pub members: Vec<Operator>,
    /// All items, in the order of their making.
    pub items: Vec<Item>,
    /// All journals.
    pub journals: BTreeMap<DeviceId, Vec<Entry>>,
    /// The other histories of devices that forked.
    pub rivals: Vec<Vec<Entry>>,
    /// The evidence of the forks.
    pub proofs: Vec<ForkProof>,
    /// What it all means, taken in as it was made.
    pub fold: NetworkFold,
    now: u64,
}

/// What the founder of every world chooses.
#[must_use]
pub fn new_network() -> NewNetwork {
    NewNetwork {
        name: Name::new("Informaticiens publics").unwrap(),
        nonce: [9; 16],
        predecessor: None,
        policy: Policy::initial(),
        charter: vec![CharterText { article: "1".into(), language: "fr".into(), text: "Gratuit et ouvert à tous.".into() }],
        relays: Vec::new(),
        claimed_at: ClaimedTime(1_760_000_000),
    }
}

impl World {
    /// A network of this many members, each of which has begun its journal.
    #[must_use]
    pub fn founded_with(members: u8) -> Self {
        let founder = Operator::new(1);
        let (network, found) = compose::found(&founder.newcomer(), new_network()).unwrap();
        let mut world = Self {
            network,
            members: Vec::new(),
            items: Vec::new(),
            journals: BTreeMap::new(),
            rivals: Vec::new(),
            proofs: Vec::new(),
            fold: NetworkFold::new(network),
            now: 1_760_000_000,
        };
        world.add(found);
        world.welcome(founder);
        for number in 2..=members {
            world.admit(Operator::new(number));
        }
        world
    }

    /// Takes a new item in.
    pub fn add(&mut self, item: Item) -> ItemId {
        let id = item.id();
        self.fold.apply_items([item.clone()]);
        self.items.push(item);
        id
    }

    /// The newest decision.
    #[must_use]
    pub fn tip(&self) -> ItemId {
        self.fold.state().tip_id().unwrap()
    }

    fn welcome(&mut self, operator: Operator) {
        let (device, endpoint) = (operator.device.clone(), operator.announcement(self.network, &["192.0.2.1:4711"]));
        let certificate = operator.certificate(self.network, &device);
        self.write(&device, BodyKind::Certificate, encoding::to_bytes(&certificate));
        self.write(&device, BodyKind::Endpoint, encoding::to_bytes(&endpoint));
        self.members.push(operator);
    }

    /// Admits an operator with the approval of every member.
    pub fn admit(&mut self, operator: Operator) {
        let admit = operator.newcomer().admission(self.network);
        let [proposal, approval] = compose::sponsor(&self.members[0].device, self.network, &admit, self.tip());
        let id = self.add(proposal);
        self.add(approval);
        let others: Vec<DeviceKey> = self.members.iter().skip(1).map(|member| member.device.clone()).collect();
        for device in others {
            self.add(compose::approval(&device, self.network, id, self.tip()));
        }
        let order = Order::proposal(self.fold.register(), id).unwrap();
        self.order(&order);
        self.welcome(operator);
    }

    /// Puts something in order as the secretary, a minute later.
    pub fn order(&mut self, order: &Order) -> ItemId {
        self.now += 60;
        let secretary = self.members[0].device.clone();
        let item = compose::sequence(&secretary, self.fold.state(), order, ClaimedTime(self.now)).unwrap();
        self.add(item)
    }

    /// Settles what counts and is not settled yet; every member acknowledges it.
    pub fn anchor(&mut self) {
        let lines = self.fold.head_lines().into_iter().filter(|line| line.seq > 0);
        let heads = lines.map(|line| (line.device, AnchorLine { device: line.device, seq: line.seq, hash: line.hash })).collect();
        let Some(anchor) = automatic::next_anchor(self.fold.state(), self.fold.held(), &heads) else { return };
        let anchor = self.order(&Order::anchor(&anchor));
        let devices: Vec<DeviceKey> = self.members.iter().map(|member| member.device.clone()).collect();
        for device in devices {
            self.add(compose::acknowledgement(&device, self.network, &Acknowledgement::complete(anchor, 1)));
        }
    }

    /// A member's root says again which device acts for it, and the secretary records it.
    pub fn hold(&mut self, member: usize, number: u32) -> ItemId {
        let operator = self.members[member].clone();
        let device = operator.device.public();
        let says = Hold { governing: device, publishing: device, former: None, certificate: None };
        let number = number.max(self.next_number(&operator));
        let statement = compose::hold_statement(&operator.root, self.network, operator.id(), number, says);
        self.add(statement.clone());
        self.order(&Order::hold(&statement))
    }

    /// The number of an operator's next statement.
    fn next_number(&self, operator: &Operator) -> u32 {
        self.fold.state().roster.member(operator.id()).map_or(0, |member| member.hold_number) + 1
    }

    /// A member's root certifies a further device, and the secretary records it.
    pub(crate) fn certify(&mut self, operator: &Operator, certificate: Certificate) {
        let device = operator.device.public();
        let number = self.next_number(operator);
        let says = Hold { governing: device, publishing: device, former: None, certificate: Some(certificate) };
        let statement = compose::hold_statement(&operator.root, self.network, operator.id(), number, says);
        self.add(statement.clone());
        self.order(&Order::hold(&statement));
    }

    /// Continues a journal.
    pub fn write(&mut self, key: &DeviceKey, kind: BodyKind, body: Vec<u8>) -> Entry {
        self.write_raw(key, kind.number(), kind.is_critical(), body)
    }

    /// Continues a journal with a kind that may be unknown.
    pub fn write_raw(&mut self, key: &DeviceKey, kind: u16, critical: bool, body: Vec<u8>) -> Entry {
        let journal = self.journals.entry(key.public()).or_default();
        let entry = continued(key, self.network, journal, kind, critical, body);
        journal.push(entry.clone());
        self.fold.apply_entries([entry.clone()]);
        entry
    }

    /// Lets a device write another history beside its entries from the one after `common` on, and keeps the evidence.
    pub fn fork(&mut self, key: &DeviceKey, common: usize, rival: &[(BodyKind, Vec<u8>)]) {
        let journal = self.journals[&key.public()].clone();
        let mut other: Vec<Entry> = journal[..common].to_vec();
        for (kind, body) in rival {
            other.push(continued(key, self.network, &other, kind.number(), kind.is_critical(), body.clone()));
        }
        let branch = |entry: &Entry| Branch::new(std::slice::from_ref(&entry.header), entry.signature.unwrap());
        let proof = ForkProof::new(branch(&journal[common]), branch(&other[common]));
        self.fold.apply_fork(self.fold.examine_fork(&proof).unwrap());
        self.proofs.push(proof);
        self.rivals.push(other.split_off(common));
    }

    /// What a node makes of all of it when it starts: items, journals, evidence.
    #[must_use]
    pub fn from_scratch(&self) -> NetworkFold {
        fold_of(self.network, &self.items, self.journals.values().map(Vec::as_slice), &self.proofs)
    }

    /// A journal as one run.
    #[must_use]
    pub fn run(&self, device: DeviceId) -> Run {
        Run::of(&self.journals[&device]).unwrap()
    }
}

/// The entry that continues `journal`.
#[must_use]
pub fn continued(key: &DeviceKey, network: NetworkId, journal: &[Entry], kind: u16, critical: bool, body: Vec<u8>) -> Entry {
    let head = journal.last().map_or(Head::EMPTY, |entry| Head::after(&entry.header));
    let header = head.next_header(network, key.public(), kind, critical, &body).unwrap();
    let signature = Some(key.sign(&header.to_bytes()));
    Entry { header, signature, body: Some(body) }
}

/// The fold of these items, journals and proofs, taken in that order, as a node does when it opens its store.
pub fn fold_of<'j>(
    network: NetworkId,
    items: &[Item],
    journals: impl IntoIterator<Item = &'j [Entry]>,
    proofs: &[ForkProof],
) -> NetworkFold {
    let mut fold = NetworkFold::new(network);
    fold.apply_items(items.iter().cloned());
    for journal in journals {
        fold.apply_entries(journal.iter().cloned());
    }
    for proof in proofs {
        fold.apply_fork(fold.examine_fork(proof).unwrap());
    }
    fold
}
