//! `maillage demo`: a whole network on one computer, to try it out.
//!
//! Everything goes through the public commands, each run as a process of its own on a fixed day: what the demonstration shows is
//! what a person gets by typing the same.
//!
//! * [`data`]: the fictitious operators and their files
//! * [`stage`]: one home and one node process for each operator, and the commands run in them
//! * [`script`]: the steps
//! * [`outcome`]: what came of it

mod data;
mod outcome;
mod script;
mod stage;

use std::path::PathBuf;
use std::time::Instant;

use maillage_node::service::{Problem, ProblemCode};

use crate::context::Context;
use crate::language::say;
use outcome::Outcome;
use stage::Stage;

/// `maillage demo`: a whole network on one computer, to try it out.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-demo"))]
pub(crate) struct DemoArgs {
    #[arg(long, help = say!("arg-demo-once"))]
    once: bool,
    #[arg(long, value_name = say!("value-folder"), help = say!("arg-demo-keep"))]
    keep: Option<PathBuf>,
    #[arg(long, value_name = say!("value-folder"), help = say!("arg-demo-data"))]
    data: Option<PathBuf>,
}

impl DemoArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        let begun = Instant::now();
        let data = data::Data::prepare(self.data.as_deref())?;
        let mut stage = Stage::set(data, self.keep.as_deref(), context)?;
        context.screen.note(&say!("demo-begins", count = stage.actors().len()));
        let played = script::play(&mut stage, context).await;
        let outcome = Outcome::gather(&mut stage, played.is_ok(), begun.elapsed()).await;
        outcome.show(&context.screen)?;
        if !self.once && outcome.converged {
            stay(&stage, context).await;
        }
        stage.clear().await;
        if let Some(folder) = &self.keep {
            context.screen.note(&say!("demo-kept", path = folder.display().to_string()));
        }
        played?;
        if outcome.converged { Ok(()) } else { Err(Problem::new(ProblemCode::NotConverged).with("seconds", outcome.seconds)) }
    }
}

/// Stays until Ctrl-C, and says how to talk to each node meanwhile.
async fn stay(stage: &Stage, context: &Context) {
    context.screen.say(&say!("demo-talk"));
    for actor in stage.actors() {
        context.screen.say(&format!("    {}", actor.example()));
    }
    context.screen.say(&say!("demo-stop"));
    if tokio::signal::ctrl_c().await.is_err() {
        context.screen.detail("Ctrl-C");
    }
}
