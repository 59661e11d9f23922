//! What the tests share.
//!
//! | file | has |
//! |---|---|
//! | `program` | the program in an environment of its own |
//! | `person` | the program at a terminal of some width, within the test |
//! | `listener` | a server that keeps requests and gives all of them one answer |
//! | `running` | the program while it runs |
//! | `tmux` | a terminal |
//! | `halves` | a server whose first answer stops in the middle |
//! | `relay` | a relay to a server, which keeps its answers |
//! | `rows` | what the rows of `wire::calls` name at the sandbox |
//! | `accounts` | the environment in which the program finds a sandbox |

pub(crate) mod accounts;
pub(crate) mod halves;
pub(crate) mod listener;
pub(crate) mod person;
pub(crate) mod program;
pub(crate) mod relay;
pub(crate) mod rows;
pub(crate) mod running;
pub(crate) mod tmux;
