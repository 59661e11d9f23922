//! Why the command fails, and what its caller learns of that.
//!
//! | file | subject |
//! |---|---|
//! | `cause` | the failure |
//! | `status` | exit statuses |
//! | `of_calls` | failures of calls |
//! | `report` | how a failure is printed |

mod cause;
mod of_calls;
mod report;
mod status;

pub use cause::Failure;
pub use report::{ErrorFormat, report};
pub use status::{EXIT_CODES, Status};
