//! `--dry-run`: a shell reads the command that is shown, and sends the request that the program would send.
//!
//! | file | shows |
//! |---|---|
//! | `every_operation` | every operation |
//! | `requests` | requests of several kinds, with and without credentials |
//! | `shell` | a shell that runs what was shown |

mod every_operation;
mod requests;
mod shell;
