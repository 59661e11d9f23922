//! What a look at a job shows, and how a wait keeps it until the next one.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use reqwest::StatusCode;

use crate::answer::received::Received;
use crate::answer::response::Response;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::provider::Provider;
use crate::read::charset;
use crate::request::operation::Operation;
use crate::sending::{Finish, Sending};
use crate::wait::watching::Keep;

/// A look at a job, on its way. For generated code, which looks with a [`Sending`].
#[doc(hidden)]
pub trait Looking<J> {
    /// What it shows.
    fn seen(self) -> BoxFuture<'static, Result<Seen<J>, Error>>;
}

impl<J: 'static> Looking<J> for Sending<J> {
    fn seen(self) -> BoxFuture<'static, Result<Seen<J>, Error>> {
        Box::pin(Keeping(self))
    }
}

impl<J, F> Looking<J> for Pin<Box<F>>
where
    F: Future<Output = Result<Response<J>, Error>> + Send + ?Sized + 'static,
{
    /// Nothing is known of the answer but the job.
    fn seen(self) -> BoxFuture<'static, Result<Seen<J>, Error>> {
        Box::pin(async move {
            let job = self.await?.into_inner();
            Ok(Seen::new(job, Bytes::new(), None))
        })
    }
}

/// A job as the last look showed it.
///
/// A decoded job is a few dozen pieces of memory. Thousands of waits would hold them for as long as they pause,
/// only to give them back one by one when they are cold. So a wait that goes on keeps the body of the answer, in
/// one piece that it uses again, and decodes it once more if its time ends without another answer.
#[doc(hidden)]
pub struct Seen<J> {
    /// Boxed, so that a wait has no room for it while it pauses.
    fresh: Option<Box<Fresh<J>>>,
    kept: Option<Kept<J>>,
}

/// The decoded job, and the body of the answer as a part of the buffer that it was received in.
struct Fresh<J> {
    job: J,
    body: Bytes,
}

/// What is needed to decode an answer again.
struct Kept<J> {
    /// The body alone, as soon as the job is not fresh any longer.
    body: Box<[u8]>,
    finish: Finish<J>,
}

impl<J> Seen<J> {
    fn new(job: J, body: Bytes, kept: Option<Kept<J>>) -> Self {
        let fresh = Some(Box::new(Fresh { job, body }));
        Self { fresh, kept }
    }

    /// The job, until it is [folded](Keep::fold).
    pub(crate) fn job(&self) -> Option<&J> {
        self.fresh.as_ref().map(|fresh| &fresh.job)
    }

    /// The job, decoded again if it was folded.
    pub(crate) fn into_job(
        self,
        provider: &'static Provider,
        operation: &'static Operation,
    ) -> Option<J> {
        if let Some(fresh) = self.fresh {
            return Some(fresh.job);
        }
        let Kept { body, finish } = self.kept?;
        let received = Received::with(provider, StatusCode::OK, body.into());
        // The same as the first time. No limit is needed: it was kept then.
        let answer = finish(received, usize::MAX, operation);
        answer.ok().map(Response::into_inner)
    }
}

impl<J> Keep for Seen<J> {
    /// Lets go of the decoded job, if it can be decoded again.
    fn fold(&mut self) {
        if let Some(kept) = &mut self.kept
            && let Some(fresh) = self.fresh.take()
        {
            if kept.body.len() == fresh.body.len() {
                kept.body.copy_from_slice(&fresh.body);
            } else {
                kept.body = Box::from(&*fresh.body);
            }
        }
    }

    fn replace(&mut self, last: Self) {
        if let (Some(kept), Some(last)) = (&mut self.kept, last.kept) {
            kept.body = last.body;
        }
    }
}

/// A call whose answer is kept.
struct Keeping<J>(Sending<J>);

impl<J> Future for Keeping<J> {
    type Output = Result<Seen<J>, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.get_mut().0.poll_and(context, |call, received| {
            let body = received.body.clone();
            let kept = needs_no_head(&received).then(|| Kept {
                body: Box::default(),
                finish: call.finish(),
            });
            let job = call.finished(received)?.into_inner();
            Ok(Seen::new(job, body, kept))
        })
    }
}

/// Whether the body alone is enough to decode an answer again. Other successes than 200 are rare and may have no body;
/// a raw body may be in the charset that a header declares.
fn needs_no_head(received: &Received) -> bool {
    let declared = charset::declared(&received.headers);
    received.status == StatusCode::OK && charset::to_utf8(&received.body, declared).is_none()
}
