//! A page of a list, or a job, with its body.

use std::fmt;
use std::ops::Deref;

use crate::answer::received::Received;
use crate::answer::response::Response;
use crate::error::Error;
use crate::list::page::Page;
use crate::raw::body::RawBody;
use crate::wait::job::{Job, JobProgress, JobState};

/// A page of a list from `raw_pages()`, or a job from `raw_wait()`, with its body as it was received. The typed
/// answer, to which it dereferences, drives the list or the wait as usual; the body has what the document does
/// not know.
///
/// ```
/// use backhaul_runtime::{Error, Page, Pages, RawAnswer};
///
/// async fn print<P: Page>(mut pages: Pages<RawAnswer<P>>) -> Result<(), Error>
/// where
///     P::Item: Clone + PartialEq,
/// {
///     while let Some(page) = pages.try_next().await? {
///         println!("{}", page.body().text().unwrap_or_default());
///     }
///     Ok(())
/// }
/// ```
pub struct RawAnswer<T> {
    answer: T,
    body: RawBody,
}

impl<T> RawAnswer<T> {
    /// Decodes `received`, which was read without a conversion, with `decode`, and keeps the body.
    pub(crate) fn of(
        mut received: Box<Received>,
        decode: impl FnOnce(Box<Received>) -> Result<Response<T>, Error>,
    ) -> Result<Response<Self>, Error> {
        let body = RawBody::of(&received);
        received.convert();
        Ok(decode(received)?.map(|answer| Self { answer, body }))
    }

    /// The body as it was received.
    pub fn body(&self) -> &RawBody {
        &self.body
    }

    /// The typed answer and the body.
    pub fn into_parts(self) -> (T, RawBody) {
        (self.answer, self.body)
    }
}

impl<T> Deref for RawAnswer<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.answer
    }
}

impl<P: Page> Page for RawAnswer<P> {
    type Item = P::Item;

    fn items(&self) -> &[P::Item] {
        self.answer.items()
    }

    fn into_items(self) -> Vec<P::Item> {
        self.answer.into_items()
    }

    fn total(&self) -> Option<u64> {
        self.answer.total()
    }
}

impl<J: Job> Job for RawAnswer<J> {
    fn state(&self) -> JobState {
        self.answer.state()
    }

    fn reason(&self) -> Option<String> {
        self.answer.reason()
    }

    fn progress(&self) -> Option<JobProgress> {
        self.answer.progress()
    }
}

impl<T: fmt::Debug> fmt::Debug for RawAnswer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawAnswer")
            .field("answer", &self.answer)
            .field("body", &self.body)
            .finish()
    }
}
