//! The command `backhaul`.
#![forbid(unsafe_code)]

use std::ffi::OsString;
use std::io::{IsTerminal as _, stderr, stdin, stdout};
use std::process::ExitCode;
use std::time::Duration;

use backhaul_cli::output::Streams;
use backhaul_cli::program;
use backhaul_cli::terminal::can_redraw;
use backhaul_cli::verbs::complete;
use backhaul_runtime::auth::env::Environment;

/// How long the end of the process waits for files that are being written.
const LAST_WRITES: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    match complete(&words, program::tree) {
        Ok(false) => {}
        Ok(true) => return ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("{error}");
            return ExitCode::from(2);
        }
    }
    choose_color(&words);
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
        has_reader: stderr().is_terminal(),
        is_quiet: false,
        can_ask: stdin().is_terminal() && stderr().is_terminal(),
        has_color: anstream::AutoStream::choice(&stdout()) != anstream::ColorChoice::Never,
        can_redraw: can_redraw(),
        // Files pass through here: nothing may be taken out of them, as color is.
        out: Box::new(std::io::BufWriter::new(stdout())),
        err: Box::new(anstream::AutoStream::auto(stderr())),
    };
    let status = runtime.block_on(program::run(words, Environment::process(), streams));
    // What is being written to a file is written; nothing else is waited for.
    runtime.shutdown_timeout(LAST_WRITES);
    ExitCode::from(status)
}

/// The width of the terminal that shows results; nobody knows it for some terminals.
fn width() -> Option<u16> {
    let is_terminal = stdout().is_terminal();
    is_terminal.then(|| terminal_size::terminal_size().map_or(80, |(width, _)| width.0))
}

/// What `--color` says, before anything is printed, since also what is wrong with the command line has color.
fn choose_color(words: &[OsString]) {
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let pairs = words.windows(2).filter(|pair| pair[0] == "--color");
    let said = pairs.map(|pair| &*pair[1]);
    let said = said.chain(
        words
            .iter()
            .filter_map(|word| word.strip_prefix("--color=")),
    );
    match said.last() {
        Some("always") => anstream::ColorChoice::Always.write_global(),
        Some("never") => anstream::ColorChoice::Never.write_global(),
        _ => {}
    }
}
