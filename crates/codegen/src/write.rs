//! Stage 8, write: compare first, then write only what differs, or say what would be written.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use similar::TextDiff;

/// What the generated parts of one crate need to match its document.
#[derive(Debug, Default)]
pub struct Changes {
    /// Files that are missing or differ, with the content that they should have.
    stale: Vec<(PathBuf, String, String)>,
    /// Files that no document asks for, with their present content.
    left_over: Vec<(PathBuf, String)>,
    unchanged: usize,
}

impl Changes {
    /// Compares `files` (name to content) with the files in `folder`.
    ///
    /// # Errors
    /// If the folder or a file in it cannot be read.
    pub fn compare(folder: &Path, files: &BTreeMap<String, String>) -> io::Result<Self> {
        let mut changes = Self::default();
        for (name, wanted) in files {
            changes.compare_file(&folder.join(name), wanted)?;
        }
        for path in entries(folder)? {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if !files.contains_key(&name) {
                let present = read_if_there(&path).unwrap_or_default().unwrap_or_default();
                changes.left_over.push((path, present));
            }
        }
        Ok(changes)
    }

    /// Compares the text between two lines, `marks`, of the text file `path` with `wanted`. A file that
    /// is not there is left alone: it is written by hand.
    ///
    /// # Errors
    /// If the file cannot be read, or the lines are not there in this order.
    pub fn compare_part(
        &mut self,
        path: &Path,
        (first, last): (&str, &str),
        wanted: &str,
    ) -> io::Result<()> {
        let Some(present) = read_if_there(path)? else {
            return Ok(());
        };
        let missing = |mark: &str| io::Error::other(format!("there is no line {mark}"));
        let (before, rest) = present
            .split_once(&format!("{first}\n"))
            .ok_or_else(|| missing(first))?;
        let (_, after) = rest.split_once(last).ok_or_else(|| missing(last))?;
        let whole = format!("{before}{first}\n{wanted}{last}{after}");
        if whole == present {
            self.unchanged += 1;
        } else {
            self.stale.push((path.to_owned(), present, whole));
        }
        Ok(())
    }

    /// Compares the whole file `path` with `wanted`.
    ///
    /// # Errors
    /// If the file is there and cannot be read.
    pub fn compare_file(&mut self, path: &Path, wanted: &str) -> io::Result<()> {
        match read_if_there(path)? {
            Some(present) if present == wanted => self.unchanged += 1,
            present => self.stale.push((
                path.to_owned(),
                present.unwrap_or_default(),
                wanted.to_owned(),
            )),
        }
        Ok(())
    }

    /// Whether everything is as it should be.
    pub fn is_empty(&self) -> bool {
        self.stale.is_empty() && self.left_over.is_empty()
    }

    /// One line for a terminal: `5 files: 1 written, 0 removed, 4 unchanged`.
    pub fn summary(&self, written: &str, removed: &str) -> String {
        format!(
            "{} files: {} {written}, {} {removed}, {} unchanged",
            self.stale.len() + self.unchanged,
            self.stale.len(),
            self.left_over.len(),
            self.unchanged
        )
    }

    /// A unified diff from the present files to the wanted ones, with paths below `root`.
    pub fn diff(&self, root: &Path) -> String {
        let stale = self
            .stale
            .iter()
            .map(|(path, present, wanted)| (path, present.as_str(), wanted.as_str()));
        let left_over = self
            .left_over
            .iter()
            .map(|(path, present)| (path, present.as_str(), ""));
        let mut text = String::new();
        for (path, present, wanted) in stale.chain(left_over) {
            let shown = path.strip_prefix(root).unwrap_or(path).display();
            let diff = TextDiff::from_lines(present, wanted);
            let header = (format!("a/{shown}"), format!("b/{shown}"));
            let diff = diff.unified_diff().header(&header.0, &header.1).to_string();
            if diff.is_empty() {
                // A left-over folder or empty file has no line to show.
                text.push_str(&format!("left over: {shown}\n"));
            }
            text.push_str(&diff);
        }
        text
    }

    /// Writes the stale files and removes the left-over ones.
    ///
    /// Each file is written beside its place and moved there, so that none is ever half-written.
    ///
    /// # Errors
    /// If a file cannot be written or removed.
    pub fn apply(&self) -> io::Result<()> {
        for (path, _, wanted) in &self.stale {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            let beside = path.with_extension("new");
            fs::write(&beside, wanted)?;
            fs::rename(&beside, path)?;
        }
        for (path, _) in &self.left_over {
            if path.is_dir() {
                fs::remove_dir_all(path)?;
            } else {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}

fn read_if_there(path: &Path) -> io::Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The entries of `folder`, sorted; nothing if it does not exist.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let listing = match fs::read_dir(folder) {
        Ok(listing) => listing,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut paths = listing
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
