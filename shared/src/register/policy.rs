//! The network's own numbers, decided at the founding and later by its members.

use crate::bounds;

/// The version of the rules that this program knows. A decision may ask for a later one.
pub const RULES_VERSION: u16 = 1;

/// The policy in force.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode, serde::Serialize)]
#[cbor(map)]
pub struct Policy {
    /// Smallest number of visits that is published as a number (k). May be raised, never lowered for what is out.
    #[n(0)]
    pub smallest_figure: u32,
    /// An admission needs the approval of one member in this many, the sponsor's included.
    #[n(1)]
    pub admission_share: u32,
    /// ... and of at least this many members; of all but one while the network has not more than that.
    #[n(2)]
    pub admission_least: u32,
    /// The version of the vocabularies in force, see [`crate::record::vocabulary`].
    #[n(3)]
    pub vocabulary_version: u32,
    /// SHA-256 of the vocabularies' bytes: nodes with other codes would count differently.
    #[cbor(n(4), with = "minicbor::bytes")]
    #[serde(skip)]
    pub vocabulary_hash: [u8; 32],
}

impl Policy {
    /// What a network begins with unless its founder says otherwise.
    #[must_use]
    pub fn initial() -> Self {
        Self {
            smallest_figure: 5,
            admission_share: 3,
            admission_least: 2,
            vocabulary_version: crate::record::vocabulary::VERSION,
            vocabulary_hash: crate::record::vocabulary::hash(),
        }
    }

    /// Approvals that an admission needs among `members` members, the sponsor's included: a third of them, rounded up, and at
    /// least two once there are three. A higher least number asks for all but one of them until there are more.
    #[must_use]
    pub fn admission_approvals(&self, members: usize) -> usize {
        let share = usize::try_from(self.admission_share).unwrap_or(1).max(1);
        let least = usize::try_from(self.admission_least).unwrap_or(1);
        let floor = least.min(members.saturating_sub(1)).max(1);
        members.div_ceil(share).max(floor).min(bounds::APPROVALS)
    }
}

#[cfg(test)]
mod tests {
    use super::Policy;

    #[test]
    fn to_ask_for_more_approvals_never_makes_fewer_enough() {
        let asking = |least| Policy { admission_least: least, ..Policy::initial() };
        for members in 1..40 {
            for least in 1..40 {
                let (before, after) = (asking(least).admission_approvals(members), asking(least + 1).admission_approvals(members));
                assert!(before <= after && after <= members, "{members} members, at least {least}: {before}, then {after}");
            }
        }
    }

    #[test]
    fn an_admission_needs_a_third_of_the_members_and_at_least_two_once_there_are_three() {
        let policy = Policy::initial();
        let needed: Vec<usize> = [1, 2, 3, 6, 7, 9, 10].map(|members| policy.admission_approvals(members)).into();
        assert_eq!(needed, [1, 1, 2, 2, 3, 3, 4]);
    }
}
