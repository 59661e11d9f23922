//! One call of one operation, from its arguments to its typed answer.

use std::fmt::Display;
use std::future::ready;

use reqwest::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tracing::Instrument;

use crate::answer::reading::{Expected, Reading};
use crate::answer::received::Received;
use crate::answer::response::Response;
use crate::core::Core;
use crate::error::Error;
use crate::fetch::byte_stream::{ByteStream, shows_unpacking};
use crate::fetch::range::{self, Range};
use crate::read::json::{self, List};
use crate::read::tagged_union::Union;
use crate::request::arguments::Arguments;
use crate::request::operation::{Method, Operation};
use crate::sent::argument::Argument;
use crate::sent::fields::{FieldValue, Fields};
use crate::settings::options::CallOptions;
use crate::telemetry;

/// Collects the arguments of one call. Generated builders fill it and send it.
///
/// Remembers wrong and missing arguments. Sending then fails with one error that lists them all, and
/// nothing is sent.
#[derive(Debug)]
pub struct Call<'a> {
    core: &'a Core,
    arguments: Arguments,
}

impl<'a> Call<'a> {
    /// A call of `operation`, without arguments so far.
    pub fn new(core: &'a Core, operation: &'static Operation, options: CallOptions) -> Self {
        let prefix = &core.connection().prefix;
        Self {
            core,
            arguments: Arguments::new(prefix, operation, options),
        }
    }

    /// Adds a path parameter, called `name` in the path template and `setter` on the builder. Add them in
    /// the order of the path.
    pub fn path<T>(&mut self, name: &'static str, setter: &str, argument: Argument<T>)
    where
        T: Into<String>,
    {
        // The rest is compiled once for all parameter types.
        self.arguments.path(name, setter, argument.map(Into::into));
    }

    /// Adds a required query parameter.
    pub fn query<T: Display>(&mut self, name: &'static str, setter: &str, argument: Argument<T>) {
        self.arguments.query(name, setter, argument);
    }

    /// Adds an optional query parameter.
    pub fn optional_query<T: Display>(
        &mut self,
        name: &'static str,
        setter: &str,
        argument: Argument<T>,
    ) {
        if !matches!(argument, Argument::Missing) {
            self.query(name, setter, argument);
        }
    }

    /// Sets the JSON body.
    pub fn json<T: Serialize>(&mut self, setter: &str, argument: Argument<T>) {
        self.arguments.json(setter, argument);
    }

    /// Sets the body to a JSON object. `required` lists each property that it must have, with its setter.
    pub fn object(&mut self, fields: Fields, required: &[(&'static str, &'static str)]) {
        self.arguments.object(fields, required);
    }

    /// Sets the JSON body, which one method, `setter`, sets as a whole.
    pub fn value(&mut self, setter: &str, value: FieldValue) {
        self.arguments.value(setter, value);
    }

    /// Requests the bytes as they are stored, and only those of `range` if there is one.
    pub fn range(&mut self, range: Option<&Range>) {
        self.arguments.headers = range::headers(range);
    }

    /// Sends the call and decodes the JSON answer, which has required properties.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_json<T>(self) -> impl Future<Output = Result<Response<T>, Error>>
    where
        T: DeserializeOwned,
    {
        self.send_decoded(|_| false)
    }

    /// Sends the call and decodes the JSON answer, which is an array.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_list<T>(self) -> impl Future<Output = Result<Response<Vec<T>>, Error>>
    where
        T: DeserializeOwned,
    {
        let answer = self.send_decoded(|_: &List<T>| false);
        async { Ok(answer.await?.map(|List(list)| list)) }
    }

    /// Sends the call and decodes the JSON answer, which has no required property. An answer without any
    /// documented property may be an error of the provider.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_optional_json<T>(self) -> impl Future<Output = Result<Response<T>, Error>>
    where
        T: DeserializeOwned + Default + PartialEq,
    {
        self.send_decoded(is_default)
    }

    /// The same, where 204 No Content means an empty answer.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_json_or_empty<T>(self) -> impl Future<Output = Result<Response<T>, Error>>
    where
        T: DeserializeOwned + Default + PartialEq,
    {
        let (limit, reads) = (self.answer_limit(), self.only_reads());
        let finish = move |received: Received| match received.status {
            StatusCode::NO_CONTENT => Ok(received.into_response(T::default())),
            _ => decode(received, limit, is_default, reads),
        };
        self.send(Reading::Whole { limit }, finish)
    }

    /// Sends the call and decodes the JSON answer, which is a union. An answer without a tag may be an error
    /// of the provider.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_union<T>(self) -> impl Future<Output = Result<Response<T>, Error>>
    where
        T: DeserializeOwned + Union,
    {
        self.send_decoded(T::has_no_tag)
    }

    /// Sends the call. A success has no body; if one arrives anyway, it is ignored unless it is an error of
    /// the provider.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_empty(self) -> impl Future<Output = Result<Response<()>, Error>> {
        let limit = self.answer_limit();
        self.send(Reading::Whole { limit }, |received| {
            if !received.body.is_empty() && received.is_error(false) {
                return Err(Error::within_success(received));
            }
            Ok(received.into_response(()))
        })
    }

