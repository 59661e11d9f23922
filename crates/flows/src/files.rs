//! Where a flow saves, and under which names.

use std::io;
use std::path::{Path, PathBuf};

use backhaul_runtime::Download;

use crate::error::Error;
use crate::event::{Event, Listener};

/// A file that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SavedFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// The folder of a flow. At the end of the flow it is taken away again, if the flow made it and saved nothing in it.
#[derive(Debug)]
pub(crate) struct Folder<'a> {
    path: &'a Path,
    /// Whether files that are there are replaced.
    overwrites: bool,
    /// The folders that were made, the innermost first.
    made: Vec<PathBuf>,
}

impl<'a> Folder<'a> {
    /// Makes the folder, if it is not there. Before anything is begun, so that a wrong path begins nothing.
    pub(crate) fn make(path: &'a Path, overwrites: bool) -> Result<Self, Error> {
        let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let missing = path.ancestors().take_while(is_missing);
        let folder = Self {
            path,
            overwrites,
            made: missing.map(Path::to_owned).collect(),
        };
        let made = match path.is_file() {
            true => Err(io::Error::other("it is a file, not a folder")),
            false => std::fs::create_dir_all(path),
        };
        made.map_err(|source| Error::Folder {
            path: path.to_owned(),
            source,
        })?;
        Ok(folder)
    }

    /// The path of a file in it, unless that is there and must stay. A flow that knows its names asks before it begins
    /// anything.
    pub(crate) fn file(&self, name: &str) -> Result<PathBuf, Error> {
        let path = self.path.join(name);
        if !self.overwrites && path.symlink_metadata().is_ok() {
            return Err(Error::Exists { path });
        }
        Ok(path)
    }

    /// Whether no file whose name ends like this is there, or may be replaced: for names that are known only in part.
    pub(crate) fn none_ends_with(&self, end: &str) -> Result<(), Error> {
        let entries = std::fs::read_dir(self.path).into_iter().flatten();
        let names = entries.filter_map(|entry| Some(entry.ok()?.file_name()));
        let names = names.filter_map(|name| name.into_string().ok());
        // What a download that broke off has left begins with a dot, and is no file yet.
        let fitting = names.filter(|name| name.ends_with(end) && !name.starts_with('.'));
        match fitting.min() {
            Some(name) => self.file(&name).map(drop),
            None => Ok(()),
        }
    }
}

impl Drop for Folder<'_> {
    fn drop(&mut self) {
        for folder in &self.made {
            // Only an empty folder can be taken away so.
            if std::fs::remove_dir(folder).is_err() {
                return;
            }
        }
    }
}

/// Downloads to `path`, and says how far it is if somebody listens.
pub(crate) async fn save(
    download: Download<'_>,
    path: PathBuf,
    heard: Option<(Listener<'_>, Option<&str>)>,
) -> Result<SavedFile, Error> {
    let done = match heard {
        Some((listener, name)) => {
            let show = |progress| {
                listener(Event::Received {
                    name: name.map(str::to_owned),
                    progress,
                });
            };
            download.on_progress(show).to_file(&path).await?
        }
        None => download.to_file(&path).await?,
    };
    Ok(SavedFile {
        path,
        bytes: done.bytes,
    })
}

/// The provider's name as a part of a file name, if it can be one; else `other`.
pub(crate) fn safe<'a>(name: &'a str, other: &'a str) -> &'a str {
    let is_safe = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    if !name.is_empty() && name.len() <= 100 && !name.starts_with('.') && name.chars().all(is_safe)
    {
        name
    } else {
        other
    }
}

#[cfg(test)]
mod tests {
    use super::{Folder, safe};
    use crate::error::Error;

    #[test]
    fn a_file_that_is_there_stays_unless_it_may_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new");
        let one = Folder::make(&path, false).unwrap();
        std::fs::write(one.file("a-1.gz").unwrap(), "old").unwrap();
        let refused = one.file("a-1.gz").unwrap_err();
        assert!(
            refused
                .to_string()
                .ends_with("a-1.gz: the file is there already"),
            "{refused}"
        );
        assert!(
            matches!(one.none_ends_with("-1.gz"), Err(Error::Exists { path }) if path.ends_with("a-1.gz"))
        );
        assert!(one.none_ends_with("-2.gz").is_ok());
        std::fs::write(path.join(".b-2.gz"), "part").unwrap();
        assert!(one.none_ends_with("-2.gz").is_ok());
        let all = Folder::make(&path, true).unwrap();
        assert!(all.file("a-1.gz").is_ok() && all.none_ends_with("-1.gz").is_ok());
    }

    #[test]
    fn a_folder_in_which_nothing_was_saved_is_taken_away_again() {
        let folder = tempfile::tempdir().unwrap();
        let (outer, inner) = (folder.path().join("a"), folder.path().join("a/b"));
        drop(Folder::make(&inner, false).unwrap());
        assert!(!outer.exists());
        std::fs::create_dir(&outer).unwrap();
        drop(Folder::make(&inner, false).unwrap());
        assert!(outer.exists() && !inner.exists(), "it was there before");
        let made = Folder::make(&inner, false).unwrap();
        std::fs::write(inner.join(".x.part"), "part").unwrap();
        drop(made);
        assert!(inner.join(".x.part").exists());
    }

    #[test]
    fn a_file_is_no_folder() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = Folder::make(file.path(), true).unwrap_err();
        assert!(
            error.to_string().ends_with(": it is a file, not a folder"),
            "{error}"
        );
    }

    #[test]
    fn a_name_of_the_provider_never_leaves_the_folder() {
        assert_eq!(safe("atlas-x1-shard-0", "part"), "atlas-x1-shard-0");
        let long = "a".repeat(101);
        for name in [
            "", ".", "..", "../up", "a/b", "a\\b", "C:x", ".hidden", "a\nb", "é", &long,
        ] {
            assert_eq!(safe(name, "part"), "part", "{name:?}");
        }
    }
}
