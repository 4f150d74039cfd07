//! Why a value is refused, as stable codes: the particular `why` of a problem and the reason of a refused row. The catalogues of
//! sentences have each under `reason-<code>`.

use std::{collections::BTreeSet, io::ErrorKind};

use maillage_shared::{
    directory::{ExceptionError, HostError, ImportError, PermanenceError, RowReason, TimetableError},
    dysfunction::{PersonalKind, SituationError},
    record::{FaultReason, HeaderError},
    signed_offer::OfferError,
    text::NameError,
};

use crate::backup::Damage;

/// A value that is needed was not given.
pub const MISSING: &str = "missing";

/// Not the NIS code of a commune.
pub const COMMUNE_CODE: &str = "commune-code";

/// No host of the directory lies in a commune of this name or code.
pub const UNKNOWN_COMMUNE: &str = "unknown-commune";

/// Not a moment as `2026-10-15 14:30`.
pub const MOMENT: &str = "moment";

/// The first month asked for is after the last.
pub const MONTHS_BACKWARDS: &str = "months-backwards";

/// The file at the store's place is something else.
pub const NOT_A_STORE: &str = "not-a-store";

/// A folder lies where the store should be.
pub const STORE_IS_FOLDER: &str = "store-is-folder";

/// Keys are there, but the store that belongs to them is not.
pub const STORE_GONE: &str = "store-gone";

/// A store does not say whose it is.
pub const NOBODYS_STORE: &str = "nobodys-store";

/// A store is there, but not the keys that belong to it.
pub const KEYS_GONE: &str = "keys-gone";

/// The invitation names no address.
pub const NO_ADDRESS: &str = "no-address";

/// The figures or approvals that a policy asks for make no sense.
pub const IMPOSSIBLE_RULES: &str = "impossible-rules";

/// Too many relays, or one that is too long.
pub const TOO_MANY_RELAYS: &str = "too-many-relays";

/// The same was decided before.
pub const DECIDED_BEFORE: &str = "decided-before";

/// The operator is no member.
pub const NO_MEMBER: &str = "no-member";

/// A majority may stand behind what an assembly would leave behind.
pub const BRANCH_MAY_STAND: &str = "branch-may-stand";
/// The root key in the home is not the operator's.
pub const OTHER_ROOT: &str = "other-root";

/// The device key in the home is another device's.
pub const OTHER_DEVICE: &str = "other-device";

/// The register would not take the statement of the root.
pub const STATEMENT_REFUSED: &str = "statement-refused";

/// No address on the recovery sheet answers.
pub const NO_CONTACT: &str = "no-contact";

/// A passphrase is empty.
pub const PASSPHRASE_EMPTY: &str = "passphrase-empty";

/// A passphrase is longer than anyone types.
pub const PASSPHRASE_TOO_LONG: &str = "passphrase-too-long";

/// A passphrase is shorter than what is worth choosing.
pub const PASSPHRASE_TOO_SHORT: &str = "passphrase-too-short";

/// A passphrase is among what everybody tries first.
pub const PASSPHRASE_TRIVIAL: &str = "passphrase-trivial";

/// No line of the text is one of a recovery sheet.
pub const SHEET_NONE: &str = "sheet-none";

/// A line of a recovery sheet has a typing error.
pub const SHEET_LINE: &str = "sheet-line";

/// A line of a recovery sheet is missing.
pub const SHEET_MISSING: &str = "sheet-missing";

/// A line is of another recovery sheet.
pub const SHEET_OTHER: &str = "sheet-other";

/// A recovery sheet of a later version.
pub const SHEET_LATER: &str = "sheet-later";

/// The file is no file of evidence.
pub const NOT_EVIDENCE: &str = "not-evidence";

/// A backup inside the home would be lost with it, or take the place of a file that the node needs.
pub const INSIDE_HOME: &str = "inside-home";

