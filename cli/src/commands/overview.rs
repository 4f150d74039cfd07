//! `maillage` alone: where to begin, or what is done every day.

use maillage_node::service::Problem;

use crate::context::Context;
use crate::language::say;
use crate::presentation::Tone;

/// The overview as programs read it.
#[derive(serde::Serialize)]
struct Overview {
    version: &'static str,
    home: String,
    empty: bool,
}

/// Shows the first steps in an empty home, the daily commands in any other.
pub(super) fn run(context: &Context) -> Result<(), Problem> {
    let empty = !context.home.join("keys").exists();
    let overview = Overview { version: env!("CARGO_PKG_VERSION"), home: context.home.display().to_string(), empty };
    context.screen.answer("overview", &overview, |screen| {
        screen.line(&screen.painted(Tone::Heading, &say!("overview-title")));
        screen.line("");
        screen.line(&if empty { say!("overview-first-steps") } else { say!("overview-daily") });
        screen.line("");
        screen.line(&say!("overview-more"));
    })
}
