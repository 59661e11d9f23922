//! Scripts in place of a provider, as users have them in tests of their own code.
//!
//! | file | subject |
//! |---|---|
//! | `clients` | clients that follow a script |
//! | `operations` | every operation of every crate |
//! | `replies` | each kind of answer and failure |
//! | `time` | waits, retries and limits take no real time |
//! | `downloads` | operations that give bytes, redirects, and links |
//! | `tokens` | credentials that have to be fetched |
//! | `values` | errors of every kind, made without a call |
//! | `finish` | what a test learns at the end |

mod clients;
mod downloads;
mod finish;
mod operations;
mod replies;
mod time;
mod tokens;
mod values;
