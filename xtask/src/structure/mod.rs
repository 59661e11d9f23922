//! `cargo xtask structure`: whether a stranger can read the modules from the bottom up.
//!
//! | file | subject |
//! |---|---|
//! | `files` | the hand-written Rust files of the workspace, and the roots of its crates |
//! | `attributes` | which items only tests compile, and where a module's file is if not in its usual place |
//! | `scope` | what a module declares, imports and mentions |
//! | `read` | a file as scopes, by `syn` |
//! | `tokens` | the paths in the tokens of an item, macros included |
//! | `modules` | the tree of modules of one crate |
//! | `names` | which file defines what a path leads to |
//! | `arrows` | which file uses which, and by what names |
//! | `circles` | files that use each other |
//! | `floors` | an order of rooms, and the arrows that run against it |
//! | `allowed` | the arrows upward that we live with |
//! | `check`, `report` | all of it for one workspace; the same as text |

mod allowed;
mod arrows;
mod attributes;
mod check;
mod circles;
mod files;
mod floors;
mod modules;
mod names;
mod read;
mod report;
mod scope;
mod task;
#[cfg(test)]
mod tests;
mod tokens;

pub(crate) use self::task::{USAGE, run};
