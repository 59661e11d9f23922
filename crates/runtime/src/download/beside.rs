//! Opens the two files next to a target while it is downloaded.
//!
//! Their names can be guessed, so anybody who may write to the folder can put something there first. Only a
//! file of our own is opened: links are not followed, nothing waits for the other end of a pipe, and the
//! checks use the opened file, not the path, which may lead elsewhere a moment later.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::access::{self, Access};
use super::content::hash_of;

/// How often to try the lock, and how long to wait in between. A download in this process that was just
/// dropped may still write its last bytes.
const LOCK_TRIES: u32 = 50;
const LOCK_WAIT: Duration = Duration::from_millis(10);

/// Longer names are replaced by a hash. With the suffix they must fit the limit of the file system, usually
/// 255 bytes, and 143 if names are encrypted.
const LONGEST_NAME: usize = 128;

/// The paths of the two files.
pub(super) struct Beside {
    pub(super) part: PathBuf,
    pub(super) info: PathBuf,
}

impl Beside {
    /// The paths next to `target`, whose file name is `name`. They are the same in each run.
    pub(super) fn of(target: &Path, name: &OsStr) -> Self {
        let mut hidden = OsString::from(".");
        if name.len() <= LONGEST_NAME {
            hidden.push(name);
        } else {
            let hash = hash_of(name.as_encoded_bytes());
            hidden.push(format!("download-{hash}"));
        }
        let with = |suffix: &str| {
            let mut name = hidden.clone();
            name.push(suffix);
            target.with_file_name(name)
        };
        Self {
            part: with(".part"),
            info: with(".part-info"),
        }
    }
}

/// A file that only we write.
pub(super) struct Claimed {
    pub(super) file: File,
    /// Whether it is locked. Some file systems do not support locks.
    pub(super) is_locked: bool,
}

/// Opens `path`, or creates it with at most the permissions of `access`, and locks it. The lock ends with
/// the process, even if that is killed. `None` if another download holds the lock.
pub(super) fn claim(path: &Path, access: Option<&Access>) -> io::Result<Option<Claimed>> {
    claim_by(File::try_lock, path, access)
}

fn claim_by(
    try_lock: impl Fn(&File) -> Result<(), TryLockError>,
    path: &Path,
    access: Option<&Access>,
) -> io::Result<Option<Claimed>> {
    for _ in 0..LOCK_TRIES {
        let file = match open_or_create(path, access) {
            // Another process created it in between.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            file => file?,
        };
        let is_locked = match try_lock(&file) {
            Ok(()) => true,
            Err(TryLockError::Error(error)) if lacks_locks(&error) => false,
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) => {
                std::thread::sleep(LOCK_WAIT);
                continue;
            }
        };
        // The previous holder of the lock may have renamed or removed the file.
        if is_at(&file, path)? {
            return Ok(Some(Claimed { file, is_locked }));
        }
    }
    Ok(None)
}

fn open_or_create(path: &Path, access: Option<&Access>) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    // So a file that another process truncates ends up too short instead of with a hole.
    #[cfg(unix)]
    options.append(true);
    match open(path, &mut options) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(access) = access {
                access.bound(&mut options);
            }
            create(path, &mut options)
        }
        Err(error) => Err(error),
        Ok(file) => {
            if !access::is_ours(&file)? {
                return Err(unusable("it belongs to another user"));
            }
            if let Some(access) = access {
                access.narrow(&file)?;
            }
            Ok(file)
        }
    }
}

/// Creates a file that must not exist yet.
pub(super) fn create(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    options.create_new(true).open(path)
}

/// Opens an existing file.
///
/// # Errors
/// If it is a link, has more than one name, or is not a file.
pub(super) fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    follow_nothing(options);
    let file = options.open(path).map_err(|error| {
        let there = fs::symlink_metadata(path).ok();
        there
            .and_then(|there| oddity(&there))
            .map_or(error, unusable)
    })?;
    match oddity(&file.metadata()?) {
        Some(oddity) => Err(unusable(oddity)),
        None => Ok(file),
    }
}

