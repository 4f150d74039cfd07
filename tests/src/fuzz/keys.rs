//! What devices of one operator hand to each other, what an operator puts away, and the small files of a home.

use std::{cell::RefCell, fs};

use maillage_node::{
    home::{Home, Instance, KeyKind, Lock, Passphrase, Role, instance::Opening, keys, root_key},
    service::recovery_sheet::SheetLines,
};
use maillage_shared::{
    calendar::ClaimedTime,
    encoding,
    identity::{DeviceKey, EndpointId, RootKey, keys::EndpointKey},
    pairing::{PairingAnswer, PairingCode, PairingRequest},
    recovery::{Lines, ProvenStanding, RecoveryAnswer, RecoveryRequest, RecoverySheet},
    sync::copies::{CopyMeeting, CopyProof, CopySide},
};
use tempfile::TempDir;

use super::{reads_back, samples};
use crate::operator::Operator;

/// What opens the sealed samples.
pub(super) const PASSPHRASE: &str = "quatre mots sans rapport";

/// The endpoint of a device that is not in yet.
pub(super) fn new_endpoint() -> EndpointKey {
    EndpointKey::from_secret(&[0xe4; 32])
}

/// Most work, as a power of two, that is done for a sealed file here: a program that opens thousands of them a second must not
/// spend seconds on one. That more than the bound of each decoder is refused is tested beside it.
const WORK: u32 = 10;

/// Whether a file in the format of age asks for little work.
pub(super) fn asks_for_little(sealed: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&sealed[..sealed.len().min(4096)]).into_owned();
    let asked = head.lines().filter_map(|line| line.strip_prefix("-> scrypt ")?.rsplit(' ').next()?.parse::<u32>().ok());
    asked.max().is_none_or(|work| work <= WORK)
}

/// The text of a pairing code as a person types it, or what its armour holds.
pub fn pairing_code(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let read = if text.starts_with("maillage") { text.parse::<PairingCode>() } else { PairingCode::from_bytes(bytes) };
    let Ok(code) = read else { return false };
    assert_eq!(code.offer().device, samples::world().members[0].device.public(), "nobody else signed one");
    assert_eq!(code.to_string().parse(), Ok(code));
    true
}

/// The request of a new device at the door.
pub fn pairing_request(bytes: &[u8]) -> bool {
    let (network, from) = (samples::world().network, new_endpoint().public());
    assert!(PairingRequest::verify(bytes, network, EndpointId::from_bytes([1; 32])).is_err(), "of another endpoint");
    let Ok(request) = PairingRequest::verify(bytes, network, from) else { return false };
    let device = &samples::world().members[0].second;
    assert_eq!(request.device, device.public(), "nobody else signed one");
    assert_eq!(PairingRequest::verify(&request.to_bytes(device), network, from), Ok(request));
    true
}

/// The answer to it.
pub fn pairing_answer(bytes: &[u8]) -> bool {
    reads_back::<PairingAnswer>(bytes).is_some()
}

/// What the new device of an operator without any other says at the door of a member.
pub fn recovery_request(bytes: &[u8]) -> bool {
    let (network, from) = (samples::world().network, new_endpoint().public());
    assert!(RecoveryRequest::verify(bytes, network, EndpointId::from_bytes([1; 32])).is_err(), "of another endpoint");
    let Ok(request) = RecoveryRequest::verify(bytes, network, from) else { return false };
    assert_eq!(request.root, samples::world().members[1].root.public(), "nobody else signed one");
    let written = encoding::to_bytes(&request);
    assert_eq!(RecoveryRequest::verify(&written, network, from), Ok(request));
    true
}

/// The answer to it.
pub fn recovery_answer(bytes: &[u8]) -> bool {
    let Some(answer) = reads_back::<RecoveryAnswer>(bytes) else { return false };
    if let RecoveryAnswer::Standing(standing) = answer {
        let (network, operator) = (samples::world().network, &samples::world().members[1]);
        let proven = standing.proven(network, operator.id(), operator.root.public());
        let signed = |proven: ProvenStanding| proven.number <= 3 && proven.publishing == operator.device.public();
        assert!(proven.is_none_or(signed), "nobody else signed one: {proven:?}");
    }
    true
}

/// A recovery sheet: as a text, numbered lines or what a QR code holds; or, behind a zero byte, what whole lines hold.
pub fn recovery_sheet(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let read = match bytes.split_first() {
        Some((0, content)) => RecoverySheet::from_bytes(content),
        _ => RecoverySheet::find(&text),
    };
    // Line by line, as a person types: whatever is taken has a number within its own total.
    let mut gathered = Lines::default();
    for line in text.lines() {
        if let Ok(number) = gathered.take(line) {
            assert!(gathered.total().is_some_and(|total| number <= total && total <= 99));
        }
    }
    let Ok(sheet) = read else { return false };
    let lines = SheetLines(sheet.to_lines());
    assert!(lines.0.len() > 99 || RecoverySheet::find(&lines.0.join("\n")).as_ref() == Ok(&sheet));
    true
}

