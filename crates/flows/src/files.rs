//! Where a flow saves, and under which names.

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

/// Makes the folder, if it is not there. Before anything is begun, so that a wrong path begins nothing.
pub(crate) fn make(folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(|source| Error::Folder {
        path: folder.to_owned(),
        source,
    })
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
    use super::safe;

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
