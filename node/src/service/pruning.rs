//! Less to keep: the own page begun anew from a snapshot, and bodies taken away that snapshots replace.
//!
//! A node does both by itself, see `tend`; a person can ask for it at once.

use std::collections::BTreeMap;

use maillage_shared::{bounds, document::EditError, encoding, identity::DeviceId, journal::BodyKind, view::NetworkFold};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service, opened::Opened};
use crate::store::pruning::Bodies;

/// Takes away bodies that need not be kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PruneStore {
    /// First write a snapshot of the own page, however few its changes. Its own bodies go later, once it is settled.
    pub snapshot: bool,
    /// Change nothing.
    pub dry_run: bool,
}

/// What was taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StorePruned {
    /// The bodies.
    pub bodies: Bodies,
    /// Whether a snapshot of the own page was written.
    pub snapshot: bool,
    /// Changes of the own page since its last snapshot, before this.
    pub changes: usize,
}

impl Operation for PruneStore {
    const NAME: &'static str = "store-prune";
    type Output = StorePruned;

    fn perform(self, service: &Service, _: &Progress) -> Result<StorePruned, Problem> {
        let opened = if self.snapshot { service.member()? } else { service.opened()? };
        let changes = changes(opened, &opened.ledger.fold());
        let snapshot = self.snapshot && changes > 0;
        if snapshot {
            opened.ledger.require_writing()?;
        }
        if self.dry_run {
            return Ok(StorePruned { bodies: opened.ledger.prunable()?, snapshot, changes });
        }
        if snapshot {
            write_snapshot(opened)?.map_err(|error| impossible(&error))?;
        }
        Ok(StorePruned { bodies: opened.ledger.prune()?, snapshot, changes })
    }
}

fn impossible(error: &EditError) -> Problem {
    let why = match error {
        EditError::Incomplete => "incomplete",
        EditError::TooMuch => "too-large",
        EditError::Frozen => "frozen",
        _ => return Problem::bug(error),
    };
    Problem::new(ProblemCode::SnapshotImpossible).with("why", why)
}

/// Changes of the own page since the snapshot that it begins with.
fn changes(opened: &Opened, fold: &NetworkFold) -> usize {
    let document = fold.operator(opened.operator).map(maillage_shared::view::operators::OperatorFold::document);
    document.map_or(0, |document| document.changes().saturating_sub(usize::from(document.epoch() > 0)))
}

/// Writes the own page anew as it stands, or says why that is not possible.
fn write_snapshot(opened: &Opened) -> Result<Result<(), EditError>, Problem> {
    opened.ledger.write(&opened.device, |draft| {
        let Some(page) = draft.fold().operator(opened.operator) else { return Ok(Ok(())) };
        let covered = draft.fold().taken_in(opened.operator);
        match page.document().snapshot(opened.device.public(), draft.next_seq(), &covered) {
            Err(error) => Ok(Err(error)),
            Ok(snapshot) => draft.append(BodyKind::DocumentSnapshot, encoding::to_bytes(&snapshot)).map(|_| Ok(())),
        }
    })
}

/// Whether this device should begin its operator's page anew by itself: there are many changes, and nobody else may be changing
/// the page meanwhile, whose edit the snapshot would leave out.
fn is_due(opened: &Opened, fold: &NetworkFold) -> bool {
    let device = opened.device.public();
    let governs = fold.state().roster.member_of_governing(device).is_some_and(|member| member.operator == opened.operator);
    let alone = fold.devices_of(opened.operator).all(|certified| {
        let extent = fold.extent(certified.device);
        certified.device == device || (extent <= fold.settled().up_to(certified.device) && !fold.state().may_speak(certified))
    });
    governs && alone && changes(opened, fold) > bounds::SNAPSHOT_CHANGES
}

/// Writes a snapshot of the own page when one is due, and takes away what need not be kept any more. `before` is how far bodies
/// were gone at the last call; given back is how far they are now.
///
/// # Errors
/// A problem of the store.
pub(super) fn tend(service: &Service, before: &BTreeMap<DeviceId, u64>) -> Result<BTreeMap<DeviceId, u64>, Problem> {
    let opened = service.opened()?;
    let due = opened.ledger.authority().refusal().is_none() && is_due(opened, &opened.ledger.fold());
    if due && let Err(error) = write_snapshot(opened)? {
        tracing::debug!(%error, "the own page cannot begin anew from a snapshot");
    }
    let prunable = opened.ledger.fold().prunable();
    if prunable != *before {
        let Bodies { count, bytes } = opened.ledger.prune()?;
        if count > 0 {
            tracing::info!(count, bytes, "bodies were taken away that snapshots replace");
        }
    }
    Ok(prunable)
}
