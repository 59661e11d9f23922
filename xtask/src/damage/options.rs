//! The arguments.

use std::path::PathBuf;
use std::time::Duration;

use lexopt::Parser;
use lexopt::prelude::{Long, Value};

use super::worker::TRY;
use crate::unknown;

pub(crate) const USAGE: &str = "\
cargo xtask damage [--seed N] [--documents N] [--compile N] [--limit SECONDS] FOLDER

Takes some operations of a random document (yaml or json) of a folder with what they
refer to, changes a few random places, and generates a crate from it by the profile
`open`; as often as it is told. The generator must answer with a crate or with
findings. Prints every document that made it panic, overflow its stack or hang, and
the counts. The same seed and number make the same document.

  --seed N         which documents and places, 1 unless told otherwise
  --documents N    how many documents, 1000 unless told otherwise
  --compile N      compile so many of the crates with `cargo check`, spread evenly
  --show N         print the document of this number, and do nothing else
  --limit SECONDS  how long one document may take; 20 unless told otherwise

A release build is ten times as fast: `cargo run --release -p xtask -- damage ...`";

/// What to do.
pub(super) struct Options {
    pub(super) seed: u64,
    pub(super) documents: u64,
    pub(super) compile: usize,
    pub(super) show: Option<u64>,
    pub(super) limit: Duration,
    /// The first number that a worker tries.
    pub(super) first: Option<u64>,
    pub(super) folder: PathBuf,
}

impl Options {
    pub(super) fn read(mut arguments: Parser) -> Result<Self, String> {
        let (mut seed, mut documents, mut compile, mut limit) = (1, 1000, 0, 20);
        let (mut show, mut first) = (None, None);
        let mut folder = None;
        while let Some(argument) = arguments.next().map_err(|error| error.to_string())? {
            match argument {
                Long("seed") => seed = number(&mut arguments)?,
                Long("documents") => documents = number(&mut arguments)?,
                Long("compile") => compile = number(&mut arguments)?,
                Long("limit") => limit = number(&mut arguments)?.clamp(1, 3600),
                Long("show") => show = Some(number(&mut arguments)?),
                Long(name) if name == TRY => first = Some(number(&mut arguments)?),
                Value(path) if folder.is_none() => folder = Some(PathBuf::from(path)),
                other => return Err(unknown::argument(other, USAGE)),
            }
        }
        Ok(Self {
            seed,
            documents,
            compile: usize::try_from(compile).unwrap_or(usize::MAX),
            show,
            limit: Duration::from_secs(limit),
            first,
            folder: folder.ok_or_else(|| format!("name a folder\n\n{USAGE}"))?,
        })
    }
}

fn number(arguments: &mut Parser) -> Result<u64, String> {
    let value = arguments.value().map_err(|error| error.to_string())?;
    let text = value.to_string_lossy();
    text.parse()
        .map_err(|_| format!("{text:?} is not a whole number"))
}
