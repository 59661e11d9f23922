//! What every generated Backhaul client runs on.
//!
//! A provider crate (`backhaul-atlas`, `backhaul-sls`, ...) is mostly generated: types, request
//! builders and a table of [`Operation`]s. Everything that happens between `send()` and a typed
//! answer happens here: the [`Call`] that a builder fills, the [`Core`] that authorizes and sends
//! it, the [`Response`] and the one [`Error`] type.
//!
//! Three things are built on calls: a [`Waiting`] calls until a job has ended, [`Pages`] and [`Items`]
//! call until a list has ended.
//!
//! Users of a provider crate meet [`Error`], [`ErrorKind`], [`Response`], [`Wait`], [`Outcome`],
//! [`SensitiveString`], [`Timestamp`] and others, all re-exported there. The rest is for provider crates.
//!
//! Cargo features:
//!
//! | feature | compiles |
//! |---|---|
//! | `rustls` (default), `native-tls` | HTTPS, with the one TLS or the other |
//! | `mongodb` | HTTP digest, OAuth 2.0 client credentials, and the search for credentials of MongoDB |
//! | `sls` | the signatures of Alibaba Cloud SLS |
//! | `otc` | the signatures of Open Telekom Cloud, and the tokens of its IAM |
//! | `config-files` | profiles of MongoDB's command line tools; brings `mongodb` with it |
//! | `schemars` | JSON Schemas of what answers decode into |
//! | `stream` | lists and waits as `futures_core::Stream` |
#![cfg_attr(docsrs, feature(doc_cfg))]

mod any;
mod argument;
pub mod auth;
mod body;
mod call;
mod call_options;
mod charset;
mod clock;
mod closed_enum;
mod config;
mod connection;
mod core;
mod download;
mod error;
mod field_value;
mod fields;
mod http_clients;
mod items;
mod jitter;
mod job;
mod json;
mod lenient;
mod limits;
mod memory;
mod open_enum;
mod operation;
mod outcome;
mod pace;
mod page;
mod pages;
mod path;
mod path_template;
mod pattern;
mod polling;
mod progress;
mod provider;
mod race;
mod region;
mod remedy;
mod request_id;
mod requests;
mod response;
mod retry;
mod sensitive;
mod shown;
mod skew;
#[cfg(feature = "stream")]
mod stream;
mod tagged_union;
mod telemetry;
mod timestamp;
mod turn;
mod unreserved;
mod utc;
mod validated;
mod wait;
mod waiting;
mod waiting_all;
mod watching;

#[cfg(test)]
mod tests;

pub use crate::argument::Argument;
pub use crate::call::Call;
pub use crate::call_options::CallOptions;
pub use crate::clock::Clock;
pub use crate::config::Config;
pub use crate::connection::Connection;
pub use crate::core::Core;
pub use crate::download::{ByteStream, Download, DownloadProgress, Downloaded, Range};
pub use crate::error::{Error, ErrorKind, TimeLimit};
pub use crate::field_value::FieldValue;
pub use crate::fields::Fields;
pub use crate::items::Items;
pub use crate::job::{Job, JobProgress, JobState};
pub use crate::json::{any_json, from_json, null_as_empty};
pub use crate::open_enum::UnknownValue;
pub use crate::operation::{Method, Operation};
pub use crate::outcome::{Ended, NotSucceeded, Outcome, Succeeded, TimedOut};
pub use crate::page::{Page, PageStyle};
pub use crate::pages::Pages;
pub use crate::path_template::PathTemplate;
pub use crate::pattern::{Atom, Pattern};
pub use crate::provider::Provider;
pub use crate::region::check_region;
pub use crate::request_id::RequestId;
pub use crate::response::Response;
pub use crate::retry::Retry;
pub use crate::sensitive::SensitiveString;
pub use crate::shown::OneLine;
#[cfg(feature = "stream")]
pub use crate::stream::IntoStream;
pub use crate::tagged_union::UnknownMember;
pub use crate::timestamp::Timestamp;
pub use crate::validated::{Constraint, InvalidValue};
pub use crate::wait::Wait;
pub use crate::waiting::Waiting;
pub use crate::waiting_all::WaitingAll;

/// The HTTP client underneath, for those who bring one of their own.
pub use reqwest;

/// What the macros of this crate expand to needs; not for direct use.
#[doc(hidden)]
pub mod __private {
    pub use crate::lenient::Member;
    pub use crate::open_enum::TextVisitor;
    pub use crate::tagged_union::Union;
    pub use crate::turn::Turn;
    #[cfg(feature = "schemars")]
    pub use schemars;
    pub use serde;
    pub use serde_json;
}
