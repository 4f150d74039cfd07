//! Why a value is refused, as stable codes: the particular `why` of a problem and the reason of a refused row. The catalogues of
//! sentences have each under `reason-<code>`.

use std::{collections::BTreeSet, io::ErrorKind};

use maillage_shared::{
    directory::{ExceptionError, HostError, ImportError, PermanenceError, RowReason, TimetableError},
    dysfunction::{PersonalKind, SituationError},
    record::{FaultReason, HeaderError},
    register::Invalid,
    signed_offer::OfferError,
    text::NameError,
};

use crate::{
    backup::Damage,
    network::{Difficulty, NetworkError},
    store::StoreError,
};

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

/// Nobody publishes figures by this, or by these together: only the own raw figures are counted so.
pub const ONLY_LOCAL: &str = "only-local";

/// Figures by this are published for quarters and years, not for months.
pub const ONLY_BY_QUARTER: &str = "only-by-quarter";

/// Figures by these together are published for years.
pub const ONLY_BY_YEAR: &str = "only-by-year";

/// Figures by this are published for whole quarters.
pub const WHOLE_QUARTERS: &str = "whole-quarters";

/// Figures by these together are published for whole years.
pub const WHOLE_YEARS: &str = "whole-years";

/// For a figure no certificate was found.
pub const NO_PROOF: &str = "no-proof";

/// The text is not the name of a figure that is published.
pub const FIGURE_NAME: &str = "figure-name";

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
const OF_FILES: [(ErrorKind, &str); 12] = [
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
    (ErrorKind::AlreadyExists, "file-in-the-way"),
];

/// The system refused a file for a reason that is none of the usual.
pub const FILE_REFUSED: &str = "file-refused";

/// The code of what the system says of a file. What is none of the usual stands in the log in the system's own words.
#[must_use]
pub fn of_file(error: &std::io::Error) -> &'static str {
    let known = OF_FILES.iter().find(|(kind, _)| *kind == error.kind());
    known.map_or_else(
        || {
            tracing::warn!(%error, "the system refused a file");
            FILE_REFUSED
        },
        |(_, code)| *code,
    )
}

/// What the system says of an address to listen on, by its kind.
const OF_ADDRESSES: [(ErrorKind, &str); 3] = [
    (ErrorKind::AddrInUse, "address-in-use"),
    (ErrorKind::AddrNotAvailable, "address-not-here"),
    (ErrorKind::PermissionDenied, "file-not-permitted"),
];

/// The system refused an address for a reason that is none of the usual.
pub const ADDRESS_REFUSED: &str = "address-refused";

/// The code of why an address cannot be listened on.
#[must_use]
pub fn of_address(said: Option<ErrorKind>) -> &'static str {
    let known = OF_ADDRESSES.iter().find(|(kind, _)| Some(*kind) == said);
    known.map_or(ADDRESS_REFUSED, |(_, code)| *code)
}

/// What an exchange with another node failed at, by its kind.
const OF_NETWORK: [(Difficulty, &str); 5] = [
    (Difficulty::Unreachable, "peer-silent"),
    (Difficulty::Cut, "peer-cut"),
    (Difficulty::NotAMember, "peer-not-a-member"),
    (Difficulty::Protocol, "peer-protocol"),
    (Difficulty::Own, OWN_DIFFICULTY),
];

/// The difficulty is not the other node's.
pub const OWN_DIFFICULTY: &str = "own-difficulty";

/// Members do not know this node by anything yet.
pub const NOT_ANNOUNCED: &str = "not-announced";

/// The code of what an exchange with another node failed at.
#[must_use]
pub fn of_difficulty(difficulty: Difficulty) -> &'static str {
    let known = OF_NETWORK.iter().find(|(kind, _)| *kind == difficulty);
    known.map_or(OWN_DIFFICULTY, |(_, code)| *code)
}

/// The code of why another node was not reached.
#[must_use]
pub fn of_network(error: &NetworkError) -> &'static str {
    match error {
        NetworkError::Store(error) => of_store(error),
        NetworkError::NotReady => NOT_ANNOUNCED,
        other => of_difficulty(other.difficulty()),
    }
}

