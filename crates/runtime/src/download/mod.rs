//! Bringing bytes back: to a file or to a writer, in constant memory, going on where it broke off.
//!
//! | file | subject |
//! |---|---|
//! | `source` | a download before it begins: what is asked for, and how |
//! | `link` | downloads of pre-signed links |
//! | `run` | `to_file` and `to_writer` |
//! | `transfer` | requests one after the other, until all bytes of a content have come |
//! | `content` | what identifies a content, so that its rest can be asked for |
//! | `writer`, `file` | the two places where the bytes go |
//! | `part`, `record`, `disk` | the temporary file and what is recorded beside it; the thread that writes it |
//! | `beside` | opening both files: their names, what is refused, locks |
//! | `access` | who may read the file |
//!
//! How one answer is asked for and judged is in `fetch`.

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
