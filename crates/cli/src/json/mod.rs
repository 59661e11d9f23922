//! JSON as it was sent: order, numbers and names that are there twice are kept.
//!
//! | file | subject |
//! |---|---|
//! | `tree` | the tree, and reading it |
//! | `write` | writing it, for people and for programs |
//! | `places` | pointers into it, and values that are hidden |

mod places;
mod tree;
mod write;

pub use places::{HIDDEN, get, hide};
pub use tree::Json;
pub use write::{compact, pretty};
