//! A call on its way: what `send()` of a builder returns.

use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;
use std::task::{Context, Poll, ready as ready_or_pending};

use tracing::Instrument;
use tracing::instrument::Instrumented;

use crate::answer::reading::Reading;
use crate::answer::received::Received;
use crate::answer::response::Response;
use crate::core::Core;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::provider::Provider;
use crate::request::operation::Operation;
use crate::request::outgoing::Outgoing;
use crate::telemetry;

/// Turns the answer to an operation into its result. The number is the largest allowed answer, in bytes.
pub(crate) type Finish<T> =
    fn(Box<Received>, usize, &'static Operation) -> Result<Response<T>, Error>;

/// A call on its way: the future that `send()` of a builder returns, and that awaiting a builder makes.
///
/// It gives the [`Response`], or the [`Error`] that names the operation. It borrows nothing and is [`Send`],
/// so it can be spawned, returned and stored. Nothing is sent before it is awaited, and dropping it stops the
/// call.
#[must_use = "nothing is sent before it is awaited"]
pub struct Sending<T> {
    /// Boxed, and without the type of the answer: so it is compiled once, and cheap to move.
    work: Instrumented<BoxFuture<'static, Result<Box<Received>, Error>>>,
    operation: &'static Operation,
    /// The largest allowed answer, in bytes.
    limit: usize,
    finish: Finish<T>,
}

impl<T> Sending<T> {
    /// Sends `outgoing`, or fails with the reason why there is nothing to send. All of it, including
    /// `finish`, belongs to the span of the operation.
    pub(crate) fn new(
        core: Core,
        operation: &'static Operation,
        outgoing: Result<Outgoing, Error>,
        reading: Reading,
        limit: usize,
        finish: Finish<T>,
    ) -> Self {
        let provider = core.provider();
        let work = match outgoing {
            Ok(outgoing) => core.send(outgoing, reading),
            Err(error) => Box::pin(ready(Err(error))),
        };
        Self::of(work, provider, operation, limit, finish)
    }

    /// The same for `work` that gets the answer in a way of its own.
    pub(crate) fn of(
        work: BoxFuture<'static, Result<Box<Received>, Error>>,
        provider: &Provider,
        operation: &'static Operation,
        limit: usize,
        finish: Finish<T>,
    ) -> Self {
        let span = telemetry::operation(provider, operation);
        Self {
            work: work.instrument(span),
            operation,
            limit,
            finish,
        }
    }
}

impl<T> Sending<T> {
    /// How the answer becomes the result.
    pub(crate) fn finish(&self) -> Finish<T> {
        self.finish
    }

    /// The result of an answer. Tells those who watch the call how it ended.
    pub(crate) fn finished(&self, mut received: Box<Received>) -> Result<Response<T>, Error> {
        let Some(ending) = received.ending.take() else {
            return (self.finish)(received, self.limit, self.operation);
        };
        let (status, attempts) = (received.status.as_u16(), received.attempts);
        let id = received.shown_request_id();
        let finished = (self.finish)(received, self.limit, self.operation);
        let failure = finished.as_ref().err();
        ending.answered(status, attempts, id.as_deref(), failure);
        finished
    }
}

impl<T> Sending<T> {
    /// Polls the call, and makes something of its answer with `make`.
    pub(crate) fn poll_and<R>(
        &mut self,
        context: &mut Context<'_>,
        make: impl FnOnce(&Self, Box<Received>) -> Result<R, Error>,
    ) -> Poll<Result<R, Error>> {
        let outcome = ready_or_pending!(Pin::new(&mut self.work).poll(context));
        let (operation, span) = (self.operation, self.work.span());
        // Not by `and_then` and `map_err`, each of which would move the result once more.
        let error = match outcome {
            Ok(mut received) => {
                let id = || received.shown_request_id();
                telemetry::operation_answered(span, received.attempts, received.status, id);
                received.is_sensitive = operation.sensitive;
                match make(self, received) {
                    Ok(made) => return Poll::Ready(Ok(made)),
                    Err(error) => error,
                }
            }
            Err(error) => error,
        };
        let error = error.in_operation(operation.name);
        telemetry::operation_failed(span, &error);
        Poll::Ready(Err(error))
    }
}

impl<T> Future for Sending<T> {
    type Output = Result<Response<T>, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.get_mut().poll_and(context, Self::finished)
    }
}

impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending")
            .field("operation", &self.operation.name)
            .finish_non_exhaustive()
    }
}
