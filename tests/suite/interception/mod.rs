//! What interceptors add and see.
//!
//! | file | subject |
//! |---|---|
//! | `watcher` | an interceptor that writes down what it sees |
//! | `headers` | added headers: where they arrive, and which are refused |
//! | `seen` | what an interceptor sees of calls, links and tokens, exactly |
//! | `secrets` | what it never sees |
//! | `user_agent` | the suffix of `User-Agent` |

mod headers;
mod secrets;
mod seen;
mod user_agent;
mod watcher;
