//! What operations work on: the home, and what it holds once a network was created or joined.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use maillage_shared::{
    calendar::{ClaimedTime, Day},
    directory::PageEdit,
    document::Incarnation,
    encoding,
    identity::{OperatorId, RootKey, keys::{DeviceKey, EndpointKey}},
    journal::BodyKind,
};
use tokio::sync::Notify;

use super::{Problem, ProblemCode};
use crate::{
    clock::Clock,
    home::Home,
    ledger::{Draft, Ledger},
    network::Network,
    store::{Store, meta},
};

/// One home, open.
#[derive(Debug)]
pub struct Service {
    home: Home,
    clock: Clock,
    runtime: tokio::runtime::Handle,
    opened: OnceLock<Opened>,
    network: OnceLock<Arc<Network>>,
    attention: Arc<Notify>,
    incarnation: Mutex<Option<u64>>,
}

/// What a home holds once a network was created or joined.
#[derive(Debug)]
pub struct Opened {
    /// The operator that this home works for.
    pub operator: OperatorId,
    /// The operator's root key.
    pub root: RootKey,
    /// The device's key.
    pub device: DeviceKey,
    /// The endpoint's key.
    pub endpoint: EndpointKey,
    /// The ledger.
    pub ledger: Arc<Ledger>,
}

impl Service {
    /// Opens a home: empty, or with what it holds.
    ///
    /// # Errors
    /// A problem of the home or its store.
    pub fn open(home: Home, clock: Clock, runtime: tokio::runtime::Handle) -> Result<Self, Problem> {
        let service = Self {
            home,
            clock,
            runtime,
            opened: OnceLock::new(),
            network: OnceLock::new(),
            attention: Arc::new(Notify::new()),
            incarnation: Mutex::new(None),
        };
        if service.home.has_store() {
            let store = Store::open(&service.home.store_path(), |part| tracing::info!(part, "the store is being repaired"))?;
            service.adopt(store)?;
        }
        Ok(service)
    }

    /// Takes up the store of this home, with its keys.
    pub(super) fn adopt(&self, store: Store) -> Result<(), Problem> {
        let facts = store.read(|read| {
            Ok::<_, Problem>((read.fact(&meta::NETWORK)?, read.fact(&meta::OPERATOR)?))
        })?;
        let (Some(network), Some(operator)) = facts else {
            return Err(Problem::new(ProblemCode::HomeDamaged)
                .with("path", self.home.store_path().display())
                .with("why", "it names no network"));
        };
        let keys = self.home.keys()?;
        let ledger = Arc::new(Ledger::open(Arc::new(store), network)?);
        let opened = Opened { operator, root: keys.root, device: keys.device, endpoint: keys.endpoint, ledger };
        self.opened.set(opened).map_err(|_| Problem::bug("the home was opened twice"))
    }

    /// The home.
    #[must_use]
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// The clock.
    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Now, as this node's clock says.
    #[must_use]
    pub fn now(&self) -> ClaimedTime {
        self.clock.now()
    }

    /// Today, as this node's clock says.
    ///
    /// # Errors
    /// When the clock stands outside the calendar.
    pub fn today(&self) -> Result<Day, Problem> {
        self.clock.today().map_err(Problem::bug)
    }

    /// Where operations that wait for the network run.
    #[must_use]
    pub const fn runtime(&self) -> &tokio::runtime::Handle {
        &self.runtime
    }

    /// What the home holds, or nothing when it is empty.
    #[must_use]
    pub fn opened_if_any(&self) -> Option<&Opened> {
        self.opened.get()
    }

    /// What the home holds.
    ///
    /// # Errors
    /// [`ProblemCode::HomeEmpty`].
    pub fn opened(&self) -> Result<&Opened, Problem> {
        self.opened.get().ok_or_else(|| Problem::new(ProblemCode::HomeEmpty))
    }

    /// What the home of a member holds.
    ///
    /// # Errors
    /// [`ProblemCode::HomeEmpty`], [`ProblemCode::HomeJoining`] before the admission is known.
    pub fn member(&self) -> Result<&Opened, Problem> {
        let opened = self.opened()?;
        if opened.ledger.fold().state().roster.member(opened.operator).is_some() {
            return Ok(opened);
        }
        let inviter = super::joining::pending(opened)?.map(|pending| pending.offer.inviter_name.to_string()).unwrap_or_default();
        Err(Problem::new(ProblemCode::HomeJoining).with("inviter", inviter))
    }

    /// The running network, if there is one.
    #[must_use]
    pub fn network(&self) -> Option<&Arc<Network>> {
        self.network.get()
    }

    /// Takes up the running network, once.
    pub fn set_network(&self, network: Arc<Network>) {
        if self.network.set(network).is_err() {
            tracing::error!("the network was started twice");
        }
    }

    /// Woken when the steward should look.
    #[must_use]
    pub const fn attention(&self) -> &Arc<Notify> {
        &self.attention
    }

    /// Writes one change of the own page; nothing when it already says so. The change is in effect when this returns.
    ///
    /// # Errors
    /// A problem of the store, or a page that does not take the edits.
    pub(super) fn edit_page(&self, draft: &mut Draft<'_, '_>, opened: &Opened, edits: &[PageEdit]) -> Result<bool, Problem> {
        let mut incarnation = self.incarnation.lock().unwrap_or_else(PoisonError::into_inner);
        let seq = draft.next_seq();
        let opened_at = incarnation.unwrap_or(seq);
        let empty;
        let document = match draft.fold().operator(opened.operator) {
            Some(operator) => operator.document(),
            None => {
                empty = maillage_shared::document::PageDocument::new(draft.network(), opened.operator);
                &empty
            }
        };
        let actor = Incarnation { device: opened.device.public(), opened_at };
        let Some(change) = document.edit(actor, seq, edits).map_err(Problem::bug)? else { return Ok(false) };
        draft.append(BodyKind::DocumentChange, encoding::to_bytes(&change))?;
        *incarnation = Some(opened_at);
        Ok(true)
    }
}
