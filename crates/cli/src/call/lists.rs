//! The pages of any list.

use backhaul_runtime::{Error, Job, JobState, Page, Pages, RawBody};

use super::any::AnyPage;

/// A list that is read page by page.
#[derive(Debug)]
pub struct Reading {
    pages: Pages<AnyPage>,
    has_jobs: bool,
}

/// A page.
#[derive(Debug)]
pub struct Slice {
    /// As it came.
    pub body: RawBody,
    /// The states of its items, if they are jobs.
    pub states: Option<Vec<JobState>>,
}

impl Reading {
    pub(super) fn new(pages: Pages<AnyPage>, has_jobs: bool) -> Self {
        Self { pages, has_jobs }
    }

    /// The next page; `None` at the end.
    ///
    /// # Errors
    /// As for [`Pages::try_next`].
    pub async fn next(&mut self) -> Result<Option<Slice>, Error> {
        let page = self.pages.try_next().await?;
        Ok(page.map(|page| Slice {
            states: self
                .has_jobs
                .then(|| page.items().iter().map(Job::state).collect()),
            body: page.into_inner().body,
        }))
    }
}
