//! Checks again that what was published gives nobody away, and that publications do not contradict each other.

use std::collections::BTreeSet;

use maillage_shared::{
    calendar::{Month, Period},
    statistics::{
        Publication, Table,
        disclosure::{History, OwnYear, PublicYear, Spot, Unproven},
    },
    text::Slug,
    view::publications::standing,
};
use serde::{Deserialize, Serialize};

use super::{
    super::{Operation, Problem, Progress, Service, closing::key, opened::Opened},
    own,
};

/// Checks the certificates of the own publications, and the sums between those of everybody.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VerifyPublications {}

/// What the check found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Verified {
    /// The own years.
    pub years: Vec<VerifiedYear>,
    /// Years of operators whose publications contradict each other: no numbers of visits give all of them.
    pub contradictory: Vec<Contradictory>,
    /// Publications that count, of everybody.
    pub publications: usize,
}

/// A year of the own publications.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VerifiedYear {
    /// The year.
    pub year: i16,
    /// Figures that are shown.
    pub shown: usize,
    /// Figures that are hidden, each of which the certificates leave open.
    pub hidden: usize,
    /// Certificates.
    pub certificates: usize,
    /// Whether the certificates prove everything.
    pub proven: bool,
    /// Whether certificates were missing and have been found again.
    pub found_again: bool,
    /// What is not proven.
    pub unproven: Option<UnprovenFigure>,
    /// Published months that this node cannot count any more.
    pub foreign: Vec<Month>,
}

/// A figure without proof.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UnprovenFigure {
    /// The permanence; nothing for the operator as a whole.
    pub permanence: Option<Slug>,
    /// The table, where it is one figure.
    pub table: Option<Table>,
    /// The period.
    pub period: Period,
    /// What is wrong, for those who mend the program.
    pub why: String,
}

/// A year of an operator.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Contradictory {
    /// Its name.
    pub operator: String,
    /// The year.
    pub year: i16,
}

impl Operation for VerifyPublications {
    const NAME: &'static str = "publication-verify";
    type Output = Verified;

    fn perform(self, service: &Service, _: &Progress) -> Result<Verified, Problem> {
        let opened = service.member()?;
        let (contradictory, publications) = contradictory(opened);
        let years = own::years(opened)?;
        let years = years.into_iter().map(|(year, own)| verified(opened, year, own)).collect::<Result<_, Problem>>()?;
        Ok(Verified { years, contradictory, publications })
    }
}

fn verified(opened: &Opened, year: i16, mut own: OwnYear) -> Result<VerifiedYear, Problem> {
    let verify = |own: &OwnYear| own.public.history.verify(&own.public.counts);
    let mut result = verify(&own);
    let mut found_again = false;
    if result.is_err() && own.foreign.is_empty() && own.prove_again(&key(&opened.device)).is_ok() {
        result = verify(&own);
        found_again = result.is_ok();
        opened.ledger.store().write(|write| write.put_certificates(year, &own.named_certificates()))?;
    }
    let History { figures, certificates, .. } = &own.public.history;
    let shown = figures.values().flatten().count();
    Ok(VerifiedYear {
        year,
        shown,
        hidden: figures.len().saturating_sub(shown),
        certificates: certificates.len(),
        proven: result.is_ok(),
        found_again,
        unproven: result.err().map(|why| unproven(&own.public, why)),
        foreign: own.foreign.into_iter().collect(),
    })
}

fn unproven(public: &PublicYear, why: Unproven) -> UnprovenFigure {
    let of_spot = |spot: Spot| (public.name(spot.scope).cloned(), Some(spot.table), spot.period);
    let (permanence, table, period) = match why {
        Unproven::Impossible(group) => (public.permanences.get(usize::from(group.permanence)).cloned(), None, group.since),
        Unproven::Shown(spot) | Unproven::Contradicts(spot) | Unproven::Small(spot) | Unproven::Determined(spot) => of_spot(spot),
    };
    UnprovenFigure { permanence, table, period, why: why.to_string() }
}

/// The years whose publications contradict each other, and how many publications count.
fn contradictory(opened: &Opened) -> (Vec<Contradictory>, usize) {
    let fold = opened.ledger.fold();
    let all = standing(&fold);
    let names = super::super::decisions::names(&fold);
    let years: BTreeSet<_> = all.iter().map(|standing| (standing.operator, standing.period.year())).collect();
    let mut found = Vec::new();
    for (operator, year) in years {
        let of_year = all.iter().filter(|standing| standing.operator == operator && standing.period.year() == year);
        let (held, disputed) = of_year.fold((Vec::<&Publication>::new(), BTreeSet::new()), |(mut held, mut disputed), standing| {
            match standing.publication() {
                Some(publication) => held.push(publication),
                None => disputed.extend(standing.period.months()),
            }
            (held, disputed)
        });
        if !PublicYear::of(year, held, &disputed).is_consistent() {
            found.push(Contradictory { operator: names.get(&operator).cloned().unwrap_or_default(), year });
        }
    }
    (found, all.iter().filter(|standing| standing.stands.is_some()).count())
}
