//! Members.

use maillage_shared::{
    identity::{DeviceId, OperatorId, ShortCode},
    register::Standing,
};
use serde::{Deserialize, Serialize};

use super::{Operation, Problem, Progress, Service, opened::Opened};

/// Lists the members.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ListMembers {
    /// Also those who left or were removed.
    #[serde(default)]
    pub all: bool,
}

/// One member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberLine {
    /// The operator.
    pub operator: OperatorId,
    /// Its name.
    pub name: String,
    /// Its short code.
    pub code: ShortCode,
    /// Whether this home works for it.
    pub me: bool,
    /// Whether its governing device puts decisions in order.
    pub secretary: bool,
    /// Height of the decision that made it a member.
    pub joined_at: u64,
    /// Whether it takes part, and since which decision it does not.
    #[serde(flatten)]
    pub standing: Standing,
    /// Its devices whose journals are held here.
    pub devices: Vec<DeviceLine>,
    /// Permanences on its page.
    pub permanences: usize,
}

/// One device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub struct DeviceLine {
    /// The device.
    pub device: DeviceId,
    /// Its name.
    pub name: String,
    /// Its short code.
    pub code: ShortCode,
    /// Entries of its journal held here.
    pub entries: u64,
    /// Whether it decides for the operator.
    pub governs: bool,
    /// Whether it publishes for the operator.
    pub publishes: bool,
    /// Whether it signed two histories.
    pub forked: bool,
    /// Whether it speaks for the operator no longer.
    pub revoked: bool,
}

impl Operation for ListMembers {
    const NAME: &'static str = "member-list";
    type Output = Vec<MemberLine>;

    fn perform(self, service: &Service, _: &Progress) -> Result<Vec<MemberLine>, Problem> {
        Ok(lines(service.reading()?, self.all))
    }
}

/// All members, by name; former ones too when `all` is asked for.
fn lines(opened: &Opened, all: bool) -> Vec<MemberLine> {
    let fold = opened.ledger.fold();
    let roster = &fold.state().roster;
    let mut lines: Vec<MemberLine> = roster
        .everybody()
        .values()
        .filter(|member| all || member.standing.is_in())
        .map(|member| MemberLine {
            operator: member.operator,
            name: member.name.to_string(),
            code: member.operator.short_code(),
            me: member.operator == opened.operator,
            secretary: roster.secretary() == Some(member.operator),
            joined_at: member.joined_at,
            standing: member.standing,
            devices: fold
                .devices_of(member.operator)
                .map(|certified| DeviceLine {
                    device: certified.device,
                    // A device may have been given another name since it began its journal.
                    name: super::devices::name_of(member, certified.device),
                    code: certified.device.short_code(),
                    entries: fold.head(certified.device).seq,
                    governs: member.governing == certified.device,
                    publishes: member.publisher() == Some(certified.device),
                    forked: fold.forks().contains_key(&certified.device),
                    revoked: member.revoked.contains(&certified.device),
                })
                .collect(),
            permanences: fold.operator(member.operator).map_or(0, |operator| operator.page().permanences.len()),
        })
        .collect();
    lines.sort_by(|one, other| (&one.name, one.operator).cmp(&(&other.name, other.operator)));
    lines
}