/// What the system says of a file, by its kind.
const OF_FILES: [(ErrorKind, &str); 11] = [
    (ErrorKind::NotFound, "file-not-found"),
    (ErrorKind::PermissionDenied, "file-not-permitted"),
    (ErrorKind::IsADirectory, "file-is-folder"),
    (ErrorKind::NotADirectory, "file-below-file"),
    (ErrorKind::StorageFull, "file-no-room"),
    (ErrorKind::QuotaExceeded, "file-no-room"),
    (ErrorKind::FileTooLarge, "file-no-room"),
    (ErrorKind::ReadOnlyFilesystem, "file-read-only"),
    (ErrorKind::InvalidData, "not-utf8"),
    (ErrorKind::InvalidFilename, "file-name"),
    (ErrorKind::Unsupported, "file-is-device"),
];

/// The code of what the system says of a file, or the system's own words where it is none of the usual.
#[must_use]
pub fn of_file(error: &std::io::Error) -> String {
    let known = OF_FILES.iter().find(|(kind, _)| *kind == error.kind());
    known.map_or_else(|| error.to_string(), |(_, code)| (*code).to_owned())
}
/// The text is not of the kind that is asked for.
pub const REPLACEMENT_OTHER: &str = "replacement-other";

/// The text is cut off or mistyped.
pub const REPLACEMENT_DAMAGED: &str = "replacement-damaged";

/// The text is of a later version.
pub const REPLACEMENT_LATER: &str = "replacement-later";

/// The text was changed after it was signed.
pub const REPLACEMENT_TAMPERED: &str = "replacement-tampered";

/// The member's devices changed, or wrote on, since the text was made.
pub const REPLACEMENT_OUTDATED: &str = "replacement-outdated";

/// It is for another network.
pub const OTHER_NETWORK: &str = "other-network";

/// The root key or the device that asks is known in the network already.
pub const ROOT_TAKEN: &str = "root-taken";

/// A session was expected, and neither a sheet nor a visit says what became of it.
pub const SESSION_MISSING: &str = "session-missing";

/// Every code that a use case gives.
#[must_use]
pub fn all() -> BTreeSet<&'static str> {
    let of_keys = [OTHER_ROOT, OTHER_DEVICE, STATEMENT_REFUSED, NO_CONTACT, NOT_EVIDENCE];
    let of_passphrases = [PASSPHRASE_EMPTY, PASSPHRASE_TOO_LONG, PASSPHRASE_TOO_SHORT, PASSPHRASE_TRIVIAL];
    let of_files = OF_FILES.iter().map(|(_, code)| *code);
    let of_sheets = [SHEET_NONE, SHEET_LINE, SHEET_MISSING, SHEET_OTHER, SHEET_LATER];
    let own = [MISSING, COMMUNE_CODE, UNKNOWN_COMMUNE, MOMENT, MONTHS_BACKWARDS, NOT_A_STORE, STORE_GONE, NO_ADDRESS, INSIDE_HOME];
    let of_damage = [KEYS_GONE, NOBODYS_STORE, STORE_IS_FOLDER, SESSION_MISSING];
    let of_decisions = [IMPOSSIBLE_RULES, TOO_MANY_RELAYS, DECIDED_BEFORE, NO_MEMBER, BRANCH_MAY_STAND];
    let of_rules = [
        FaultReason::CODES,
        HeaderError::CODES,
        RowReason::CODES,
        ImportError::CODES,
        HostError::CODES,
        PermanenceError::CODES,
        TimetableError::CODES,
        ExceptionError::CODES,
        NameError::CODES,
        SituationError::CODES,
        PersonalKind::CODES,
        Damage::CODES,
        OfferError::CODES,
    ];
    let of_replacements = [
        REPLACEMENT_OTHER,
        REPLACEMENT_DAMAGED,
        REPLACEMENT_LATER,
        REPLACEMENT_TAMPERED,
        REPLACEMENT_OUTDATED,
        OTHER_NETWORK,
        ROOT_TAKEN,
    ];
    let own = own.into_iter().chain(of_keys).chain(of_passphrases).chain(of_files).chain(of_sheets).chain(of_decisions);
    let own = own.chain(of_damage).chain(of_replacements);
    own.chain(of_rules.into_iter().flatten().copied()).collect()
}
