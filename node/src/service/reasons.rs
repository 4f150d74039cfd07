//! Why a value is refused, as stable codes: the particular `why` of a problem and the reason of a refused row. The catalogues of
//! sentences have each under `reason-<code>`.

use std::collections::BTreeSet;

use maillage_shared::{
    directory::{HostError, ImportError, PermanenceError, RowReason, TimetableError},
    record::{FaultReason, HeaderError},
    text::NameError,
};

use crate::backup::Damage;

/// A value that is needed was not given.
pub const MISSING: &str = "missing";

/// Not the NIS code of a commune.
pub const COMMUNE_CODE: &str = "commune-code";

/// No host of the directory lies in a commune of this name or code.
pub const UNKNOWN_COMMUNE: &str = "unknown-commune";

/// Not a moment as `2026-10-15 14:30`.
pub const MOMENT: &str = "moment";

/// The first month asked for is after the last.
pub const MONTHS_BACKWARDS: &str = "months-backwards";

/// The file at the store's place is something else.
pub const NOT_A_STORE: &str = "not-a-store";

/// Keys are there, but the store that belongs to them is not.
pub const STORE_GONE: &str = "store-gone";

/// The invitation names no address.
pub const NO_ADDRESS: &str = "no-address";

/// A backup inside the home would be lost with it, or take the place of a file that the node needs.
pub const INSIDE_HOME: &str = "inside-home";

/// Every code that a use case gives.
#[must_use]
pub fn all() -> BTreeSet<&'static str> {
    let own = [MISSING, COMMUNE_CODE, UNKNOWN_COMMUNE, MOMENT, MONTHS_BACKWARDS, NOT_A_STORE, STORE_GONE, NO_ADDRESS, INSIDE_HOME];
    let of_rules = [
        FaultReason::CODES,
        HeaderError::CODES,
        RowReason::CODES,
        ImportError::CODES,
        HostError::CODES,
        PermanenceError::CODES,
        TimetableError::CODES,
        NameError::CODES,
        Damage::CODES,
    ];
    own.into_iter().chain(of_rules.into_iter().flatten().copied()).collect()
}
