//! `maillage decision object`: the former root key says no to having been replaced.

use maillage_node::service::Problem;
use maillage_node::service::objecting::{Object, Objected};
use maillage_shared::text;

use crate::commands::done;
use crate::context::Context;
use crate::language::say;
use crate::passphrase::PassphraseArgs;

/// Objects, once the person has seen to what.
pub(super) async fn object(context: &Context, passphrase: PassphraseArgs) -> Result<(), Problem> {
    let operation = |passphrase, dry_run| Object { passphrase, dry_run };
    let mut objected = context.call(operation(None, true)).await?;
    let (decision, operator) = (objected.decision, text::printable(&objected.operator));
    context.confirm(&say!("object-question", operator = operator, reference = decision.to_string()))?;
    if !context.dry_run {
        objected = context.call_with_root(passphrase, |passphrase| operation(passphrase, false)).await?;
    }
    done::done(context, "decision-object", &objected, &sentence(&objected, context.dry_run), &say!("object-next"))
}

fn sentence(objected: &Objected, dry_run: bool) -> String {
    let (decision, told) = (objected.decision.to_string(), objected.told);
    if dry_run { say!("object-would", reference = decision) } else { say!("object-done", reference = decision, count = told) }
}
