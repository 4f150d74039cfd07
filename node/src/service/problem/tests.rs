//! What exit statuses promise.

use super::{Exit, ProblemCode, ProblemCode as P};

/// The codes with this ending of their name.
fn ending(word: &str) -> impl Iterator<Item = ProblemCode> {
    ProblemCode::ALL.iter().copied().filter(move |code| code.as_str().ends_with(word))
}

#[test]
fn what_problems_have_in_common_gives_them_one_exit_status() {
    let table = [
        ("-malformed", Exit::Usage, 2),
        ("-mistyped", Exit::Usage, 1),
        ("-ambiguous", Exit::Usage, 2),
        ("-unreadable", Exit::Usage, 2),
        ("-needed", Exit::Usage, 2),
        ("-protected", Exit::Usage, 1),
        ("-locked", Exit::Usage, 1),
        ("-unwritable", Exit::Refused, 3),
        ("-damaged", Exit::Refused, 3),
        ("-silent", Exit::Unreachable, 1),
        ("-unreachable", Exit::Unreachable, 1),
        ("-unreached", Exit::Unreachable, 1),
        ("-exists", Exit::Conflict, 5),
        ("-expired", Exit::Conflict, 2),
        ("-used", Exit::Conflict, 2),
        ("-revoked", Exit::Conflict, 1),
        ("-unknown", Exit::Refused, 10),
        ("-full", Exit::Refused, 2),
        ("-weak", Exit::Refused, 1),
    ];
    for (word, exit, least) in table {
        assert!(ending(word).count() >= least, "{word}: this line of the table says nothing");
        for code in ending(word) {
            assert_eq!(code.exit(), exit, "{}", code.as_str());
        }
    }
}

/// The codes with an exit status of their own, as design and documentation promise them; every other code is a refusal.
const PROMISED: [(Exit, &[P]); 6] = [
    (
        Exit::Usage,
        &[
            P::AnswerNeeded,
            P::BackupNotOne,
            P::BackupProtected,
            P::CodeMistyped,
            P::DemoData,
            P::DeviceAmbiguous,
            P::DysfunctionAmbiguous,
            P::DysfunctionCode,
            P::FieldInvalid,
            P::FileUnreadable,
            P::FilterCode,
            P::FilterInvalid,
            P::InvitationMalformed,
            P::MatterAmbiguous,
            P::NameInvalid,
            P::PairingMalformed,
            P::PassphraseInvalid,
            P::PermanenceNeeded,
            P::QuestionUnreadable,
            P::RecordNeedsWords,
            P::ReplacementUnreadable,
            P::RootLocked,
            P::SeveralOperators,
            P::SheetUnreadable,
            P::SlugInvalid,
            P::TimetableInvalid,
            P::Usage,
            P::VisitAmbiguous,
        ],
    ),
    (
        Exit::Unreachable,
        &[P::HomeBusy, P::NodeAbsent, P::NodeSilent, P::ObjectionUnheard, P::PeerUnreachable, P::RecoveryUnreached],
    ),
    (Exit::Incomplete, &[P::CoverageIncomplete, P::NotConverged]),
    (
        Exit::Conflict,
        &[
            P::AlreadySuspended,
            P::ApprovedAlready,
            P::DaysImported,
            P::DeviceExists,
            P::DeviceNotHeld,
            P::DysfunctionUnchanged,
            P::EndpointInUse,
            P::FileExists,
            P::HomeOccupied,
            P::HomeReturning,
            P::HomeTaken,
            P::HostExists,
            P::InstallOver,
            P::InstallSigned,
            P::InvitationExpired,
            P::InvitationOtherNetwork,
            P::InvitationRevoked,
            P::InvitationUsed,
            P::MemberExists,
            P::MonthClosed,
            P::MonthPassed,
            P::NotSuspended,
            P::PageIncomplete,
            P::PairingExpired,
            P::PairingUsed,
            P::PermanenceExists,
            P::ProposedAlready,
            P::RegisterHalted,
            P::RulesUnchanged,
            P::SecretaryAlready,
            P::SessionClosed,
            P::SessionHasVisits,
            P::StatementPending,
            P::StoreInUse,
        ],
    ),
    (
        Exit::NotAllowed,
        &[
            P::CopyRunning,
            P::DeviceRevoked,
            P::DeviceSelf,
            P::DysfunctionOfOthers,
            P::HomeJoining,
            P::HomePairing,
            P::HomeRecovering,
            P::MemberFormer,
            P::MemberSuspended,
            P::NotGoverning,
            P::NotPublishing,
            P::NotSecretary,
            P::OwnFork,
            P::RestoredAlone,
            P::RestoredUnsettled,
            P::RestoredWaiting,
            P::RootAbsent,
            P::RootReplaced,
            P::RootKept,
            P::TurnedAway,
        ],
    ),
    (Exit::Bug, &[P::Bug, P::PageFrozen]),
];

#[test]
fn every_code_has_the_exit_status_that_is_promised_for_it() {
    for code in ProblemCode::ALL {
        let of_its_own = PROMISED.into_iter().find(|(_, codes)| codes.contains(code));
        assert_eq!(code.exit(), of_its_own.map_or(Exit::Refused, |(exit, _)| exit), "{}", code.as_str());
    }
}

#[test]
fn what_is_wrong_on_the_own_disk_is_never_told_as_a_node_out_of_reach() {
    let of_disk = |code: &ProblemCode| {
        let name = code.as_str();
        name.starts_with("store-") || ["-unwritable", "-damaged", "-exposed", "-newer"].iter().any(|ending| name.ends_with(ending))
    };
    let of_disk: Vec<&ProblemCode> = ProblemCode::ALL.iter().filter(|code| of_disk(code)).collect();
    assert!(of_disk.len() >= 12, "{of_disk:?}");
    for code in of_disk {
        assert_ne!(code.exit(), Exit::Unreachable, "{}", code.as_str());
    }
}

#[test]
fn a_wrong_passphrase_is_refused_and_a_lacking_one_is_asked_for() {
    let exit = |code: ProblemCode| code.exit() as u8;
    assert_eq!((exit(ProblemCode::RootLocked), exit(ProblemCode::BackupProtected)), (2, 2));
    assert_eq!((exit(ProblemCode::PassphraseWrong), exit(ProblemCode::BackupPassphrase)), (1, 1));
    assert_eq!((exit(ProblemCode::NodeAbsent), exit(ProblemCode::Bug)), (3, 70));
    assert_eq!((exit(ProblemCode::CoverageIncomplete), exit(ProblemCode::NotConverged)), (4, 4));
}
