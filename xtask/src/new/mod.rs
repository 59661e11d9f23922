//! `cargo xtask new`.
//!
//! | file | does |
//! |---|---|
//! | `mod` | reads the arguments, and makes the draft |
//! | `place` | puts all of it into the workspace, or nothing |

mod place;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};

use backhaul_codegen::{Diagnostic, Draft, Profile, Wanted, check, digest, draft};
use lexopt::Parser;

use crate::unknown;

pub(crate) const USAGE: &str = "\
cargo xtask new PROVIDER --from FILE [--only TAG|OPERATION|PATH-PREFIX]... [--supported]

Makes the draft of a provider from its own OpenAPI document, 3.0 or 3.1, in YAML or JSON: specs/PROVIDER.yaml with all
facts and no text of it, crates/PROVIDER, a crate that can be called at once, with a test that calls each operation at a
stand-in on this machine, and tests/facts/PROVIDER.txt. Each text that is missing is a gap, which
`cargo xtask lint PROVIDER` lists with everything else that is left to do.

Nothing that is there is ever overwritten, and nothing is written if anything fails.

  --from FILE      the provider's document
  --only WHAT      only the operations with this tag, of this name, or below this path;
                   several times for several. Without it, all operations
  --supported      leave out the operations that cannot be generated, and say which";

/// Whether the draft was made.
pub(crate) fn run(root: &Path, mut arguments: Parser) -> Result<bool, String> {
    use lexopt::prelude::{Long, Value};
    let (mut provider, mut from, mut wanted) = (None, None, Wanted::default());
    while let Some(argument) = arguments.next().map_err(|error| error.to_string())? {
        match argument {
            Long("from") => from = Some(PathBuf::from(value(&mut arguments)?)),
            Long("only") => wanted.only.push(value(&mut arguments)?),
            Long("supported") => wanted.supported = true,
            Value(text) if provider.is_none() => {
                provider = Some(text.to_string_lossy().into_owned())
            }
            other => return Err(unknown::argument(other, USAGE)),
        }
    }
    let (Some(provider), Some(from)) = (provider, from) else {
        return Err(format!("name a provider and its document\n\n{USAGE}"));
    };
    println!("{}", new(root, &provider, &from, &wanted)?);
    Ok(true)
}

fn value(arguments: &mut Parser) -> Result<String, String> {
    let value = arguments
        .value()
        .map_err(|error| format!("{error}\n\n{USAGE}"))?;
    Ok(value.to_string_lossy().into_owned())
}

/// Makes the draft, and says what there is now and what comes next.
fn new(root: &Path, provider: &str, from: &Path, wanted: &Wanted) -> Result<String, String> {
    check_name(provider)?;
    place::refuse_existing(root, provider)?;
    let shown = from.display().to_string();
    let bytes = fs::read(from).map_err(|error| format!("{shown}: {error}"))?;
    let text = String::from_utf8(bytes)
        .map_err(|error| format!("{shown}: not UTF-8: {}", error.utf8_error()))?;
    let draft = draft(provider, &shown, &text, wanted).map_err(|findings| {
        let is_unsupported = findings
            .iter()
            .any(|finding| finding.rule != "workspace/nothing-selected");
        let way_out = match is_unsupported && !wanted.supported {
            true => ": mend the document, or leave out what cannot be generated with `--supported`",
            false => "",
        };
        format!("{}, nothing written{way_out}", listed(&findings))
    })?;
    place::put(root, provider, &draft)?;
    Ok(summary(provider, &draft))
}

/// A name that is one of a file, of a package, and with `_` for `-` of a crate.
fn check_name(provider: &str) -> Result<(), String> {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    match provider.split('-').all(is_part) && !provider.starts_with("tests") {
        true => Ok(()),
        false => Err(format!(
            "{provider:?} cannot be the name of a provider: write words of small letters and digits, each of which begins with a letter, with `-` between them"
        )),
    }
}

fn listed(findings: &[Diagnostic]) -> String {
    let rest = ": `cargo xtask lint --profile open --all FILE` shows them";
    let entries = digest(findings, rest).into_iter();
    let list: String = entries.map(|entry| entry + "\n").collect();
    match findings.len() {
        1 => format!("{list}1 finding"),
        count => format!("{list}{count} findings"),
    }
}

fn summary(provider: &str, draft: &Draft) -> String {
    let document = format!("specs/{provider}.yaml");
    let text = draft.files.get(&document).map_or("", String::as_str);
    let left = check(Profile::House, &document, text);
    let gaps = left
        .iter()
        .filter(|finding| finding.rule == "house/gap")
        .count();
    let mut said = format!(
        "{document}: {} operations, {gaps} gaps and {} other findings\n\
         crates/{provider}: the crate backhaul-{provider}\n\
         tests/facts/{provider}.txt: the facts\n",
        draft.operations,
        left.len() - gaps
    );
    for operation in &draft.left_out {
        said += &format!("left out: {operation}\n");
    }
    for operation in &draft.not_called {
        said += &format!("not called by the test of the crate: {operation}\n");
    }
    said += &format!(
        "\nNext:\n  cargo test -p backhaul-{provider}   # calls each operation at a stand-in\n  \
         cargo xtask lint {provider}   # what is left to do; \"From a vendor's document\" in CONTRIBUTING.md says how"
    );
    said
}
