//! Reads a list item by item.

use std::fmt;
use std::future::poll_fn;
use std::task::{Context, Poll, ready};
use std::vec;

use crate::answer::response::Response;
use crate::error::Error;
use crate::list::page::Page;
use crate::list::pages::Pages;

/// The items of a list, created with `.items()` on the operation that lists. Pages are read as needed; see
/// [`Pages`] for where a list ends.
///
/// ```
/// # use backhaul_runtime::{Error, Items, Page};
/// # async fn example<P: Page>(mut items: Items<P>) -> Result<(), Error>
/// # where P::Item: Clone + PartialEq + std::fmt::Debug {
/// while let Some(item) = items.try_next().await? {
///     println!("{item:?}");
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is read before `try_next` or `collect`"]
pub struct Items<P: Page> {
    pages: Pages<P>,
    /// The rest of the last page.
    left: vec::IntoIter<P::Item>,
}

impl<P: Page> Pages<P> {
    /// The same list, item by item.
    pub fn into_items(self) -> Items<P> {
        Items::new(self)
    }
}

impl<P: Page> Items<P> {
    fn new(pages: Pages<P>) -> Self {
        Self {
            pages,
            left: Vec::new().into_iter(),
        }
    }

    /// See [`Pages::page_limit`].
    pub fn page_limit(mut self, number: u32) -> Self {
        self.pages = self.pages.page_limit(number);
        self
    }
}

impl<P: Page> Items<P>
where
    P::Item: Clone + PartialEq,
{
    /// The next item; `None` at the end and from then on.
    ///
    /// Dropping the returned future loses nothing: the next call continues the same request.
    ///
    /// # Errors
    /// The same as for [`Pages::try_next`]. It can be called again after an error; no item is skipped.
    pub async fn try_next(&mut self) -> Result<Option<P::Item>, Error> {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// All remaining items.
    ///
    /// # Errors
    /// The same as for [`Pages::try_next`].
    pub async fn collect(mut self) -> Result<Vec<P::Item>, Error> {
        let mut items: Vec<P::Item> = self.left.collect();
        while let Some(page) = self.pages.try_next().await? {
            items.extend(page.into_inner().into_items());
        }
        Ok(items)
    }

    pub(crate) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<P::Item>, Error>> {
        loop {
            if let Some(item) = self.left.next() {
                return Poll::Ready(Ok(Some(item)));
            }
            let page = ready!(self.pages.poll_next(context))?;
            let Some(page) = page.map(Response::into_inner) else {
                return Poll::Ready(Ok(None));
            };
            self.left = page.into_items().into_iter();
        }
    }
}

impl<P: Page> fmt::Debug for Items<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("left", &self.left.len())
            .finish()
    }
}
