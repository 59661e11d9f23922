//! The record beside a temporary file: which content its bytes belong to.
//!
//! It is a file of its own, and not a trailer, because it is written once, before the first byte: whatever
//! ends the process later, the two agree. One that was left behind harms nothing: without bytes it says
//! nothing.

use std::fs::OpenOptions;
use std::io::{self, Read, Write};
use std::path::Path;

use super::content::Identity;
use super::{access, beside};

/// A record has a few hundred bytes; a validator may be as long as a header.
const LARGEST: u64 = 64 * 1024;

/// What is recorded at `path`. A record that cannot be read is as good as none.
///
/// # Errors
/// If something else than a file of our own is there.
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

/// Records `identity` at `path`, in a file made anew.
pub(super) fn write(path: &Path, identity: &Identity) -> io::Result<()> {
    let text = serde_json::to_vec(identity)?;
    beside::remove(path)?;
    let mut options = OpenOptions::new();
    access::private(options.write(true));
    beside::create(path, &mut options)?.write_all(&text)
}
