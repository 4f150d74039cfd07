use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{ByCodes, Closing, Counted, NamedCertificate, Noted, OwnYear};
use crate::{
    calendar::{Month, Period},
    register::ItemId,
    statistics::{
        Publication, Table, Trait, classes,
        disclosure::{Key, PublicYear, Spot},
    },
    text::Slug,
};

const YEAR: i16 = 2025;
const KEY: Key = Key([9; 32]);

fn month(number: i8) -> Month {
    Month::new(YEAR, number).unwrap()
}

fn slug(name: &str) -> Slug {
    Slug::new(name).unwrap()
}

/// An operator's home as far as closing months goes: what is kept is taken apart and put together again for each closing.
#[derive(Default)]
struct Home {
    noted: Noted,
    published: Vec<Publication>,
    counted: Counted,
    certificates: Vec<NamedCertificate>,
}

impl Home {
    fn of(visits: &[(u8, i8, [u8; 4])]) -> Self {
        let mut home = Self::default();
        for (permanence, month, drawn) in visits {
            home.note(["jeudi", "mardi", "samedi"][usize::from(*permanence % 3)], *month, *drawn, 1);
        }
        home
    }

    fn note(&mut self, permanence: &str, number: i8, drawn: [u8; 4], visits: u32) {
        let mut codes = [0; 4];
        for (place, of) in Trait::ALL.into_iter().enumerate() {
            let list = classes::codes(of);
            // Many of the first codes, few of the last.
            codes[place] = list[usize::from(drawn[place]) * usize::from(drawn[place]) * list.len() / (256 * 256)];
        }
        *self.noted.entry((month(number), slug(permanence))).or_default().entry(codes).or_default() += visits;
    }

    fn year(&self) -> OwnYear {
        OwnYear::new(YEAR, &self.published, self.counted.clone(), &self.certificates, &self.noted)
    }

    fn close(&mut self, number: i8, permanences: &[&str], idle: &[i8], smallest: u32) -> Closing {
        let mut year = self.year();
        let names = permanences.iter().map(|name| slug(name)).collect();
        let idle = idle.iter().map(|number| month(*number)).collect();
        let closing = year.close(month(number), &names, (&self.noted, &idle), (smallest, &KEY)).unwrap();
        for table in &closing.tables {
            let publication = Publication {
                table: table.table as u16,
                period: table.period,
                seen: ItemId::from_bytes([0; 32]),
                smallest_figure: smallest,
                previous: None,
                permanences: table.permanences.clone(),
                codes: table.codes.clone(),
                figures: table.figures.clone(),
                late: table.late.clone(),
            };
            assert_eq!(publication.check(smallest), Ok(()));
            self.published.push(publication);
        }
        self.certificates = year.named_certificates();
        self.counted.clone_from(&year.counted);
        if !year.foreign.is_empty() {
            return closing;
        }
        let public = PublicYear::of(YEAR, &self.published, &BTreeSet::new());
        assert_eq!(by_name(&public), by_name(&year.public), "what was published says all that the node went by");
        closing
    }

    fn is_public(&self, text: &str) -> bool {
        let period: Period = text.parse().unwrap();
        self.published.iter().any(|publication| publication.period == period)
    }

    fn assert_proven(&self) {
        let year = self.year();
        assert_eq!(year.foreign, BTreeSet::new());
        assert_eq!(year.public.history.verify(&year.public.counts), Ok(()));
    }
}

/// The figures under the names of permanences, since those have their places in another order each time.
fn by_name(public: &PublicYear) -> BTreeMap<(Option<Slug>, Spot), Option<u32>> {
    let named =
        |spot: &Spot| (public.name(spot.scope).cloned(), Spot { scope: crate::statistics::disclosure::Scope::Operator, ..*spot });
    let is_open = |spot: &&Spot| !public.counts.is_structural_zero(spot);
    public.history.figures.iter().filter(|(spot, _)| is_open(spot)).map(|(spot, shown)| (named(spot), *shown)).collect()
}

