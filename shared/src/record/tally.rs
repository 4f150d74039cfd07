//! A tally: counts of visits, taken over from a sheet of paper after the session.
//!
//! A row says how many visits of one permanence, day, need and outcome there were, and becomes so many visits. What the sheet did
//! not count together is not joined here: gender and age are taken only where the row itself has them, and are unknown otherwise.
//! Ages counted in a column of their own say nothing of which visit they belong to; to spread them over the visits would keep
//! their sum and make every table that crosses them untrue.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    checks::{Checks, given},
    draft::VisitDraft,
    fault::{Column, FaultReason, FieldFault},
    import::{BadRow, Cells, GoodRow, HeaderError, Importable, Rows},
    visit::Visit,
};
use crate::{bounds, calendar::Day, text::Slug};

/// A row of a tally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tallied {
    /// What each of these visits was.
    pub visit: Visit,
    /// How many there were, at most [`bounds::TALLY_COUNT`]; none where nothing is counted.
    pub count: u32,
}

/// Reads a tally. Columns: `permanence`, `date`, `resultat` and `nombre`, which are required, `type` or `categorie`, of which a row
/// has at least one, and `genre`, `tranche_age` where the sheet counted them together with need and outcome.
///
/// # Errors
/// [`HeaderError`] when the first line does not name these columns.
pub fn tally<'f>(file: &'f [u8], permanences: &'f BTreeSet<Slug>, today: Day) -> Result<TallyRows<'f>, HeaderError> {
    Ok(TallyRows { rows: Rows::new(file, permanences, today)?, lines: BTreeMap::new(), visits: 0 })
}

/// The rows of a tally, good and bad, in the order of the file. A row that counts what an earlier one counted is bad: the sheet was
/// probably typed twice. So is one with which the file would stand for more than [`bounds::TALLY_VISITS`] visits.
#[derive(Debug)]
pub struct TallyRows<'f> {
    rows: Rows<'f, Tallied>,
    lines: BTreeMap<Visit, u64>,
    visits: u64,
}

impl TallyRows<'_> {
    fn judge(&mut self, row: &GoodRow<Tallied>) -> Result<(), FaultReason> {
        if let Some(line) = self.lines.get(&row.record.visit) {
            return Err(FaultReason::CountedTwice { line: *line });
        }
        let visits = self.visits.saturating_add(u64::from(row.record.count));
        if visits > bounds::TALLY_VISITS {
            return Err(FaultReason::TooManyVisits);
        }
        self.visits = visits;
        self.lines.insert(row.record.visit.clone(), row.line);
        Ok(())
    }
}

impl Iterator for TallyRows<'_> {
    type Item = Result<GoodRow<Tallied>, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = match self.rows.next()? {
            Ok(row) => row,
            Err(bad) => return Some(Err(bad)),
        };
        Some(match self.judge(&row) {
            Ok(()) => Ok(row),
            Err(reason) => {
                let fault = FieldFault::of_field(Column::Count, &row.record.count.to_string(), reason);
                Err(BadRow { line: row.line, faults: vec![fault] })
            }
        })
    }
}

impl Importable for Tallied {
    const REQUIRED: &'static [Column] = &[Column::Permanence, Column::Date, Column::Outcome, Column::Count];
    const OPTIONAL: &'static [Column] = &[Column::Category, Column::RequestType, Column::Gender, Column::AgeBand];

