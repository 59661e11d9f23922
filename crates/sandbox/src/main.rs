//! Runs the sandbox until Ctrl-C. `--help` says what it can be told.

mod program;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use backhaul_sandbox::{RequestRecord, Sandbox};
use program::{HELP, Options, guide, parse};

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match parse(std::env::args().skip(1)) {
        Ok(Options { help: true, .. }) => {
            print(HELP);
            Ok(())
        }
        Ok(options) => run(&options).await,
        Err(problem) => Err(problem.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // If standard error is gone too, the exit code has to do.
            let _ = writeln!(io::stderr(), "backhaul-sandbox: {}", chain(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder()
        .port(options.port)
        .jobs_advance(options.advance)
        .on_request(|record| print(&line(record)))
        .start()
        .await?;
    for fault in &options.faults {
        fault.order(&sandbox)?;
    }
    // The first line is for programs too: tests/foreign/run takes the address from it.
    print(&format!("The sandbox listens on {}\n", sandbox.url()));
    if options.fixtures {
        print(&format!("{:#?}\n", sandbox.fixtures()));
    } else {
        print("Its credentials are made up and open nothing else.\n\n");
        print(&guide(&sandbox, options.advance));
    }
    print("\nCtrl-C ends it. Requests:\n");
    tokio::signal::ctrl_c().await?;
    // A client that takes nothing of its answer would hold up the end; a second Ctrl-C does not wait.
    tokio::select! {
        () = sandbox.stop() => Ok(()),
        second = tokio::signal::ctrl_c() => Ok(second?),
    }
}

/// A request and what became of it.
fn line(record: &RequestRecord) -> String {
    let mut line = format!("{record}\n");
    for fault in &record.faults {
        line.push_str(&format!("  as ordered: {fault}\n"));
    }
    for violation in &record.violations {
        line.push_str(&format!("  the answer breaks the document: {violation}\n"));
    }
    line
}

/// An error with its causes.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}

/// Prints to standard output. Nobody reading it is no reason to stop serving.
fn print(text: &str) {
    let mut output = io::stdout().lock();
    let _ = output.write_all(text.as_bytes());
    let _ = output.flush();
}
