//! All checks, one after another.

use std::fs;
use std::path::Path;

use super::breaking::Step;
use super::packages::Package;
use super::version::Version;
use super::{changelog, command, facts, order, packages, tree};

/// Since this version, cargo packages crates that need each other, and builds each from the archives of the
/// others.
const OLDEST_CARGO: (u64, u64) = (1, 90);

/// Prints how each check ends: whether all end well.
///
/// # Errors
/// If the workspace cannot be read, or has no public package.
pub(super) fn all(root: &Path) -> Result<bool, String> {
    let packages = packages::read(root)?;
    let public: Vec<&Package> = packages
        .iter()
        .filter(|package| package.is_public)
        .collect();
    let version = public
        .first()
        .ok_or("no package is public")?
        .version
        .clone();
    let mut report = Report::default();

    report.add("clean tree", tree::changes(root).and_then(none_left));
    let wrong = facts::wrong(root, &packages);
    let packages_fit = format!("{} public packages of version {version}", public.len());
    report.add(
        "manifests, versions, licences",
        if wrong.is_empty() {
            Ok(packages_fit)
        } else {
            Err(wrong.join("\n"))
        },
    );
    let changes = fs::read_to_string(root.join("CHANGELOG.md"));
    let changes = changes.map_err(|error| format!("CHANGELOG.md cannot be read: {error}"));
    report.add(
        "changelog",
        changes.and_then(|text| changelog::section(&text, &version).map(str::to_owned)),
    );
    let ordered = order::order(&public);
    let names = ordered.clone().unwrap_or_default();
    report.add("order", ordered.map(|names| names.join(", ")));
    since_the_last(root, &version, &public, &mut report);

    let command = format!("cargo publish --locked {}", options(&names).join(" "));
    if report.failed > 0 {
        println!("archives: not made, because of the above");
    } else {
        report.add("archives", archives(root, &names));
    }
    if report.failed > 0 {
        println!("\n{} of {} checks failed", report.failed, report.checks);
        return Ok(false);
    }
    println!("\n{version} can be published. After the tag v{version} is pushed:\n\n{command}");
    Ok(true)
}

#[derive(Default)]
struct Report {
    checks: usize,
    failed: usize,
}

impl Report {
    fn add(&mut self, name: &str, outcome: Result<String, String>) {
        self.checks += 1;
        match outcome {
            Ok(text) => println!("{name}: ok, {text}"),
            Err(text) => {
                self.failed += 1;
                println!("{name}: FAILED, {text}");
            }
        }
    }
}

fn none_left(changes: String) -> Result<String, String> {
    if changes.is_empty() {
        return Ok("everything is committed".to_owned());
    }
    Err(format!("these changes are not committed:\n{changes}"))
}

/// Compares with the last release, if there is one.
fn since_the_last(root: &Path, version: &str, packages: &[&Package], report: &mut Report) {
    let new =
        Version::parse(version).ok_or_else(|| format!("{version} is not a version such as 1.2.3"));
    let (new, last) = match (new, tree::last_release(root)) {
        (Ok(new), Ok(Some(last))) => (new, last),
        (Ok(_), Ok(None)) => {
            println!(
                "breaking changes: SKIPPED, no tag vX.Y.Z is below HEAD, so this is the first version"
            );
            return;
        }
        (Err(error), _) | (_, Err(error)) => return report.add("version", Err(error)),
    };
    let (old, tag) = last;
    let step = Step {
        new,
        old,
        tag: &tag,
    };
    report.add("version", step.judge());
    report.add(
        "breaking changes, by cargo xtask changes",
        step.changes(root),
    );
    match step.semver_checks(root, packages) {
        Some(outcome) => report.add("breaking changes, by cargo-semver-checks", outcome),
        None => println!("breaking changes, by cargo-semver-checks: SKIPPED, it is not installed"),
    }
}

/// The packages as options of cargo.
fn options<'a>(names: &[&'a str]) -> Vec<&'a str> {
    names.iter().flat_map(|name| ["-p", *name]).collect()
}

/// Has cargo package all, and build each from its archive and those of the others.
fn archives(root: &Path, names: &[&str]) -> Result<String, String> {
    let cargo = command::output(root, "cargo", &["--version"])?;
    if cargo_version(&cargo).is_none_or(|version| version < OLDEST_CARGO) {
        let (major, minor) = OLDEST_CARGO;
        return Err(format!(
            "cargo {major}.{minor} or later is needed, to package crates that need each other; this is {cargo}"
        ));
    }
    // Nobody debugs these, and dependencies are shared with the workspace, which has none of it for them.
    let mut arguments = vec!["package", "--locked", "--config", "profile.dev.debug=false"];
    arguments.extend(options(names));
    command::show(root, "cargo", &arguments)?;
    Ok("each builds from its archive".to_owned())
}

/// Of `cargo 1.95.0 (f2d3ce0bd 2026-03-21)`, the first two numbers.
pub(super) fn cargo_version(text: &str) -> Option<(u64, u64)> {
    let mut parts = text.split_whitespace().nth(1)?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}
