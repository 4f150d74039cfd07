//! What happened, why, and what to type next, for every problem code.
//!
//! Each code has a message `problem-<code>` with the attributes `why` and `next`; a code without one does not compile. Particulars
//! are the message's variables. They may come from other nodes, so they are made safe for a terminal, and those that stand in a
//! command to type are quoted for a shell.

use std::collections::HashMap;

use fluent_bundle::FluentValue;
use maillage_node::service::{Problem, ProblemCode};
use maillage_shared::text;

use super::reason;
use crate::language::say;
use crate::presentation::moment;

/// A problem in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentences {
    /// What happened.
    pub what: String,
    /// Why.
    pub why: String,
    /// What to do, with the command to type between backquotes.
    pub next: String,
}

type Particulars = HashMap<&'static str, FluentValue<'static>>;

/// The particulars that sentences may name, as documented beside the codes.
const NAMES: [&str; 36] = [
    "address",
    "asked",
    "before",
    "code",
    "columns",
    "command",
    "count",
    "day",
    "days",
    "expected",
    "expired",
    "field",
    "file",
    "flag",
    "found",
    "id",
    "inviter",
    "known",
    "mode",
    "month",
    "name",
    "network",
    "path",
    "peer",
    "period",
    "place",
    "process",
    "published",
    "reference",
    "seconds",
    "since",
    "slug",
    "step",
    "value",
    "why",
    "version",
];

/// The particulars that are counts: their sentences agree with the number.
const COUNTS: [&str; 4] = ["count", "expected", "published", "seconds"];

/// The particulars that are instants: shown as a day and a time.
const MOMENTS: [&str; 2] = ["since", "expired"];

macro_rules! sentences {
    ($code:expr, $particulars:expr, $typed:expr; $($name:ident: $id:tt,)+) => {
        match $code {
            $(ProblemCode::$name => Sentences {
                what: say!($id, $particulars.clone()),
                why: say!($id, "why", $particulars),
                next: say!($id, "next", $typed),
            },)+
        }
    };
}

impl Sentences {
    /// The sentences for a problem.
    #[must_use]
    pub fn of(problem: &Problem) -> Self {
        of_code(problem.code, particulars(problem, text::printable), particulars(problem, |value| typed(&text::printable(value))))
    }
}

/// Every name of [`NAMES`], so that a particular which was not given leaves a mark instead of a hole.
fn particulars(problem: &Problem, form: impl Fn(&str) -> String) -> Particulars {
    let value = |name: &'static str| match problem.details.get(name) {
        Some(value) if COUNTS.contains(&name) => {
            value.parse::<u64>().map_or_else(|_| FluentValue::from(form(value)), FluentValue::from)
        }
        Some(value) if MOMENTS.contains(&name) => FluentValue::from(form(&moment::of_utc(value))),
        Some(value) if name == "why" => {
            let columns = problem.details.get("columns").map(String::as_str).unwrap_or_default();
            FluentValue::from(reason::known(value, columns).unwrap_or_else(|| form(value)))
        }
        // The words of a command of this program: they stand in one to type as they are.
        Some(value) if name == "asked" => FluentValue::from(value.clone()),
        None if name == "asked" => FluentValue::from(""),
        Some(value) if value.is_empty() => FluentValue::from("–"),
        Some(value) => FluentValue::from(form(value)),
        None => FluentValue::from("…"),
    };
    NAMES.into_iter().map(|name| (name, value(name))).collect()
}

/// A value as a shell takes it: quoted unless every character is harmless.
pub(crate) fn typed(value: &str) -> String {
    let harmless = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | ',' | '+' | '=' | '@' | '%');
    if !value.is_empty() && value.chars().all(harmless) { value.to_owned() } else { format!("'{}'", value.replace('\'', r"'\''")) }
}

