//! The root key in use: unlocked for one signature, wiped right after.

use maillage_shared::identity::{OperatorId, RootKey};

use super::{Problem, ProblemCode, Service, devices, holding, opened::Opened, pairing, reasons, recovering};
use crate::home::{Home, HomeError, KeyKind, Passphrase, PassphraseError};

/// The root key of this home's operator. Drop it as soon as it has signed.
///
/// # Errors
/// [`ProblemCode::RootLocked`] when it needs a passphrase and none is given, [`ProblemCode::PassphraseWrong`],
/// [`ProblemCode::RootAbsent`] when it is kept elsewhere, [`ProblemCode::HomeDamaged`] when it is another operator's.
pub(super) fn unlock(service: &Service, opened: &Opened, passphrase: Option<&Passphrase>) -> Result<RootKey, Problem> {
    let home = Home::open(service.path())?;
    let root = home.root_key(passphrase).map_err(|error| problem(opened, error))?;
    require_own(&home, opened, &root)?;
    Ok(root)
}

/// What is wrong with the root key of this home, as far as can be seen without its passphrase; nothing when it is kept elsewhere.
pub(super) fn fault(home: &Home, opened: &Opened) -> Option<Problem> {
    match home.root_key(None) {
        Ok(root) => require_own(home, opened, &root).err(),
        Err(HomeError::Locked | HomeError::NoKey(_)) => None,
        Err(error) => Some(error.into()),
    }
}

/// Refuses a root key that is not this operator's.
fn require_own(home: &Home, opened: &Opened, root: &RootKey) -> Result<(), Problem> {
    let registered = opened.ledger.fold().state().roster.member(opened.operator).map(|member| member.root);
    let own = if let Some(registered) = registered {
        registered == root.public()
    } else {
        // Before the register is held: the first root, or one that members are to approve.
        let asks = recovering::pending(opened)?.map(|pending| pending.request.root);
        asks.map_or_else(|| OperatorId::of_first_root(root.public()) == opened.operator, |asks| asks == root.public())
    };
    if own {
        return Ok(());
    }
    let path = home.key_path(KeyKind::Root);
    Err(Problem::new(ProblemCode::HomeDamaged).with("path", path.display()).with("why", reasons::OTHER_ROOT))
}

/// Refuses when the root key is kept elsewhere, before anything is begun that will need it.
pub(super) fn require_here(service: &Service, opened: &Opened) -> Result<(), Problem> {
    match Home::open(service.path())?.root_key(None) {
        Ok(_) | Err(HomeError::Locked) => Ok(()),
        Err(error) => Err(problem(opened, error)),
    }
}

fn problem(opened: &Opened, error: HomeError) -> Problem {
    let problem = Problem::from(error);
    match (problem.code, keeper(opened)) {
        (ProblemCode::RootAbsent, Some(keeper)) => problem.with("name", keeper).with("count", 1),
        _ => problem,
    }
}

/// The device that had the root key when this one came in, by its name today: it made the pairing code. Nothing for a device that
/// came in otherwise, or before it is in.
pub(super) fn keeper(opened: &Opened) -> Option<String> {
    let giver = pairing::pending(opened).ok().flatten()?.offer.device;
    let fold = opened.ledger.fold();
    holding::member_of(&fold, opened.operator).ok().map(|member| devices::name_of(member, giver))
}

impl From<PassphraseError> for Problem {
    fn from(error: PassphraseError) -> Self {
        let (code, why) = match error {
            PassphraseError::Empty => (ProblemCode::PassphraseInvalid, reasons::PASSPHRASE_EMPTY),
            PassphraseError::TooLong => (ProblemCode::PassphraseInvalid, reasons::PASSPHRASE_TOO_LONG),
            PassphraseError::TooShort => (ProblemCode::PassphraseWeak, reasons::PASSPHRASE_TOO_SHORT),
            PassphraseError::Trivial => (ProblemCode::PassphraseWeak, reasons::PASSPHRASE_TRIVIAL),
        };
        Self::new(code).with("why", why)
    }
}
