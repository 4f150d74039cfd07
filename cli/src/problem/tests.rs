//! Every problem in every language.

use std::collections::BTreeSet;

use clap::error::ErrorKind;
use maillage_node::service::{Problem, ProblemCode, RefusedRow};

use super::{Sentences, fields, in_words, reason, table_of};
use crate::arguments;
use crate::language::tests::{identifiers, in_every_language};

/// The commands between backquotes.
fn commands(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn every_problem_says_what_why_and_what_next() {
    in_every_language(|language| {
        for code in ProblemCode::ALL {
            let Sentences { what, why, next } = Sentences::of(&Problem::new(*code).with("why", "une raison"));
            for text in [&what, &why, &next] {
                let whole = text.chars().count() > 8 && !text.contains("{$") && !text.contains("No localization");
                assert!(whole, "{code:?} in {language:?}: {text}");
                assert_eq!(text.matches('`').count() % 2, 0, "{text}");
            }
        }
    });
}

#[test]
fn every_command_to_type_next_is_one_that_exists() {
    in_every_language(|language| {
        let tree = arguments::tree();
        for code in ProblemCode::ALL {
            let next = Sentences::of(&Problem::new(*code)).next;
            assert!(commands(&next).next().is_some(), "{code:?} in {language:?} names no command: {next}");
            for command in commands(&next).filter(|command| command.starts_with("maillage")) {
                let read = tree.clone().try_get_matches_from(command.split_whitespace());
                let kind = read.err().map(|error| error.kind());
                let accepted =
                    [None, Some(ErrorKind::DisplayHelp), Some(ErrorKind::DisplayVersion), Some(ErrorKind::ValueValidation)];
                assert!(accepted.contains(&kind), "{code:?} in {language:?}: `{command}`: {kind:?}");
            }
        }
    });
}

#[test]
fn every_reason_has_its_sentence_and_a_new_one_is_shown_as_it_is() {
    in_every_language(|language| {
        let known: BTreeSet<&str> = reasons().collect();
        for code in &known {
            assert!(!reason::of(code).contains(&format!("({code})")), "{code} in {language:?}");
        }
        assert!(reason::of("of-tomorrow").contains("of-tomorrow"));
        let in_catalogue = identifiers(language).into_iter().filter_map(|id| id.strip_prefix("reason-").map(str::to_owned));
        let unused: Vec<_> = in_catalogue.filter(|code| code != "unknown" && !known.contains(code.as_str())).collect();
        assert!(unused.is_empty(), "reasons that nobody gives: {unused:?}");
    });
}

/// The reason codes that there are.
fn reasons() -> impl Iterator<Item = &'static str> {
    let here = [
        crate::input::TOO_LONG,
        crate::commands::WEEKDAY,
        crate::context::NO_HOME_FOLDER,
        crate::commands::DIMENSION,
        crate::commands::FORMAT,
        crate::commands::ONLY,
        crate::commands::REGION,
        crate::passphrase::DIFFERS,
        crate::passphrase::TWO_LINES,
    ];
    maillage_node::service::reasons::all().into_iter().chain(here)
}

#[test]
fn a_reason_that_is_about_columns_names_them() {
    in_every_language(|_| {
        let problem = Problem::new(ProblemCode::FileUnreadable).with("file", "v.csv");
        let why = Sentences::of(&problem.with("why", "unknown-columns").with("columns", "nom, pre\u{1b}nom")).why;
        assert!(why.contains("nom, prenom") && !why.contains("unknown-columns"), "{why}");
    });
}

