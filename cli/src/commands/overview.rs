//! `maillage` alone: how things stand in three lines, and the next command to type.

use maillage_node::service::Problem;
use maillage_node::service::status::{AskStatus, Standing, Status};
use maillage_shared::text;

use super::advice;
use crate::context::Context;
use crate::language::say;
use crate::presentation::{Facts, Screen, Tone};

/// The overview as programs read it.
#[derive(serde::Serialize)]
struct Overview<'a> {
    version: &'static str,
    home: String,
    empty: bool,
    standing: Standing,
    running: bool,
    network: Option<&'a str>,
    operator: Option<&'a str>,
    requests: usize,
    next: Option<String>,
}

/// Shows the first steps in an empty home, the state and the daily commands in any other.
pub(super) async fn run(context: &Context) -> Result<(), Problem> {
    let status = match context.call(AskStatus {}).await {
        Ok(status) => status,
        Err(problem) => {
            context.screen.note(&say!("overview-title"));
            return Err(problem);
        }
    };
    let network = status.network.as_ref();
    let overview = Overview {
        version: env!("CARGO_PKG_VERSION"),
        home: context.home.display().to_string(),
        empty: status.standing == Standing::Empty,
        standing: status.standing,
        running: status.running,
        network: network.map(|network| network.name.as_str()),
        operator: network.map(|network| network.operator.as_str()),
        requests: status.requests,
        next: next(&status),
    };
    context.screen.answer("overview", &overview, |screen| show(screen, &status, overview.next.as_deref()))
}

/// Why there is something to do, and what: who may say nothing any more wants to know that first.
fn next(status: &Status) -> Option<String> {
    let step = advice::authority(status.authority).or_else(|| advice::next_step(status));
    let why = advice::ended(status.standing)
        .or_else(|| status.about_own.then(|| say!("status-about-own")))
        .or_else(|| status.suspended.then(|| say!("status-suspended")));
    match (why, step) {
        (Some(why), Some(step)) => Some(format!("{why}\n{step}")),
        (why, step) => why.or(step),
    }
}

fn show(screen: &Screen, status: &Status, next: Option<&str>) {
    screen.line(&screen.painted(Tone::Heading, &say!("overview-title")));
    screen.line("");
    if let Some(network) = &status.network {
        Facts::new()
            .with(say!("label-network"), advice::size(network, status.standing))
            .with(say!("label-operator"), operator(&network.operator, status.standing))
            .with(say!("label-node"), if status.running { say!("node-running") } else { say!("node-off") })
            .show(screen);
        screen.line("");
    }
    if let Some(next) = next {
        screen.line(next);
        screen.line("");
    }
    if status.standing == Standing::Member {
        screen.line(&say!("overview-daily"));
        screen.line("");
    }
    screen.line(&say!("overview-more"));
}

fn operator(name: &str, standing: Standing) -> String {
    match standing {
        Standing::Joining | Standing::Pairing | Standing::Recovering => say!("operator-joining", operator = text::printable(name)),
        Standing::Refused => say!("operator-refused", operator = text::printable(name)),
        _ => text::printable(name),
    }
}
