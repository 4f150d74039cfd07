//! `maillage node`: the program that keeps in touch with the other members.

mod events;

use std::net::SocketAddr;
use std::process;
use std::time::Duration;

use maillage_node::ledger::News;
use maillage_node::running::Running;
use maillage_node::service::Problem;
use maillage_node::service::stopping::StopNode;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::context::{Context, clock};
use crate::language::say;
use events::{Events, Ready};

/// Exit status of a node whose end was asked for twice: 128 and the number of the interrupt, as shells count.
const INTERRUPTED: i32 = 130;

/// Pause between two looks whether the disk takes what is written.
const LOOK: Duration = Duration::from_secs(1);

/// `maillage node`: the program that keeps in touch with the other members.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-node"))]
pub(crate) struct NodeArgs {
    #[command(subcommand)]
    action: NodeAction,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
enum NodeAction {
    #[command(about = say!("help-node-run"))]
    Run {
        #[arg(long, value_name = say!("value-address"), help = say!("arg-listen"))]
        listen: Vec<SocketAddr>,
    },
    #[command(about = say!("help-node-stop"))]
    Stop,
}

impl NodeArgs {
    /// Runs it.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        match self.action {
            NodeAction::Run { listen } => run(context, listen).await,
            NodeAction::Stop => stop(context).await,
        }
    }
}

/// Asks the node of this home to stop. It ends a moment later.
async fn stop(context: &Context) -> Result<(), Problem> {
    let stopping = context.call(StopNode {}).await?;
    context.screen.answer("node-stop", &stopping, |screen| screen.line(&say!("node-stop-asked")))
}

/// Runs the node until somebody asks it to stop: with a signal, or with `maillage node stop`.
async fn run(context: &Context, listen: Vec<SocketAddr>) -> Result<(), Problem> {
    let mut asked_to_stop = StopSignals::listen()?;
    let running = Running::start(context.home.clone(), clock()?, listen).await?;
    let mut news = running.service().opened()?.ledger.subscribe();
    let mut events = Events::new(&context.screen);
    let mut footing = running.service().footing()?;
    let mut looking = tokio::time::interval(LOOK);
    events.ready(&Ready::of(&running).await?)?;
    loop {
        tokio::select! {
            received = next(&mut news) => match received {
                Some(received) => events.received(&received)?,
                None => break,
            },
            () = asked_to_stop.next() => break,
            () = running.stop_asked() => break,
            _ = looking.tick() => events.disk(running.service().opened()?.ledger.store().trouble())?,
        }
        let before = std::mem::replace(&mut footing, running.service().footing()?);
        if footing != before {
            events.changed(before, &Ready::of(&running).await?)?;
        }
    }
    events.stopping()?;
    tokio::select! {
        () = running.stop() => {}
        () = asked_to_stop.next() => process::exit(INTERRUPTED),
    }
    events.stopped()
}

/// The next news; one without content where some were missed.
async fn next(news: &mut Receiver<News>) -> Option<News> {
    match news.recv().await {
        Ok(news) => Some(news),
        Err(RecvError::Lagged(_)) => Some(News { entries: [].into(), items: [].into(), forks: [].into(), from: None }),
        Err(RecvError::Closed) => None,
    }
}

/// The signals by which the system, or a person with Ctrl-C, asks a program to end.
struct StopSignals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl StopSignals {
    #[cfg(unix)]
    fn listen() -> Result<Self, Problem> {
        use tokio::signal::unix::{SignalKind, signal};
        let interrupt = signal(SignalKind::interrupt()).map_err(Problem::bug)?;
        let terminate = signal(SignalKind::terminate()).map_err(Problem::bug)?;
        Ok(Self { interrupt, terminate })
    }

    #[cfg(unix)]
    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps, reason = "listening can fail on other systems")]
    const fn listen() -> Result<Self, Problem> {
        Ok(Self {})
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
