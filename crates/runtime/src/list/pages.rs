//! Reads a list page by page.

use std::fmt;
use std::future::poll_fn;
use std::task::{Context, Poll, ready};

use crate::answer::response::Response;
use crate::core::Core;
use crate::error::{Error, ErrorKind};
use crate::future::BoxFuture;
use crate::list::page::{Page, PageStyle};
use crate::request::operation::Operation;

/// With more pages than this, the server is assumed never to end.
const MOST_PAGES: u32 = 10_000;

type Fetching<P> = BoxFuture<'static, Result<Response<P>, Error>>;

/// The pages of a list, created with `.pages()` on the operation that lists.
///
/// ```
/// # use backhaul_runtime::{Error, Page, Pages};
/// # async fn example<P: Page>(mut pages: Pages<P>) -> Result<(), Error>
/// # where P::Item: Clone + PartialEq {
/// while let Some(page) = pages.try_next().await? {
///     println!("{} items (request {:?})", page.items().len(), page.request_id());
/// }
/// # Ok(())
/// # }
/// ```
///
/// **Where it ends.** At an empty page, which is not returned, or when the number of items read equals the
/// total of the latest page. That total may shrink or grow from page to page. A total smaller than the number
/// of items read is wrong, so it is ignored, and reading continues to the empty page. The total is also
/// ignored if the caller began at a later page number than the first, because the number of items before it
/// is unknown. An empty page is the end even if the total promises more.
///
/// **What is an error.** A page that is the same as the one before it (equal length, equal first and last
/// items), and a server that never ends: both are errors of the kind [`ErrorKind::Paging`].
///
/// If a list changes while it is read, an item may appear twice or not at all; the providers offer no way to
/// prevent that.
#[must_use = "nothing is read before `try_next` or `collect`"]
pub struct Pages<P: Page> {
    provider: &'static str,
    operation: &'static str,
    style: PageStyle,
    fetch: Box<dyn FnMut(i64) -> Fetching<P> + Send>,
    fetching: Option<Fetching<P>>,
    /// The position of the next page; `None` if the number would be too large.
    position: Option<i64>,
    /// The number of items before the first page that was read; `None` if it is unknown.
    skipped: Option<u64>,
    items_read: u64,
    pages_read: u32,
    page_limit: u32,
    previous: Option<Mark<P::Item>>,
    has_ended: bool,
}

/// The parts of a page that are remembered to recognize it.
#[derive(PartialEq)]
struct Mark<I> {
    length: usize,
    first: I,
    last: I,
}

impl<P: Page> Pages<P> {
    /// Reads with `fetch`, which gets the position of a page. `first` is the position where the caller wants to
    /// begin. For generated code; users call `.pages()`.
    #[doc(hidden)]
    pub fn new<F>(
        core: &Core,
        operation: &'static Operation,
        style: PageStyle,
        first: Option<i64>,
        mut fetch: impl FnMut(i64) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Response<P>, Error>> + Send + 'static,
    {
        let beginning = match style {
            PageStyle::Number => 1,
            PageStyle::Offset => 0,
        };
        let position = first.unwrap_or(beginning);
        let skipped = match style {
            PageStyle::Number => (position <= beginning).then_some(0),
            PageStyle::Offset => Some(u64::try_from(position).unwrap_or(0)),
        };
        Self {
            provider: core.provider().name,
            operation: operation.name,
            style,
            fetch: Box::new(move |position| Box::pin(fetch(position))),
            fetching: None,
            position: Some(position),
            skipped,
            items_read: 0,
            pages_read: 0,
            page_limit: MOST_PAGES,
            previous: None,
            has_ended: false,
        }
    }

    /// The largest number of pages; more are an error. Default 10,000. It guards against a server that never
    /// ends. To read only some pages, stop calling `try_next`.
    pub fn page_limit(mut self, number: u32) -> Self {
        self.page_limit = number;
        self
    }
}

impl<P: Page> Pages<P>
where
    P::Item: Clone + PartialEq,
{
    /// The next page, never an empty one; `None` at the end and from then on.
    ///
    /// Dropping the returned future loses nothing: the next call continues the same request.
    ///
    /// # Errors
    /// If a page cannot be read, or is inconsistent with the pages before ([`ErrorKind::Paging`]). After an
    /// error it can be called again, and reads the same page again.
    pub async fn try_next(&mut self) -> Result<Option<Response<P>>, Error> {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// All remaining pages.
    ///
    /// # Errors
    /// The same as for [`try_next`](Self::try_next).
    pub async fn collect(mut self) -> Result<Vec<Response<P>>, Error> {
        let mut pages = Vec::new();
        while let Some(page) = self.try_next().await? {
            pages.push(page);
        }
        Ok(pages)
    }

    pub(crate) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Response<P>>, Error>> {
        if self.has_ended {
            return Poll::Ready(Ok(None));
        }
        let Some(position) = self.position else {
            return Poll::Ready(Err(
                self.error("the number of the next page would be too large")
            ));
        };
        let fetch = &mut self.fetch;
        let fetching = self.fetching.get_or_insert_with(|| fetch(position));
        let answer = ready!(fetching.as_mut().poll(context));
        self.fetching = None;
        Poll::Ready(answer.and_then(|page| self.take(page)))
    }

    /// Checks a page, and moves on to the next position.
    fn take(&mut self, page: Response<P>) -> Result<Option<Response<P>>, Error> {
        let items = page.items();
        let (Some(first), Some(last)) = (items.first(), items.last()) else {
            self.has_ended = true;
            return Ok(None);
        };
        let mark = Mark {
            length: items.len(),
            first: first.clone(),
            last: last.clone(),
        };
        if self.previous.as_ref() == Some(&mark) {
            return Err(self.error("the server sent the same page twice in a row"));
        }
        if self.pages_read >= self.page_limit {
            let limit = self.page_limit;
            return Err(self.error(&format!(
                "the list has more than {limit} pages (page_limit)"
            )));
        }
        self.previous = Some(mark);
        self.pages_read = self.pages_read.saturating_add(1);
        let length = u64::try_from(items.len()).unwrap_or(u64::MAX);
        self.items_read = self.items_read.saturating_add(length);
        let step = match self.style {
            PageStyle::Number => 1,
            PageStyle::Offset => i64::try_from(length).unwrap_or(i64::MAX),
        };
        self.position = self.position.and_then(|from| from.checked_add(step));
        let seen = self
            .skipped
            .map(|skipped| skipped.saturating_add(self.items_read));
        self.has_ended = seen.is_some() && seen == page.total();
        Ok(Some(page))
    }

    fn error(&self, what: &str) -> Error {
        let (provider, items) = (self.provider, self.items_read);
        let message = format!("{provider}: {what}; {items} items were read");
        Error::new(ErrorKind::Paging, message).in_operation(self.operation)
    }
}

impl<P: Page> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &self.operation)
            .field("position", &self.position)
            .field("pages_read", &self.pages_read)
            .field("items_read", &self.items_read)
            .finish_non_exhaustive()
    }
}
