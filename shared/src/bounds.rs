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

/// Approvals inside one decision: a majority of fifteen hundred operators. An approval has about 265 bytes, so all of them leave
/// a fifth of a body to the proposal.
pub const APPROVALS: usize = 768;

/// Lines of one anchor: three devices of a thousand operators. A line has at most 79 bytes, so a full anchor fits a body.
pub const ANCHOR_LINES: usize = 3_072;

/// Items of the register that one listing names: eight megabytes. Ten years of a decision a day with ten approvals each stay
/// below a fifth of it; ten members that fill all the room that they have do not reach it.
pub const LISTED_ITEMS: usize = 250_000;

/// Bytes of a message at one of the doors for who is no member yet: names and addresses at their usual length fit several times.
pub const DOOR_BYTES: usize = 4 * 1024;

/// Bytes of a join request on the wire.
pub const JOIN_REQUEST_BYTES: usize = DOOR_BYTES;

/// Pairing codes and requests that a device keeps at a time: a person pairs one device after the other.
pub const PAIRINGS: usize = 16;

/// Contacts on a recovery sheet: one that answers is enough, and each is another two lines to type.
pub const SHEET_CONTACTS: usize = 4;

/// Addresses of one contact on a recovery sheet, for the same reason.
pub const SHEET_ADDRESSES: usize = 3;

/// Bytes of a passphrase: far longer than any sentence that a person types twice.
pub const PASSPHRASE_BYTES: usize = 1_024;

/// Characters of a passphrase that is chosen anew, at least: with the work of each guess, what is shorter is found by trying.
pub const PASSPHRASE_CHARS: usize = 10;

/// Bytes of one automerge change of a page or a draft.
pub const CHANGE_BYTES: usize = 128 * 1024;

/// Dependencies of one change: more concurrent heads than devices of an operator or co-authors of a draft make no sense.
pub const CHANGE_DEPENDENCIES: usize = 64;

/// Changes of a page after which a device that nobody else writes beside begins it anew from a snapshot: at two hundred bytes each
/// and more, several times what a snapshot of seventy permanences takes.
pub const SNAPSHOT_CHANGES: usize = 2_048;

/// Changes of one document: all that the journals of an operator's devices can hold. A lower bound would be reached at different
/// changes on different nodes, by the order in which the devices' journals came.
pub const DOCUMENT_CHANGES: usize = 32_000_000;
const _: () = assert!(DOCUMENT_CHANGES as u64 >= DEVICES as u64 * JOURNAL_ENTRIES);

/// Hosts or permanences shown from one operator's page. The whole network has about seventy permanences today.
pub const PAGE_ROWS: usize = 2_000;

/// Figures of one publication: a year by category and gender has thirty for each permanence, and an operator of five hundred
/// permanences is far beyond the largest.
pub const PUBLICATION_CELLS: usize = 16_384;

/// Characters of the text of a dysfunction report: two sentences say what fails; a story begins to point at somebody.
pub const SITUATION_CHARS: usize = 280;

/// Statements about dysfunctions of one journal that can have effect, the first ones: two reports a week with three changes each,
/// for ten years. At a kilobyte each they stay below four megabytes.
pub const DYSFUNCTION_STATEMENTS: usize = 4_096;

/// Dysfunction reports of one operator that have effect, however many devices it has: two and more a week for ten years.
pub const DYSFUNCTION_REPORTS: usize = 1_024;

/// Highest number of a statement about one dysfunction: a report changes a few times, until the service works again.
pub const DYSFUNCTION_REVISIONS: u32 = 1_024;

/// Headers kept on each side as evidence of a fork: up to the next signature.
pub const FORK_HEADERS: usize = UNSIGNED_ENTRIES;

/// Bytes of one message of a reconciliation. Large enough that a long journal is not slowed by round trips, small enough that
/// a hundred connections with one message each fit into a small machine.
pub const MESSAGE_BYTES: usize = 1024 * 1024;

/// Bytes of items, runs or proofs that an answer is filled with: the rest of [`MESSAGE_BYTES`] is room for their framing.
pub const ANSWER_BYTES: usize = 896 * 1024;

/// Bytes of the first message of a connection: a certificate and an endpoint announcement with every address at its longest.
pub const HELLO_BYTES: usize = 8 * 1024;

