//! `cargo xtask release`: whether this commit can be published, and in which order.
//!
//! | file | has |
//! |---|---|
//! | `check` | all checks, one after another |
//! | `breaking` | what breaks since the last tag, by two witnesses |
//! | `tree` | what git says: a clean tree, the last tag |
//! | `facts` | what each package must have in its manifest and its folder |
//! | `order` | in which order packages are published |
//! | `packages` | the packages of the workspace, as cargo sees them |
//! | `changelog` | what CHANGELOG.md has for a version |
//! | `version` | versions, and what a step between two of them allows |
//! | `command` | running other programs |

mod breaking;
mod changelog;
mod check;
mod command;
mod facts;
mod order;
mod packages;
#[cfg(test)]
mod tests;
mod tree;
mod version;

use std::path::Path;

use lexopt::Parser;

use crate::unknown;

pub(crate) const USAGE: &str = "\
cargo xtask release --dry-run

Checks whether this commit can be published: a clean tree; one version, everywhere and not
tagged yet; what CHANGELOG.md has for it; manifests, licences and readmes; nothing that breaks
users since the last tag, unless the version says so (by `cargo xtask changes`, and by
cargo-semver-checks where it is installed); and that cargo packages all public crates and builds
each from its archive. Prints the command that publishes, in the order of the dependencies.

It never publishes by itself: that cannot be undone.

  --dry-run  required";

/// Whether everything is as it should be.
pub(crate) fn run(root: &Path, mut arguments: Parser) -> Result<bool, String> {
    use lexopt::prelude::Long;
    let mut is_dry = false;
    while let Some(argument) = arguments.next().map_err(|error| error.to_string())? {
        match argument {
            Long("dry-run") => is_dry = true,
            other => return Err(unknown::argument(other, USAGE)),
        }
    }
    if !is_dry {
        return Err(
            "nothing is published by this command, because that cannot be undone: run \
             `cargo xtask release --dry-run`, which prints the command that publishes"
                .to_owned(),
        );
    }
    check::all(root)
}
