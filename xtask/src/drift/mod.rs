//! `cargo xtask drift`: our document against the vendor's newest.
//!
//! | file | has |
//! |---|---|
//! | `side` | one of the two documents, in the normal form |
//! | `operations` | operations, their parameters, bodies and answers compared |
//! | `schemas` | schemas compared |
//! | `limits` | types, values and limits of one schema compared |
//! | `difference` | one difference, and the `x-deviation` that explains it |
//! | `report` | all differences, for people |
//!
//! Both documents are compared in the normal form, so that it does not count how they are written: names of
//! schemas, what is shared, `allOf`.

mod difference;
mod limits;
mod operations;
mod report;
mod schemas;
mod side;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};

use backhaul_codegen::{Diagnostic, Normal, normal_form, workspace};
use lexopt::Parser;

use crate::unknown;
use difference::Weight;
use side::Side;

pub(crate) const USAGE: &str = "\
cargo xtask drift PROVIDER --against FILE [--all]

Compares specs/PROVIDER.yaml with the vendor's own document FILE (OpenAPI 3.0 or
3.1): what differs in the operations that we have, and which operations of their
tags we lack. What an x-deviation of ours explains is only counted; what came, went
or must be sent now is explained by one that names it. Fails if anything else is
breaking.

  --against FILE  the vendor's document
  --all           show what is explained, too";

/// Whether nothing is breaking that our document does not explain.
pub(crate) fn run(root: &Path, mut arguments: Parser) -> Result<bool, String> {
    use lexopt::prelude::{Long, Value};
    let (mut provider, mut file, mut all) = (None, None, false);
    while let Some(argument) = arguments.next().map_err(|error| error.to_string())? {
        match argument {
            Long("all") => all = true,
            Long("against") => {
                let value = arguments.value().map_err(|error| error.to_string())?;
                file = Some(PathBuf::from(value));
            }
            Value(name) if provider.is_none() => {
                provider = Some(name.to_string_lossy().into_owned());
            }
            other => return Err(unknown::argument(other, USAGE)),
        }
    }
    let provider = provider.ok_or_else(|| format!("name a provider\n\n{USAGE}"))?;
    let file = file.ok_or_else(|| format!("name the vendor's document\n\n{USAGE}"))?;
    let ours = root.join("specs").join(format!("{provider}.yaml"));
    if !ours.is_file() {
        let known = [workspace::providers(root), workspace::drafts(root)]
            .into_iter()
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| error.to_string())?
            .concat();
        let hint = workspace::hint_for_unknown(&provider, &known);
        return Err(format!("there is no specs/{provider}.yaml: {hint}"));
    }
    let (ours, theirs) = (read(&ours)?, read(&file)?);
    let differences = operations::compare(&Side::of(ours.value()), &Side::of(theirs.value()));
    print!("{}", report::text(&differences, all));
    let mut unexplained = differences.iter().filter(|one| one.deviation.is_none());
    Ok(!unexplained.any(|one| one.weight == Weight::Breaking))
}

fn read(file: &Path) -> Result<Normal, String> {
    let name = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|error| format!("{name}: {error}"))?;
    normal_form(&name, &text).map_err(|findings| {
        let list: Vec<String> = findings.iter().map(Diagnostic::to_string).collect();
        list.join("\n")
    })
}