/// Journals that a peer may list: four times the lines of an anchor, so that removed devices have room too.
pub const LISTED_DEVICES: usize = 4 * ANCHOR_LINES;

/// Lines of journals in one page of a listing: 90 bytes each.
pub const PAGE_LINES: usize = 4_096;

/// Items in one page of a listing: 34 bytes each, so that lines and items together stay below [`MESSAGE_BYTES`].
pub const PAGE_ITEMS: usize = 16_384;

/// Items asked for at once: at 500 bytes each they fill half a message.
pub const WANTED_ITEMS: usize = 1_024;

/// Journals asked for at once: runs of a few entries each fill a message.
pub const WANTED_RUNS: usize = 1_024;

/// Proofs of forks asked for at once: two branches of [`FORK_HEADERS`] headers each, four times, fit into a message.
pub const WANTED_FORKS: usize = 4;

/// Diverging journals narrowed down at once: eight branches of [`FORK_HEADERS`] headers fit into a message.
pub const PROBES: usize = 8;

/// Places of one journal compared at once: five rounds find the fork in a journal of [`JOURNAL_ENTRIES`].
pub const PROBE_POINTS: usize = 64;

/// Diverging journals looked into during one exchange. Honest devices do not fork; the rest waits for the next exchange.
pub const DIVERGING_JOURNALS: usize = 64;

/// Branches of journals that are followed at a time as one operator's peers deliver them: half of an operator's devices. Of each at
/// most six thousand hashes are noted, one for [`UNSIGNED_BYTES`] or [`UNSIGNED_ENTRIES`].
pub const FOLLOWED_BRANCHES: usize = 16;

/// Messages that one side of an exchange accepts: at a full message each sixteen gigabytes, more than any network holds.
pub const EXCHANGE_MESSAGES: u32 = 16_384;

/// Refused things remembered: at 32 bytes each twice, a quarter of a megabyte.
pub const REFUSALS: usize = 4_096;

/// Bytes of one line of an imported file. The longest line of codes has about 250.
pub const IMPORT_LINE_BYTES: usize = 4 * 1024;

/// Characters of a refused value that are shown again: enough to recognise it.
pub const FAULT_VALUE_CHARACTERS: usize = 80;

/// Minutes of help in one request: a whole day, beyond which a number is a slip of the keyboard.
pub const DURATION_MINUTES: u32 = 24 * 60;

/// People counted on one session sheet, at work or turned away: beyond it a number is a slip of the keyboard.
pub const SESSION_PEOPLE: u32 = 999;

/// Visits that one row of a tally may stand for: as many as people on one session sheet.
pub const TALLY_COUNT: u32 = 999;

/// Visits that one tally may stand for: some years of the largest operator. A small file cannot ask for any number of records.
pub const TALLY_VISITS: u64 = 100_000;

/// Decisions on one chain that one operator puts in order: four a day for ten years. One more breaks a rule, alike everywhere, and
/// members install another secretary.
pub const ORDERED_DECISIONS: u64 = 16_384;

/// Bytes of these decisions, for the same reason: ten years of weekly anchors of a thousand journals, twice.
pub const ORDERED_BYTES: u64 = 128 * 1024 * 1024;

/// Decisions of one operator that nothing holds, beyond those on the chain that counts and those that others have acknowledged;
/// of more the lowest names are kept. Who joins gets decisions in no order, so that the longest honest chain must fit. Up to
/// [`SMALL_DECISION_BYTES`] each: holds, and anchors of a dozen journals.
pub const LOOSE_SMALL_DECISIONS: usize = 4_096;

/// The same for decisions of up to [`SMALL_ITEM_BYTES`]: thirty-two megabytes, and four admissions or anchors a week for ten years.
pub const LOOSE_DECISIONS: usize = 2_048;

/// The same for larger ones, sixty-four megabytes: five years of weekly anchors of more than two hundred journals.
pub const LOOSE_LARGE_DECISIONS: usize = 256;

/// Bytes of the body of a decision that counts as small.
pub const SMALL_DECISION_BYTES: usize = 1024;

/// Items that say different things in one place (decisions after one, statements with one number, signatures in one term): two
/// prove that their signer spoke against itself; the lowest names are kept.
pub const CONTRADICTING_ITEMS: usize = 4;

