//! Made-up files.
//!
//! | file | subject |
//! |---|---|
//! | `archive` | a small `.tar.gz`, held in memory |
//! | `content` | bytes of any size that are made while they are sent |

pub(crate) mod archive;
mod content;

pub(crate) use self::content::Content;
