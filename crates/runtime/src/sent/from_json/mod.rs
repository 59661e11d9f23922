//! Requests that are read from JSON: checked by the rules of the setters, with every mistake in its place.
//!
//! | file | subject |
//! |---|---|
//! | `tree` | JSON as it was written: repeated members are still there |
//! | `input` | the JSON that a user gives |
//! | `rule` | what a member may hold, as data that the generator writes |
//! | `read` | reading an object, a union or a list by its rules |
//! | `suggest` | what a misspelt name was meant to be |
//! | `tests` | tests of the whole |

pub(crate) mod input;
mod read;
pub(crate) mod rule;
mod suggest;
mod tree;

#[cfg(test)]
mod tests;
