//! Reading a settings file.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use secrecy::zeroize::Zeroizing;

use super::error::CredentialsError;

/// What is wrong in a file, and on which line. It must not show the line, which may hold a secret.
#[derive(Clone, Debug)]
pub struct FileFault {
    line: Option<u64>,
    what: String,
}

impl FileFault {
    /// A fault of the whole file.
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            line: None,
            what: what.into(),
        }
    }

    /// Sets the line. The first line is 1.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// Sets the line to the one that contains byte `offset` of `text`.
    #[must_use]
    pub fn at_byte(self, text: &str, offset: usize) -> Self {
        let before = text.bytes().take(offset);
        let line = before.filter(|byte| *byte == b'\n').count() as u64 + 1;
        self.at_line(line)
    }
}

/// Reads and parses the file at `path`. Returns `None` if the file does not exist. Does not check its
/// permissions. Wipes the text from memory afterwards.
///
/// # Errors
/// If the file exists but cannot be read, is not UTF-8, or `parse` finds a fault in it.
pub fn read_file<T>(
    path: &Path,
    parse: impl FnOnce(&str) -> Result<T, FileFault>,
) -> Result<Option<T>, CredentialsError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => Zeroizing::new(text),
        // A path below something that is not a folder does not exist either.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => {
            return Err(CredentialsError::file(
                path,
                None,
                format!("cannot be read: {}", error.kind()),
            ));
        }
    };
    parse(&text)
        .map(Some)
        .map_err(|fault| CredentialsError::file(path, fault.line, fault.what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_not_an_error_but_a_folder_in_its_place_is() {
        let nothing = read_file(Path::new("no/such/file"), |_| Ok(()));
        assert!(nothing.unwrap().is_none());
        let folder = read_file(Path::new(env!("CARGO_MANIFEST_DIR")), |_| Ok(()));
        let error = folder.unwrap_err().to_string();
        assert!(error.contains("cannot be read"), "{error}");
    }

    #[test]
    fn a_fault_is_shown_with_path_and_line() {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let error = read_file(&manifest, |text| {
            Err::<(), _>(FileFault::new("is wrong").at_byte(text, text.find('\n').unwrap() + 1))
        });
        let shown = error.unwrap_err().to_string();
        assert_eq!(shown, format!("{}, line 2: is wrong", manifest.display()));
    }
}
