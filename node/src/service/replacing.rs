//! Going on under another root key: what the new machine must know, and the request that it makes there. Members propose and
//! approve it like any decision, see [`super::proposals`]; then the new machine comes in by the door of those who come back.

use maillage_shared::{
    encoding,
    identity::{NetworkId, ShortCode},
    journal::BodyKind,
    recovery::{RecoveryRequest, ReplacementBasis, ReplacementError, ReplacementRequest, replacement::comparison_code},
    register::{AnchorLine, Decided, Item, ItemId, Matter, Member, Statement},
    text::Name,
    view::NetworkFold,
};
use serde::{Deserialize, Serialize};

use super::{
    Operation, Problem, ProblemCode, Progress, Service,
    directory::find_operator,
    founding, holding, proposals, reasons,
    recovering::{self, PendingRecovery},
    recovery_sheet, waiting,
};
use crate::home::Home;

/// How far the first Hold of a new root may be numbered above the statements that are held: some may be under way.
const STATEMENTS_AHEAD: u32 = 8;

/// Writes down what the machine of a member must know that lost its root key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MakeBasis {
    /// The member, by its name, a part of it, or its short code; the own operator without.
    pub member: Option<String>,
}

/// What that machine must know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasisMade {
    /// The text to send.
    pub basis: String,
    /// The member's name.
    pub operator: String,
    /// Its short code.
    pub operator_code: ShortCode,
    /// How many members it names to ask.
    pub contacts: usize,
}

/// Makes fresh keys in an empty home, and the request that members are to approve; in a home that made it, shows it again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RequestReplacement {
    /// The text that another member sent; not needed where the request was made already.
    pub basis: Option<String>,
    /// What people will call this device.
    pub name: Name,
    /// Make nothing.
    pub dry_run: bool,
}

/// A request for another root key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplacementRequested {
    /// The network's name.
    pub network: String,
    /// The operator's name.
    pub operator: String,
    /// The operator's short code.
    pub operator_code: ShortCode,
    /// The text to send to any member; nothing for a dry run.
    pub request: Option<String>,
    /// The code to compare with whoever approves; nothing for a dry run.
    pub code: Option<ShortCode>,
}

impl Operation for MakeBasis {
    const NAME: &'static str = "recovery-basis";
    type Output = BasisMade;

    fn perform(self, service: &Service, _: &Progress) -> Result<BasisMade, Problem> {
        let opened = service.member()?;
        let fold = opened.ledger.fold();
        let operator = self.member.as_deref().map_or(Ok(opened.operator), |typed| find_operator(&fold, typed))?;
        let basis = basis(&fold, holding::member_of(&fold, operator)?)?;
        Ok(BasisMade {
            operator: basis.operator_name.to_string(),
            operator_code: operator.short_code(),
            contacts: basis.contacts.len(),
            basis: basis.to_string(),
        })
    }
}

fn basis(fold: &NetworkFold, member: &Member) -> Result<ReplacementBasis, Problem> {
    let founding = fold.state().founding.as_ref().ok_or_else(|| Problem::bug("the register of a member has no founding"))?;
    let device = member.publisher().unwrap_or(member.governing);
    let seq = fold.extent(device);
    let former = fold.hash_at(device, seq).filter(|_| seq > 0).map(|hash| AnchorLine { device, seq, hash });
    Ok(ReplacementBasis {
        network: fold.network(),
        network_name: founding.name.clone(),
        operator: member.operator,
        operator_name: member.name.clone(),
        number: holding::highest_number(fold, member),
        former,
        contacts: recovery_sheet::contacts_beside(fold, member.operator),
    })
}

impl Operation for RequestReplacement {
    const NAME: &'static str = "recovery-request";
    type Output = ReplacementRequested;

    fn perform(self, service: &Service, _: &Progress) -> Result<ReplacementRequested, Problem> {
        let before = made_before(service)?;
        if let (Some(pending), None) = (&before, &self.basis) {
            return Ok(requested(pending));
        }
        let typed = self.basis.as_deref().unwrap_or_default();
        let basis: ReplacementBasis = typed.parse().map_err(|error| unreadable(&error))?;
        if let Some(pending) = before.filter(|pending| is_of(pending, &basis)) {
            return Ok(requested(&pending));
        }
        founding::refuse_taken(service)?;
        if self.dry_run {
            return Ok(ReplacementRequested {
                network: basis.network_name.to_string(),
                operator: basis.operator_name.to_string(),
                operator_code: basis.operator.short_code(),
                request: None,
                code: None,
            });
        }
        make_home(service, &basis, self.name).map(|pending| requested(&pending))
    }
}

/// The request that this home made and waits for.
fn made_before(service: &Service) -> Result<Option<PendingRecovery>, Problem> {
    let Some(opened) = service.opened_if_any() else { return Ok(None) };
    let pending = recovering::pending(opened)?.filter(|pending| pending.replacement.is_some());
    Ok(if waiting::waiting(opened)?.is_some() { pending } else { None })
}

/// Whether a request was made for the member that `basis` speaks of: another member's is not silently answered with it.
fn is_of(pending: &PendingRecovery, basis: &ReplacementBasis) -> bool {
    (pending.request.network, pending.request.operator) == (basis.network, basis.operator)
}

fn requested(pending: &PendingRecovery) -> ReplacementRequested {
    ReplacementRequested {
        network: pending.network_name.to_string(),
        operator: pending.operator_name.to_string(),
        operator_code: pending.request.operator.short_code(),
        request: pending.replacement.as_ref().map(ToString::to_string),
        code: pending.comparison_code(),
    }
}

