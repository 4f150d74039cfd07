//! The `maillage` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    maillage_cli::main_with(std::env::args_os())
}
