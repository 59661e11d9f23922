//! A client of a parcel service. `src/generated` is committed; `cargo run -p xtask` writes it anew.
#![forbid(unsafe_code)]
// So that a warning of the generated source ends the build of this example.
#![deny(warnings)]

// As the generator writes it.
#[rustfmt::skip]
mod generated;

pub use generated::*;