#[cfg(unix)]
fn follow_nothing(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
}

/// Opens a link itself, which is then not a file (`FILE_FLAG_OPEN_REPARSE_POINT`).
#[cfg(windows)]
fn follow_nothing(options: &mut OpenOptions) {
    use std::os::windows::fs::OpenOptionsExt;
    options.custom_flags(0x0020_0000);
}

#[cfg(not(any(unix, windows)))]
fn follow_nothing(_: &mut OpenOptions) {}

/// Why a file must not be used.
fn oddity(metadata: &Metadata) -> Option<&'static str> {
    if metadata.is_symlink() {
        Some("it is a symbolic link")
    } else if metadata.is_dir() {
        Some("it is a folder")
    } else if !metadata.is_file() {
        Some("it is a device or a pipe")
    } else if has_other_names(metadata) {
        Some("it is a hard link: the file has another name too")
    } else {
        None
    }
}

fn unusable(oddity: &str) -> io::Error {
    io::Error::other(format!("{oddity}, so a download cannot use it: remove it"))
}

#[cfg(unix)]
fn has_other_names(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    metadata.nlink() > 1
}

/// The standard library does not say.
#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

/// Whether the error says that locks are not supported.
fn lacks_locks(error: &io::Error) -> bool {
    #[cfg(unix)]
    let is_known = error.raw_os_error().is_some_and(|code| {
        // Not a pattern: two of them are the same number on some systems.
        [libc::ENOLCK, libc::ENOSYS, libc::EOPNOTSUPP, libc::ENOTSUP].contains(&code)
    });
    #[cfg(not(unix))]
    let is_known = false;
    is_known || error.kind() == io::ErrorKind::Unsupported
}

/// Whether `file` is still the file at `path`.
pub(super) fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let mine = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(there) => Ok(is_same(&mine, &there)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// The best approximation: a new file has a different time.
#[cfg(not(unix))]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.created().ok() == other.created().ok() && one.len() == other.len()
}

/// Removes a file if it exists.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::fs::TryLockError;
    use std::io;
    use std::path::Path;

    use super::{Beside, claim_by};

    #[test]
    fn the_names_fit_and_are_stable() {
        let target = |name: &str| Path::new("/folder").join(name);
        let of = |name: &str| Beside::of(&target(name), OsStr::new(name));
        let short = of("log.gz");
        assert_eq!(short.part, target(".log.gz.part"));
        assert_eq!(short.info, target(".log.gz.part-info"));
        for length in [128, 129, 244, 245, 255] {
            let (name, other) = ("n".repeat(length), "o".repeat(length));
            let beside = of(&name);
            for path in [&beside.part, &beside.info] {
                assert!(path.file_name().unwrap().len() <= 143, "{path:?}");
                assert_eq!(path.parent(), Some(Path::new("/folder")));
            }
            assert_eq!(beside.part, of(&name).part);
            assert_ne!(beside.part, of(&other).part);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_missing_lock_support_is_accepted_and_another_failure_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("part");
        let claim = |code| {
            let failing = move |_: &std::fs::File| {
                Err(TryLockError::Error(io::Error::from_raw_os_error(code)))
            };
            claim_by(failing, &path, None).map(|claimed| claimed.map(|it| it.is_locked))
        };
        for code in [libc::ENOLCK, libc::ENOSYS, libc::EOPNOTSUPP, libc::ENOTSUP] {
            assert_eq!(claim(code).unwrap(), Some(false), "{code}");
        }
        assert_eq!(
            claim(libc::EIO).unwrap_err().raw_os_error(),
            Some(libc::EIO)
        );
        let locked = claim_by(std::fs::File::try_lock, &path, None).unwrap();
        assert!(locked.is_some_and(|it| it.is_locked));
    }
}
