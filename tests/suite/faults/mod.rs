//! The fault matrix.
//!
//! | file | subject |
//! |---|---|
//! | `kinds` | the kinds of operations, and a call of each |
//! | `table` | what goes wrong, and what a call then comes to |
//! | `matrix` | each row with each kind |

mod kinds;
mod matrix;
mod table;
