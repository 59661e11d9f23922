//! Permissions: a replaced file keeps its permissions, and the temporary file never has more.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

/// The permissions of the file that a download replaces. For a symbolic link, those of its target. Access
/// control lists are not included.
pub(super) struct Access(Kept);

#[cfg(unix)]
struct Kept {
    mode: u32,
    owner: u32,
    group: u32,
}

/// On other systems a file has the permissions of its folder.
#[cfg(not(unix))]
struct Kept;

impl Access {
    /// The permissions of the file at `target`; `None` if there is no file.
    pub(super) fn of(target: &Path) -> Option<Self> {
        let metadata = fs::metadata(target).ok()?;
        metadata.is_file().then(|| Self(Kept::of(&metadata)))
    }

    /// Sets `options` to create a temporary file that only readers of the target may read.
    pub(super) fn bound(&self, options: &mut OpenOptions) {
        self.0.bound(options);
    }

    /// Removes permissions of an existing temporary file that the target does not have.
    pub(super) fn narrow(&self, file: &File) -> io::Result<()> {
        self.0.narrow(file)
    }

    /// Gives the permissions to `file`. If the system refuses some of them, the file keeps what it has, which
    /// is never more.
    pub(super) fn give(&self, file: &File) {
        self.0.give(file);
    }
}

/// Sets `options` to create a file for the owner alone.
pub(super) fn private(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(OURS);
    }
    #[cfg(not(unix))]
    let _ = options;
}

/// Whether `file` is our own. Only the owner can set permissions, even to the same value. In a shared folder,
/// anybody can put a file where a download will look for its own.
pub(super) fn is_ours(file: &File) -> io::Result<bool> {
    let unchanged = file.metadata()?.permissions();
    let set = file.set_permissions(unchanged);
    Ok(!set.is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied))
}

/// Read and write for the owner: the temporary file has to be opened again.
#[cfg(unix)]
const OURS: u32 = 0o600;

#[cfg(unix)]
impl Kept {
    fn of(metadata: &fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self {
            // Without setuid and setgid: downloaded content must not run as another user.
            mode: metadata.mode() & 0o777,
            owner: metadata.uid(),
            group: metadata.gid(),
        }
    }

    fn bound(&self, options: &mut OpenOptions) {
        use std::os::unix::fs::OpenOptionsExt;
        // A new file may have a different group.
        options.mode(self.for_any_group() | OURS);
    }

    fn narrow(&self, file: &File) -> io::Result<()> {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let present = file.metadata()?.mode() & 0o777;
        let allowed = present & (self.for_any_group() | OURS);
        if allowed != present {
            // Some file systems have the same permissions for all files.
            let _ = file.set_permissions(fs::Permissions::from_mode(allowed));
        }
        Ok(())
    }

    fn give(&self, file: &File) {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
        let Ok(present) = file.metadata() else {
            return;
        };
        if present.uid() != self.owner {
            let _ = fchown(file, Some(self.owner), None);
        }
        let is_same_group =
            present.gid() == self.group || fchown(file, None, Some(self.group)).is_ok();
        let mode = if is_same_group {
            self.mode
        } else {
            self.for_any_group()
        };
        let _ = file.set_permissions(fs::Permissions::from_mode(mode));
    }

    /// The mode for a file with a different group, which gets no more than everybody has.
    fn for_any_group(&self) -> u32 {
        let of_all = self.mode & 0o007;
        (self.mode & !0o070) | (self.mode & (of_all << 3))
    }
}

#[cfg(not(unix))]
impl Kept {
    fn of(_: &fs::Metadata) -> Self {
        Self
    }

    fn bound(&self, _: &mut OpenOptions) {}

    fn narrow(&self, _: &File) -> io::Result<()> {
        Ok(())
    }

    fn give(&self, _: &File) {}
}

#[cfg(all(test, unix))]
mod tests {
    use super::Kept;

    #[test]
    fn another_group_gets_what_everybody_has() {
        for (mode, expected) in [
            (0o600, 0o600),
            (0o640, 0o600),
            (0o644, 0o644),
            (0o664, 0o644),
            (0o604, 0o604),
            (0o777, 0o777),
        ] {
            let kept = Kept {
                mode,
                owner: 1,
                group: 1,
            };
            assert_eq!(kept.for_any_group(), expected, "{mode:o}");
        }
    }
}
