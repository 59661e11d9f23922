//! `cargo xtask lint`.

use std::fs;
use std::path::{Path, PathBuf};

use backhaul_codegen::{
    Diagnostic, Profile, Severity, check, closest, digest, rule, rules, workspace,
};
use lexopt::Parser;

use crate::unknown;

pub(crate) const USAGE: &str = "\
cargo xtask lint [--profile house|open] [--all] [--explain RULE] [DOCUMENT...]

Prints everything that is wrong with documents, and generates nothing. A DOCUMENT
is a provider that has one in specs/, or a file; all of specs/ unless one is named,
drafts by the profile `open`. A draft that is named shows what is left to do in it.
Each finding ends in the id of its rule. Fails if there is an error. A file may be
anywhere, and so may the folder that this is called from.

  --profile house  every rule, and each finding is an error: for our documents, and
                   without this flag for those in a folder called specs
  --profile open   only what cannot be generated, and what would be wrong on the
                   wire; what has no effect is a warning: for anybody's documents,
                   and without this flag for every other file
  --all            each finding for itself; without it, more than 3 warnings or 100
                   errors of one rule are one entry with their number
  --explain RULE   only say what a rule means, why it exists, and what to do";

/// Whether no document has an error.
pub(crate) fn run(mut arguments: Parser) -> Result<bool, String> {
    use lexopt::prelude::{Long, Value};
    let (mut profile, mut shows_all) = (None, false);
    let (mut named, mut drafts) = (Vec::new(), Vec::new());
    while let Some(argument) = arguments.next().map_err(|error| error.to_string())? {
        match argument {
            Long("profile") => profile = Some(profile_of(&value(&mut arguments)?)?),
            Long("all") => shows_all = true,
            Long("explain") => {
                println!("{}", explain(&value(&mut arguments)?)?);
                return Ok(true);
            }
            Value(text) => named.push(text.to_string_lossy().into_owned()),
            other => return Err(unknown::argument(other, USAGE)),
        }
    }
    if named.is_empty() {
        let root =
            documents::find_root().map_err(|why| format!("{why}; elsewhere, name a file"))?;
        named = workspace::providers(&root).map_err(|error| format!("specs: {error}"))?;
        drafts = workspace::drafts(&root).map_err(|error| format!("specs: {error}"))?;
    }
    let mut findings = Vec::new();
    for (name, text) in texts(&named)? {
        let usual = match is_of_others(&name) {
            true => Profile::Open,
            false => Profile::House,
        };
        findings.extend(check(profile.unwrap_or(usual), &name, &text));
    }
    // Nobody asked for what is left to do in them.
    for (name, text) in texts(&drafts)? {
        findings.extend(check(Profile::Open, &name, &text));
    }
    let entries = match shows_all {
        true => findings.iter().map(ToString::to_string).collect(),
        false => digest(&findings, ": `--all` shows them"),
    };
    for entry in entries {
        println!("{entry}");
    }
    println!("{}", summary(&findings, named.len() + drafts.len()));
    if profile.is_none() && named.iter().any(|name| is_of_others(name)) {
        println!("Judged as a document of others. By the rules for our own: --profile house");
    }
    Ok(count(&findings, Severity::Error) == 0)
}

/// Whether it is a file, and not in a folder for our own documents.
fn is_of_others(name: &str) -> bool {
    let file = Path::new(name);
    let folder = file.canonicalize().ok();
    let folder = folder.as_deref().and_then(Path::parent);
    file.is_file() && !folder.is_some_and(|folder| folder.ends_with("specs"))
}

/// The names and the texts of documents.
fn texts(named: &[String]) -> Result<Vec<(String, String)>, String> {
    let documents: Result<Vec<(String, PathBuf)>, String> =
        named.iter().map(|name| document(name)).collect();
    let texts = documents?.into_iter().map(|(name, path)| {
        let bytes = fs::read(&path).map_err(|error| format!("{name}: {error}"))?;
        let text = String::from_utf8(bytes)
            .map_err(|error| format!("{name}: not UTF-8: {}", error.utf8_error()))?;
        Ok((name, text))
    });
    texts.collect()
}

