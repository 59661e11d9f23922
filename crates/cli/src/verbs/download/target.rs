//! Where the file goes.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::call::{Given, Operation, Place};
use crate::failure::{Failure, Status};

/// Longer names have other names while they are downloaded.
const LONGEST_NAME: usize = 128;

/// Where the file goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To a file.
    File(PathBuf),
    /// To standard output.
    Output,
}

impl Target {
    /// The target that `--to` means. `name` chooses a name in a folder.
    ///
    /// # Errors
    /// If the file is there and must not be replaced.
    pub(super) fn choose(
        to: &str,
        name: impl FnOnce() -> String,
        overwrites: bool,
    ) -> Result<Self, Failure> {
        if to == "-" {
            return Ok(Self::Output);
        }
        let mut path = PathBuf::from(to);
        if to.ends_with(std::path::is_separator) || path.is_dir() {
            path.push(name());
        }
        if !overwrites && path.symlink_metadata().is_ok() {
            let shown = shown(&path);
            return Err(Failure::new(
                Status::File,
                format!(
                    "--to: {shown} is there already: add --overwrite to replace it, or give another --to"
                ),
            ));
        }
        Ok(Self::File(path))
    }
}

/// A path on one line.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    backhaul_runtime::OneLine::new(&text)
        .at_most(usize::MAX)
        .to_string()
}

/// The file that has the bytes until the download is complete, as the runtime documents it.
pub(super) fn part_of(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?;
    if name.len() > LONGEST_NAME {
        return None;
    }
    let mut part = OsString::from(".");
    part.push(name);
    part.push(".part");
    Some(path.with_file_name(part))
}

/// A name for what `operation` answers, the same in each run: from the values in its path behind the first, which
/// is the same for all files of a project, and from the media type that it asks for.
pub(super) fn name_of(operation: &Operation, given: &Given, media_type: &str) -> String {
    let flags = operation.flags.iter();
    let in_path: Vec<&str> = flags
        .filter(|flag| flag.place == Place::Path)
        .filter_map(|flag| given.text(flag.name))
        .collect();
    let own = match in_path.as_slice() {
        [_, rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    let last = operation.path.rsplit('}').next().unwrap_or_default();
    // A segment more is no suffix.
    let suffix = match (last.contains('/'), media_type) {
        _ if operation.answer.suffix.is_some() => operation.answer.suffix.unwrap_or_default(),
        (false, _) if !last.is_empty() => last,
        (_, "application/gzip") => ".gz",
        (_, "application/zip") => ".zip",
        (_, "text/csv") => ".csv",
        _ => "",
    };
    safe_name(&format!("{}{suffix}", own.join("-")))
}

/// `name` without anything that a path or a shell could misunderstand.
pub(super) fn safe_name(name: &str) -> String {
    let is_safe = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    let kept = name
        .chars()
        .map(|character| if is_safe(character) { character } else { '_' });
    let kept: String = kept.take(LONGEST_NAME).collect();
    match kept.trim_start_matches('.') {
        "" => "download".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Target, part_of, safe_name};

    #[test]
    fn a_folder_gets_a_name_and_a_file_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_str().unwrap().to_owned();
        let name = || "x.gz".to_owned();
        let expected = Target::File(folder.path().join("x.gz"));
        assert_eq!(Target::choose(&path, name, false).unwrap(), expected);
        assert_eq!(
            Target::choose(&format!("{path}/"), name, false).unwrap(),
            expected
        );
        assert_eq!(Target::choose("-", name, false).unwrap(), Target::Output);
        std::fs::write(folder.path().join("x.gz"), "old").unwrap();
        let failure = Target::choose(&path, name, false).unwrap_err();
        assert!(failure.message.ends_with(
            "x.gz is there already: add --overwrite to replace it, or give another --to"
        ));
        assert_eq!(failure.status.code(), 8);
        assert_eq!(Target::choose(&path, name, true).unwrap(), expected);
    }

    #[test]
    fn names_stay_in_their_folder() {
        for (name, safe) in [
            ("../etc/passwd", "_etc_passwd"),
            ("a b", "a_b"),
            (".x", "x"),
            ("", "download"),
            ("..", "download"),
        ] {
            assert_eq!(safe_name(name), safe);
        }
        assert_eq!(
            part_of(Path::new("a/b.gz")).unwrap(),
            Path::new("a/.b.gz.part")
        );
        assert_eq!(part_of(Path::new(&"n".repeat(200))), None);
    }
}