/// Proposals of one operator, the lowest names: one a week for ten years.
pub const PROPOSALS: usize = 512;

/// Approvals of one operator, the lowest names: four a week for ten years.
pub const SIGNED_APPROVALS: usize = 2_048;

/// Acknowledgements of one operator whose anchors are not held, the lowest names: twenty years of weekly ones, since who joins
/// gets them before their anchors.
pub const LOOSE_ACKNOWLEDGEMENTS: usize = 1_024;

/// Signatures of one operator under installations, those of the lowest terms: more terms than a network will ever have.
pub const SIGNED_INSTALLATIONS: usize = 512;

/// Items of one operator that this version can make nothing of, the lowest names: room for what later versions say.
pub const UNREAD_ITEMS: usize = 512;

/// Bytes of the body of an item that is not a decision. A proposal to admit somebody with the longest names stays below 2 KiB,
/// an acknowledgement that lists what was left out below the rest. What a decision carries must fit into it with room to spare.
pub const SMALL_ITEM_BYTES: usize = 16 * 1024;

/// Bytes of the body of an approval: twelve times what it needs.
pub const APPROVAL_BYTES: usize = 1024;

/// Highest number of a root's statements. Devices change a few times a year; each recorded statement costs a decision.
pub const STATEMENTS: u32 = 256;

/// Statements in one notice: more devices than most operators ever lose at once.
pub const NOTICED: usize = 16;

/// Terms that an assembly may begin above the one it goes on from: assemblies that failed to come together used up a term each.
pub const TERMS_AHEAD: u32 = 64;

/// Installations, those of the highest terms, that one operator's signatures make everybody count: for each the members at its base
/// are worked out. Who signs one after the other, as each fails, is in none but the last.
pub const INSTALLATIONS: usize = 8;

/// Holds that an installation may let count first. A statement has at most 16 KiB; most have 500 bytes.
pub const INSTALLED_HOLDS: usize = 12;

/// Proposals of one member that are shown as pending: the rest, in order of their names, waits until these are decided.
pub const PENDING_PROPOSALS: usize = 64;

/// Heads and items, each, that an acknowledgement says were left out: what does not fit is said with the next one.
pub const OMISSIONS: usize = 64;

/// Anchors after which something that was acknowledged as left out counts as withheld.
pub const OMISSION_ANCHORS: u64 = 2;

/// Branches of a halted chain whose members are looked for: who ordered more of them lies, and each costs a walk along its whole chain.
pub const STRANDED_BRANCHES: usize = 64;

/// Void decisions of former terms that are shown.
pub const VOID_DECISIONS: usize = 256;

/// Devices that the register certifies of one operator, former ones included.
pub const DEVICES: usize = 32;

/// Smallest figure that any policy may allow to be published: fewer than five visits point at persons.
pub const SMALLEST_FIGURE: u32 = 5;

/// Bytes of decisions in one answer to a device that was cut off: the longest decision fits twice. It asks again for what follows.
pub const PARTING_BYTES: usize = 512 * 1024;

/// Bytes of such an answer, with what stands around the decisions: at 300 bytes each there are two thousand of them.
pub const PARTING_ANSWER_BYTES: usize = PARTING_BYTES + 16 * 1024;

/// Anchors that may lie between an approval and the decision that counts it: half a year of weekly ones.
pub const APPROVAL_ANCHORS: u64 = 26;

/// Seconds between two anchors that nothing else asks for: a week.
pub const ANCHOR_SECONDS: u64 = 7 * 24 * 60 * 60;

/// Relays of one network: one for each province would be far more than twenty operators need.
pub const RELAYS: usize = 16;

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

/// Highest number of an operation on a page: what automerge counts in 32 bits in places.
pub const PAGE_OPERATIONS: u64 = u32::MAX as u64;

/// Operations in one change of a draft: each character is one, and a long article in two languages must fit at once.
pub const DRAFT_CHANGE_OPERATIONS: usize = 65_536;

/// Highest number of an operation on a draft: a charter of four hundred thousand characters, rewritten ten times. A run of
/// deletions costs a few bytes whatever its length, so that bytes alone would not bound what a draft costs.
pub const DRAFT_OPERATIONS: u64 = 4 * 1024 * 1024;

/// Articles shown of one draft: many times what a charter has.
pub const DRAFT_ARTICLES: usize = 1_000;