/// The proof that two running copies of one device give each other.
pub fn copy_proof(bytes: &[u8]) -> bool {
    let Some(proof) = reads_back::<CopyProof>(bytes) else { return false };
    let meeting = copy_meeting();
    assert!(!meeting.accepts(&proof, CopySide::Answers), "a proof of the side that asks");
    meeting.accepts(&proof, CopySide::Asks)
}

/// Where the sample copies meet.
pub(super) fn copy_meeting() -> CopyMeeting {
    CopyMeeting {
        network: samples::world().network,
        device: Operator::new(1).device.public(),
        asking: Operator::new(2).endpoint.public(),
        answering: Operator::new(1).endpoint.public(),
    }
}

/// The file of a root key under a passphrase.
pub fn sealed_key(bytes: &[u8]) -> bool {
    if !asks_for_little(bytes) {
        return false;
    }
    let passphrase = Passphrase::new(PASSPHRASE.to_owned()).unwrap();
    let Ok(root) = root_key::open(bytes, &passphrase) else { return false };
    assert_eq!(root.public(), Operator::new(1).root.public(), "its seal finds every slip");
    true
}

/// A home of this thread, with the small files of one that is in use.
pub(super) struct Kept {
    home: Home,
    opening: Opening,
    marker: Vec<u8>,
    _lock: Lock,
    _directory: TempDir,
}

thread_local! {
    static KEPT: RefCell<Kept> = {
        let directory = tempfile::tempdir().unwrap();
        let home = Home::create(directory.path().join("home")).unwrap();
        let opening = Instance::of(&home).begin(None).unwrap();
        let marker = fs::read(home.instance_path()).unwrap();
        let lock = Lock::acquire(&home, Role::Node, ClaimedTime(1_760_500_000)).unwrap();
        RefCell::new(Kept { home, opening, marker, _lock: lock, _directory: directory })
    };
}

/// The marker that tells a home from a copy of it, as it stands in this thread's home.
pub(super) fn genuine_marker() -> Vec<u8> {
    KEPT.with_borrow(|kept| kept.marker.clone())
}

/// The file that tells a home from a copy of it, in the place where it was written.
pub fn instance_marker(bytes: &[u8]) -> bool {
    KEPT.with_borrow(|kept| {
        // Over the same file: another one would lie elsewhere, and be refused for that alone.
        fs::write(kept.home.instance_path(), bytes).unwrap();
        let original = Instance::of(&kept.home).is_original(Some(&kept.opening)).unwrap();
        let words = |text: &[u8]| String::from_utf8_lossy(text).split_ascii_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let (read, written) = (words(bytes), words(&kept.marker));
        // The opening before is the one word that may be any other: the store has the next one.
        assert!(!original || (read.len() == 4 && read[3] == written[3] && read[1..3].contains(&written[2])), "{read:?}");
        original
    })
}

/// The file that says who works in a home, while somebody does.
pub fn lock_file(bytes: &[u8]) -> bool {
    KEPT.with_borrow(|kept| {
        fs::write(kept.home.lock_path(), bytes).unwrap();
        matches!(Lock::holder(&kept.home), Ok(Some(_)))
    })
}

/// The file of any of the three keys, the first byte saying which.
pub fn key_line(bytes: &[u8]) -> bool {
    let Some((first, line)) = bytes.split_first() else { return false };
    let operator = Operator::new(1);
    match first % 3 {
        0 => keys::read::<RootKey>(line).map(|key| assert_eq!(key.public(), operator.root.public())).is_ok(),
        1 => keys::read::<DeviceKey>(line).map(|key| assert_eq!(key.public(), operator.device.public())).is_ok(),
        _ => keys::read::<EndpointKey>(line).map(|key| assert_eq!(key.public(), operator.endpoint.public())).is_ok(),
    }
}

/// Where a key would be, and what is read there: for the samples.
pub(super) fn key_files() -> Vec<(u8, Vec<u8>)> {
    let directory = tempfile::tempdir().unwrap();
    let home = Home::create(directory.path().join("home")).unwrap();
    let operator = Operator::new(1);
    home.keep_key(&operator.root).unwrap();
    home.keep_key(&operator.device).unwrap();
    home.keep_key(&operator.endpoint).unwrap();
    let kinds = [KeyKind::Root, KeyKind::Device, KeyKind::Endpoint];
    (0..).zip(kinds).map(|(number, kind)| (number, fs::read(home.key_path(kind)).unwrap())).collect()
}
