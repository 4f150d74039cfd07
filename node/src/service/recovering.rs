//! An operator comes back on a new machine, with nothing but its recovery sheet.
//!
//! The new device asks the members on the sheet how things stand, has the root certify it in a Hold by which it governs, and hands
//! that in. Once the register says so it connects like any device and reconciles from nothing: the journals of the lost devices
//! come back. Then a second Hold lets it publish, which must name what the lost publisher wrote last.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use maillage_shared::{
    calendar::ClaimedTime,
    encoding,
    identity::{Certificate, DeviceId, RootKey, ShortCode, keys::DeviceKey, keys::EndpointKey},
    recovery::{LineError, RecoveryRequest, RecoverySheet, ReplacementRequest, SheetContact, SheetError, SheetRoot},
    register::{Hold, Item, Says, Statement},
    text::Name,
};
use serde::{Deserialize, Serialize};

use super::{
    Operation, Problem, ProblemCode, Progress, Service, founding, holding, notes_taken_over,
    opened::Opened,
    reasons,
    recovery_contacts::{hand_in, place},
    recovery_sheet::SheetLines,
    repairing::Repaired,
    steward, waiting, ways_back,
};
use crate::{
    home::{Home, Passphrase, SealError, root_key as sealed, set_aside::SetAside},
    network::{Network, doors::Desk, endpoint::Contact},
    randomness,
    store::{Write, meta},
};

/// How long the command waits for the register to record the new device: the secretary's node does it at once when it runs.
pub(super) const RECORDING: Duration = Duration::from_secs(20);

/// Pause between two questions.
pub(super) const PAUSE: Duration = Duration::from_millis(500);

/// Comes back with a recovery sheet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recover {
    /// The sheet's lines.
    pub sheet: SheetLines,
    /// The passphrase of the key on the sheet, if it has one.
    pub passphrase: Option<Passphrase>,
    /// What people will call this device.
    pub name: Name,
    /// Where to listen meanwhile; nothing means all interfaces.
    pub listen: Vec<std::net::SocketAddr>,
    /// Read the sheet and its key, and do nothing.
    pub dry_run: bool,
}

/// How far coming back went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovered {
    /// The network's name.
    pub network: String,
    /// The operator's name.
    pub operator: String,
    /// The operator's short code.
    pub operator_code: ShortCode,
    /// The new device's short code; nothing for a dry run.
    pub device_code: Option<ShortCode>,
    /// Whether the register says that this device governs: if not, the secretary's node has to record it.
    pub recorded: bool,
    /// Whether the register says that it publishes, too.
    pub publishes: bool,
    /// What people call the operator's other devices, as far as they still speak for it: those that are lost are to be revoked.
    #[serde(default)]
    pub others: Vec<String>,
    /// Entries that came back.
    pub entries: u64,
    /// What people will call this device.
    pub name: String,
    /// When the sheet was made.
    pub made: ClaimedTime,
    /// How many nodes the sheet names to ask.
    pub contacts: usize,
    /// What was taken over of the notes in a damaged home that this one takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Repaired>,
}

/// A recovery that waits for the register, kept in the store until the operator is known to be a member.
#[derive(Debug, Clone, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct PendingRecovery {
    /// The network's name.
    #[n(0)]
    pub network_name: Name,
    /// The operator's name.
    #[n(1)]
    pub operator_name: Name,
    /// Whom to ask.
    #[n(2)]
    pub contacts: Vec<SheetContact>,
    /// The request, with the statement once it is made.
    #[n(3)]
    pub request: RecoveryRequest,
    /// Where another root key is asked for: what members are to approve.
    #[n(4)]
    pub replacement: Option<ReplacementRequest>,
}

