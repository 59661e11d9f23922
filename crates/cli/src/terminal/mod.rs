//! People at a terminal.
//!
//! | file | subject |
//! |---|---|
//! | `confirm` | questions before something is deleted, overwritten or irreversible |
//! | `trace` | what `-v` tells of calls |

mod confirm;
mod trace;

pub use confirm::{Asking, Question, confirm};
pub use trace::listen;
