//! Settings of this home. They concern this node alone, and are not shared.

use serde::{Deserialize, Serialize};

use super::{Operation, Problem, Progress, Service, opened::Opened, steward};
use crate::store::meta;

/// A setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Setting {
    /// Whether this node, while it keeps the register, puts decisions in order by itself.
    #[serde(rename = "govern.auto")]
    GovernAuto,
}

/// Lists the settings.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListSettings {}

/// Changes a setting.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetSetting {
    /// Which.
    pub setting: Setting,
    /// Its value from now on.
    pub value: bool,
    /// Change nothing.
    pub dry_run: bool,
}

/// A setting with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingLine {
    /// Which.
    pub setting: Setting,
    /// Its value.
    pub value: bool,
    /// The value that it has when nobody says otherwise.
    pub default: bool,
}

/// Whether this node puts decisions in order by itself.
pub(super) fn govern_auto(opened: &Opened) -> Result<bool, Problem> {
    let kept = opened.ledger.store().read(|read| read.fact(&meta::GOVERN_AUTO));
    Ok(kept.map_err(Problem::from)?.unwrap_or(true))
}

impl Operation for ListSettings {
    const NAME: &'static str = "config-list";
    type Output = Vec<SettingLine>;

    fn perform(self, service: &Service, _: &Progress) -> Result<Vec<SettingLine>, Problem> {
        let value = govern_auto(service.opened()?)?;
        Ok(vec![SettingLine { setting: Setting::GovernAuto, value, default: true }])
    }
}

impl Operation for SetSetting {
    const NAME: &'static str = "config-set";
    type Output = SettingLine;

    fn perform(self, service: &Service, _: &Progress) -> Result<SettingLine, Problem> {
        let opened = service.opened()?;
        if !self.dry_run {
            let fact = match self.setting {
                Setting::GovernAuto => &meta::GOVERN_AUTO,
            };
            opened.ledger.store().write(|write| write.put_fact(fact, &self.value)).map_err(Problem::from)?;
            // What waited for a person is done at once when the node may do it again.
            steward::attend(service)?;
        }
        Ok(SettingLine { setting: self.setting, value: self.value, default: true })
    }
}