/// Reads the lines of a sheet.
fn read_sheet(lines: &SheetLines) -> Result<RecoverySheet, Problem> {
    let text = zeroize::Zeroizing::new(lines.0.join("\n"));
    RecoverySheet::find(&text).map_err(|error| {
        let unreadable = |why: &str| Problem::new(ProblemCode::SheetUnreadable).with("why", why).with("count", 0);
        match error {
            SheetError::Line(LineError::None | LineError::Shape) => unreadable(reasons::SHEET_NONE),
            SheetError::Line(LineError::Check(line)) => unreadable(reasons::SHEET_LINE).with("count", line),
            SheetError::Line(LineError::Missing(line)) => unreadable(reasons::SHEET_MISSING).with("count", line),
            SheetError::Line(LineError::OtherSheet(line)) => unreadable(reasons::SHEET_OTHER).with("count", line),
            SheetError::Unknown(_) | SheetError::TooLong => unreadable(reasons::SHEET_LATER),
        }
    })
}

/// The root key on a sheet.
fn root_of(sheet: &RecoverySheet, passphrase: Option<&Passphrase>) -> Result<RootKey, Problem> {
    match &sheet.root {
        SheetRoot::Plain(secret) => Ok(RootKey::from_secret(secret)),
        SheetRoot::Sealed(bytes) => {
            let passphrase = passphrase.ok_or_else(|| Problem::new(ProblemCode::RootLocked))?;
            sealed::open(bytes, passphrase).map_err(|error| match error {
                SealError::WrongPassphrase => Problem::new(ProblemCode::PassphraseWrong),
                SealError::Damaged(_) => {
                    Problem::new(ProblemCode::SheetUnreadable).with("why", reasons::SHEET_LATER).with("count", 0)
                }
            })
        }
    }
}

impl Operation for Recover {
    const NAME: &'static str = "recover";
    type Output = Recovered;

    fn perform(self, service: &Service, progress: &Progress) -> Result<Recovered, Problem> {
        let begun = begun(service)?;
        if begun.is_none() && service.damage().is_none() {
            founding::refuse_taken(service)?;
        }
        let sheet = read_sheet(&self.sheet)?;
        let root = root_of(&sheet, self.passphrase.as_ref())?;
        if begun.as_ref().is_some_and(|begun| !begun.is_of(&sheet, &root)) {
            founding::refuse_taken(service)?;
        }
        let recovered = Recovered {
            network: sheet.network_name.to_string(),
            operator: sheet.operator_name.to_string(),
            operator_code: sheet.operator.short_code(),
            device_code: None,
            recorded: false,
            publishes: false,
            others: Vec::new(),
            entries: 0,
            name: self.name.to_string(),
            made: sheet.made,
            contacts: sheet.contacts.len(),
            notes: None,
        };
        if self.dry_run {
            return Ok(recovered);
        }
        if begun.is_some() {
            return self.go_on(service, progress, (&sheet, &root), recovered);
        }
        let damage = service.damage();
        let home = Home::at(service.path());
        // Set aside by this very command, or by one that was stopped before it had made the new home.
        let before = home.store_set_aside();
        let cut_short = before.is_some() && damage.is_none() && !home.path().join(founding::MAKING).exists();
        let aside = if damage.is_some() || cut_short { Some(set_aside(service)?) } else { None };
        let store = aside.as_ref().and_then(|aside| aside.name_of(&home.store_path())).or(before.as_deref());
        self.come_back(service, progress, (&sheet, &root, store), recovered).inspect_err(|_| {
            if aside.as_ref().is_some_and(SetAside::put_back) {
                service.set_damage(damage);
            }
        })
    }
}

impl Recover {
    /// Makes the home, and has the register record its device.
    fn come_back(
        &self,
        service: &Service,
        progress: &Progress,
        (sheet, root, damaged): (&RecoverySheet, &RootKey, Option<&Path>),
        mut recovered: Recovered,
    ) -> Result<Recovered, Problem> {
        recovered.notes = make_home(service, sheet, root, damaged).inspect_err(|_| give_up(service))?;
        self.ask(service, progress, (sheet, root), recovered, |_| give_up(service))
    }

    /// Goes on in a home that was made before, and may have handed something in: it is kept, whoever is out of reach.
    fn go_on(
        &self,
        service: &Service,
        progress: &Progress,
        asked: (&RecoverySheet, &RootKey),
        recovered: Recovered,
    ) -> Result<Recovered, Problem> {
        self.ask(service, progress, asked, recovered, |problem| {
            // Under this name it would never be recorded; under another one it is another device.
            if problem.code == ProblemCode::DeviceExists {
                give_up(service);
            }
        })
    }

