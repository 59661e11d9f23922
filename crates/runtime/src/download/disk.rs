//! Writing a temporary file in a thread of its own, while the next pieces arrive.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::task::{JoinHandle, spawn_blocking};

use super::content::Content;
use super::part::Part;
use crate::error::Error;

/// So many bytes may wait to be written. More was not faster.
const MOST_WAITING: usize = 1024 * 1024;

/// A temporary file with the work on it. Whatever [`write`](Self::write) has taken gets to the file, even
/// if the download is dropped then.
pub(crate) struct Disk {
    /// The file, unless work on it is under way.
    part: Option<Part>,
    work: Option<JoinHandle<(Part, io::Result<()>)>>,
    queue: Arc<Mutex<Queue>>,
}

/// Pieces that arrived while others were being written.
#[derive(Default)]
struct Queue {
    pieces: Vec<Bytes>,
    bytes: usize,
    /// Whether somebody will write what is added.
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

    /// Takes `piece`, which will be written in its turn. Waits if too much is waiting already.
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

    /// Gives the complete file its name.
    pub(crate) async fn finish(mut self) -> Result<(), Error> {
        self.settle().await?;
        self.start(Part::finish);
        self.settle().await
    }

    /// Keeps for the next run what it can use; nothing if the file is `spoilt`.
    pub(crate) async fn give_up(mut self, spoilt: bool) {
        // The download has failed already, and that is the error to tell.
        let _ = self.settle().await;
        if let Some(part) = self.part.as_mut().filter(|_| spoilt) {
            part.spoil();
        }
    }

    /// Begins `work`; the work before is done.
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
        // It fails if the runtime shuts down.
        let (part, outcome) =
            done.map_err(|error| Error::io("cannot write the download", error.into()))?;
        let part = self.part.insert(part);
        outcome.map_err(|error| part.failed("write", error))
    }
}

impl Queue {
    /// Gives `piece` back if nobody would write it.
    fn add(&mut self, piece: Bytes) -> Option<Bytes> {
        if !self.has_writer {
            return Some(piece);
        }
        self.bytes += piece.len();
        self.pieces.push(piece);
        None
    }

    /// There is a writer now, for `piece` first.
    fn open_with(&mut self, piece: Bytes) {
        self.has_writer = true;
        self.add(piece);
    }

    /// What is to be written next. The writer leaves when there is nothing.
    fn take(&mut self) -> Vec<Bytes> {
        self.has_writer = !self.pieces.is_empty();
        self.bytes = 0;
        std::mem::take(&mut self.pieces)
    }
}

/// Writes what is in the queue until it is empty. After a failure the queue only fills up.
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
