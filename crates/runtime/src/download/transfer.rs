//! One request after another, until all bytes of a content have arrived.

use std::time::Duration;

use bytes::{Buf, Bytes};
use tracing::Span;

use super::content::{Content, Identity};
use super::source::{Download, DownloadProgress, Downloaded, Source};
use crate::answer::response::Response;
use crate::error::{Error, ErrorKind};
use crate::fetch::byte_stream::ByteStream;
use crate::fetch::range::Range;
use crate::retry::rule::Retry;
use crate::telemetry;

/// How often a transfer may start over and count repeated bytes as progress. Without this limit, a server
/// whose content changes all the time would never end.
const MOST_BEGINNINGS: u32 = 3;

/// A piece of a transfer's output.
pub(crate) enum Piece {
    /// The content begins at its first byte. Earlier bytes belong to other content and are void.
    Begins(Content),
    /// The next bytes.
    Bytes(Bytes),
}

/// A running download.
pub(crate) struct Transfer<'a> {
    download: Download<'a>,
    /// Whether the output so far can be discarded.
    can_start_over: bool,
    /// The content of the bytes so far.
    content: Option<Content>,
    /// How many bytes of it have been output.
    position: u64,
    stream: Option<ByteStream>,
    /// How many bytes of `stream` have already been output.
    skip: u64,
    /// Where `stream` ends, if it is a part: a server may send less than the rest.
    part_end: Option<u64>,
    /// Whether to request only the rest of a content. Not after an answer that did not fit.
    ranges_work: bool,
    /// The largest position at which a request has ended. Only bytes beyond it are progress.
    furthest: u64,
    /// How often the content started over.
    beginnings: u32,
    failures: u32,
    /// When the first of them was, by the monotonic clock.
    failing_since: Option<Duration>,
    /// The retry rule of the call, if it has its own.
    call_rule: Option<Retry>,
    resumed_from: u64,
    requests: u32,
    request_id: Option<String>,
}

impl<'a> Transfer<'a> {
    pub(crate) fn new(download: Download<'a>) -> Self {
        Self {
            download,
            can_start_over: false,
            content: None,
            position: 0,
            stream: None,
            skip: 0,
            part_end: None,
            ranges_work: true,
            furthest: 0,
            beginnings: 0,
            failures: 0,
            failing_since: None,
            call_rule: None,
            resumed_from: 0,
            requests: 0,
            request_id: None,
        }
    }

    /// Lets the content start over after bytes have been output.
    pub(crate) fn may_start_over(&mut self) {
        self.can_start_over = true;
    }

    /// Continues an earlier run, which left the first `position` bytes of `content`.
    pub(crate) fn resume(&mut self, content: Content, position: u64) {
        self.content = Some(content);
        self.position = position;
        self.furthest = position;
        self.resumed_from = position;
    }

    /// The next piece; `None` when the content is complete.
    pub(crate) async fn next(&mut self) -> Result<Option<Piece>, Error> {
        loop {
            let Some(stream) = &mut self.stream else {
                match self.open().await? {
                    Some(content) => return Ok(Some(Piece::Begins(content))),
                    None => continue,
                }
            };
            let failure = match stream.chunk().await {
                Ok(Some(bytes)) => match self.accept(bytes)? {
                    Some(bytes) => return Ok(Some(Piece::Bytes(bytes))),
                    None => continue,
                },
                Ok(None) => match self.missing() {
                    // The part is complete: the next request asks for more.
                    Some(_) if self.part_end == Some(self.position) && self.progress() => {
                        self.stream = None;
                        continue;
                    }
                    Some(error) => error,
                    None => {
                        self.progress();
                        return Ok(None);
                    }
                },
                Err(error) => error,
            };
            self.stream = None;
            self.wait_after(failure).await?;
        }
    }

    /// Reports that all output so far is written.
    pub(crate) fn report(&mut self) {
        let progress = DownloadProgress {
            received: self.position,
            total: self.content.as_ref().and_then(|content| content.length),
        };
        if let Some(watch) = &mut self.download.on_progress {
            watch(progress);
        }
    }

    /// The result of the transfer, also recorded in its span.
    pub(crate) fn end(self, outcome: Result<(), Error>, span: &Span) -> Result<Downloaded, Error> {
        telemetry::download_ended(span, self.position, outcome.as_ref().err());
        match outcome {
            Ok(()) => Ok(Downloaded {
                bytes: self.position,
                resumed_from: self.resumed_from,
                requests: self.requests,
                request_id: self.request_id,
            }),
            Err(error) => Err(error.in_operation(self.download.operation)),
        }
    }

    /// Sends one request. Returns the content if it starts over.
    async fn open(&mut self) -> Result<Option<Content>, Error> {
        let range = self.rest();
        let asked_for_rest = range.is_some();
        self.requests = self.requests.saturating_add(1);
        let error = match self.download.open(range).await {
            Ok(response) => return self.begin(response, asked_for_rest),
            Err(error) => error,
        };
        if asked_for_rest && error.status() == Some(416) {
            self.ranges_work = false;
            return Ok(None);
        }
        if matches!(self.download.source, Source::Operation(_)) {
            return Err(error);
        }
        self.wait_after(error).await?;
        Ok(None)
    }

