//! A page of a list with its body.

use std::fmt;
use std::ops::Deref;

use crate::answer::received::Received;
use crate::answer::response::Response;
use crate::error::Error;
use crate::list::page::Page;
use crate::raw::body::RawBody;

/// A page of a list with its body as it was received, from `raw_pages()`. The page, to which it dereferences,
/// drives the list as usual; the body has what the document does not know.
///
/// ```
/// use backhaul_runtime::{Error, Page, Pages, RawPage};
///
/// async fn print<P: Page>(mut pages: Pages<RawPage<P>>) -> Result<(), Error>
/// where
///     P::Item: Clone + PartialEq,
/// {
///     while let Some(page) = pages.try_next().await? {
///         println!("{}", page.body().text().unwrap_or_default());
///     }
///     Ok(())
/// }
/// ```
pub struct RawPage<P> {
    page: P,
    body: RawBody,
}

impl<P> RawPage<P> {
    /// Decodes `received`, which was read without a conversion, with `decode`, and keeps the body.
    pub(crate) fn of(
        mut received: Box<Received>,
        decode: impl FnOnce(Box<Received>) -> Result<Response<P>, Error>,
    ) -> Result<Response<Self>, Error> {
        let body = RawBody::of(&received);
        received.convert();
        Ok(decode(received)?.map(|page| Self { page, body }))
    }

    /// The body as it was received.
    pub fn body(&self) -> &RawBody {
        &self.body
    }

    /// The page and the body.
    pub fn into_parts(self) -> (P, RawBody) {
        (self.page, self.body)
    }
}

impl<P> Deref for RawPage<P> {
    type Target = P;

    fn deref(&self) -> &P {
        &self.page
    }
}

impl<P: Page> Page for RawPage<P> {
    type Item = P::Item;

    fn items(&self) -> &[P::Item] {
        self.page.items()
    }

    fn into_items(self) -> Vec<P::Item> {
        self.page.into_items()
    }

    fn total(&self) -> Option<u64> {
        self.page.total()
    }
}

impl<P: fmt::Debug> fmt::Debug for RawPage<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawPage")
            .field("page", &self.page)
            .field("body", &self.body)
            .finish()
    }
}
