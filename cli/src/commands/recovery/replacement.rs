//! Another root key, when that one is lost: what to send to the member that lost it, and the request that its new machine makes.

use std::path::Path;

use maillage_node::service::Problem;
use maillage_node::service::replacing::{BasisMade, MakeBasis, ReplacementRequested, RequestReplacement};
use maillage_shared::text;

use crate::commands::typed;
use crate::context::Context;
use crate::language::say;
use crate::output;
use crate::presentation::{Facts, Screen};

/// Writes down what the machine of a member must know that lost its root key.
pub(super) async fn basis(context: &Context, member: Option<String>, to: Option<&Path>) -> Result<(), Problem> {
    to.map_or(Ok(()), |path| context.spare(path))?;
    let made = context.call(MakeBasis { member }).await?;
    keep(context, to, &made.basis)?;
    context.screen.answer("recovery-basis", &made, |screen| {
        hand_out(screen, to, Some(made.basis.as_str()).filter(|_| !context.dry_run));
        say_basis(screen, &made, context.dry_run);
    })
}

fn say_basis(screen: &Screen, made: &BasisMade, dry_run: bool) {
    let name = text::printable(&made.operator);
    if dry_run {
        return screen.note(&say!("dry-run-note"));
    }
    screen.note(&say!("basis-made", name = name, code = made.operator_code.to_string()));
    screen.note(&say!("basis-next"));
}

/// Makes fresh keys and the request, once the person agrees; shows it again where it was made.
pub(super) async fn request(context: &Context, basis: Option<&str>, name: &str, to: Option<&Path>) -> Result<(), Problem> {
    to.map_or(Ok(()), |path| context.spare(path))?;
    let basis = basis.map(typed::text_or_file).transpose()?;
    let name = typed::name(name)?;
    if basis.is_some() {
        // What cannot be used is said before anything is asked.
        context.call(RequestReplacement { basis: basis.clone(), name: name.clone(), dry_run: true }).await?;
        context.confirm(&say!("replacement-question"))?;
    }
    let requested = context.call(RequestReplacement { basis, name, dry_run: context.dry_run }).await?;
    if let Some(text) = &requested.request {
        keep(context, to, text)?;
    }
    context.screen.answer("recovery-request", &requested, |screen| {
        hand_out(screen, to, requested.request.as_deref());
        say_requested(screen, &requested);
    })
}

fn say_requested(screen: &Screen, requested: &ReplacementRequested) {
    let operator = format!("{} ({})", text::printable(&requested.operator), requested.operator_code);
    Facts::new().with(say!("label-network"), &requested.network).with(say!("label-operator"), operator).note(screen);
    match requested.code {
        None => screen.note(&say!("dry-run-note")),
        Some(code) => {
            screen.note(&say!("replacement-made", code = code.to_string()));
            screen.note(&say!("replacement-next"));
        }
    }
}

fn keep(context: &Context, to: Option<&Path>, text: &str) -> Result<(), Problem> {
    match to.filter(|_| !context.dry_run) {
        Some(path) => output::private(path, &format!("{text}\n")),
        None => Ok(()),
    }
}

/// The text itself, or where it was written.
fn hand_out(screen: &Screen, to: Option<&Path>, text: Option<&str>) {
    match (to, text) {
        (_, None) => {}
        (None, Some(text)) => screen.line(text),
        (Some(path), Some(_)) => screen.note(&say!("saved-to", path = text::printable(&path.display().to_string()))),
    }
}
