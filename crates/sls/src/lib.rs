#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod batches;
mod client;
mod credentials;
mod discovery;
mod endpoint;
#[rustfmt::skip] // prettyplease formats it, the same on every machine
mod generated;

#[cfg(feature = "stream")]
pub use backhaul_runtime::IntoStream;
pub use backhaul_runtime::auth::env::Environment;
pub use backhaul_runtime::auth::{
    AccessKey, BoxFuture, CredentialsError, ProvideCredentials, ProvideError, Provided,
    SecretString,
};
pub use backhaul_runtime::{
    ByteStream, Clock, Download, DownloadProgress, Downloaded, Ended, Error, ErrorKind,
    InvalidValue, Items, Job, JobProgress, JobState, NotSucceeded, OneLine, Operation, Outcome,
    Page, Pages, RequestId, Response, Retry, SensitiveString, Succeeded, TimeLimit, TimedOut,
    Timestamp, UnknownMember, UnknownValue, Wait, Waiting, WaitingAll, from_json, reqwest,
};

pub use crate::batches::{BatchOutcome, BatchReport};
pub use crate::client::{Client, ClientBuilder, ProjectName};
pub use crate::credentials::{Credentials, SignatureVersion};
// The modules `builders`, `operations`, `parameters`, `types`, and `requests` where there is one.
pub use crate::generated::*;
