//! Connections that can be reset.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::watch;

/// The connection of a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Connection(Arc<Standing>);

#[derive(Debug, Default)]
struct Standing {
    reset: AtomicBool,
    /// Whether all that the client has sent was read and is being answered.
    answering: AtomicBool,
}

impl Connection {
    /// Resets it: nothing that is written from now on is sent.
    pub(crate) fn reset(&self) {
        self.0.reset.store(true, Ordering::Relaxed);
    }

    fn is_reset(&self) -> bool {
        self.0.reset.load(Ordering::Relaxed)
    }

    /// The request was read to its end.
    pub(crate) fn has_request(&self) {
        self.0.answering.store(true, Ordering::Relaxed);
    }

    /// More was read.
    fn has_read(&self) {
        self.0.answering.store(false, Ordering::Relaxed);
    }

    fn is_answering(&self) -> bool {
        self.0.answering.load(Ordering::Relaxed)
    }
}

/// A connection as the server reads and writes it. After a reset it returns errors, so that the server
/// drops it; dropping it then sends a RST instead of a FIN.
pub(crate) struct Wire {
    stream: TcpStream,
    connection: Connection,
    /// Completes when all connections must be reset.
    outage: Pin<Box<dyn Future<Output = ()> + Send>>,
    /// Completes when the sandbox ends.
    end: Pin<Box<dyn Future<Output = ()> + Send>>,
    has_ended: bool,
}

impl Wire {
    /// `outages` is a number that changes with each outage, `end` turns true with the end of the
    /// sandbox.
    pub(super) fn new(
        stream: TcpStream,
        mut outages: watch::Receiver<u64>,
        mut end: watch::Receiver<bool>,
    ) -> Self {
        let seen = *outages.borrow();
        let outage = async move {
            // An error means that the listener is gone. Open connections may end well.
            if outages.wait_for(|now| *now != seen).await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        Self {
            stream,
            connection: Connection::default(),
            outage: Box::pin(outage),
            end: Box::pin(async move {
                if end.wait_for(|ended| *ended).await.is_err() {
                    std::future::pending::<()>().await;
                }
            }),
            has_ended: false,
        }
    }

    /// Whether to stop waiting for the rest of a request, because the sandbox ends.
    fn gives_up(&mut self, context: &mut Context<'_>) -> bool {
        if !self.has_ended {
            self.has_ended = self.end.as_mut().poll(context).is_ready();
        }
        self.has_ended && !self.connection.is_answering()
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// # Errors
    /// If it was reset.
    fn check(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        if !self.connection.is_reset() && self.outage.as_mut().poll(context).is_ready() {
            self.connection.reset();
        }
        if self.connection.is_reset() {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(())
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if self.connection.is_reset() {
            // A failure means that the connection is gone already.
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.check(context)?;
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.connection.has_read();
        }
        if read.is_pending() && self.gives_up(context) {
            // As if the client had disconnected.
            return Poll::Ready(Ok(()));
        }
        read
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
