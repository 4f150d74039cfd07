//! Good bytes for [`crate::fuzz::keys`].

use std::{io::Write as _, iter};

use age::{Encryptor, scrypt, secrecy::SecretString};
use maillage_node::home::{Holder, KeyKind, Role};
use maillage_shared::{
    calendar::ClaimedTime,
    encoding,
    pairing::{PairingAnswer, PairingCode, PairingOffer, PairingRequest},
    recovery::{RecoveryAnswer, RecoveryRequest, RecoverySheet, RecoveryStanding, SheetContact, SheetRoot},
    register::{Hold, compose, content::EmbeddedItem},
    sync::copies::CopySide,
    text::Name,
};

use super::{behind, world};
use crate::{fuzz::keys, operator::Operator};

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn offer() -> PairingOffer {
    let (world, giver) = (world(), &world().members[0]);
    PairingOffer {
        network: world.network,
        network_name: name("Informaticiens publics"),
        operator: giver.id(),
        operator_name: giver.name.clone(),
        device: giver.device.public(),
        endpoint: giver.endpoint.public(),
        addresses: vec!["192.0.2.1:4711".into()],
        relay: None,
        secret: [5; 16],
        expires: ClaimedTime(1_800_000_000),
    }
}

pub(in crate::fuzz) fn pairing_code() -> Vec<Vec<u8>> {
    let text = PairingCode::make(&world().members[0].device, offer()).to_string();
    let symbols = text.strip_prefix("maillagepair1").unwrap().to_ascii_uppercase();
    let whole = data_encoding::BASE32_NOPAD.decode(symbols.as_bytes()).unwrap();
    vec![text.into_bytes(), whole[..whole.len() - 4].to_vec()]
}

pub(in crate::fuzz) fn pairing_request() -> Vec<Vec<u8>> {
    let device = &world().members[0].second;
    let request = PairingRequest::new(&offer(), device, &keys::new_endpoint(), vec!["192.0.2.9:4711".into()], name("portable"));
    vec![request.to_bytes(device)]
}

pub(in crate::fuzz) fn pairing_answer() -> Vec<Vec<u8>> {
    let member = &world().members[0];
    let accepted = PairingAnswer::Accepted(member.certificate(world().network, &member.second));
    [PairingAnswer::Waiting, accepted, PairingAnswer::NameTaken].iter().map(encoding::to_bytes).collect()
}

pub(in crate::fuzz) fn recovery_request() -> Vec<Vec<u8>> {
    let (network, operator) = (world().network, &world().members[1]);
    let device = operator.second.public();
    let asks = RecoveryRequest::new(&operator.root, network, operator.id(), device, keys::new_endpoint().public());
    let certificate = Some(operator.certificate(network, &operator.second));
    let says = Hold { governing: device, publishing: operator.device.public(), former: None, certificate };
    let statement = compose::hold_statement(&operator.root, network, operator.id(), 9, says);
    vec![encoding::to_bytes(&asks), encoding::to_bytes(&asks.with_statement(&statement))]
}

pub(in crate::fuzz) fn recovery_answer() -> Vec<Vec<u8>> {
    let operator = &world().members[1];
    let hold = |number| {
        let says =
            Hold { governing: operator.device.public(), publishing: operator.device.public(), former: None, certificate: None };
        let statement = compose::hold_statement(&operator.root, world().network, operator.id(), number, says);
        EmbeddedItem(statement.to_bytes())
    };
    let standing = RecoveryStanding {
        answered_by: world().members[0].device.public(),
        in_force: hold(2),
        highest: Some(hold(3)),
        recorded: true,
    };
    [RecoveryAnswer::Unknown, RecoveryAnswer::Standing(standing), RecoveryAnswer::NameTaken]
        .iter()
        .map(encoding::to_bytes)
        .collect()
}

fn sheet(root: SheetRoot) -> RecoverySheet {
    let operator = &world().members[1];
    let contact = |member: &Operator| SheetContact { endpoint: member.endpoint.public(), addresses: vec!["192.0.2.1:4711".into()] };
    RecoverySheet {
        network: world().network,
        network_name: name("Informaticiens publics"),
        operator: operator.id(),
        operator_name: operator.name.clone(),
        root,
        contacts: vec![contact(&world().members[0]), contact(&world().members[2])],
        made: ClaimedTime(1_760_500_000),
    }
}

pub(in crate::fuzz) fn recovery_sheet() -> Vec<Vec<u8>> {
    let (plain, sealed) = (sheet(SheetRoot::plain(&world().members[1].root)), sheet(SheetRoot::Sealed(vec![0x5a; 300])));
    let letter = format!("Fiche de reprise\n\n{}\n", plain.to_lines().join("\n"));
    let square = sealed.to_lines().join("/");
    vec![letter.into_bytes(), square.into_bytes(), behind(0, &encoding::to_bytes(&plain)), behind(0, &encoding::to_bytes(&sealed))]
}

pub(in crate::fuzz) fn copy_proof() -> Vec<Vec<u8>> {
    vec![encoding::to_bytes(&keys::copy_meeting().prove(&Operator::new(1).device, CopySide::Asks))]
}

/// An age file that takes next to no work to open.
pub(in crate::fuzz) fn sealed(content: &[u8]) -> Vec<u8> {
    let mut recipient = scrypt::Recipient::new(SecretString::from(keys::PASSPHRASE.to_owned()));
    recipient.set_work_factor(2);
    let encryptor = Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient)).unwrap();
    let mut sealed = Vec::new();
    let mut writer = encryptor.wrap_output(&mut sealed).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap();
    sealed
}

pub(in crate::fuzz) fn sealed_key() -> Vec<Vec<u8>> {
    let files = keys::key_files();
    vec![sealed(&files[KeyKind::Root as usize].1)]
}

pub(in crate::fuzz) fn key_line() -> Vec<Vec<u8>> {
    keys::key_files().into_iter().map(|(kind, line)| behind(kind, &line)).collect()
}

pub(in crate::fuzz) fn instance_marker() -> Vec<Vec<u8>> {
    vec![keys::genuine_marker()]
}

pub(in crate::fuzz) fn lock_file() -> Vec<Vec<u8>> {
    let holder = |role| Holder { process_id: 4711, since: ClaimedTime(1_760_500_000), role };
    [Role::Node, Role::Command].map(|role| serde_json::to_vec(&holder(role)).unwrap()).to_vec()
}
