//! Runs a download to a file or to a writer.

use std::path::Path;

use tokio::io::AsyncWrite;
use tracing::Instrument;

use super::source::{Download, Downloaded};
use super::transfer::Transfer;
use super::{file, writer};
use crate::error::Error;
use crate::telemetry;

impl Download<'_> {
    /// Downloads to a file, which gets its name only when it is complete.
    ///
    /// The bytes go to a temporary file in the same folder, `.NAME.part`, which is renamed at the end. Only
    /// then is an existing file of that name replaced. The new file gets its permissions (mode, and owner and
    /// group if possible; not access control lists); the temporary file never has more. A symbolic link is
    /// replaced itself, by a file with the permissions of the link's target.
    ///
    /// If the download fails, its future is dropped or the process is killed, the bytes so far stay in the
    /// temporary file. The next call with the same `path` continues from there if the server says that the
    /// content is still the same. `.NAME.part-info` records how to recognize the content, not its address. The
    /// temporary file is removed if nothing in it can be used.
    ///
    /// If the name is longer than 128 bytes, the two files are called `.download-HASH.part` and
    /// `.download-HASH.part-info`. An existing file with such a name must belong to the current user and have
    /// no other name: links are neither followed nor replaced. The files are locked against other downloads. On
    /// a file system without locks the download continues without one, and says so in an event of
    /// [`tracing`](https://docs.rs/tracing).
    ///
    /// # Errors
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) before anything is sent, if `path` is a folder or
    /// something else that is not a file, or its folder does not exist. [`Io`](crate::ErrorKind::Io) if another
    /// download to `path` is running, in this process or another, if a file cannot be written, or if another
    /// process changes it meanwhile. Otherwise the same as for [`to_writer`](Self::to_writer), except that a
    /// file can start over.
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
    /// A writer cannot go back. So the download fails if the answer breaks off and the server cannot send the
    /// rest, or has different content by then.
    ///
    /// # Errors
    /// Until the first byte, the errors of the operation itself. Then [`Timeout`](crate::ErrorKind::Timeout)
    /// and [`Transport`](crate::ErrorKind::Transport) if the answer broke off and all retries failed,
    /// [`Download`](crate::ErrorKind::Download) if the pieces do not fit together, and
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
