//! `cargo xtask damage`: documents damaged at random, to see that the generator always answers.
//!
//! | file | has |
//! |---|---|
//! | `folder` | the whole documents of a folder |
//! | `small` | a few operations of a document with what they refer to |
//! | `edit` | random damage to a document |
//! | `worker` | tries numbers, in a process of its own |
//! | `workers` | starts these processes, and goes on where one broke off |
//! | `compile` | crates around what was generated, and whether they compile |

mod compile;
mod edit;
mod folder;
mod small;
mod worker;
mod workers;

use std::path::{Path, PathBuf};
use std::time::Duration;

use lexopt::Parser;
use lexopt::prelude::{Long, Value};

use crate::unknown;
use folder::Folder;
use worker::{Outcome, TRY};

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
struct Options {
    seed: u64,
    documents: u64,
    compile: usize,
    show: Option<u64>,
    limit: Duration,
    /// The first number that a worker tries.
    first: Option<u64>,
    folder: PathBuf,
}

impl Options {
    fn read(mut arguments: Parser) -> Result<Self, String> {
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

/// Whether the generator answered every document, and what it wrote compiles.
pub(crate) fn run(root: &Path, arguments: Parser) -> Result<bool, String> {
    let options = Options::read(arguments)?;
    let mut folder = Folder::new(&options.folder)?;
    if let Some(number) = options.show {
        println!("{}", worker::document(&mut folder, options.seed, number)?);
        return Ok(true);
    }
    if let Some(first) = options.first {
        worker::work(&mut folder, options.seed, first, options.documents)?;
        return Ok(true);
    }
    println!(
        "seed {}, {} documents made from {} files",
        options.seed,
        options.documents,
        folder.len()
    );
    let outcomes = workers::run(&options)?;
    let mut good = Vec::new();
    let (mut refused, mut failed) = (0, 0);
    for (number, outcome) in outcomes {
        match outcome {
            Outcome::Generated => good.push(number),
            Outcome::Refused => refused += 1,
            Outcome::Failed(why) => {
                failed += 1;
                println!("document {number}: {why}");
            }
        }
    }
    println!(
        "{} generated, {refused} refused, {failed} failed",
        good.len()
    );
    let chosen = spread(&good, options.compile);
    let broken = compile::check(root, &mut folder, options.seed, &chosen)?;
    if !chosen.is_empty() {
        println!("{} compiled, {} do not compile", chosen.len(), broken);
    }
    Ok(failed == 0 && broken == 0)
}

/// About `wanted` of `all`, from all over.
fn spread(all: &[u64], wanted: usize) -> Vec<u64> {
    let wanted = wanted.min(all.len());
    (0..wanted)
        .filter_map(|place| all.get(place * all.len() / wanted).copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn what_is_compiled_comes_from_all_over() {
        assert_eq!(spread(&[1, 2, 3, 4, 5, 6], 3), [1, 3, 5]);
        assert_eq!(spread(&[1, 2], 5), [1, 2]);
        assert_eq!(spread(&[1, 2], 0), [0; 0]);
    }
}
