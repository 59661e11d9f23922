//! What breaks since the last tag, by two witnesses.

use std::path::Path;

use super::packages::Package;
use super::version::Version;
use super::{command, tree};
use crate::changes;

/// The version to be published, and the one before.
pub(super) struct Step<'a> {
    pub(super) new: Version,
    pub(super) old: Version,
    pub(super) tag: &'a str,
}

impl Step<'_> {
    /// What the versions say; an error if the new one is no step forward.
    pub(super) fn judge(&self) -> Result<String, String> {
        let Self { new, old, tag } = self;
        if new <= old {
            return Err(format!("{tag} is tagged already: raise the version {new}"));
        }
        Ok(if new.may_break(*old) {
            format!("{new} may break users of {old}")
        } else {
            format!("{new} must not break users of {old}")
        })
    }

    /// What `cargo xtask changes` finds in the generated crates.
    pub(super) fn changes(&self, root: &Path) -> Result<String, String> {
        let breaking = changes::breaking_since(root, self.tag)?;
        let number = breaking.len();
        if number > 0 && !self.new.may_break(self.old) {
            return Err(format!(
                "{number} breaking since {}, so the version must be {} at least:\n{}",
                self.tag,
                self.old.next_breaking(),
                breaking.join("\n")
            ));
        }
        Ok(format!("{number} breaking since {}", self.tag))
    }

    /// What cargo-semver-checks finds in the public crates that the tag has too; `None` if it is not installed. It
    /// judges by the versions itself.
    pub(super) fn semver_checks(
        &self,
        root: &Path,
        packages: &[&Package],
    ) -> Option<Result<String, String>> {
        command::output(root, "cargo", &["semver-checks", "--version"]).ok()?;
        let mut arguments = vec!["semver-checks", "check-release", "--baseline-rev", self.tag];
        for package in packages {
            if tree::has(root, self.tag, &package.folder.join("Cargo.toml")) {
                arguments.extend(["--package", &package.name]);
            }
        }
        let shown = command::show(root, "cargo", &arguments);
        Some(shown.map(|()| format!("nothing more than {} allows", self.new)))
    }
}
