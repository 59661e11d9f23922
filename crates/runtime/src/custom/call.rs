//! A call of an operation that no document has.

use std::fmt::{self, Display};
use std::future::IntoFuture;

use bytes::Bytes;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::answer::reading::Reading;
use crate::answer::response::Response;
use crate::core::Core;
use crate::custom::{headers, path, rows};
use crate::decoding::decode;
use crate::error::Error;
use crate::error::problem::{Place, Problem};
use crate::raw::body::{RawBody, raw};
use crate::raw::preview::Preview;
use crate::request::operation::{Method, Operation};
use crate::request::outgoing::Outgoing;
use crate::request::payload::Payload;
use crate::sending::Sending;
use crate::settings::options::CallOptions;

/// A call of an operation that no document has yet, from `Client::call`. It uses the client's address,
/// credentials, limits and retries like any call.
///
/// ```
/// use backhaul_runtime::{CustomCall, Error};
///
/// /// `call` comes from `client.call(Method::Get, "/api/atlas/v2/groups/{groupId}/widgets")`.
/// async fn widgets(call: CustomCall, group_id: &str) -> Result<usize, Error> {
///     let call = call
///         .path("groupId", group_id)
///         .query("pageNum", 1)
///         .accept("application/vnd.atlas.2023-01-01+json");
///     let widgets = call.send_json::<serde_json::Value>().await?;
///     Ok(widgets["results"].as_array().map_or(0, Vec::len))
/// }
/// ```
///
/// **Path.** It comes after the base address, whose host it cannot leave. A name in braces is filled by
/// [`path`](Self::path), which refuses a value that would name another resource; prefer it to `format!`. The
/// rest is text that is encoded where it must be. A query, an empty segment, `.`, `..`, and text that is
/// percent-encoded already are refused.
///
/// **Repeating.** GET, HEAD, PUT and DELETE are repeated after a failure that time may fix, because HTTP defines
/// them as idempotent; POST and PATCH only if they were never sent. [`idempotent`](Self::idempotent) says
/// otherwise.
///
/// **What shows.** Errors and spans call it `call`. They have neither its path nor its query, headers or body,
/// because nobody knows what is secret in them; nor is the body of a success quoted.
#[derive(Clone)]
#[must_use = "nothing is sent before it is awaited"]
pub struct CustomCall {
    core: Core,
    options: CallOptions,
    operation: &'static Operation,
    path: String,
    values: Vec<(String, String)>,
    query: Vec<(String, String)>,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Option<Bytes>,
    problems: Vec<Problem>,
}

crate::call_options!(CustomCall);

impl CustomCall {
    /// For generated code; users call `Client::call`.
    #[doc(hidden)]
    pub fn new(core: &Core, method: Method, path: String) -> Self {
        Self {
            core: core.clone(),
            options: CallOptions::default(),
            operation: rows::of(method),
            path,
            values: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
            problems: Vec::new(),
        }
    }

    /// The value for `{name}` in the path. It is encoded. A value that is empty, `.` or `..`, or has a slash, a
    /// backslash or a control character, is refused.
    pub fn path(mut self, name: impl Into<String>, value: impl Display) -> Self {
        let (name, value) = (name.into(), value.to_string());
        self.values.retain(|(known, _)| *known != name);
        self.values.push((name, value));
        self
    }

    /// Adds a parameter to the query. A name may be there more than once.
    pub fn query(mut self, name: impl Into<String>, value: impl Display) -> Self {
        self.query.push((name.into(), value.to_string()));
        self
    }

