//! Everything public about figures, as one document that anybody can attack.

use std::collections::{BTreeMap, BTreeSet};

use maillage_shared::{
    calendar::{Month, Period},
    identity::{OperatorId, ShortCode},
    statistics::{Publication, Table, Trait, disclosure::PublicYear},
    text::Slug,
    view::{
        NetworkFold,
        publications::{Standing, standing},
    },
};
use serde::{Deserialize, Serialize};

use super::{
    super::{Operation, Problem, Progress, Service, directory::find_operator},
    named, public_year,
};

/// Asks for everything public.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportPublications {
    /// Only this operator: a name, a part of it, or a short code.
    pub operator: Option<String>,
}

/// Everything public: the body of a document `maillage.publications/1`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PublicFigures {
    /// Smaller figures are hidden.
    pub smallest_figure: u32,
    /// Every figure of every published table, by operator, table and period.
    pub cells: Vec<PublicFigure>,
    /// Where a longer period counts visits that its shorter ones do not.
    pub late: Vec<LateVisits>,
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicFigure {
    /// The operator's name, with its short code where another one has the same name.
    pub operator: String,
    /// The permanence; nothing in the operator's own tables.
    pub permanence: Option<Slug>,
    /// The period.
    pub period: Period,
    /// The table.
    pub table: Table,
    /// The code of each dimension of the table.
    pub cell: BTreeMap<Trait, String>,
    /// Visits, or nothing where hidden.
    pub value: Option<u32>,
    /// Known beforehand to be nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub structural_zero: bool,
}

/// Visits that came too late for the shorter periods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateVisits {
    /// The operator's name, as in [`PublicFigure::operator`].
    pub operator: String,
    /// The permanence.
    pub permanence: Slug,
    /// The quarter or year that counts them.
    pub period: Period,
}

impl Operation for ExportPublications {
    const NAME: &'static str = "publication-export";
    type Output = PublicFigures;

    fn perform(self, service: &Service, _: &Progress) -> Result<PublicFigures, Problem> {
        let fold = service.opened()?.ledger.fold();
        let wanted = self.operator.as_deref().map(|typed| find_operator(&fold, typed)).transpose()?;
        let smallest_figure = fold.state().policy.as_ref().map_or(0, |policy| policy.smallest_figure);
        let mut document = PublicFigures { smallest_figure, cells: Vec::new(), late: Vec::new() };
        let names = names(&fold);
        let all = standing(&fold);
        let years: BTreeSet<(OperatorId, i16)> = all.iter().map(|standing| (standing.operator, standing.period.year())).collect();
        for (operator, year) in years.into_iter().filter(|(operator, _)| wanted.is_none_or(|wanted| wanted == *operator)) {
            let of_year = all.iter().filter(|standing| standing.operator == operator && standing.period.year() == year);
            let held: Vec<&Publication> = of_year.filter_map(Standing::publication).collect();
            let name = names.get(&operator).map_or("", String::as_str);
            document.add(name, &public_year(&all, operator, year), &held);
        }
        Ok(document)
    }
}

/// Names that tell operators apart.
fn names(fold: &NetworkFold) -> BTreeMap<OperatorId, String> {
    let names = super::super::decisions::names(fold);
    let is_alone = |name: &String| names.values().filter(|other| *other == name).count() == 1;
    let told_apart = |(id, name): (&OperatorId, &String)| {
        let code: ShortCode = id.short_code();
        (*id, if is_alone(name) { name.clone() } else { format!("{name} ({code})") })
    };
    names.iter().map(told_apart).collect()
}

impl PublicFigures {
    fn add(&mut self, operator: &str, public: &PublicYear, held: &[&Publication]) {
        let mut all: Vec<Slug> = public.permanences.clone();
        all.sort();
        for publication in held {
            let Some(table) = Table::of_number(publication.table) else { continue };
            let figure = |permanence: Option<&Slug>, codes, value, structural_zero| PublicFigure {
                operator: operator.to_owned(),
                permanence: permanence.cloned(),
                period: publication.period,
                table,
                cell: named(table, codes),
                value,
                structural_zero,
            };
            self.cells.extend(publication.cells().map(|cell| figure(cell.permanence, cell.codes, cell.visits, false)));
            for missing in unlisted(publication, &all) {
                self.cells.extend(publication.combinations().into_iter().map(|codes| figure(missing, codes, None, true)));
            }
            let late = |permanence: &Slug| LateVisits {
                operator: operator.to_owned(),
                permanence: permanence.clone(),
                period: publication.period,
            };
            // The tables of a period tell the same.
            if table.traits() == [Trait::Gender] {
                self.late.extend(publication.late.iter().map(late));
            }
        }
        self.add_idle_months(operator, public, &all);
    }

    /// The months of published quarters in which nobody worked.
    fn add_idle_months(&mut self, operator: &str, public: &PublicYear, all: &[Slug]) {
        let published = public.months();
        let months: BTreeSet<Month> = public.counts.closed.iter().map(|(_, month)| *month).collect();
        for month in months.into_iter().filter(|month| !published.contains(month)) {
            self.cells.extend(std::iter::once(None).chain(all.iter().map(Some)).map(|permanence| PublicFigure {
                operator: operator.to_owned(),
                permanence: permanence.cloned(),
                period: month.into(),
                table: Table::MonthVisits,
                cell: BTreeMap::new(),
                value: None,
                structural_zero: true,
            }));
        }
    }
}

/// The permanences of the year that a publication leaves out; the operator as well where it lists nobody.
fn unlisted<'a>(publication: &'a Publication, all: &'a [Slug]) -> impl Iterator<Item = Option<&'a Slug>> {
    let nobody = publication.permanences.is_empty().then_some(None);
    nobody.into_iter().chain(all.iter().filter(|permanence| !publication.lists(permanence)).map(Some))
}
