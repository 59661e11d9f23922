//! Answers that a test makes up, in place of the network. Compiled with the feature `test-util`.
//!
//! | file | subject |
//! |---|---|
//! | `engine` | the script: which answer comes next, and what was asked |
//! | `reply` | one answer of a script |
//! | `error_body` | the body of a provider's error |
//! | `broken_body` | a body that breaks off |
//! | `sent_request` | a request that a script has answered |
//! | `unfinished` | what is wrong at the end of a script |
//! | `test_clock` | a clock whose pauses take no time |

mod broken_body;
pub(crate) mod engine;
mod error_body;
pub(crate) mod reply;
pub(crate) mod sent_request;
pub(crate) mod test_clock;
pub(crate) mod unfinished;
