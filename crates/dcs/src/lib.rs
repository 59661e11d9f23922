#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod client;
mod credentials;
mod discovery;
#[rustfmt::skip] // prettyplease formats it, the same on every machine
mod generated;

#[cfg(feature = "stream")]
pub use backhaul_runtime::IntoStream;
pub use backhaul_runtime::auth::env::Environment;
pub use backhaul_runtime::auth::iam::{IdOrName, PasswordLogin};
pub use backhaul_runtime::auth::{
    AccessKey, BoxFuture, CredentialsError, Dialect, ProvideCredentials, ProvideError, Provided,
    SecretString, Token,
};
pub use backhaul_runtime::{
    ByteStream, Clock, Download, DownloadProgress, Downloaded, Ended, Error, ErrorKind,
    InvalidValue, Items, Job, JobProgress, JobState, NotSucceeded, OneLine, Operation, Outcome,
    Page, Pages, RequestId, Response, Retry, SensitiveString, Succeeded, TimeLimit, TimedOut,
    Timestamp, UnknownMember, UnknownValue, Wait, Waiting, WaitingAll, from_json, reqwest,
};

pub use crate::client::{Client, ClientBuilder};
pub use crate::credentials::Credentials;
// The modules `builders`, `operations`, `parameters`, `types`, and `requests` where there is one.
pub use crate::generated::*;
