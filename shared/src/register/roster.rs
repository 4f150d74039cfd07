//! The roster: who is a member at a given decision, and which devices act for whom.

use std::collections::{BTreeMap, BTreeSet};

use super::{AnchorLine, Hold};
use crate::{
    identity::{DeviceId, OperatorId, RootId, certificate::CertifiedDevice},
    text::Name,
};

/// Whether a member takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "standing", content = "since", rename_all = "kebab-case")]
pub enum Standing {
    /// It decides and is counted.
    Active,
    /// It is silent and left out of the count since the decision of this height; its own signature brings it back.
    Suspended(u64),
    /// It left by the decision of this height.
    Left(u64),
    /// It was removed by the decision of this height.
    Removed(u64),
}

impl Standing {
    /// Whether it is in the network, counted or not.
    #[must_use]
    pub const fn is_in(self) -> bool {
        matches!(self, Self::Active | Self::Suspended(_))
    }
}

/// A member, as the chain says up to some decision. One that is no longer in stays here, marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The operator.
    pub operator: OperatorId,
    /// The name under which it was admitted.
    pub name: Name,
    /// Its root key.
    pub root: RootId,
    /// Height of the decision by which it became a member.
    pub joined_at: u64,
    /// Whether it takes part.
    pub standing: Standing,
    /// The device that proposes, approves and votes.
    pub governing: DeviceId,
    /// Which device publishes, since when, and up to where; the last one publishes now.
    pub publishing: Vec<PublishingSpan>,
    /// Number of the Hold in force.
    pub hold_number: u32,
    /// Devices whose certificates stand in the register.
    pub devices: BTreeMap<DeviceId, CertifiedDevice>,
    /// Those of them that speak for it no longer.
    pub revoked: BTreeSet<DeviceId>,
}

/// A stretch of a device's journal whose publications count for its operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PublishingSpan {
    /// The device.
    pub device: DeviceId,
    /// Height of the decision that recorded its Hold: a publication that has not seen that decision is not of this span.
    pub from: u64,
    /// The last entry that counts, once another device publishes.
    pub until: Option<AnchorLine>,
}

impl PublishingSpan {
    /// Whether entry `seq` of the device's journal lies before the end of the span.
    #[must_use]
    pub fn reaches(&self, seq: u64) -> bool {
        self.until.is_none_or(|last| seq <= last.seq)
    }
}

impl Member {
    /// The device that publishes now.
    #[must_use]
    pub fn publisher(&self) -> Option<DeviceId> {
        self.publishing.last().map(|span| span.device)
    }

    /// The device that decides for the member: its governing one, unless that is revoked.
    #[must_use]
    pub fn decider(&self) -> Option<DeviceId> {
        (!self.revoked.contains(&self.governing)).then_some(self.governing)
    }

    /// Whether the member decides and is counted.
    #[must_use]
    pub const fn is_active(&self) -> bool {
        matches!(self.standing, Standing::Active)
    }
}

/// All members, former ones included, and whose governing device puts decisions in order. Empty before the founding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    members: BTreeMap<OperatorId, Member>,
    secretary: Option<OperatorId>,
    /// Every device that the register ever certified, with its operator.
    devices: BTreeMap<DeviceId, OperatorId>,
    roots: BTreeMap<RootId, OperatorId>,
    had_three: bool,
}

impl Roster {
    /// Everybody who is or was a member, by operator.
    #[must_use]
    pub const fn everybody(&self) -> &BTreeMap<OperatorId, Member> {
        &self.members
    }

