//! The hand-written Rust files of a workspace.

use std::fs;
use std::path::{Path, PathBuf};

/// One file, with its path from the root of the workspace.
pub(super) struct SourceFile {
    pub(super) path: PathBuf,
    pub(super) text: String,
}

impl SourceFile {
    pub(super) fn lines(&self) -> usize {
        self.text.lines().count()
    }

    /// Whether only tests compile it, by its name or folder.
    pub(super) fn is_test(&self) -> bool {
        self.path.ends_with("tests.rs") || self.path.iter().any(|part| part == "tests")
    }

    /// Whether a crate begins with it: `lib.rs`, `main.rs`, or a program of a single file.
    pub(super) fn is_crate_root(&self) -> bool {
        const ROOTS: [&str; 3] = ["lib.rs", "main.rs", "build.rs"];
        const PROGRAMS: [&str; 3] = ["bin", "examples", "benches"];
        let folder = self.path.parent().and_then(Path::file_name);
        ROOTS.iter().any(|root| self.path.ends_with(root))
            || PROGRAMS
                .iter()
                .any(|name| folder.is_some_and(|folder| folder == *name))
    }
}

/// All of them below `root`, sorted by path. Left out are what the generator writes, what the compiler
/// writes, and hidden folders.
pub(super) fn find(root: &Path) -> Result<Vec<SourceFile>, String> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let place = root.join(&folder);
        let failed = |error| format!("cannot read {}: {error}", place.display());
        for entry in fs::read_dir(&place).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let path = folder.join(&*name);
            if entry.file_type().map_err(failed)?.is_dir() {
                if !name.starts_with('.') && name != "target" && name != "generated" {
                    folders.push(path);
                }
            } else if name.ends_with(".rs") {
                let text = fs::read_to_string(entry.path()).map_err(failed)?;
                found.push(SourceFile { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}
