//! Session sheets from a file: planned, held, cancelled; people at work; visitors turned away. They never leave the node.

use maillage_shared::record::{Session, import};
use serde::{Deserialize, Serialize};

use super::{
    FileContent, Operation, Problem, Progress, RefusedRow, Service,
    imports::{bad_header, refuse_bad, sort},
    visits::own_permanences,
};

/// Takes session sheets in from a file. The sheet of a day replaces an earlier one of the same permanence and day.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ImportSessions {
    /// The file's name, for messages.
    pub file: String,
    /// Its bytes.
    pub content: FileContent,
    /// Take the good rows, and report the others.
    pub skip_bad: bool,
    /// Change nothing.
    pub dry_run: bool,
}

/// What was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionsImported {
    /// Sheets that are new.
    pub added: u64,
    /// Sheets that replaced a different one.
    pub replaced: u64,
    /// Sheets that say what is there already.
    pub unchanged: u64,
    /// Rows left out.
    pub skipped: Vec<RefusedRow>,
}

impl Operation for ImportSessions {
    const NAME: &'static str = "session-import";
    type Output = SessionsImported;

    fn perform(self, service: &Service, progress: &Progress) -> Result<SessionsImported, Problem> {
        let opened = service.member()?;
        let known = own_permanences(opened);
        let rows = import::sessions(&self.content.0, &known, service.today()?).map_err(|error| bad_header(&self.file, &error))?;
        let sorted = sort(rows, progress);
        refuse_bad(Self::NAME, &self.file, &sorted.bad, self.skip_bad)?;
        let mut imported = SessionsImported { added: 0, replaced: 0, unchanged: 0, skipped: sorted.bad };
        opened.ledger.store().write(|write| {
            for session in &sorted.good {
                let session: &Session = session;
                let bytes = session.to_bytes();
                let count = match write.session(session.day, &session.permanence)? {
                    None => &mut imported.added,
                    Some(before) if before == bytes => &mut imported.unchanged,
                    Some(_) => &mut imported.replaced,
                };
                *count = count.saturating_add(1);
                if !self.dry_run {
                    write.put_session(session.day, &session.permanence, &bytes)?;
                }
            }
            Ok::<_, Problem>(())
        })?;
        Ok(imported)
    }
}
