//! The store in a folder: one file for each entry, and one for its lock.

use std::fmt;
use std::fs::{self, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use tokio::task::spawn_blocking;

use super::key::TokenKey;
use super::private::{self, Owner};
use super::store::{TokenLock, TokenStore};
use crate::future::BoxFuture;

/// Tokens of IAM have several kilobytes.
const LARGEST_ENTRY: u64 = 256 * 1024;

/// Tokens in the files of one folder, for the processes of one user on one machine.
///
/// Each token is in a file of its own, `{key}.token`, which only its owner may read (mode 0600). It appears
/// there at once and whole, by a rename. While a process fetches a token, it holds a lock on `{key}.lock`; the
/// system releases it when the process ends, however it ends. Locks need a local file system, or a network
/// file system with locks; without, processes may fetch more than one token, which a warning says.
///
/// The folder is created (mode 0700) when it is first used. A folder that others can write to, or that
/// belongs to another user, is not used: somebody else could put a token there. A file that others can read
/// is not used either, and is replaced. Such problems do not fail calls: see [`TokenStore`].
///
/// Windows has no modes, and nothing is checked there: use a folder in the user's profile, whose files only
/// this user can read.
///
/// To make all processes forget their tokens, remove the `.token` files at any time.
///
/// ```
/// use backhaul_runtime::auth::FileTokenStore;
///
/// let store = FileTokenStore::in_folder("/var/lib/backup-jobs/tokens");
/// ```
#[derive(Clone)]
pub struct FileTokenStore(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    /// This user, once it is known.
    user: OnceLock<Owner>,
}

impl FileTokenStore {
    /// A store in `folder`. Nothing is read or created yet.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self(Arc::new(Inner {
            folder: folder.into(),
            user: OnceLock::new(),
        }))
    }

    /// Does `work` where it may block.
    fn blocking<T: Send + 'static>(
        &self,
        key: &TokenKey,
        work: impl FnOnce(&Inner, &str) -> io::Result<T> + Send + 'static,
    ) -> BoxFuture<'static, io::Result<T>> {
        let (inner, key) = (Arc::clone(&self.0), key.as_str().to_owned());
        Box::pin(async move {
            let done = spawn_blocking(move || work(&inner, &key)).await;
            done.unwrap_or_else(|error| Err(io::Error::other(error)))
        })
    }
}

impl TokenStore for FileTokenStore {
    fn read<'a>(&'a self, key: &'a TokenKey) -> BoxFuture<'a, io::Result<Option<SecretString>>> {
        self.blocking(key, Inner::read)
    }

    fn write<'a>(
        &'a self,
        key: &'a TokenKey,
        entry: SecretString,
    ) -> BoxFuture<'a, io::Result<()>> {
        self.blocking(key, move |inner, key| inner.write(key, &entry))
    }

    fn remove<'a>(&'a self, key: &'a TokenKey) -> BoxFuture<'a, io::Result<()>> {
        self.blocking(key, Inner::remove)
    }

    fn try_lock<'a>(&'a self, key: &'a TokenKey) -> BoxFuture<'a, io::Result<Option<TokenLock>>> {
        self.blocking(key, Inner::try_lock)
    }
}

impl Inner {
    fn read(&self, key: &str) -> io::Result<Option<SecretString>> {
        let path = self.path(key, "token");
        let file = match private::open(&path) {
            Ok(file) => file,
            // The folder is checked only where there is something to read.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(at(&path, ErrorKind::InvalidData, &error)),
        };
        let user = self.check()?;
        if let Some(fault) = private::fault_of_file(&file.metadata()?, user) {
            return Err(at(&path, ErrorKind::InvalidData, fault));
        }
        let mut text = Zeroizing::new(String::new());
        let read = file.take(LARGEST_ENTRY + 1).read_to_string(&mut text);
        read.map_err(|error| at(&path, ErrorKind::InvalidData, error.kind()))?;
        if text.len() as u64 > LARGEST_ENTRY {
            return Err(at(&path, ErrorKind::InvalidData, "it is too large"));
        }
        Ok(Some(SecretString::from(text.as_str())))
    }

    fn write(&self, key: &str, entry: &SecretString) -> io::Result<()> {
        self.check()?;
        self.remove_remains(key);
        let new = self.path(key, &format!("{:016x}.new", fastrand::u64(..)));
        let failed = |error: io::Error| at(&new, error.kind(), &error);
        let written = private::create(&new).and_then(|mut file| {
            file.write_all(entry.expose_secret().as_bytes())?;
            // Windows renames only what is closed.
            drop(file);
            fs::rename(&new, self.path(key, "token"))
        });
        written.map_err(|error| {
            let _ = fs::remove_file(&new);
            failed(error)
        })
    }

    fn remove(&self, key: &str) -> io::Result<()> {
        let path = self.path(key, "token");
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(at(&path, error.kind(), &error))
            }
            _ => Ok(()),
        }
    }

    fn try_lock(&self, key: &str) -> io::Result<Option<TokenLock>> {
        self.check()?;
        let path = self.path(key, "lock");
        let file =
            private::open_or_create(&path).map_err(|error| at(&path, error.kind(), &error))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(TokenLock::new(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(at(&path, ErrorKind::Unsupported, &error)),
        }
    }

    /// Checks the folder, creates it if it does not exist, and returns this user.
    fn check(&self) -> io::Result<Owner> {
        let failed = |error: io::Error| at(&self.folder, error.kind(), &error);
        let folder = match fs::metadata(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                private::create_folder(&self.folder).map_err(failed)?;
                fs::metadata(&self.folder)
            }
            folder => folder,
        };
        let folder = folder.map_err(failed)?;
        let user = match self.user.get() {
            Some(user) => *user,
            None => self.find_user(&folder)?,
        };
        match private::fault_of_folder(&folder, user) {
            None => Ok(user),
            Some(fault) => Err(at(&self.folder, ErrorKind::PermissionDenied, fault)),
        }
    }

    /// This user is who owns a file that this process creates.
    fn find_user(&self, folder: &fs::Metadata) -> io::Result<Owner> {
        if let Some(fault) = private::fault_of_folder(folder, private::owner(folder)) {
            return Err(at(&self.folder, ErrorKind::PermissionDenied, fault));
        }
        let path = self
            .folder
            .join(format!("{:016x}.probe", fastrand::u64(..)));
        let failed = |error: io::Error| at(&path, error.kind(), &error);
        let file = private::create(&path).map_err(failed)?;
        let metadata = file.metadata();
        drop(file);
        let _ = fs::remove_file(&path);
        let user = private::owner(&metadata.map_err(failed)?);
        Ok(*self.user.get_or_init(|| user))
    }

    /// Removes what processes left behind that ended while they wrote this entry.
    fn remove_remains(&self, key: &str) {
        let Ok(files) = fs::read_dir(&self.folder) else {
            return;
        };
        for file in files.flatten() {
            let name = file.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(key) && name.ends_with(".new") {
                let _ = fs::remove_file(file.path());
            }
        }
    }

    fn path(&self, key: &str, ending: &str) -> PathBuf {
        self.folder.join(format!("{key}.{ending}"))
    }
}

/// An error that names the file.
fn at(path: &Path, kind: ErrorKind, what: impl fmt::Display) -> io::Error {
    io::Error::new(kind, format!("{}: {what}", path.display()))
}

impl fmt::Debug for FileTokenStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileTokenStore")
            .field("folder", &self.0.folder)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
