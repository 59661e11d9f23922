#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod client;
#[rustfmt::skip] // prettyplease formats it, the same on every machine
mod generated;

pub use backhaul_runtime::auth::env::{Found, FoundKind};
pub use backhaul_runtime::auth::mongodb::{Credentials, Defaults, GOVERNMENT_BASE_URL};
pub use backhaul_runtime::auth::{ApiKey, FileTokenStore, Token, TokenKey, TokenLock, TokenStore};

pub use crate::generated::*;
