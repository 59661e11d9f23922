//! Downloading to a file.

use std::io;
use std::path::PathBuf;

use bytes::Bytes;
use tokio::task::{JoinHandle, spawn_blocking};

use super::Downloaded;
use super::content::Content;
use super::part::Part;
use super::transfer::{Piece, Transfer};
use crate::error::{Error, ErrorKind};

/// So much is written at once. Larger ones were not faster.
const BATCH: usize = 256 * 1024;

/// Writes all pieces of `transfer` to a temporary file beside `target`, and renames it.
pub(crate) async fn to_file(
    mut transfer: Transfer<'_>,
    target: PathBuf,
) -> Result<Downloaded, Error> {
    let claimed = spawn_blocking(move || Part::claim(&target)).await;
    let (part, left) = claimed.map_err(|error| Error::io("cannot write", error.into()))??;
    if let Some(left) = left {
        transfer.resume(left.content, left.position);
    }
    transfer.may_start_over();
    let mut disk = Disk::new(part);
    let outcome = match fill(&mut disk, &mut transfer).await {
        Ok(()) => disk.finish().await,
        Err(error) => {
            disk.give_up(error.kind() == ErrorKind::Download).await;
            Err(error)
        }
    };
    match outcome {
        Ok(()) => Ok(transfer.done()),
        Err(error) => Err(transfer.name(error)),
    }
}

async fn fill(disk: &mut Disk, transfer: &mut Transfer<'_>) -> Result<(), Error> {
    while let Some(piece) = transfer.next().await? {
        match piece {
            Piece::Begins(content) => disk.begin(content).await?,
            Piece::Bytes(bytes) => {
                disk.write(bytes).await?;
                transfer.report();
            }
        }
    }
    Ok(())
}

/// A temporary file with the work on it, which goes on in a thread of its own while the next pieces
/// arrive. One thing at a time; pieces are gathered, not copied.
struct Disk {
    /// The file, unless work on it is under way.
    part: Option<Part>,
    work: Option<JoinHandle<(Part, io::Result<()>)>>,
    pieces: Vec<Bytes>,
    gathered: usize,
}

impl Disk {
    fn new(part: Part) -> Self {
        Self {
            part: Some(part),
            work: None,
            pieces: Vec::new(),
            gathered: 0,
        }
    }

    /// Forgets what was written and what was gathered; `content` begins.
    async fn begin(&mut self, content: Content) -> Result<(), Error> {
        self.pieces.clear();
        self.gathered = 0;
        self.run(move |part| part.begin(&content)).await
    }

    async fn write(&mut self, piece: Bytes) -> Result<(), Error> {
        self.gathered += piece.len();
        self.pieces.push(piece);
        if self.gathered >= BATCH {
            self.flush().await?;
        }
        Ok(())
    }

    /// Begins to write what was gathered.
    async fn flush(&mut self) -> Result<(), Error> {
        let pieces = std::mem::take(&mut self.pieces);
        self.gathered = 0;
        self.run(move |part| part.write(&pieces)).await
    }

    async fn finish(mut self) -> Result<(), Error> {
        self.flush().await?;
        self.run(Part::finish).await?;
        self.settle().await
    }

    /// Keeps for the next run what it can use; nothing if the file is `spoilt`.
    async fn give_up(mut self, spoilt: bool) {
        let closing = async {
            self.flush().await?;
            self.settle().await
        };
        // The download has failed already, and that is the error to tell.
        let _ = closing.await;
        if let Some(part) = self.part.as_mut().filter(|_| spoilt) {
            part.spoil();
        }
    }

    /// Begins `work`, once the work before is done.
    async fn run(
        &mut self,
        work: impl FnOnce(&mut Part) -> io::Result<()> + Send + 'static,
    ) -> Result<(), Error> {
        self.settle().await?;
        if let Some(mut part) = self.part.take() {
            self.work = Some(spawn_blocking(move || {
                let outcome = work(&mut part);
                (part, outcome)
            }));
        }
        Ok(())
    }

    /// Waits until the work is done.
    async fn settle(&mut self) -> Result<(), Error> {
        let Some(work) = self.work.take() else {
            return Ok(());
        };
        // It fails if the runtime shuts down.
        let (part, outcome) = work
            .await
            .map_err(|error| Error::io("cannot write the download", error.into()))?;
        let part = self.part.insert(part);
        outcome.map_err(|error| part.failed("write", error))
    }
}
