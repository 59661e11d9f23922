//! The pages of any list.

use backhaul_runtime::auth::BoxFuture;
use backhaul_runtime::{Error, Job, JobState, Page, Pages, RawAnswer, RawBody};

/// A list that is read page by page.
pub trait Reading: Send {
    /// The next page; `None` at the end.
    ///
    /// # Errors
    /// As for [`Pages::try_next`].
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Slice>, Error>>;
}

/// A page.
#[derive(Debug)]
pub struct Slice {
    /// As it came.
    pub body: RawBody,
    /// The states of its items, if they are jobs.
    pub states: Option<Vec<JobState>>,
}

/// Any list.
#[derive(Debug)]
pub struct Rows<P: Page>(pub Pages<RawAnswer<P>>);

impl<P> Reading for Rows<P>
where
    P: Page + Send,
    P::Item: Clone + PartialEq + Send,
{
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Slice>, Error>> {
        Box::pin(async {
            let page = self.0.try_next().await?;
            Ok(page.map(|page| Slice {
                body: page.into_inner().into_parts().1,
                states: None,
            }))
        })
    }
}

/// A list of jobs.
#[derive(Debug)]
pub struct RowsOfJobs<P: Page>(pub Pages<RawAnswer<P>>);

impl<P> Reading for RowsOfJobs<P>
where
    P: Page + Send,
    P::Item: Job + Clone + PartialEq + Send,
{
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Slice>, Error>> {
        Box::pin(async {
            let page = self.0.try_next().await?;
            Ok(page.map(|page| Slice {
                states: Some(page.items().iter().map(Job::state).collect()),
                body: page.into_inner().into_parts().1,
            }))
        })
    }
}
