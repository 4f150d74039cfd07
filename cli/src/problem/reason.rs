//! Why a row or a field was refused. The codes come from the service as text, so the catalogue is asked at run time.

use std::collections::HashMap;

use maillage_shared::directory::HostError;
use maillage_shared::record::vocabulary::List;
use maillage_shared::text;

use crate::language::{loader, say};
use crate::presentation::label;

/// The sentence for a reason code; one that is not in the catalogue is shown as it is.
pub(super) fn of(code: &str) -> String {
    known(code, "").unwrap_or_else(|| say!("reason-unknown", code = text::printable(code)))
}

/// The sentence for a reason code of the catalogue; `columns` are those that it is about, if any. Of kinds of places all are
/// named.
pub(super) fn known(code: &str, columns: &str) -> Option<String> {
    let id = format!("reason-{code}");
    let kinds;
    let columns = if code == HostError::Kind.code() {
        kinds = label::codes(List::PlaceTypes);
        &kinds
    } else {
        columns
    };
    loader().has(&id).then(|| loader().get_args(&id, HashMap::from([("columns", text::printable(columns))])))
}
