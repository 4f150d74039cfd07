//! What goes out with a month that is closed: counted once, proven, and kept as it was counted.

use std::collections::{BTreeMap, BTreeSet};

use maillage_shared::{
    calendar::{Day, Grain, Month, Period},
    directory::{Permanence, PermanenceStatus},
    hash,
    identity::DeviceKey,
    journal::EntryHash,
    register::ItemId,
    statistics::{
        Publication, Table, classes,
        disclosure::{Closing, Key, Noted, OwnYear, ReleaseError, ReleasedTable},
    },
    text::Slug,
    view::{NetworkFold, publications::published_by},
};

use super::{
    super::{Problem, ProblemCode, hosts::own_page, opened::Opened, reasons, visits::record_in},
    WhenNoted,
};
use crate::{
    access::damaged_store,
    ledger::Draft,
    store::transaction::{Tables, Transaction},
};

/// The publications that go out with one month.
pub(super) struct Going {
    pub(super) publications: Vec<(Table, Publication)>,
    pub(super) kept_back: Vec<Period>,
    pub(super) left_out: u32,
}

/// The years of which something goes out in one transaction.
pub(super) struct Releases {
    seen: ItemId,
    smallest: u32,
    /// The own journal's last publication.
    pub(super) previous: Option<EntryHash>,
    key: Key,
    /// Permanences of the page at which somebody may have been helped, and since when: since the entry was checked, or anything was
    /// noted of them. Where neither is known, always.
    open: BTreeMap<Slug, Option<Month>>,
    /// Months in which anything was noted.
    worked: BTreeSet<Month>,
    /// The first month that was ever published, or goes out now.
    first: Option<Month>,
    published: Vec<Publication>,
    years: BTreeMap<i16, Year>,
}

struct Year {
    own: OwnYear,
    noted: Noted,
    /// Permanences of which anything was noted in the year.
    named: BTreeSet<Slug>,
}

impl Releases {
    pub(super) fn begin(draft: &mut Draft<'_>, opened: &Opened, noted: &WhenNoted) -> Result<Self, Problem> {
        let state = draft.fold().state();
        let bug = || Problem::bug("the register of a member has no founding");
        let seen = state.tip_id().ok_or_else(bug)?;
        let smallest = state.policy.as_ref().ok_or_else(bug)?.smallest_figure;
        let (published, previous) = published_before(draft.fold(), opened);
        let may_help = [PermanenceStatus::Active, PermanenceStatus::Suspended];
        let open = own_page(opened).permanences.into_values().filter(|permanence| may_help.contains(&permanence.status));
        let since = |permanence: &Permanence| {
            let checked = permanence.verified_on.map(Day::month);
            checked.into_iter().chain(noted.first.get(&permanence.slug).copied()).min()
        };
        Ok(Self {
            seen,
            smallest,
            key: key(&opened.device),
            open: open.map(|permanence| (permanence.slug.clone(), since(&permanence))).collect(),
            worked: noted.months.clone(),
            previous,
            first: published.iter().map(|publication| publication.period.first()).min(),
            published,
            years: BTreeMap::new(),
        })
    }

