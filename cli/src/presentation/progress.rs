//! How far long work has come.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Screen;

/// A bar on stderr while it is a terminal; silent elsewhere, with `--quiet` and with `--json`. Gone when dropped.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Begins; `what` is a few words in the reader's language, `total` the number of steps when it is known.
    #[must_use]
    pub fn begin(screen: &Screen, what: String, total: Option<u64>) -> Self {
        let target = if screen.shows_progress() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(total, target);
        let look = if total.is_some() { "{msg} {wide_bar} {human_pos}/{human_len}" } else { "{spinner} {msg} {human_pos}" };
        if let Ok(style) = ProgressStyle::with_template(look) {
            bar.set_style(style);
        }
        bar.set_message(what);
        Self { bar }
    }

    /// So many steps are done, from the beginning.
    pub fn reach(&self, done: u64) {
        self.bar.set_position(done);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
