//! The workspace around the generator: documents in `specs/`, output in `crates/*/src/generated` and in the
//! table of operations of `crates/*/README.md`; the documents without their texts for the sandbox, whose package
//! can have no file from outside its folder; and what the command knows of each provider, in `crates/cli`.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

use crate::diagnostic::Diagnostic;
use crate::rules::{Profile, Severity};
use crate::stages::{Generated, generate};
use crate::suggest::closest;
use crate::write::Changes;

/// The providers that have a document in `specs/`, sorted.
///
/// # Errors
/// If the folder cannot be read.
pub fn providers(root: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root.join("specs"))? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            names.extend(
                path.file_stem()
                    .map(|stem| stem.to_string_lossy().into_owned()),
            );
        }
    }
    names.sort();
    Ok(names)
}

/// What to say about a provider that has no document.
pub fn hint_for_unknown(provider: &str, known: &[String]) -> String {
    let names: Vec<&str> = known.iter().map(String::as_str).collect();
    let meant = closest(provider, &names);
    let meant = meant.map(|name| format!("did you mean {name}? "));
    let meant = meant.unwrap_or_default();
    format!("{meant}specs/PROVIDER.yaml exists for {}", names.join(", "))
}

/// Generates one provider's crate in memory.
///
/// # Errors
/// Everything that is wrong with the document.
pub fn generate_provider(root: &Path, provider: &str) -> Result<Generated, Vec<Diagnostic>> {
    let (name, text) = document(root, provider)?;
    generate(Profile::House, &name, provider, &text)
}

/// The name and the text of a document.
fn document(root: &Path, provider: &str) -> Result<(String, String), Vec<Diagnostic>> {
    let name = format!("specs/{provider}.yaml");
    let bytes = fs::read(root.join(&name)).map_err(|error| {
        let mut finding = unreadable(&name, &error);
        if error.kind() == io::ErrorKind::NotFound {
            finding.hint = hint_for_unknown(provider, &providers(root).unwrap_or_default());
        }
        vec![finding]
    })?;
    let text = String::from_utf8(bytes)
        .map_err(|error| vec![unreadable(&name, &io::Error::other(error.utf8_error()))])?;
    Ok((name, text))
}

/// Generates each provider's crate on a thread of its own: the documents know nothing of each other.
fn generate_all(root: &Path, providers: &[String]) -> Vec<Result<Generated, Vec<Diagnostic>>> {
    thread::scope(|scope| {
        let mut running = Vec::new();
        for provider in providers {
            running.push(scope.spawn(|| generate_provider(root, provider)));
        }
        let finished = running
            .into_iter()
            .zip(providers)
            .map(|(thread, provider)| {
                // A panic of the generator is a finding already.
                let broken = |_| {
                    Err(vec![unreadable(
                        provider,
                        &io::Error::other("a thread broke"),
                    )])
                };
                thread.join().unwrap_or_else(broken)
            });
        finished.collect()
    })
}

/// What `regenerate` has to do, by provider; for all providers if none is named.
///
/// Nothing is written: all findings of all documents come first.
///
/// # Errors
/// Everything that is wrong with the documents or keeps files from being read.
pub fn plan(
    root: &Path,
    providers_wanted: &[String],
) -> Result<BTreeMap<String, Changes>, Vec<Diagnostic>> {
    let wanted = if providers_wanted.is_empty() {
        providers(root).map_err(|error| vec![unreadable("specs", &error)])?
    } else {
        providers_wanted.to_vec()
    };
    let outcomes = generate_all(root, &wanted);
    let mut changes = BTreeMap::new();
    let mut findings = Vec::new();
    for (provider, outcome) in wanted.into_iter().zip(outcomes) {
        match outcome {
            Err(mut more) => findings.append(&mut more),
            Ok(generated) => match compare(root, &provider, &generated) {
                Ok(change) => {
                    changes.insert(provider, change);
                }
                Err(mut more) => findings.append(&mut more),
            },
        }
    }
    if findings.is_empty() {
        Ok(changes)
    } else {
        Err(findings)
    }
}

/// What the crate of `provider` needs: its generated folder, and the table in its README. And, if the
/// workspace has a sandbox or the command, their files.
fn compare(root: &Path, provider: &str, generated: &Generated) -> Result<Changes, Vec<Diagnostic>> {
    let folder = output_folder(root, provider);
    let mut changes = Changes::compare(&folder, &generated.files)
        .map_err(|error| vec![unreadable(&folder.display().to_string(), &error)])?;
    let home = root.join("crates").join(provider);
    let mut parts = vec![(
        "README.md",
        "the table of operations",
        README_MARKS,
        &generated.readme_table,
    )];
    if !generated.operation_features.is_empty() {
        let features = &generated.operation_features;
        parts.push(("Cargo.toml", "the features", CARGO_MARKS, features));
    }
    for (file, what, marks, wanted) in parts {
        let outcome = changes.compare_part(&home.join(file), marks, wanted);
        outcome.map_err(|error| {
            vec![Diagnostic {
                rule: "workspace/no-table",
                severity: Severity::Error,
                document: format!("crates/{provider}/{file}"),
                position: None,
                path: String::new(),
                message: format!("{what} cannot be compared: {error}"),
                hint: format!("put {} and {} around their place", marks.0, marks.1),
            }]
        })?;
    }
    let sandbox = root.join("crates").join("sandbox");
    if sandbox.is_dir() {
        let path = sandbox
            .join("src/generated")
            .join(format!("{provider}.json"));
        let compared = changes.compare_file(&path, &generated.embedded);
        compared.map_err(|error| vec![unreadable(&path.display().to_string(), &error)])?;
    }
    let command = root.join("crates").join("cli");
    if command.is_dir() {
        let file = format!("{}.rs", provider.replace('-', "_"));
        let path = command.join("src/generated").join(file);
        let compared = changes.compare_file(&path, &generated.command);
        compared.map_err(|error| vec![unreadable(&path.display().to_string(), &error)])?;
    }
    Ok(changes)
}

/// The lines around the table of operations in a README.
const README_MARKS: (&str, &str) = (
    "<!-- operations: written by `cargo xtask regenerate` -->",
    "<!-- end of operations -->",
);

/// The lines around the features of operations in a `Cargo.toml`.
const CARGO_MARKS: (&str, &str) = (
    "# Operations by tag: written by `cargo xtask regenerate`.",
    "# End of the operations.",
);

fn output_folder(root: &Path, provider: &str) -> PathBuf {
    root.join("crates")
        .join(provider)
        .join("src")
        .join("generated")
}

fn unreadable(name: &str, error: &io::Error) -> Diagnostic {
    Diagnostic {
        rule: "workspace/unreadable",
        severity: Severity::Error,
        document: name.to_owned(),
        position: None,
        path: String::new(),
        message: format!("cannot be read: {error}"),
        hint: "name a provider that has a document specs/PROVIDER.yaml, in UTF-8".to_owned(),
    }
}
