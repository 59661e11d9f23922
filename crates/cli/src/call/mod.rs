//! What the command knows of each operation, and how it is called.
//!
//! | file | subject |
//! |---|---|
//! | `table` | providers, operations, flags, bodies and answers, as generated tables |
//! | `given` | the values of flags and the body that a user gave |
//! | `builder` | the builder of any operation, without its types |
//! | `lists`, `jobs` | the pages of any list; the states of jobs, and a wait for one job or for those of a list |

mod builder;
mod given;
mod jobs;
mod lists;
mod table;

pub use builder::{Call, Fill};
pub use given::{Given, Value};
pub use jobs::{End, Seen, Watch, WatchAll, Watching, WatchingAll, state_of, states_of};
pub use lists::{Reading, Rows, RowsOfJobs, Slice};
pub use table::{Answer, Flag, Kind, Member, Operation, Place, Provider, Shape};
