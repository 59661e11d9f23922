//! `cargo xtask changes`: what differs for users.
//!
//! | file | has |
//! |---|---|
//! | `git` | a revision and its files |
//! | `sides` | both sides of a comparison, for one provider |
//! | `compare` | two sides: which subjects and which of their lines differ |
//! | `lines` | a description taken apart |
//! | `judge` | what a difference of one line means for users |
//! | `takes` | what a setter takes, and whether it is less than before |
//! | `wire` | requests that differ |
//! | `words` | documentation that differs, and code that no description has |
//! | `change` | one change |
//! | `report` | all changes, for people |
//!
//! The new side is generated. The old side is described by today's code from what the revision has: its
//! types from its generated Rust, its operations from its document, its requests from its snapshots. So a
//! change of the generator shows as one of a document does, and a change of the descriptions' form does not.

mod change;
mod compare;
mod git;
mod judge;
mod lines;
mod report;
mod sides;
mod takes;
#[cfg(test)]
mod tests;
mod wire;
mod words;

use std::collections::BTreeSet;
use std::path::Path;
use std::thread;

use backhaul_codegen::workspace;
use lexopt::Parser;

use crate::unknown;
use change::{Change, Class};
use git::Revision;

pub(crate) const USAGE: &str = "\
cargo xtask changes [--markdown] [--deny-breaking] [BASE]

Says what differs for users between the git revision BASE and the working tree:
what breaks their code or their calls, what is new, what only the wire or only
words have. BASE is the merge base with main unless it is given.

  --markdown       for a pull request
  --deny-breaking  fail if anything is breaking";

/// Whether everything is as it should be.
pub(crate) fn run(root: &Path, mut arguments: Parser) -> Result<bool, String> {
    use lexopt::prelude::{Long, Value};
    let (mut markdown, mut deny, mut base) = (false, false, None);
    while let Some(argument) = arguments.next().map_err(|error| error.to_string())? {
        match argument {
            Long("markdown") => markdown = true,
            Long("deny-breaking") => deny = true,
            Value(name) if base.is_none() => base = Some(name.to_string_lossy().into_owned()),
            other => return Err(unknown::argument(other, USAGE)),
        }
    }
    let revision = Revision::find(root, base.as_deref())?;
    let mut changes = all(root, &revision)?;
    changes.sort();
    let text = if markdown {
        report::markdown(&revision.name, &changes)
    } else {
        report::text(&revision.name, &changes)
    };
    print!("{text}");
    let drafts = workspace::drafts(root).map_err(|error| format!("specs: {error}"))?;
    if !drafts.is_empty() {
        let list = drafts.join(", ");
        println!("\nNot compared, because they are drafts and no user has them: {list}.");
    }
    let is_breaking = |change: &&Change| change.class == Class::Breaking;
    let breaking = changes.iter().filter(is_breaking).count();
    if deny && breaking > 0 {
        let plural = if breaking == 1 { "" } else { "s" };
        return Err(format!(
            "failed: {breaking} breaking change{plural}, and --deny-breaking is set"
        ));
    }
    Ok(true)
}

/// What breaks users since the git revision `base`, one change in each line.
///
/// # Errors
/// If git does not know the revision, or one of its documents or today's has a finding.
pub(crate) fn breaking_since(root: &Path, base: &str) -> Result<Vec<String>, String> {
    let mut changes = all(root, &Revision::find(root, Some(base))?)?;
    changes.retain(|change| change.class == Class::Breaking);
    changes.sort();
    Ok(changes.iter().map(report::alone).collect())
}

/// The changes of every provider, each on a thread of its own.
fn all(root: &Path, revision: &Revision) -> Result<Vec<Change>, String> {
    let now = workspace::providers(root).map_err(|error| format!("specs: {error}"))?;
    let providers: BTreeSet<&str> = now
        .iter()
        .map(String::as_str)
        .chain(revision.providers())
        .collect();
    thread::scope(|scope| {
        let running: Vec<_> = providers
            .iter()
            .map(|provider| scope.spawn(|| of_provider(root, revision, provider)))
            .collect();
        let mut changes = Vec::new();
        for thread in running {
            let finished = thread.join();
            changes.extend(finished.map_err(|_| "a comparison broke off".to_owned())??);
        }
        Ok(changes)
    })
}

fn of_provider(root: &Path, revision: &Revision, provider: &str) -> Result<Vec<Change>, String> {
    let old = sides::Source::of_revision(revision, provider);
    let new = sides::Source::of_tree(root, provider)?;
    match (old, new) {
        (Some(old), Some(new)) => sides::compare(provider, &revision.name, old, new),
        (None, Some(_)) => Ok(vec![change::of_provider(
            provider,
            Class::Additive,
            "is new",
        )]),
        (Some(_), None) => Ok(vec![change::of_provider(
            provider,
            Class::Breaking,
            "is gone",
        )]),
        (None, None) => Ok(Vec::new()),
    }
}
