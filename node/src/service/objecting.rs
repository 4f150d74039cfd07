//! The former root says no: a root key was replaced, and whoever holds the former one did not ask for it. The objection voids the
//! replacement once the secretary records it. Members do not talk to the devices of a replaced root, so it is handed in at a door.

use maillage_shared::{
    bounds, encoding,
    identity::{RootId, RootKey},
    recovery::{RecoveryAnswer, RecoveryRequest},
    register::{Item, ItemId, ItemKind, Objection, Says, compose},
    view::NetworkFold,
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service, opened::Opened, parting, reasons, steward};
use crate::{
    home::{Home, KeyKind, Passphrase},
    network::doors::Door,
};

/// Objects to the replacement of the own operator's root key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Object {
    /// The former root key's passphrase, if it has one.
    pub passphrase: Option<Passphrase>,
    /// Change nothing.
    pub dry_run: bool,
}

/// What became of an objection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objected {
    /// Height of the decision that it is about.
    pub decision: u64,
    /// The operator's name.
    pub operator: String,
    /// Members that took the objection in.
    pub told: usize,
    /// Whether the register says already that the replacement is void.
    pub recorded: bool,
}

impl Operation for Object {
    const NAME: &'static str = "decision-object";
    type Output = Objected;

    fn perform(self, service: &Service, progress: &Progress) -> Result<Objected, Problem> {
        let opened = service.opened()?;
        progress.tell("sync-peers", 0, None);
        if replacement(&opened.ledger.fold(), opened).is_none() {
            // Who was cut off at once may not have heard of it.
            service.runtime().block_on(parting::learn(service, opened))?;
        }
        let found = replacement(&opened.ledger.fold(), opened);
        let (decision, root, height) = found.ok_or_else(|| Problem::new(ProblemCode::NothingToObject))?;
        let operator = super::decisions::names(&opened.ledger.fold()).remove(&opened.operator).unwrap_or_default();
        let mut objected = Objected { decision: height, operator, told: 0, recorded: false };
        if self.dry_run {
            return Ok(objected);
        }
        let key = former_root(service, opened, root, self.passphrase.as_ref())?;
        let item = statement(opened, &key, decision)?;
        // Kept here before anybody hears of it; a home that may not write hands it in all the same.
        if let Err(problem) = opened.ledger.write(&opened.device, |draft| draft.add_item(item.clone())) {
            tracing::debug!(%problem, "the objection is not kept here");
        }
        steward::attend(service)?;
        objected.told = service.runtime().block_on(hand_in(service, opened, &key, &item))?;
        drop(key);
        objected.recorded = replacement(&opened.ledger.fold(), opened).is_none();
        Ok(objected)
    }
}

/// The decision that replaced the root of this home's operator, the root before, and the decision's height.
fn replacement(fold: &NetworkFold, opened: &Opened) -> Option<(ItemId, RootId, u64)> {
    let (decision, root) = fold.state().replacement_of(opened.operator)?;
    Some((decision, root, fold.state().height_of(decision)?))
}

/// The root key of this home, if it is the one that was replaced.
fn former_root(service: &Service, opened: &Opened, replaced: RootId, passphrase: Option<&Passphrase>) -> Result<RootKey, Problem> {
    let home = Home::open(service.path())?;
    let root = home.root_key(passphrase)?;
    if root.public() == replaced {
        return Ok(root);
    }
    let in_force = opened.ledger.fold().state().roster.member(opened.operator).map(|member| member.root);
    if in_force == Some(root.public()) {
        return Err(Problem::new(ProblemCode::NothingToObject));
    }
    let path = home.key_path(KeyKind::Root);
    Err(Problem::new(ProblemCode::HomeDamaged).with("path", path.display()).with("why", reasons::OTHER_ROOT))
}

/// The objection: the same item, however often it is made.
fn statement(opened: &Opened, root: &RootKey, decision: ItemId) -> Result<Item, Problem> {
    let fold = opened.ledger.fold();
    let register = fold.register();
    let own = register.ids().filter_map(|id| register.get(id)).filter(|item| item.signer == *root.public().as_bytes());
    let statements = own.filter(|item| item.kind == ItemKind::Statement as u16).map(|item| {
        let read: Option<maillage_shared::register::Statement> = encoding::from_bytes(&item.body).ok();
        (item, read)
    });
    let mut number = 0;
    for (item, read) in statements {
        let Some(read) = read else { continue };
        if matches!(read.says, Says::Objection(objection) if objection.decision == decision) {
            return Ok(item.clone());
        }
        number = number.max(read.number);
    }
    let number = number.saturating_add(1).min(bounds::STATEMENTS);
    let item = compose::statement(root, fold.network(), opened.operator, number, Says::Objection(Objection { decision }));
    let mut trial = register.clone();
    trial.insert(item.clone());
    let taken = trial.state().pending_statements.contains(&item.id());
    if taken { Ok(item) } else { Err(Problem::new(ProblemCode::DecisionInvalid).with("why", reasons::STATEMENT_REFUSED)) }
}

/// Hands the objection in at every member that is reached; says how many took it.
async fn hand_in(service: &Service, opened: &Opened, root: &RootKey, item: &Item) -> Result<usize, Problem> {
    let network = opened.ledger.fold().network();
    let request = RecoveryRequest::new(root, network, opened.operator, opened.device.public(), opened.endpoint.public());
    let request = encoding::to_bytes(&request.with_statement(item));
    let asking = parting::asking(service, opened).await?;
    let (mut told, mut why) = (0_usize, reasons::NO_CONTACT.to_owned());
    for (_, contact) in parting::others(opened) {
        match asking.ask(Door::Recovery, &contact, &request).await {
            Ok(RecoveryAnswer::Standing(_)) => told = told.saturating_add(1),
            Ok(RecoveryAnswer::Unknown | RecoveryAnswer::NameTaken) => reasons::STATEMENT_REFUSED.clone_into(&mut why),
            Err(error) => reasons::of_network(&error).clone_into(&mut why),
        }
    }
    asking.end().await;
    if told > 0 { Ok(told) } else { Err(Problem::new(ProblemCode::ObjectionUnheard).with("why", why)) }
}