    /// The range of the missing bytes; `None` if the server must send all of them.
    fn rest(&self) -> Option<Range> {
        if self.position == 0 || !self.ranges_work {
            return None;
        }
        let validator = self.identity()?.validator()?;
        Some(Range::new(self.position, validator))
    }

    fn identity(&self) -> Option<&Identity> {
        self.content.as_ref()?.identity()
    }

    /// Fits an answer to the bytes so far.
    fn begin(
        &mut self,
        response: Response<ByteStream>,
        asked_for_rest: bool,
    ) -> Result<Option<Content>, Error> {
        self.call_rule = response.retry().cloned();
        self.request_id = response.request_id().map(str::to_owned);
        self.skip = 0;
        self.part_end = None;
        if response.status() == 206 {
            if !asked_for_rest {
                return Err(
                    self.misfit("the server sent a part, although the request was for all of it")
                );
            }
            let position = self.position;
            let identity = self.identity();
            match identity.and_then(|identity| identity.continued_by(&response, position)) {
                Some(end) => {
                    self.part_end = Some(end);
                    self.stream = Some(response.into_inner());
                }
                None => self.ranges_work = false,
            }
            return Ok(None);
        }
        let content = Content::of(&response);
        let is_same = content.identity().is_some() && content.identity() == self.identity();
        if self.position > 0 && is_same {
            self.skip = self.position;
            self.stream = Some(response.into_inner());
            return Ok(None);
        }
        if self.position > 0 && !self.can_start_over {
            let position = self.position;
            return Err(self.misfit(&format!(
                "the content changed after {position} bytes were written, and a writer cannot take \
                 them back: start the download again"
            )));
        }
        if self.position > 0 && self.beginnings < MOST_BEGINNINGS {
            self.beginnings += 1;
            self.furthest = 0;
        }
        self.position = 0;
        self.resumed_from = 0;
        self.stream = Some(response.into_inner());
        self.content = Some(content.clone());
        Ok(Some(content))
    }

    /// The part of `bytes` that is new, if there is any.
    fn accept(&mut self, mut bytes: Bytes) -> Result<Option<Bytes>, Error> {
        let length = bytes.len() as u64;
        let known = self.skip.min(length);
        self.skip -= known;
        bytes.advance(usize::try_from(known).unwrap_or(bytes.len()));
        if bytes.is_empty() {
            return Ok(None);
        }
        let end = self.position.saturating_add(bytes.len() as u64);
        let announced = self.content.as_ref().and_then(|content| content.length);
        if let Some(announced) = announced.filter(|announced| end > *announced) {
            let problem =
                format!("the server sent more than the {announced} bytes that it announced");
            return Err(self.misfit(&problem));
        }
        if let Some(part_end) = self.part_end.filter(|part_end| end > *part_end) {
            let problem = format!(
                "the server sent more than the part up to byte {part_end} that it announced"
            );
            return Err(self.misfit(&problem));
        }
        self.position = end;
        Ok(Some(bytes))
    }

    /// The error of an answer that ended too early.
    fn missing(&self) -> Option<Error> {
        let announced = self.content.as_ref()?.length?;
        let position = self.position;
        (position < announced || self.skip > 0).then(|| {
            let message = format!("the answer ended after {position} of {announced} bytes");
            Error::new(ErrorKind::Transport, message)
        })
    }

    /// Whether new bytes have arrived. If so, the server works, and earlier failures are forgotten.
    fn progress(&mut self) -> bool {
        let is_new = self.position > self.furthest;
        if is_new {
            self.furthest = self.position;
            self.failures = 0;
            self.failing_since = None;
            // An operation does this itself, with each answer that begins.
            if matches!(self.download.source, Source::Link(_)) {
                self.download.core.budget().refill();
            }
        }
        is_new
    }

    fn misfit(&self, problem: &str) -> Error {
        Error::download(problem).after_attempts(self.requests)
    }

    /// Waits before the next request. The request costs nothing of the client's budget if new bytes have
    /// arrived, or if the store throttles.
    ///
    /// # Errors
    /// `failure`, if there must be no further request.
    async fn wait_after(&mut self, failure: Error) -> Result<(), Error> {
        let failure = failure.after_attempts(self.requests);
        if !failure.is_retryable() {
            return Err(failure);
        }
        let position = self.position;
        if position > 0 && !self.can_start_over && self.identity().is_none() {
            return Err(failure.with_note(&format!(
                "{position} bytes are already written, and the server offers no way to request the rest"
            )));
        }
        let is_free = self.progress() || failure.is_throttled();
        self.failures = self.failures.saturating_add(1);
        let connection = self.download.core.connection();
        let (clock, client_rule) = (&connection.config.clock, &connection.config.retry);
        let now = clock.monotonic();
        let since = *self.failing_since.get_or_insert(now);
        let elapsed = now.saturating_sub(since);
        let own_rule = self.download.retry.as_ref().or(self.call_rule.as_ref());
        let rule = own_rule.unwrap_or(client_rule);
        let retry_after = failure.retry_after();
        let Some(wait) = rule.wait(self.failures, elapsed, retry_after, fastrand::f64()) else {
            return Err(failure);
        };
        if !is_free && !self.download.core.budget().take() {
            return Err(failure);
        }
        telemetry::download_goes_on(self.download.operation, position, wait, &failure);
        clock.sleep(wait).await;
        Ok(())
    }
}
