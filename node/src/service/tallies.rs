//! Visits from a tally: counts that were taken over from paper become records, under the rules of every other file.

use maillage_shared::record::tally::tally;
use serde::{Deserialize, Serialize};

use super::{
    FileContent, Operation, Problem, Progress, Service,
    imports::{Imported, RepeatedDays, Source, bad_header, refuse_bad},
    visits::{own_permanences, refused},
};

/// Takes in visits that a file counts. A day that a file brought before is refused, added to or replaced as [`RepeatedDays`] says;
/// what people typed one by one stays in any case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TallyVisits {
    /// The file's name, for messages.
    pub file: String,
    /// Its bytes.
    pub content: FileContent,
    /// Take the good rows, and report the others.
    pub skip_bad: bool,
    /// What to do with days that were imported before.
    pub repeated: RepeatedDays,
    /// Change nothing.
    pub dry_run: bool,
}

impl Operation for TallyVisits {
    const NAME: &'static str = "visit-tally";
    type Output = Imported;

    fn perform(self, service: &Service, progress: &Progress) -> Result<Imported, Problem> {
        let opened = service.member()?;
        let source = Source {
            kind: "tally",
            command: Self::NAME,
            file: &self.file,
            content: &self.content,
            repeated: self.repeated,
            skip_bad: self.skip_bad,
            dry_run: self.dry_run,
        };
        if source.is_known(opened)? {
            return Ok(Imported::known());
        }
        let permanences = own_permanences(opened);
        let rows = tally(&self.content.0, &permanences, service.today()?).map_err(|error| bad_header(&self.file, &error))?;
        let (mut visits, mut bad) = (Vec::new(), Vec::new());
        for row in rows {
            match row {
                Ok(row) => visits.extend((0..row.record.count).map(|_| row.record.visit.clone())),
                Err(row) => bad.extend(refused(row.line, row.faults)),
            }
        }
        refuse_bad(Self::NAME, &self.file, &bad, self.skip_bad)?;
        source.bring(opened, visits, bad, service.now(), progress)
    }
}
