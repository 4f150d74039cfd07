//! The `maillage` program, built here as well so that tests can run it as a process of its own.

use std::process::ExitCode;

fn main() -> ExitCode {
    maillage_cli::main_with(std::env::args_os())
}
