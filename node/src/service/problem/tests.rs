//! What exit statuses promise.

use super::{Exit, ProblemCode};

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
        ("-unwritable", Exit::Unreachable, 3),
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

#[test]
fn a_device_that_may_not_yet_or_not_any_more_is_told_so_by_the_status_of_its_own() {
    use ProblemCode as P;
    for code in [
        P::HomeJoining,
        P::HomePairing,
        P::HomeRecovering,
        P::RestoredWaiting,
        P::RestoredAlone,
        P::RestoredUnsettled,
        P::CopyRunning,
        P::OwnFork,
        P::MemberSuspended,
        P::MemberFormer,
        P::NotSecretary,
        P::NotGoverning,
        P::NotPublishing,
        P::RootAbsent,
        P::DeviceSelf,
        P::TurnedAway,
    ] {
        assert_eq!(code.exit(), Exit::NotAllowed, "{}", code.as_str());
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
