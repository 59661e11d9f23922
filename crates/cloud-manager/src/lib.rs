#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod client;
#[rustfmt::skip] // prettyplease formats it, the same on every machine
mod generated;

pub use backhaul_runtime::auth::env::Environment;
pub use backhaul_runtime::auth::mongodb::{Credentials, GOVERNMENT_BASE_URL};
pub use backhaul_runtime::auth::{
    ApiKey, BoxFuture, CredentialsError, ProvideCredentials, ProvideError, Provided, SecretString,
    Token,
};
pub use backhaul_runtime::{
    ByteStream, Clock, Download, DownloadProgress, Downloaded, Error, ErrorKind, InvalidValue,
    Operation, RequestId, Response, Retry, SensitiveString, TimeLimit, Timestamp, UnknownValue,
    reqwest,
};

pub use crate::client::{Client, ClientBuilder, DEFAULT_BASE_URL};
pub use crate::generated::{builders, operations, parameters, types};
