//! Requests to join, and the answer of this member.

use maillage_node::service::Problem;
use maillage_node::service::requests::{AcceptRequest, Accepted, ListRequests, RefuseRequest, RequestLine, RequestStanding};
use maillage_shared::text;
use serde_json::json;

use crate::context::Context;
use crate::language::say;
use crate::presentation::moment::moment;
use crate::presentation::{Facts, Screen, Table};

/// What accepting led to, as programs read it.
#[derive(serde::Serialize)]
struct Answered<'a> {
    code: &'a str,
    #[serde(flatten)]
    accepted: &'a Accepted,
}

/// Lists who asks.
pub(super) async fn list(context: &Context) -> Result<(), Problem> {
    let requests = context.call(ListRequests {}).await?;
    context.screen.answer("member-requests", &json!({ "requests": requests }), |screen| {
        if requests.is_empty() {
            return screen.line(&say!("requests-none"));
        }
        screen.table(&table(&requests));
        let waits = |sponsored: bool| {
            requests.iter().any(|request| request.state == RequestStanding::Waiting && request.sponsor.is_some() == sponsored)
        };
        if waits(false) {
            screen.note(&say!("requests-next"));
        }
        if waits(true) {
            screen.note(&say!("requests-next-sponsored"));
        }
    })
}

fn table(requests: &[RequestLine]) -> Table {
    let headings = [
        say!("label-code"),
        say!("label-name"),
        say!("label-state"),
        say!("label-approvals"),
        say!("label-sponsor"),
        say!("label-received"),
    ];
    let mut table = Table::new(headings);
    for request in requests {
        let state = match request.state {
            RequestStanding::Waiting => say!("request-state-waiting"),
            RequestStanding::Approved => say!("request-state-approved"),
            RequestStanding::Refused => say!("request-state-refused"),
        };
        table.row([
            request.code.to_string(),
            request.operator.clone(),
            state,
            format!("{}/{}", request.approvals, request.needed),
            request.sponsor.clone().unwrap_or_default(),
            request.received.map(moment).unwrap_or_default(),
        ]);
    }
    table
}

/// Accepts a request, once the person has compared its code.
pub(super) async fn accept(context: &Context, code: String) -> Result<(), Problem> {
    // What would be done names the operator, and refuses a wrong code before anything is asked.
    let mut accepted = context.call(AcceptRequest { code: code.clone(), dry_run: true }).await?;
    let name = text::printable(&accepted.operator);
    context.confirm(&say!("request-accept-question", name = name, code = text::printable(&code)))?;
    if !context.dry_run {
        accepted = context.call(AcceptRequest { code: code.clone(), dry_run: false }).await?;
    }
    let answered = Answered { code: &code, accepted: &accepted };
    context.screen.answer("member-accept", &answered, |screen| say_outcome(screen, &accepted, context.dry_run))
}

fn say_outcome(screen: &Screen, accepted: &Accepted, dry_run: bool) {
    let name = text::printable(&accepted.operator);
    let missing = accepted.needed.saturating_sub(accepted.approvals);
    match () {
        () if dry_run => {
            show_trial(screen, accepted);
            screen.note(&say!("dry-run-note"));
        }
        () if accepted.admitted => screen.line(&say!("request-accepted", name = name)),
        () if missing == 0 => screen.line(&say!("request-to-be-ordered", name = name)),
        () => screen.line(&say!("request-proposed", name = name, count = missing)),
    }
}

/// What accepting would sign, and what it would lead to.
fn show_trial(screen: &Screen, accepted: &Accepted) {
    let name = text::printable(&accepted.operator);
    let signed = if accepted.proposes { say!("accept-would-propose") } else { say!("accept-would-approve") };
    Facts::new()
        .with(say!("label-operator"), format!("{name} ({})", accepted.operator_code))
        .with(say!("label-device"), format!("{} ({})", text::printable(&accepted.device), accepted.device_code))
        .with(say!("label-signed"), signed)
        .with(say!("label-approvals"), format!("{}/{}", accepted.approvals, accepted.needed))
        .show(screen);
    match accepted.needed.saturating_sub(accepted.approvals) {
        0 => screen.line(&say!("accept-would-admit", name = name)),
        count => screen.line(&say!("proposed-missing", count = count)),
    }
}

/// Refuses a request.
pub(super) async fn refuse(context: &Context, code: String) -> Result<(), Problem> {
    let operator = context.call(RefuseRequest { code: code.clone(), dry_run: context.dry_run }).await?;
    context.screen.answer("member-refuse", &json!({ "code": code, "operator": operator }), |screen| {
        if context.dry_run {
            screen.note(&say!("dry-run-note"));
        } else {
            screen.line(&say!("request-refused", name = text::printable(&operator)));
        }
    })
}
