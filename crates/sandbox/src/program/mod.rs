//! The program: its options and what it prints.

mod faults;
mod guide;
mod options;

pub(crate) use guide::guide;
pub(crate) use options::{HELP, Options, parse};
