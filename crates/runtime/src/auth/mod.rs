//! Authentication: how a client proves its identity to a provider.
//!
//! An [`Authorizer`] adds what one attempt of a call needs; there is one for each scheme:
//!
//! | scheme | authorizer | used by | cargo feature |
//! |---|---|---|---|
//! | HTTP digest | `Digest` | MongoDB Atlas, MongoDB Cloud Manager | `mongodb` |
//! | `SLS4-HMAC-SHA256` | `SlsV4` | Alibaba Cloud SLS | `sls` |
//! | `LOG` (HMAC-SHA1) | `SlsV1` | Alibaba Cloud SLS | `sls` |
//! | `SDK-HMAC-SHA256`, in two dialects | `SdkHmac` | Open Telekom Cloud | `otc` |
//! | a token in a header | [`HeaderToken`] | MongoDB service accounts, Open Telekom Cloud | |
//! | a key in a header, in the query or in a cookie | `schemes::key` | documents of others | |
//! | HTTP basic | `schemes::basic` | documents of others | `basic` |
//!
//! An [`Authorization`] holds the current authorizer. Its credentials never change, or they come from a
//! [`ProvideCredentials`]: the user's own vault, or `oauth` (feature `oauth`) and `iam` (feature `otc`),
//! which fetch tokens, and `ram` (feature `sls`), which fetches temporary keys. Processes can share those in a `TokenStore` (`stored`).
//! [`Ways`] knows which authorization an operation has: the same for all, or what its document asks for (`schemes`).
//!
//! The signatures are pure functions of a `Signable`, so a server can recompute what a client sent.
//! Secrets are `secrecy` types, and every header that carries one is marked sensitive.

#[cfg(any(feature = "otc", feature = "sls"))]
mod access_key;
#[cfg(feature = "mongodb")]
mod api_key;
mod authorization;
mod authorizer;
mod carried;
mod challenge;
#[cfg(feature = "sls")]
mod day_key;
#[cfg(feature = "digest")]
pub mod digest;
pub mod env;
mod error;
#[cfg(any(feature = "otc", feature = "sls"))]
mod hash;
mod header;
#[cfg(feature = "otc")]
pub mod iam;
mod in_use;
mod life;
#[cfg(feature = "mongodb")]
pub mod mongodb;
#[cfg(feature = "oauth")]
pub mod oauth;
mod pause;
mod provide;
#[cfg(feature = "sls")]
pub mod ram;
mod renewed;
pub(crate) mod schemes;
#[cfg(feature = "otc")]
pub mod sdk_hmac;
#[cfg(any(feature = "otc", feature = "sls"))]
pub mod signable;
#[cfg(feature = "sls")]
pub mod sls;
#[cfg(any(feature = "oauth", feature = "otc"))]
mod stored;
mod together;
pub mod token;
#[cfg(any(feature = "oauth", feature = "otc", feature = "sls"))]
mod token_endpoint;
pub(crate) mod ways;

pub use self::authorization::Authorization;
pub use self::authorizer::Authorizer;
pub use self::challenge::Challenge;
pub use self::env::CredentialsError;
pub use self::error::AuthError;
pub(crate) use self::in_use::InUse;
pub(crate) use self::provide::Refused;
pub use self::provide::{ProvideCredentials, ProvideError, Provided};
pub use self::schemes::Credential;
pub use self::token::{HeaderToken, Token};
pub(crate) use self::ways::Ways;
pub use crate::future::BoxFuture;
pub use crate::shown::Secrets;
#[cfg(any(feature = "oauth", feature = "otc"))]
pub use crate::token_store::{FileTokenStore, TokenKey, TokenLock, TokenStore};
pub use secrecy::{ExposeSecret, SecretString};

#[cfg(feature = "mongodb")]
pub use self::api_key::ApiKey;
#[cfg(feature = "digest")]
pub use self::digest::Digest;
#[cfg(any(feature = "basic", feature = "digest"))]
pub use self::schemes::Login;
#[cfg(feature = "oauth")]
pub use self::schemes::{OAuthClient, OAuthCredential};
#[cfg(feature = "otc")]
pub use self::sdk_hmac::{Dialect, SdkHmac, scoped as sdk_hmac_scoped};
#[cfg(feature = "sls")]
pub use self::sls::{SlsV1, SlsV4};
#[cfg(any(feature = "otc", feature = "sls"))]
pub use self::{access_key::AccessKey, signable::Signable};
