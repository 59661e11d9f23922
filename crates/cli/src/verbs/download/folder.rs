//! The folder of a file that is downloaded.

use std::fs;
use std::path::{Path, PathBuf};

use super::target::shown;
use crate::failure::Failure;

/// Folders that were made for a file. Those in which there is nothing at the end are taken away again.
#[derive(Debug)]
pub(super) struct Made(Vec<PathBuf>);

impl Made {
    /// Makes the folder of `path`, if it is not there.
    ///
    /// # Errors
    /// If it cannot be made.
    pub(super) fn for_file(path: &Path) -> Result<Self, Failure> {
        let Some(folder) = path.parent() else {
            return Ok(Self(Vec::new()));
        };
        let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let missing = folder.ancestors().take_while(is_missing);
        let made = Self(missing.map(Path::to_owned).collect());
        if !made.0.is_empty() {
            let failed = |error| Failure::file(&format!("--to: {}", shown(folder)), &error);
            fs::create_dir_all(folder).map_err(failed)?;
        }
        Ok(made)
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for folder in &self.0 {
            // Only an empty folder can be taken away so.
            if fs::remove_dir(folder).is_err() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Made;

    #[test]
    fn a_folder_stays_if_something_is_in_it() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("a/b/c.gz");
        drop(Made::for_file(&file).unwrap());
        assert!(!home.path().join("a").exists());
        let made = Made::for_file(&file).unwrap();
        std::fs::write(&file, "c").unwrap();
        drop(made);
        assert!(file.exists());
        std::fs::write(home.path().join("d"), "a file").unwrap();
        let failure = Made::for_file(&home.path().join("d/e/f")).unwrap_err();
        assert_eq!(failure.status.code(), 8);
    }
}
