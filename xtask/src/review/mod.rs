//! `cargo xtask review`: from a changed document to every difference that users will see.
//!
//! | file | has |
//! |---|---|
//! | `task` | the arguments, and the steps one after the other |
//! | `made` | the snapshots as the tests make them now |
//! | `difference` | a snapshot that is new, changed or left over: shown, or accepted |
//! | `tests` | what is found, shown and accepted in folders that a test made |

mod difference;
mod made;
mod task;
#[cfg(test)]
mod tests;

pub(crate) use task::{USAGE, run};
