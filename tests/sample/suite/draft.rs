//! A draft as `cargo xtask new` makes it: that the compiler takes it without a warning, and that the test which comes
//! with it calls each of its operations.
#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]
// The crate is a program here, whose test calls only some of it.
#![allow(dead_code, unreachable_pub)]

extern crate self as backhaul_library;

include!(concat!(env!("OUT_DIR"), "/draft/modules.rs"));

pub use generated::*;

#[test]
fn all_operations_of_the_document_are_there() {
    assert_eq!(operations::ALL.len(), 12);
}
