//! Bringing bytes back: to a file or to a writer, in constant memory, going on where it broke off.
//!
//! | file | subject |
//! |---|---|
//! | `byte_stream`, `unread` | the body of one answer, and a body whose beginning was looked at |
//! | `media`, `document` | whether what came is a file, or a page or an error in its place |
//! | `range` | the headers that ask for the rest of a content |
//! | `content` | what identifies a content, so that its rest can be asked for |
//! | `transfer` | requests one after the other, until all bytes of a content have come |
//! | `writer`, `file` | the two places where the bytes go |
//! | `part`, `record`, `disk` | the temporary file and what is recorded beside it; the thread that writes it |
//! | `beside` | opening both files: their names, what is refused, locks |
//! | `access` | who may read the file |
//! | `link`, `redirect`, `link_client` | pre-signed links and what a download operation redirects to, fetched without credentials |
//! | `store` | what object stores say when they do not give the file |

mod access;
mod beside;
mod byte_stream;
mod content;
mod disk;
mod document;
mod file;
mod link;
mod link_client;
mod media;
mod part;
mod range;
mod record;
mod redirect;
mod store;
mod transfer;
mod unread;
mod writer;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use tokio::io::AsyncWrite;
use tracing::Instrument;

use crate::auth::BoxFuture;
use crate::core::Core;
use crate::error::Error;
use crate::operation::Operation;
use crate::response::Response;
use crate::retry::Retry;
use crate::sensitive::SensitiveString;
use crate::telemetry;

pub use self::byte_stream::ByteStream;
pub(crate) use self::byte_stream::shows_unpacking;
pub(crate) use self::link::follow;
pub(crate) use self::link_client::LinkClient;
pub(crate) use self::media::{Expected, Judged, brings_file, document_in, judge};
pub use self::range::Range;
pub(crate) use self::range::headers as range_headers;
pub(crate) use self::redirect::{is_redirect, place as place_of_redirect};
use self::transfer::Transfer;
pub(crate) use self::unread::Unread;

type Open<'a> =
    Box<dyn FnMut(Option<Range>) -> BoxFuture<'a, Result<Response<ByteStream>, Error>> + Send + 'a>;
type OnProgress<'a> = Box<dyn FnMut(DownloadProgress) + Send + 'a>;

/// A download that is about to begin. Nothing is sent before [`to_file`](Self::to_file) or
/// [`to_writer`](Self::to_writer) is awaited; dropping their future ends it.
///
/// An answer that breaks off is asked for again, from the byte on where it broke off, if the server can
/// do that and says that the content is still the same (`Range` with `If-Range`). Before each further
/// request it waits by the client's [`Retry`] rule; the count of attempts begins anew whenever
/// new bytes have come, which cost nothing of the client's [budget](Retry::budget) either. A server that
/// gives less than was asked for is asked for more, without a wait. The bytes are written as the server
/// stores them: nothing is decompressed. It may last as long as it likes, but two pieces may be no more than
/// `read_timeout` apart.
///
/// An operation may redirect to a store. That is followed as a link is, for each request anew: to https
/// (http only on this machine, or with `allow_plain_http`), and without the credentials, whichever host it
/// is. What comes with success but cannot be the file, such as a page, an error in JSON or an empty 204, is
/// an error of the kind [`Decode`](crate::ErrorKind::Decode).
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
#[must_use = "a download begins with `to_file` or `to_writer`"]
pub struct Download<'a> {
    core: &'a Core,
    /// What errors and spans call it.
    operation: &'static str,
    source: Source<'a>,
    /// What a link may bring. An operation says it itself.
    expected: Expected,
    retry: Option<Retry>,
    on_progress: Option<OnProgress<'a>>,
}

/// Where the answers of a download come from.
enum Source<'a> {
    /// Calls of an operation, each of which tries again by itself until an answer begins.
    Operation(Open<'a>),
    /// A pre-signed link.
    Link(Arc<SensitiveString>),
}

/// How far a download is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DownloadProgress {
    /// Bytes written, with those that an earlier run has left. It grows from call to call, and falls
    /// only when the download has to start over.
    pub received: u64,
    /// Bytes in all, if the server announced it.
    pub total: Option<u64>,
}

/// A download that is complete.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Downloaded {
    /// Bytes in all, with those that an earlier run had left.
    pub bytes: u64,
    /// How many of them an earlier run had left; 0 if the download began at the beginning.
    pub resumed_from: u64,
    /// How many requests it took; 1 if nothing broke off.
    pub requests: u32,
    /// The id of the last request, to quote in a support case.
    pub request_id: Option<String>,
}

