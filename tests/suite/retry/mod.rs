//! When a failed call is tried again.
//!
//! | file | subject |
//! |---|---|
//! | `calls` | against a listener that plays a script |
//! | `throttling` | calls that a provider throttles for the rest of its window |

mod calls;
mod throttling;
