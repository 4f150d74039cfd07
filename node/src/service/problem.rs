//! Problems: what a use case could not do, as a stable code with its particulars.
//!
//! A problem crosses the control API unchanged. The command line turns the code into a sentence, a reason and the next command, in
//! the reader's language; nothing here is meant to be read by people. A reason is a stable code as well (`why`); where the system or
//! a library said more, its own English words go beside it as `cause`, for who helps, and into no sentence.

use std::collections::BTreeMap;

/// What kind of ending a problem is, for scripts. The first of these that holds:
///
/// * what was typed or handed over cannot be read, says nothing in particular, or lacks what is needed (also a passphrase): usage
/// * the local node does not answer or another process has its home, or no peer that is needed answers: unreachable
/// * another device could, or this one later: not allowed
/// * it stands against what is there, or was so once and is no longer: conflict
/// * anything else: refused, by a rule or by this computer (a file, the store, the disk)
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// A rule refused it, or this computer's own files and disk did.
    Refused = 1,
    /// The command was not understood.
    Usage = 2,
    /// The local node cannot be reached, or no peer that the command needs: the same again later may do.
    Unreachable = 3,
    /// Answered, but not everything is in.
    Incomplete = 4,
    /// Stale or conflicting with what is there.
    Conflict = 5,
    /// Not allowed for this device.
    NotAllowed = 6,
    /// A fault of the program.
    Bug = 70,
}

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $exit:ident;)+) => {
        /// Every way in which a use case can fail.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum ProblemCode {
            $($(#[$doc])* #[serde(rename = $text)] $name,)+
        }

        impl ProblemCode {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The code as it stands in JSON and in the catalogues of sentences.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// The exit status of a command that ends with it.
            #[must_use]
            pub const fn exit(self) -> Exit {
                match self { $(Self::$name => Exit::$exit,)+ }
            }
        }
    };
}

