//! Downloading to a writer.

use std::io;

use tokio::io::{AsyncWrite, AsyncWriteExt};

use super::Downloaded;
use super::transfer::{Piece, Transfer};
use crate::error::Error;

/// Writes all pieces of `transfer` to `writer`, and flushes it.
pub(crate) async fn to_writer(
    mut transfer: Transfer<'_>,
    writer: &mut (impl AsyncWrite + Unpin + Send),
) -> Result<Downloaded, Error> {
    while let Some(piece) = transfer.next().await? {
        // It begins once: a transfer may not start over unless it is told so.
        if let Piece::Bytes(bytes) = piece {
            let written = writer.write_all(&bytes).await;
            written.map_err(|error| failed(&transfer, error))?;
            transfer.report();
        }
    }
    let flushed = writer.flush().await;
    flushed.map_err(|error| failed(&transfer, error))?;
    Ok(transfer.done())
}

fn failed(transfer: &Transfer<'_>, error: io::Error) -> Error {
    transfer.name(Error::io("the writer failed", error))
}
