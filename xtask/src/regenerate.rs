//! `cargo xtask regenerate`.

use std::path::Path;

use backhaul_codegen::{Changes, workspace};
use lexopt::Parser;

use crate::unknown;

pub(crate) const USAGE: &str = "\
cargo xtask regenerate [--check] [PROVIDER...]

Writes crates/PROVIDER/src/generated, the table of operations in
crates/PROVIDER/README.md and the document of the sandbox from
specs/PROVIDER.yaml, for all documents in specs/ unless providers are named. Only files that differ are written, and
none if any document has a finding.

  --check  write nothing; print what differs as a diff and fail if anything does";

/// Whether everything is as it should be.
pub(crate) fn run(root: &Path, mut arguments: Parser) -> Result<bool, String> {
    use lexopt::prelude::{Long, Value};
    let mut check = false;
    let mut providers = Vec::new();
    while let Some(argument) = arguments.next().map_err(|error| error.to_string())? {
        match argument {
            Long("check") => check = true,
            Value(text) => providers.push(text.to_string_lossy().into_owned()),
            other => return Err(unknown::argument(other, USAGE)),
        }
    }
    regenerate(root, check, &providers)
}

/// Writes what differs, or with `check` shows it: whether everything is as it should be.
pub(crate) fn regenerate(root: &Path, check: bool, providers: &[String]) -> Result<bool, String> {
    let changes = workspace::plan(root, providers).map_err(|findings| {
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
            print!("{}", change.diff(root));
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
