//! Running a download: to a file, or to a writer.

use std::path::Path;

use tokio::io::AsyncWrite;
use tracing::Instrument;

use super::source::{Download, Downloaded};
use super::transfer::Transfer;
use super::{file, writer};
use crate::error::Error;
use crate::telemetry;

impl Download<'_> {
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
