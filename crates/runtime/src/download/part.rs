//! The temporary file of a download.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use bytes::Bytes;

use super::access::Access;
use super::beside::{self, Beside, Claimed};
use super::content::Content;
use super::record;
use crate::error::Error;

/// A locked temporary file. When this is dropped, the file stays if a later run can continue it.
pub(crate) struct Part {
    target: PathBuf,
    path: PathBuf,
    info: PathBuf,
    file: File,
    is_locked: bool,
    /// Whether the file at `info`, if there is one, is a record.
    has_record: bool,
    /// The length of the file, unless another process changes it.
    length: u64,
    /// Whether the content of the bytes is known.
    continuable: bool,
    finished: bool,
}

/// The usable remains of an earlier run.
pub(crate) struct Left {
    pub(crate) content: Content,
    pub(crate) position: u64,
}

impl Part {
    /// Opens or creates the temporary file for `target`, exclusively for this download. Also returns the usable
    /// remains of an earlier run.
    ///
    /// # Errors
    /// If `target` is not a valid file name, the temporary file cannot be written, or another download
    /// holds it.
    pub(crate) fn claim(target: &Path) -> Result<(Self, Option<Left>), Error> {
        let name = file_name(target)?;
        let Beside { part: path, info } = Beside::of(target, name);
        let access = Access::of(target);
        let claimed =
            beside::claim(&path, access.as_ref()).map_err(|error| failed("open", &path, error))?;
        let Some(Claimed { file, is_locked }) = claimed else {
            return Err(is_taken(target, &path));
        };
        let mut part = Self {
            target: target.to_owned(),
            path,
            info,
            file,
            is_locked,
            has_record: false,
            length: 0,
            continuable: false,
            finished: false,
        };
        let left = part.left()?;
        Ok((part, left))
    }

    /// Whether the file is locked against other downloads.
    pub(crate) fn is_locked(&self) -> bool {
        self.is_locked
    }

    /// The usable remains of an earlier run. The file is positioned after them.
    fn left(&mut self) -> Result<Option<Left>, Error> {
        let recorded = match record::read(&self.info) {
            Ok(recorded) => recorded,
            Err(error) => {
                // The bytes in the part may still be usable.
                self.continuable = true;
                return Err(failed("use", &self.info, error));
            }
        };
        self.has_record = true;
        let Some(identity) = recorded else {
            return Ok(None);
        };
        let position = self
            .usable(identity.length)
            .map_err(|error| self.failed("read", error))?;
        if position == 0 {
            return Ok(None);
        }
        self.continuable = true;
        self.length = position;
        let content = Content::recorded(identity);
        Ok(Some(Left { content, position }))
    }

    /// How many bytes of a content with `length` bytes are usable.
    fn usable(&mut self, length: u64) -> io::Result<u64> {
        let there = self.file.metadata()?.len();
        if there > length {
            return Ok(0);
        }
        // If the file is complete, its last byte is requested again, so that the server can say whether the
        // content has changed.
        let position = there.min(length.saturating_sub(1));
        if position > 0 {
            self.file.set_len(position)?;
            self.file.seek(SeekFrom::Start(position))?;
        }
        Ok(position)
    }

    /// Empties the file for `content`.
    pub(crate) fn begin(&mut self, content: &Content) -> io::Result<()> {
        self.continuable = false;
        // The order matters: there must never be old bytes next to a new record.
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.length = 0;
        match content.identity() {
            Some(identity) => {
                record::write(&self.info, identity)?;
                self.continuable = true;
            }
            None => beside::remove(&self.info)?,
        }
        Ok(())
    }

    /// Appends bytes.
    pub(crate) fn write(&mut self, pieces: &[Bytes]) -> io::Result<()> {
        self.check_length()?;
        for piece in pieces {
            self.file.write_all(piece)?;
            self.length = self.length.saturating_add(piece.len() as u64);
        }
        Ok(())
    }

    /// Renames the complete file to its final name.
    pub(crate) fn finish(&mut self) -> io::Result<()> {
        self.file.sync_all()?;
        self.check_length()?;
        if let Some(access) = Access::of(&self.target) {
            access.give(&self.file);
        }
        if !beside::is_at(&self.file, &self.path)? {
            return Err(io::Error::other(
                "another process has replaced or removed it",
            ));
        }
        fs::rename(&self.path, &self.target).map_err(|error| {
            let target = self.target.display();
            let message = format!("it cannot be renamed to {target}: {error}");
            io::Error::new(error.kind(), message)
        })?;
        self.finished = true;
        // After the rename, so that a run after a failed rename only has to try it again. A record without
        // bytes does no harm.
        let _ = beside::remove(&self.info);
        Ok(())
    }

    /// Checks the length: another process may have truncated the file, with or without locks.
    fn check_length(&mut self) -> io::Result<()> {
        let there = self.file.metadata()?.len();
        if there == self.length {
            return Ok(());
        }
        self.spoil();
        let written = self.length;
        Err(io::Error::other(format!(
            "another process has changed it: it has {there} bytes, and {written} were written"
        )))
    }

    /// Marks the file as unusable.
    pub(crate) fn spoil(&mut self) {
        self.continuable = false;
    }

    /// An error of the file system during `verb`.
    pub(crate) fn failed(&self, verb: &str, error: io::Error) -> Error {
        failed(verb, &self.path, error)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        let length = self.file.metadata().map(|metadata| metadata.len());
        let is_useless = length.is_ok_and(|length| length == 0) || !self.continuable;
        let is_there = beside::is_at(&self.file, &self.path).unwrap_or(true);
        // In this order, and while the lock is held, so that this cannot be another download's file. A failure
        // does no harm: the next run starts over. If another file is in its place, the record does not belong
        // to that file.
        if self.has_record && (is_useless || !is_there) {
            let _ = beside::remove(&self.info);
        }
        if is_useless && is_there {
            let _ = beside::remove(&self.path);
        }
    }
}

fn failed(verb: &str, path: &Path, error: io::Error) -> Error {
    Error::io(&format!("cannot {verb} {}", path.display()), error)
}

fn is_taken(target: &Path, path: &Path) -> Error {
    Error::io(
        &format!("cannot download to {}", target.display()),
        io::Error::new(
            io::ErrorKind::WouldBlock,
            format!("another download is writing {}", path.display()),
        ),
    )
}

/// The file name of `target`, if a download can create or replace it.
fn file_name(target: &Path) -> Result<&OsStr, Error> {
    let wrong = |why: &str| {
        let path = target.display();
        Error::invalid_input(format!("cannot download to {path}: {why}"))
    };
    let name = target
        .file_name()
        .ok_or_else(|| wrong("it is not a file name"))?;
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
