//! The network view: what a set of entries and items means. A pure function of the set, whatever the order of arrival.
//!
//! * [`examining`]: what of that which arrives may be taken
//! * [`branches`]: going over from the branch of a forked journal that is held to the one that counts
//! * [`journals`]: what each device said, and how far it counts
//! * [`covering`]: which bodies snapshots replace, and how far a journal can be used that lacks some
//! * `epochs`, [`operators`]: the page of each operator, kept up to date as entries arrive
//! * [`publications`]: which publication stands for which period
//! * [`dysfunctions`]: which reports of dysfunctions have effect, and what they say now
//! * [`network_view`]: the view itself and its canonical bytes
//!
//! [`NetworkFold`] holds all of it. A node examines what arrives ([`NetworkFold::examine_items`], [`NetworkFold::examine_run`]),
//! makes it durable, and then applies it; at start it applies everything it holds. Both ways give the same view.

pub mod branches;
pub mod covering;
pub mod dysfunctions;
mod epochs;
pub mod examining;
pub mod journals;
pub mod network_view;
pub mod operators;
pub mod publications;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::{
    identity::{DeviceId, EndpointAnnouncement, NetworkId, OperatorId, certificate::CertifiedDevice},
    journal::{Entry, EntryHash, ForkProof, Head, fork::Fork},
    register::{
        Item, ItemId, Register, RegisterState,
        anchors::{self, Settled},
        policy::RULES_VERSION,
    },
    sync::{HeadLine, ItemSetDigest, SummaryDigest},
};

pub use branches::Branches;
pub use examining::{ExaminedItems, Refusal};
use journals::Journal;
pub use network_view::NetworkView;
use operators::OperatorFold;

/// Everything that a node holds of a network, in memory, with what it means.
#[derive(Debug)]
pub struct NetworkFold {
    network: NetworkId,
    register: Register,
    journals: BTreeMap<DeviceId, Journal>,
    forks: BTreeMap<DeviceId, Evidence>,
    operators: BTreeMap<OperatorId, OperatorFold>,
    /// The held journals by the operator that their certificates name.
    owned: BTreeMap<OperatorId, BTreeSet<DeviceId>>,
    pages_refreshed: u64,
    settled: Settled,
    view: Option<Arc<NetworkView>>,
}

/// A fork with its proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What the proof says.
    pub fork: Fork,
    /// The proof.
    pub proof: ForkProof,
}

impl NetworkFold {
    /// A node that holds nothing of `network` yet.
    #[must_use]
    pub fn new(network: NetworkId) -> Self {
        Self {
            network,
            register: Register::new(network),
            journals: BTreeMap::new(),
            forks: BTreeMap::new(),
            operators: BTreeMap::new(),
            owned: BTreeMap::new(),
            pages_refreshed: 0,
            settled: Settled::default(),
            view: None,
        }
    }

    /// The network.
    #[must_use]
    pub const fn network(&self) -> NetworkId {
        self.network
    }

    /// The register.
    #[must_use]
    pub const fn register(&self) -> &Register {
        &self.register
    }

    /// What the register says now.
    #[must_use]
    pub fn state(&self) -> &RegisterState {
        self.register.state()
    }

    /// Where a device's journal ends here.
    #[must_use]
    pub fn head(&self, device: DeviceId) -> Head {
        self.journals.get(&device).map_or(Head::EMPTY, Journal::head)
    }

    /// The held journals.
    pub fn journals(&self) -> impl Iterator<Item = &Journal> {
        self.journals.values()
    }

    /// The hash of an entry of a held journal.
    #[must_use]
    pub fn hash_at(&self, device: DeviceId, seq: u64) -> Option<EntryHash> {
        self.journals.get(&device)?.hash_at(seq)
    }

    /// The forks that are known.
    #[must_use]
    pub const fn forks(&self) -> &BTreeMap<DeviceId, Evidence> {
        &self.forks
    }