problem_codes! {
    /// No network was created or joined in this home.
    HomeEmpty = "home-empty", Refused;
    /// This home already belongs to a network. `network`.
    HomeTaken = "home-taken", Conflict;
    /// The directory for a new home holds something else. `path`.
    HomeOccupied = "home-occupied", Conflict;
    /// The request to join has not been accepted yet. `inviter`.
    HomeJoining = "home-joining", NotAllowed;
    /// Another process works in this home. `process`, `since`.
    HomeBusy = "home-busy", Unreachable;
    /// A file or folder can be read by others. `path`, `mode`.
    HomeExposed = "home-exposed", Refused;
    /// The home cannot be written, or not be read. `path`, `why`.
    HomeUnwritable = "home-unwritable", Refused;
    /// A file of the home is missing or damaged. `path`, `why`.
    HomeDamaged = "home-damaged", Refused;
    /// Keys without which nothing can be signed or reached are missing or damaged, and all that is wrong was listed. `path`, `why`.
    KeysLost = "keys-lost", Refused;
    /// The node is there but does not answer. `address`.
    NodeSilent = "node-silent", Unreachable;
    /// No node is running in this home.
    NodeAbsent = "node-absent", Unreachable;
    /// The store is damaged. `path`, `why`.
    StoreDamaged = "store-damaged", Refused;
    /// The store was written by a later version. `found`, `known`.
    StoreNewer = "store-newer", Refused;
    /// The disk refused. `why`.
    StoreFailed = "store-failed", Refused;
    /// The disk is full: nothing was written.
    DiskFull = "disk-full", Refused;
    /// Rows, entries or items of the store are not what they should be; they were listed. `count`.
    StoreUnsound = "store-unsound", Refused;
    /// The store is in use by a running node, and cannot be replaced meanwhile.
    StoreInUse = "store-in-use", Conflict;
    /// Nothing in this home says any more to which network it belongs, or where another member is reached. `path`.
    WayBackUnknown = "way-back-unknown", Refused;
    /// The store was repaired, and members have yet to bring what it lacks. `name`: the operator.
    HomeReturning = "home-returning", Conflict;
    /// The own page cannot be written anew as one snapshot.
    SnapshotImpossible = "snapshot-impossible", Refused;
    /// The own page waits for changes of another of the own devices.
    PageIncomplete = "page-incomplete", Conflict;
    /// A fault of the program stopped the own page.
    PageFrozen = "page-frozen", Bug;
    /// This node came from a backup or a copy, and has not learnt from enough members how far it had come. `count`, `expected`.
    RestoredWaiting = "restored-waiting", NotAllowed;
    /// This node came from a backup or a copy, and no other member can say how far it had come.
    RestoredAlone = "restored-alone", NotAllowed;
    /// A backup is to be trusted alone, and others can say how far the node had come. `count`.
    RestoredNotAlone = "restored-not-alone", Refused;
    /// What this node wrote since it came from a backup or a copy is not settled yet: it does not publish.
    RestoredUnsettled = "restored-unsettled", NotAllowed;
    /// Another node writes with the key of this device.
    CopyRunning = "copy-running", NotAllowed;
    /// Two histories of this device are signed.
    OwnFork = "own-fork", NotAllowed;
    /// The file is no backup. `file`.
    BackupNotOne = "backup-not-one", Usage;
    /// The backup was made by a later version. `file`, `found`, `known`.
    BackupNewer = "backup-newer", Refused;
    /// The backup is not as it was written. `file`, `place`, `why`.
    BackupDamaged = "backup-damaged", Refused;
    /// A passphrase protects the backup, and none was given. `file`.
    BackupProtected = "backup-protected", Usage;
    /// The passphrase of the backup is another one. `file`.
    BackupPassphrase = "backup-passphrase", Refused;
    /// The backup holds no keys, and none were given. `file`.
    BackupKeyless = "backup-keyless", Refused;
    /// The keys in a folder are not those of the backup's device. `file`, `path`.
    KeysForeign = "keys-foreign", Refused;
    /// The backup cannot be written. `file`, `why`.
    BackupUnwritable = "backup-unwritable", Refused;
    /// The network uses rules of a later version.
    NeedsUpdate = "needs-update", Refused;
    /// Two decisions stand against each other, nothing can be decided.
    RegisterHalted = "register-halted", Conflict;
    /// The decision would break a rule of the register. `why`.
    DecisionInvalid = "decision-invalid", Refused;
    /// The operator keeps the order of decisions and cannot go before another does. `name`.
    IsSecretary = "is-secretary", Refused;
    /// This device does not keep the order of decisions. `name`.
    NotSecretary = "not-secretary", NotAllowed;
    /// The operator of this home does not take part in decisions while it is suspended.
    MemberSuspended = "member-suspended", NotAllowed;
    /// The operator of this home is no member any more.
    MemberFormer = "member-former", NotAllowed;
    /// This device speaks for its operator no longer: its root said so.
    DeviceRevoked = "device-cut-off", NotAllowed;
    /// The operator goes on under another root key, and this device belongs to the former one. `reference`: the decision.
    RootReplaced = "root-replaced", NotAllowed;
    /// The former root key made void the replacement that brought this device.
    RootKept = "root-kept", NotAllowed;
    /// No decision replaced the root key of this home.
    NothingToObject = "nothing-to-object", Refused;
    /// Another member's device does not hold the objection yet. `why`.
    ObjectionUnheard = "objection-unheard", Unreachable;
    /// The text of a request for another root key, or of what it is made from, cannot be used. `why`.
    ReplacementUnreadable = "replacement-unreadable", Usage;
    /// Members would suspend themselves.
    SuspendSelf = "suspend-self", Refused;
    /// An operator does not remove itself: it leaves.
    RemoveSelf = "remove-self", Refused;
    /// The member keeps the order of decisions already. `name`.
    SecretaryAlready = "secretary-already", Conflict;
    /// The member is suspended already. `name`.
    AlreadySuspended = "already-suspended", Conflict;
    /// The operator of this home is not suspended.
    NotSuspended = "not-suspended", Conflict;
    /// The proposed rules are those in force.
    RulesUnchanged = "rules-unchanged", Conflict;
    /// The same is proposed already. `code`.
    ProposedAlready = "proposed-already", Conflict;
    /// This member approved it: a signature is not taken back. `code`.
    ApprovedAlready = "approved-already", Conflict;
    /// Nothing open has a code that begins so. `code`.
    MatterUnknown = "matter-unknown", Refused;
    /// Several open matters have a code that begins so. `code`, `known`.
    MatterAmbiguous = "matter-ambiguous", Usage;
    /// This device signed for another secretary in the same term. `code`.
    InstallSigned = "install-signed", Conflict;
    /// The installation goes on from something that is over, or not known here. `code`.
    InstallOver = "install-over", Conflict;
    /// No such evidence. `id`.
    EvidenceUnknown = "evidence-unknown", Refused;
    /// The register takes no more of this device's items.
    RegisterFull = "register-full", Refused;
    /// The journal of this device is full.
    JournalFull = "journal-full", Refused;
    /// This device does not decide for its operator. `name`: the device that does, `code`: this one.
    NotGoverning = "not-governing", NotAllowed;
    /// This device does not publish for its operator. `name`: the device that does, `code`: this one.
    NotPublishing = "not-publishing", NotAllowed;
    /// The root key needs its passphrase.
    RootLocked = "root-locked", Usage;
    /// The root key is not kept in this home. `name`: the device that had it, with a `count` of 1, where that is known.
    RootAbsent = "root-absent", NotAllowed;
    /// The passphrase does not open the root key.
    PassphraseWrong = "passphrase-wrong", Refused;
    /// The text cannot be a passphrase, or was not typed twice alike. `why`.
    PassphraseInvalid = "passphrase-invalid", Usage;
    /// The text is too easy to guess to be chosen as a passphrase. `why`.
    PassphraseWeak = "passphrase-weak", Refused;
    /// This device waits until another one of its operator accepts it. `name`: the operator.
    HomePairing = "home-pairing", NotAllowed;
    /// This device waits until the network has recorded that its operator came back. `name`: the operator.
    HomeRecovering = "home-recovering", NotAllowed;
    /// The pairing code is not whole. `why`.
    PairingMalformed = "pairing-malformed", Usage;
    /// The pairing code is past its time. `expired`.
    PairingExpired = "pairing-expired", Conflict;
    /// The pairing code was used by another device.
    PairingUsed = "pairing-used", Conflict;
    /// The other device does not know the pairing code.
    PairingNotKnown = "pairing-not-known", Refused;
    /// No device that asks has this code. `code`.
    PairingUnknown = "pairing-unknown", Refused;
    /// Too many pairing codes are open.
    PairingsFull = "pairings-full", Refused;
    /// The operator has no device of this name or code. `name`, `known`.
    DeviceUnknown = "device-unknown", Refused;
    /// Several devices of the operator have this name. `name`, `known`: their codes.
    DeviceAmbiguous = "device-ambiguous", Usage;
    /// Another device of the operator has this name. `name`.
    DeviceExists = "device-exists", Conflict;
    /// The device decides or publishes, and cannot be revoked before another one does. `name`.
    DeviceActs = "device-acts", Refused;
    /// A device is to revoke itself.
    DeviceSelf = "device-self", NotAllowed;
    /// The device speaks for the operator no longer already.
    DeviceRevokedAlready = "device-revoked-already", Refused;
    /// The journal of a device is needed and not held here. `name`.
    DeviceNotHeld = "device-not-held", Conflict;
    /// The secretary has not recorded the last statement of the root yet.
    StatementPending = "statement-pending", Conflict;
    /// The text is no recovery sheet, or not whole. `why`, `count`: the line, or 0.
    SheetUnreadable = "sheet-unreadable", Usage;
    /// No member that was asked knows the operator of the recovery sheet. `name`.
    RecoveryUnknown = "recovery-unknown", Refused;
    /// No member on the recovery sheet answers. `name`: the network, `why`.
    RecoveryUnreached = "recovery-unreached", Unreachable;
    /// The endpoint key cannot be replaced while the node is running.
    EndpointInUse = "endpoint-in-use", Conflict;
    /// The invitation is not whole. `why`.
    InvitationMalformed = "invitation-malformed", Usage;
    /// The invitation is past its date. `expired`.
    InvitationExpired = "invitation-expired", Conflict;
    /// The invitation was used before.
    InvitationUsed = "invitation-used", Conflict;
    /// The invitation was taken back.
    InvitationRevoked = "invitation-revoked", Conflict;
    /// The invitation is for another network than this home's. `network`.
    InvitationOtherNetwork = "invitation-other-network", Conflict;
    /// No such invitation here. `code`.
    InvitationUnknown = "invitation-unknown", Refused;
    /// The inviter does not know the invitation. `inviter`.
    InvitationNotKnown = "invitation-not-known", Refused;
    /// No request to join has this code. `code`.
    RequestUnknown = "request-unknown", Refused;
    /// The inviter refused the request. `inviter`.
    RequestRefused = "request-refused", Refused;
    /// Somebody of that name is a member already. `name`.
    MemberExists = "member-exists", Conflict;
    /// A short code has a typing error. `code`.
    CodeMistyped = "code-mistyped", Usage;
    /// The peer does not answer. `peer`, `why`.
    PeerUnreachable = "peer-unreachable", Unreachable;
    /// Every other node that was reached does not take this device for a member's. `peer`.
    TurnedAway = "turned-away", NotAllowed;
    /// The peer speaks another version. `peer`.
    PeerOtherVersion = "peer-other-version", Refused;
    /// A name cannot be used. `value`, `why`.
    NameInvalid = "name-invalid", Usage;
    /// A short name cannot be used. `value`.
    SlugInvalid = "slug-invalid", Usage;
    /// A field has an impossible value. `field`, `value`, `why`.
    FieldInvalid = "field-invalid", Usage;
    /// The timetable cannot be read. `value`, `why`.
    TimetableInvalid = "timetable-invalid", Usage;
    /// No such host on the own page. `slug`, `known`.
    HostUnknown = "host-unknown", Refused;
    /// There is such a host already. `slug`.
    HostExists = "host-exists", Conflict;
    /// No such permanence. `slug`, `known`.
    PermanenceUnknown = "permanence-unknown", Refused;
    /// There is such a permanence already. `slug`.
    PermanenceExists = "permanence-exists", Conflict;
    /// The operator has no permanence yet.
    PermanencesNone = "permanences-none", Refused;
    /// Nothing to choose a permanence by. `known`.
    PermanenceNeeded = "permanence-needed", Usage;
    /// No such operator. `name`.
    OperatorUnknown = "operator-unknown", Refused;
    /// A list has no such code. `value`, `field`, `known`.
    FilterCode = "filter-code", Usage;
    /// No question for figures is kept under this name. `name`, `known`.
    QuestionUnknown = "question-unknown", Refused;
    /// A question was kept in words that this version does not read. `name`, `value`.
    QuestionUnreadable = "question-unreadable", Usage;
    /// As many questions are kept as there may be, or this one is too long. `count`, `name`.
    QuestionsFull = "questions-full", Refused;
    /// A filter or reference cannot be read. `value`, `why`.
    FilterInvalid = "filter-invalid", Usage;
    /// A visit was refused; the faults are in `rows`. `command`.
    VisitInvalid = "visit-invalid", Refused;
    /// No visit has this number. `id`.
    VisitUnknown = "visit-unknown", Refused;
    /// Several visits have a number that begins so. `id`.
    VisitAmbiguous = "visit-ambiguous", Usage;
    /// Nobody can be asked key by key which visits to record.
    RecordNeedsWords = "record-needs-words", Usage;
    /// A session sheet was refused; the faults are in `rows`. `command`.
    SessionInvalid = "session-invalid", Refused;
    /// The session is accounted for already. `slug`, `day`.
    SessionClosed = "session-closed", Conflict;
    /// Nothing says what became of a session: no visit is noted. `slug`, `day`.
    SessionWithoutVisits = "session-without-visits", Refused;
    /// The session would be one without visits, and visits are noted. `slug`, `day`, `count`.
    SessionHasVisits = "session-has-visits", Conflict;
    /// Rows of a file were refused, nothing was imported; the faults are in `rows`. `command`, `file`, `count`.
    ImportBadRows = "import-bad-rows", Refused;
    /// A file cannot be read at all. `file`, `why`, `columns` where it is about columns.
    FileUnreadable = "file-unreadable", Usage;
    /// A file cannot be written; what it held is still there. `file`, `why`.
    FileUnwritable = "file-unwritable", Refused;
    /// A file to be written is there already. `file`.
    FileExists = "file-exists", Conflict;
    /// The file holds permanences of several operators, and none was named. `file`, `known`.
    SeveralOperators = "several-operators", Usage;
    /// Some days of the file were imported before. `command`, `file`, `days`, `count`.
    DaysImported = "days-imported", Conflict;
    /// The month is not over. `month`.
    MonthOpen = "month-open", Refused;
    /// The month was closed before. `month`.
    MonthClosed = "month-closed", Conflict;
    /// Nothing was noted in the month: neither a visit nor a session sheet. `month`.
    MonthEmpty = "month-empty", Refused;
    /// Sessions were expected in the month, and nothing is known of them; they are in `rows`. `month`: the first such, `count`.
    MonthIncomplete = "month-incomplete", Refused;
    /// A longer period around the month was published already. `month`, `period`.
    MonthPassed = "month-passed", Conflict;
    /// No proof was found that figures give nobody away. `period`, `why`.
    FiguresUnproven = "figures-unproven", Refused;
    /// There is no month to close. `before`.
    MonthsNone = "months-none", Refused;
    /// No such decision. `reference`.
    DecisionUnknown = "decision-unknown", Refused;
    /// No such publication. `reference`.
    PublicationUnknown = "publication-unknown", Refused;
    /// A word about a dysfunction is not in its list. `field`, `value`, `known`.
    DysfunctionCode = "dysfunction-code", Usage;
    /// The text of a report points at somebody. `why`, `place`: its characters, `value`: what they are.
    DysfunctionPersonal = "dysfunction-personal", Refused;
    /// No report of a dysfunction has this code, or no group this name. `reference`.
    DysfunctionUnknown = "dysfunction-unknown", Refused;
    /// Several reports have a code that begins so. `reference`.
    DysfunctionAmbiguous = "dysfunction-ambiguous", Usage;
    /// The report is another operator's. `code`, `name`.
    DysfunctionOfOthers = "dysfunction-of-others", NotAllowed;
    /// The report says so already. `code`.
    DysfunctionUnchanged = "dysfunction-unchanged", Conflict;
    /// A further statement about dysfunctions would have no effect: this device or its operator made too many.
    DysfunctionsFull = "dysfunctions-full", Refused;
    /// Figures are missing and completeness was asked for. `published`, `expected`.
    CoverageIncomplete = "coverage-incomplete", Incomplete;
    /// The nodes did not reach the same view in time. `seconds`.
    NotConverged = "not-converged", Incomplete;
    /// A question needs an answer and there is no terminal to ask on. `flag`.
    AnswerNeeded = "answer-needed", Usage;
    /// The person said no.
    Cancelled = "cancelled", Refused;
    /// The folder of the demonstration's data cannot be used. `path`, `why`.
    DemoData = "demo-data", Usage;
    /// A step of the demonstration failed. `step`, `why`.
    DemoFailed = "demo-failed", Refused;
    /// The command was not understood. `why`.
    Usage = "usage", Usage;
    /// A fault of the program. `why`.
    Bug = "bug", Bug;
}