fn value(arguments: &mut Parser) -> Result<String, String> {
    let value = arguments
        .value()
        .map_err(|error| format!("{error}\n\n{USAGE}"))?;
    Ok(value.to_string_lossy().into_owned())
}

/// The profile with this name.
pub(crate) fn profile_of(name: &str) -> Result<Profile, String> {
    let found = Profile::ALL.into_iter().find(|(known, _)| *known == name);
    let (_, profile) = found.ok_or_else(|| {
        let known = Profile::ALL.map(|(known, _)| known);
        let meant = closest(name, &known).map(|one| format!("; did you mean {one}?"));
        let meant = meant.unwrap_or_else(|| format!(": write {}", known.join(" or ")));
        format!("there is no profile {name:?}{meant}")
    })?;
    Ok(profile)
}

/// What a rule is about.
fn explain(id: &str) -> Result<String, String> {
    let found = rule(id).ok_or_else(|| {
        let ids: Vec<&str> = rules().map(|rule| rule.id).collect();
        // Whoever knows only the name knows most of it.
        let same_name = ids
            .iter()
            .copied()
            .find(|known| known.split_once('/').is_some_and(|(_, name)| name == id));
        let meant = same_name.or_else(|| closest(id, &ids));
        let meant = meant.map(|one| format!("; did you mean {one}?"));
        format!("there is no rule {id:?}{}", meant.unwrap_or_default())
    })?;
    Ok(found.to_string())
}

/// The name that findings show, and the file of a document: one of ours by its provider, or any file.
fn document(name: &str) -> Result<(String, PathBuf), String> {
    let file = PathBuf::from(name);
    if file.is_file() {
        return Ok((name.to_owned(), file));
    }
    // Only what is no file needs a workspace.
    let root = documents::find_root()
        .map_err(|why| format!("{name}: not a file, and no provider: {why}"))?;
    let ours = format!("specs/{name}.yaml");
    let path = root.join(&ours);
    if path.is_file() {
        return Ok((ours, path));
    }
    let known = workspace::providers(&root).map_err(|error| format!("specs: {error}"))?;
    let hint = workspace::hint_for_unknown(name, &known);
    Err(format!("{name}: neither a file nor a provider: {hint}"))
}

fn count(findings: &[Diagnostic], severity: Severity) -> usize {
    let alike = findings
        .iter()
        .filter(|finding| finding.severity == severity);
    alike.count()
}

fn summary(findings: &[Diagnostic], documents: usize) -> String {
    let words = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {one}s"),
    };
    format!(
        "{}: {}, {}",
        words(documents, "document"),
        words(count(findings, Severity::Error), "error"),
        words(count(findings, Severity::Warning), "warning")
    )
}

#[cfg(test)]
mod tests {
    use backhaul_codegen::Profile;

    use super::{explain, profile_of};

    #[test]
    fn what_is_alike_is_suggested() {
        assert!(
            explain("house/no-source")
                .unwrap()
                .starts_with("house/no-source: ")
        );
        for (id, said) in [
            (
                "house/no-sorce",
                "there is no rule \"house/no-sorce\"; did you mean house/no-source?",
            ),
            (
                "path-slashes",
                "there is no rule \"path-slashes\"; did you mean wire/path-slashes?",
            ),
            ("xyz", "there is no rule \"xyz\""),
        ] {
            assert_eq!(explain(id).unwrap_err(), said);
        }
        assert_eq!(profile_of("open"), Ok(Profile::Open));
        assert_eq!(
            profile_of("houes").unwrap_err(),
            "there is no profile \"houes\"; did you mean house?"
        );
        assert_eq!(
            profile_of("x").unwrap_err(),
            "there is no profile \"x\": write house or open"
        );
    }
}
