//! Bytes that a request carries as they are, from memory or from a file.

use std::fmt;
use std::path::{Path, PathBuf};

use bytes::Bytes;

/// Bytes to send as they are: a whole request body, or a file in a form (`multipart/form-data` and its like).
///
/// A file is read while it is sent, so it may be larger than memory. It is opened for every attempt anew, so a call
/// with a file is sent again by the same rules as any other. It must not change meanwhile. The time limit of an
/// attempt (`timeout` of a call or a client) includes sending it: give a large file more.
///
/// ```
/// use backhaul_runtime::Upload;
///
/// let small = Upload::from(b"a,b\n1,2\n".to_vec()).file_name("table.csv").content_type("text/csv");
/// let large = Upload::file("/var/backups/dump.gz");
/// # drop((small, large));
/// ```
///
/// # Errors
/// A file that cannot be opened, or is a folder, fails the call before anything is sent. One that becomes shorter
/// while it is sent breaks the connection.
#[derive(Clone)]
pub struct Upload {
    pub(crate) content: UploadContent,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
    /// Further headers of its part in a form.
    pub(crate) headers: Vec<(String, String)>,
}

/// Where the bytes are.
#[derive(Clone)]
pub(crate) enum UploadContent {
    Bytes(Bytes),
    File(PathBuf),
}

impl Upload {
    /// These bytes.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self::of(UploadContent::Bytes(bytes.into()))
    }

    /// The content of the file `path`. In a form, its name goes with it, without the folder.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self::of(UploadContent::File(path.into()))
    }

    fn of(content: UploadContent) -> Self {
        Self {
            content,
            file_name: None,
            content_type: None,
            headers: Vec::new(),
        }
    }

    /// The name of the file that a form tells the server. Default: that of the file, or else that of the property. A
    /// body that is no form tells none.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type of the bytes, such as `image/png`. Default: what the document says, or else
    /// `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Adds a header to the part of a form that holds the file. A body that is no form has no such headers.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The name that a form tells, if there is one.
    pub(crate) fn name_told(&self) -> Option<&str> {
        let of_file = match &self.content {
            UploadContent::File(path) => path.file_name().and_then(|name| name.to_str()),
            UploadContent::Bytes(_) => None,
        };
        self.file_name.as_deref().or(of_file)
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Self::bytes(bytes)
    }
}

impl From<&[u8]> for Upload {
    fn from(bytes: &[u8]) -> Self {
        Self::bytes(Bytes::copy_from_slice(bytes))
    }
}

impl From<Bytes> for Upload {
    fn from(bytes: Bytes) -> Self {
        Self::bytes(bytes)
    }
}

impl From<PathBuf> for Upload {
    fn from(path: PathBuf) -> Self {
        Self::file(path)
    }
}

impl From<&Path> for Upload {
    fn from(path: &Path) -> Self {
        Self::file(path)
    }
}

impl fmt::Debug for Upload {
    /// Without the bytes, which may be anything.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.content {
            UploadContent::Bytes(bytes) => write!(f, "Upload({} bytes)", bytes.len()),
            UploadContent::File(path) => write!(f, "Upload({path:?})"),
        }
    }
}
