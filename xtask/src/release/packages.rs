//! The packages of the workspace, as cargo sees them.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::command;

/// A package of the workspace.
#[derive(Clone, Debug, Default)]
pub(super) struct Package {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) is_public: bool,
    pub(super) folder: PathBuf,
    /// What it needs of this workspace, with the requirement of a version; also for its tests and examples,
    /// because cargo looks for those in the registry too.
    pub(super) needs: Vec<(String, String)>,
    /// The manifest as cargo reads it.
    pub(super) manifest: Value,
}

/// All packages of the workspace at `root`.
///
/// # Errors
/// If cargo cannot read it.
pub(super) fn read(root: &Path) -> Result<Vec<Package>, String> {
    let arguments = ["metadata", "--no-deps", "--format-version", "1"];
    let text = command::output(root, "cargo", &arguments)?;
    let metadata: Value = serde_json::from_str(&text)
        .map_err(|error| format!("what `cargo metadata` prints cannot be read: {error}"))?;
    let packages = metadata["packages"].as_array().cloned();
    Ok(packages
        .unwrap_or_default()
        .into_iter()
        .map(package)
        .collect())
}

/// What tests need by its path alone: cargo leaves it out of the archive.
fn is_left_out(dependency: &Value) -> bool {
    dependency["kind"] == "dev" && dependency["req"] == "*"
}

fn package(manifest: Value) -> Package {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let path = PathBuf::from(text(&manifest["manifest_path"]));
    let dependencies = manifest["dependencies"].as_array().into_iter().flatten();
    let needs = dependencies
        .filter(|dependency| dependency["path"].is_string() && !is_left_out(dependency))
        .map(|dependency| (text(&dependency["name"]), text(&dependency["req"])));
    Package {
        name: text(&manifest["name"]),
        version: text(&manifest["version"]),
        // `publish = false` is an empty list of registries.
        is_public: manifest["publish"].is_null(),
        folder: path.parent().map(Path::to_owned).unwrap_or_default(),
        needs: needs.collect(),
        manifest,
    }
}
