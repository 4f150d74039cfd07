//! Words for the codes of records and pages, in the reader's language.

use maillage_shared::calendar::Grain;
use maillage_shared::directory::{PermanenceStatus, PlaceKind, Region, SchoolCalendar};
use maillage_shared::record::vocabulary::{self, Code, List, vocabulary};
use maillage_shared::record::{Need, PartialReason};
use maillage_shared::statistics::{Table, Trait, classes};

use crate::language::{Language, say, spoken};

fn language() -> vocabulary::Language {
    match spoken() {
        Language::Fr => vocabulary::Language::French,
        Language::Nl => vocabulary::Language::Dutch,
        Language::En => vocabulary::Language::English,
    }
}

/// The label of a code.
pub(crate) fn code(code: impl Code) -> String {
    code.label(language()).to_owned()
}

/// The label of a need.
pub(crate) fn need(need: Need) -> &'static str {
    need.label(language())
}

/// The codes of a list with their labels, in the order of the list.
pub(crate) fn choices(list: List) -> Vec<(&'static str, &'static str)> {
    vocabulary().terms(list).iter().map(|term| (term.code.as_str(), term.label(language()))).collect()
}

/// The label of a kind of place; one that the vocabulary does not know is shown as it is.
pub(crate) fn place(kind: &PlaceKind) -> String {
    of_list(List::PlaceTypes, kind.as_str())
}

/// The codes of a list, one after the other.
pub(crate) fn codes(list: List) -> String {
    vocabulary().terms(list).iter().map(|term| term.code.as_str()).collect::<Vec<_>>().join(", ")
}

/// The codes of a list with their labels; a label that says no more than its code is left out.
pub(crate) fn codes_with_labels(list: List) -> String {
    let term = |term: &vocabulary::Term| {
        let label = term.label(language());
        if label.eq_ignore_ascii_case(&term.code) { term.code.clone() } else { format!("{} ({label})", term.code) }
    };
    vocabulary().terms(list).iter().map(term).collect::<Vec<_>>().join(", ")
}

/// The name of a region.
pub(crate) fn region(region: Region) -> String {
    match region {
        Region::Brussels => say!("region-brussels"),
        Region::Wallonia => say!("region-wallonia"),
        Region::Flanders => say!("region-flanders"),
    }
}

/// The label of the stage of a permanence.
pub(crate) fn status(status: PermanenceStatus) -> String {
    of_list(List::PermanenceStatuses, status.code())
}

/// The name of a language that is spoken somewhere; its code where the vocabulary does not know it.
pub(crate) fn spoken_language(code: &str) -> String {
    of_list(List::Languages, code)
}

/// Why a month is closed in which sessions are missing.
pub(crate) fn partial(reason: PartialReason) -> String {
    match reason {
        PartialReason::LostSheets => say!("partial-lost-sheets"),
        PartialReason::StaffAway => say!("partial-staff-away"),
        PartialReason::FirstMonth => say!("partial-first-month"),
        PartialReason::KeptElsewhere => say!("partial-kept-elsewhere"),
        PartialReason::Other => say!("partial-other"),
    }
}

/// The codes of these reasons, each with what it means.
pub(crate) fn partial_codes() -> String {
    let each = PartialReason::ALL.map(|reason| format!("{} ({})", reason.code(), partial(reason)));
    each.join(", ")
}

/// A trait that figures are published by.
pub(crate) fn of_trait(of: Trait) -> String {
    match of {
        Trait::Category => say!("label-category"),
        Trait::Gender => say!("label-gender"),
        Trait::Age => say!("label-age"),
        Trait::Outcome => say!("label-outcome"),
    }
}

/// A code that figures are published by.
pub(crate) fn published_code(of: Trait, code: &str) -> String {
    if of == Trait::Gender && code == classes::OTHERS_NAME { say!("gender-others") } else { of_list(of.list(), code) }
}

/// What a table counts by.
pub(crate) fn table(table: Table) -> String {
    match table.traits() {
        [] => say!("table-visits"),
        [Trait::Category] => say!("table-category"),
        [Trait::Gender] => say!("table-gender"),
        [Trait::Age] => say!("table-age"),
        [Trait::Outcome] => say!("table-outcome"),
        [Trait::Category, ..] => say!("table-category-gender"),
        _ => say!("table-gender-age"),
    }
}

/// What a table counts by, and for how long.
pub(crate) fn table_of_period(of: Table) -> String {
    let length = match of.grain() {
        Grain::Month => say!("label-month"),
        Grain::Quarter => say!("label-quarter"),
        Grain::Year => say!("label-year"),
    };
    say!("table-of-period", period = length, table = table(of))
}

/// Whose school holidays.
pub(crate) fn school_calendar(calendar: SchoolCalendar) -> String {
    match calendar {
        SchoolCalendar::French => say!("school-french"),
        SchoolCalendar::Flemish => say!("school-flemish"),
    }
}

/// Yes, no, or unknown.
pub(crate) fn yes_no(answer: Option<bool>) -> String {
    match answer {
        Some(true) => say!("value-yes"),
        Some(false) => say!("value-no"),
        None => say!("value-unknown"),
    }
}

/// The label of a code of this list; the code where the vocabulary does not know it.
pub(crate) fn of_list(list: List, code: &str) -> String {
    vocabulary().by_code(list, code).map_or(code, |term| term.label(language())).to_owned()
}

#[cfg(test)]
mod tests {
    use maillage_shared::directory::{PermanenceStatus, PlaceKind};

    use crate::language::Language;
    use crate::language::tests::in_every_language;

    #[test]
    fn codes_have_labels_and_unknown_ones_stay_as_they_are() {
        in_every_language(|language| {
            let library = super::place(&PlaceKind::new("bibliotheque").unwrap());
            let expected = match language {
                Language::Fr => "Bibliothèque",
                Language::Nl => "Bibliotheek",
                Language::En => "Library",
            };
            assert_eq!(library, expected);
            assert_eq!(super::place(&PlaceKind::new("phare").unwrap()), "phare");
            for status in PermanenceStatus::ALL {
                assert_ne!(super::status(status), status.code(), "every stage has a label");
            }
        });
    }
}
