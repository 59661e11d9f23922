//! A download before it begins: its source and its settings.

use std::fmt;
use std::sync::Arc;

use tracing::Instrument;

use crate::answer::reading::Expected;
use crate::answer::response::Response;
use crate::core::Core;
use crate::error::Error;
use crate::fetch::byte_stream::ByteStream;
use crate::fetch::link::{OPERATION, fetch_link};
use crate::fetch::range::Range;
use crate::future::BoxFuture;
use crate::request::operation::Operation;
use crate::retry::rule::Retry;
use crate::telemetry;
use crate::text::sensitive::SensitiveString;

type Open =
    Box<dyn FnMut(Option<Range>) -> BoxFuture<'static, Result<Response<ByteStream>, Error>> + Send>;
type OnProgress<'a> = Box<dyn FnMut(DownloadProgress) + Send + 'a>;

/// A download that has not begun yet. Nothing is sent before [`to_file`](Self::to_file) or
/// [`to_writer`](Self::to_writer) is awaited. Dropping their future stops the download.
///
/// If an answer breaks off, the download requests the rest from that byte, if the server supports that and
/// says that the content is still the same (`Range` with `If-Range`). Before each further request it waits
/// by the client's [`Retry`] rule. Whenever new bytes have arrived, the count of attempts starts again, and
/// the next request costs nothing of the client's [budget](Retry::budget). If a server sends less than was
/// requested, the download requests more without a wait. The bytes are written as the server stores them:
/// nothing is decompressed. A download has no time limit, except that two pieces must not be more than
/// `read_timeout` apart.
///
/// An operation may redirect to a store. Each request follows the redirect like a link: to https (http only
/// on this machine, or with `allow_plain_http`), and without the credentials, even on the same host. An
/// answer with a success status that cannot be the file, such as a page, an error in JSON or an empty 204,
/// is an error of the kind [`Decode`](crate::ErrorKind::Decode).
///
/// ```
/// # use backhaul_runtime::{Download, Error};
///
/// async fn save(download: Download<'_>) -> Result<(), Error> {
///     let done = download
///         .on_progress(|progress| match progress.total {
///             Some(total) => eprintln!("{} of {total} bytes", progress.received),
///             None => eprintln!("{} bytes", progress.received),
///         })
///         .to_file("logs.tar.gz")
///         .await?;
///     eprintln!("{} bytes in {} requests", done.bytes, done.requests);
///     Ok(())
/// }
/// ```
///
/// It owns the client, so it can be returned and stored, as `Download<'static>`. `'a` is only how long what
/// [`on_progress`](Self::on_progress) calls may borrow.
#[must_use = "a download begins with `to_file` or `to_writer`"]
pub struct Download<'a> {
    pub(super) core: Core,
    /// The name in errors and spans.
    pub(super) operation: &'static str,
    pub(super) source: Source,
    /// Which media types a link may have. An operation declares its own.
    pub(super) expected: Expected,
    pub(super) retry: Option<Retry>,
    pub(super) on_progress: Option<OnProgress<'a>>,
}

/// The source of a download's answers.
pub(super) enum Source {
    /// Calls of an operation, each of which retries by itself until an answer begins.
    Operation(Open),
    /// A pre-signed link.
    Link(Arc<SensitiveString>),
}

/// The progress of a download.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DownloadProgress {
    /// Bytes written, including those of an earlier run. It grows from call to call, and falls only if the
    /// download has to start over.
    pub received: u64,
    /// Total bytes, if the server announced them.
    pub total: Option<u64>,
}

/// A complete download.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Downloaded {
    /// Total bytes, including those of an earlier run.
    pub bytes: u64,
    /// How many of them came from an earlier run; 0 if the download started at the beginning.
    pub resumed_from: u64,
    /// How many requests it took; 1 if nothing broke off.
    pub requests: u32,
    /// The id of the last request, to quote in a support case.
    pub request_id: Option<String>,
}

impl<'a> Download<'a> {
    /// A download of the answers of `open`: the answer of `operation` from the beginning, or from a byte on.
    /// `open` retries by its own rule until an answer begins; its errors end the download.
    #[doc(hidden)]
    pub fn new<F>(
        core: Core,
        operation: &'static Operation,
        mut open: impl FnMut(Option<Range>) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Response<ByteStream>, Error>> + Send + 'static,
    {
        let open: Open = Box::new(move |range| Box::pin(open(range)));
        Self::named(core, operation.name, Source::Operation(open))
    }

    pub(super) fn named(core: Core, operation: &'static str, source: Source) -> Self {
        Self {
            core,
            operation,
            source,
            expected: Expected::Declared(None),
            retry: None,
            on_progress: None,
        }
    }

    /// One request, including its redirects.
    pub(super) fn open(
        &mut self,
        range: Option<Range>,
    ) -> BoxFuture<'static, Result<Response<ByteStream>, Error>> {
        match &mut self.source {
            Source::Operation(open) => open(range),
            Source::Link(link) => {
                open_link(self.core.clone(), Arc::clone(link), range, self.expected)
            }
        }
    }

    /// Calls `watch` after each written piece.
    pub fn on_progress(mut self, watch: impl FnMut(DownloadProgress) + Send + 'a) -> Self {
        self.on_progress = Some(Box::new(watch));
        self
    }

    /// Continues by this rule after the answer broke off, instead of the rule of the call or the client. For a
    /// link, this rule also applies until the answer begins; for an operation, `retry` on its builder does.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Accepts every answer of a link as the file.
    ///
    /// Without this call, an answer is not a file if its media type is HTML, or if it is JSON or XML and the
    /// document is an error: an object with members such as `error`, `errorCode` or `code` with `message`, and
    /// without a time or a level, or an element `Error`. JSON lines, other documents, attachments
    /// (`Content-Disposition`) and answers with any other media type or none are always files. An operation
    /// accepts the media type that its document declares, with or without this call.
    pub fn any_media_type(mut self) -> Self {
        self.expected = Expected::Anything;
        self
    }
}

impl fmt::Debug for Download<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").finish_non_exhaustive()
    }
}

/// Opens a link.
fn open_link(
    core: Core,
    link: Arc<SensitiveString>,
    range: Option<Range>,
    expected: Expected,
) -> BoxFuture<'static, Result<Response<ByteStream>, Error>> {
    Box::pin(async move {
        let connection = core.connection();
        let span = telemetry::link(OPERATION);
        let ending = connection.wire.begin_call(OPERATION, "GET", None);
        let fetching = fetch_link(connection, &link, range.as_ref(), expected);
        let response = fetching.instrument(span.clone()).await;
        let opened = response
            .as_ref()
            .map(|response| (response.status(), response.request_id()));
        telemetry::link_opened(&span, opened);
        if let Some(ending) = ending {
            match opened {
                Ok((status, id)) => ending.answered(status, 1, id, None),
                Err(error) => ending.failed(error),
            }
        }
        response.map_err(|error| error.in_operation(OPERATION))
    })
}