#[test]
fn a_file_or_a_passphrase_that_does_not_do_points_to_the_command_that_met_it() {
    in_every_language(|language| {
        let tree = arguments::tree();
        for asked in ["visit import", "backup create", "backup verify", "backup restore", "recover", "key protect", "device accept"]
        {
            for code in super::OF_COMMANDS {
                let problem = Problem::new(code).with("file", "f").with("count", 0).with("why", "file-not-found");
                let problem = problem.with("code", "7K2Q9").with("known", "forest");
                let Sentences { what, why, next } = Sentences::of(&super::met_by(problem, asked));
                let said = format!("{what} {why} {next}");
                assert!(!said.contains('…'), "{language:?} {asked}: {said}");
                assert!(!said.contains("visit import") || asked == "visit import", "{language:?} {asked}: {said}");
                for command in commands(&next).filter(|command| command.starts_with("maillage")) {
                    let kind = tree.clone().try_get_matches_from(command.split_whitespace()).err().map(|error| error.kind());
                    assert!(matches!(kind, None | Some(ErrorKind::DisplayHelp)), "{language:?} {asked}: `{command}`: {kind:?}");
                }
            }
        }
        let next = |asked: &str, code| Sentences::of(&super::met_by(Problem::new(code).with("file", "b"), asked)).next;
        assert!(next("backup restore", ProblemCode::BackupPassphrase).contains("`maillage backup restore b`"));
        assert!(next("recover", ProblemCode::PassphraseWrong).contains("`maillage recover "));
        assert!(next("device accept", ProblemCode::CodeMistyped).contains("`maillage device list`"));
        for asked in ["decision reject", "decision approve"] {
            assert!(next(asked, ProblemCode::CodeMistyped).contains("`maillage decision pending --all`"));
            assert!(next(asked, ProblemCode::MatterAmbiguous).contains(&format!("`maillage {asked} CODE`")));
        }
        for asked in ["session open", "session close", "visit tally --grid", "record"] {
            let asked_in_words = asked.trim_end_matches(" --grid");
            assert!(
                next(asked_in_words, ProblemCode::PermanenceNeeded).contains(&format!("`maillage {asked} ")),
                "{language:?} {asked}"
            );
        }
        assert!(next("session import", ProblemCode::FileUnreadable).contains("`maillage session import --help`"));
    });
}

#[test]
fn a_problem_that_says_the_same_everywhere_is_left_as_it_is() {
    let problem = Problem::new(ProblemCode::FileExists).with("file", "f");
    assert_eq!(super::met_by(problem.clone(), "visit import"), problem);
    let named = super::met_by(Problem::new(ProblemCode::CodeMistyped).with("command", "member-revoke"), "member accept");
    assert_eq!(named.details["command"], "member-revoke");
}

#[test]
fn what_the_system_says_of_a_file_is_said_in_the_readers_language() {
    use std::io::ErrorKind;
    in_every_language(|language| {
        for kind in [
            ErrorKind::NotFound,
            ErrorKind::PermissionDenied,
            ErrorKind::IsADirectory,
            ErrorKind::NotADirectory,
            ErrorKind::StorageFull,
            ErrorKind::ReadOnlyFilesystem,
            ErrorKind::InvalidData,
            ErrorKind::Unsupported,
        ] {
            let why = maillage_node::service::reasons::of_file(&kind.into());
            for code in [ProblemCode::FileUnreadable, ProblemCode::FileUnwritable, ProblemCode::BackupUnwritable] {
                let said = Sentences::of(&Problem::new(code).with("file", "f").with("why", why)).why;
                assert!(!said.contains(why) && !said.contains(&kind.to_string()), "{language:?}: {said}");
            }
        }
    });
}

