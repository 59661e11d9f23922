//! Connections, TLS and proxies.
//!
//! | file | subject |
//! |---|---|
//! | `connections` | how long a connection is kept, and what happens when it breaks |
//! | `authority` | a certificate authority, and a server with TLS that it vouches for |
//! | `tls` | which authorities are trusted, and settings that say so |
//! | `found` | the authority that a tool's settings name, and nobody else |
//! | `own_client` | settings beside a client of the user's own |
//! | `proxies` | nothing on this machine is reached through a proxy |

mod authority;
mod connections;
mod found;
mod own_client;
mod proxies;
mod tls;
