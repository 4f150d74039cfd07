//! `maillage completions`: what the Tab key of a shell needs to know.

use clap_complete::Shell;
use maillage_node::service::Problem;

use crate::arguments;
use crate::context::Context;
use crate::language::say;

/// `maillage completions SHELL`.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-completions"))]
pub(crate) struct CompletionsArgs {
    #[arg(value_name = say!("value-shell"), help = say!("arg-shell"))]
    shell: Shell,
}

impl CompletionsArgs {
    /// Prints the script for the shell to read.
    pub(crate) fn run(self, context: &Context) -> Result<(), Problem> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut arguments::tree(), "maillage", &mut script);
        context.screen.text(&String::from_utf8(script).map_err(Problem::bug)?);
        Ok(())
    }
}
