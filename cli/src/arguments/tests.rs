//! The command tree in its three languages.

use std::ffi::OsString;

use clap::Command;
use clap::error::ErrorKind;
use maillage_node::service::ProblemCode;

use super::{Parsed, parse, tree};
use crate::language::Language;
use crate::language::tests::{in_every_language, sentences};

fn words(line: &str) -> Vec<OsString> {
    line.split_whitespace().map(OsString::from).collect()
}

fn why(line: &str) -> String {
    match parse(&words(line)) {
        Parsed::Problem(problem) => {
            assert_eq!(problem.code, ProblemCode::Usage);
            problem.details["why"].clone()
        }
        Parsed::Text(text) => panic!("{line}: {text}"),
        Parsed::Command(command) => panic!("{line}: {command:?}"),
    }
}

fn understood(line: &str) -> bool {
    matches!(parse(&words(line)), Parsed::Command(_))
}

/// The help of a command and of all below it.
fn helps(command: &mut Command, all: &mut Vec<(String, String)>) {
    all.push((command.get_name().to_owned(), command.render_long_help().to_string()));
    command.get_subcommands_mut().for_each(|sub| helps(sub, all));
}

#[test]
fn the_tree_is_sound() {
    tree().debug_assert();
}

#[test]
fn no_english_word_of_the_parser_is_left_in_any_help() {
    in_every_language(|language| {
        let (mut all, mut tree) = (Vec::new(), tree());
        tree.build();
        helps(&mut tree, &mut all);
        assert!(all.len() > 45);
        for (name, help) in all {
            for word in
                ["Print help", "possible values", "default:", "env:", "aliases:", "Commands:", "Arguments:", "Print version"]
            {
                let ours = language == Language::En && matches!(word, "Commands:" | "Arguments:");
                assert!(ours || !help.contains(word), "{word} in the help of {name}: {help}");
            }
            assert!(language == Language::En || !help.contains("Usage: "), "{help}");
        }
    });
}

#[test]
fn everything_that_can_be_typed_is_explained() {
    in_every_language(|language| {
        let mut left = vec![tree()];
        while let Some(command) = left.pop() {
            assert!(command.get_about().is_some_and(|about| !about.to_string().is_empty()), "{}", command.get_name());
            for arg in command.get_arguments() {
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.chars().count() > 3, "{} {} in {language:?}: {help:?}", command.get_name(), arg.get_id());
            }
            left.extend(command.get_subcommands().cloned());
        }
    });
}

#[test]
fn help_and_version_are_texts_that_were_asked_for() {
    in_every_language(|language| {
        let Parsed::Text(help) = parse(&words("maillage visit import --help")) else { panic!("no help") };
        assert!(help.contains("--skip-bad") && help.contains("--json"), "{help}");
        assert!(help.contains("[OPTIES]") == (language == Language::Nl), "{help}");
        let Parsed::Text(version) = parse(&words("maillage -V")) else { panic!("no version") };
        assert_eq!(version.trim(), concat!("maillage ", env!("CARGO_PKG_VERSION")));
    });
}

#[test]
fn what_is_to_be_given_is_explained_in_the_order_of_typing() {
    let Parsed::Text(help) = parse(&words("maillage record --help")) else { panic!("no help") };
    assert!(help.find("  [TYPE]").unwrap() < help.find("  [RÉSULTAT]").unwrap(), "{help}");
    assert!(help.find("--permanence").unwrap() < help.find("--date").unwrap(), "{help}");
}

#[test]
fn daily_commands_answer_to_their_french_and_dutch_names() {
    for line in ["maillage", "maillage noter itsme resolu", "maillage noteren itsme resolu --age 60-64", "maillage permanences"] {
        assert!(understood(line), "{line}");
    }
    for line in ["maillage statistiques --by categorie,age", "maillage statistieken", "maillage visit record itsme resolu --json"] {
        assert!(understood(line), "{line}");
    }
}

