//! What to do after a damaged file: a new store takes over what is sound of the damaged one, which is kept beside.
//!
//! Whatever members hold comes again from them. Until enough of them have brought it, the home reads and serves and writes nothing
//! that others see, as after a backup was restored. What only this home had and cannot be read any more is lost, and said to be.
//!
//! The new store gets its name in one step. Before it the old one is in its place, after it the new one: never none.

use std::{
    fs,
    path::{Path, PathBuf},
};

use maillage_shared::{
    calendar::Day,
    encoding,
    identity::{Certificate, DeviceId, NetworkId, OperatorId, keys::DeviceKey, keys::EndpointKey},
    text::Slug,
};
use minicbor::bytes::ByteVec;
use serde::{Deserialize, Serialize};

use super::{Problem, ProblemCode, Progress, founding, joining, reasons};
use crate::{
    access::PATIENCE,
    clock::Clock,
    home::{Home, Instance, KeyKind, Lock, LockError, Role, WayBack, files, instance::Opening, set_aside, way_back::KnownContact},
    ledger::{Cause, Restored},
    platform,
    store::{
        Read, Store, StoreError,
        audit::Part,
        meta,
        repair::{Owner, Taken, take_over},
        salvage::Source,
    },
};

/// Repairs the store of a home in which no node runs.
#[derive(Debug, Clone, Default)]
pub struct RepairStore {
    /// An invitation of a member: where it is reached, when those whom the home has noted are not reached any more.
    pub from: Option<String>,
    /// Say what would be taken over, and change nothing.
    pub dry_run: bool,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repaired {
    /// Whether anything was damaged. If not, nothing was done.
    pub damaged: bool,
    /// Whether nothing could be read of the damaged store.
    pub unreadable: bool,
    /// Where the damaged file is kept; nothing for a dry run, or when there was none.
    pub kept: Option<PathBuf>,
    /// Part by part: rows that were taken over, and as faults those that were not.
    pub parts: Vec<Part>,
    /// Rows that were not taken over.
    pub lost: u64,
    /// Visits that were not taken over, by day and permanence.
    pub lost_visits: Vec<LostVisits>,
    /// Whether rows of this home may be wrong that were taken over: pages of the file are not as they were written.
    pub doubtful: bool,
    /// Members' devices that can be asked for what is missing.
    pub contacts: usize,
}

/// Visits of a day that were not taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostVisits {
    /// The day.
    pub day: Day,
    /// The permanence.
    pub permanence: Slug,
    /// How many.
    pub visits: u64,
}

/// What is known before anything is changed.
struct Patient {
    home: Home,
    device: DeviceKey,
    /// The damaged file, as far as it can be read.
    source: Option<Source>,
    /// The way back, once it was seen to be this home's.
    way_back: Option<WayBack>,
    owner: Owner,
}

/// Repairs the store of the home at `path`.
///
/// # Errors
/// [`ProblemCode::StoreInUse`] while a node runs; [`ProblemCode::HomeDamaged`] when a key is gone, without which nothing can be
/// repaired; [`ProblemCode::WayBackUnknown`]; a problem of the disk. Everything is as it was then.
pub fn repair(path: &Path, clock: Clock, request: &RepairStore, progress: &Progress) -> Result<Repaired, Problem> {
    let home = Home::open(path)?;
    let _lock = lock(&home, clock)?;
    if !home.store_path().exists() && founding::is_unfinished(&home)? {
        return Err(Problem::new(ProblemCode::HomeEmpty));
    }
    let (source, damaged) = examine(&home, progress)?;
    if !damaged {
        return lead(&home, source.as_ref(), request);
    }
    let patient = Patient::of(home, source, request)?;
    let contacts = patient.way_back.as_ref().map_or(0, |way_back| way_back.contacts.len());
    if patient.source.is_none() && contacts == 0 {
        return Err(patient.unknown());
    }
    let (taken, kept) =
        if request.dry_run { (patient.fill(&Store::in_memory()?, progress)?, None) } else { patient.renew(clock, progress)? };
    Ok(Repaired::of(&taken, patient.source.is_none(), kept, contacts))
}

fn lock(home: &Home, clock: Clock) -> Result<Lock, Problem> {
    Lock::acquire_within(PATIENCE, home, Role::Command, clock.now()).map_err(|error| match error {
        LockError::Held(Some(holder)) if holder.role == Role::Node => Problem::new(ProblemCode::StoreInUse),
        other => other.into(),
    })
}

/// What can be read of the store, and whether anything is wrong with it.
fn examine(home: &Home, progress: &Progress) -> Result<(Option<Source>, bool), Problem> {
    let source = match Source::open(&home.store_path()) {
        Ok(source) => source,
        Err(StoreError::Missing(_) | StoreError::NotAStore(_) | StoreError::Damaged(_)) => return Ok((None, true)),
        Err(error) => return Err(error.into()),
    };
    let tell = |done, total| progress.tell("store-check", done, Some(total));
    let audited = source.read(|read| read.audit(tell));
    let sound = audited.is_ok_and(|audit| audit.fault_count() == 0) && source.is_sound();
    Ok((Some(source), !sound))
}

