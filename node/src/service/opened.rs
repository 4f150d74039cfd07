//! What operations work on: the home, and what it holds once a network was created or joined.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use maillage_shared::{
    calendar::{ClaimedTime, Day},
    directory::PageEdit,
    document::{EditError, Incarnation, PageDocument},
    encoding,
    identity::{
        OperatorId,
        keys::{DeviceKey, EndpointKey},
    },
    journal::{BodyKind, EntryHash},
};
use tokio::sync::Notify;

use super::{Problem, ProblemCode, founding};
use crate::{
    clock::Clock,
    home::{Home, HomeError, Instance, KeyKind, WayBack},
    ledger::{Draft, Ledger},
    network::{Network, Start, doors::Desk},
    store::{Store, StoreError, meta},
};

/// Edits in one change of a page: far below what a change may hold.
const EDITS_A_CHANGE: usize = 100;

/// One home, open.
#[derive(Debug)]
pub struct Service {
    path: PathBuf,
    clock: Clock,
    runtime: tokio::runtime::Handle,
    opened: OnceLock<Opened>,
    network: OnceLock<Arc<Network>>,
    attention: Arc<Notify>,
    stopping: Notify,
    /// The entry that opened the incarnation under which the own page is edited.
    incarnation: Mutex<Option<(u64, EntryHash)>>,
    /// Why what lies in the home cannot be used.
    damage: Mutex<Option<Problem>>,
}

/// What a home holds once a network was created or joined. The root key is not among it: see [`super::root_key`].
#[derive(Debug)]
pub struct Opened {
    /// The operator that this home works for.
    pub operator: OperatorId,
    /// The device's key.
    pub device: DeviceKey,
    /// The endpoint's key.
    pub endpoint: EndpointKey,
    /// The ledger.
    pub ledger: Arc<Ledger>,
    /// Whom to ask when the store had to be made anew.
    pub way_back: Option<WayBack>,
}

impl Service {
    /// Opens the home in this directory: empty, or with what it holds. One that is damaged is opened as well, for the operations
    /// that help; all others say what is damaged.
    ///
    /// # Errors
    /// A problem of the home or its store that is no damage.
    pub fn open(path: PathBuf, clock: Clock, runtime: tokio::runtime::Handle) -> Result<Self, Problem> {
        let service = Self::closed(path, clock, runtime);
        let opened = match Home::open(&service.path) {
            Ok(home) => service.adopt(&home),
            Err(HomeError::Missing(_)) => Ok(()),
            Err(error) => Err(error.into()),
        };
        match opened {
            Err(problem) if matches!(problem.code, ProblemCode::HomeDamaged | ProblemCode::StoreDamaged) => {
                tracing::warn!(%problem, "the home is damaged");
                *service.lock_damage() = Some(problem);
                Ok(service)
            }
            other => other.map(|()| service),
        }
    }

    fn closed(path: PathBuf, clock: Clock, runtime: tokio::runtime::Handle) -> Self {
        Self {
            path,
            clock,
            runtime,
            opened: OnceLock::new(),
            network: OnceLock::new(),
            attention: Arc::new(Notify::new()),
            stopping: Notify::new(),
            incarnation: Mutex::new(None),
            damage: Mutex::default(),
        }
    }

