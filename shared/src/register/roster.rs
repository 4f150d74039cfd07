//! The roster: who is a member at a given decision, and which devices act for whom.

use std::collections::BTreeMap;

use super::{AnchorLine, Hold};
use crate::{
    identity::{DeviceId, OperatorId, RootId, certificate::CertifiedDevice},
    text::Name,
};

/// A member, as the chain says up to some decision.
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
    /// The device that proposes, approves and votes.
    pub governing: DeviceId,
    /// Which device publishes, since when, and up to where; the last one publishes now.
    pub publishing: Vec<PublishingSpan>,
    /// Number of the Hold in force.
    pub hold_number: u32,
    /// Devices whose certificates stand in the register.
    pub devices: BTreeMap<DeviceId, CertifiedDevice>,
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
}

/// All members, and whose governing device puts decisions in order. Empty before the founding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    members: BTreeMap<OperatorId, Member>,
    secretary: Option<OperatorId>,
    /// Every device that the register ever certified, with its operator.
    devices: BTreeMap<DeviceId, OperatorId>,
    roots: BTreeMap<RootId, OperatorId>,
}

impl Roster {
    /// The members by operator.
    #[must_use]
    pub const fn members(&self) -> &BTreeMap<OperatorId, Member> {
        &self.members
    }

    /// The operator whose governing device orders decisions; nothing before the founding.
    #[must_use]
    pub const fn secretary(&self) -> Option<OperatorId> {
        self.secretary
    }

    /// The device that orders decisions now.
    #[must_use]
    pub fn secretary_device(&self) -> Option<DeviceId> {
        self.secretary.and_then(|operator| self.members.get(&operator)).map(|member| member.governing)
    }

    /// The member.
    #[must_use]
    pub fn member(&self, operator: OperatorId) -> Option<&Member> {
        self.members.get(&operator)
    }

    /// The member whose root key this is.
    #[must_use]
    pub fn operator_of_root(&self, root: RootId) -> Option<OperatorId> {
        self.roots.get(&root).copied()
    }

    /// The member that the register certified this device for.
    #[must_use]
    pub fn operator_of_device(&self, device: DeviceId) -> Option<OperatorId> {
        self.devices.get(&device).copied()
    }

    /// The member for which this device governs.
    #[must_use]
    pub fn member_of_governing(&self, device: DeviceId) -> Option<&Member> {
        let member = self.members.get(self.devices.get(&device)?)?;
        (member.governing == device).then_some(member)
    }

    /// The member that a certified device speaks for: the certificate names a member and that member's root key of today.
    ///
    /// The certificate's signature is verified where it is read; a device that the register certified for one member never
    /// speaks for another.
    #[must_use]
    pub fn owner_of(&self, certified: &CertifiedDevice) -> Option<OperatorId> {
        let member = self.members.get(&certified.operator)?;
        let taken = self.devices.get(&certified.device).is_some_and(|owner| *owner != member.operator);
        (member.root == certified.root && !taken).then_some(member.operator)
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
        self.members.values().any(|member| member.name.as_str().to_lowercase() == name)
    }

    /// Takes a member in; the first one becomes the secretary.
    pub(super) fn admit(&mut self, member: Member) {
        self.secretary.get_or_insert(member.operator);
        self.roots.insert(member.root, member.operator);
        self.devices.extend(member.devices.keys().map(|device| (*device, member.operator)));
        self.members.insert(member.operator, member);
    }

    /// Adds a further device of a member.
    pub(super) fn certify(&mut self, operator: OperatorId, further: Option<CertifiedDevice>) {
        let (Some(member), Some(further)) = (self.members.get_mut(&operator), further) else { return };
        self.devices.insert(further.device, operator);
        member.devices.insert(further.device, further);
    }

    /// Puts a Hold in force, as recorded at `height`.
    pub(super) fn hold(&mut self, operator: OperatorId, number: u32, hold: &Hold, height: u64) {
        let Some(member) = self.members.get_mut(&operator) else { return };
        member.governing = hold.governing;
        member.hold_number = number;
        if member.publisher() != Some(hold.publishing) {
            if let Some(last) = member.publishing.last_mut() {
                last.until = hold.former;
            }
            member.publishing.push(PublishingSpan { device: hold.publishing, from: height, until: None });
        }
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
