//! Connections and proxies.
//!
//! | file | subject |
//! |---|---|
//! | `connections` | how long a connection is kept, and what happens when it breaks |
//! | `proxies` | nothing on this machine is reached through a proxy |

mod connections;
mod proxies;
