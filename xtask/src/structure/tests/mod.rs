//! The check of small, made-up workspaces.

mod arrows;
mod files;
mod rooms;

use std::error::Error;
use std::fs;

use crate::structure::allowed::Allowed;
use crate::structure::check::{Arrow, Structure, check};

type Outcome = Result<(), Box<dyn Error>>;

/// Looks at a workspace with these files.
fn look_at(files: &[(&str, &str)], allowed: &[Allowed]) -> Result<Structure, String> {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    check(root.path(), allowed)
}

fn texts(arrows: &[Arrow]) -> Vec<String> {
    let text = |arrow: &Arrow| {
        let names: Vec<&str> = arrow.names.iter().map(String::as_str).collect();
        let (from, to) = (arrow.from.display(), arrow.to.display());
        format!("{from} -> {to}: {}", names.join(", "))
    };
    arrows.iter().map(text).collect()
}

fn last_line(structure: &Structure) -> String {
    structure
        .to_string()
        .lines()
        .last()
        .unwrap_or_default()
        .to_owned()
}
