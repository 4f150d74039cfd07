//! One plain function for each decoder of bytes that come from elsewhere.
//!
//! A function takes any bytes, must neither panic nor take long, checks what must hold of whatever it accepts (written again it
//! is the same, and no longer than what it was read from), and says whether it accepted anything. They are run on fixed seeds,
//! on bent samples and on the stored corpus by `cargo test -p maillage-tests fuzz`, and without end by `cargo fuzz`, see
//! `tests/fuzz`.
//!
//! * [`signed`]: journals, the register, pages: what devices sign
//! * [`wire`]: what peers say to each other
//! * [`files`]: what people, browsers and disks hand over
//! * [`keys`]: pairing, coming back, the small files of a home; [`backups`]: backups
//! * [`decoders`]: every place in the source that reads such bytes, and the function that feeds it
//! * [`samples`]: good bytes for each of them, out of one small network

pub mod backups;
pub mod decoders;
pub mod files;
pub mod keys;
pub mod samples;
pub mod signed;
pub mod wire;

use maillage_shared::encoding;

/// A decoder under test.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, also that of its corpus and of its program for `cargo fuzz`.
    pub name: &'static str,
    /// Runs it; says whether it accepted the bytes.
    pub run: fn(&[u8]) -> bool,
    /// Bytes that it accepts.
    pub samples: fn() -> Vec<Vec<u8>>,
}

macro_rules! targets {
    ($($name:literal: $module:ident::$function:ident),* $(,)?) => {
        /// All of them.
        pub const TARGETS: &[Target] =
            &[$(Target { name: $name, run: $module::$function, samples: samples::$function }),*];
    };
}

targets! {
    "entry-header": signed::entry_header,
    "entry-body": signed::entry_body,
    "run": signed::run,
    "fork-proof": signed::fork_proof,
    "certificate": signed::certificate,
    "endpoint": signed::endpoint,
    "item": signed::item,
    "item-body": signed::item_body,
    "content": signed::content,
    "page-change": signed::page_change,
    "deterministic": signed::deterministic,
    "hello": wire::hello,
    "message": wire::message,
    "exchange": wire::exchange,
    "join-request": wire::join_request,
    "join-answer": wire::join_answer,
    "invitation": wire::invitation,
    "replacement-basis": wire::replacement_basis,
    "replacement-request": wire::replacement_request,
    "parting-request": wire::parting_request,
    "parting-answer": wire::parting_answer,
    "visits-csv": files::visits_csv,
    "sessions-csv": files::sessions_csv,
    "permanences-csv": files::permanences_csv,
    "timetable": files::timetable,
    "typed-text": files::typed_text,
    "stored-record": files::stored_record,
    "key-file": files::key_file,
    "control-file": files::control_file,
    "control-request": files::control_request,
    "control-answer": files::control_answer,
    "evidence-file": files::evidence_file,
    "pairing-code": keys::pairing_code,
    "pairing-request": keys::pairing_request,
    "pairing-answer": keys::pairing_answer,
    "recovery-request": keys::recovery_request,
    "recovery-answer": keys::recovery_answer,
    "recovery-sheet": keys::recovery_sheet,
    "copy-proof": keys::copy_proof,
    "sealed-key": keys::sealed_key,
    "key-line": keys::key_line,
    "instance-marker": keys::instance_marker,
    "lock-file": keys::lock_file,
    "backup": backups::backup,
    "backup-content": backups::backup_content,
    "sealed-backup": backups::sealed_backup,
}

/// Runs the target of this name.
///
/// # Panics
/// When there is none, or when the decoder breaks a rule.
pub fn run(name: &str, bytes: &[u8]) -> bool {
    let target = TARGETS.iter().find(|target| target.name == name);
    (target.expect("a target of this name").run)(bytes)
}

/// Reads a value; what was read, written again, is no longer than what it was read from and reads as the same.
fn reads_back<T>(bytes: &[u8]) -> Option<T>
where
    T: minicbor::Encode<()> + for<'b> minicbor::Decode<'b, ()> + PartialEq + std::fmt::Debug,
{
    let value: T = encoding::from_bytes(bytes).ok()?;
    let written = encoding::to_bytes(&value);
    // Fields that only a later version knows are left out; an absent last element of an array is written as null.
    assert!(written.len() <= bytes.len().saturating_mul(2), "{} bytes became {}", bytes.len(), written.len());
    assert_eq!(encoding::deterministic::check(&written), Ok(false));
    assert_eq!(encoding::from_bytes::<T>(&written).as_ref(), Ok(&value));
    Some(value)
}