#[test]
fn commands_of_every_kind_are_understood() {
    let lines = [
        "maillage network create Réseau --operator ARC",
        "maillage join - --operator ARC --listen 127.0.0.1:4433",
        "maillage member invite --for Nord --days 7 --to invitation.txt",
        "maillage node run --listen 127.0.0.1:1 --listen [::1]:2",
        "maillage status --wait converged --timeout 5",
        "maillage host add forest --name F --kind cpas --latitude 50.8 --longitude -4.3 --commune 21007",
        "maillage permanence add forest-cpas --name F --host forest --timetable Th --languages fr,nl --wheelchair oui",
        "maillage record --permanence forest-cpas --date 2026-03-05",
        "maillage visit tally comptage.csv --skip-bad --replace-days",
        "maillage visit tally --grid --html --permanence forest-cpas",
        "maillage visit history 12345678 --limit 5",
        "maillage session open --volunteers 2 --insertion 1",
        "maillage session close --cancelled maladie --date 2026-03-05",
        "maillage session list --from 2026-03-01",
        "maillage visit amend 12 --type itsme --date 2026-03-05",
        "maillage permanence edit forest-cpas --status fermee --phone 1819",
        "maillage session import - --skip-bad",
        "maillage directory list --day jeudi --commune Forest",
        "maillage month close",
        "maillage month close 2026-03 --dry-run",
        "maillage month close --all-before 2026-10-01 --yes",
        "maillage month close 2026-03 --partial lost-sheets",
        "maillage session expected --month 2026-03 --permanence forest-cpas",
        "maillage session missing --month 2026-03",
        "maillage permanence edit forest-cpas --hours Th[1] --closed 2026-12-24..2026-12-31 --extra 2026-12-20 --moved 2026-11-11..2026-11-12",
        "maillage publication show nord 2026-03",
        "maillage demo --once --keep dossier",
        "maillage completions bash",
        "maillage device list",
        "maillage device pair",
        "maillage device pair maillagepair1abc --name portable --listen 127.0.0.1:1",
        "maillage device accept 7K2Q9-M4XTA --passphrase-stdin",
        "maillage device hold --governs portable --publishes 7K2Q9-M4XTA",
        "maillage device rename portable --name accueil",
        "maillage device revoke portable",
        "maillage key protect --remove",
        "maillage recovery sheet --html --plain --output fiche.html",
        "maillage recover - --name accueil",
    ];
    for line in lines {
        assert!(understood(line), "{line}");
    }
}

#[test]
fn every_command_that_a_sentence_names_can_be_typed() {
    let tree = tree();
    for language in Language::ALL {
        for sentence in sentences(language) {
            // `maillage COMMAND --help` names none in particular.
            let named =
                |command: &&str| command.strip_prefix("maillage ").is_some_and(|rest| !rest.starts_with(char::is_uppercase));
            for command in sentence.split('`').skip(1).step_by(2).filter(named) {
                let read = tree.clone().try_get_matches_from(command.split_whitespace());
                let kind = read.err().map(|error| error.kind());
                let typed = [None, Some(ErrorKind::DisplayHelp), Some(ErrorKind::DisplayVersion), Some(ErrorKind::ValueValidation)];
                assert!(typed.contains(&kind), "`{command}` in {language:?}: {kind:?}");
            }
        }
    }
}

#[test]
fn a_misunderstanding_is_explained_with_what_was_probably_meant() {
    in_every_language(|language| {
        assert!(why("maillage statu").contains("status") && !why("maillage statu").contains("stats"), "{language:?}");
        assert!(why("maillage visit import f.csv --skip-bda").contains("--skip-bad"));
        assert!(why("maillage --color purple").contains("auto, always, never"));
        assert!(why("maillage network create X").contains("--operator"));
        assert!(why("maillage network").contains("create"));
        let rules = why("maillage decision propose policy");
        for option in ["--smallest-figure", "--admission-share", "--admission-least", "--relay", "--no-relays"] {
            assert!(rules.contains(option), "{language:?}: {rules}");
        }
        assert!(why("maillage month close 2026-13").contains("2026-13"));
        assert!(why("maillage month close 2026-01 --all-before 2026-02-01").contains("--all-before"));
        assert!(why("maillage status --timeout").contains("--timeout"));
        assert!(why("maillage join x --operator y --listen nowhere").contains("127.0.0.1:"));
    });
}

#[test]
fn an_explanation_never_holds_what_a_terminal_acts_upon() {
    let args = [OsString::from("maillage"), OsString::from("--\u{1b}[31mx")];
    let Parsed::Problem(problem) = parse(&args) else { panic!("understood") };
    assert!(!problem.details["why"].contains('\u{1b}'));
}
