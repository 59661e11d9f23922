//! What is generated, described for people: the texts of the snapshots, and what
//! `cargo xtask changes` compares.
//!
//! | folder | holds |
//! |---|---|
//! | `surface` | operations, jobs, and the document as a whole, from the model |
//! | `types` | types, from the generated Rust |

mod surface;
mod types;

pub(crate) use surface::describe as surface;
pub use types::{FILES, types};
