//! Vocabularies, and the numbers that stand for something: none may ever stand for something else.

use std::fmt::Write as _;

use data_encoding::HEXLOWER;
use maillage_node::store::SCHEMA;
use maillage_shared::{
    directory::permanence::PermanenceStatus,
    journal::{BodyKind, Header},
    record::vocabulary::{self, AgeBand, Code as _, Gender, List, Outcome, SessionStatus, vocabulary},
    register::{DecisionKind, Item, ItemKind, policy::RULES_VERSION},
    statistics::Table,
    sync::hello::{VERSION_LEAST, VERSION_MOST},
    view::network_view,
};
use maillage_tests::golden;

/// Writes `kind NAME = NUMBER` for each variant. The match keeps a variant from being left out.
macro_rules! numbers {
    ($text:ident, $type:ident: $($variant:ident),+) => {
        for value in [$($type::$variant),+] {
            let name = match value { $($type::$variant => stringify!($variant)),+ };
            writeln!($text, "{} {name} = {}", stringify!($type), value as u16).unwrap();
        }
    };
}

fn kinds() -> String {
    let mut text = String::new();
    numbers!(text, BodyKind: Certificate, Endpoint, DocumentChange, DocumentSnapshot, Publication, Freeze, Comment, CharterSignature, DysfunctionReport);
    numbers!(text, ItemKind: Decision, Proposal, Approval, Acknowledgement, Statement, Ballot, Install);
    numbers!(text, DecisionKind: Found, Admit, Hold, Anchor, Remove, Leave, Suspend, Resume, ReplaceKey, Policy, Notice, OpenVote, CloseVote, Install);
    numbers!(text, Table: MonthVisits, QuarterCategory, QuarterAge, QuarterGender, QuarterOutcome, YearCategory, YearAge, YearGender, YearOutcome, YearCategoryGender, YearGenderAge);
    for kind in BodyKind::ALL.into_iter().filter(|kind| kind.is_critical()) {
        writeln!(text, "BodyKind {kind:?} is critical").unwrap();
    }
    for status in PermanenceStatus::ALL {
        writeln!(text, "PermanenceStatus {}", status.code()).unwrap();
    }
    text
}

fn versions() -> String {
    let mut text = String::new();
    writeln!(text, "vocabulary version {}", vocabulary::VERSION).unwrap();
    writeln!(text, "vocabulary hash {}", HEXLOWER.encode(&vocabulary::hash())).unwrap();
    writeln!(text, "rules version {RULES_VERSION}").unwrap();
    writeln!(text, "messages version {VERSION_LEAST} to {VERSION_MOST}").unwrap();
    writeln!(text, "view format {}", network_view::FORMAT).unwrap();
    writeln!(text, "store schema {SCHEMA}").unwrap();
    writeln!(text, "entry header {} bytes, item header {} bytes", Header::BYTES, Item::HEADER_BYTES).unwrap();
    text
}

fn lists() -> String {
    let mut text = String::new();
    for list in List::ALL {
        for term in vocabulary().terms(*list) {
            let parent = term.parent.as_ref().map(|parent| format!(" in {parent}")).unwrap_or_default();
            writeln!(text, "{} {} = {}{parent}", list.name(), term.number, term.code).unwrap();
        }
    }
    text
}

#[test]
fn versions_numbers_and_codes_are_as_ever() {
    let _ = golden::text("codes.txt", &[versions(), kinds(), lists()].concat());
}

#[test]
fn no_number_stands_for_a_kind_that_is_not_in_the_golden_file() {
    let all = || 0..=u16::MAX;
    assert_eq!(all().filter_map(BodyKind::of_number).map(BodyKind::number).collect::<Vec<_>>(), (1..=9).collect::<Vec<_>>());
    assert_eq!(all().filter_map(ItemKind::of_number).map(|kind| kind as u16).collect::<Vec<_>>(), (1..=7).collect::<Vec<_>>());
}

#[test]
fn codes_that_rules_name_are_the_codes_that_they_mean() {
    assert_eq!(Outcome::REFERRED.code(), "reoriente");
    assert_eq!((Gender::UNKNOWN.code(), AgeBand::UNKNOWN.code()), ("inconnu", "inconnu"));
    let statuses = [SessionStatus::PLANNED, SessionStatus::HELD, SessionStatus::EMPTY];
    assert_eq!(statuses.map(maillage_shared::record::vocabulary::Code::code), ["prevue", "tenue", "vide"]);
}
