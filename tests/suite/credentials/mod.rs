//! Credentials: fetched, renewed, refused, and never sent to the wrong place.
//!
//! | file | subject |
//! |---|---|
//! | `lifetimes` | credentials while a client lives |
//! | `nonces` | digest with nonces that a server accepts once |
//! | `project_header` | the project of an access key of Open Telekom Cloud |
//! | `refusals` | credentials that are refused or cannot be sent |
//! | `renewals` | tokens that are about to end and cannot be renewed |
//! | `skew` | the date that an SLS client signs with |
//! | `vaults` | for each scheme a client that asks a place of the user's own for credentials |

mod lifetimes;
mod nonces;
mod project_header;
mod refusals;
mod renewals;
mod skew;
pub(crate) mod vaults;