    /// The members, suspended ones included, in ascending order of operator.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.values().filter(|member| member.standing.is_in())
    }

    /// The devices that speak for members, suspended ones included, with their operators.
    pub fn speaking(&self) -> impl Iterator<Item = (DeviceId, OperatorId)> {
        self.members().flat_map(|member| {
            let speaking = member.devices.keys().filter(|device| !member.revoked.contains(device));
            speaking.map(|device| (*device, member.operator))
        })
    }

    /// The members that decide and are counted, in ascending order of operator.
    pub fn active(&self) -> impl Iterator<Item = &Member> {
        self.members.values().filter(|member| member.is_active())
    }

    /// How many members decide and are counted.
    #[must_use]
    pub fn active_count(&self) -> usize {
        self.active().count()
    }

    /// The least number of members that is more than half of the active ones.
    #[must_use]
    pub fn majority(&self) -> usize {
        self.active_count().div_euclid(2).saturating_add(1)
    }

    /// Whether there ever were three active members at once: from then on a majority decides what a lone founder decided before.
    #[must_use]
    pub const fn had_three(&self) -> bool {
        self.had_three
    }

    /// The operator whose governing device orders decisions; nothing before the founding.
    #[must_use]
    pub const fn secretary(&self) -> Option<OperatorId> {
        self.secretary
    }

    /// The device that orders decisions now; nothing while it is revoked and no other governs.
    #[must_use]
    pub fn secretary_device(&self) -> Option<DeviceId> {
        self.secretary.and_then(|operator| self.members.get(&operator)).and_then(Member::decider)
    }

    /// The member, suspended or not. Nothing for one that left or was removed.
    #[must_use]
    pub fn member(&self, operator: OperatorId) -> Option<&Member> {
        self.members.get(&operator).filter(|member| member.standing.is_in())
    }

    /// The operator that this root key speaks or spoke for.
    #[must_use]
    pub fn operator_of_root(&self, root: RootId) -> Option<OperatorId> {
        self.roots.get(&root).copied()
    }

    /// The operator, member or former member, that the register certified this device for.
    #[must_use]
    pub fn operator_of_device(&self, device: DeviceId) -> Option<OperatorId> {
        self.devices.get(&device).copied()
    }

    /// The active member for which this device governs.
    #[must_use]
    pub fn member_of_governing(&self, device: DeviceId) -> Option<&Member> {
        self.governed_by(device).filter(|member| member.is_active())
    }

    /// The member, suspended or not, for which this device governs.
    #[must_use]
    pub fn governed_by(&self, device: DeviceId) -> Option<&Member> {
        let member = self.member(*self.devices.get(&device)?)?;
        (member.decider() == Some(device)).then_some(member)
    }

    /// Whether the device may speak to members: one of a member that is in, and not revoked.
    #[must_use]
    pub fn may_connect(&self, device: DeviceId) -> bool {
        let member = self.devices.get(&device).and_then(|operator| self.member(*operator));
        member.is_some_and(|member| !member.revoked.contains(&device))
    }

    /// The operator, member or former member, that a certified device speaks for: the register certified this device for it, and
    /// the root that signed this certificate was its root.
    ///
    /// The certificate's signature is verified where it is read; a device that the register certified for one operator never
    /// speaks for another.
    #[must_use]
    pub fn owner_of(&self, certified: &CertifiedDevice) -> Option<OperatorId> {
        let of_root = self.roots.get(&certified.root).copied().filter(|operator| *operator == certified.operator)?;
        let taken = self.devices.get(&certified.device).is_some_and(|owner| *owner != of_root);
        (!taken).then_some(of_root)
    }

    /// The newest span in which entry `seq` of `device` may publish for `operator`.
    ///
    /// The caller still compares the span's `from` with the height of the decision that the publication has seen.
    #[must_use]
    pub fn publishing_span(&self, operator: OperatorId, device: DeviceId, seq: u64) -> Option<&PublishingSpan> {
        let spans = &self.members.get(&operator)?.publishing;
        spans.iter().rev().find(|span| span.device == device && span.reaches(seq))
    }

    /// Whether entry `seq` of `device` may publish for `operator`.
    #[must_use]
    pub fn may_publish(&self, operator: OperatorId, device: DeviceId, seq: u64) -> bool {
        self.publishing_span(operator, device, seq).is_some()
    }

    /// Whether the name is a member's already, whatever its capitals.
    #[must_use]
    pub fn is_name_taken(&self, name: &Name) -> bool {
        let name = name.as_str().to_lowercase();
        self.members().any(|member| member.name.as_str().to_lowercase() == name)
    }

    /// Takes a member in; the first one becomes the secretary.
    pub(super) fn admit(&mut self, member: Member) {
        self.secretary.get_or_insert(member.operator);
        self.roots.insert(member.root, member.operator);
        self.devices.extend(member.devices.keys().map(|device| (*device, member.operator)));
        self.members.insert(member.operator, member);
        self.had_three |= self.active_count() >= 3;
    }

    /// Adds a further device of a member, or another name of one of its devices.
    pub(super) fn certify(&mut self, operator: OperatorId, further: Option<CertifiedDevice>) {
        let (Some(member), Some(further)) = (self.members.get_mut(&operator), further) else { return };
        self.devices.insert(further.device, operator);
        member.devices.insert(further.device, further);
    }

    /// Puts a Hold in force, as recorded at `height`: one of a lower number than the one in force changes nothing.
    pub(super) fn hold(&mut self, operator: OperatorId, number: u32, hold: &Hold, height: u64) {
        let Some(member) = self.members.get_mut(&operator).filter(|member| number > member.hold_number) else { return };
        member.governing = hold.governing;
        member.hold_number = number;
        if member.publisher() != Some(hold.publishing) {
            if let Some(last) = member.publishing.last_mut() {
                last.until = hold.former;
            }
            member.publishing.push(PublishingSpan { device: hold.publishing, from: height, until: None });
        }
    }

    /// Changes how a member takes part.
    pub(super) fn stand(&mut self, operator: OperatorId, standing: Standing) {
        if let Some(member) = self.members.get_mut(&operator) {
            member.standing = standing;
        }
        self.had_three |= self.active_count() >= 3;
    }

    /// A device speaks for its operator no longer.
    pub(super) fn revoke(&mut self, operator: OperatorId, device: DeviceId) {
        if let Some(member) = self.members.get_mut(&operator) {
            member.revoked.insert(device);
        }
    }

    /// Puts a member as it is from now on in the place of what it was. Roots and devices of before stay known as its own.
    pub(super) fn replace(&mut self, member: Member) {
        self.roots.insert(member.root, member.operator);
        self.devices.extend(member.devices.keys().map(|device| (*device, member.operator)));
        self.members.insert(member.operator, member);
    }

    /// Hands the order of decisions to another operator.
    pub(super) const fn install(&mut self, secretary: OperatorId) {
        self.secretary = Some(secretary);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AnchorLine, Hold, fixture::Network};
    use crate::{
        identity::{DeviceKey, certificate::CertifiedDevice},
        journal::EntryHash,
        text::Name,
    };

    #[test]
    fn a_journal_certificate_speaks_for_a_member_only_under_the_members_own_root() {
        let network = Network::founded_with(2);
        let roster = &network.state().chain.roster;
        let (one, two) = (&network.people[0], &network.people[1]);
        let device = DeviceKey::from_secret(&[99; 32]).public();
        let name = Name::new("second laptop").unwrap();
        let mut certified =
            CertifiedDevice { network: network.id, operator: one.operator(), root: one.root.public(), number: 2, device, name };
        assert_eq!(roster.owner_of(&certified), Some(one.operator()));
        certified.root = two.root.public();
        assert_eq!(roster.owner_of(&certified), None);
        certified.root = one.root.public();
        certified.device = two.device.public();
        assert_eq!(roster.owner_of(&certified), None, "the device is the other member's");
    }

    #[test]
    fn the_former_publisher_counts_up_to_the_entry_that_the_hold_names() {
        let network = Network::founded_with(1);
        let mut roster = network.state().chain.roster.clone();
        let (operator, old) = (network.people[0].operator(), network.people[0].device.public());
        let new = DeviceKey::from_secret(&[98; 32]).public();
        let former = AnchorLine { device: old, seq: 7, hash: EntryHash::from_bytes([1; 32]) };
        roster.hold(operator, 2, &Hold { governing: old, publishing: new, former: Some(former), certificate: None }, 5);
        assert!(roster.may_publish(operator, old, 7));
        assert!(!roster.may_publish(operator, old, 8));
        assert!(roster.may_publish(operator, new, 1));
        assert_eq!(roster.publishing_span(operator, new, 1).map(|span| span.from), Some(5));
    }
}
