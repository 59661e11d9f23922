//! A call of any operation, and the ways to send it.

use std::sync::Arc;

use backhaul_runtime::for_client_crates::{Call, Turn};
use backhaul_runtime::{
    Download, Error, Pages, Preview, RawBody, Sending, Wait, Waiting, WaitingAll,
};

use super::any::{AnyJob, AnyPage};
use super::given::{Given, Value};
use super::jobs::{Watch, WatchAll};
use super::lists::Reading;
use super::table::{Answer, Paging};

/// Fills the builder of one operation of a client.
pub type Fill<C> = fn(&C, &Given) -> Call;

/// The same with a client in it.
pub type Filler = Arc<dyn Fn(&Given) -> Call + Send + Sync>;

/// A call that is filled, and can be sent in the ways that its operation has.
#[derive(Clone)]
pub struct Filled {
    filler: Filler,
    given: Given,
    answer: &'static Answer,
}

impl Filled {
    /// A call of an operation that answers `answer`.
    pub fn new(filler: Filler, given: Given, answer: &'static Answer) -> Self {
        Self {
            filler,
            given,
            answer,
        }
    }

    fn call(&self) -> Call {
        (self.filler)(&self.given)
    }

    /// The request as it would be sent.
    ///
    /// # Errors
    /// If arguments are missing or wrong.
    pub fn previewed(&self) -> Result<Preview, Error> {
        self.call().preview()
    }

    /// Sends it, and keeps the body as it comes.
    pub fn sent(&self) -> Sending<RawBody> {
        if self.answer.is_file {
            self.call().send_raw_file()
        } else {
            self.call().send_raw()
        }
    }

    /// The pages of a list; `None` if it has none.
    pub fn read(&self) -> Option<Reading> {
        let pages = self.pages(self.answer.paging?, None);
        Some(Reading::new(pages, self.answer.has_jobs))
    }

    /// A wait for the job that it reads; `None` if it reads none.
    pub fn watched(&self, wait: Wait) -> Option<Watch> {
        let rules = self.answer.job.filter(|_| self.answer.is_job)?;
        let (call, known) = (self.call(), self.answer.known);
        let (core, operation) = (call.core().clone(), call.operation());
        let call = call.repeated();
        let waiting = Waiting::new(core, operation, wait, move |turn| {
            let answer = call.next(turn).send_any(known);
            Box::pin(async move { Ok(answer.await?.map(|answer| AnyJob::new(answer, rules))) })
        });
        Some(Watch::new(waiting))
    }

    /// A wait for all jobs of the list; `None` if it lists none.
    pub fn watched_all(&self, wait: Wait) -> Option<WatchAll> {
        let paging = self.answer.paging.filter(|_| self.answer.has_jobs)?;
        let (call, filled) = (self.call(), self.clone());
        let (core, operation) = (call.core().clone(), call.operation());
        let waiting = WaitingAll::new(core, operation, wait, move |turn| {
            filled.pages(paging, Some(turn))
        });
        Some(WatchAll::new(waiting))
    }

    /// The pages of the list, which may belong to a poll.
    fn pages(&self, paging: Paging, turn: Option<Turn>) -> Pages<AnyPage> {
        let call = self.call();
        let first = self.given.integer(paging.position);
        let Self {
            filler,
            mut given,
            answer,
        } = self.clone();
        Pages::new(
            call.core(),
            call.operation(),
            paging.style,
            first,
            move |position| {
                given.set(paging.position, Value::Integer(position));
                let mut call = filler(&given);
                if let Some(turn) = &turn {
                    call.turn(turn.clone());
                }
                let page = call.send_any(answer.known);
                async move { Ok(page.await?.map(|page| AnyPage::new(page, &paging, answer))) }
            },
        )
    }

    /// The download of a file; `None` if it answers none.
    pub fn downloaded(&self) -> Option<Download<'static>> {
        if !self.answer.is_file {
            return None;
        }
        let call = self.call();
        let (core, operation) = (call.core().clone(), call.operation());
        Some(Download::new(core, operation, move |range| {
            let mut call = call.clone();
            call.range(range.as_ref());
            call.send_stream()
        }))
    }
}
