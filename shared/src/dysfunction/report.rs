//! What an operator says of a dysfunction: the body of a journal entry.
//!
//! The first statement makes the report, and its entry's hash is the report's name. Later ones, of any device of the same operator,
//! say again all that is to be said: the one with the highest number counts.

use super::Situation;
use crate::{
    bounds,
    calendar::Day,
    journal::EntryHash,
    record::vocabulary::{Code, DysfunctionKind, DysfunctionState, List, PublicService, Severity, Workaround},
};

/// Body of a journal entry of kind *dysfunction report*. Codes are the numbers of their lists.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct DysfunctionReport {
    /// The report that it changes; nothing in the first statement, which makes one.
    #[n(0)]
    pub of: Option<EntryHash>,
    /// 0 in the first statement, then higher ones; at most [`bounds::DYSFUNCTION_REVISIONS`].
    #[n(1)]
    pub revision: u32,
    /// The service, see [`PublicService`].
    #[n(2)]
    pub service: u16,
    /// What is wrong, see [`DysfunctionKind`].
    #[n(3)]
    pub kind: u16,
    /// What it does to people, see [`Severity`].
    #[n(4)]
    pub severity: u16,
    /// How they get round it, see [`Workaround`].
    #[n(5)]
    pub workaround: Option<u16>,
    /// The first day on which it was met, as the operator says.
    #[n(6)]
    pub since: Day,
    /// What has become of it, see [`DysfunctionState`].
    #[n(7)]
    pub state: u16,
    /// What happens, in a line.
    #[n(8)]
    pub situation: Option<Situation>,
}

/// What a report says, in the words of the vocabularies.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Dysfunction {
    /// The service.
    pub service: PublicService,
    /// What is wrong.
    pub kind: DysfunctionKind,
    /// What it does to people.
    pub severity: Severity,
    /// How they get round it.
    pub workaround: Option<Workaround>,
    /// The first day on which it was met, as the operator says.
    pub since: Day,
    /// What has become of it.
    pub state: DysfunctionState,
    /// What happens, in a line.
    pub situation: Option<Situation>,
}

/// Why a statement has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// A code that the vocabularies in force do not have.
    #[error("a code is not in the list {} in force", .0.name())]
    UnknownCode(List),
    /// A first statement with a number, a later one without, or a number that is too high.
    #[error("the number of the statement fits no report")]
    Revision,
}

impl Dysfunction {
    /// The statement that makes a report, or the one of this number that changes `of`.
    #[must_use]
    pub fn statement(&self, of: Option<EntryHash>, revision: u32) -> DysfunctionReport {
        DysfunctionReport {
            of,
            revision,
            service: self.service.number(),
            kind: self.kind.number(),
            severity: self.severity.number(),
            workaround: self.workaround.map(Code::number),
            since: self.since,
            state: self.state.number(),
            situation: self.situation.clone(),
        }
    }
}

impl DysfunctionReport {
    /// What the statement says, where `vocabulary` is the version of the vocabularies that the network's policy puts in force: a
    /// code that came with a later one counts nowhere yet, whatever programs know it.
    ///
    /// # Errors
    /// [`ReportError`] with the first thing that is wrong.
    pub fn read(&self, vocabulary: u32) -> Result<Dysfunction, ReportError> {
        if self.of.is_some() == (self.revision == 0) || self.revision > bounds::DYSFUNCTION_REVISIONS {
            return Err(ReportError::Revision);
        }
        Ok(Dysfunction {
            service: in_force(self.service, vocabulary)?,
            kind: in_force(self.kind, vocabulary)?,
            severity: in_force(self.severity, vocabulary)?,
            workaround: self.workaround.map(|number| in_force(number, vocabulary)).transpose()?,
            since: self.since,
            state: in_force(self.state, vocabulary)?,
            situation: self.situation.clone(),
        })
    }
}

fn in_force<C: Code>(number: u16, vocabulary: u32) -> Result<C, ReportError> {
    let known = C::from_number(number).filter(|code| code.term().is_some_and(|term| term.since <= vocabulary));
    known.ok_or(ReportError::UnknownCode(C::LIST))
}

#[cfg(test)]
mod tests {
    use super::{Dysfunction, DysfunctionReport, ReportError};
    use crate::{
        bounds, encoding,
        journal::EntryHash,
        record::vocabulary::{DysfunctionState, List},
    };

    fn dysfunction() -> Dysfunction {
        Dysfunction {
            service: "itsme".parse().unwrap(),
            kind: "panne".parse().unwrap(),
            severity: "blocage".parse().unwrap(),
            workaround: Some("guichet".parse().unwrap()),
            since: "2026-10-01".parse().unwrap(),
            state: DysfunctionState::OPEN,
            situation: Some("Le code n\u{2019}arrive pas".parse().unwrap()),
        }
    }

    #[test]
    fn what_an_operator_says_is_read_as_it_was_meant() {
        let (said, other) = (dysfunction(), EntryHash::from_bytes([4; 32]));
        let bare = Dysfunction { workaround: None, situation: None, ..said.clone() };
        for (said, statement) in [(&said, said.statement(None, 0)), (&bare, bare.statement(Some(other), 7))] {
            let read: DysfunctionReport = encoding::from_bytes(&encoding::to_bytes(&statement)).unwrap();
            assert_eq!(read, statement);
            assert_eq!(read.read(1).as_ref(), Ok(said));
        }
    }

    #[test]
    fn a_code_counts_from_the_version_of_the_vocabularies_on_that_the_policy_puts_in_force() {
        let statement = dysfunction().statement(None, 0);
        assert_eq!(statement.read(0), Err(ReportError::UnknownCode(List::PublicServices)));
        let wrong = |change: fn(&mut DysfunctionReport)| {
            let mut statement = statement.clone();
            change(&mut statement);
            statement.read(1)
        };
        assert_eq!(wrong(|it| it.service = 0), Err(ReportError::UnknownCode(List::PublicServices)));
        assert_eq!(wrong(|it| it.kind = 12), Err(ReportError::UnknownCode(List::DysfunctionKinds)));
        assert_eq!(wrong(|it| it.severity = 4), Err(ReportError::UnknownCode(List::Severities)));
        assert_eq!(wrong(|it| it.workaround = Some(0)), Err(ReportError::UnknownCode(List::Workarounds)));
        assert_eq!(wrong(|it| it.state = 5), Err(ReportError::UnknownCode(List::DysfunctionStates)));
    }

    #[test]
    fn only_a_first_statement_has_no_number_and_no_report_before_it() {
        let (said, other) = (dysfunction(), Some(EntryHash::NONE));
        for wrong in [said.statement(None, 1), said.statement(other, 0), said.statement(other, bounds::DYSFUNCTION_REVISIONS + 1)] {
            assert_eq!(wrong.read(1), Err(ReportError::Revision));
        }
        assert!(said.statement(other, bounds::DYSFUNCTION_REVISIONS).read(1).is_ok());
    }
}
