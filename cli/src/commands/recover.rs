//! `maillage recover`: coming back on a new computer, with the recovery sheet.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use maillage_node::service::Problem;
use maillage_node::service::recovering::{Recover, Recovered};
use maillage_node::service::recovery_sheet::SheetLines;
use maillage_shared::recovery::{LineError, Lines};
use maillage_shared::text;
use zeroize::Zeroizing;

use super::store::say_what_was_taken;
use super::typed;
use crate::context::Context;
use crate::input;
use crate::language::say;
use crate::passphrase::PassphraseArgs;
use crate::presentation::moment::moment;
use crate::presentation::{Facts, Screen};

/// `maillage recover`: coming back with a recovery sheet.
#[derive(Debug, clap::Args)]
#[command(about = say!("help-recover"), after_help = say!("help-recover-after"))]
pub(crate) struct RecoverArgs {
    #[arg(value_name = say!("value-file"), help = say!("arg-sheet-file"))]
    sheet: Option<PathBuf>,
    #[arg(long, value_name = say!("value-name"), help = say!("arg-device-name"))]
    name: String,
    #[arg(long, value_name = say!("value-address"), help = say!("arg-listen"))]
    listen: Option<SocketAddr>,
    #[command(flatten)]
    passphrase: PassphraseArgs,
}

impl RecoverArgs {
    /// Reads the sheet, and comes back once the person agrees.
    pub(crate) async fn run(self, context: &Context) -> Result<(), Problem> {
        let name = typed::name(&self.name)?;
        let lines = match &self.sheet {
            Some(file) => from_file(file)?,
            None => by_hand(context)?,
        };
        let listen: Vec<SocketAddr> = self.listen.into_iter().collect();
        let operation =
            |passphrase, dry_run| Recover { sheet: lines.clone(), passphrase, name: name.clone(), listen: listen.clone(), dry_run };
        context.confirm(&say!("recover-question"))?;
        let dry_run = context.dry_run;
        let recovered = context.call_with_root(self.passphrase, |passphrase| operation(passphrase, dry_run)).await?;
        context.screen.answer("recover", &recovered, |screen| {
            if dry_run { show_plan(screen, &recovered, &context.home) } else { show(screen, &recovered) }
        })
    }
}

/// The lines of a text file, whatever else stands in it; which of them are a sheet's is for the use case to say.
fn from_file(file: &Path) -> Result<SheetLines, Problem> {
    let read = input::read(file)?;
    let text = Zeroizing::new(String::from_utf8_lossy(&read.content.0).into_owned());
    Ok(SheetLines(text.lines().map(ToOwned::to_owned).collect()))
}

/// The lines as a person types them from paper, each looked at as soon as it is there.
fn by_hand(context: &Context) -> Result<SheetLines, Problem> {
    let (mut gathered, mut typed) = (Lines::default(), Vec::new());
    while let Some(number) = gathered.next_missing() {
        let question = match gathered.total() {
            None => say!("sheet-first-line"),
            Some(total) => say!("sheet-line", number = number, total = total),
        };
        let line = context.consent.ask(&question, &say!("value-file"))?;
        match gathered.take(&line) {
            Ok(_) => typed.push(line),
            Err(LineError::OtherSheet(_)) => context.screen.say(&say!("sheet-line-other")),
            Err(_) => context.screen.say(&say!("sheet-line-again")),
        }
    }
    Ok(SheetLines(typed))
}

/// What the sheet says, and what would be made and asked.
fn show_plan(screen: &Screen, recovered: &Recovered, home: &Path) {
    let operator = text::printable(&recovered.operator);
    Facts::new()
        .with(say!("label-network"), text::printable(&recovered.network))
        .with(say!("label-operator"), format!("{operator} ({})", recovered.operator_code))
        .with(say!("label-made"), moment(recovered.made))
        .show(screen);
    screen.line(&say!(
        "recover-would",
        path = text::printable(&home.display().to_string()),
        count = recovered.contacts,
        name = text::printable(&recovered.name),
        operator = operator
    ));
    screen.note(&say!("dry-run-note"));
}

fn show(screen: &Screen, recovered: &Recovered) {
    let (network, operator) = (text::printable(&recovered.network), text::printable(&recovered.operator));
    screen.line(&say!("recover-done", operator = operator.as_str(), network = network.as_str()));
    Facts::new()
        .with(say!("label-network"), &network)
        .with(say!("label-operator"), format!("{operator} ({})", recovered.operator_code))
        .with_some(say!("label-device"), recovered.device_code.map(|code| code.to_string()))
        .with_some(say!("label-entries"), (recovered.entries > 0).then(|| recovered.entries.to_string()))
        .show(screen);
    if let Some(notes) = &recovered.notes {
        say_what_was_taken(screen, notes);
    }
    let code = recovered.device_code.map(|code| code.to_string()).unwrap_or_default();
    match () {
        () if !recovered.recorded => screen.say(&say!("recover-waits")),
        () if !recovered.publishes => screen.say(&say!("recover-publish-next", code = code)),
        () => screen.note(&next(&recovered.others)),
    }
}

/// What to do once back: the devices that are lost still speak for the organisation.
fn next(others: &[String]) -> String {
    let names: Vec<String> = others.iter().map(|name| text::printable(name)).collect();
    match names.as_slice() {
        [] => say!("recover-next"),
        [name] => say!("recover-next-revoke", device = crate::problem::typed(name)),
        names => say!("recover-next-several", names = names.join(", ")),
    }
}
