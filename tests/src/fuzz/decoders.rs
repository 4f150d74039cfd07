//! Every place in the source that reads bytes or text, and the function here that feeds it; or why none has to.
//!
//! A test looks for such places and compares: what is new is either fed or said to be this home's own.

/// How a place that reads is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// The bytes come from elsewhere: the target of this name feeds it.
    By(&'static str),
    /// The bytes were written by this very program, where nobody else writes, or were read by another place before.
    Own(&'static str),
}

use Tried::{By, Own};

/// In a store that only its owner may use. A backup of it may come from anywhere: its rows are fed by [`super::backups`], up to
/// the audit.
const ROW: Tried = Own("a row of this home's store; those of a backup pass `backup-content` and the audit first");

/// A file, functions in it, and how they are tried.
pub type Place = (&'static str, &'static [&'static str], Tried);

/// All of them.
pub const PLACES: &[Place] = &[
    ("shared/src/encoding/mod.rs", &["from_bytes"], By("deterministic")),
    ("shared/src/encoding/deterministic.rs", &["value"], By("deterministic")),
    ("shared/src/hash.rs", &["$name", "parse_hex"], By("typed-text")),
    ("shared/src/text.rs", &["$name"], By("typed-text")),
    ("shared/src/calendar.rs", &["Day", "Month"], By("typed-text")),
    ("shared/src/calendar/month_range.rs", &["MonthRange"], By("typed-text")),
    ("shared/src/calendar/period.rs", &["Period"], By("typed-text")),
    ("shared/src/identity/short_code.rs", &["ShortCode"], By("typed-text")),
    ("shared/src/directory/commune.rs", &["NisCode"], By("typed-text")),
    ("shared/src/record/visit.rs", &["VisitId", "from_str"], By("typed-text")),
    ("shared/src/record/vocabulary/code.rs", &["$name"], By("typed-text")),
    ("shared/src/record/vocabulary/term.rs", &["Language"], By("typed-text")),
    ("shared/src/record/completeness.rs", &["PartialReason"], By("typed-text")),
    ("shared/src/statistics/query.rs", &["Dimension"], By("typed-text")),
    ("shared/src/identity/keys.rs", &["verify"], By("certificate")),
    ("shared/src/identity/certificate.rs", &["verify"], By("certificate")),
    ("shared/src/journal/header.rs", &["parse"], By("entry-header")),
    ("shared/src/journal/body.rs", &["interpret"], By("entry-body")),
    ("shared/src/document/chunk.rs", &["open", "read", "read_data", "write_loosely"], By("page-change")),
    ("shared/src/document/packing.rs", &["read_key", "read_text"], By("page-change")),
    ("shared/src/document/gated_document.rs", &["take_in"], By("page-change")),
    ("shared/src/register/item.rs", &["read_header", "verify"], By("item")),
    ("shared/src/register/reading.rs", &["read"], By("item-body")),
    ("shared/src/register/fold.rs", &["proposed"], By("item-body")),
    ("shared/src/register/fold/keeping.rs", &["file_acknowledgement", "file_install", "file_statement"], By("item-body")),
    ("shared/src/register/fold/place.rs", &["of"], By("item-body")),
    ("shared/src/register/fold/room.rs", &["forget"], By("item-body")),
    ("shared/src/register/matter.rs", &["matter"], By("content")),
    ("shared/src/register/checked.rs", &["signature", "signed_statement"], By("content")),
    ("shared/src/sync/hello.rs", &["announcement", "from_bytes"], By("hello")),
    ("shared/src/sync/message.rs", &["from_bytes"], By("message")),
    ("shared/src/armour.rs", &["read"], By("invitation")),
    ("shared/src/signed_offer.rs", &["SignedOffer<O>", "from_bytes"], By("pairing-code")),
    ("shared/src/joining/request.rs", &["consistent", "verify"], By("join-request")),
    ("shared/src/pairing/request.rs", &["verify"], By("pairing-request")),
    ("shared/src/recovery/request.rs", &["verify"], By("recovery-request")),
    ("shared/src/recovery/standing.rs", &["own_statement"], By("recovery-answer")),
    ("shared/src/recovery/standing.rs", &["within"], Own("decisions that the register keeps: read by `item-body` before")),
    ("shared/src/recovery/sheet.rs", &["from_bytes"], By("recovery-sheet")),
    ("shared/src/recovery/parting.rs", &["verify"], By("parting-request")),
    ("shared/src/recovery/replacement.rs", &["ReplacementBasis", "from_str"], By("replacement-basis")),
    ("shared/src/recovery/replacement.rs", &["ReplacementRequest"], By("replacement-request")),
    ("shared/src/record/import/line.rs", &["text"], By("visits-csv")),
    ("shared/src/record/stored.rs", &["permanence"], By("stored-record")),
    ("shared/src/record/visit.rs", &["from_bytes"], By("stored-record")),
    ("shared/src/record/session.rs", &["from_bytes"], By("stored-record")),
    ("node/src/network/doors.rs", &["ask_at"], By("join-answer")),
    ("node/src/network/copies.rs", &["read"], By("copy-proof")),
    ("node/src/network/conversation.rs", &["read_digest"], By("message")),
    ("node/src/service/requests.rs", &["take", "take_checked"], By("join-request")),
    ("node/src/service/pairings.rs", &["take", "take_checked"], By("pairing-request")),
    ("node/src/service/returning.rs", &["take", "take_checked"], By("recovery-request")),
    ("node/src/service/parting.rs", &["take"], By("parting-request")),
    ("node/src/service/repairing.rs", &["identity"], By("certificate")),
    ("node/src/service/verifying.rs", &["bytes", "one_term", "perform", "same_place", "worth"], By("evidence-file")),
    ("node/src/service/operation.rs", &["deserialize"], By("control-request")),
    ("node/src/control/table.rs", &["perform"], By("control-request")),
    ("node/src/control/client.rs", &["read"], By("control-answer")),
    ("node/src/control/client.rs", &["call"], Own("what a line of the node of this home held")),
    ("node/src/access.rs", &["wait_for_node"], By("control-file")),
    ("node/src/home/instance.rs", &["is_original"], By("instance-marker")),
    ("node/src/home/keys.rs", &["parse", "read"], By("key-line")),
    ("node/src/home/lock.rs", &["read"], By("lock-file")),
    ("node/src/home/root_key.rs", &["open", "read"], By("sealed-key")),
    ("node/src/backup/load.rs", &["load_into", "read_head"], By("backup")),
    ("node/src/backup/load.rs", &["unprotected"], By("sealed-backup")),
    ("node/src/store/audit.rs", &["whole_cbor"], By("backup-content")),
    ("node/src/store/rows.rs", &["read"], By("backup-content")),
    ("node/src/store/journals.rs", &["read_fork", "read_stored"], ROW),
    ("node/src/store/records/counted.rs", &["read_key"], ROW),
    ("node/src/store/records/mod.rs", &["read_day_and_permanence"], ROW),
    ("node/src/store/records/visits.rs", &["read_key", "split"], ROW),
    ("node/src/store/repair.rs", &["place"], ROW),
    ("node/src/store/row.rs", &["from_row"], ROW),
    ("node/src/ledger/restored.rs", &["read"], ROW),
    ("node/src/service/joining.rs", &["pending"], ROW),
    ("node/src/service/pairing.rs", &["pending"], ROW),
    ("node/src/service/pairings.rs", &["read"], ROW),
    ("node/src/service/recovering.rs", &["certificate", "pending"], ROW),
    ("node/src/service/requests.rs", &["at_door"], ROW),
    ("node/src/service/visits.rs", &["read_row"], ROW),
    ("node/src/service/sheets.rs", &["read_sheet"], ROW),
    ("node/src/service/holding.rs", &["highest_number"], Own("statements that the register keeps: read by `item-body` before")),
    ("node/src/service/returning.rs", &["is_name_taken"], By("recovery-request")),
    (
        "node/src/service/replacing.rs",
        &["require_approvable"],
        Own("proposals that the register keeps: read by `item-body` before"),
    ),
    ("node/src/service/objecting.rs", &["statement"], Own("statements that the register keeps: read by `item-body` before")),
    (
        "node/src/home/way_back.rs",
        &["way_back"],
        Own("a file that this node writes beside its store; one that cannot be read is none"),
    ),
    ("node/src/service/matters.rs", &["read_statement"], Own("statements that the register keeps: read by `item-body` before")),
    ("node/src/service/viewing.rs", &["perform"], Own("the view that this program has just written")),
    ("cli/src/commands/recover.rs", &["from_file"], By("recovery-sheet")),
    ("cli/src/commands/completions.rs", &["run"], Own("what the argument parser has just written")),
    (
        "cli/src/commands/demo/outcome.rs",
        &["dysfunctions", "tables"],
        Own("what this very program says, run for the demonstration"),
    ),
    ("cli/src/spreadsheet/csv.rs", &["text"], Own("what the writer of the table has just written")),
    ("cli/src/commands/demo/stage.rs", &["run_within", "start"], Own("what this very program says, run for the demonstration")),
];
