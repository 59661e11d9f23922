//! The program: its options and what it prints.

mod faults;
mod fixtures;
mod guide;
mod meant;
mod options;

pub(crate) use fixtures::fixtures;
pub(crate) use guide::guide;
pub(crate) use options::{HELP, Options, parse};
