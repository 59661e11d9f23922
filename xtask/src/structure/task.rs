//! The task as the command line knows it.

use std::path::Path;

use lexopt::Parser;

use super::allowed::ALLOWED;
use super::check::check;
use crate::unknown;

pub(crate) const USAGE: &str = "\
cargo xtask structure

Reads the hand-written Rust files of the workspace and prints, for each crate, the
circles of modules (files that use each other) and the arrows upward (rooms, which are
folders or single files, that use a room above them), and all files over 400 lines.
Tests are left out, except that the limit of lines holds for them too.

Fails if there is a circle, a file over 400 lines, or an arrow upward that
xtask/src/structure/allowed.rs does not list with its reason.";

/// Whether the structure is as it should be.
pub(crate) fn run(root: &Path, mut arguments: Parser) -> Result<bool, String> {
    if let Some(argument) = arguments.next().map_err(|error| error.to_string())? {
        return Err(unknown::argument(argument, USAGE));
    }
    let structure = check(root, ALLOWED)?;
    print!("{structure}");
    Ok(structure.is_sound())
}
