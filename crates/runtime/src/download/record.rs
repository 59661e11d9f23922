//! The record next to a temporary file: the content that its bytes belong to.
//!
//! It is a separate file, not a trailer, because it is written once, before the first byte. So the two files
//! agree even if the process is killed. A leftover record does no harm: it means nothing without bytes.

use std::fs::OpenOptions;
use std::io::{self, Read, Write};
use std::path::Path;

use super::content::Identity;
use super::{access, beside};

/// A record has a few hundred bytes; a validator may be as long as a header.
const LARGEST: u64 = 64 * 1024;

/// The record at `path`. A record that cannot be read counts as none.
///
/// # Errors
/// If there is something other than a file of our own.
pub(super) fn read(path: &Path) -> io::Result<Option<Identity>> {
    let file = match beside::open(path, OpenOptions::new().read(true)) {
        Ok(file) => file,
        Err(error) => {
            return match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => Ok(None),
                _ => Err(error),
            };
        }
    };
    let mut text = Vec::new();
    file.take(LARGEST).read_to_end(&mut text)?;
    Ok(serde_json::from_slice(&text).ok())
}

/// Records `identity` at `path`, in a new file.
pub(super) fn write(path: &Path, identity: &Identity) -> io::Result<()> {
    let text = serde_json::to_vec(identity)?;
    beside::remove(path)?;
    let mut options = OpenOptions::new();
    access::private(options.write(true));
    beside::create(path, &mut options)?.write_all(&text)
}
