//! What git says: a clean tree, the last tag.

use std::path::Path;

use super::command::output;
use super::version::Version;

/// The changes that are not committed, one in each line; empty if there are none.
///
/// # Errors
/// If this is not a checkout.
pub(super) fn changes(root: &Path) -> Result<String, String> {
    output(root, "git", &["status", "--porcelain"])
}

/// The newest version that has a tag `vX.Y.Z` below HEAD, and that tag.
///
/// # Errors
/// If git cannot tell.
pub(super) fn last_release(root: &Path) -> Result<Option<(Version, String)>, String> {
    let tags = output(root, "git", &["tag", "--list", "v*", "--merged", "HEAD"])?;
    let versions = tags.lines().filter_map(|tag| {
        let version = Version::parse(tag.strip_prefix('v')?)?;
        Some((version, tag.to_owned()))
    });
    Ok(versions.max())
}

/// Whether the revision `tag` has the file `path`.
pub(super) fn has(root: &Path, tag: &str, path: &Path) -> bool {
    let path = path.strip_prefix(root).unwrap_or(path);
    let object = format!("{tag}:{}", path.to_string_lossy().replace('\\', "/"));
    output(root, "git", &["cat-file", "-e", &object]).is_ok()
}
