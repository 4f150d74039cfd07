//! `maillage config`: what this node is told about itself.

use maillage_node::service::Problem;
use maillage_node::service::settings::{ListSettings, SetSetting, Setting, SettingLine};
use serde_json::json;

use super::done::done;
use crate::context::Context;
use crate::language::say;
use crate::presentation::{Screen, Table};

/// `maillage config`: what this node is told about itself.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-config"))]
pub(crate) struct ConfigArgs {
    #[command(subcommand)]
    action: ConfigAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum ConfigAction {
    #[command(about = say!("help-config-list"))]
    List,
    #[command(about = say!("help-config-get"))]
    Get {
        #[arg(value_name = say!("value-setting"), help = say!("arg-setting"))]
        setting: Key,
    },
    #[command(about = say!("help-config-set"))]
    Set {
        #[arg(value_name = say!("value-setting"), help = say!("arg-setting"))]
        setting: Key,
        #[arg(value_name = "true|false", help = say!("arg-setting-value"), action = clap::ArgAction::Set)]
        value: bool,
    },
}

/// The name of a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Key {
    /// Whether this node puts decisions in order by itself while it keeps the register.
    #[value(name = "govern.auto")]
    GovernAuto,
}

impl Key {
    const fn setting(self) -> Setting {
        match self {
            Self::GovernAuto => Setting::GovernAuto,
        }
    }
}

impl ConfigArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            ConfigAction::List => {
                let settings = context.call(ListSettings {}).await?;
                context.screen.answer("config-list", &json!({ "settings": settings }), |screen| list(screen, &settings))
            }
            ConfigAction::Get { setting } => {
                let settings = context.call(ListSettings {}).await?;
                let line = settings.iter().find(|line| line.setting == setting.setting());
                context.screen.answer("config-get", &line, |screen| {
                    screen.line(&line.map(|line| line.value.to_string()).unwrap_or_default());
                })
            }
            ConfigAction::Set { setting, value } => {
                let set = SetSetting { setting: setting.setting(), value, dry_run: context.dry_run };
                let line = context.call(set).await?;
                let sentence = said(&line);
                let next = if line.value { String::new() } else { say!("config-order-next") };
                done(context, "config-set", &line, &sentence, &next)
            }
        }
    }
}

/// What a setting means with its value.
fn said(line: &SettingLine) -> String {
    match (line.setting, line.value) {
        (Setting::GovernAuto, true) => say!("setting-govern-auto-on"),
        (Setting::GovernAuto, false) => say!("setting-govern-auto-off"),
    }
}

const fn name(setting: Setting) -> &'static str {
    match setting {
        Setting::GovernAuto => "govern.auto",
    }
}

fn list(screen: &Screen, settings: &[SettingLine]) {
    let mut table = Table::new([say!("label-setting"), say!("label-value"), say!("label-meaning")]);
    for line in settings {
        table.row([name(line.setting).to_owned(), line.value.to_string(), said(line)]);
    }
    screen.table(&table);
}