/// What lies in the store is not what was written.
pub const STORE_CONTENT: &str = "store-content";

/// The disk failed before, and the store takes nothing until it is opened again.
pub const DISK_FAILED_BEFORE: &str = "disk-failed-before";

/// The store has no place for it there.
pub const STORE_ORDER: &str = "store-order";

/// The code of why the store cannot be used.
#[must_use]
pub fn of_store(error: &StoreError) -> &'static str {
    match error {
        StoreError::Missing(_) => STORE_GONE,
        StoreError::NotAStore(_) | StoreError::AlreadyThere(_) => NOT_A_STORE,
        StoreError::Damaged(_) => STORE_CONTENT,
        StoreError::Full => "file-no-room",
        StoreError::Io(error) => of_file(error),
        StoreError::Stopped => DISK_FAILED_BEFORE,
        _ => STORE_ORDER,
    }
}

/// A key that is needed is not there.
pub const KEY_GONE: &str = "key-gone";

/// A key would be written over another.
pub const KEY_THERE: &str = "key-there";

/// The content of a key file is not what was written.
pub const KEY_DAMAGED: &str = "key-damaged";

/// Another member has the name.
pub const NAME_TAKEN: &str = "name-taken";

/// The operator is a member already.
pub const ALREADY_MEMBER: &str = "already-member";

/// The operator has as many devices as it may have.
pub const TOO_MANY_DEVICES: &str = "too-many-devices";

/// The decision is longer than one may be.
pub const DECISION_TOO_LONG: &str = "decision-too-long";

/// A rule of the register that people do not meet in the ordinary.
pub const REGISTER_RULE: &str = "register-rule";

/// The code of the rule of the register that stands against a decision.
#[must_use]
pub const fn of_rule(invalid: &Invalid) -> &'static str {
    match invalid {
        Invalid::NotAMember | Invalid::FormerMember => NO_MEMBER,
        Invalid::RootTaken | Invalid::DeviceTaken => ROOT_TAKEN,
        Invalid::StatementNumber | Invalid::OtherHead => REPLACEMENT_OUTDATED,
        Invalid::AlreadyDecided => DECIDED_BEFORE,
        Invalid::Policy => IMPOSSIBLE_RULES,
        Invalid::Relays => TOO_MANY_RELAYS,
        Invalid::BranchMayStand => BRANCH_MAY_STAND,
        Invalid::NameTaken => NAME_TAKEN,
        Invalid::AlreadyMember => ALREADY_MEMBER,
        Invalid::TooManyDevices => TOO_MANY_DEVICES,
        _ => REGISTER_RULE,
    }
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
    let own = [
        MISSING,
        COMMUNE_CODE,
        UNKNOWN_COMMUNE,
        MOMENT,
        MONTHS_BACKWARDS,
        ONLY_LOCAL,
        ONLY_BY_QUARTER,
        ONLY_BY_YEAR,
        WHOLE_QUARTERS,
        WHOLE_YEARS,
        FIGURE_NAME,
        NO_PROOF,
        NOT_A_STORE,
        STORE_GONE,
        NO_ADDRESS,
        INSIDE_HOME,
    ];
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
    let of_peers = OF_NETWORK.iter().map(|(_, code)| *code).chain(OF_ADDRESSES.iter().map(|(_, code)| *code));
    let of_peers = of_peers.chain([NOT_ANNOUNCED, ADDRESS_REFUSED, FILE_REFUSED]);
    let of_stores = [STORE_CONTENT, DISK_FAILED_BEFORE, STORE_ORDER, KEY_GONE, KEY_THERE, KEY_DAMAGED];
    let of_registers = [NAME_TAKEN, ALREADY_MEMBER, TOO_MANY_DEVICES, DECISION_TOO_LONG, REGISTER_RULE];
    let own = own
        .into_iter()
        .chain(of_peers)
        .chain(of_stores)
        .chain(of_registers)
        .chain(of_keys)
        .chain(of_passphrases)
        .chain(of_files)
        .chain(of_sheets)
        .chain(of_decisions);
    let own = own.chain(of_damage).chain(of_replacements);
    own.chain(of_rules.into_iter().flatten().copied()).collect()
}
