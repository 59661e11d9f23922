#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod client;
mod credentials;
mod discovery;
#[rustfmt::skip] // prettyplease formats it, the same on every machine
mod generated;
mod place;

pub use backhaul_runtime::auth::env::{Found, FoundKind};
// Here, and not among the generated names: without the feature, rustc then says which one is missing.
#[cfg(feature = "stream")]
pub use backhaul_runtime::IntoStream;
pub use backhaul_runtime::auth::iam::{Agency, IdOrName, PasswordLogin};
pub use backhaul_runtime::auth::{
    AccessKey, Dialect, FileTokenStore, Token, TokenKey, TokenLock, TokenStore,
};
#[cfg(feature = "test-util")]
#[doc(inline)]
pub use backhaul_runtime::testing;

pub use crate::credentials::Credentials;
pub use crate::generated::*;
