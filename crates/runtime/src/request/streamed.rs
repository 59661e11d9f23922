//! A body that is read from files while it is sent.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::task::{JoinHandle, spawn_blocking};

use crate::sent::upload::{Upload, UploadContent};

/// How much of a file is read at once.
const AT_ONCE: u64 = 64 * 1024;

/// A part of a body.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    /// What this client wrote.
    Text(Bytes),
    /// What the caller gave as bytes.
    Bytes(Bytes),
    File {
        path: Arc<Path>,
        /// In bytes; known once the call begins.
        length: u64,
    },
}

impl Piece {
    fn length(&self) -> u64 {
        match self {
            Self::Text(bytes) | Self::Bytes(bytes) => bytes.len() as u64,
            Self::File { length, .. } => *length,
        }
    }
}

impl From<&Upload> for Piece {
    fn from(upload: &Upload) -> Self {
        match &upload.content {
            UploadContent::Bytes(bytes) => Self::Bytes(bytes.clone()),
            UploadContent::File(path) => Self::File {
                path: path.as_path().into(),
                length: 0,
            },
        }
    }
}

/// A file, with what was just read of it.
type Chunk = io::Result<(File, Bytes)>;

/// The pieces of a body in one stream of known length.
pub(crate) struct Streamed {
    pieces: Arc<[Piece]>,
    next: usize,
    /// The file that is being read, in a thread of its own, with how much of it was not read before.
    reading: Option<(JoinHandle<Chunk>, u64)>,
    /// How much is still to be sent of all.
    left: u64,
}

impl Streamed {
    pub(crate) fn new(pieces: Arc<[Piece]>) -> Self {
        let length = pieces.iter().map(Piece::length).sum();
        Self {
            pieces,
            next: 0,
            reading: None,
            left: length,
        }
    }

    fn sent(&mut self, bytes: Bytes) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.left = self.left.saturating_sub(bytes.len() as u64);
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }
}

impl Body for Streamed {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let body = self.get_mut();
        loop {
            if let Some((work, before)) = &mut body.reading {
                let done = ready!(Pin::new(work).poll(context));
                let before = *before;
                body.reading = None;
                let (file, bytes) = match done.unwrap_or_else(|stopped| Err(stopped.into())) {
                    Ok(chunk) => chunk,
                    Err(error) => return Poll::Ready(Some(Err(error))),
                };
                let left = before.saturating_sub(bytes.len() as u64);
                // The next part is read while this one is sent.
                body.reading = (left > 0).then(|| (spawn_blocking(move || read(file, left)), left));
                return body.sent(bytes);
            }
            let Some(piece) = body.pieces.get(body.next).cloned() else {
                return Poll::Ready(None);
            };
            body.next += 1;
            match piece {
                Piece::Text(bytes) | Piece::Bytes(bytes) => return body.sent(bytes),
                Piece::File { length: 0, .. } => {}
                Piece::File { path, length } => {
                    body.reading = Some((spawn_blocking(move || begin(&path, length)), length));
                }
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

fn begin(path: &Path, length: u64) -> Chunk {
    read(File::open(path)?, length)
}

/// Reads the next part of a file of which `left` is still to be sent.
fn read(file: File, left: u64) -> Chunk {
    let wanted = left.min(AT_ONCE);
    let mut bytes = Vec::new();
    (&file).take(wanted).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < wanted {
        let message = "a file became shorter while it was sent";
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, message));
    }
    Ok((file, bytes.into()))
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::io::Write;
    use std::path::Path;
    use std::pin::Pin;

    use super::{AT_ONCE, Body, Piece, Streamed};

    fn file(path: &Path, length: u64) -> Piece {
        Piece::File {
            path: path.into(),
            length,
        }
    }

    async fn all(pieces: Vec<Piece>, length: u64) -> std::io::Result<Vec<u8>> {
        let mut body = Streamed::new(pieces.into());
        let mut read = Vec::new();
        while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            read.extend_from_slice(&frame?.into_data().unwrap());
            assert_eq!(body.size_hint().exact(), Some(length - read.len() as u64));
        }
        Ok(read)
    }

    #[tokio::test]
    async fn pieces_come_one_after_the_other() {
        let mut large = tempfile::NamedTempFile::new().unwrap();
        let content: Vec<u8> = (0..AT_ONCE * 2 + 7).map(|n| (n % 251) as u8).collect();
        large.write_all(&content).unwrap();
        let empty = tempfile::NamedTempFile::new().unwrap();
        let length = content.len() as u64;
        let pieces = vec![
            Piece::Text("a".into()),
            file(large.path(), length),
            file(empty.path(), 0),
            Piece::Bytes("b".into()),
        ];
        let read = all(pieces, length + 2).await.unwrap();
        assert_eq!(read, [b"a", &content[..], b"b"].concat());
    }

    #[tokio::test]
    async fn what_is_gone_or_grew_is_not_sent() {
        let mut short = tempfile::NamedTempFile::new().unwrap();
        short.write_all(b"abcdef").unwrap();
        let told = all(vec![file(short.path(), 7)], 7).await.unwrap_err();
        assert_eq!(told.to_string(), "a file became shorter while it was sent");
        assert_eq!(all(vec![file(short.path(), 3)], 3).await.unwrap(), b"abc");
        let gone = short.path().to_owned();
        short.close().unwrap();
        assert!(all(vec![file(&gone, 6)], 6).await.is_err());
    }
}
