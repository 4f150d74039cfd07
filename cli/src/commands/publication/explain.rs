//! `maillage publication explain`: why a figure is hidden, and what anybody can derive for it.

use maillage_node::service::Problem;
use maillage_node::service::publications::explain::{ExplainFigure, ExplainedFigure, FigureState, WhyHidden};
use maillage_shared::text;

use crate::context::Context;
use crate::language::say;
use crate::presentation::{Screen, Tone, day, label, number};

pub(super) async fn run(context: &Context, figure: String, operator: Option<String>) -> Result<(), Problem> {
    let explained = context.call(ExplainFigure { operator, figure }).await?;
    context.screen.answer("publication-explain", &explained, |screen| show(screen, &explained))
}

fn show(screen: &Screen, explained: &ExplainedFigure) {
    screen.line(&screen.painted(Tone::Heading, &title(explained)));
    match (explained.state, explained.visits) {
        (FigureState::Shown, Some(visits)) => screen.line(&say!("explain-shown", visits = number::whole(u64::from(visits)))),
        (FigureState::KnownZero, _) => screen.line(&say!("explain-known-zero")),
        _ => hidden(screen, explained),
    }
}

fn hidden(screen: &Screen, explained: &ExplainedFigure) {
    screen.line(&say!("explain-hidden", most = explained.smallest_figure.saturating_sub(1)));
    screen.line(&match explained.at_most {
        Some(most) => say!("explain-between", least = explained.at_least, most = most),
        None => say!("explain-at-least", least = explained.at_least),
    });
    match explained.why {
        Some(WhyHidden::TooSmall) => screen.line(&say!("explain-too-small", smallest = explained.smallest_figure)),
        Some(WhyHidden::ProtectsOthers) => screen.line(&say!("explain-protects-others")),
        None => {}
    }
    if explained.why.is_some() {
        screen.note(&say!("explain-own-only"));
    }
}

/// Whose figure, of when, of what.
fn title(explained: &ExplainedFigure) -> String {
    let whose = explained.permanence.as_ref().map_or_else(|| text::printable(&explained.name), ToString::to_string);
    let codes = explained.cell.iter().map(|(of, code)| label::published_code(*of, code));
    let parts = [whose, day::period(explained.period)].into_iter().chain(codes);
    parts.collect::<Vec<_>>().join(", ")
}
