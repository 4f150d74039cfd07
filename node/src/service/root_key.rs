//! The root key in use: unlocked for one signature, wiped right after.

use maillage_shared::identity::{OperatorId, RootKey};

use super::{Problem, ProblemCode, Service, opened::Opened, reasons, recovering};
use crate::home::{Home, HomeError, KeyKind, Passphrase, PassphraseError};

/// The root key of this home's operator. Drop it as soon as it has signed.
///
/// # Errors
/// [`ProblemCode::RootLocked`] when it needs a passphrase and none is given, [`ProblemCode::PassphraseWrong`],
/// [`ProblemCode::RootAbsent`] when it is kept elsewhere, [`ProblemCode::HomeDamaged`] when it is another operator's.
pub(super) fn unlock(service: &Service, opened: &Opened, passphrase: Option<&Passphrase>) -> Result<RootKey, Problem> {
    let home = Home::open(service.path())?;
    let root = home.root_key(passphrase)?;
    let registered = opened.ledger.fold().state().roster.member(opened.operator).map(|member| member.root);
    let own = if let Some(registered) = registered {
        registered == root.public()
    } else {
        // Before the register is held: the first root, or one that members are to approve.
        let asks = recovering::pending(opened)?.map(|pending| pending.request.root);
        asks.map_or_else(|| OperatorId::of_first_root(root.public()) == opened.operator, |asks| asks == root.public())
    };
    if own {
        return Ok(root);
    }
    let path = home.key_path(KeyKind::Root);
    Err(Problem::new(ProblemCode::HomeDamaged).with("path", path.display()).with("why", reasons::OTHER_ROOT))
}

/// Refuses when the root key is kept elsewhere, before anything is begun that will need it.
pub(super) fn require_here(service: &Service) -> Result<(), Problem> {
    match Home::open(service.path())?.root_key(None) {
        Ok(_) | Err(HomeError::Locked) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

impl From<PassphraseError> for Problem {
    fn from(error: PassphraseError) -> Self {
        let why = match error {
            PassphraseError::Empty => reasons::PASSPHRASE_EMPTY,
            PassphraseError::TooLong => reasons::PASSPHRASE_TOO_LONG,
        };
        Self::new(ProblemCode::PassphraseInvalid).with("why", why)
    }
}
