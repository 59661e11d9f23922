//! Downloads to a file or a writer, in constant memory, which continue where they broke off.
//!
//! | file | subject |
//! |---|---|
//! | `source` | a download before it begins: its source and its settings |
//! | `link` | downloads of pre-signed links |
//! | `run` | `to_file` and `to_writer` |
//! | `transfer` | one request after another, until all bytes of a content have arrived |
//! | `content` | identifies a content, so that its rest can be requested |
//! | `writer`, `file` | the two destinations of the bytes |
//! | `part`, `record`, `disk` | the temporary file, the record next to it, and the thread that writes it |
//! | `beside` | opening both files: their names, refused kinds of files, locks |
//! | `access` | the permissions of the file |
//!
//! Single requests and the check that an answer is a file are in `fetch`.

mod access;
mod beside;
mod content;
mod disk;
mod file;
mod link;
mod part;
mod record;
mod run;
mod source;
mod transfer;
mod writer;

pub use self::source::{Download, DownloadProgress, Downloaded};
