//! The security schemes of a document, for clients whose credentials nobody has written by hand.
//!
//! | file | subject |
//! |---|---|
//! | `scheme` | a scheme, as generated code describes it |
//! | `access` | the credentials that a user gives for each scheme, and the ways to authorize that follow |
//! | `credential` | credentials that never change, or come from a source |
//! | `key` | a text that is sent in a header, in the query or in a cookie |
//! | `login`, `basic` | a user with a password; HTTP basic |
//! | `oauth_client` | a client that gets tokens from an endpoint, or a token |

mod access;
#[cfg(feature = "basic")]
mod basic;
mod credential;
mod key;
#[cfg(any(feature = "basic", feature = "digest"))]
mod login;
#[cfg(feature = "oauth")]
mod oauth_client;
mod scheme;

pub use self::access::Access;
pub use self::credential::Credential;
#[cfg(any(feature = "basic", feature = "digest"))]
pub use self::login::Login;
#[cfg(feature = "oauth")]
pub use self::oauth_client::{OAuthClient, OAuthCredential};
pub use self::scheme::{Scheme, SchemeKind};
