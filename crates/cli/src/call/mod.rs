//! What the command knows of each operation, and how it is called.
//!
//! | file | subject |
//! |---|---|
//! | `table` | providers, operations, flags, bodies and answers, as generated tables |
//! | `times` | how providers write times |
//! | `given` | the values of flags and the body that a user gave |
//! | `filled` | a call of any operation, and the ways to send it |
//! | `lists`, `jobs` | the pages of any list; a wait for one job or for those of a list |
//! | `any` | a page and a job of any operation |
//! | `state`, `rules` | the state of a job in JSON; the rules that say how it is read |

mod any;
mod filled;
mod given;
mod jobs;
mod lists;
mod rules;
mod state;
mod table;
mod times;

pub use backhaul_runtime::for_client_crates::{Call, PageStyle};

pub use filled::{Fill, Filled, Filler};
pub use given::{Given, Value};
pub use jobs::{End, Seen, Watch, WatchAll};
pub use lists::{Reading, Slice};
pub use rules::{Condition, Entry, JobRules, Reason, Rules, Test};
pub use table::{Answer, Flag, Kind, Member, Operation, Paging, Place, Provider, Shape};
pub use times::Time;
