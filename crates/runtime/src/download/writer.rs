//! Downloading to a writer.

use std::io;

use tokio::io::{AsyncWrite, AsyncWriteExt};

use super::transfer::{Piece, Transfer};
use crate::error::Error;

/// Writes all pieces of `transfer` to `writer`, and flushes it.
pub(crate) async fn to_writer(
    transfer: &mut Transfer<'_>,
    writer: &mut (impl AsyncWrite + Unpin + Send),
) -> Result<(), Error> {
    while let Some(piece) = transfer.next().await? {
        // The content begins only once: this transfer may not start over.
        if let Piece::Bytes(bytes) = piece {
            let written = writer.write_all(&bytes).await;
            written.map_err(failed)?;
            transfer.report();
        }
    }
    writer.flush().await.map_err(failed)
}

fn failed(error: io::Error) -> Error {
    Error::io("the writer failed", error)
}