    /// Sets a header. Those of the credentials and of the connection are refused.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match headers::header(name, value) {
            Ok((name, value)) => self.set(name, value),
            Err(reason) => self.wrong_header(name, &reason),
        }
        self
    }

    /// The media type to ask for, such as `application/vnd.atlas.2023-01-01+json`, in the header `Accept`.
    pub fn accept(self, media_type: &str) -> Self {
        self.header(ACCEPT.as_str(), media_type)
    }

    /// The media type of the body. Default `application/json` for [`json`](Self::json), and
    /// `application/octet-stream` for [`bytes`](Self::bytes).
    pub fn content_type(self, media_type: &str) -> Self {
        self.header(CONTENT_TYPE.as_str(), media_type)
    }

    /// Sets the body to JSON. Nothing checks it, unlike the body of an operation.
    pub fn json<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(body) => self.set_body(body.into(), "application/json"),
            Err(error) => self.wrong("json", &error.to_string()),
        }
        self
    }

    /// Sets the body to these bytes.
    pub fn bytes(mut self, body: impl Into<Bytes>) -> Self {
        self.set_body(body.into(), "application/octet-stream");
        self
    }

    /// Sends the call, as `send_raw` of a builder does. A success is the bytes of the answer, with status and
    /// headers; any other status is an error, as for other calls. Awaiting the call does the same.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_raw(self) -> Sending<RawBody> {
        let limit = self.limit();
        let (core, operation, outgoing) = self.finish();
        let reading = Reading::Raw { limit };
        Sending::new(
            core,
            operation,
            outgoing,
            reading,
            limit,
            |received, _, _| raw(received),
        )
    }

    /// Sends the call, and reads the answer as JSON, as leniently as other answers: see
    /// [`from_json`](crate::from_json). Asks for `application/json`, unless [`accept`](Self::accept) says
    /// otherwise. A body that is not a `T` but has the provider's error code is that error.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_json<T: DeserializeOwned>(mut self) -> Sending<T> {
        if !self.has(&ACCEPT) {
            self.set(ACCEPT, HeaderValue::from_static("application/json"));
        }
        let limit = self.limit();
        let (core, operation, outgoing) = self.finish();
        let reading = Reading::Whole { limit };
        Sending::new(
            core,
            operation,
            outgoing,
            reading,
            limit,
            |received, limit, _| decode(received, limit, |_| false, false),
        )
    }

    /// The request as it would be sent, without credentials.
    ///
    /// # Errors
    /// If something is wrong with it: the same error as when it is sent.
    pub fn preview(&self) -> Result<Preview, Error> {
        let (_, operation, outgoing) = self.clone().finish();
        match outgoing {
            Ok(outgoing) => Ok(Preview::custom(&outgoing)),
            Err(error) => Err(error.in_operation(operation.name)),
        }
    }

    fn has(&self, name: &HeaderName) -> bool {
        self.headers.iter().any(|(known, _)| known == name)
    }

    fn set(&mut self, name: HeaderName, value: HeaderValue) {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value));
    }

    fn set_body(&mut self, body: Bytes, media_type: &'static str) {
        if !self.has(&CONTENT_TYPE) {
            self.set(CONTENT_TYPE, HeaderValue::from_static(media_type));
        }
        self.body = Some(body);
    }

    /// Names the header, unless that is no name: then it may be anything.
    fn wrong_header(&mut self, name: &str, reason: &str) {
        let Ok(name) = HeaderName::try_from(name) else {
            return self.wrong("header", reason);
        };
        let setter = format!("header({:?})", name.as_str());
        let place = Place::at_top(&setter, name.as_str());
        self.problems
            .push(Problem::not_allowed(&place, reason, false));
    }

    fn wrong(&mut self, setter: &str, reason: &str) {
        let place = Place::at_top(setter, setter);
        self.problems
            .push(Problem::not_allowed(&place, reason, false));
    }

    /// The largest allowed answer, in bytes.
    fn limit(&self) -> usize {
        let own = self.options.get().answer_limit;
        own.unwrap_or(self.core.connection().config.answer_limit)
    }

    /// What is sent, or everything that is wrong with it.
    fn finish(mut self) -> (Core, &'static Operation, Result<Outgoing, Error>) {
        let (base, prefix) = (self.core.base(), &self.core.connection().prefix);
        let url = match path::address(base, prefix, &self.path, &self.values) {
            Ok(mut url) => {
                if !self.query.is_empty() {
                    url.query_pairs_mut().extend_pairs(&self.query);
                }
                Some(url)
            }
            Err(reasons) => {
                for reason in reasons {
                    self.wrong("path", &reason);
                }
                None
            }
        };
        let outgoing = match url {
            Some(url) if self.problems.is_empty() => Ok(Outgoing {
                operation: self.operation,
                url,
                headers: self.headers,
                body: self.body.map(Payload::Whole),
                options: self.options,
            }),
            _ => Err(Error::of_arguments(self.problems)),
        };
        (self.core, self.operation, outgoing)
    }
}

impl IntoFuture for CustomCall {
    type Output = Result<Response<RawBody>, Error>;
    type IntoFuture = Sending<RawBody>;

    fn into_future(self) -> Sending<RawBody> {
        self.send_raw()
    }
}

impl fmt::Debug for CustomCall {
    /// Shows the method, and names: everything else may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |pairs: &[(String, String)]| -> Vec<String> {
            pairs.iter().map(|(name, _)| name.clone()).collect()
        };
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("CustomCall")
            .field("method", &self.operation.method.as_str())
            .field("values", &names(&self.values))
            .field("query", &names(&self.query))
            .field("headers", &headers)
            .field("body", &self.body.as_ref().map(Bytes::len))
            .finish_non_exhaustive()
    }
}
