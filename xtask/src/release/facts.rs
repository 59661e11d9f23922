//! What each package must have in its manifest and its folder.

use std::fs;
use std::path::Path;

use super::packages::Package;

/// Each package has a copy of these, because an archive has nothing from outside its folder. A link would be a
/// file with a path in it on Windows.
const LICENCES: [&str; 2] = ["LICENSE-MIT", "LICENSE-APACHE"];

/// What is wrong with the packages of the workspace at `root`; nothing if they can be published.
pub(super) fn wrong(root: &Path, packages: &[Package]) -> Vec<String> {
    let mut wrong = Vec::new();
    for package in packages {
        let in_crates = package.folder.starts_with(root.join("crates"));
        if package.is_public != in_crates {
            wrong.push(format!(
                "{}: what is in crates/ is public, and anything else says publish = false",
                package.name
            ));
        }
        wrong.extend(versions(package, packages));
        if package.is_public {
            wrong.extend(manifest(package));
            wrong.extend(licences(root, package));
        }
    }
    wrong
}

/// All packages share one version, and need each other in exactly that one.
fn versions(package: &Package, packages: &[Package]) -> Vec<String> {
    let mut wrong = Vec::new();
    let shared = packages.iter().find(|package| package.is_public);
    let shared = shared.map_or("", |package| package.version.as_str());
    let Package { name, version, .. } = package;
    if version != shared {
        wrong.push(format!(
            "{name}: its version is {version}, and that of others {shared}"
        ));
    }
    for (needed, requirement) in &package.needs {
        if *requirement != format!("^{shared}") {
            wrong.push(format!(
                "{name}: needs {needed} {requirement}, and the version is {shared}: change it in \
                 [workspace.dependencies]"
            ));
        }
    }
    wrong
}

fn manifest(package: &Package) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut say = |what: &str| wrong.push(format!("{}: {what}", package.name));
    let manifest = &package.manifest;
    for field in ["description", "license", "repository", "rust_version"] {
        if manifest[field].as_str().is_none_or(str::is_empty) {
            say(&format!("has no {}", field.replace('_', "-")));
        }
    }
    let readme = manifest["readme"].as_str();
    if !readme.is_some_and(|readme| package.folder.join(readme).is_file()) {
        say("has no readme in its folder");
    }
    let count = |field: &str| manifest[field].as_array().map_or(0, Vec::len);
    for field in ["keywords", "categories"] {
        // The registry takes no more.
        if !(1..=5).contains(&count(field)) {
            say(&format!(
                "has {} {field}; it needs one to five",
                count(field)
            ));
        }
    }
    if manifest["metadata"]["docs"]["rs"]["all-features"] != true {
        say("docs.rs would not show what is behind features: set all-features = true");
    }
    wrong
}

fn licences(root: &Path, package: &Package) -> Vec<String> {
    let copy = |name: &str| {
        let path = package.folder.join(name);
        let is_file = path
            .symlink_metadata()
            .is_ok_and(|metadata| metadata.is_file());
        is_file.then(|| fs::read(path).ok()).flatten()
    };
    let differs =
        |name: &&str| copy(name).is_none() || copy(name) != fs::read(root.join(name)).ok();
    let differing = LICENCES.iter().filter(|name| differs(name));
    let say = |name| {
        format!(
            "{}: its {name} is not a copy of the workspace's",
            package.name
        )
    };
    differing.map(say).collect()
}
