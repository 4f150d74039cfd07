//! Asking a running node to stop.

use serde::{Deserialize, Serialize};

use super::{Operation, Problem, ProblemCode, Progress, Service};

/// Asks the running node to stop. It finishes what it is answering first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StopNode {}

/// A node that was asked to stop.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stopping {
    /// Its process.
    pub process_id: u32,
}

impl Operation for StopNode {
    const NAME: &'static str = "node-stop";
    type Output = Stopping;

    fn perform(self, service: &Service, _: &Progress) -> Result<Stopping, Problem> {
        if service.network().is_none() {
            return Err(Problem::new(ProblemCode::NodeAbsent));
        }
        service.stopping().notify_one();
        Ok(Stopping { process_id: std::process::id() })
    }
}