    /// How far a device's journal counts, and what is known of a fork of it: what two nodes compare.
    #[must_use]
    pub fn extent(&self, device: DeviceId) -> u64 {
        let fork = self.forks.get(&device).map(|evidence| evidence.fork.seq);
        self.settled.extent(self.state(), device, self.usable(device), fork)
    }

    /// Where a device's journal goes on from here: its end, or, where the register settles a branch that is not the one held, the
    /// end of the part that counts in any case.
    #[must_use]
    pub fn continuation(&self, device: DeviceId) -> Head {
        let head = self.head(device);
        let Some(contested) = self.contested(device) else { return head };
        let common = self.journals.get(&device).and_then(|journal| journal.head_at(contested.common));
        common.unwrap_or(Head::EMPTY)
    }

    /// The held journals, as anchors are judged by: as far as they can be used.
    #[must_use]
    pub fn held(&self) -> &impl anchors::Journals {
        &self.journals
    }

    /// What two nodes compare of every journal: how far it counts, and where it forked, whether or not that place is held here.
    #[must_use]
    pub fn head_lines(&self) -> Vec<HeadLine> {
        let line = |(device, journal): (&DeviceId, &Journal)| {
            let forked = self.forks.get(device).map(|evidence| evidence.fork.seq);
            let seq = self.extent(*device);
            HeadLine { device: *device, seq, hash: journal.hash_at(seq).unwrap_or(EntryHash::NONE), fork: forked }
        };
        let forked_unheld =
            self.forks.values().map(|evidence| evidence.fork).filter(|fork| !self.journals.contains_key(&fork.device));
        let bare = |fork: Fork| HeadLine { device: fork.device, seq: 0, hash: EntryHash::NONE, fork: Some(fork.seq) };
        let lines = self.journals.iter().map(line).chain(forked_unheld.map(bare));
        // Of a journal that is cut off at its beginning, who holds it says no more than who never will.
        let says = |line: &HeadLine| line.seq > 0 || line.fork.is_some();
        let mut lines: Vec<HeadLine> = lines.filter(|line| says(line) && self.is_known(line.device)).collect();
        lines.sort_unstable_by_key(|line| line.device);
        lines
    }

    /// Whether the register certifies the device. An assembly may leave behind the decision that did: who holds its journal from
    /// before says no more of it than who will never accept it.
    fn is_known(&self, device: DeviceId) -> bool {
        self.state().roster.operator_of_device(device).is_some()
    }

    /// The digest of all that is held: equal digests mean equal views.
    #[must_use]
    pub fn summary_digest(&self) -> SummaryDigest {
        let lines = self.head_lines();
        SummaryDigest::of(RULES_VERSION, lines, &ItemSetDigest::of(self.register.listed().copied()))
    }

    /// The anchored part of each journal.
    #[must_use]
    pub const fn settled(&self) -> &Settled {
        &self.settled
    }

    /// Takes in verified items. What lost its room by them is not held any more, new or not: see [`Register::take_let_go`].
    pub fn apply_items(&mut self, items: impl IntoIterator<Item = Item>) -> BTreeSet<ItemId> {
        self.register.insert_all(items);
        self.settle(None);
        self.register.take_let_go()
    }

    /// Takes in verified entries that continue their journals, or bring bodies that they lack.
    pub fn apply_entries(&mut self, entries: impl IntoIterator<Item = Entry>) {
        let mut touched = BTreeSet::new();
        for entry in entries {
            touched.insert(entry.header.device);
            self.journals.entry(entry.header.device).or_default().append(self.network, &entry);
        }
        self.settle(Some(&touched));
    }

    /// Takes in a verified fork; of two forks of a device the lower place counts, then the lower hashes.
    pub fn apply_fork(&mut self, evidence: Evidence) {
        let device = evidence.fork.device;
        let counts = |known: &Evidence| (evidence.fork.seq, evidence.fork.entries) < (known.fork.seq, known.fork.entries);
        if self.forks.get(&device).is_none_or(counts) {
            self.forks.insert(device, evidence);
            self.settle(Some(&BTreeSet::from([device])));
        }
    }

