//! The body of a request, which each attempt makes anew.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use tokio::task::spawn_blocking;

use crate::error::Error;
use crate::request::streamed::{Piece, Streamed};

/// The body of a request.
#[derive(Clone, Debug)]
pub(crate) enum Payload {
    Whole(Bytes),
    /// One piece after the other.
    Pieces(Arc<[Piece]>),
}

impl Payload {
    pub(crate) fn of(pieces: Vec<Piece>) -> Self {
        Self::Pieces(pieces.into())
    }

    /// Whether a part of it is still to be [measured](Self::measured).
    pub(crate) fn has_files(&self) -> bool {
        match self {
            Self::Whole(_) => false,
            Self::Pieces(pieces) => pieces
                .iter()
                .any(|piece| matches!(piece, Piece::File { .. })),
        }
    }

    /// The same with the length of each file.
    ///
    /// # Errors
    /// If a file cannot be opened, or is none.
    pub(crate) async fn measured(&self) -> Result<Self, Error> {
        let Self::Pieces(pieces) = self else {
            return Ok(self.clone());
        };
        let mut measured = pieces.to_vec();
        for piece in &mut measured {
            if let Piece::File { path, length } = piece {
                *length = length_of(path.to_path_buf()).await?;
            }
        }
        Ok(Self::of(measured))
    }

    /// The body of one attempt.
    pub(crate) fn body(&self) -> reqwest::Body {
        match self {
            Self::Whole(bytes) => bytes.clone().into(),
            Self::Pieces(pieces) if self.has_files() => {
                reqwest::Body::wrap(Streamed::new(Arc::clone(pieces)))
            }
            // What is in memory can be signed.
            Self::Pieces(_) => self.shown(|bytes| bytes.clone()).into(),
        }
    }

    /// What a person may read of it: in place of what the caller gave as bytes, how much that is.
    pub(crate) fn preview(&self) -> Bytes {
        self.shown(|bytes| format!("[{} bytes]", bytes.len()).into())
    }

    fn shown(&self, given: impl Fn(&Bytes) -> Bytes) -> Bytes {
        let pieces = match self {
            Self::Whole(bytes) => return bytes.clone(),
            Self::Pieces(pieces) => pieces,
        };
        let mut all = BytesMut::new();
        for piece in pieces.iter() {
            match piece {
                Piece::Text(text) => all.extend_from_slice(text),
                Piece::Bytes(bytes) => all.extend_from_slice(&given(bytes)),
                Piece::File { path, .. } => {
                    all.extend_from_slice(format!("[file {path:?}]").as_bytes());
                }
            }
        }
        all.freeze()
    }
}

async fn length_of(path: PathBuf) -> Result<u64, Error> {
    let shown = path.display().to_string();
    let found = spawn_blocking(move || {
        let file = File::open(&path)?.metadata()?;
        Ok::<_, std::io::Error>(file.is_file().then_some(file.len()))
    });
    let found = found.await.unwrap_or_else(|stopped| Err(stopped.into()));
    match found {
        Ok(Some(length)) => Ok(length),
        Ok(None) => Err(Error::invalid_input(format!(
            "the file {shown:?} cannot be sent: it is not a file"
        ))),
        Err(error) => {
            let message = format!("the file {shown:?} cannot be sent: {error}");
            Err(Error::invalid_input(message).with_source(error))
        }
    }
}
