//! The steps of the demonstration.

use std::time::{Duration, Instant};

use maillage_node::service::{Problem, ProblemCode};
use serde_json::Value;

use super::data;
use super::stage::{DAY, Stage};
use crate::context::Context;
use crate::language::say;

/// Time for what one node says to be known to another.
const PATIENCE: Duration = Duration::from_mins(1);

/// Pause between two looks.
const PAUSE: Duration = Duration::from_millis(100);

/// Plays all steps; ends at the first that fails.
pub(super) async fn play(stage: &mut Stage, context: &Context) -> Result<(), Problem> {
    let say_step = |number: u32, what: String| context.screen.note(&say!("demo-step", number = number, total = 5, what = what));
    say_step(1, say!("demo-step-found"));
    found(stage).await?;
    say_step(2, say!("demo-step-join"));
    for newcomer in 1..stage.actors().len() {
        join(stage, newcomer).await?;
    }
    say_step(3, say!("demo-step-record"));
    for actor in 0..stage.actors().len() {
        fill(stage, actor).await?;
    }
    for actor in 0..2 {
        report(stage, actor).await?;
    }
    say_step(4, say!("demo-step-publish"));
    stage.check_running()?;
    for actor in 0..stage.actors().len() {
        // Somebody's own files may lack a sheet; the fictitious ones lack none.
        stage.run(actor, &["month", "close", "--all-before", DAY, "--partial", "kept-elsewhere"]).await?;
    }
    say_step(5, say!("demo-step-meet"));
    stage.check_running()?;
    for actor in 0..stage.actors().len() {
        let seconds = PATIENCE.as_secs().to_string();
        stage.run(actor, &["status", "--wait", "converged", "--timeout", &seconds]).await?;
    }
    Ok(())
}

fn name(stage: &Stage, actor: usize) -> String {
    stage.actors().get(actor).map(|actor| actor.name.clone()).unwrap_or_default()
}

async fn found(stage: &mut Stage) -> Result<(), Problem> {
    let operator = name(stage, 0);
    stage.run(0, &["network", "create", &say!("demo-network-name"), "--operator", &operator]).await?;
    stage.start(0).await
}

/// Invites, joins, compares codes, and accepts at as many members as it takes.
async fn join(stage: &mut Stage, newcomer: usize) -> Result<(), Problem> {
    let operator = name(stage, newcomer);
    let invited = stage.run(0, &["member", "invite", "--for", &operator]).await?;
    let invitation = text(&invited, "invitation")?;
    let asked = stage.run(newcomer, &["join", &invitation, "--operator", &operator, "--listen", "127.0.0.1:0"]).await?;
    let code = text(&asked, "code")?;
    stage.start(newcomer).await?;
    let accepted = stage.run(0, &["member", "accept", &code]).await?;
    if accepted.get("admitted") != Some(&Value::Bool(true)) {
        for member in 1..newcomer {
            if approve(stage, member, &operator).await? {
                break;
            }
        }
    }
    wait(stage, newcomer, "member").await
}

/// Approves, as another member, what the first one proposes; says whether that admitted the newcomer or another did.
async fn approve(stage: &Stage, member: usize, operator: &str) -> Result<bool, Problem> {
    let begun = Instant::now();
    loop {
        if members(stage, 0).await?.iter().any(|known| known == operator) {
            return Ok(true);
        }
        let waiting = stage.run(member, &["member", "requests"]).await?;
        let requests = waiting.get("requests").and_then(Value::as_array).cloned().unwrap_or_default();
        let found = requests.iter().find(|request| request.get("operator").and_then(Value::as_str) == Some(operator));
        if let Some(request) = found {
            stage.run(member, &["member", "accept", &text(request, "code")?]).await?;
            return Ok(false);
        }
        patience(begun, "member requests")?;
        tokio::time::sleep(PAUSE).await;
    }
}

async fn members(stage: &Stage, actor: usize) -> Result<Vec<String>, Problem> {
    let listed = stage.run(actor, &["member", "list"]).await?;
    let members = listed.get("members").and_then(Value::as_array).cloned().unwrap_or_default();
    Ok(members.iter().filter_map(|member| member.get("name").and_then(Value::as_str)).map(ToOwned::to_owned).collect())
}

/// Waits until a home is what it should become.
async fn wait(stage: &Stage, actor: usize, standing: &str) -> Result<(), Problem> {
    let begun = Instant::now();
    loop {
        let status = stage.run(actor, &["status"]).await?;
        if status.get("standing").and_then(Value::as_str) == Some(standing) {
            return Ok(());
        }
        patience(begun, "status")?;
        tokio::time::sleep(PAUSE).await;
    }
}

fn patience(begun: Instant, step: &str) -> Result<(), Problem> {
    if begun.elapsed() < PATIENCE {
        return Ok(());
    }
    Err(Problem::new(ProblemCode::DemoFailed).with("step", step).with("why", format!("> {} s", PATIENCE.as_secs())))
}

/// Takes in an operator's permanences, session sheets and visits.
async fn fill(stage: &Stage, actor: usize) -> Result<(), Problem> {
    let operator = name(stage, actor);
    let path = |name: &str| stage.file(name).display().to_string();
    stage.run(actor, &["permanence", "import", &path(data::PERMANENCES), "--only", &operator]).await?;
    stage.run(actor, &["session", "import", &path(&data::sessions(&operator))]).await?;
    stage.run(actor, &["visit", "import", &path(&data::visits(&operator))]).await?;
    Ok(())
}

/// Reports the dysfunction that both of the first operators meet.
async fn report(stage: &Stage, actor: usize) -> Result<(), Problem> {
    let situation = say!("demo-situation");
    let mut words = ["dysfunction", "report", "itsme", "code_ou_sms_obligatoire", "--since", "2026-10-01"].to_vec();
    // The first of them says more than the other.
    if actor == 0 {
        words.extend(["--severity", "blocage", "--workaround", "guichet", "--text", &situation]);
    } else {
        words.extend(["--severity", "gene"]);
    }
    stage.run(actor, &words).await?;
    Ok(())
}

fn text(document: &Value, field: &str) -> Result<String, Problem> {
    let found = document.get(field).and_then(Value::as_str).map(ToOwned::to_owned);
    found.ok_or_else(|| Problem::new(ProblemCode::DemoFailed).with("step", field).with("why", document))
}
