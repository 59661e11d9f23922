//! Reading a list item by item.

use std::fmt;
use std::future::poll_fn;
use std::task::{Context, Poll, ready};
use std::vec;

use crate::answer::response::Response;
use crate::error::Error;
use crate::list::page::Page;
use crate::list::pages::Pages;

/// The items of a list, begun with `.items()` on the operation that lists. Pages are read as they are
/// needed; see [`Pages`] for where a list ends.
///
/// ```
/// # use backhaul_runtime::{Error, Items, Page};
/// # async fn example<P: Page>(mut items: Items<'_, P>) -> Result<(), Error>
/// # where P::Item: Clone + PartialEq + std::fmt::Debug {
/// while let Some(item) = items.try_next().await? {
///     println!("{item:?}");
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is read before `try_next` or `collect`"]
pub struct Items<'a, P: Page> {
    pages: Pages<'a, P>,
    /// What is left of the page that was read last.
    left: vec::IntoIter<P::Item>,
}

impl<'a, P: Page> Pages<'a, P> {
    /// The same list, item by item.
    pub fn into_items(self) -> Items<'a, P> {
        Items::new(self)
    }
}

impl<'a, P: Page> Items<'a, P> {
    fn new(pages: Pages<'a, P>) -> Self {
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

impl<P: Page> Items<'_, P>
where
    P::Item: Clone + PartialEq,
{
    /// The next item; `None` at the end and ever after.
    ///
    /// Dropping the future that it gives loses nothing: the next call goes on with the same request.
    ///
    /// # Errors
    /// As [`Pages::try_next`]. After an error it can be called again; no item is skipped.
    pub async fn try_next(&mut self) -> Result<Option<P::Item>, Error> {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// All items that are left.
    ///
    /// # Errors
    /// As [`Pages::try_next`].
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

impl<P: Page> fmt::Debug for Items<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("left", &self.left.len())
            .finish()
    }
}