    /// What goes out with the next month.
    pub(super) fn close(&mut self, draft: &mut Draft<'_>, month: Month) -> Result<Going, Problem> {
        let year = month.year();
        if let std::collections::btree_map::Entry::Vacant(vacant) = self.years.entry(year) {
            vacant.insert(Year::read(draft, year, &self.published)?);
        }
        let bug = || Problem::bug("the year was read");
        let first = self.first.map_or(month, |first| first.min(month));
        self.first = Some(first);
        let Year { own, noted, named } = self.years.get_mut(&year).ok_or_else(bug)?;
        let idle = Period::around(month, Grain::Year).months();
        let idle: BTreeSet<Month> = idle.filter(|idle| *idle < first && !self.worked.contains(idle)).collect();
        let open = self.open.iter().filter(|(_, since)| since.is_none_or(|since| since <= month)).map(|(slug, _)| slug);
        let permanences: BTreeSet<Slug> = open.chain(&*named).cloned().collect();
        let closing = own.close(month, &permanences, (noted, &idle), (self.smallest, &self.key));
        let Closing { tables, kept_back, left_out } = closing.map_err(|error| refused(month, error))?;
        let publication = |table: ReleasedTable| Publication {
            table: table.table as u16,
            period: table.period,
            seen: self.seen,
            smallest_figure: self.smallest,
            previous: None,
            permanences: table.permanences,
            codes: table.codes,
            figures: table.figures,
            late: table.late,
        };
        let publications = tables.into_iter().map(|table| (table.table, publication(table))).collect();
        Ok(Going { publications, kept_back, left_out })
    }

    /// Keeps what was counted, and the certificates.
    pub(super) fn keep(self, draft: &mut Draft<'_>) -> Result<(), Problem> {
        let write = draft.local();
        for (year, Year { own, .. }) in &self.years {
            for ((period, permanence), visits) in &own.counted {
                write.keep_counted(*period, permanence, visits)?;
            }
            write.put_certificates(*year, &own.named_certificates())?;
        }
        Ok(())
    }
}

/// Everything that this operator published, and the last publication of this device.
fn published_before(fold: &NetworkFold, opened: &Opened) -> (Vec<Publication>, Option<EntryHash>) {
    let own = opened.device.public();
    let mut previous = None;
    let published = published_by(fold, opened.operator).map(|(device, entry, publication)| {
        previous = if device == own { Some(entry) } else { previous };
        publication.clone()
    });
    (published.collect(), previous)
}

fn refused(month: Month, error: ReleaseError) -> Problem {
    match error {
        ReleaseError::Again => Problem::new(ProblemCode::MonthClosed).with("month", month),
        _ => Problem::new(ProblemCode::FiguresUnproven).with("period", month).with("why", reasons::NO_PROOF).with("cause", error),
    }
}

/// The key of this device: as secret as its signing key, from which nobody else can make it.
pub(in crate::service) fn key(device: &DeviceKey) -> Key {
    Key(hash::sha256_in("maillage/disclosure-key/1", device.secret().as_slice()))
}

impl Year {
    fn read(draft: &mut Draft<'_>, year: i16, published: &[Publication]) -> Result<Self, Problem> {
        let write = draft.local();
        let (noted, named) = noted_in(write, year)?;
        let own = OwnYear::new(year, published, write.counted(year)?, &write.certificates(year)?, &noted);
        Ok(Self { own, noted, named })
    }
}

/// What records say of a year, and the permanences that any visit or session sheet of it names.
pub(in crate::service) fn noted_in<T: Tables>(transaction: &Transaction<T>, year: i16) -> Result<(Noted, BTreeSet<Slug>), Problem> {
    let (mut noted, mut named) = (Noted::new(), BTreeSet::new());
    let Some(days) = days_of(year) else { return Ok((noted, named)) };
    transaction.scan_visits(&days, |row| {
        let codes = classes::of_record(record_in(row.bytes)).map_err(damaged_store)?;
        let name = Slug::new(row.permanence).map_err(damaged_store)?;
        let sum: &mut u32 = noted.entry((row.day.month(), name)).or_default().entry(codes).or_default();
        *sum = sum.saturating_add(1);
        Ok::<_, Problem>(())
    })?;
    named.extend(noted.keys().map(|(_, name)| name.clone()));
    named.extend(transaction.sessions(&days)?.into_iter().map(|(_, name, _)| name));
    Ok((noted, named))
}

fn days_of(year: i16) -> Option<std::ops::RangeInclusive<Day>> {
    let (first, last) = (Month::new(year, 1).ok()?, Month::new(year, 12).ok()?);
    Some(first.first_day()..=last.last_day())
}
