//! Creating a network.

use std::sync::Arc;

use maillage_shared::{
    encoding,
    identity::{
        NetworkId, OperatorId, RootKey, ShortCode,
        keys::{DeviceKey, EndpointKey},
    },
    journal::BodyKind,
    register::{
        Policy,
        compose::{self, NewNetwork, Newcomer},
        content::CharterText,
    },
    text::Name,
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service};
use crate::{
    home::{Home, HomeError, KeyKind, RootProtection, files},
    ledger::{Draft, Ledger},
    randomness,
    store::{Store, meta},
};

/// Founds a network in an empty home.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CreateNetwork {
    /// The network's name.
    pub name: Name,
    /// The founding operator's name.
    pub operator: Name,
    /// Say what would be made, and make nothing.
    pub dry_run: bool,
}

/// What was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Created {
    /// The network; nothing for a dry run.
    pub network: Option<NetworkId>,
    /// Its name.
    pub network_name: Name,
    /// The operator; nothing for a dry run.
    pub operator: Option<OperatorId>,
    /// Its name.
    pub operator_name: Name,
    /// The operator's short code.
    pub operator_code: Option<ShortCode>,
    /// The device's short code.
    pub device_code: Option<ShortCode>,
    /// Where everything is kept.
    pub home: String,
    /// Smallest number of visits that is published as a number.
    pub smallest_figure: u32,
}

/// The charter that a network begins with: one article that says where the text will come from. Amendments change it.
fn first_charter() -> Vec<CharterText> {
    let text =
        |language: &str, text: &str| CharterText { article: "preambule".into(), language: language.into(), text: text.into() };
    vec![
        text("fr", "La charte du réseau sera écrite et amendée ici par ses membres."),
        text("nl", "Het handvest van het netwerk wordt hier door zijn leden geschreven en gewijzigd."),
    ]
}

impl Operation for CreateNetwork {
    const NAME: &'static str = "network-create";
    type Output = Created;

    fn perform(self, service: &Service, _: &Progress) -> Result<Created, Problem> {
        refuse_taken(service)?;
        let policy = Policy::initial();
        let mut created = Created {
            network: None,
            network_name: self.name.clone(),
            operator: None,
            operator_name: self.operator.clone(),
            operator_code: None,
            device_code: None,
            home: service.path().display().to_string(),
            smallest_figure: policy.smallest_figure,
        };
        if self.dry_run {
            return Ok(created);
        }
        let keys = Keys::draw()?;
        let device_name = first_device_name()?;
        let founder = keys.newcomer(&self.operator, &device_name);
        let (network, item) = compose::found(
            &founder,
            NewNetwork {
                name: self.name.clone(),
                nonce: randomness::random().map_err(Problem::bug)?,
                predecessor: None,
                policy,
                charter: first_charter(),
                relays: Vec::new(),
                claimed_at: service.now(),
            },
        )
        .map_err(Problem::from)?;
        settle(service, &keys, &founder, network, |draft| draft.add_item(item))?;
        created.network = Some(network);
        created.operator = Some(founder.operator());
        created.operator_code = Some(founder.operator().short_code());
        created.device_code = Some(keys.device.public().short_code());
        Ok(created)
    }
}

/// The three keys of a new home.
pub(super) struct Keys {
    pub(super) root: RootKey,
    pub(super) device: DeviceKey,
    pub(super) endpoint: EndpointKey,
}

impl Keys {
    /// Draws fresh keys from the system's random source.
    pub(super) fn draw() -> Result<Self, Problem> {
        let secret = || randomness::secret().map_err(Problem::bug);
        Ok(Self {
            root: RootKey::from_secret(&*secret()?),
            device: DeviceKey::from_secret(&*secret()?),
            endpoint: EndpointKey::from_secret(&*secret()?),
        })
    }

    /// The operator that begins with these keys.
    pub(super) const fn newcomer<'a>(&'a self, operator_name: &'a Name, device_name: &'a Name) -> Newcomer<'a> {
        Newcomer { root: &self.root, device: &self.device, operator_name, device_name }
    }
}

/// Refuses a home that belongs to a network already.
pub(super) fn refuse_taken(service: &Service) -> Result<(), Problem> {
    service.refuse_damaged()?;
    let Some(opened) = service.opened_if_any() else { return Ok(()) };
    let fold = opened.ledger.fold();
    let name = fold.state().network_name().map_or_else(|| fold.network().to_string(), ToOwned::to_owned);
    Err(Problem::new(ProblemCode::HomeTaken).with("network", name))
}

