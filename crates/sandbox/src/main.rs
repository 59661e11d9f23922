//! Runs the sandbox until Ctrl-C. `--help` lists its options.

mod program;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use backhaul_sandbox::{RequestRecord, Sandbox};
use program::{HELP, Options, fixtures, guide, parse};

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
            // If standard error is closed too, the exit code must be enough.
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
        print("Its credentials are made up and open nothing else.\n");
        print(&fixtures(sandbox.fixtures()));
    } else {
        print("Its credentials are made up and open nothing else.\n\n");
        print(&guide(&sandbox, options.advance));
    }
    if !options.faults.is_empty() {
        print("\nActive faults:\n");
        for fault in &options.faults {
            print(&format!("  {fault}\n"));
        }
    }
    print("\nCtrl-C ends it. Requests:\n");
    tokio::signal::ctrl_c().await?;
    // A client that does not read its answer would delay the end; a second Ctrl-C does not wait.
    tokio::select! {
        () = sandbox.stop() => Ok(()),
        second = tokio::signal::ctrl_c() => Ok(second?),
    }
}

/// A request and its outcome.
fn line(record: &RequestRecord) -> String {
    let mut line = format!("{record}\n");
    for fault in &record.faults {
        line.push_str(&format!("  fault injected: {fault}\n"));
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

/// Prints to standard output. A closed pipe must not stop the server.
fn print(text: &str) {
    let mut output = io::stdout().lock();
    let _ = output.write_all(text.as_bytes());
    let _ = output.flush();
}
