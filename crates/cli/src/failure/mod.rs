//! Why the command fails, and what its caller learns of that.
//!
//! | file | subject |
//! |---|---|
//! | `cause` | the failure |
//! | `mistakes` | all that is wrong with a command line |
//! | `status` | exit statuses |
//! | `of_calls` | failures of calls |
//! | `words`, `rules` | what the libraries say to programs, in the words of the command |
//! | `report` | how a failure is printed |

mod cause;
mod mistakes;
mod of_calls;
mod report;
mod rules;
mod status;
mod words;

pub use cause::Failure;
pub use mistakes::Mistakes;
pub use report::{ErrorFormat, report};
pub use rules::meant;
pub use status::{EXIT_CODES, Status};
pub use words::{in_words, told};
