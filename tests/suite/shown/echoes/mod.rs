//! What servers repeat of a request never shows: tokens, passwords, keys, signatures, pre-signed links.
//!
//! Gateways and token endpoints that are not well do repeat requests, and whoever owns a gateway may do so
//! on purpose.
//!
//! | file | subject |
//! |---|---|
//! | `driver` | a server that repeats what it was sent |
//! | `clients` | a call for each provider |
//! | `proofs` | nothing that proves the caller shows |
//! | `links` | pre-signed links lose their query |

mod clients;
mod driver;
mod links;
pub(crate) mod proofs;
