//! Why a row or a field was refused. The codes come from the service as text, so the catalogue is asked at run time.

use std::collections::HashMap;

use maillage_shared::text;

use crate::language::{loader, say};

/// The sentence for a reason code; one that is not in the catalogue is shown as it is.
pub(super) fn of(code: &str) -> String {
    known(code, "").unwrap_or_else(|| say!("reason-unknown", code = text::printable(code)))
}

/// The sentence for a reason code of the catalogue; `columns` are those that it is about, if any.
pub(super) fn known(code: &str, columns: &str) -> Option<String> {
    let id = format!("reason-{code}");
    loader().has(&id).then(|| loader().get_args(&id, HashMap::from([("columns", text::printable(columns))])))
}