    fn read(cells: &Cells<'_, '_>, permanences: &BTreeSet<Slug>, today: Day) -> Result<Self, Vec<FieldFault>> {
        let draft = VisitDraft {
            permanence: cells.get(Column::Permanence),
            date: cells.get(Column::Date),
            category: cells.get(Column::Category),
            request_type: cells.get(Column::RequestType),
            outcome: cells.get(Column::Outcome),
            gender: cells.get(Column::Gender),
            age: cells.get(Column::AgeBand),
            ..VisitDraft::default()
        };
        let visit = draft.check(permanences, today);
        let mut checks = Checks::default();
        let text = cells.get(Column::Count);
        let text = given(text.as_ref());
        let count = checks.number(Column::Count, text, bounds::TALLY_COUNT, FaultReason::NegativeCount);
        // A cell of a printed grid that nobody wrote into counts nothing.
        let count = checks.finish(count.or(text.is_none().then_some(0)));
        match (visit, count) {
            (Ok(visit), Ok(count)) => Ok(Self { visit, count }),
            (Ok(_), Err(faults)) | (Err(faults), Ok(_)) => Err(faults),
            (Err(mut faults), Err(more)) => {
                faults.extend(more);
                Err(faults)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fmt::Write as _};

    use super::tally;
    use crate::{
        bounds,
        record::{
            Need,
            vocabulary::{AgeBand, Gender},
        },
        text::Slug,
    };

    fn known() -> BTreeSet<Slug> {
        ["forest-cpas".parse().unwrap()].into()
    }

    /// The need of a good row, and its count.
    type Counted = (&'static str, u32);

    /// The line of another, and the code of what is wrong with it.
    type Refused = (u64, String);

    /// The good rows and the others.
    fn read(file: &str) -> (Vec<Counted>, Vec<Refused>) {
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        for row in tally(file.as_bytes(), &known(), "2026-10-15".parse().unwrap()).unwrap() {
            match row {
                Ok(row) => good.push((Need::of(&row.record.visit).code(), row.record.count)),
                Err(row) => bad.extend(row.faults.into_iter().map(|fault| (row.line, fault.reason.code().to_owned()))),
            }
        }
        (good, bad)
    }

    #[test]
    fn a_row_stands_for_as_many_visits_as_it_counts_and_an_empty_cell_for_none() {
        let file = "permanence,date,type,categorie,resultat,nombre\n\
            forest-cpas,2026-10-12,itsme,,resolu,4\nforest-cpas,2026-10-12,itsme,,abandon,\nforest-cpas,2026-10-12,,autre,resolu,0\n";
        assert_eq!(read(file), (vec![("itsme", 4), ("itsme", 0), ("autre", 0)], vec![]));
    }

    #[test]
    fn gender_and_age_are_taken_where_the_sheet_counted_them_together_and_never_made_up() {
        let known = known();
        let file = "permanence;date;type;resultat;genre;nombre\nforest-cpas;2026-10-12;itsme;resolu;femme;4\n";
        let mut rows = tally(file.as_bytes(), &known, "2026-10-15".parse().unwrap()).unwrap();
        let visit = rows.next().unwrap().unwrap().record.visit;
        assert_eq!((visit.gender, visit.age), ("femme".parse::<Gender>().unwrap(), AgeBand::UNKNOWN));
        let ages_alone = "permanence,date,type,resultat,tranche_age,nombre\nforest-cpas,2026-10-12,,,18-24,4\n";
        assert_eq!(read(ages_alone).1, [(2, "missing".into()), (2, "missing".into())], "ages alone belong to no visit");
    }

    #[test]
    fn each_bad_row_is_named_with_everything_that_is_wrong_with_it() {
        let file = "permanence,date,type,resultat,nombre\n\
            forest-cpas,2026-10-12,itsme,resolu,2\nforest-cpas,2026-10-16,itsme,resoul,-1\nforest-cpas,2026-10-12,scan,resolu,x\n\
            forest-cpas,2026-10-12,itsme,resolu,1\nforest-cpas,2026-10-12,cpas,resolu,1000\n";
        let (good, bad) = read(file);
        assert_eq!(good, [("itsme", 2)]);
        let bad: Vec<(u64, &str)> = bad.iter().map(|(line, code)| (*line, code.as_str())).collect();
        let expected = [
            (3, "future-day"),
            (3, "unknown-code"),
            (3, "negative-count"),
            (4, "not-a-number"),
            (5, "counted-twice"),
            (6, "too-large"),
        ];
        assert_eq!(bad, expected);
    }

    #[test]
    fn a_small_file_cannot_stand_for_any_number_of_visits() {
        let mut file = String::from("permanence,date,type,resultat,nombre\n");
        let rows = bounds::TALLY_VISITS / u64::from(bounds::TALLY_COUNT) + 2;
        for row in 0..rows {
            let (month, day) = (row / 28 % 9 + 1, row % 28 + 1);
            let need = ["itsme", "scan"][usize::from(row > 251)];
            writeln!(file, "forest-cpas,2026-{month:02}-{day:02},{need},resolu,999").unwrap();
        }
        let (good, bad) = read(&file);
        assert!(good.iter().map(|(_, count)| u64::from(*count)).sum::<u64>() <= bounds::TALLY_VISITS);
        assert!(bad.iter().all(|(_, code)| code == "too-many-visits") && !bad.is_empty(), "{bad:?}");
    }
}
