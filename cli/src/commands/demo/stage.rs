//! One home and one node process for each operator, and the commands run in them.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use maillage_node::service::{Problem, ProblemCode, reasons};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use super::data::Data;
use crate::context::Context;
use crate::language::spoken;

/// The day on which the demonstration plays: the supplied visits end a fortnight before.
pub(super) const DAY: &str = "2026-10-15";

/// Time for one command; an import of a large file takes the longest.
const COMMAND: Duration = Duration::from_mins(5);

/// Time for a node to be ready.
const READY: Duration = Duration::from_secs(30);

/// Time for a node to stop.
const STOP: Duration = Duration::from_secs(10);

/// An operator of the demonstration.
#[derive(Debug)]
pub(super) struct Actor {
    pub(super) name: String,
    pub(super) home: PathBuf,
    node: Option<Child>,
    pub(super) process_id: Option<u32>,
}

/// All operators, and the folder that holds their homes.
#[derive(Debug)]
pub(super) struct Stage {
    actors: Vec<Actor>,
    folder: PathBuf,
    kept: bool,
    files: PathBuf,
    program: PathBuf,
}

impl Actor {
    /// A command that a person can type to talk to this node.
    pub(super) fn example(&self) -> String {
        format!("maillage --home {} status", self.home.display())
    }

    /// Whether the node's process is there.
    pub(super) fn is_running(&mut self) -> bool {
        self.node.as_mut().is_some_and(|node| matches!(node.try_wait(), Ok(None)))
    }
}

impl Stage {
    /// Makes the folder with a home for each operator: `keep`, or one for the time of the demonstration.
    ///
    /// # Errors
    /// [`ProblemCode::HomeOccupied`] when the folder holds something already, [`ProblemCode::DemoData`] when it cannot be written.
    pub(super) fn set(data: Data, keep: Option<&Path>, context: &Context) -> Result<Self, Problem> {
        let temporary = || std::env::temp_dir().join(format!("maillage-demo-{}", std::process::id()));
        let folder = keep.map_or_else(temporary, ToOwned::to_owned);
        let unusable = |error: std::io::Error| {
            Problem::new(ProblemCode::DemoData).with("path", folder.display()).with("why", reasons::of_file(&error))
        };
        std::fs::create_dir_all(&folder).map_err(unusable)?;
        if std::fs::read_dir(&folder).map_err(unusable)?.next().is_some() {
            return Err(Problem::new(ProblemCode::HomeOccupied).with("command", "demo").with("path", folder.display()));
        }
        let folder = std::path::absolute(&folder).map_err(unusable)?;
        let files = data.folder(&folder.join("data"))?;
        let program = std::env::current_exe().map_err(unusable)?;
        let actor = |name: String| Actor { home: folder.join(&name), name, node: None, process_id: None };
        let actors = data.operators.into_iter().map(actor).collect();
        context.screen.detail(&folder.display().to_string());
        Ok(Self { actors, folder, kept: keep.is_some(), files, program })
    }

    /// The operators.
    pub(super) fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// The operators, to look at their processes.
    pub(super) fn actors_mut(&mut self) -> &mut [Actor] {
        &mut self.actors
    }

