//! What part of the whole each row is.

use std::collections::BTreeMap;

use super::{Dimension, Figures, Row};

/// A part of the whole, in tenths of a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Share {
    /// The least that it can be.
    pub at_least: u32,
    /// The most that it can be: the same where nothing of the whole is hidden. Such shares make 1,000 together.
    pub at_most: u32,
}

/// All of the whole.
const WHOLE: u32 = 1_000;

impl Figures {
    /// Gives every row its share. The whole is what rows have in common that differ in codes only; without codes, in places only;
    /// without places, all rows. Where every number is known, shares are rounded by the method of the largest remainder.
    #[must_use]
    pub fn with_shares(mut self) -> Self {
        let parts = parts(&self.by);
        let common: Vec<Dimension> = self.by.iter().copied().filter(|dimension| !parts.contains(dimension)).collect();
        let mut wholes: BTreeMap<Vec<String>, Vec<&mut Row>> = BTreeMap::new();
        for row in &mut self.rows {
            let operator = common.contains(&Dimension::Operator) || common.contains(&Dimension::Permanence);
            let operator = row.operator.as_ref().filter(|_| operator).map(|operator| operator.id.to_string());
            let key = common.iter().map(|dimension| row.key(*dimension).to_owned()).chain(operator).collect();
            wholes.entry(key).or_default().push(row);
        }
        for rows in wholes.into_values() {
            match rows.iter().map(|row| row.visits).collect::<Option<Vec<u64>>>() {
                Some(visits) => exact(rows, &visits),
                None => bounded(rows),
            }
        }
        self
    }
}

/// The dimensions along which the whole is divided.
fn parts(by: &[Dimension]) -> Vec<Dimension> {
    let of = |is: fn(&Dimension) -> bool| by.iter().copied().filter(is).collect::<Vec<_>>();
    let codes = of(|dimension| dimension.list().is_some());
    let places = of(|dimension| dimension.list().is_none() && !dimension.is_time());
    [codes, places].into_iter().find(|parts| !parts.is_empty()).unwrap_or_else(|| by.to_vec())
}

/// Largest remainder: each row gets the whole tenths of a percent that it has in full, then one more each in the order of what is left.
fn exact(rows: Vec<&mut Row>, visits: &[u64]) {
    let all: u128 = visits.iter().map(|visits| u128::from(*visits)).sum();
    let quota = |visits: u64| u128::from(visits).saturating_mul(u128::from(WHOLE));
    let full = |visits: u64| quota(visits).checked_div(all).and_then(|full| u32::try_from(full).ok()).unwrap_or(0);
    let left = |visits: u64| quota(visits).checked_rem(all).unwrap_or(0);
    let given: u32 = visits.iter().map(|visits| full(*visits)).sum();
    let mut order: Vec<usize> = (0..visits.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(visits.get(*place).map_or(0, |visits| left(*visits))));
    let more = if all == 0 { 0 } else { usize::try_from(WHOLE.saturating_sub(given)).unwrap_or(0) };
    let favoured: Vec<usize> = order.into_iter().take(more).collect();
    for (place, (row, visits)) in rows.into_iter().zip(visits).enumerate() {
        let share = full(*visits).saturating_add(u32::from(favoured.contains(&place)));
        row.share = Some(Share { at_least: share, at_most: share });
    }
}

/// The least and the most that each row can be of the whole, rounded apart.
fn bounded(rows: Vec<&mut Row>) {
    let bounds: Vec<(u64, Option<u64>)> = rows.iter().map(|row| (row.at_least, row.at_most)).collect();
    let least_of_all: u128 = bounds.iter().map(|(least, _)| u128::from(*least)).sum();
    let known_most: u128 = bounds.iter().filter_map(|(_, most)| most.map(u128::from)).sum();
    let endless = bounds.iter().filter(|(_, most)| most.is_none()).count();
    for (row, (least, most)) in rows.into_iter().zip(bounds) {
        let (least, most) = (u128::from(least), most.map(u128::from));
        let others_least = least_of_all.saturating_sub(least);
        // Beside something without end even the most is next to nothing.
        let others_end = endless == usize::from(most.is_none());
        let at_least = if others_end { part(least, known_most.saturating_sub(most.unwrap_or(0)), false) } else { 0 };
        let at_most = most.map_or(WHOLE, |most| part(most, others_least, true));
        row.share = Some(Share { at_least, at_most });
    }
}

fn part(own: u128, others: u128, up: bool) -> u32 {
    let all = own.saturating_add(others);
    let quota = own.saturating_mul(u128::from(WHOLE));
    let rounded = if up { quota.checked_add(all.saturating_sub(1)) } else { Some(quota) };
    let share = rounded.and_then(|rounded| rounded.checked_div(all));
    share.and_then(|share| u32::try_from(share).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests;