#[test]
fn no_words_of_the_system_or_a_library_stand_in_a_sentence() {
    use std::io::Error;

    use maillage_node::{home::HomeError, network::NetworkError, store::StoreError};
    const RAW: &str = "words of a library";
    let problems: [fn() -> Problem; 9] = [
        || StoreError::Damaged(RAW.into()).into(),
        || StoreError::Io(Error::other(RAW)).into(),
        || StoreError::Full.into(),
        || StoreError::Stopped.into(),
        || NetworkError::Unreachable(RAW.into()).into(),
        || NetworkError::Closed(RAW.into()).into(),
        || NetworkError::Protocol(RAW.into()).into(),
        || NetworkError::Listen { address: "[::1]:1".into(), said: None, why: RAW.into() }.into(),
        || HomeError::Io { path: "keys".into(), error: Error::other(RAW) }.into(),
    ];
    in_every_language(|language| {
        for problem in problems {
            let problem = problem();
            let why = problem.details.get("why");
            assert!(why.is_none_or(|why| reason::known(why, "").is_some()), "{problem:?}");
            let Sentences { what, why, next } = Sentences::of(&problem);
            assert!(!format!("{what} {why} {next}").contains(RAW), "{language:?}: {why}");
        }
    });
}

#[test]
fn an_unknown_type_that_was_typed_may_be_replaced_by_a_category_and_one_in_a_file_not() {
    let row = |line: u64| RefusedRow {
        line,
        field: "type".into(),
        value: "demarche".into(),
        reason: "unknown-code".into(),
        suggestion: None,
    };
    assert!(super::takes_categories(&[row(0)]) && !super::takes_categories(&[row(3)]));
}

#[test]
fn a_sheet_that_cannot_be_read_names_a_line_only_when_it_is_about_one() {
    in_every_language(|_| {
        let unreadable = |count: u32| Problem::new(ProblemCode::SheetUnreadable).with("why", "sheet-none").with("count", count);
        assert!(!Sentences::of(&unreadable(0)).why.contains(['0', '…', '(']));
        assert!(Sentences::of(&unreadable(7)).why.contains('7'));
    });
}

#[test]
fn a_device_without_the_root_key_is_told_which_one_had_it_where_that_is_known() {
    in_every_language(|language| {
        let absent = Problem::new(ProblemCode::RootAbsent);
        let known = Sentences::of(&absent.clone().with("name", "accueil").with("count", 1));
        assert!(known.why.contains("accueil"), "{language:?}: {}", known.why);
        let unknown = Sentences::of(&absent);
        assert!(!format!("{} {}", unknown.why, unknown.next).contains('…'), "{language:?}: {}", unknown.why);
    });
}

#[test]
fn what_to_do_with_bad_rows_depends_on_the_command_that_met_them() {
    in_every_language(|_| {
        for (command, typed) in [
            ("visit-import", "maillage visit import 'l’été.csv' --skip-bad"),
            ("session-import", "maillage session import 'l’été.csv' --skip-bad"),
            ("permanence-import", "maillage permanence import 'l’été.csv'"),
        ] {
            let problem = Problem::new(ProblemCode::ImportBadRows).with("command", command).with("file", "l’été.csv");
            let next = Sentences::of(&problem).next;
            assert_eq!(commands(&next).next(), Some(typed));
        }
    });
}

#[test]
fn particulars_are_made_safe_for_a_terminal() {
    let problem = Problem::new(ProblemCode::OperatorUnknown).with("name", "x\u{1b}[31m\u{202e}y");
    let text = in_words(&problem);
    assert!(text.contains("x[31my") && !text.contains(['\u{1b}', '\u{202e}']), "{text}");
}

#[test]
fn programs_read_code_sentences_particulars_and_rows() {
    let row = RefusedRow {
        line: 4,
        field: "resultat".into(),
        value: "resolut".into(),
        reason: "unknown-code".into(),
        suggestion: Some("resolu".into()),
    };
    let problem = Problem::new(ProblemCode::ImportBadRows).with("file", "v.csv").with("count", 1).with_rows(vec![row]);
    let document = fields(&problem);
    assert_eq!(document["code"], "import-bad-rows");
    assert_eq!(document["details"]["file"], "v.csv");
    assert_eq!(document["rows"][0]["suggestion"], "resolu");
    assert!(document["next"].as_str().unwrap().contains("maillage visit import v.csv"));
    let table = table_of(&problem.rows).unwrap().to_text(None);
    assert!(table.lines().nth(1).unwrap().starts_with('4'), "{table}");
}
