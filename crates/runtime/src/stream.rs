//! Lists and waits as `Stream` (feature `stream`).

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::answer::response::Response;
use crate::error::Error;
use crate::list::items::Items;
use crate::list::page::Page;
use crate::list::pages::Pages;
use crate::wait::all::WaitingAll;
use crate::wait::job::Job;
use crate::wait::one::Waiting;

/// A list or a wait as a [`Stream`] of results.
///
/// It ends after the first error, so that a consumer that skips errors does not loop endlessly. Use
/// [`into_inner`](Self::into_inner) to get the source back, to continue or to read the outcome of a wait.
#[derive(Debug)]
#[must_use = "nothing is asked before the stream is read"]
pub struct IntoStream<S> {
    source: S,
    has_ended: bool,
}

impl<S> IntoStream<S> {
    fn new(source: S) -> Self {
        Self {
            source,
            has_ended: false,
        }
    }

    /// The source of the stream.
    pub fn into_inner(self) -> S {
        self.source
    }

    fn step<T>(
        &mut self,
        poll: impl FnOnce(&mut S) -> Poll<Result<Option<T>, Error>>,
    ) -> Poll<Option<Result<T, Error>>> {
        if self.has_ended {
            return Poll::Ready(None);
        }
        let next = poll(&mut self.source).map(Result::transpose);
        self.has_ended = matches!(next, Poll::Ready(None | Some(Err(_))));
        next
    }
}

// Nothing is pinned in place: everything that must not move is boxed.
impl<S> Unpin for IntoStream<S> {}

impl<P: Page> Pages<P>
where
    P::Item: Clone + PartialEq,
{
    /// The pages as a `Stream` (feature `stream`).
    pub fn into_stream(self) -> IntoStream<Self> {
        IntoStream::new(self)
    }
}

impl<P: Page> Stream for IntoStream<Pages<P>>
where
    P::Item: Clone + PartialEq,
{
    type Item = Result<Response<P>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().step(|pages| pages.poll_next(context))
    }
}

impl<P: Page> Items<P>
where
    P::Item: Clone + PartialEq,
{
    /// The items as a `Stream` (feature `stream`).
    pub fn into_stream(self) -> IntoStream<Self> {
        IntoStream::new(self)
    }
}

impl<P: Page> Stream for IntoStream<Items<P>>
where
    P::Item: Clone + PartialEq,
{
    type Item = Result<P::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().step(|items| items.poll_next(context))
    }
}

impl<J: Job + Clone> Waiting<'_, J> {
    /// The jobs of each poll as a `Stream` (feature `stream`).
    pub fn into_stream(self) -> IntoStream<Self> {
        IntoStream::new(self)
    }
}

impl<J: Job + Clone> Stream for IntoStream<Waiting<'_, J>> {
    type Item = Result<J, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().step(|waiting| {
            let has_next = waiting.poll_next(context);
            has_next.map_ok(|has_next| waiting.last().filter(|_| has_next).cloned())
        })
    }
}

impl<P> WaitingAll<'_, P>
where
    P: Page + Send + 'static,
    P::Item: Job + Clone + PartialEq + Send,
{
    /// The jobs of each poll as a `Stream` (feature `stream`).
    pub fn into_stream(self) -> IntoStream<Self> {
        IntoStream::new(self)
    }
}

impl<P> Stream for IntoStream<WaitingAll<'_, P>>
where
    P: Page + Send + 'static,
    P::Item: Job + Clone + PartialEq + Send,
{
    type Item = Result<Vec<P::Item>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().step(|waiting| {
            let has_next = waiting.poll_next(context);
            has_next.map_ok(|has_next| waiting.last().filter(|_| has_next).map(<[_]>::to_vec))
        })
    }
}
