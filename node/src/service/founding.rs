//! Creating a network.

use maillage_shared::{
    encoding,
    identity::{Certificate, DeviceId, Founding, NetworkId, OperatorId, RootKey, ShortCode, certificate::CertifiedDevice, keys::DeviceKey},
    journal::BodyKind,
    register::{CharterText, Policy, compose},
    text::Name,
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service};
use crate::{
    home::Keys,
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
    let text = |language: &str, text: &str| CharterText { article: "preambule".into(), language: language.into(), text: text.into() };
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
            home: service.home().path().display().to_string(),
            smallest_figure: policy.smallest_figure,
        };
        if self.dry_run {
            return Ok(created);
        }
        let keys = Keys::draw()?;
        let nonce = randomness::random::<16>()?;
        let founding = Founding { root: keys.root.public(), nonce, name: self.name, predecessor: None };
        let network = NetworkId::of(&founding);
        let operator = OperatorId::of_first_root(keys.root.public());
        let founding_item = compose::found(
            &keys.root,
            &keys.device,
            compose::FirstFacts {
                founding,
                operator_name: self.operator,
                device_name: first_device_name()?,
                policy,
                charter: first_charter(),
                relays: Vec::new(),
            },
            service.now(),
        )
        .map_err(|invalid| Problem::new(ProblemCode::DecisionInvalid).with("why", invalid))?;
        let certificate = certify(&keys.root, &keys.device, network)?;
        settle(service, &keys, network, operator, |draft| {
            founding_item.into_iter().try_for_each(|item| draft.add_item(item))?;
            draft.append(BodyKind::Certificate, encoding::to_bytes(&certificate)).map(|_| ())
        })?;
        created.network = Some(network);
        created.operator = Some(operator);
        created.operator_code = Some(operator.short_code());
        created.device_code = Some(keys.device.public().short_code());
        Ok(created)
    }
}

/// Refuses a home that belongs to a network already.
pub(super) fn refuse_taken(service: &Service) -> Result<(), Problem> {
    let Some(opened) = service.opened_if_any() else { return Ok(()) };
    let fold = opened.ledger.fold();
    let name = fold.state().network_name().map_or_else(|| fold.network().to_string(), ToOwned::to_owned);
    Err(Problem::new(ProblemCode::HomeTaken).with("network", name))
}

/// What the first device of an operator is called until somebody renames it.
pub(super) fn first_device_name() -> Result<Name, Problem> {
    Name::new("appareil 1").map_err(Problem::bug)
}

/// The certificate of an operator's first device.
pub(super) fn certify(root: &RootKey, device: &DeviceKey, network: NetworkId) -> Result<Certificate, Problem> {
    let device: DeviceId = device.public();
    let operator = OperatorId::of_first_root(root.public());
    let name = first_device_name()?;
    Ok(Certificate::issue(root, &CertifiedDevice { network, operator, root: root.public(), number: 1, device, name }))
}

/// Writes keys and store of a fresh home, with what `compose` drafts; the home stays empty when anything fails before the end.
pub(super) fn settle(
    service: &Service,
    keys: &Keys,
    network: NetworkId,
    operator: OperatorId,
    compose: impl FnOnce(&mut crate::ledger::Draft<'_, '_>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    service.home().write_keys(keys)?;
    let draft_path = service.home().store_path().with_extension("draft");
    let discarded = std::fs::remove_file(&draft_path);
    if let Err(error) = discarded.as_ref().map_err(std::io::Error::kind) {
        if *error != std::io::ErrorKind::NotFound {
            return Err(Problem::new(ProblemCode::StoreFailed).with("why", error));
        }
    }
    {
        let store = Store::create(&draft_path)?;
        store.write(|write| {
            write.put_fact(&meta::NETWORK, &network)?;
            write.put_fact(&meta::OPERATOR, &operator)?;
            write.put_fact(&meta::DEVICE, &keys.device.public())
        })?;
        let ledger = crate::ledger::Ledger::open(std::sync::Arc::new(store), network)?;
        ledger.write(&keys.device, compose)?;
    }
    service.home().put_store(&draft_path)?;
    let store = Store::open(&service.home().store_path(), |_| ())?;
    service.adopt(store)
}
