//! What a running node tells: sentences for people, one JSON document a line for programs. Each line is out at once.

use std::sync::Arc;

use maillage_node::ledger::News;
use maillage_node::running::Running;
use maillage_node::service::standing::{Footing, Standing};
use maillage_node::service::status::{AskStatus, Status};
use maillage_node::service::{Operation, Problem, Progress};
use maillage_node::store::Failure;
use maillage_shared::text;
use serde_json::{Value, json};

use crate::commands::{advice, status};
use crate::language::say;
use crate::presentation::{Facts, Screen, Tone, document};

/// A node that listens.
pub(super) struct Ready {
    status: Status,
    addresses: Vec<String>,
    control: String,
}

impl Ready {
    /// What there is to say of a node that has just started.
    pub(super) async fn of(running: &Running) -> Result<Self, Problem> {
        let service = Arc::clone(running.service());
        let asking = tokio::task::spawn_blocking(move || AskStatus {}.perform(&service, &Progress::silent()));
        let status = asking.await.map_err(Problem::bug)??;
        Ok(Self { status, addresses: running.addresses().to_vec(), control: running.control().to_string() })
    }

    fn network(&self) -> &str {
        self.status.network.as_ref().map_or("", |network| network.name.as_str())
    }

    fn operator(&self) -> &str {
        self.status.network.as_ref().map_or("", |network| network.operator.as_str())
    }

    fn to_event(&self) -> Value {
        let network = self.status.network.as_ref();
        json!({
            "event": "ready",
            "network": self.network(),
            "network_id": network.map(|network| network.id),
            "operator": self.operator(),
            "operator_code": network.map(|network| network.operator_code),
            "device_code": network.map(|network| network.device_code),
            "standing": self.status.standing,
            "process_id": std::process::id(),
            "addresses": self.addresses,
            "control": self.control,
        })
    }
}

/// Where the node tells it.
pub(super) struct Events<'a> {
    screen: &'a Screen,
    /// What was said of the disk last.
    disk: Option<Failure>,
}

impl<'a> Events<'a> {
    pub(super) const fn new(screen: &'a Screen) -> Self {
        Self { screen, disk: None }
    }

    pub(super) fn ready(&mut self, ready: &Ready) -> Result<(), Problem> {
        self.tell(&ready.to_event(), |screen| {
            let operator = text::printable(ready.operator());
            screen.line(&say!("node-ready", operator = operator, address = ready.addresses.join(", ")));
            let network = ready.status.network.as_ref();
            let code = network.and_then(|network| network.comparison_code).map(|code| code.to_string());
            Facts::new()
                .with(say!("label-network"), ready.network())
                .with_some(say!("label-inviter"), network.and_then(|network| network.inviter.as_deref()))
                .with_some(say!("label-comparison-code"), code)
                .with(say!("label-process"), std::process::id().to_string())
                .show(screen);
            say_ended(screen, &ready.status);
        })
    }

    /// What the home is has changed.
    pub(super) fn changed(&mut self, before: Footing, ready: &Ready) -> Result<(), Problem> {
        let (standing, suspended) = (ready.status.standing, ready.status.suspended);
        if standing == Standing::Member && before.standing != Standing::Member {
            return self.admitted(ready);
        }
        let role = ready.status.network.as_ref().and_then(|network| network.role.as_ref());
        let may = role.map_or((false, false), |role| (role.governs, role.publishes));
        let event = json!({
            "event": "standing", "standing": standing, "suspended": suspended, "governs": may.0, "publishes": may.1,
        });
        self.tell(&event, |screen| {
            if let Some(role) = role.filter(|_| may != (before.governs, before.publishes)) {
                screen.line(&advice::roles(role));
            }
            if before.is_suspended && !suspended && standing == Standing::Member {
                screen.line(&say!("node-resumed"));
            }
            say_ended(screen, &ready.status);
        })
    }

    pub(super) fn received(&mut self, news: &News) -> Result<(), Problem> {
        if news.from.is_none() {
            return Ok(());
        }
        let (entries, items) = (news.entries.len(), news.items.len());
        self.tell(&json!({ "event": "received", "entries": entries, "items": items }), |screen| {
            screen.detail(&say!("node-received", entries = entries, items = items));
        })
    }

    fn admitted(&mut self, ready: &Ready) -> Result<(), Problem> {
        let (network, operator) = (ready.network(), ready.operator());
        self.tell(&json!({ "event": "admitted", "network": network, "operator": operator }), |screen| {
            screen.line(&say!("join-done", operator = text::printable(operator), network = text::printable(network)));
        })
    }

    /// Says that the disk takes nothing any more, or that it does again.
    pub(super) fn disk(&mut self, failure: Option<Failure>) -> Result<(), Problem> {
        if self.disk == failure {
            return Ok(());
        }
        let sentence = failure.as_ref().map_or_else(|| say!("node-disk-again"), status::disk);
        let tone = if failure.is_some() { Tone::Doubtful } else { Tone::Good };
        self.tell(&json!({ "event": "disk", "failure": failure }), |screen| screen.line(&screen.painted(tone, &sentence)))?;
        self.disk = failure;
        Ok(())
    }

    pub(super) fn stopping(&mut self) -> Result<(), Problem> {
        self.tell(&json!({ "event": "stopping" }), |screen| screen.line(&say!("node-stopping")))
    }

    pub(super) fn stopped(&mut self) -> Result<(), Problem> {
        self.tell(&json!({ "event": "stopped" }), |_| ())
    }

    fn tell(&mut self, event: &Value, for_people: impl FnOnce(&Screen)) -> Result<(), Problem> {
        if self.screen.is_json() {
            self.screen.text(&document("node", event, false)?);
        } else {
            for_people(self.screen);
        }
        // Whoever started the node may have gone away; the node goes on.
        self.screen.finish()
    }
}

/// Says why this home has no part in the network, if so, and what to do.
fn say_ended(screen: &Screen, status: &Status) {
    let suspended = (status.standing == Standing::Member && status.suspended).then(|| say!("status-suspended"));
    let Some(ended) = advice::ended(status.standing).or(suspended) else { return };
    screen.line(&screen.painted(Tone::Doubtful, &ended));
    if let Some(next) = advice::next_step(status) {
        screen.note(&next);
    }
}
