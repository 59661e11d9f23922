//! Downloads through each client.
//!
//! | file | subject |
//! |---|---|
//! | `links` | pre-signed links and redirects: their servers get no credentials |
//! | `unpacking` | bytes are saved as the server sends them |

mod links;
mod unpacking;
