//! Where certificate authorities come from.

use std::fmt;
use std::path::PathBuf;

/// Where certificates of authorities come from. They are read when a client is built.
#[derive(Clone, PartialEq, Eq)]
pub enum Certificates {
    /// This PEM.
    Pem(Vec<u8>),
    /// The PEM in a file.
    File {
        /// The path of the file.
        path: PathBuf,
        /// What named it, for errors.
        named_by: String,
    },
}

impl fmt::Debug for Certificates {
    /// Leaves out the PEM: it may be that of a private key, by mistake.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pem(pem) => write!(f, "{} bytes of PEM", pem.len()),
            Self::File { path, .. } => fmt::Debug::fmt(path, f),
        }
    }
}