/// What the first device of an operator is called until somebody renames it.
pub(super) fn first_device_name() -> Result<Name, Problem> {
    Name::new("appareil 1").map_err(Problem::bug)
}

/// The file that stands in a home while it is being made.
pub(super) const MAKING: &str = "making";

/// Makes the home of a newcomer with its certificate and what `compose` drafts.
pub(super) fn settle(
    service: &Service,
    keys: &Keys,
    newcomer: &Newcomer<'_>,
    network: NetworkId,
    compose: impl FnOnce(&mut Draft<'_>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let certificate = newcomer.certificate(network);
    let keep = |home: &Home| {
        home.keep_key(&keys.root)?;
        home.keep_key(&keys.device)?;
        home.keep_key(&keys.endpoint)
    };
    make(service, (network, newcomer.operator()), &keys.device, keep, |draft| {
        draft.append(BodyKind::Certificate, encoding::to_bytes(&certificate))?;
        compose(draft)
    })
}

/// Makes a home: the keys that `keep` keeps, and a store with the identity of network and operator and what `compose` drafts, in
/// one transaction. A home that was cut short before that transaction is begun anew: nobody ever saw its keys.
pub(super) fn make(
    service: &Service,
    (network, operator): (NetworkId, OperatorId),
    device: &DeviceKey,
    keep: impl FnOnce(&Home) -> Result<(), HomeError>,
    compose: impl FnOnce(&mut Draft<'_>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    clear_unfinished(service)?;
    let home = Home::create(service.path())?;
    let marker = home.path().join(MAKING);
    files::write_private(&marker, b"")?;
    keep(&home)?;
    {
        let ledger = Ledger::open(Arc::new(Store::create(&home.store_path())?), network)?;
        ledger.write(device, |draft| {
            draft.local().put_fact(&meta::NETWORK, &network)?;
            draft.local().put_fact(&meta::OPERATOR, &operator)?;
            draft.local().put_fact(&meta::DEVICE, &device.public())?;
            compose(draft)
        })?;
    }
    files::remove(&marker)?;
    service.adopt(&home)
}

/// Clears what a making that was cut short has left. Whatever else lies in a home is left as it is: its keys are the identity of
/// an operator and its device.
pub(super) fn clear_unfinished(service: &Service) -> Result<(), Problem> {
    let home = match Home::open(service.path()) {
        Ok(home) => home,
        // Clearing it was cut short as well.
        Err(HomeError::Missing(_)) if service.path().join(MAKING).exists() => Home::at(service.path()),
        Err(_) => return Ok(()),
    };
    refuse_taken(service)?;
    clear(&home)
}

/// Whether a home without a store is one whose making was cut short: nobody ever saw its keys.
pub(super) fn is_unfinished(home: &Home) -> Result<bool, Problem> {
    let keyless = [KeyKind::Root, KeyKind::Device, KeyKind::Endpoint].iter().all(|kind| !home.key_path(*kind).exists());
    Ok(home.path().join(MAKING).exists() || (keyless && home.root_protection()? == RootProtection::Absent))
}

/// Gives up a home whose operator nobody admitted and nobody can admit any more.
pub(super) fn abandon(service: &Service) -> Result<(), Problem> {
    clear(&Home::open(service.path())?)
}

pub(super) fn clear(home: &Home) -> Result<(), Problem> {
    let marker = home.path().join(MAKING);
    // Until everything is gone, what is left is a home whose making was cut short, and not a damaged one.
    files::write_private(&marker, b"")?;
    let failed = |path: &std::path::Path, error: &std::io::Error| {
        Problem::new(ProblemCode::HomeDamaged).with("path", path.display()).with("why", super::reasons::of_file(error))
    };
    // The lock file is this process's own, and is made again.
    let restoring = super::restoring::draft_path(home);
    let repairing = super::repairing::draft_path(home);
    let stores = [home.store_path(), restoring, repairing];
    let drafts = stores.each_ref().map(|store| store.with_extension("new"));
    for file in stores.into_iter().chain(drafts).chain([home.instance_path(), home.way_back_path(), home.lock_path()]) {
        files::remove(&file)?;
    }
    for directory in [home.keys_directory(), home.inbox_directory()].into_iter().filter(|directory| directory.exists()) {
        std::fs::remove_dir_all(&directory).map_err(|error| failed(&directory, &error))?;
    }
    files::remove(&marker)?;
    Ok(())
}
