//! The temporary file that a download grows in.
//!
//! Beside it stands a small file that says which content the bytes belong to. It is a file of its own,
//! and not a trailer, because it is written once, before the first byte: whatever ends the
//! process later, the two agree.

use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::Bytes;

use super::content::{Content, Identity};
use crate::error::Error;

/// A download in this process that was dropped a moment ago may still write its last bytes: so often the
/// lock is tried again, and so long each wait is.
const LOCK_TRIES: u32 = 50;
const LOCK_WAIT: Duration = Duration::from_millis(10);

/// A temporary file, locked. When it is dropped, it stays if a later run can continue it.
pub(crate) struct Part {
    target: PathBuf,
    path: PathBuf,
    info: PathBuf,
    file: File,
    /// Whether it is known which content the bytes belong to.
    continuable: bool,
    finished: bool,
}

/// What an earlier run has left.
pub(crate) struct Left {
    pub(crate) content: Content,
    pub(crate) position: u64,
}

impl Part {
    /// Opens or creates the temporary file for `target`, for this download alone. Gives what is
    /// usable in it too.
    ///
    /// # Errors
    /// If `target` cannot be the name of a file, the temporary file cannot be written, or another download
    /// holds it.
    pub(crate) fn claim(target: &Path) -> Result<(Self, Option<Left>), Error> {
        let name = file_name(target)?;
        let beside = |suffix: &str| {
            let mut hidden = std::ffi::OsString::from(".");
            hidden.push(name);
            hidden.push(suffix);
            target.with_file_name(hidden)
        };
        let path = beside(".part");
        let file = open_locked(&path, target)?;
        let mut part = Self {
            target: target.to_owned(),
            info: beside(".part-info"),
            path,
            file,
            continuable: false,
            finished: false,
        };
        let left = part.left().map_err(|error| part.failed("read", error))?;
        Ok((part, left))
    }

    /// What an earlier run has left, with the file ready to go on after it.
    fn left(&mut self) -> io::Result<Option<Left>> {
        let Some(identity) = self.recorded() else {
            return Ok(None);
        };
        let there = self.file.metadata()?.len();
        if there > identity.length {
            return Ok(None);
        }
        // Of a file that is complete, the last byte is asked for once more: that is how the server gets
        // the chance to say that the content has changed.
        let position = there.min(identity.length.saturating_sub(1));
        if position == 0 {
            return Ok(None);
        }
        self.file.set_len(position)?;
        self.file.seek(SeekFrom::Start(position))?;
        self.continuable = true;
        let content = Content::recorded(identity);
        Ok(Some(Left { content, position }))
    }

    /// A record that cannot be read is as good as none.
    fn recorded(&self) -> Option<Identity> {
        serde_json::from_slice(&fs::read(&self.info).ok()?).ok()
    }

    /// Empties the file for `content`.
    pub(crate) fn begin(&mut self, content: &Content) -> io::Result<()> {
        self.continuable = false;
        // The order matters: no moment may have old bytes beside a new record.
        self.file.set_len(0)?;
        self.file.rewind()?;
        match content.identity() {
            Some(identity) => {
                fs::write(&self.info, serde_json::to_vec(identity)?)?;
                self.continuable = true;
            }
            None => remove(&self.info)?,
        }
        Ok(())
    }

    /// Adds bytes at the end.
    pub(crate) fn write(&mut self, pieces: &[Bytes]) -> io::Result<()> {
        pieces
            .iter()
            .try_for_each(|piece| self.file.write_all(piece))
    }

    /// Gives the complete file its name.
    pub(crate) fn finish(&mut self) -> io::Result<()> {
        self.file.sync_all()?;
        remove(&self.info)?;
        fs::rename(&self.path, &self.target)?;
        self.finished = true;
        Ok(())
    }

    /// Nothing in the file can be used.
    pub(crate) fn spoil(&mut self) {
        self.continuable = false;
    }

    /// An error of the file system, with what was tried.
    pub(crate) fn failed(&self, verb: &str, error: io::Error) -> Error {
        Error::io(&format!("cannot {verb} {}", self.path.display()), error)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        let is_empty = self
            .file
            .metadata()
            .is_ok_and(|metadata| metadata.len() == 0);
        if !self.finished && (is_empty || !self.continuable) {
            // In this order, and while the lock is held, so that it cannot be another download's file.
            // That it fails harms nothing: the next run starts over.
            let _ = remove(&self.info);
            let _ = remove(&self.path);
        }
    }
}

/// The name of the file, if `target` may become one.
fn file_name(target: &Path) -> Result<&std::ffi::OsStr, Error> {
    let wrong = |why: &str| {
        let path = target.display();
        Error::invalid_input(format!("cannot download to {path}: {why}"))
    };
    let name = target
        .file_name()
        .ok_or_else(|| wrong("it is no file name"))?;
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        return Err(wrong("its folder does not exist"));
    }
    match fs::metadata(target) {
        Ok(there) if there.is_dir() => Err(wrong("it is a folder")),
        // A rename would replace /dev/null itself.
        Ok(there) if !there.is_file() => Err(wrong(
            "it is a device or a pipe: open it and use `to_writer`",
        )),
        _ => Ok(name),
    }
}

/// Opens `path` and locks it. The lock ends with the process, however that ends.
fn open_locked(path: &Path, target: &Path) -> Result<File, Error> {
    let failed = |verb: &str, error| Error::io(&format!("cannot {verb} {}", path.display()), error);
    for _ in 0..LOCK_TRIES {
        let mut options = OpenOptions::new();
        let options = options.read(true).write(true).create(true).truncate(false);
        let file = options.open(path).map_err(|error| failed("open", error))?;
        match file.try_lock() {
            Ok(()) => {
                let there = fs::symlink_metadata(path);
                let mine = file.metadata().map_err(|error| failed("read", error))?;
                match there {
                    Ok(there) if there.is_symlink() => {
                        let error = io::Error::other("it is a symbolic link");
                        return Err(failed("use", error));
                    }
                    Ok(there) if is_same(&mine, &there) => return Ok(file),
                    // Whoever had the lock before has renamed or removed it.
                    _ => {}
                }
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_WAIT),
            Err(TryLockError::Error(error)) => return Err(failed("lock", error)),
        }
    }
    Err(Error::io(
        &format!("cannot download to {}", target.display()),
        io::Error::new(
            io::ErrorKind::WouldBlock,
            format!("another download is writing {}", path.display()),
        ),
    ))
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// The closest that there is: a file made anew has another time.
#[cfg(not(unix))]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.created().ok() == other.created().ok() && one.len() == other.len()
}

/// Removes a file that may not be there.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
