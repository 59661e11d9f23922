//! The arguments, and the steps one after the other.

use std::path::Path;

use lexopt::Parser;

use super::difference::{self, Difference};
use super::made::{KINDS, Made};
use crate::regenerate;
use crate::unknown;

pub(crate) const USAGE: &str = "\
cargo xtask review [--accept]

Regenerates all crates, then prints every snapshot that differs from its file
in tests/snapshots; the same lines in several are printed once. Only the clients
whose document changed are compiled, and the command. Fails if anything differs.

  --accept  write what differs, remove what nothing asks for any more, and name
            the files";

/// Whether no snapshot differs, or all that did are accepted.
pub(crate) fn run(root: &Path, mut arguments: Parser) -> Result<bool, String> {
    let mut accept = false;
    while let Some(argument) = arguments.next().map_err(|error| error.to_string())? {
        match argument {
            lexopt::Arg::Long("accept") => accept = true,
            other => return Err(unknown::argument(other, USAGE)),
        }
    }
    regenerate::regenerate(root, false, &[])?;
    let made = Made::by_tests(root)?;
    let accept = accept && made.failure().is_none();
    let snapshots = root.join("tests/snapshots");
    let found = difference::all(&snapshots, made.folder(), &made.kinds());
    let found = found.map_err(|error| format!("the snapshots cannot be compared: {error}"))?;
    if accept {
        for one in &found {
            let done = one.accept(&snapshots);
            let done = done.map_err(|error| format!("{}: {error}", one.path))?;
            println!("{done}: tests/snapshots/{}", one.path);
        }
    } else {
        for group in difference::grouped(&found) {
            print!("{}", shown(&group));
        }
    }
    println!("{}", summary(&found, accept));
    match made.failure() {
        Some(failure) => Err(failure.to_owned()),
        None => Ok(accept || found.is_empty()),
    }
}

/// The first of several equal differences, and where the others are.
fn shown(group: &[&Difference]) -> String {
    let mut text = group.first().map(|first| first.shown()).unwrap_or_default();
    let others = group.get(1..).unwrap_or_default();
    if !others.is_empty() {
        text.push_str("the same lines in:\n");
        for other in others {
            text.push_str(&format!("  tests/snapshots/{}\n", other.path));
        }
        text.push('\n');
    }
    text
}

fn summary(found: &[Difference], accepted: bool) -> String {
    let count = |kind: &str| found.iter().filter(|one| one.kind() == kind).count();
    let counts: Vec<String> = KINDS
        .iter()
        .map(|kind| format!("{} of {kind}", count(kind)))
        .collect();
    let end = match (found.is_empty(), accepted) {
        (true, _) => "",
        (false, true) => {
            "; accepted. Next: `cargo xtask changes`, and `cargo test -p backhaul-tests-documents` for the facts"
        }
        (false, false) => "; read them, then accept them with `cargo xtask review --accept`",
    };
    format!("snapshots that differ: {}{end}", counts.join(", "))
}