    /// Has the register record the device of the home.
    fn ask(
        &self,
        service: &Service,
        progress: &Progress,
        (sheet, root): (&RecoverySheet, &RootKey),
        mut recovered: Recovered,
        on_refusal: impl FnOnce(&Problem),
    ) -> Result<Recovered, Problem> {
        progress.tell("recovery-asking", 0, None);
        let opened = service.opened()?;
        recovered.device_code = Some(opened.device.public().short_code());
        let handing = hand_in(opened, sheet, root, &self.name, &self.listen);
        let handed_in = service.runtime().block_on(handing).inspect_err(on_refusal)?;
        if let Some(heard) = handed_in.filter(|heard| !heard.recorded.is_empty()) {
            progress.tell("sync-peers", 0, None);
            service.runtime().block_on(take_over(service, opened, root, heard.recorded, &self.listen))?;
            // What the lost device published is closed here too: the notes of those months may have come along.
            opened.ledger.close_published(service.now())?;
            recovered.note_standing(opened);
            ways_back::note_at_once(service);
        }
        Ok(recovered)
    }
}

impl Recovered {
    /// Notes how things stand by the register itself: a contact may have told something else.
    fn note_standing(&mut self, opened: &Opened) {
        let (fold, own) = (opened.ledger.fold(), opened.device.public());
        self.recorded = fold.state().roster.operator_of_device(own) == Some(opened.operator);
        self.entries = fold.journals().map(|journal| journal.head().seq).sum();
        let Some(member) = fold.state().roster.member(opened.operator) else { return };
        self.publishes = member.publisher() == Some(own);
        let others = member.devices.iter().filter(|(device, _)| **device != own && !member.revoked.contains(device));
        self.others = others.map(|(_, certified)| certified.name.to_string()).collect();
        self.others.sort();
    }
}

/// The recovery that was begun in this home and waits for the register; nothing in any other home.
fn begun(service: &Service) -> Result<Option<PendingRecovery>, Problem> {
    let Some(opened) = service.opened_if_any() else { return Ok(None) };
    match waiting::waiting(opened)? {
        Some(waiting::Waiting::Recovery(pending)) if pending.replacement.is_none() => Ok(Some(*pending)),
        _ => Ok(None),
    }
}

impl PendingRecovery {
    /// Whether it was begun with this sheet, or another one of the same key.
    fn is_of(&self, sheet: &RecoverySheet, root: &RootKey) -> bool {
        let asks = &self.request;
        (asks.network, asks.operator, asks.root) == (sheet.network, sheet.operator, root.public())
    }

    /// The certificate in the statement that was made; nothing before one was.
    pub(super) fn certificate(&self) -> Option<Certificate> {
        let item = Item::verify(self.request.network, self.request.statement.as_deref()?).ok()?;
        let statement: Statement = encoding::from_bytes(&item.body).ok()?;
        match statement.says {
            Says::Hold(hold) => hold.certificate,
            _ => None,
        }
    }
}

/// Clears a home that came to nothing. Nobody has taken its keys for a member's: the sheet serves again.
fn give_up(service: &Service) {
    if let Err(problem) = founding::abandon(service) {
        tracing::warn!(%problem, "a home that came to nothing was left behind");
    }
}

/// Keeps beside what is damaged in this home, or what is left of it where that was cut short: the sheet makes another device, with
/// keys and a store of its own.
fn set_aside(service: &Service) -> Result<SetAside, Problem> {
    let aside = Home::at(service.path()).set_aside(service.now())?;
    tracing::warn!(?aside, "a damaged home is kept beside its place");
    service.set_damage(None);
    Ok(aside)
}

