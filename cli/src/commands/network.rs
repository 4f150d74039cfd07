//! `maillage network`: founding a network.

use maillage_node::service::Problem;
use maillage_node::service::founding::{CreateNetwork, Created};

use super::typed;
use crate::context::Context;
use crate::language::say;
use crate::presentation::{Facts, Screen};

/// `maillage network`: founding a network.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-network"))]
pub(crate) struct NetworkArgs {
    #[command(subcommand)]
    action: NetworkAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum NetworkAction {
    #[command(about = say!("help-network-create"))]
    Create {
        #[arg(value_name = say!("value-name"), help = say!("arg-network-name"))]
        name: String,
        #[arg(long, value_name = say!("value-name"), help = say!("arg-operator-own"))]
        operator: String,
    },
}

impl NetworkArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        let NetworkAction::Create { name, operator } = self.action;
        let operation = CreateNetwork { name: typed::name(&name)?, operator: typed::name(&operator)?, dry_run: context.dry_run };
        let created = context.call(operation).await?;
        context.screen.answer("network-create", &created, |screen| show(screen, &created, context.dry_run))
    }
}

fn show(screen: &Screen, created: &Created, dry_run: bool) {
    let (network, operator) = (created.network_name.as_str(), created.operator_name.as_str());
    if !dry_run {
        screen.line(&say!("network-created", network = network, operator = operator));
    }
    Facts::new()
        .with(say!("label-network"), network)
        .with(say!("label-operator"), operator)
        .with_some(say!("label-code"), created.operator_code.map(|code| code.to_string()))
        .with_some(say!("label-device"), created.device_code.map(|code| code.to_string()))
        .with(say!("label-home"), &created.home)
        .with(say!("label-smallest-figure"), created.smallest_figure.to_string())
        .show(screen);
    screen.note(&if dry_run { say!("dry-run-note") } else { say!("network-created-next") });
}