#[rustfmt::skip]
#[expect(clippy::too_many_lines, reason = "a table: one line for each code")]
fn of_code(code: ProblemCode, particulars: Particulars, for_shell: Particulars) -> Sentences {
    sentences! { code, particulars, for_shell;
        HomeEmpty: "problem-home-empty",
        HomeTaken: "problem-home-taken",
        HomeOccupied: "problem-home-occupied",
        HomeJoining: "problem-home-joining",
        HomeBusy: "problem-home-busy",
        HomeExposed: "problem-home-exposed",
        HomeDamaged: "problem-home-damaged",
        KeysLost: "problem-keys-lost",
        HomeUnwritable: "problem-home-unwritable",
        NodeSilent: "problem-node-silent",
        NodeAbsent: "problem-node-absent",
        StoreDamaged: "problem-store-damaged",
        StoreNewer: "problem-store-newer",
        StoreFailed: "problem-store-failed",
        DiskFull: "problem-disk-full",
        StoreUnsound: "problem-store-unsound",
        StoreInUse: "problem-store-in-use",
        WayBackUnknown: "problem-way-back-unknown",
        HomeReturning: "problem-home-returning",
        SnapshotImpossible: "problem-snapshot-impossible",
        PageIncomplete: "problem-page-incomplete",
        PageFrozen: "problem-page-frozen",
        RestoredWaiting: "problem-restored-waiting",
        RestoredAlone: "problem-restored-alone",
        RestoredNotAlone: "problem-restored-not-alone",
        RestoredUnsettled: "problem-restored-unsettled",
        CopyRunning: "problem-copy-running",
        OwnFork: "problem-own-fork",
        BackupNotOne: "problem-backup-not-one",
        BackupNewer: "problem-backup-newer",
        BackupDamaged: "problem-backup-damaged",
        BackupProtected: "problem-backup-protected",
        BackupPassphrase: "problem-backup-passphrase",
        BackupKeyless: "problem-backup-keyless",
        KeysForeign: "problem-keys-foreign",
        BackupUnwritable: "problem-backup-unwritable",
        NeedsUpdate: "problem-needs-update",
        RegisterHalted: "problem-register-halted",
        DecisionInvalid: "problem-decision-invalid",
        IsSecretary: "problem-is-secretary",
        NotSecretary: "problem-not-secretary",
        MemberSuspended: "problem-member-suspended",
        MemberFormer: "problem-member-former",
        DeviceRevoked: "problem-device-revoked",
        RootReplaced: "problem-root-replaced",
        RootKept: "problem-root-kept",
        NothingToObject: "problem-nothing-to-object",
        ObjectionUnheard: "problem-objection-unheard",
        ReplacementUnreadable: "problem-replacement-unreadable",
        SuspendSelf: "problem-suspend-self",
        RemoveSelf: "problem-remove-self",
        SecretaryAlready: "problem-secretary-already",
        AlreadySuspended: "problem-already-suspended",
        NotSuspended: "problem-not-suspended",
        RulesUnchanged: "problem-rules-unchanged",
        ProposedAlready: "problem-proposed-already",
        ApprovedAlready: "problem-approved-already",
        MatterUnknown: "problem-matter-unknown",
        MatterAmbiguous: "problem-matter-ambiguous",
        InstallSigned: "problem-install-signed",
        InstallOver: "problem-install-over",
        EvidenceUnknown: "problem-evidence-unknown",
        RegisterFull: "problem-register-full",
        JournalFull: "problem-journal-full",
        NotGoverning: "problem-not-governing",
        NotPublishing: "problem-not-publishing",
        RootLocked: "problem-root-locked",
        RootAbsent: "problem-root-absent",
        PassphraseWrong: "problem-passphrase-wrong",
        PassphraseInvalid: "problem-passphrase-invalid",
        PassphraseWeak: "problem-passphrase-weak",
        HomePairing: "problem-home-pairing",
        HomeRecovering: "problem-home-recovering",
        PairingMalformed: "problem-pairing-malformed",
        PairingExpired: "problem-pairing-expired",
        PairingUsed: "problem-pairing-used",
        PairingNotKnown: "problem-pairing-not-known",
        PairingUnknown: "problem-pairing-unknown",
        PairingsFull: "problem-pairings-full",
        DeviceUnknown: "problem-device-unknown",
        DeviceAmbiguous: "problem-device-ambiguous",
        DeviceExists: "problem-device-exists",
        DeviceActs: "problem-device-acts",
        DeviceSelf: "problem-device-self",
        DeviceRevokedAlready: "problem-device-revoked-already",
        DeviceNotHeld: "problem-device-not-held",
        StatementPending: "problem-statement-pending",
        SheetUnreadable: "problem-sheet-unreadable",
        RecoveryUnknown: "problem-recovery-unknown",
        RecoveryUnreached: "problem-recovery-unreached",
        EndpointInUse: "problem-endpoint-in-use",
        InvitationMalformed: "problem-invitation-malformed",
        InvitationExpired: "problem-invitation-expired",
        InvitationUsed: "problem-invitation-used",
        InvitationRevoked: "problem-invitation-revoked",
        InvitationOtherNetwork: "problem-invitation-other-network",
        InvitationUnknown: "problem-invitation-unknown",
        InvitationNotKnown: "problem-invitation-not-known",
        RequestUnknown: "problem-request-unknown",
        RequestRefused: "problem-request-refused",
        MemberExists: "problem-member-exists",
        CodeMistyped: "problem-code-mistyped",
        PeerUnreachable: "problem-peer-unreachable",
        TurnedAway: "problem-turned-away",
        PeerOtherVersion: "problem-peer-other-version",
        NameInvalid: "problem-name-invalid",
        SlugInvalid: "problem-slug-invalid",
        FieldInvalid: "problem-field-invalid",
        TimetableInvalid: "problem-timetable-invalid",
        HostUnknown: "problem-host-unknown",
        HostExists: "problem-host-exists",
        PermanenceUnknown: "problem-permanence-unknown",
        PermanenceExists: "problem-permanence-exists",
        PermanencesNone: "problem-permanences-none",
        PermanenceNeeded: "problem-permanence-needed",
        OperatorUnknown: "problem-operator-unknown",
        FilterCode: "problem-filter-code",
        QuestionUnknown: "problem-question-unknown",
        QuestionUnreadable: "problem-question-unreadable",
        QuestionsFull: "problem-questions-full",
        FilterInvalid: "problem-filter-invalid",
        VisitInvalid: "problem-visit-invalid",
        VisitUnknown: "problem-visit-unknown",
        VisitAmbiguous: "problem-visit-ambiguous",
        RecordNeedsWords: "problem-record-needs-words",
        SessionInvalid: "problem-session-invalid",
        SessionClosed: "problem-session-closed",
        SessionWithoutVisits: "problem-session-without-visits",
        SessionHasVisits: "problem-session-has-visits",
        ImportBadRows: "problem-import-bad-rows",
        FileUnreadable: "problem-file-unreadable",
        FileUnwritable: "problem-file-unwritable",
        FileExists: "problem-file-exists",
        SeveralOperators: "problem-several-operators",
        DaysImported: "problem-days-imported",
        MonthOpen: "problem-month-open",
        MonthClosed: "problem-month-closed",
        MonthPassed: "problem-month-passed",
        FiguresUnproven: "problem-figures-unproven",
        MonthEmpty: "problem-month-empty",
        MonthIncomplete: "problem-month-incomplete",
        MonthsNone: "problem-months-none",
        DecisionUnknown: "problem-decision-unknown",
        PublicationUnknown: "problem-publication-unknown",
        DysfunctionCode: "problem-dysfunction-code",
        DysfunctionPersonal: "problem-dysfunction-personal",
        DysfunctionUnknown: "problem-dysfunction-unknown",
        DysfunctionAmbiguous: "problem-dysfunction-ambiguous",
        DysfunctionOfOthers: "problem-dysfunction-of-others",
        DysfunctionUnchanged: "problem-dysfunction-unchanged",
        DysfunctionsFull: "problem-dysfunctions-full",
        CoverageIncomplete: "problem-coverage-incomplete",
        NotConverged: "problem-not-converged",
        AnswerNeeded: "problem-answer-needed",
        Cancelled: "problem-cancelled",
        DemoData: "problem-demo-data",
        DemoFailed: "problem-demo-failed",
        Usage: "problem-usage",
        Bug: "problem-bug",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_hostile_name_in_a_command_to_type_stays_one_word() {
        assert_eq!(super::typed("visites.csv"), "visites.csv");
        assert_eq!(super::typed("a; rm -rf ~"), "'a; rm -rf ~'");
        assert_eq!(super::typed("l'été"), r"'l'\''été'");
        assert_eq!(super::typed(""), "''");
    }
}
