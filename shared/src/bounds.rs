//! Every limit on what a peer, a file or a person may make a node hold, with its reason.
//!
//! Limits on content are part of the rules: they cut at the same place on every node. Limits on rates and connections are in
//! `maillage-node`, since they only delay.

/// Depth of arrays and maps in a body. Ours need 6; recursion on a small stack stays safe at 16.
pub const NESTING: usize = 16;

/// Bytes of a body of a journal entry or a register item. The text of a charter in two languages fits several times.
pub const BODY_BYTES: usize = 256 * 1024;

/// Bytes of all bodies of one journal. Ten years of a busy operator's page and figures stay below a tenth of it; at the bound
/// the journal stops at the same entry everywhere, and the operator continues with another device.
pub const JOURNAL_BYTES: u64 = 256 * 1024 * 1024;

/// Entries of one journal, for the same reason: two hundred a day for ten years.
pub const JOURNAL_ENTRIES: u64 = 1_000_000;

/// Bytes of bodies between two signatures of a run: what a reader may have to hold before it knows whether it is authentic.
pub const UNSIGNED_BYTES: usize = 64 * 1024;

/// Entries between two signatures of a run, for headers whose bodies are empty.
pub const UNSIGNED_ENTRIES: usize = 512;

/// Bytes of a name on one line. The longest official names of Belgian organisations have about 150.
pub const NAME_BYTES: usize = 300;

/// Bytes of a short name used in commands and files.
pub const SLUG_BYTES: usize = 64;

/// Bytes of a timetable in the opening-hours syntax: a weekly session with exceptions needs about 60.
pub const TIMETABLE_BYTES: usize = 512;

/// Addresses in one endpoint announcement: a laptop with cable, Wi-Fi and VPN in both IP versions has about eight.
pub const ADDRESSES: usize = 16;

/// Bytes of one address or relay URL.
pub const ADDRESS_BYTES: usize = 256;

/// Approvals inside one decision: a majority of a thousand operators.
pub const APPROVALS: usize = 1_024;

/// Lines of one anchor: every device of a thousand operators, with room for second devices.
pub const ANCHOR_LINES: usize = 4_096;

/// Items of the register that a node holds. A decision a day with ten approvals each for ten years stays below a third of it.
pub const REGISTER_ITEMS: usize = 100_000;

/// Bytes of a join request on the wire.
pub const JOIN_REQUEST_BYTES: usize = 4 * 1024;

/// Bytes of one automerge change of a page or a draft.
pub const CHANGE_BYTES: usize = 128 * 1024;

/// Dependencies of one change: more concurrent heads than devices of an operator or co-authors of a draft make no sense.
pub const CHANGE_DEPENDENCIES: usize = 64;

/// Changes of one document: two hundred a day for ten years, as for a journal.
pub const DOCUMENT_CHANGES: usize = 1_000_000;

/// Hosts or permanences shown from one operator's page. The whole network has about seventy permanences today.
pub const PAGE_ROWS: usize = 2_000;

/// Cells of one publication: a permanence is a cell, and an operator of a hundred permanences is far beyond the largest.
pub const PUBLICATION_CELLS: usize = 4_096;

/// Headers kept on each side as evidence of a fork: up to the next signature.
pub const FORK_HEADERS: usize = UNSIGNED_ENTRIES;

/// Bytes of one field of a row of a page: a name with its accents written in full, or a timetable, fits twice.
pub const FIELD_BYTES: usize = 1_024;

/// Operations in one change of a page: a hundred permanences with their hosts, twice. A run-length column of a few bytes can
/// claim billions, so this is checked before anything is built.
pub const CHANGE_OPERATIONS: usize = 4_096;

/// Earlier values that the operations of one change replace, all together: one each, with room for concurrent edits.
pub const CHANGE_PREDECESSORS: usize = 16_384;

/// Devices whose changes one state of a page may build on: many times what an operator of twenty sites needs.
pub const PAGE_DEVICES: usize = 64;

/// Refused changes of one page that are remembered as evidence against their signers.
pub const PAGE_REFUSALS: usize = 256;

/// Languages of one permanence.
pub const LANGUAGES: usize = 16;

/// Bytes of a file of permanences that is imported: two thousand rows of five hundred bytes, twice.
pub const PERMANENCES_FILE_BYTES: usize = 2 * 1024 * 1024;
