#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod client;
#[rustfmt::skip] // prettyplease formats it, the same on every machine
mod generated;

#[cfg(feature = "stream")]
pub use backhaul_runtime::IntoStream;
pub use backhaul_runtime::auth::env::Environment;
pub use backhaul_runtime::auth::mongodb::{Credentials, GOVERNMENT_BASE_URL};
pub use backhaul_runtime::auth::{
    ApiKey, BoxFuture, CredentialsError, ProvideCredentials, ProvideError, Provided, SecretString,
    Token,
};
pub use backhaul_runtime::{
    ByteStream, Clock, Download, DownloadProgress, Downloaded, Ended, Error, ErrorKind,
    InvalidValue, Items, Job, JobProgress, JobState, NotSucceeded, OneLine, Operation, Outcome,
    Page, Pages, RequestId, Response, Retry, SensitiveString, Succeeded, TimeLimit, TimedOut,
    Timestamp, UnknownMember, UnknownValue, Wait, Waiting, WaitingAll, from_json, reqwest,
};

pub use crate::client::{Client, ClientBuilder, DEFAULT_BASE_URL};
// The modules `builders`, `operations`, `parameters`, `types`, and `requests` where there is one.
pub use crate::generated::*;
