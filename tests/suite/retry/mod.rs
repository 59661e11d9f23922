//! When a failed call is tried again.
//!
//! | file | subject |
//! |---|---|
//! | `calls` | calls against a listener that plays a script |
//! | `attempts` | what is tried again, after which pause |
//! | `budget` | the budget for retries |
//! | `posts` | calls that are not idempotent |
//! | `throttling` | calls that a provider throttles for the rest of its window |
//! | `time_limits` | limits of time |

mod attempts;
mod budget;
mod calls;
mod posts;
mod throttling;
mod time_limits;
