//! The sheet of one session of a permanence: what became of it, who was at work, how many were turned away.

use super::{
    stored::{Reader, StoredError, Writer},
    vocabulary::{SessionReason, SessionStatus},
};
use crate::{calendar::Day, text::Slug};

/// One session. People are counted, never named; a sheet with nobody at work says that it was not stated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Session {
    /// Where: one of the operator's permanences.
    pub permanence: Slug,
    /// When. A permanence has at most one session a day.
    pub day: Day,
    /// What became of it.
    pub status: SessionStatus,
    /// Volunteers at work.
    pub volunteers: u16,
    /// People in work integration at work.
    pub insertion: u16,
    /// Employees at work.
    pub employees: u16,
    /// Visitors who could not be helped for lack of time.
    pub turned_away: u16,
    /// Why it did not take place.
    pub reason: Option<SessionReason>,
}

impl Session {
    /// The bytes for local storage: 17 and those of the permanence. Version, year (2), month, day, then two bytes for each of
    /// status, volunteers, insertion, employees, turned away and reason.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        Writer::new(self.day)
            .code(self.status)
            .number(self.volunteers)
            .number(self.insertion)
            .number(self.employees)
            .number(self.turned_away)
            .optional(self.reason)
            .permanence(&self.permanence)
    }

    /// Reads stored bytes.
    ///
    /// # Errors
    /// [`StoredError`] when they are not those of a session.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StoredError> {
        let (mut reader, day) = Reader::new(bytes)?;
        Ok(Self {
            day,
            status: reader.code()?,
            volunteers: reader.number()?,
            insertion: reader.number()?,
            employees: reader.number()?,
            turned_away: reader.number()?,
            reason: reader.optional()?,
            permanence: reader.permanence()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Session;
    use crate::record::vocabulary::{Code as _, SessionReason, SessionStatus};

    proptest! {
        #[test]
        fn a_session_reads_back_from_its_bytes_and_from_json(
            status in prop::sample::select(SessionStatus::all().collect::<Vec<_>>()),
            reason in prop::option::of(prop::sample::select(SessionReason::all().collect::<Vec<_>>())),
            people in any::<[u16; 4]>(),
        ) {
            let [volunteers, insertion, employees, turned_away] = people;
            let (permanence, day) = ("forest-cpas".parse().unwrap(), "2026-03-05".parse().unwrap());
            let session = Session { permanence, day, status, volunteers, insertion, employees, turned_away, reason };
            prop_assert_eq!(Session::from_bytes(&session.to_bytes()), Ok(session.clone()));
            let json = serde_json::to_string(&session).unwrap();
            prop_assert_eq!(serde_json::from_str::<Session>(&json).unwrap(), session);
        }

        #[test]
        fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = Session::from_bytes(&bytes);
        }
    }
}
