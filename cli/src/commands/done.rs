//! How a command that changed something ends: what was done on stdout, what to type next beside it.

use maillage_node::service::Problem;
use maillage_shared::text;
use serde::Serialize;

use crate::context::Context;
use crate::language::say;

/// What was done, as programs read it.
#[derive(Serialize)]
struct Done<'o, T> {
    dry_run: bool,
    #[serde(flatten)]
    output: &'o T,
}

/// Says what was done, or what a dry run would have done. `next` may be empty.
pub(super) fn done<T: Serialize>(context: &Context, name: &str, output: &T, sentence: &str, next: &str) -> Result<(), Problem> {
    let answer = Done { dry_run: context.dry_run, output };
    context.screen.answer(name, &answer, |screen| {
        let sentence = text::printable(sentence);
        if context.dry_run {
            screen.line(&say!("dry-run-answer", sentence = sentence));
            return;
        }
        screen.line(&sentence);
        if !next.is_empty() {
            screen.note(next);
        }
    })
}