/// A problem with its particulars.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    /// What happened.
    pub code: ProblemCode,
    /// The particulars named beside the code in [`ProblemCode`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<String, String>,
    /// Rows of a file or fields of an entry that were refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<RefusedRow>,
}

/// One refused value, by its place.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RefusedRow {
    /// Line of the file, from 1; 0 where there is no file.
    pub line: u64,
    /// The column or field.
    pub field: String,
    /// The value as it stands there.
    pub value: String,
    /// Why, as a stable code with the catalogue key `reason-<code>`.
    pub reason: String,
    /// A value that was probably meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
}

impl Problem {
    /// A problem without particulars.
    #[must_use]
    pub const fn new(code: ProblemCode) -> Self {
        Self { code, details: BTreeMap::new(), rows: Vec::new() }
    }

    /// Adds a particular.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.details.insert(name.to_owned(), value.to_string());
        self
    }

    /// Adds refused rows.
    #[must_use]
    pub fn with_rows(mut self, rows: Vec<RefusedRow>) -> Self {
        self.rows = rows;
        self
    }

    /// A fault of the program.
    #[must_use]
    pub fn bug(why: impl std::fmt::Display) -> Self {
        Self::new(ProblemCode::Bug).with("why", why)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.as_str())?;
        self.details.iter().try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests;
