//! Other names for the members: two states that differ in who is called what are one.

use super::scenario::Scenario;

/// What each member is called, and whether the two versions of what the liar orders change places.
#[derive(Debug, Clone)]
pub(super) struct Renaming {
    /// The other name of each member.
    pub(super) member: Vec<usize>,
    /// Whether the liar's versions change places.
    pub(super) swaps: bool,
}

/// Every renaming that changes neither who is the first secretary nor who lies; the first one changes nothing.
pub(super) fn all(scenario: &Scenario) -> Vec<Renaming> {
    let mut orders = vec![Vec::new()];
    for member in 0..scenario.members {
        let is_fixed = |member: usize| member == 0 || scenario.liar == Some(member);
        let longer = |order: &Vec<usize>| {
            let names = (0..scenario.members).filter(|name| !order.contains(name));
            let fitting = names.filter(|name| if is_fixed(member) { *name == member } else { !is_fixed(*name) });
            fitting.map(|name| [order.as_slice(), &[name]].concat()).collect::<Vec<_>>()
        };
        orders = orders.iter().flat_map(longer).collect();
    }
    let swaps: &[bool] = if scenario.liar.is_some() { &[false, true] } else { &[false] };
    let renamings = swaps.iter().flat_map(|swaps| orders.iter().map(|member| Renaming { member: member.clone(), swaps: *swaps }));
    renamings.collect()
}
