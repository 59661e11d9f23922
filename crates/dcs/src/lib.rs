#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod client;
mod credentials;
#[rustfmt::skip] // prettyplease formats it, the same on every machine
mod generated;

pub use backhaul_runtime::auth::CredentialsError;
pub use backhaul_runtime::{
    Clock, Error, ErrorKind, InvalidValue, Operation, Response, SensitiveString, Timestamp,
    UnknownValue,
};

pub use crate::client::{Client, ClientBuilder};
pub use crate::credentials::Credentials;
pub use crate::generated::{builders, operations, parameters, types};
