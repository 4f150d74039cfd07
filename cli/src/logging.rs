//! The technical log on stderr, for those who repair: silent but for errors unless `-v` or `MAILLAGE_LOG` asks for more.

use tracing_subscriber::EnvFilter;

/// Starts the log. `MAILLAGE_LOG` (in the syntax of `tracing`) goes before the number of `-v`.
pub(crate) fn start(verbose: u8) {
    let asked = std::env::var("MAILLAGE_LOG").ok().and_then(|text| EnvFilter::try_new(text).ok());
    let filter = asked.unwrap_or_else(|| EnvFilter::new(of_level(verbose)));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(verbose > 1);
    // A second start in one process keeps the first log.
    if log.try_init().is_err() {
        tracing::debug!("the log runs already");
    }
}

const fn of_level(verbose: u8) -> &'static str {
    match verbose {
        0 => "off,maillage_cli=error,maillage_node=error",
        1 => "warn,maillage_cli=info,maillage_node=info,maillage_shared=info",
        2 => "warn,maillage_cli=debug,maillage_node=debug,maillage_shared=debug",
        _ => "debug,maillage_cli=trace,maillage_node=trace,maillage_shared=trace",
    }
}
