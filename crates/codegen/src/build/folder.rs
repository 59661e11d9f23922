//! A folder of generated files, and the file that includes it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::error::BuildError;
use crate::format::GENERATED;
use crate::write::Changes;

/// What `folder` lacks of `files`. Whatever is in it must be generated, because what is left over will be removed.
pub(super) fn compare(
    folder: &Path,
    files: &BTreeMap<String, String>,
) -> Result<Changes, BuildError> {
    let failed = |path: &Path, source| BuildError::File {
        path: path.to_owned(),
        source,
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries.collect::<io::Result<Vec<_>>>(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    };
    for entry in entries.map_err(|error| failed(folder, error))? {
        let path = entry.path();
        if !is_generated(&path).map_err(|error| failed(&path, error))? {
            return Err(BuildError::NotGenerated(path));
        }
    }
    Changes::compare(folder, files).map_err(|error| failed(folder, error))
}

/// Whether a file begins as every generated one does.
fn is_generated(path: &Path) -> io::Result<bool> {
    if !path.is_file() {
        return Ok(false);
    }
    let mut first = Vec::new();
    let length = u64::try_from(GENERATED.len()).unwrap_or(u64::MAX);
    fs::File::open(path)?.take(length).read_to_end(&mut first)?;
    Ok(first == GENERATED.as_bytes())
}

/// Writes the file that makes `folder` a part of the module that includes it. A module whose files are where cargo
/// wants them can only be named by its whole path.
pub(super) fn include(file: &Path, folder: &Path) -> Result<(), BuildError> {
    let module = folder.join("mod.rs");
    let text = format!(
        "{GENERATED}backhaul-codegen. Do not edit.\n\n\
         #[allow(clippy::all, dead_code, unreachable_pub, unused_imports)]\n\
         #[path = {module:?}]\n\
         mod generated;\n\n\
         #[allow(unused_imports)]\n\
         pub use generated::*;\n"
    );
    let mut changes = Changes::default();
    let written = changes
        .compare_file(file, &text)
        .and_then(|()| changes.apply());
    written.map_err(|source| BuildError::File {
        path: file.to_owned(),
        source,
    })
}