    /// Draws the consequences of what came in, for all or for the operators of these devices: anchors, then pages.
    fn settle(&mut self, touched: Option<&BTreeSet<DeviceId>>) {
        self.view = None;
        self.note_owners(touched);
        self.reach(touched);
        let owners: BTreeSet<OperatorId> = match touched {
            None => self.owned.keys().copied().collect(),
            Some(touched) => touched.iter().filter_map(|device| self.owner_of(*device)).collect(),
        };
        for operator in owners {
            self.refresh_page(operator);
        }
    }

    /// Notes whose these journals are; after the register has moved, whose any is.
    fn note_owners(&mut self, touched: Option<&BTreeSet<DeviceId>>) {
        let devices: Vec<DeviceId> = match touched {
            None => {
                self.owned.clear();
                self.journals.keys().copied().collect()
            }
            Some(touched) => touched.iter().copied().collect(),
        };
        for device in devices {
            if let Some(owner) = self.owner_of(device) {
                self.owned.entry(owner).or_default().insert(device);
            }
        }
    }

    /// The operator that the certificate of a held journal names, whether the journal counts or not.
    fn owner_of(&self, device: DeviceId) -> Option<OperatorId> {
        self.state().roster.owner_of(self.journals.get(&device)?.certified()?)
    }

    fn refresh_page(&mut self, operator: OperatorId) {
        let devices: Vec<(DeviceId, u64)> =
            self.devices_of(operator).map(|certified| certified.device).map(|d| (d, self.extent(d))).collect();
        let network = self.network;
        self.pages_refreshed = self.pages_refreshed.saturating_add(1);
        let page = self.operators.entry(operator).or_insert_with(|| OperatorFold::new(network, operator));
        page.refresh(network, operator, &devices, &self.journals);
    }

    /// The devices of an operator whose journals are held, as their certificates say.
    pub fn devices_of(&self, operator: OperatorId) -> impl Iterator<Item = &CertifiedDevice> {
        let owned = self.owned.get(&operator).into_iter().flatten();
        let certified = owned.filter_map(|device| self.certified(*device));
        certified.filter(move |certified| self.state().roster.owner_of(certified) == Some(operator))
    }

    /// The operator that a held device speaks for.
    #[must_use]
    pub fn operator_of(&self, device: DeviceId) -> Option<OperatorId> {
        self.state().roster.owner_of(self.certified(device)?)
    }

    /// What the certificate of a held journal says. A device that forked in its very first entry has none that counts: which of
    /// the two came first is not the same everywhere.
    fn certified(&self, device: DeviceId) -> Option<&CertifiedDevice> {
        self.journals.get(&device)?.certified().filter(|_| self.extent(device) > 0 && self.is_known(device))
    }

    /// Where a device says that it is reached.
    #[must_use]
    pub fn endpoint_of(&self, device: DeviceId) -> Option<&EndpointAnnouncement> {
        self.journals.get(&device)?.endpoint(self.extent(device))
    }

    /// The newest entry of a held journal that says where its device is, whether it counts or not: what the device itself greets
    /// with.
    #[must_use]
    pub fn announced_at(&self, device: DeviceId) -> Option<u64> {
        self.journals.get(&device)?.announced_at(u64::MAX)
    }

    /// The page of an operator.
    #[must_use]
    pub fn operator(&self, operator: OperatorId) -> Option<&OperatorFold> {
        self.operators.get(&operator)
    }

    /// How often a page was brought up to date since the start: what the work of taking something in is measured by.
    #[must_use]
    pub const fn pages_refreshed(&self) -> u64 {
        self.pages_refreshed
    }

    /// The items that are compared with members, by name: see [`Register::listed`].
    pub fn item_ids(&self) -> impl Iterator<Item = &ItemId> {
        self.register.listed()
    }

    /// The network view. Made anew only when something came in since.
    pub fn view(&mut self) -> Arc<NetworkView> {
        if let Some(view) = &self.view {
            return Arc::clone(view);
        }
        let view = Arc::new(NetworkView::of(self));
        self.view = Some(Arc::clone(&view));
        view
    }
}