    /// Sends the call. A success is a stream of bytes, which the caller reads piece by piece. The span of the
    /// operation and its time limits end when the bytes begin.
    ///
    /// Follows a redirect like a pre-signed link: without credentials, and by the same rules. An answer with a
    /// success status that is not a file, such as the error of a gateway, is an error.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_stream(self) -> impl Future<Output = Result<Response<ByteStream>, Error>> {
        let (core, name, retry) = (
            self.core,
            self.arguments.operation.name,
            self.arguments.options.get().retry.clone(),
        );
        let finish = move |mut received: Received| {
            let Some(body) = received.unread.take() else {
                return Err(Error::no_file(received));
            };
            let connection = core.connection();
            let has_own_client = connection.has_own_client() || connection.link_client.is_own();
            if has_own_client && shows_unpacking(&body.response, &received.headers) {
                return Err(Error::unpacked("http_client"));
            }
            let config = &core.connection().config;
            let clock = config.clock.clone();
            let stream = ByteStream::new(*body, clock, config.read_timeout, name);
            Ok(received.into_response(stream.retried_by(retry)))
        };
        let declared = self.arguments.operation.accept.as_ref();
        let declared = declared.and_then(|media_type| media_type.to_str().ok());
        self.send(Reading::Stream(Expected::Declared(declared)), finish)
    }

    /// Sends the call and turns the answer into its result with `finish`, all within the span of the
    /// operation.
    ///
    /// Neither this nor its callers are `async fn`: each would keep one more copy of `self`, and a call is
    /// moved a few times before it is sent.
    fn send<T>(
        self,
        reading: Reading,
        finish: impl FnOnce(Received) -> Result<Response<T>, Error>,
    ) -> impl Future<Output = Result<Response<T>, Error>> {
        let (core, operation) = (self.core, self.arguments.operation);
        let span = telemetry::operation(core.provider(), operation);
        let work = match self.arguments.finish(core.base()) {
            Ok(outgoing) => core.send(outgoing, reading),
            Err(error) => Box::pin(ready(Err(error))),
        };
        async move {
            let outcome = work.instrument(span.clone()).await;
            let outcome = outcome.and_then(|mut received| {
                let id = || received.shown_request_id();
                telemetry::operation_answered(&span, received.attempts, received.status, id);
                received.is_sensitive = operation.sensitive;
                finish(received)
            });
            outcome.map_err(|error| {
                let error = error.in_operation(operation.name);
                telemetry::operation_failed(&span, &error);
                error
            })
        }
    }

    fn send_decoded<T: DeserializeOwned>(
        self,
        may_be_an_error: impl FnOnce(&T) -> bool,
    ) -> impl Future<Output = Result<Response<T>, Error>> {
        let (limit, reads) = (self.answer_limit(), self.only_reads());
        self.send(Reading::Whole { limit }, move |received| {
            decode(received, limit, may_be_an_error, reads)
        })
    }

    fn only_reads(&self) -> bool {
        self.arguments.operation.method == Method::Get
    }

    /// The largest allowed JSON answer, in bytes.
    fn answer_limit(&self) -> usize {
        let own = self.arguments.options.get().answer_limit;
        own.unwrap_or(self.core.connection().config.answer_limit)
    }
}

/// How many bytes of memory the arrays of an answer may take for each byte of its limit.
const MEMORY: usize = 8;

/// Decodes the answer. If the value `may_be` an error of the provider, or the body cannot be decoded at
/// all, the body is searched for an error. If the call `only_reads`, a message is enough to make it one;
/// otherwise something was done, and only a code is.
fn decode<T: DeserializeOwned>(
    received: Received,
    limit: usize,
    may_be: impl FnOnce(&T) -> bool,
    only_reads: bool,
) -> Result<Response<T>, Error> {
    match json::read(&received.body, limit.saturating_mul(MEMORY)) {
        Ok(value) if may_be(&value) && received.is_error(only_reads) => {
            Err(Error::within_success(received))
        }
        Ok(value) => Ok(received.into_response(value)),
        Err(unreadable) if unreadable.is_at_top && received.is_error(only_reads) => {
            Err(Error::within_success(received))
        }
        Err(unreadable) => Err(Error::decode(received, unreadable)),
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
