//! The command `backhaul`.
#![forbid(unsafe_code)]

use std::io::{IsTerminal as _, stderr, stdin, stdout};
use std::process::ExitCode;

use backhaul_cli::program;
use backhaul_cli::verbs::Streams;
use backhaul_runtime::auth::env::Environment;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            anstream::eprintln!("error: the command cannot start: {error}");
            return ExitCode::from(8);
        }
    };
    let streams = Streams {
        width: stdout().is_terminal().then(|| indicatif_width()),
        can_ask: stdin().is_terminal() && stderr().is_terminal(),
        out: Box::new(std::io::BufWriter::new(
            anstream::AutoStream::auto(stdout()),
        )),
        err: Box::new(anstream::AutoStream::auto(stderr())),
    };
    let words = std::env::args_os().collect();
    let status = runtime.block_on(program::run(words, Environment::process(), streams));
    ExitCode::from(status)
}

/// The width of the terminal.
fn indicatif_width() -> u16 {
    let (_, columns) = console_size();
    columns
}

fn console_size() -> (u16, u16) {
    (24, 100)
}
