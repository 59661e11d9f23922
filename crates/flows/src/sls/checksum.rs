//! Whether a file is the one that a download job made.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use md5::{Digest as _, Md5};

use crate::error::Error;

/// How much is read at a time.
const PIECE: usize = 64 * 1024;

/// Compares the file at `path` with `checksum`, the ETag that a job gives it. Returns the MD5 that both have, or
/// nothing if there is no checksum, or one that is no MD5: a file that was stored in several pieces has another ETag.
///
/// # Errors
/// If they differ, or the file cannot be read.
pub(super) async fn compare(path: &Path, checksum: Option<&str>) -> Result<Option<String>, Error> {
    let Some(expected) = checksum.and_then(md5_in) else {
        return Ok(None);
    };
    let file = path.to_owned();
    // A file may be large, and other tasks share this thread.
    let found = tokio::task::spawn_blocking(move || md5_of(file)).await;
    let found = found.map_err(io::Error::other).and_then(|found| found);
    let found = found.map_err(|source| Error::Folder {
        path: path.to_owned(),
        source,
    })?;
    if found == expected {
        return Ok(Some(found));
    }
    Err(Error::Altered {
        path: path.to_owned(),
        expected,
        found,
    })
}

/// The MD5 in an ETag, in small letters.
fn md5_in(tag: &str) -> Option<String> {
    let text = tag.trim().trim_matches('"');
    let is_md5 = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_md5.then(|| text.to_ascii_lowercase())
}

fn md5_of(path: PathBuf) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Md5::new();
    let mut piece = vec![0; PIECE];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        hash.update(&piece[..read]);
    }
    let mut text = String::new();
    for byte in hash.finalize() {
        // Writing to a text never fails.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{compare, md5_in};
    use crate::error::Error;

    /// Of the text "abc", by RFC 1321.
    const ABC: &str = "900150983CD24FB0D6963F7D28E17F72";

    #[test]
    fn only_an_md5_is_compared() {
        let small = ABC.to_ascii_lowercase();
        assert_eq!(md5_in(ABC), Some(small.clone()));
        assert_eq!(md5_in(&format!("\"{small}\"")), Some(small));
        for other in [
            "",
            "ETAG",
            &ABC[1..],
            &format!("{ABC}-2"),
            &ABC.replace('9', "g"),
        ] {
            assert_eq!(md5_in(other), None, "{other}");
        }
    }

    #[tokio::test]
    async fn a_file_is_compared_by_its_content() {
        let folder = std::env::temp_dir().join(format!("backhaul-checksum-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("abc");
        std::fs::write(&path, "abc").unwrap();
        let same = compare(&path, Some(ABC)).await.unwrap();
        assert_eq!(same, Some(ABC.to_ascii_lowercase()));
        assert_eq!(compare(&path, Some("x-2")).await.unwrap(), None);
        assert_eq!(compare(&path, None).await.unwrap(), None);
        std::fs::write(&path, "abd").unwrap();
        let error = compare(&path, Some(ABC)).await.unwrap_err();
        assert!(
            matches!(&error, Error::Altered { expected, .. } if *expected == ABC.to_ascii_lowercase())
        );
        let text = error.to_string();
        assert!(
            text.contains("abc: ") && text.contains("900150983cd24fb0"),
            "{text}"
        );
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(matches!(
            compare(&path, Some(ABC)).await,
            Err(Error::Folder { .. })
        ));
    }
}