/// Makes the home: three fresh keys, the journal of the new device, and the request, before anybody is shown it.
fn make_home(service: &Service, basis: &ReplacementBasis, name: Name) -> Result<PendingRecovery, Problem> {
    let keys = founding::Keys::draw()?;
    let (network, operator) = (basis.network, basis.operator);
    let request = ReplacementRequest::new(&keys.root, &keys.device, name, basis);
    let pending = PendingRecovery {
        network_name: basis.network_name.clone(),
        operator_name: basis.operator_name.clone(),
        contacts: basis.contacts.clone(),
        request: RecoveryRequest::new(&keys.root, network, operator, keys.device.public(), keys.endpoint.public()),
        replacement: Some(request.clone()),
    };
    let keep = |home: &Home| {
        home.keep_key(&keys.root)?;
        home.keep_key(&keys.device)?;
        home.keep_key(&keys.endpoint)
    };
    founding::make(service, (network, operator), &keys.device, keep, |draft| {
        draft.append(BodyKind::Certificate, encoding::to_bytes(&request.certificate))?;
        recovering::keep(draft.local(), &pending)
    })?;
    Ok(pending)
}

impl PendingRecovery {
    /// The code to compare with whoever approves another root key; nothing where the root stays.
    pub(super) fn comparison_code(&self) -> Option<ShortCode> {
        let asks = self.replacement.as_ref().map(|_| &self.request)?;
        Some(comparison_code(asks.network, asks.operator, asks.root, asks.device))
    }
}

fn unreadable(error: &ReplacementError) -> Problem {
    let why = match error {
        ReplacementError::Other => reasons::REPLACEMENT_OTHER,
        ReplacementError::Damaged => reasons::REPLACEMENT_DAMAGED,
        ReplacementError::Unknown | ReplacementError::TooLong => reasons::REPLACEMENT_LATER,
        ReplacementError::Invalid(_) => reasons::REPLACEMENT_TAMPERED,
    };
    Problem::new(ProblemCode::ReplacementUnreadable).with("why", why)
}

/// A request as another member's machine made it.
///
/// # Errors
/// [`ProblemCode::ReplacementUnreadable`]; [`ProblemCode::DecisionInvalid`] for another network's.
pub(super) fn read_request(text: &str, network: NetworkId) -> Result<ReplacementRequest, Problem> {
    let request: ReplacementRequest = text.parse().map_err(|error| unreadable(&error))?;
    let own = request.network == network;
    if own { Ok(request) } else { Err(Problem::new(ProblemCode::ReplacementUnreadable).with("why", reasons::OTHER_NETWORK)) }
}

/// Up to where the journals of the former devices count: as far as this node holds them, and the publishing one up to the entry
/// that the request names, which this node must hold.
///
/// # Errors
/// [`ProblemCode::DecisionInvalid`].
pub(super) fn heads(fold: &NetworkFold, request: &ReplacementRequest) -> Result<Vec<AnchorLine>, Problem> {
    let refused = |why| Problem::new(ProblemCode::DecisionInvalid).with("why", why);
    let operator = request.operator;
    let member = fold.state().roster.member(operator).ok_or_else(|| refused(reasons::NO_MEMBER))?;
    let (_, hold) = request.check().map_err(|invalid| proposals::of_rule(&invalid))?;
    let former = hold.hold.former;
    require_near(fold, member, hold.number)?;
    if former.is_some_and(|line| fold.hash_at(line.device, line.seq) != Some(line.hash)) {
        return Err(refused(reasons::REPLACEMENT_OUTDATED));
    }
    let mut lines = proposals::heads_of(fold, operator);
    lines.retain(|line| Some(line.device) != member.publisher());
    lines.extend(former);
    lines.sort_unstable_by_key(|line| line.device);
    Ok(lines)
}

/// Refuses what would use up the numbers of a member's statements: its new root can go on only above the first one's.
///
/// # Errors
/// [`ProblemCode::DecisionInvalid`].
fn require_near(fold: &NetworkFold, member: &Member, number: u32) -> Result<(), Problem> {
    if number <= holding::highest_number(fold, member).saturating_add(STATEMENTS_AHEAD) {
        return Ok(());
    }
    Err(Problem::new(ProblemCode::DecisionInvalid).with("why", reasons::REPLACEMENT_OUTDATED))
}

/// Refuses to approve another root key under a number far above what this node holds: whoever made its basis may have lied.
///
/// # Errors
/// [`ProblemCode::DecisionInvalid`].
pub(super) fn require_approvable(fold: &NetworkFold, proposal: &ItemId) -> Result<(), Problem> {
    let Some(Matter::ReplaceKey(replace)) = fold.register().proposed(proposal) else { return Ok(()) };
    let Some(member) = fold.state().roster.member(replace.operator) else { return Ok(()) };
    let item = Item::verify(fold.network(), &replace.hold.0).map_err(Problem::bug)?;
    let statement: Statement = encoding::from_bytes(&item.body).map_err(Problem::bug)?;
    require_near(fold, member, statement.number)
}

/// The code by which people make sure that a root is their member's; nothing where no root is replaced.
pub(super) fn code_of(fold: &NetworkFold, decided: &Decided) -> Option<ShortCode> {
    let Decided::ReplaceKey { operator, root, device } = decided else { return None };
    Some(comparison_code(fold.network(), *operator, *root, *device))
}
