//! One call of one operation, from its arguments to its typed answer.

mod others;

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::Serialize;
use serde::de::DeserializeOwned;
use url::Url;

use crate::answer::reading::{Expected, Reading};
use crate::answer::received::Received;
use crate::core::Core;
use crate::decoding::{self, stream};
use crate::error::Error;
use crate::fetch::byte_stream::ByteStream;
use crate::fetch::range::{self, Range};
use crate::future::BoxFuture;
use crate::raw::body::{RawBody, raw};
use crate::raw::file::read_all;
use crate::raw::preview::Preview;
use crate::read::tagged_union::Union;
use crate::request::arguments::Arguments;
use crate::request::operation::Operation;
use crate::request::query::ListStyle;
use crate::retry::turn::Turn;
use crate::sending::{Finish, Sending};
use crate::sent::argument::Argument;
use crate::sent::fields::{FieldValue, Fields};
use crate::settings::options::CallOptions;

/// Collects the arguments of one call. Generated builders fill it and send it.
///
/// Remembers wrong and missing arguments. Sending then fails with one error that lists them all, and
/// nothing is sent.
#[derive(Clone, Debug)]
pub struct Call {
    core: Core,
    arguments: Arguments,
}

impl Call {
    /// A call of `operation`, without arguments so far.
    pub fn new(core: Core, operation: &'static Operation, options: CallOptions) -> Self {
        let core = core.at(operation.server);
        let arguments = Arguments::new(&core.connection().prefix, operation, options);
        Self { core, arguments }
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

    /// Adds a text that each call of the operation has in its query, as it is written in the document.
    pub fn written_query(&mut self, text: &'static str) {
        self.arguments.written_query(text);
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

    /// Adds an array to the query; one that is not `required` may be missing.
    pub fn query_list(
        &mut self,
        name: &'static str,
        setter: &str,
        required: bool,
        style: ListStyle,
        argument: Argument<Vec<String>>,
    ) {
        if required || !matches!(argument, Argument::Missing) {
            self.arguments.query_list(name, setter, style, argument);
        }
    }

    /// Adds a header; one that is not `required` may be missing.
    pub fn header(
        &mut self,
        name: &'static str,
        setter: &str,
        required: bool,
        argument: Argument<String>,
    ) {
        if required || !matches!(argument, Argument::Missing) {
            self.arguments.header(name, setter, argument);
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
        self.arguments.headers.extend(range::headers(range));
    }

    /// The same call again and again, for one without a body: its arguments are checked only once.
    pub fn repeated(self) -> Repeated {
        let kept = self.clone();
        let options = self.arguments.options.clone();
        match self.arguments.finish(self.core.base()) {
            Ok(outgoing) if outgoing.is_address_only() => {
                Repeated(Template::Made {
                    core: self.core,
                    operation: outgoing.operation,
                    options,
                    // A copy is exactly as long as the address, and there are thousands of waits.
                    url: outgoing.url.clone(),
                })
            }
            _ => Repeated(Template::Whole(Box::new(kept))),
        }
    }

    /// Sends the call and decodes the JSON answer, which has required properties.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_json<T: DeserializeOwned>(self) -> Sending<T> {
        self.send_whole(decoding::json)
    }

    /// Sends the call and decodes the JSON answer, which is an array.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_list<T: DeserializeOwned>(self) -> Sending<Vec<T>> {
        self.send_whole(decoding::list)
    }

    /// Sends the call and decodes the JSON answer, an object whose members have any name.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_map<T: DeserializeOwned>(self) -> Sending<BTreeMap<String, T>> {
        self.send_whole(decoding::map)
    }

    /// Sends the call and decodes the JSON answer, which has no required property. An answer without any
    /// documented property may be an error of the provider.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_optional_json<T>(self) -> Sending<T>
    where
        T: DeserializeOwned + Default + PartialEq,
    {
        self.send_whole(decoding::optional_json)
    }

    /// The same, where 204 No Content means an empty answer.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_json_or_empty<T>(self) -> Sending<T>
    where
        T: DeserializeOwned + Default + PartialEq,
    {
        self.send_whole(decoding::json_or_empty)
    }