impl<'a> Download<'a> {
    /// A download of what `open` gives: the answer of `operation` from the beginning, or from a byte on.
    /// `open` tries again by its own rule until an answer begins; its errors end the download.
    #[doc(hidden)]
    pub fn new(
        core: &'a Core,
        operation: &'static Operation,
        open: impl FnMut(Option<Range>) -> BoxFuture<'a, Result<Response<ByteStream>, Error>>
        + Send
        + 'a,
    ) -> Self {
        Self::named(core, operation.name, Source::Operation(Box::new(open)))
    }

    fn named(core: &'a Core, operation: &'static str, source: Source<'a>) -> Self {
        Self {
            core,
            operation,
            source,
            expected: Expected::Declared(None),
            retry: None,
            on_progress: None,
        }
    }

    /// One request, with those that it is redirected to.
    fn open(&mut self, range: Option<Range>) -> BoxFuture<'a, Result<Response<ByteStream>, Error>> {
        match &mut self.source {
            Source::Operation(open) => open(range),
            Source::Link(link) => link::open(self.core, Arc::clone(link), range, self.expected),
        }
    }

    /// Calls `watch` after each piece that was written.
    pub fn on_progress(mut self, watch: impl FnMut(DownloadProgress) + Send + 'a) -> Self {
        self.on_progress = Some(Box::new(watch));
        self
    }

    /// Continues by this rule after the answer broke off, in place of the rule of the call or
    /// the client. For a link it holds until the answer begins, too; for an operation, `retry` on its
    /// builder does.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Takes whatever a link brings as the file.
    ///
    /// Without it an answer is no file if its media type is HTML, or if it is JSON or XML and the
    /// document is an error: an object with members such as `error`, `errorCode` or `code` with `message`
    /// and without a time or a level, an element `Error`. Lines of JSON, other documents, attachments
    /// (`Content-Disposition`), and all that has another media type or none are files without it. An
    /// operation takes what its document declares, whether this is called or not.
    pub fn any_media_type(mut self) -> Self {
        self.expected = Expected::Anything;
        self
    }

    /// Downloads to a file, which has its name only when it is complete.
    ///
    /// The bytes go to a temporary file in the same folder, `.NAME.part`, which is renamed at the end.
    /// A file that is there under the name is replaced then and not before, and the new one gets its
    /// permissions (mode, and where possible owner and group; not access control lists); the temporary file
    /// never has more. A symbolic link is replaced itself, by a file with the permissions of the one that it
    /// led to. If the download fails, or its future is dropped, or the process is killed, what has come
    /// stays in the temporary file, and the next call with the same `path` goes on from there if
    /// the server says that the content is still the same (`.NAME.part-info` records how it
    /// is recognized, not the address). It is removed if nothing in it can be used.
    ///
    /// If the name is longer than 128 bytes, the two files are called `.download-HASH.part` and
    /// `.download-HASH.part-info`. What stands there under such a name must be a file of one's own with no
    /// other name: links are neither followed nor replaced. They are locked against other downloads; on a
    /// file system without locks the download goes on without, and says so in an event of
    /// [`tracing`](https://docs.rs/tracing).
    ///
    /// # Errors
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) before anything is sent if `path` is a folder or
    /// another thing than a file, or its folder does not exist. [`Io`](crate::ErrorKind::Io) if
    /// another download to `path` is on its way, in this process or another, if a file cannot be
    /// written, or if another process changes it meanwhile. Otherwise as [`to_writer`](Self::to_writer), except that a file can start over.
    pub async fn to_file(self, path: impl AsRef<Path>) -> Result<Downloaded, Error> {
        let path = path.as_ref().to_owned();
        let span = telemetry::download(self.operation);
        let mut transfer = Transfer::new(self);
        let work = file::to_file(&mut transfer, path);
        let outcome = work.instrument(span.clone()).await;
        transfer.end(outcome, &span)
    }

    /// Downloads to a writer, and flushes it at the end.
    ///
    /// A writer cannot go back: if the answer breaks off, and the server cannot give its rest or has
    /// another content by then, the download fails.
    ///
    /// # Errors
    /// As the operation itself until the first byte; [`Timeout`](crate::ErrorKind::Timeout) and
    /// [`Transport`](crate::ErrorKind::Transport) if the answer broke off and all further attempts
    /// failed; [`Download`](crate::ErrorKind::Download) if the pieces do not fit together;
    /// [`Io`](crate::ErrorKind::Io) if the writer fails.
    pub async fn to_writer(
        self,
        writer: &mut (impl AsyncWrite + Unpin + Send),
    ) -> Result<Downloaded, Error> {
        let span = telemetry::download(self.operation);
        let mut transfer = Transfer::new(self);
        let work = writer::to_writer(&mut transfer, writer);
        let outcome = work.instrument(span.clone()).await;
        transfer.end(outcome, &span)
    }
}

impl fmt::Debug for Download<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").finish_non_exhaustive()
    }
}
