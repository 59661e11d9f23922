//! Writes a temporary file in a separate thread while the next pieces arrive.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::task::{JoinHandle, spawn_blocking};

use super::content::Content;
use super::part::Part;
use crate::error::Error;

/// How many bytes may wait to be written: enough that network and disk seldom wait for each other.
const MOST_WAITING: usize = 1024 * 1024;

/// A temporary file and the thread that writes it. Every piece that [`write`](Self::write) accepted reaches the
/// file, even if the download is dropped afterwards.
pub(crate) struct Disk {
    /// The file, unless the thread has it.
    part: Option<Part>,
    work: Option<JoinHandle<(Part, io::Result<()>)>>,
    queue: Arc<Mutex<Queue>>,
}

/// Pieces that arrived while others were being written.
#[derive(Default)]
struct Queue {
    pieces: Vec<Bytes>,
    bytes: usize,
    /// Whether a thread will write the pieces that are added.
    has_writer: bool,
}

impl Disk {
    pub(crate) fn new(part: Part) -> Self {
        Self {
            part: Some(part),
            work: None,
            queue: Arc::default(),
        }
    }

    /// Empties the file for `content`.
    pub(crate) async fn begin(&mut self, content: Content) -> Result<(), Error> {
        self.settle().await?;
        self.start(move |part| part.begin(&content));
        Ok(())
    }

    /// Accepts `piece` for writing. Waits if too many bytes are already waiting.
    pub(crate) async fn write(&mut self, piece: Bytes) -> Result<(), Error> {
        let refused = lock(&self.queue).add(piece);
        if let Some(piece) = refused {
            self.settle().await?;
            lock(&self.queue).open_with(piece);
            let queue = Arc::clone(&self.queue);
            self.start(move |part| write_all(&queue, part));
        }
        let is_full = lock(&self.queue).bytes >= MOST_WAITING;
        if is_full {
            self.settle().await?;
        }
        Ok(())
    }

    /// Renames the complete file to its final name.
    pub(crate) async fn finish(mut self) -> Result<(), Error> {
        self.settle().await?;
        self.start(Part::finish);
        self.settle().await
    }

    /// Keeps the file for the next run, unless it is `spoilt`.
    pub(crate) async fn give_up(mut self, spoilt: bool) {
        // The download has already failed, and that is the error to report.
        let _ = self.settle().await;
        if let Some(part) = self.part.as_mut().filter(|_| spoilt) {
            part.spoil();
        }
    }

    /// Begins `work` in the thread. The previous work must be done.
    fn start(&mut self, work: impl FnOnce(&mut Part) -> io::Result<()> + Send + 'static) {
        if let Some(mut part) = self.part.take() {
            self.work = Some(spawn_blocking(move || {
                let outcome = work(&mut part);
                (part, outcome)
            }));
        }
    }

    /// Waits until the work is done.
    async fn settle(&mut self) -> Result<(), Error> {
        let Some(work) = &mut self.work else {
            return Ok(());
        };
        let done = work.await;
        self.work = None;
        // This fails if the async runtime shuts down.
        let (part, outcome) =
            done.map_err(|error| Error::io("cannot write the download", error.into()))?;
        let part = self.part.insert(part);
        outcome.map_err(|error| part.failed("write", error))
    }
}

impl Queue {
    /// Returns `piece` if no thread would write it.
    fn add(&mut self, piece: Bytes) -> Option<Bytes> {
        if !self.has_writer {
            return Some(piece);
        }
        self.bytes += piece.len();
        self.pieces.push(piece);
        None
    }

    /// Notes that there is a writer now, and adds `piece` as the first to write.
    fn open_with(&mut self, piece: Bytes) {
        self.has_writer = true;
        self.add(piece);
    }

    /// Takes the pieces to write next. The writer stops when there are none.
    fn take(&mut self) -> Vec<Bytes> {
        self.has_writer = !self.pieces.is_empty();
        self.bytes = 0;
        std::mem::take(&mut self.pieces)
    }
}

/// Writes the pieces in the queue until it is empty. After a failure the queue only fills up.
fn write_all(queue: &Mutex<Queue>, part: &mut Part) -> io::Result<()> {
    loop {
        let pieces = lock(queue).take();
        if pieces.is_empty() {
            return Ok(());
        }
        part.write(&pieces)?;
    }
}

fn lock(queue: &Mutex<Queue>) -> MutexGuard<'_, Queue> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}
