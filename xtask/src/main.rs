//! Maintenance commands of the workspace: `cargo xtask regenerate [--check] [PROVIDER...]`.
#![allow(
    clippy::print_stdout,
    reason = "a command line program talks on standard output"
)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use backhaul_codegen::{Changes, workspace};

const USAGE: &str = "\
cargo xtask regenerate [--check] [PROVIDER...]

Writes crates/PROVIDER/src/generated and the table of operations in
crates/PROVIDER/README.md from specs/PROVIDER.yaml, for all documents in specs/
unless providers are named. Only files that differ are written, and
none if any document has a finding.

  --check  write nothing; print what differs as a diff and fail if anything does";

fn main() -> ExitCode {
    match Command::from_arguments().and_then(|command| command.run()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

enum Command {
    Help,
    Regenerate { check: bool, providers: Vec<String> },
}

impl Command {
    fn from_arguments() -> Result<Self, String> {
        use lexopt::prelude::{Long, Short, Value};
        let mut arguments = lexopt::Parser::from_env();
        let mut task = None;
        let mut check = false;
        let mut providers = Vec::new();
        while let Some(argument) = arguments.next().map_err(|error| error.to_string())? {
            match argument {
                Short('h') | Long("help") => return Ok(Self::Help),
                Long("check") => check = true,
                Value(text) if task.is_none() => task = Some(text.to_string_lossy().into_owned()),
                Value(text) => providers.push(text.to_string_lossy().into_owned()),
                other => return Err(format!("{}\n\n{USAGE}", other.unexpected())),
            }
        }
        match task.as_deref() {
            Some("regenerate") => Ok(Self::Regenerate { check, providers }),
            Some(other) => Err(format!("there is no task {other:?}\n\n{USAGE}")),
            None => Ok(Self::Help),
        }
    }

    /// Whether everything is as it should be.
    fn run(self) -> Result<bool, String> {
        match self {
            Self::Help => {
                println!("{USAGE}");
                Ok(true)
            }
            Self::Regenerate { check, providers } => regenerate(check, &providers),
        }
    }
}

fn regenerate(check: bool, providers: &[String]) -> Result<bool, String> {
    let root = root();
    let changes = workspace::plan(&root, providers).map_err(|findings| {
        let list: String = findings
            .iter()
            .map(|finding| format!("{finding}\n"))
            .collect();
        let count = match findings.len() {
            1 => "1 finding".to_owned(),
            count => format!("{count} findings"),
        };
        format!("{list}{count}, nothing written")
    })?;
    for (provider, change) in &changes {
        if check {
            println!("{provider}: {}", change.summary("stale", "left over"));
            print!("{}", change.diff(&root));
        } else {
            change
                .apply()
                .map_err(|error| format!("{provider}: {error}"))?;
            println!("{provider}: {}", change.summary("written", "removed"));
        }
    }
    let fresh = changes.values().all(Changes::is_empty);
    if check && !fresh {
        eprintln!("run `cargo xtask regenerate` and commit what it writes");
    }
    Ok(fresh || !check)
}

/// The folder above this package.
fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}
