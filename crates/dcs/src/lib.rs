#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod client;
mod credentials;
mod discovery;
#[rustfmt::skip] // prettyplease formats it, the same on every machine
mod generated;
mod place;

pub use backhaul_runtime::auth::env::{Found, FoundKind};
pub use backhaul_runtime::auth::iam::{Agency, IdOrName, PasswordLogin};
pub use backhaul_runtime::auth::{
    AccessKey, Dialect, FileTokenStore, Token, TokenKey, TokenLock, TokenStore,
};

pub use crate::credentials::Credentials;
pub use crate::generated::*;