/// Makes the home of the new device, with the root key as the sheet has it, and with what can be read of the notes in the damaged
/// store, in one step.
fn make_home(
    service: &Service,
    sheet: &RecoverySheet,
    root: &RootKey,
    damaged: Option<&Path>,
) -> Result<Option<Repaired>, Problem> {
    let secret = || randomness::secret().map_err(Problem::bug);
    let (device, endpoint) = (DeviceKey::from_secret(&*secret()?), EndpointKey::from_secret(&*secret()?));
    let request = RecoveryRequest::new(root, sheet.network, sheet.operator, device.public(), endpoint.public());
    let pending = PendingRecovery {
        network_name: sheet.network_name.clone(),
        operator_name: sheet.operator_name.clone(),
        contacts: sheet.contacts.clone(),
        request,
        replacement: None,
    };
    let keep_keys = |home: &Home| {
        match &sheet.root {
            SheetRoot::Plain(_) => home.keep_key(root)?,
            SheetRoot::Sealed(bytes) => home.keep_sealed_root(bytes)?,
        }
        home.keep_key(&device)?;
        home.keep_key(&endpoint)
    };
    let mut notes = None;
    founding::make(service, (sheet.network, sheet.operator), &device, keep_keys, |draft| {
        notes = damaged.map(|path| notes_taken_over::from(path, sheet, draft.local())).transpose()?.flatten();
        keep(draft.local(), &pending)
    })?;
    Ok(notes)
}

pub(super) fn keep(write: &mut Write, pending: &PendingRecovery) -> Result<(), Problem> {
    Ok(write.put_fact(&meta::PENDING_RECOVERY, &encoding::to_bytes(pending).into())?)
}

/// The recovery that this home waits for, or waited for.
pub(super) fn pending(opened: &Opened) -> Result<Option<PendingRecovery>, Problem> {
    let bytes = opened.ledger.store().read(|read| read.fact(&meta::PENDING_RECOVERY))?;
    bytes.map(|bytes| encoding::from_bytes(&bytes)).transpose().map_err(Problem::bug)
}

/// Connects as the device that it now is, takes in everything, and has the root let it publish as well.
async fn take_over(
    service: &Service,
    opened: &Opened,
    root: &RootKey,
    recorded: Vec<(DeviceId, Contact)>,
    listen: &[std::net::SocketAddr],
) -> Result<(), Problem> {
    let waits = pending(opened)?.ok_or_else(|| Problem::bug("a home that recovers nothing"))?;
    let network = Network::start(service.network_start(opened, place(&waits, listen), Desk::closed())).await?;
    steward::announce(opened, &network.addresses())?;
    for (device, contact) in recorded {
        waiting::meet(opened, &network, device, Some(contact));
    }
    let begun = Instant::now();
    let outcome = loop {
        network.exchange_with_all().await;
        // Where this very operator keeps the order of decisions, its new device records its own Hold.
        match publish_too(opened, root).and_then(|done| steward::attend(service).map(|()| done)) {
            // What was left open can be done by `device hold` later.
            Ok(true) => break Ok(()),
            Ok(false) if begun.elapsed() >= RECORDING => break Ok(()),
            Err(problem) => break Err(problem),
            Ok(false) => tokio::time::sleep(PAUSE).await,
        }
    };
    network.stop().await;
    outcome
}

/// Lets this device publish, once everything that the former publisher wrote is here; says whether the register says so.
fn publish_too(opened: &Opened, root: &RootKey) -> Result<bool, Problem> {
    let device = opened.device.public();
    opened.ledger.write(&opened.device, |draft| {
        let statement = {
            let fold = draft.fold();
            let Some(member) = fold.state().roster.member(opened.operator) else { return Ok(false) };
            let former = member.publisher().unwrap_or(member.governing);
            if former == device {
                return Ok(true);
            }
            let Ok(line) = holding::last_line(fold, member, former) else { return Ok(false) };
            let says = Hold { governing: device, publishing: device, former: Some(line), certificate: None };
            match holding::statement(fold, member, root, Says::Hold(says)) {
                Ok(statement) => statement,
                Err(problem) if problem.code == ProblemCode::StatementPending => return Ok(false),
                Err(problem) => return Err(problem),
            }
        };
        draft.add_item(statement).map(|()| false)
    })
}
