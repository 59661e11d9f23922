//! The fault matrix.
//!
//! | file | subject |
//! |---|---|
//! | `matrix` | each fault with each kind of operation |

mod matrix;