    /// A file of the demonstration's data.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.files.join(name)
    }

    /// Refuses to go on when a node has ended: nobody would ever see the same as it.
    ///
    /// # Errors
    /// [`ProblemCode::DemoFailed`], naming the operator.
    pub(super) fn check_running(&mut self) -> Result<(), Problem> {
        for actor in &mut self.actors {
            if actor.process_id.is_some() && !actor.is_running() {
                return Err(Problem::new(ProblemCode::DemoFailed).with("step", "node run").with("why", &actor.name));
            }
        }
        Ok(())
    }

    fn command(&self, actor: usize, words: &[OsString]) -> Result<Command, Problem> {
        let actor = self.actors.get(actor).ok_or_else(|| Problem::bug("no such operator"))?;
        let mut command = Command::new(&self.program);
        command.arg("--home").arg(&actor.home).args(["--json", "--yes", "--no-input", "--lang", spoken().code()]).args(words);
        command.env("MAILLAGE_CLOCK", DAY).env_remove("MAILLAGE_HOME").stdin(Stdio::null()).kill_on_drop(true);
        Ok(command)
    }

    /// Runs a command in an operator's home and gives its JSON document.
    ///
    /// # Errors
    /// The problem that the command ended with, or [`ProblemCode::DemoFailed`] when it said nothing that can be read.
    pub(super) async fn run<W: Into<OsString> + Clone>(&self, actor: usize, words: &[W]) -> Result<Value, Problem> {
        self.run_within(COMMAND, actor, words).await
    }

    /// As [`Stage::run`], within a time of its own.
    pub(super) async fn run_within<W: Into<OsString> + Clone>(
        &self,
        limit: Duration,
        actor: usize,
        words: &[W],
    ) -> Result<Value, Problem> {
        let words: Vec<OsString> = words.iter().cloned().map(Into::into).collect();
        let step = words.iter().take(2).map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
        let failed = |why: &dyn std::fmt::Display| Problem::new(ProblemCode::DemoFailed).with("step", &step).with("why", why);
        let running = self.command(actor, &words)?.output();
        let output = timeout(limit, running).await.map_err(|_| failed(&format!("> {} s", limit.as_secs())))?;
        let output = output.map_err(|error| failed(&error))?;
        if output.status.success() {
            return serde_json::from_slice(&output.stdout).map_err(|error| failed(&error));
        }
        let said = serde_json::from_slice::<Value>(&output.stderr).ok();
        let message = said.as_ref().and_then(|said| said.get("message")).and_then(Value::as_str).map(ToOwned::to_owned);
        Err(failed(&message.unwrap_or_else(|| output.status.to_string())))
    }

    /// Starts an operator's node and waits until it is ready.
    ///
    /// # Errors
    /// [`ProblemCode::DemoFailed`] when it does not become ready in time.
    pub(super) async fn start(&mut self, actor: usize) -> Result<(), Problem> {
        let failed = |why: &dyn std::fmt::Display| Problem::new(ProblemCode::DemoFailed).with("step", "node run").with("why", why);
        let words = ["node", "run", "--listen", "127.0.0.1:0"].map(OsString::from);
        let mut command = self.command(actor, &words)?;
        let mut node = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(|error| failed(&error))?;
        let process_id = node.id();
        let stdout = node.stdout.take().ok_or_else(|| failed(&"no output"))?;
        let mut lines = BufReader::new(stdout).lines();
        let first = timeout(READY, lines.next_line()).await.map_err(|_| failed(&"> 30 s"))?.map_err(|error| failed(&error))?;
        let event = first.and_then(|line| serde_json::from_str::<Value>(&line).ok());
        let ready = event.as_ref().and_then(|event| event.get("event")) == Some(&Value::from("ready"));
        if !ready {
            return Err(failed(&event.map_or_else(String::new, |event| event.to_string())));
        }
        // Its further events are of no use here, but a full pipe would stop it.
        tokio::spawn(async move { while matches!(lines.next_line().await, Ok(Some(_))) {} });
        if let Some(actor) = self.actors.get_mut(actor) {
            actor.node = Some(node);
            actor.process_id = process_id;
        }
        Ok(())
    }

    /// Stops all nodes, the last in first, and removes the folder unless it is to be kept.
    pub(super) async fn clear(&mut self) {
        for number in (0..self.actors.len()).rev() {
            if self.actors.get_mut(number).is_some_and(Actor::is_running) {
                let asked = self.run_within(STOP, number, &["node", "stop"]).await;
                tracing::debug!(?asked, "a node was asked to stop");
            }
            if let Some(mut node) = self.actors.get_mut(number).and_then(|actor| actor.node.take())
                && timeout(STOP, node.wait()).await.is_err()
            {
                tracing::warn!("a node did not stop in time and is ended");
                let _ended = node.kill().await;
            }
        }
        if !self.kept
            && let Err(error) = std::fs::remove_dir_all(&self.folder)
        {
            tracing::warn!(%error, folder = %self.folder.display(), "the demonstration's folder was left behind");
        }
    }
}
