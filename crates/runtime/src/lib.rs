//! The runtime of all generated Backhaul clients.
//!
//! A client crate (`backhaul-atlas`, `backhaul-sls`, ...) is mostly generated: types, request builders and a
//! table of [`Operation`]s. Everything between `send()` and a typed [`Response`] or an [`Error`] happens here.
//! Client crates re-export everything that their users need, so use one of them instead of this crate.
//!
//! Where to look, from callers to callees:
//!
//! | folder or file | subject |
//! |---|---|
//! | `for_client_crates` | the parts for client crates, which users do not need |
//! | `testing/` | what users need for tests of their own code |
//! | `stream` | lists and waits as streams |
//! | `download/` | downloads to a file or a writer, which continue where they broke off |
//! | `wait/`, `list/` | waiting for jobs; lists that come in pages |
//! | `custom/` | calls of operations that no document has |
//! | `with_body` | calls that keep the body beside what it is decoded into |
//! | `call` | one call, from its arguments to its typed answer |
//! | `raw/` | calls without their types: the bytes of an answer, a request before it is sent |
//! | `decoding` | an answer as its type |
//! | `sending` | a call on its way, as a future |
//! | `core/` | the retry loop; problems that can be fixed at once, and retries after a pause |
//! | `fetch/` | bytes instead of JSON, from a download operation or a pre-signed link |
//! | `answer/` | answers: as received, as a typed value, or as an error |
//! | `auth/` | signature schemes and tokens; credentials in use, and their sources |
//! | `connection/` | which addresses may be called, and the HTTP clients |
//! | `telemetry` | every span, event and field |
//! | `request/` | requests: the operation, its path, its arguments |
//! | `settings/`, `retry/` | settings of a client and of a call; the retry rule |
//! | `token_store/` | where processes share their tokens |
//! | `script/` | answers that a test makes up, in place of the network |
//! | `intercept/` | what users add around calls and requests |
//! | `sent/`, `read/` | values that are checked before sending; lenient reading of JSON |
//! | `provider` | the differences between providers, as data |
//! | `error/`, `shown/` | the error type; how text from outside is shown |
//! | `http/`, `text/`, `clock`, `future` | headers, texts, time, futures |
//!
//! A folder uses only folders and files below it in this table, and no two files use each other.
//! `cargo xtask structure` checks both.
//!
//! Cargo features:
//!
//! | feature | compiles |
//! |---|---|
//! | `rustls` (default) | HTTPS with rustls and aws-lc-rs |
//! | `rustls-ring` | HTTPS with rustls and ring, unless `rustls` is on or the program installed a provider |
//! | `rustls-no-provider` | HTTPS with rustls and the provider that the program installed |
//! | `native-tls` | HTTPS with the system's library, even if rustls is on too |
//! | `http2` | HTTP/2, where the server offers it |
//! | `basic` | HTTP basic |
//! | `digest` | HTTP digest |
//! | `oauth` | OAuth 2.0 client credentials |
//! | `mongodb` | the search for credentials of MongoDB; turns on `digest` and `oauth` |
//! | `sls` | the signatures of Alibaba Cloud SLS |
//! | `otc` | the signatures of Open Telekom Cloud, and the tokens of its IAM |
//! | `config-files` | profiles of MongoDB's command line tools; turns on `mongodb` |
//! | `keyring` | the system's keyring, for the secrets of the Atlas CLI; turns on `config-files` |
//! | `schemars` | JSON Schemas of the answer types |
//! | `stream` | lists and waits as `futures_core::Stream` |
//! | `test-util` | `testing`: answers, errors and a scripted provider for tests of your own code |
#![cfg_attr(docsrs, feature(doc_cfg))]

mod answer;
pub mod auth;
mod call;
mod clock;
mod connection;
mod core;
mod custom;
mod decoding;
mod download;
mod error;
mod fetch;
#[doc(hidden)]
pub mod for_client_crates;
mod future;
mod http;
mod intercept;
mod list;
mod provider;
mod raw;
mod read;
mod request;
mod retry;
#[cfg(feature = "test-util")]
mod script;
mod sending;
mod sent;
mod settings;
mod shown;
#[cfg(feature = "stream")]
mod stream;
mod telemetry;
#[cfg(feature = "test-util")]
pub mod testing;
mod text;
#[cfg(any(feature = "oauth", feature = "otc"))]
mod token_store;
mod wait;
mod with_body;

#[cfg(test)]
mod tests;

pub use crate::answer::request_id::RequestId;
pub use crate::answer::response::Response;
pub use crate::clock::Clock;
pub use crate::custom::call::CustomCall;
pub use crate::download::{Download, DownloadProgress, Downloaded};
pub use crate::error::invalid_value::InvalidValue;
pub use crate::error::problem::{Problem, ProblemKind};
pub use crate::error::{Error, ErrorKind, TimeLimit};
pub use crate::fetch::byte_stream::ByteStream;
pub use crate::fetch::range::Range;
pub use crate::intercept::added_headers::AddedHeaders;
pub use crate::intercept::interceptor::{
    CallEnd, CallInfo, Interceptor, RequestEnd, RequestInfo, RetryInfo,
};
pub use crate::list::items::Items;
pub use crate::list::page::Page;
pub use crate::list::pages::Pages;
pub use crate::raw::answer::RawAnswer;
pub use crate::raw::body::RawBody;
pub use crate::raw::preview::Preview;
pub use crate::read::json::from_json;
pub use crate::read::open_enum::UnknownValue;
pub use crate::read::unknown_member::UnknownMember;
pub use crate::request::operation::{Method, Operation};
pub use crate::request::path_template::PathTemplate;
pub use crate::retry::rule::Retry;
pub use crate::sending::Sending;
pub use crate::sent::from_json::input::RequestJson;
pub use crate::sent::upload::Upload;
pub use crate::shown::OneLine;
#[cfg(feature = "stream")]
pub use crate::stream::IntoStream;
pub use crate::text::date::Date;
pub use crate::text::sensitive::SensitiveString;
pub use crate::text::timestamp::Timestamp;
pub use crate::wait::all::WaitingAll;
pub use crate::wait::job::{Job, JobProgress, JobState};
pub use crate::wait::one::{Waiting, WaitingOutcome};
pub use crate::wait::outcome::{Ended, NotSucceeded, Outcome, Succeeded, TimedOut};
pub use crate::wait::rule::Wait;

/// The underlying HTTP client, for users who set their own.
pub use reqwest;
