#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod client;
#[rustfmt::skip] // prettyplease formats it, the same on every machine
mod generated;

pub use backhaul_runtime::auth::env::{Found, FoundKind};
// Here, and not among the generated names: without the feature, rustc then says which one is missing.
#[cfg(feature = "stream")]
pub use backhaul_runtime::IntoStream;
pub use backhaul_runtime::auth::mongodb::{Credentials, Defaults, GOVERNMENT_BASE_URL};
pub use backhaul_runtime::auth::{ApiKey, FileTokenStore, Token, TokenKey, TokenLock, TokenStore};
#[cfg(feature = "test-util")]
#[doc(inline)]
pub use backhaul_runtime::testing;

pub use crate::generated::*;
