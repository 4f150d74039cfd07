//! Every operation by its name.

use crate::service::{
    Operation, Problem, ProblemCode, Progress, Service, backups, checking, closing, completeness, decisions, devices, directory,
    dysfunctions, evidence, figures, founding, hosts, imports, invitations, joining, keys, members, objecting, pairing, pairings,
    pending, permanences, proposals, pruning, publications, recording, recovering, recovery_sheet, replacing, reporting, requests,
    restoring, sessions, settings, sheets, status, stopping, synchronising, tallies, trail, verifying, viewing, visits,
};

type Perform = fn(&[u8], &Service, &Progress) -> Result<serde_json::Value, Problem>;

fn perform<O: Operation>(body: &[u8], service: &Service, progress: &Progress) -> Result<serde_json::Value, Problem> {
    let operation: O = serde_json::from_slice(body).map_err(|error| Problem::new(ProblemCode::Usage).with("why", error))?;
    serde_json::to_value(operation.perform(service, progress)?).map_err(Problem::bug)
}

macro_rules! operations {
    ($($operation:ty),+ $(,)?) => {
        /// The names of all operations.
        pub const NAMES: &[&str] = &[$(<$operation>::NAME),+];

        fn find(name: &str) -> Option<Perform> {
            $(if name == <$operation>::NAME { return Some(perform::<$operation>); })+
            None
        }
    };
}

operations! {
    founding::CreateNetwork,
    joining::ReadInvitation,
    joining::Join,
    invitations::Invite,
    invitations::ListInvitations,
    invitations::RevokeInvitation,
    requests::ListRequests,
    requests::AcceptRequest,
    requests::RefuseRequest,
    members::ListMembers,
    devices::ListDevices,
    devices::HoldDevices,
    devices::RenameDevice,
    devices::RevokeDevice,
    pairings::MakePairingCode,
    pairings::AcceptDevice,
    pairing::Pair,
    keys::AskKeys,
    keys::ProtectKey,
    keys::RotateEndpoint,
    recovery_sheet::MakeRecoverySheet,
    recovering::Recover,
    replacing::MakeBasis,
    replacing::RequestReplacement,
    objecting::Object,
    decisions::ListDecisions,
    decisions::ShowDecision,
    proposals::Propose,
    pending::ListPending,
    pending::Approve,
    pending::Reject,
    pending::OrderNow,
    evidence::ListEvidence,
    evidence::ShowEvidence,
    evidence::ExportEvidence,
    verifying::VerifyEvidence,
    settings::ListSettings,
    settings::SetSetting,
    figures::saved::KeepQuestion,
    figures::saved::ListQuestions,
    figures::saved::ForgetQuestion,
    status::AskStatus,
    stopping::StopNode,
    synchronising::SyncNow,
    viewing::ViewDigest,
    viewing::ExportView,
    hosts::AddHost,
    hosts::ListHosts,
    permanences::AddPermanence,
    permanences::EditPermanence,
    permanences::ListPermanences,
    permanences::ShowPermanence,
    permanences::ImportPermanences,
    directory::ListDirectory,
    directory::ShowDirectory,
    visits::RecordVisit,
    visits::ListVisits,
    visits::AmendVisit,
    visits::DeleteVisit,
    recording::BeginRecording,
    recording::CompleteVisit,
    trail::ReadTrail,
    imports::ImportVisits,
    tallies::TallyVisits,
    sessions::ImportSessions,
    sheets::OpenSession,
    sheets::CloseSession,
    sheets::ListSessions,
    reporting::ReportDysfunction,
    reporting::AmendDysfunction,
    dysfunctions::ListDysfunctions,
    dysfunctions::ShowDysfunction,
    completeness::ListExpected,
    completeness::ListMissing,
    closing::CloseMonth,
    publications::ListPublications,
    publications::ShowPublication,
    publications::coverage::AskCoverage,
    publications::explain::ExplainFigure,
    publications::export::ExportPublications,
    publications::verify::VerifyPublications,
    figures::AskFigures,
    backups::CreateBackup,
    restoring::RestoreBackup,
    restoring::ResumeWriting,
    checking::CheckStore,
    pruning::PruneStore,
}

/// Performs the operation of this name, given as JSON.
///
/// # Errors
/// The operation's problem, or [`ProblemCode::Usage`] when there is no such operation or its JSON is of another shape.
pub fn call(name: &str, body: &[u8], service: &Service, progress: &Progress) -> Result<serde_json::Value, Problem> {
    let perform = find(name).ok_or_else(|| Problem::new(ProblemCode::Usage).with("why", name))?;
    perform(body, service, progress)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::NAMES;

    #[test]
    fn every_operation_has_a_name_of_its_own() {
        assert_eq!(NAMES.iter().collect::<BTreeSet<_>>().len(), NAMES.len());
    }
}