fn visits(most: usize) -> impl Strategy<Value = Vec<(u8, i8, [u8; 4])>> {
    prop::collection::vec((any::<u8>(), 1_i8..=12, any::<[u8; 4]>()), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn a_year_that_is_taken_apart_after_each_closing_stays_proven(
        visits in visits(400),
        order in Just((1_i8..=12).collect::<Vec<i8>>()).prop_shuffle(),
        opens in 0_usize..12,
        late in visits(40),
    ) {
        let mut home = Home::of(&visits);
        for (place, number) in order.iter().enumerate() {
            // One permanence opens later, and some visits come to light when their months may be public already.
            let permanences = if place < opens { &["jeudi", "mardi"][..] } else { &["jeudi", "mardi", "samedi"][..] };
            for (_, month, drawn) in late.iter().filter(|(permanence, ..)| usize::from(*permanence) % 12 == place) {
                home.note("jeudi", *month, *drawn, 1);
            }
            home.close(*number, permanences, &[], 5);
        }
        home.assert_proven();
        prop_assert_eq!(home.published.iter().filter(|publication| publication.table == 1).count(), 12);
    }
}

/// Visits enough for most figures to be shown.
fn busy() -> Home {
    let mut home = Home::default();
    for number in 1..=12 {
        for drawn in 0..30_u8 {
            home.note("jeudi", number, [8_u8, 31, 7, 5].map(|times| drawn.wrapping_mul(times)), 1);
            home.note("mardi", number, [4_u8, 17, 6, 8].map(|times| drawn.wrapping_mul(times)), 1);
        }
    }
    home
}

#[test]
fn a_quarter_goes_out_with_its_last_month_and_the_year_with_its_last_quarter() {
    let mut home = busy();
    for number in 1..=12 {
        let closing = home.close(number, &["jeudi", "mardi"], &[], 5);
        assert_eq!(closing.kept_back, []);
        assert_eq!(closing.tables.len(), [1, 1, 5, 1, 1, 5, 1, 1, 5, 1, 1, 11][usize::try_from(number).unwrap() - 1]);
    }
    home.assert_proven();
    let shown: usize = home.published.iter().map(|publication| publication.shown_and_hidden().0).sum();
    assert!(shown > 250, "{shown}");
}

#[test]
fn where_no_gender_is_noted_months_stay_shown() {
    let mut home = Home::default();
    for number in 1..=6 {
        for drawn in 0..30_u8 {
            home.note("jeudi", number, [drawn.wrapping_mul(8), 0, drawn.wrapping_mul(7), drawn.wrapping_mul(5)], 1);
        }
        home.close(number, &["jeudi"], &[], 5);
    }
    assert!(home.is_public("2025-Q2"));
    let months = home.published.iter().filter(|publication| publication.table == Table::MonthVisits as u16);
    assert!(months.into_iter().all(|publication| publication.figures == [Some(30), Some(30)]));
    home.assert_proven();
}

#[test]
fn months_before_the_first_work_count_as_complete_and_others_are_waited_for() {
    let mut home = busy();
    home.noted.retain(|(at, _), _| *at >= month(3));
    home.close(3, &["jeudi"], &[1, 2], 5);
    assert!(home.is_public("2025-Q1"));
    home.close(5, &["jeudi", "mardi"], &[], 5);
    home.close(6, &["jeudi", "mardi"], &[], 5);
    assert!(!home.is_public("2025-Q2"));
    home.close(4, &["jeudi", "mardi"], &[], 5);
    assert!(home.is_public("2025-Q2"));
    home.assert_proven();
}

#[test]
fn what_cannot_be_counted_any_more_keeps_longer_periods_at_home() {
    let mut home = busy();
    home.close(1, &["jeudi", "mardi"], &[], 5);
    home.counted.clear();
    home.close(2, &["jeudi", "mardi"], &[], 5);
    assert!(home.counted.contains_key(&(month(1).into(), slug("jeudi"))), "the records still give what was shown");
    home.counted.clear();
    home.noted.remove(&(month(1), slug("jeudi")));
    assert_eq!(home.year().foreign, [month(1)].into());
    home.close(3, &["jeudi", "mardi"], &[], 5);
    assert!(home.is_public("2025-03") && !home.is_public("2025-Q1"));
}

#[test]
fn lost_or_spoilt_certificates_are_found_again() {
    let mut home = busy();
    for number in 1..=2 {
        home.close(number, &["jeudi", "mardi", "samedi"], &[], 5);
    }
    assert!(home.published.iter().any(|publication| publication.shown_and_hidden().1 > 0));
    home.certificates = vec![[((slug("jeudi"), month(1).into(), [1, 1, 1, 1]), -1000)].into()];
    let mut year = home.year();
    assert!(year.public.history.verify(&year.public.counts).is_err());
    year.prove_again(&KEY).unwrap();
    assert_eq!(year.public.history.verify(&year.public.counts), Ok(()));
    home.close(3, &["jeudi", "mardi", "samedi"], &[], 5);
    home.assert_proven();
}

#[test]
fn where_certificates_are_lost_for_ever_months_still_go_out_and_longer_periods_do_not() {
    let mut home = busy();
    for number in 1..=5 {
        home.close(number, &["jeudi", "mardi"], &[], 5);
    }
    home.certificates.clear();
    assert!(home.year().prove_again(&KEY).is_err(), "the search does not find every certificate that it found in company");
    let closing = home.close(6, &["jeudi", "mardi"], &[], 5);
    assert_eq!(closing.tables.len(), 1);
    assert_eq!(closing.kept_back, ["2025-Q2".parse().unwrap()]);
}

#[test]
fn a_smallest_figure_that_is_raised_within_a_year_leaves_what_is_out_as_it_is() {
    let mut home = busy();
    home.note("mardi", 1, [255; 4], 6);
    for number in 1..=12 {
        home.close(number, &["jeudi", "mardi"], &[], if number < 5 { 5 } else { 9 });
    }
    home.assert_proven();
    let least = |period: &str| {
        let of_it = home.published.iter().filter(|publication| publication.period.to_string().starts_with(period));
        of_it.flat_map(|publication| publication.figures.iter().flatten()).min().copied()
    };
    assert!(least("2025-Q1") < Some(9));
    assert!(least("2025-Q2") >= Some(9));
}

#[test]
fn late_visits_enter_with_the_next_longer_period_and_corrections_below_five_stay_out() {
    let mut home = busy();
    for number in 1..=2 {
        home.close(number, &["jeudi", "mardi"], &[], 5);
    }
    home.note("jeudi", 1, [0; 4], 7);
    home.note("mardi", 1, [0; 4], 2);
    let closing = home.close(3, &["jeudi", "mardi"], &[], 5);
    let quarter = closing.tables.iter().find(|table| table.period == "2025-Q1".parse().unwrap()).unwrap();
    assert_eq!((quarter.late.as_slice(), closing.left_out), ([slug("jeudi")].as_slice(), 2));
    home.assert_proven();
    let none: ByCodes = home.counted[&("2025-Q1".parse().unwrap(), slug("jeudi"))].clone();
    assert_eq!(none.values().sum::<u32>(), 7);
}
