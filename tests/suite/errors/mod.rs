//! What an error says.
//!
//! | file | subject |
//! |---|---|
//! | `kinds` | each kind of error, each predicate and each limit of time |

mod kinds;