/// Nothing is damaged; but a home whose store is coming back may need another member to get it from.
fn lead(home: &Home, source: Option<&Source>, request: &RepairStore) -> Result<Repaired, Problem> {
    let restored = source.and_then(|source| source.read(Restored::read).ok().flatten());
    let comes_back = restored.is_some_and(|restored| restored.learnt.is_none() && restored.cause == Cause::Repaired);
    let (Some(code), Some(way_back), true) = (&request.from, home.way_back()?, comes_back) else {
        return Ok(Repaired::nothing());
    };
    let way_back = led_by(way_back, code)?;
    if !request.dry_run {
        home.keep_way_back(&way_back)?;
    }
    Ok(Repaired { contacts: way_back.contacts.len(), ..Repaired::nothing() })
}

impl Patient {
    fn of(home: Home, source: Option<Source>, request: &RepairStore) -> Result<Self, Problem> {
        let (device, endpoint): (DeviceKey, EndpointKey) = (home.key()?, home.key()?);
        let own = device.public();
        let noted = home.way_back()?;
        let noted =
            noted.filter(|way_back| way_back.introduced(endpoint.public()).is_ok_and(|known| known.certified.device == own));
        let identity = source.as_ref().and_then(|source| identity(source, own)).or_else(|| {
            let known = noted.as_ref()?.introduced(endpoint.public()).ok()?;
            Some((known.certified.network, known.certified.operator))
        });
        if source.as_ref().is_some_and(|source| is_of_another(source, own)) {
            let path = home.key_path(KeyKind::Device);
            return Err(Problem::new(ProblemCode::HomeDamaged).with("path", path.display()).with("why", reasons::OTHER_DEVICE));
        }
        let unknown = Problem::new(ProblemCode::WayBackUnknown).with("path", home.path().display());
        let (network, operator) = identity.ok_or(unknown)?;
        let mut way_back = noted.filter(|way_back| way_back.hello.network == network);
        if let Some(code) = &request.from {
            way_back = way_back.map(|noted| led_by(noted, code)).transpose()?;
        }
        Ok(Self { home, device, source, way_back, owner: Owner { network, operator, device: own } })
    }

    fn unknown(&self) -> Problem {
        Problem::new(ProblemCode::WayBackUnknown).with("path", self.home.path().display())
    }

    /// Fills a new store, and verifies it.
    fn fill(&self, into: &Store, progress: &Progress) -> Result<Taken, Problem> {
        let tell = |done, total| progress.tell("store-repair", done, Some(total));
        let taken = match &self.source {
            Some(source) => take_over(source, self.owner, into, tell)?,
            None => take_over_nothing(self.owner, into)?,
        };
        let restored = Restored { least: self.knows_others().then_some(1), ..Restored::new(self.cause()) };
        into.write(|write| {
            write.remove_fact(&meta::OPENING)?;
            restored.keep(write)
        })?;
        let audit = into.read(|read| read.audit(|_, _| ()))?;
        match audit.first_fault() {
            Some((part, fault)) => Err(Problem::bug(format!("{} {}: {}", part.name, fault.place, fault.why))),
            None => Ok(taken),
        }
    }

    /// Whether this home ever knew of another member: then nobody can say that it is alone, whatever the register has left to say.
    fn knows_others(&self) -> bool {
        let noted = self.way_back.as_ref().is_some_and(|way_back| !way_back.contacts.is_empty());
        let waited = |source: &Source| source.read(Restored::read).ok().flatten().is_some_and(|restored| restored.least.is_some());
        let met = |source: &Source| source.read(Read::peers).is_ok_and(|peers| !peers.is_empty());
        noted || self.source.as_ref().is_some_and(|source| waited(source) || met(source))
    }

    /// Why the repaired home waits: what the damaged store knew of copies is not forgotten.
    fn cause(&self) -> Cause {
        let Some(source) = &self.source else { return Cause::Repaired };
        let before = source.read(Restored::read).ok().flatten();
        let before = before.filter(|restored| restored.learnt.is_none()).map(|restored| restored.cause);
        let copied = !Instance::of(&self.home).is_original(self.opening().as_ref()).unwrap_or(true);
        let copied = copied.then_some(Cause::Copied);
        [before, copied].into_iter().flatten().fold(Cause::Repaired, Cause::max)
    }

    /// What the damaged store names as its last opening.
    fn opening(&self) -> Option<Opening> {
        let bytes: Option<ByteVec> = self.source.as_ref()?.read(|read| read.fact(&meta::OPENING)).ok().flatten();
        bytes.and_then(|bytes| bytes.as_slice().try_into().ok())
    }

