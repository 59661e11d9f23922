//! `cargo xtask corpus`: what the generator makes of a folder of documents.
//!
//! | file | has |
//! |---|---|
//! | `judged` | what is found about one document, and its way through a pipe |
//! | `judge` | judges one document, in a process of its own |
//! | `child` | starts that process, and ends it when its time is over |
//! | `compile` | a crate around generated source, and whether it compiles |
//! | `table` | what is printed |

mod child;
pub(crate) mod compile;
mod judge;
mod judged;
mod table;

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs, io};

use lexopt::Parser;
use serde_json::Value;

use crate::unknown;
use child::ONE;
use judged::{Judged, Outcome};

pub(crate) const USAGE: &str = "\
cargo xtask corpus [--compile] [--json] [--limit SECONDS] FOLDER

Generates a crate from each document, yaml or json, of a folder by the profile
`open`, and prints for each: its OpenAPI version, how many operations it has, how
many of them no rule keeps from being generated, how many were generated, which rules
it breaks most often, and how long each stage took. Then the rules, by the number of
operations that they keep from being generated. Each document has a process of its
own, so that none can do harm to the others.

  --compile        compile what was generated with `cargo check`
  --json           print one JSON array instead, with an object for each document
  --limit SECONDS  how long one document may take before it is given up; 60 unless
                   given

Fails if a document made the generator fail or hang, or if generated source does
not compile.";

/// Whether no document made the generator fail.
pub(crate) fn run(root: &Path, mut arguments: Parser) -> Result<bool, String> {
    use lexopt::prelude::Long;
    let (mut compile, mut json) = (false, false);
    let mut limit = Duration::from_secs(60);
    let mut folder: Option<PathBuf> = None;
    let mut one = None;
    while let Some(argument) = arguments.next().map_err(|error| error.to_string())? {
        match argument {
            Long("compile") => compile = true,
            Long("json") => json = true,
            Long("limit") => {
                let text = arguments.value().map_err(|error| error.to_string())?;
                let seconds = text.to_str().and_then(|text| text.parse().ok());
                let seconds = seconds.filter(|seconds| (1..=3600).contains(seconds));
                limit = Duration::from_secs(seconds.ok_or("--limit takes 1 to 3600 seconds")?);
            }
            Long(argument) if argument == ONE => {
                one = Some(PathBuf::from(
                    arguments.value().map_err(|error| error.to_string())?,
                ));
            }
            lexopt::Arg::Value(path) if folder.is_none() => folder = Some(path.into()),
            other => return Err(unknown::argument(other, USAGE)),
        }
    }
    let keep = folder.clone();
    if let Some(document) = one {
        print!("{}", judge::judge(&document, keep.as_deref()).to_json());
        return Ok(true);
    }
    let folder = folder.ok_or_else(|| format!("name a folder\n\n{USAGE}"))?;
    let documents = documents(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    if documents.is_empty() {
        return Err(format!(
            "{}: no document (*.yaml, *.yml, *.json)",
            folder.display()
        ));
    }
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let build = match compile {
        true => Some(compile::Build::new(root)?),
        false => None,
    };
    let mut all: Vec<Judged> = Vec::new();
    if !json {
        println!("{}", table::head());
    }
    for document in &documents {
        let keep = build.as_ref().map(compile::Build::generated);
        let mut judged = child::judge(&program, document, keep, limit);
        if let (Some(build), Outcome::Whole) = (&build, &judged.outcome) {
            judged.compiled = Some(build.check()?);
        }
        if !json {
            println!("{}", table::row(&judged));
        }
        all.push(judged);
    }
    if json {
        println!("{}", all.iter().map(Judged::to_json).collect::<Value>());
    } else {
        println!("\n{}", table::rules(&all));
        println!("\n{}", table::summary(&all));
    }
    Ok(all.iter().all(Judged::is_sound))
}

/// The documents in a folder, sorted.
pub(crate) fn documents(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        if matches!(extension, Some("yaml" | "yml" | "json")) && path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
