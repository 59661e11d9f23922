//! Flows of Open Telekom Cloud DCS.
//!
//! | file | subject |
//! |---|---|
//! | `logs` | collect the run logs of an instance, and save them |
//! | `backup` | back up an instance, and save the files |
//! | `restore` | restore an instance from a backup |
//! | `import` | import the files of a backup into an instance |
//! | `instance` | where an instance is |

mod backup;
mod import;
mod instance;
mod logs;
mod restore;

pub use self::backup::{BackUp, SavedBackup};
pub use self::import::Import;
pub use self::instance::Instance;
pub use self::logs::{CollectRunLogs, SavedLog};
pub use self::restore::Restore;
