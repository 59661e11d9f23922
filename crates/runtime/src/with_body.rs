//! Calls whose answer is kept as it came, beside what it is decoded into.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::answer::reading::Reading;
use crate::answer::received::Received;
use crate::answer::response::Response;
use crate::call::Call;
use crate::decoding;
use crate::error::Error;
use crate::raw::answer::RawAnswer;
use crate::read::any::Any;
use crate::read::tagged_union::Union;
use crate::request::operation::Operation;
use crate::sending::{Finish, Sending};

impl Call {
    /// Keeps the body of the answer beside the typed answer.
    pub fn with_body(self) -> WithBody {
        WithBody(self)
    }

    /// Sends the call and decodes an answer of any JSON; 204 No Content is `null`. An object with none of the `known`
    /// properties may be an error of the provider.
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_any(self, known: &'static [&'static str]) -> Sending<RawAnswer<Value>> {
        let (limit, operation) = (self.answer_limit(), self.operation());
        let provider = self.core().provider();
        let work = self.begun(Reading::Raw { limit });
        let work = Box::pin(async move {
            let mut received = work?.await?;
            received.known = known;
            Ok(received)
        });
        Sending::of(
            work,
            provider,
            operation,
            limit,
            |received, limit, operation| {
                RawAnswer::of(received, |received| any(received, limit, operation))
            },
        )
    }
}

fn any(
    received: Box<Received>,
    limit: usize,
    operation: &'static Operation,
) -> Result<Response<Value>, Error> {
    let known = received.known;
    let has_none = |Any(value): &Any| {
        let members = value.as_object();
        members.is_some_and(|members| !known.iter().any(|name| members.contains_key(*name)))
    };
    let answer = decoding::json_unless(received, limit, operation, has_none)?;
    Ok(answer.map(|answer| answer.map_or(Value::Null, |Any(value)| value)))
}

/// A call of one page of a list, or of a job, whose body is kept beside the typed answer.
#[derive(Debug)]
pub struct WithBody(Call);

impl WithBody {
    /// Like [`Call::send_json`].
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_json<P: DeserializeOwned>(self) -> Sending<RawAnswer<P>> {
        self.send(|received, limit, operation| {
            RawAnswer::of(received, |received| {
                decoding::json(received, limit, operation)
            })
        })
    }

    /// Like [`Call::send_optional_json`].
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_optional_json<P>(self) -> Sending<RawAnswer<P>>
    where
        P: DeserializeOwned + Default + PartialEq,
    {
        self.send(|received, limit, operation| {
            RawAnswer::of(received, |received| {
                decoding::optional_json(received, limit, operation)
            })
        })
    }

    /// Like [`Call::send_json_or_empty`].
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_json_or_empty<P>(self) -> Sending<RawAnswer<P>>
    where
        P: DeserializeOwned + Default + PartialEq,
    {
        self.send(|received, limit, operation| {
            RawAnswer::of(received, |received| {
                decoding::json_or_empty(received, limit, operation)
            })
        })
    }

    /// Like [`Call::send_union`].
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send_union<P: DeserializeOwned + Union>(self) -> Sending<RawAnswer<P>> {
        self.send(|received, limit, operation| {
            RawAnswer::of(received, |received| {
                decoding::union(received, limit, operation)
            })
        })
    }

    fn send<P>(self, finish: Finish<RawAnswer<P>>) -> Sending<RawAnswer<P>> {
        let limit = self.0.answer_limit();
        self.0.send(Reading::Raw { limit }, limit, finish)
    }
}
