//! Credentials: fetched, renewed, refused, and never sent to the wrong place.
//!
//! | file | subject |
//! |---|---|
//! | `clients` | clients that go by a time of the test, and their calls |
//! | `agency` | a user of Open Telekom Cloud who acts for another account |
//! | `accepted` | keys and tokens that a provider accepts, and those that it does not |
//! | `blank` | credentials of which a part is blank |
//! | `challenges` | digest: each form of a challenge, and a nonce that ends |
//! | `nonces` | digest with nonces that a server accepts once |
//! | `keys` | keys: signed with, rotated, tried once |
//! | `temporary_keys` | temporary keys of Alibaba Cloud |
//! | `tokens` | tokens: fetched once, renewed, revoked |
//! | `shared` | tokens that processes share in a folder |
//! | `renewals` | tokens that are about to end and cannot be renewed |
//! | `project_header` | the project of an access key of Open Telekom Cloud |
//! | `clocks` | a clock that is off by hours |
//! | `skew` | which date of an answer an SLS client believes |
//! | `places` | an error about a setting that was found names its place |
//! | `variables` | the variables that the READMEs name |
//! | `vaults` | for each scheme a client that asks a place of the user's own for credentials |
//! | `refusals` | credentials that are refused or cannot be sent |
//! | `wrong_secrets` | the error that a wrong secret gives |

mod accepted;
mod agency;
mod blank;
mod challenges;
mod clients;
mod clocks;
mod keys;
mod nonces;
mod places;
mod project_header;
mod refusals;
mod renewals;
mod shared;
mod skew;
mod temporary_keys;
mod tokens;
mod variables;
mod vaults;
mod wrong_secrets;
