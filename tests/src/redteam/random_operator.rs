//! Operators that never were, from a seed.

use std::collections::BTreeMap;

use super::{
    document::Dimension,
    folder::{OTHER_GENDERS, SHOWN_GENDER},
    microdata::{Microdata, Visit},
    period::Period,
};
use crate::dice::Dice;

/// What a random operator may be.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// At most so many permanences.
    pub permanences: usize,
    /// At most so many years.
    pub years: u16,
    /// At most so many categories; ages and outcomes are as many or fewer.
    pub categories: usize,
}

impl Size {
    /// The sizes that a network has.
    pub const WHOLE: Self = Self { permanences: 20, years: 3, categories: 15 };
    /// Small enough for hundreds of them in a minute.
    pub const SMALL: Self = Self { permanences: 3, years: 1, categories: 5 };
}

/// Where a random visit comes from.
struct Habits {
    /// Weight of each category.
    categories: Vec<usize>,
    /// Of a hundred visits at each category, how many are women's.
    women: Vec<usize>,
    /// The age that goes with each category.
    ages: Vec<usize>,
    /// Visits in a month.
    busy: usize,
}

/// An operator with some permanences that hardly anyone visits, some that open late or close early, some months without anyone, and
/// visitors whose gender, age and luck depend on what they come for.
pub fn random_operator(dice: &mut Dice, size: Size) -> Microdata {
    let names = |stem: &str, count: usize| (0..count).map(|n| format!("{stem}{n:02}")).collect::<Vec<_>>();
    let categories = 2 + dice.below(size.categories.saturating_sub(1));
    let codes = BTreeMap::from([
        (Dimension::Category, names("need", categories)),
        (Dimension::Gender, vec![OTHER_GENDERS.to_owned(), SHOWN_GENDER.to_owned()]),
        (Dimension::Age, names("age", 2 + dice.below(categories.min(8)))),
        (Dimension::Outcome, names("outcome", 2 + dice.below(categories.min(6)))),
    ]);
    let years = 1 + u16::try_from(dice.below(usize::from(size.years))).unwrap();
    let months: Vec<Period> = (2025..2025 + years).flat_map(|year| Period::Year(year).months()).collect();
    let mut operator = Microdata { operator: "random".to_owned(), codes, ..Microdata::default() };
    for number in 0..=dice.below(size.permanences) {
        let name = format!("place{number:02}");
        let habits = habits(dice, &operator);
        let open = open_months(dice, &months);
        for month in &open {
            let busy = if dice.happens(8) { 0 } else { dice.below(2 * habits.busy + 1) };
            for _ in 0..busy {
                let visit = visit(dice, &operator, &habits, &name, *month);
                operator.visits.push(visit);
            }
        }
        operator.permanences.insert(name, open);
    }
    operator
}

fn habits(dice: &mut Dice, operator: &Microdata) -> Habits {
    let count = operator.codes[&Dimension::Category].len();
    let ages = operator.codes[&Dimension::Age].len();
    Habits {
        categories: (0..count).map(|_| [1, 2, 4, 8, 20][dice.below(5)]).collect(),
        women: (0..count).map(|_| 20 + dice.below(70)).collect(),
        ages: (0..count).map(|_| dice.below(ages)).collect(),
        busy: if dice.happens(30) { 1 + dice.below(4) } else { 8 + dice.below(30) },
    }
}

/// Mostly all of them.
fn open_months(dice: &mut Dice, months: &[Period]) -> Vec<Period> {
    let from = if dice.happens(15) { dice.below(months.len() / 2) } else { 0 };
    let until = if dice.happens(15) { from + 1 + dice.below(months.len() - from) } else { months.len() };
    months[from..until].to_vec()
}

fn visit(dice: &mut Dice, operator: &Microdata, habits: &Habits, permanence: &str, month: Period) -> Visit {
    let category = weighted(dice, &habits.categories);
    let woman = dice.happens(habits.women[category]);
    let ages = &operator.codes[&Dimension::Age];
    let age = if dice.happens(50) { habits.ages[category] } else { dice.below(ages.len()) };
    let outcomes = &operator.codes[&Dimension::Outcome];
    let outcome = if dice.happens(60) { category % outcomes.len() } else { dice.below(outcomes.len()) };
    Visit {
        permanence: permanence.to_owned(),
        month,
        category: operator.codes[&Dimension::Category][category].clone(),
        gender: if woman { SHOWN_GENDER } else { OTHER_GENDERS }.to_owned(),
        age: ages[age].clone(),
        outcome: outcomes[outcome].clone(),
    }
}

fn weighted(dice: &mut Dice, weights: &[usize]) -> usize {
    let mut left = dice.below(weights.iter().sum());
    for (place, weight) in weights.iter().enumerate() {
        if left < *weight {
            return place;
        }
        left -= weight;
    }
    weights.len() - 1
}
