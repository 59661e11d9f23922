//! Opening the two files that stand beside a target while it is downloaded.
//!
//! Their names can be guessed, so anybody who may write to the folder can put something there first. Only
//! a file of our own is opened: no link is followed, nothing waits for the other end of a pipe, and what
//! was opened is looked at, not what the path leads to a moment later.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::access::{self, Access};
use super::content::hash_of;

/// A download in this process that was dropped a moment ago may still write its last bytes: so often the
/// lock is tried again, and so long each wait is.
const LOCK_TRIES: u32 = 50;
const LOCK_WAIT: Duration = Duration::from_millis(10);

/// Longer names are replaced by a hash: with what is added they must not be longer than a file system
/// allows, which is 255 bytes as a rule and 143 where names are encrypted.
const LONGEST_NAME: usize = 128;

/// Where the two files stand.
pub(super) struct Beside {
    pub(super) part: PathBuf,
    pub(super) info: PathBuf,
}

impl Beside {
    /// Beside `target`, which is called `name`. They are the same in each run.
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
    /// Whether it is locked. Some file systems have no locks.
    pub(super) is_locked: bool,
}

/// Opens `path`, or creates it with the permissions of `access` at most, and locks it. The lock ends with
/// the process, however that ends. `None` if somebody else holds it.
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
            // Somebody made it in between.
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
        // Whoever had the lock before may have renamed or removed it.
        if is_at(&file, path)? {
            return Ok(Some(Claimed { file, is_locked }));
        }
    }
    Ok(None)
}

fn open_or_create(path: &Path, access: Option<&Access>) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    // So a file that another process cuts short ends up too short, and not with a hole.
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
                return Err(in_the_way("it belongs to another user"));
            }
            if let Some(access) = access {
                access.narrow(&file)?;
            }
            Ok(file)
        }
    }
}

/// Creates a file that must not be there.
pub(super) fn create(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    options.create_new(true).open(path)
}

/// Opens a file that is there.
///
/// # Errors
/// If it is a link, has another name too, or is no file at all.
pub(super) fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    follow_nothing(options);
    let file = options.open(path).map_err(|error| {
        let there = fs::symlink_metadata(path).ok();
        there
            .and_then(|there| oddity(&there))
            .map_or(error, in_the_way)
    })?;
    match oddity(&file.metadata()?) {
        Some(oddity) => Err(in_the_way(oddity)),
        None => Ok(file),
    }
}

#[cfg(unix)]
fn follow_nothing(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
}

/// Opens a link itself, which is no file then (`FILE_FLAG_OPEN_REPARSE_POINT`).
#[cfg(windows)]
fn follow_nothing(options: &mut OpenOptions) {
    use std::os::windows::fs::OpenOptionsExt;
    options.custom_flags(0x0020_0000);
}

#[cfg(not(any(unix, windows)))]
fn follow_nothing(_: &mut OpenOptions) {}

/// What makes a file one that is not ours to write.
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

fn in_the_way(oddity: &str) -> io::Error {
    io::Error::other(format!("{oddity}, so a download cannot use it: remove it"))
}

#[cfg(unix)]
fn has_other_names(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    metadata.nlink() > 1
}

/// The standard library does not tell.
#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

/// Whether the error of a lock says that there are none.
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

/// Whether `file` is what stands at `path`.
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

/// The closest that there is: a file made anew has another time.
#[cfg(not(unix))]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.created().ok() == other.created().ok() && one.len() == other.len()
}

/// Removes a file that may not be there.
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
    fn the_names_fit_and_stay() {
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
    fn a_file_system_without_locks_goes_on_and_another_failure_does_not() {
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