    /// Sends the call and decodes the JSON answer, which is a union. An answer without a tag may be an error
    /// of the provider.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_union<T: DeserializeOwned + Union>(self) -> Sending<T> {
        self.send_whole(decoding::union)
    }

    /// Sends the call. A success has no body; if one arrives anyway, it is ignored unless it is an error of
    /// the provider.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_empty(self) -> Sending<()> {
        self.send_whole(|received, _, _| {
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
    pub fn send_stream(self) -> Sending<ByteStream> {
        let reading = self.reads_stream();
        self.send(reading, 0, |received, _, operation| {
            stream(received, operation.name)
        })
    }

    /// Sends the call and keeps the body of a success as it is. Nothing in it is looked at, so that a success
    /// is never taken for an error.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_raw(self) -> Sending<RawBody> {
        let limit = self.answer_limit();
        self.send(Reading::Raw { limit }, limit, |received, _, _| {
            raw(received)
        })
    }

    /// The same for an operation that answers a file, which is read into memory. Follows a redirect, and checks
    /// that the answer is a file, as [`send_stream`](Self::send_stream) does.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_raw_file(self) -> Sending<RawBody> {
        let (limit, operation) = (self.answer_limit(), self.arguments.operation);
        let (provider, reading) = (self.core.provider(), self.reads_stream());
        let work = self.begun(reading);
        let work = Box::pin(async move { read_all(work?.await?, limit).await });
        Sending::of(work, provider, operation, limit, |received, _, _| {
            raw(received)
        })
    }

    /// Makes it part of a poll, whose `turn` it gives back while it pauses.
    pub fn turn(&mut self, turn: Turn) {
        self.arguments.options.turn(turn);
    }

    /// What the client has.
    pub fn core(&self) -> &Core {
        &self.core
    }

    /// What is called.
    pub fn operation(&self) -> &'static Operation {
        self.arguments.operation
    }

    /// The request as it would be sent, without credentials.
    ///
    /// # Errors
    /// If arguments are missing or wrong: the same error as when it is sent.
    pub fn preview(self) -> Result<Preview, Error> {
        let operation = self.arguments.operation;
        let allowed = self.core.check(operation);
        let request = allowed.and_then(|()| self.arguments.preview(self.core.base()));
        let request = request.map_err(|error| error.in_operation(operation.name));
        request.map(|(outgoing, secrets)| Preview::of(&outgoing, &secrets))
    }

    /// The largest allowed answer, in bytes.
    pub(crate) fn answer_limit(&self) -> usize {
        let own = self.arguments.options.get().answer_limit;
        own.unwrap_or(self.core.connection().config.answer_limit)
    }

    /// How an operation that answers a file is read.
    fn reads_stream(&self) -> Reading {
        let declared = self.arguments.operation.accept.as_ref();
        let declared = declared.and_then(|media_type| media_type.to_str().ok());
        Reading::Stream(Expected::Declared(declared))
    }

    /// The call on its way to an answer.
    pub(crate) fn begun(
        self,
        reading: Reading,
    ) -> Result<BoxFuture<'static, Result<Box<Received>, Error>>, Error> {
        let outgoing = self.arguments.finish(self.core.base())?;
        Ok(self.core.send(outgoing, reading))
    }

    /// Sends the call, reads all of the answer, and turns it into its result with `finish`.
    fn send_whole<T>(self, finish: Finish<T>) -> Sending<T> {
        let limit = self.answer_limit();
        self.send(Reading::Whole { limit }, limit, finish)
    }

    /// Sends the call, and turns what `reading` says of the answer into its result with `finish`.
    pub(crate) fn send<T>(self, reading: Reading, limit: usize, finish: Finish<T>) -> Sending<T> {
        let operation = self.arguments.operation;
        let outgoing = self.arguments.finish(self.core.base());
        Sending::new(self.core, operation, outgoing, reading, limit, finish)
    }
}

/// A call that is sent again and again, as a wait does.
#[derive(Debug)]
pub struct Repeated(Template);

#[derive(Debug)]
enum Template {
    /// Only with what differs from one call of the operation to another.
    Made {
        core: Core,
        operation: &'static Operation,
        options: CallOptions,
        url: Url,
    },
    /// With all its arguments, above all if some are wrong: each call then reports them.
    Whole(Box<Call>),
}

impl Repeated {
    /// The next call, as part of a poll that has `turn`.
    pub fn next(&self, turn: Turn) -> Call {
        let mut call = match &self.0 {
            Template::Made {
                core,
                operation,
                options,
                url,
            } => Call {
                core: core.clone(),
                arguments: Arguments::made(operation, options.clone(), url.clone()),
            },
            Template::Whole(call) => Call::clone(call),
        };
        call.arguments.options.turn(turn);
        call
    }
}
