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
        width: width(),
        can_ask: stdin().is_terminal() && stderr().is_terminal(),
        // Files pass through here: nothing may be taken out of them, as color is.
        out: Box::new(std::io::BufWriter::new(stdout())),
        err: Box::new(anstream::AutoStream::auto(stderr())),
    };
    let words = std::env::args_os().collect();
    let status = runtime.block_on(program::run(words, Environment::process(), streams));
    ExitCode::from(status)
}

/// The width of the terminal that shows results; nobody knows it for some terminals.
fn width() -> Option<u16> {
    let is_terminal = stdout().is_terminal();
    is_terminal.then(|| terminal_size::terminal_size().map_or(80, |(width, _)| width.0))
}
