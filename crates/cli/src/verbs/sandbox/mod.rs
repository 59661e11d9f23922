//! `backhaul sandbox`: a server on this machine that plays all four providers.
//!
//! | file | subject |
//! |---|---|
//! | `command` | its flags |
//! | `guide` | what to export, and what to try |

mod command;
mod guide;

use std::io::{self, Read as _, Write};

use backhaul_sandbox::Sandbox;
use clap::ArgMatches;
use tokio::sync::oneshot;

use super::context::Context;
use super::verb::{Running, Verb};
use crate::failure::{Failure, Status};
use crate::terminal::Words;

/// The verb.
pub(super) const VERB: Verb = Verb {
    name: "sandbox",
    command: command::command,
    run: |matches, context| -> Running<'_> { Box::pin(run(matches, context)) },
};

async fn run(matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let port = matches.get_one::<u16>(command::PORT).copied();
    if matches.get_flag(command::EXPORT) {
        let Some(port) = port else {
            return Err(Failure::usage(
                "--export prints what to export for a sandbox that is running: name its --port",
            ));
        };
        let url = format!("http://127.0.0.1:{port}");
        return print(&guide::exports(&url), &mut context.streams.out);
    }
    let advance = matches.get_one::<bool>(command::ADVANCE).copied();
    let advance = advance.unwrap_or(true);
    let is_quiet = context.streams.is_quiet;
    let sandbox = Sandbox::builder()
        .port(port.unwrap_or(0))
        .jobs_advance(advance)
        .on_request(move |record| {
            if !is_quiet {
                let _ = writeln!(io::stderr(), "{record}");
            }
        })
        .start()
        .await;
    let sandbox = sandbox.map_err(|error| {
        let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}"));
        Failure::new(
            Status::File,
            format!("{error}{}", cause.unwrap_or_default()),
        )
    })?;
    context.begun.set(|| Words {
        what: "the sandbox has ended, and what was changed in it is gone".to_owned(),
        next: None,
    });
    let text = guide::all(sandbox.url(), advance);
    // Whoever reads this may be gone, and the sandbox still be used.
    let _ = print(&text, &mut context.streams.out);
    if matches.get_flag(command::UNTIL_EOF) {
        end_of_input().await;
    } else {
        std::future::pending::<()>().await;
    }
    sandbox.stop().await;
    Ok(())
}

fn print(text: &str, out: &mut dyn Write) -> Result<(), Failure> {
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Failure::file("standard output", &error))
}

/// Completes when standard input ends. A thread of its own reads it: nothing can stop that, and the end of the
/// process does not wait for it.
async fn end_of_input() {
    let (tell, told) = oneshot::channel::<()>();
    std::thread::spawn(move || {
        let mut input = io::stdin().lock();
        let mut bytes = [0; 1024];
        while matches!(input.read(&mut bytes), Ok(length) if length > 0) {}
        drop(tell);
    });
    let _ = told.await;
}
