//! Who may read the file: a file that is replaced keeps its permissions, and the temporary one never has
//! more.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

/// The permissions of the file that a download replaces; of a symbolic link those of the file that it
/// leads to. Access control lists are not among them.
pub(super) struct Access(Kept);

#[cfg(unix)]
struct Kept {
    mode: u32,
    owner: u32,
    group: u32,
}

/// Elsewhere a file has those of its folder.
#[cfg(not(unix))]
struct Kept;

impl Access {
    /// Those of the file at `target`; `None` if there is none.
    pub(super) fn of(target: &Path) -> Option<Self> {
        let metadata = fs::metadata(target).ok()?;
        metadata.is_file().then(|| Self(Kept::of(&metadata)))
    }

    /// Lets `options` create a temporary file that nobody else may read than who may read the target.
    pub(super) fn bound(&self, options: &mut OpenOptions) {
        self.0.bound(options);
    }

    /// Takes from `file`, a temporary file that was there, what the target does not allow.
    pub(super) fn narrow(&self, file: &File) -> io::Result<()> {
        self.0.narrow(file)
    }

    /// Gives them to `file`. What the file system or the system does not allow stays as it is, which is
    /// never more.
    pub(super) fn give(&self, file: &File) {
        self.0.give(file);
    }
}

/// Lets `options` create a file for ourselves alone.
pub(super) fn private(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(OURS);
    }
    #[cfg(not(unix))]
    let _ = options;
}

/// Whether `file` is ours: of somebody else's not even what is so already can be set. In a folder for all
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
            // What comes from elsewhere runs as nobody else.
            mode: metadata.mode() & 0o777,
            owner: metadata.uid(),
            group: metadata.gid(),
        }
    }

    fn bound(&self, options: &mut OpenOptions) {
        use std::os::unix::fs::OpenOptionsExt;
        // The group of a new file may be another one.
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

    /// The mode for a file of another group, which gets no more than everybody has.
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