    /// Takes up what a home holds. A home whose making was cut short holds nothing: nobody ever saw its keys.
    pub(super) fn adopt(&self, home: &Home) -> Result<(), Problem> {
        let store = match Store::open(&home.store_path(), |part| tracing::info!(part, "the store is being checked")) {
            Ok(store) => store,
            Err(StoreError::Missing(_)) if founding::is_unfinished(home)? => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        self.adopt_with(home, store)
    }

    /// As a node that opens its own store; for tests, with a store on another back end.
    ///
    /// # Errors
    /// A problem of the home or the store.
    pub fn open_over(home: &Home, store: Store, clock: Clock, runtime: tokio::runtime::Handle) -> Result<Self, Problem> {
        let service = Self::closed(home.path().to_owned(), clock, runtime);
        service.adopt_with(home, store)?;
        Ok(service)
    }

    fn adopt_with(&self, home: &Home, store: Store) -> Result<(), Problem> {
        let facts = store.read(|read| Ok::<_, StoreError>((read.fact(&meta::NETWORK)?, read.fact(&meta::OPERATOR)?)))?;
        let (Some(network), Some(operator)) = facts else {
            if founding::is_unfinished(home)? {
                return Ok(());
            }
            return Err(Problem::new(ProblemCode::StoreDamaged)
                .with("path", home.store_path().display())
                .with("why", super::reasons::NOBODYS_STORE));
        };
        let device: DeviceKey = home.key()?;
        // A key that belongs to another device would speak as that device, and end it.
        if store.read(|read| read.fact(&meta::DEVICE))?.is_some_and(|own| own != device.public()) {
            let path = home.key_path(KeyKind::Device);
            return Err(Problem::new(ProblemCode::HomeDamaged)
                .with("path", path.display())
                .with("why", super::reasons::OTHER_DEVICE));
        }
        let ledger = Arc::new(Ledger::open(Arc::new(store), network)?);
        let opened = Opened { operator, device, endpoint: home.key()?, ledger, way_back: home.way_back()? };
        opened.ledger.tie_to(Instance::of(home))?;
        self.opened.set(opened).map_err(|_| Problem::bug("the home was opened twice"))
    }

    /// The directory of the home.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
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
    /// [`ProblemCode::HomeEmpty`], or what is damaged.
    pub fn opened(&self) -> Result<&Opened, Problem> {
        self.refuse_damaged()?;
        self.opened.get().ok_or_else(|| Problem::new(ProblemCode::HomeEmpty))
    }

    /// Refuses a home in which something lies that cannot be used.
    ///
    /// # Errors
    /// [`ProblemCode::HomeDamaged`] or [`ProblemCode::StoreDamaged`].
    pub fn refuse_damaged(&self) -> Result<(), Problem> {
        self.damage().map_or(Ok(()), Err)
    }

    /// Why what lies in the home cannot be used, if so.
    #[must_use]
    pub fn damage(&self) -> Option<Problem> {
        self.lock_damage().clone()
    }

    /// What was damaged was set aside: the home is empty, or was put back as it was.
    pub(super) fn set_damage(&self, damage: Option<Problem>) {
        *self.lock_damage() = damage;
    }

    fn lock_damage(&self) -> std::sync::MutexGuard<'_, Option<Problem>> {
        self.damage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the home of a member holds.
    ///
    /// # Errors
    /// [`ProblemCode::HomeEmpty`]; [`ProblemCode::HomeJoining`], [`ProblemCode::HomePairing`] or [`ProblemCode::HomeRecovering`]
    /// while the home waits for others; [`ProblemCode::MemberFormer`] once the operator left or was removed,
    /// [`ProblemCode::DeviceRevoked`] or [`ProblemCode::RootReplaced`] once this device was cut off; [`ProblemCode::RegisterHalted`]
    /// for a member that came in on one of the branches between which the register halts.
    pub fn member(&self) -> Result<&Opened, Problem> {
        let opened = self.opened()?;
        match super::waiting::waiting(opened)? {
            None => Ok(opened),
            Some(waiting) => Err(waiting.problem()),
        }
    }

    /// What the home of a member holds, or of one that may say nothing any more: what is here may still be read.
    ///
    /// # Errors
    /// As [`Service::member`], but for a home whose device or operator was cut off.
    pub fn reading(&self) -> Result<&Opened, Problem> {
        let opened = self.opened()?;
        match super::waiting::waiting(opened)? {
            Some(waiting) if !waiting.is_over() => Err(waiting.problem()),
            _ => Ok(opened),
        }
    }

    /// What the home holds whose people look at their own notes: also while the rest of its store is coming back.
    ///
    /// # Errors
    /// As [`Service::reading`], but for a home whose store was repaired.
    pub fn noting(&self) -> Result<&Opened, Problem> {
        let opened = self.opened()?;
        let returns = matches!(super::waiting::waiting(opened)?, Some(super::waiting::Waiting::Returning(_)));
        if returns { Ok(opened) } else { self.reading() }
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

    /// What the network of this home needs to start, with requests to join handed to `desk`.
    #[must_use]
    pub fn network_start(&self, opened: &Opened, listen: Vec<std::net::SocketAddr>, desk: Desk) -> Start {
        Start {
            ledger: Arc::clone(&opened.ledger),
            device: opened.device.clone(),
            endpoint: opened.endpoint.clone(),
            listen,
            clock: self.clock,
            attention: Arc::clone(&self.attention),
            desk,
            way_back: opened.way_back.clone(),
        }
    }

    /// Woken when the steward should look.
    #[must_use]
    pub const fn attention(&self) -> &Arc<Notify> {
        &self.attention
    }

    /// Woken when the node is asked to stop.
    #[must_use]
    pub const fn stopping(&self) -> &Notify {
        &self.stopping
    }

    /// Writes one change of the own page; false when it already says so. The change is in effect once the draft is written.
    ///
    /// # Errors
    /// A problem of the store, or a page that does not take the edits.
    pub(super) fn edit_page(&self, draft: &mut Draft<'_>, opened: &Opened, edits: &[PageEdit]) -> Result<bool, Problem> {
        let mut incarnation = self.incarnation.lock().unwrap_or_else(PoisonError::into_inner);
        let known = draft.fold().operator(opened.operator).map(|operator| operator.document().clone());
        let mut document = known.unwrap_or_else(|| PageDocument::new(draft.network(), opened.operator));
        let device = opened.device.public();
        // An entry that never reached the disk opened nothing.
        let fold = draft.fold();
        let held = |(seq, hash): &(u64, EntryHash)| fold.hash_at(device, *seq) == Some(*hash);
        let mut current = incarnation.filter(held);
        let mut changed = false;
        // One change has a bounded size: a long list of edits becomes several, in one transaction.
        for edits in edits.chunks(EDITS_A_CHANGE) {
            let seq = draft.next_seq();
            let actor = Incarnation { device, opened_at: current.map_or(seq, |(opened_at, _)| opened_at) };
            let Some(change) = document.edit(actor, seq, edits).map_err(|error| not_edited(&error))? else { continue };
            let entry = draft.append(BodyKind::DocumentChange, encoding::to_bytes(&change))?;
            current = current.or(Some((change.opened_at, entry)));
            *incarnation = current;
            document.apply(device, seq, entry, &change);
            changed = true;
        }
        Ok(changed)
    }
}

/// Why the own page takes no edit.
fn not_edited(error: &EditError) -> Problem {
    match error {
        EditError::Incomplete => Problem::new(ProblemCode::PageIncomplete),
        EditError::Frozen => Problem::new(ProblemCode::PageFrozen),
        _ => Problem::bug(error),
    }
}
