//! What came of the demonstration: asked of the nodes as they stand at its end.

use std::collections::BTreeMap;
use std::time::Duration;

use maillage_node::service::Problem;
use maillage_node::service::dysfunctions::GroupLine;
use maillage_node::service::publications::export::PublicFigures;
use serde::Serialize;
use serde_json::Value;

use super::stage::Stage;
use crate::language::say;
use crate::presentation::{Screen, Table, Tone, label, number};

/// Time for a node to answer at the end: one that was stopped meanwhile must not keep the others waiting.
const ANSWER: Duration = Duration::from_secs(20);

/// The document `maillage.demo/1`.
#[derive(Debug, Serialize)]
pub(super) struct Outcome {
    /// Whether every step succeeded, every node runs, and all of them show the same view.
    pub(super) converged: bool,
    nodes: Vec<Node>,
    stats: Stats,
    /// What was published, by table.
    tables: Vec<Published>,
    /// What was reported of public services, like with like.
    dysfunctions: Vec<GroupLine>,
    /// How long it took.
    pub(super) seconds: f64,
}

#[derive(Debug, Serialize)]
struct Node {
    operator: String,
    process_id: Option<u32>,
    view_digest: Option<String>,
    entries: Option<u64>,
}

#[derive(Debug, Default, Serialize)]
struct Stats {
    coverage: Value,
    rows: Vec<Row>,
}

/// The figures of a table, of all periods and operators.
#[derive(Debug, Serialize)]
struct Published {
    table: maillage_shared::statistics::Table,
    shown: u64,
    hidden: u64,
}

#[derive(Debug, Serialize)]
struct Row {
    permanence: Value,
    period: Value,
    visits: Value,
}

impl Outcome {
    /// Asks every node for its view and one for the figures.
    pub(super) async fn gather(stage: &mut Stage, played: bool, took: Duration) -> Self {
        let running: Vec<bool> = stage.actors_mut().iter_mut().map(super::stage::Actor::is_running).collect();
        let mut nodes = Vec::new();
        for (number, running) in running.iter().enumerate() {
            // A home whose node is gone could still be opened, but then it is not the node that answers.
            let answer = if *running { stage.run_within(ANSWER, number, &["view", "digest"]).await.ok() } else { None };
            let actor = stage.actors().get(number);
            nodes.push(Node {
                operator: actor.map(|actor| actor.name.clone()).unwrap_or_default(),
                process_id: actor.and_then(|actor| actor.process_id),
                view_digest: answer.as_ref().and_then(|a| a.get("view_digest")).and_then(Value::as_str).map(ToOwned::to_owned),
                entries: answer.as_ref().and_then(|a| a.get("entries")).and_then(Value::as_u64),
            });
        }
        let stats = figures(stage, &nodes).await;
        let tables = tables(stage, &nodes).await;
        let dysfunctions = dysfunctions(stage, &nodes).await;
        let first = nodes.first().and_then(|node| node.view_digest.clone());
        let same = first.is_some() && nodes.iter().all(|node| node.view_digest == first);
        let complete = stats.coverage.get("complete") == Some(&Value::Bool(true));
        Self {
            converged: played && same && complete,
            nodes,
            stats,
            tables,
            dysfunctions,
            seconds: (took.as_secs_f64() * 10.0).round() / 10.0,
        }
    }

    /// Prints the document, or what a person wants to know of it.
    pub(super) fn show(&self, screen: &Screen) -> Result<(), Problem> {
        screen.answer("demo", self, |screen| {
            let mut nodes = Table::new([say!("label-operator"), say!("label-view"), say!("label-entries"), say!("label-process")]);
            for node in &self.nodes {
                let short = |digest: &String| digest.chars().take(12).collect::<String>();
                nodes.row([
                    node.operator.clone(),
                    node.view_digest.as_ref().map_or_else(|| "—".to_owned(), short),
                    node.entries.map_or_else(|| "—".to_owned(), |entries| entries.to_string()),
                    node.process_id.map_or_else(|| "—".to_owned(), |id| id.to_string()),
                ]);
            }
            screen.table(&nodes);
            let shown = self.stats.rows.iter().filter(|row| !row.visits.is_null()).count();
            let hidden = self.stats.rows.len().saturating_sub(shown);
            let visits: u64 = self.stats.rows.iter().filter_map(|row| row.visits.as_u64()).sum();
            screen.line(&say!("demo-figures", shown = shown, hidden = hidden, visits = visits));
            let mut tables = Table::new([say!("label-table"), say!("label-shown"), say!("label-hidden")]).with_figures(1..=2);
            for Published { table, shown, hidden } in &self.tables {
                tables.row([label::table_of_period(*table), number::whole(*shown), number::whole(*hidden)]);
            }
            screen.table(&tables);
            for GroupLine { together, .. } in &self.dysfunctions {
                let (service, kind) = (label::code(together.group.service), label::code(together.group.kind));
                let (reports, operators) = (together.reports, together.operators);
                screen.line(&say!("demo-dysfunction", service = service, kind = kind, reports = reports, operators = operators));
            }
            let (tone, verdict) = if self.converged {
                (Tone::Good, say!("demo-converged", seconds = self.seconds))
            } else {
                (Tone::Bad, say!("demo-not-converged"))
            };
            screen.line(&screen.painted(tone, &verdict));
        })
    }
}

/// What the first node that answers says.
async fn asked(stage: &Stage, nodes: &[Node], words: &[&str]) -> Option<Value> {
    for (number, _) in nodes.iter().enumerate().filter(|(_, node)| node.view_digest.is_some()) {
        if let Ok(answer) = stage.run_within(ANSWER, number, words).await {
            return Some(answer);
        }
    }
    None
}

/// The network's figures by permanence and month.
async fn figures(stage: &Stage, nodes: &[Node]) -> Stats {
    let Some(answer) = asked(stage, nodes, &["stats", "--by", "permanence,month"]).await else { return Stats::default() };
    let field = |row: &Value, name: &str| row.get(name).cloned().unwrap_or(Value::Null);
    let rows = answer.get("rows").and_then(Value::as_array).cloned().unwrap_or_default();
    let row =
        |row: &Value| Row { permanence: field(row, "permanence"), period: field(row, "period"), visits: field(row, "visits") };
    Stats { coverage: field(&answer, "coverage"), rows: rows.iter().map(row).collect() }
}

/// How much of each table is shown, in the order of the calendar.
async fn tables(stage: &Stage, nodes: &[Node]) -> Vec<Published> {
    let answer = asked(stage, nodes, &["publication", "export"]).await;
    let figures: Option<PublicFigures> = answer.and_then(|answer| serde_json::from_value(answer).ok());
    let mut tables: BTreeMap<maillage_shared::statistics::Table, Published> = BTreeMap::new();
    for cell in figures.iter().flat_map(|figures| &figures.cells).filter(|cell| !cell.structural_zero) {
        let published = tables.entry(cell.table).or_insert(Published { table: cell.table, shown: 0, hidden: 0 });
        let number = if cell.value.is_some() { &mut published.shown } else { &mut published.hidden };
        *number = number.saturating_add(1);
    }
    tables.into_values().collect()
}

/// What the operators reported.
async fn dysfunctions(stage: &Stage, nodes: &[Node]) -> Vec<GroupLine> {
    let answer = asked(stage, nodes, &["dysfunction", "list"]).await;
    answer.and_then(|mut answer| serde_json::from_value(answer.get_mut("groups")?.take()).ok()).unwrap_or_default()
}