    /// Makes the new store beside the old one, and puts it in its place.
    fn renew(&self, clock: Clock, progress: &Progress) -> Result<(Taken, Option<PathBuf>), Problem> {
        let draft = draft_path(&self.home);
        files::remove(&draft)?;
        files::remove(&draft.with_extension("new"))?;
        let renewed = self.renew_at(&draft, clock, progress);
        if renewed.is_err() {
            // What failed is told; that its remains stay as well would not help anyone.
            let _ = files::remove(&draft);
            let _ = files::remove(&draft.with_extension("new"));
        }
        renewed
    }

    fn renew_at(&self, draft: &Path, clock: Clock, progress: &Progress) -> Result<(Taken, Option<PathBuf>), Problem> {
        let (place, instance) = (self.home.store_path(), Instance::of(&self.home));
        let store = Store::create(draft)?;
        let taken = self.fill(&store, progress)?;
        if let Some(way_back) = &self.way_back {
            self.home.keep_way_back(way_back)?;
        }
        let kept = if place.exists() { Some(set_aside::keep_beside(&place, clock.now())?) } else { None };
        // From here on the marker names both stores, whichever is found in its place.
        let opening = instance.begin(self.opening().as_ref())?;
        store.write(|write| write.put_fact(&meta::OPENING, &ByteVec::from(opening.to_vec())))?;
        drop(store);
        let failed =
            |error| Problem::new(ProblemCode::HomeUnwritable).with("path", place.display()).with("why", reasons::of_file(&error));
        fs::rename(draft, &place).and_then(|()| platform::sync_directory(self.home.path())).map_err(failed)?;
        instance.settle(&opening)?;
        tracing::info!(device = %self.device.public().short_code(), lost = taken.lost(), "the store was repaired");
        Ok((taken, kept))
    }
}

/// Where the new store lies until it is whole.
pub(super) fn draft_path(home: &Home) -> PathBuf {
    home.path().join("repairing.redb")
}

/// Nothing can be read: the new store only says whose it is.
fn take_over_nothing(owner: Owner, into: &Store) -> Result<Taken, StoreError> {
    into.write(|write| {
        write.put_fact(&meta::NETWORK, &owner.network)?;
        write.put_fact(&meta::OPERATOR, &owner.operator)?;
        write.put_fact(&meta::DEVICE, &owner.device)
    })?;
    Ok(Taken { sound_pages: true, ..Taken::default() })
}

/// Whether a store says that it is another device's.
fn is_of_another(source: &Source, own: DeviceId) -> bool {
    source.read(|read| read.fact(&meta::DEVICE)).is_ok_and(|device| device.is_some_and(|device| device != own))
}

/// The network and operator of a store: as its facts say, else as the certificate does with which the own journal begins.
fn identity(source: &Source, own: DeviceId) -> Option<(NetworkId, OperatorId)> {
    let network = source.read(|read| read.fact(&meta::NETWORK)).ok().flatten();
    let operator = source.read(|read| read.fact(&meta::OPERATOR)).ok().flatten();
    if let (Some(network), Some(operator)) = (network, operator) {
        return Some((network, operator));
    }
    let first = source.read(|read| read.entry(own, 1)).ok().flatten().filter(maillage_shared::journal::Entry::is_signed)?;
    let certificate: Certificate = encoding::from_bytes(first.body.as_deref()?).ok()?;
    let certified = certificate.verify(first.header.network).ok().filter(|certified| certified.device == own)?;
    Some((certified.network, certified.operator))
}

/// The way back with the inviter asked first.
fn led_by(way_back: WayBack, code: &str) -> Result<WayBack, Problem> {
    let offer = joining::read_invitation(code)?.offer().clone();
    if offer.network != way_back.hello.network {
        return Err(Problem::new(ProblemCode::InvitationOtherNetwork).with("network", &offer.network_name));
    }
    let inviter = KnownContact { device: offer.device, endpoint: offer.endpoint, addresses: offer.addresses };
    let others = way_back.contacts.into_iter().filter(|contact| contact.device != inviter.device);
    let contacts = std::iter::once(inviter.clone()).chain(others).take(crate::home::way_back::CONTACTS).collect();
    Ok(WayBack { contacts, ..way_back })
}

impl Repaired {
    fn nothing() -> Self {
        Self {
            damaged: false,
            unreadable: false,
            kept: None,
            parts: Vec::new(),
            lost: 0,
            lost_visits: Vec::new(),
            doubtful: false,
            contacts: 0,
        }
    }

    pub(super) fn of(taken: &Taken, unreadable: bool, kept: Option<PathBuf>, contacts: usize) -> Self {
        let visits = |((day, permanence), visits): (&(Day, Slug), &u64)| LostVisits {
            day: *day,
            permanence: permanence.clone(),
            visits: *visits,
        };
        Self {
            damaged: true,
            unreadable,
            kept,
            parts: taken.parts.clone(),
            lost: taken.lost(),
            lost_visits: taken.visits.iter().map(visits).collect(),
            doubtful: !taken.sound_pages,
            contacts,
        }
    }
}
