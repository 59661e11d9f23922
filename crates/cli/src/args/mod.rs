//! The command line.
//!
//! | file | subject |
//! |---|---|
//! | `root` | the whole tree of commands; only what is named is built in full |
//! | `named` | what of it is built in full |
//! | `operations` | the commands of a provider, and the flags of an operation |
//! | `typed` | a flag of an operation: its help, and what it takes |
//! | `common` | the flags that every command has |
//! | `conditions` | which flags need others, or cannot be given with others |
//! | `choice` | values that are known, for completion and help |
//! | `body` | the body of a call |
//! | `values` | from flags to the values of a call |
//! | `reading` | a command line whose values may be wrong |
//! | `mistakes` | what clap says about a wrong command line |
//! | `spans` | spans of time: `6h`, `90s` |
//! | `times` | times: `2026-05-04T22:00:00Z`, `2026-05-04` |

mod body;
mod choice;
mod common;
mod conditions;
mod mistakes;
mod named;
mod operations;
mod reading;
mod root;
mod spans;
mod times;
mod typed;
mod values;

pub use body::body_of;
pub use choice::{Choice, Only};
pub use common::{Common, Output, add as common_flags};
pub use conditions::{names as names_flag, needing, pairs as conflicts};
pub use mistakes::{in_words, is_help, tips, told, wants_json};
pub use named::Named;
pub use operations::{MOST_COLUMNS, STATES, of as operations_of};
pub use reading::{Reading, read};
pub use root::{OF_ALL, also, root};
pub use spans::span;
pub use times::time;
pub use typed::kebab;
pub use values::{BODY, flag_of, given};
