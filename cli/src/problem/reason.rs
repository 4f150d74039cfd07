//! Why a row or a field was refused. The codes come from the service as text, so the catalogue is asked at run time.

use maillage_shared::text;

use crate::language::{loader, say};

/// The sentence for a reason code; one that is not in the catalogue is shown as it is.
pub(super) fn of(code: &str) -> String {
    known(code).unwrap_or_else(|| say!("reason-unknown", code = text::printable(code)))
}

/// The sentence for a reason code of the catalogue.
pub(super) fn known(code: &str) -> Option<String> {
    let id = format!("reason-{code}");
    loader().has(&id).then(|| loader().get(&id))
}

/// The codes that the service is known to give.
#[cfg(test)]
pub(super) const KNOWN: [&str; 25] = [
    "missing",
    "unknown-code",
    "unknown-permanence",
    "day-format",
    "no-such-day",
    "future-day",
    "type-of-other-category",
    "referral-without-outcome",
    "not-a-number",
    "negative",
    "too-large",
    "column-count",
    "unclosed-quote",
    "unknown-column",
    "missing-column",
    "not-text",
    "timetable",
    "name",
    "slug",
    "postal-code",
    "commune-code",
    "coordinate",
    "language-code",
    "phone",
    "yes-no",
];
