//! Whether only this user can change a folder, and read and change a file.
//!
//! On Windows neither is checked: a file has the permissions of its folder there.

use std::fs::{File, Metadata, OpenOptions};
use std::io;

/// Why others could put a token of theirs into the folder, or read ours; `None` if they cannot. `user` is
/// this user, as [`owner`] gives it.
#[cfg(unix)]
pub(super) fn fault_of_folder(folder: &Metadata, user: Owner) -> Option<&'static str> {
    use std::os::unix::fs::MetadataExt;
    if !folder.is_dir() {
        Some("it is not a folder")
    } else if folder.uid() != user {
        Some("it belongs to another user")
    } else if folder.mode() & 0o022 != 0 {
        Some("others can write to it: use `chmod 700`")
    } else {
        None
    }
}

/// Why the content of a file must not be used; `None` if it may be.
#[cfg(unix)]
pub(super) fn fault_of_file(file: &Metadata, user: Owner) -> Option<&'static str> {
    use std::os::unix::fs::MetadataExt;
    if !file.is_file() {
        Some("it is not a file")
    } else if file.uid() != user {
        Some("it belongs to another user")
    } else if file.mode() & 0o077 != 0 {
        Some("others can read or change it")
    } else {
        None
    }
}

/// A user. The standard library tells the owner of a file, but not who runs the process.
#[cfg(unix)]
pub(super) type Owner = u32;

#[cfg(unix)]
pub(super) fn owner(file: &Metadata) -> Owner {
    use std::os::unix::fs::MetadataExt;
    file.uid()
}

/// Sets `options` to create a file for this user alone, and not to follow a link or wait for a pipe.
#[cfg(unix)]
pub(super) fn bound(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
    options.custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
}

/// Creates a folder for this user alone, with its parents.
#[cfg(unix)]
pub(super) fn create_folder(path: &std::path::Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
pub(super) type Owner = ();

#[cfg(not(unix))]
pub(super) fn owner(_: &Metadata) -> Owner {}

#[cfg(not(unix))]
pub(super) fn fault_of_folder(folder: &Metadata, _: Owner) -> Option<&'static str> {
    (!folder.is_dir()).then_some("it is not a folder")
}

#[cfg(not(unix))]
pub(super) fn fault_of_file(file: &Metadata, _: Owner) -> Option<&'static str> {
    (!file.is_file()).then_some("it is not a file")
}

#[cfg(not(unix))]
pub(super) fn bound(_: &mut OpenOptions) {}

#[cfg(not(unix))]
pub(super) fn create_folder(path: &std::path::Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

/// Opens `path` for reading, without a link.
pub(super) fn open(path: &std::path::Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    bound(&mut options);
    options.read(true).open(path)
}

/// Creates a file that must not exist yet.
pub(super) fn create(path: &std::path::Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    bound(&mut options);
    options.write(true).create_new(true).open(path)
}

/// Opens `path` for a lock, and creates it if it does not exist.
pub(super) fn open_or_create(path: &std::path::Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    bound(&mut options);
    options.read(true).write(true).create(true).open(path)
}
