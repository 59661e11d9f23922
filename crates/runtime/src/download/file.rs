//! Downloading to a file.

use std::path::PathBuf;

use tokio::task::spawn_blocking;

use super::disk::Disk;
use super::part::Part;
use super::transfer::{Piece, Transfer};
use crate::error::{Error, ErrorKind};
use crate::telemetry;

/// Writes all pieces of `transfer` to a temporary file next to `target`, and renames it.
pub(crate) async fn to_file(transfer: &mut Transfer<'_>, target: PathBuf) -> Result<(), Error> {
    let claimed = spawn_blocking(move || Part::claim(&target)).await;
    let (part, left) = claimed.map_err(|error| Error::io("cannot write", error.into()))??;
    if !part.is_locked() {
        telemetry::download_without_lock();
    }
    if let Some(left) = left {
        transfer.resume(left.content, left.position);
    }
    transfer.may_start_over();
    let mut disk = Disk::new(part);
    match fill(&mut disk, transfer).await {
        Ok(()) => disk.finish().await,
        Err(error) => {
            disk.give_up(error.kind() == ErrorKind::Download).await;
            Err(error)
        }
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
