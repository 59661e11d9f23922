//! The port of the sandbox: open, or closed so that connections are refused.

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;

use super::wire::{Connection, Wire};

/// Connections that may wait to be accepted.
const BACKLOG: u32 = 1024;

/// How long to wait after a failure to accept for lack of resources.
const EXHAUSTED: Duration = Duration::from_millis(100);

/// A port that can be closed and opened again. Clones are the same door.
#[derive(Clone, Debug)]
pub(crate) struct Door(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    address: SocketAddr,
    state: Mutex<State>,
    /// How often it was closed.
    outages: watch::Sender<u64>,
    /// Whether the sandbox ends.
    end: watch::Sender<bool>,
}

#[derive(Debug)]
struct State {
    port: Port,
    /// How many more connections to reset at once.
    resets: u64,
    /// The task that waits for a connection.
    waker: Option<Waker>,
}

#[derive(Debug)]
enum Port {
    Open(TcpListener),
    /// Bound, so that no other process takes the port, but not listening.
    Closed(TcpSocket),
    /// The sandbox has ended, or closing or opening went wrong.
    Lost,
}

impl Door {
    pub(crate) fn new(listener: TcpListener) -> io::Result<Self> {
        Ok(Self(Arc::new(Inner {
            address: listener.local_addr()?,
            state: Mutex::new(State {
                port: Port::Open(listener),
                resets: 0,
                waker: None,
            }),
            outages: watch::Sender::new(0),
            end: watch::Sender::new(false),
        })))
    }

    /// Refuses connections from now on, and resets those that are open.
    pub(super) fn close(&self) -> io::Result<()> {
        let mut state = self.state();
        match state.port {
            Port::Open(_) => {}
            Port::Closed(_) => return Ok(()),
            Port::Lost => return Err(lost()),
        }
        // The listener has to go first: two cannot share a port while one of them listens.
        state.port = Port::Lost;
        let socket = TcpSocket::new_v4()?;
        socket.set_reuseaddr(true)?;
        socket.bind(self.0.address)?;
        state.port = Port::Closed(socket);
        drop(state);
        self.0.outages.send_modify(|outages| *outages += 1);
        Ok(())
    }

    /// Stops waiting for requests that have not arrived completely.
    pub(super) fn end(&self) {
        self.0.end.send_replace(true);
    }

    /// Accepts connections again.
    pub(super) fn open(&self) -> io::Result<()> {
        let mut state = self.state();
        state.port = match std::mem::replace(&mut state.port, Port::Lost) {
            Port::Closed(socket) => Port::Open(socket.listen(BACKLOG)?),
            Port::Open(listener) => Port::Open(listener),
            Port::Lost => return Err(lost()),
        };
        if let Some(waker) = state.waker.take() {
            waker.wake();
        }
        Ok(())
    }

    /// Resets the next `times` connections as soon as they are accepted.
    pub(super) fn reset_next(&self, times: u64) {
        let mut state = self.state();
        state.resets = state.resets.saturating_add(times);
    }

    /// Cancels [`Self::reset_next`].
    pub(super) fn reset_no_more(&self) {
        self.state().resets = 0;
    }

    /// The listener for the server.
    pub(crate) fn entrance(&self) -> Entrance {
        Entrance(self.clone())
    }

    /// The next connection, and whether to reset it at once.
    async fn next(&self) -> io::Result<(TcpStream, SocketAddr, bool)> {
        poll_fn(|context| {
            let mut state = self.state();
            if let Port::Open(listener) = &state.port
                && let Poll::Ready(accepted) = listener.poll_accept(context)
            {
                let (stream, address) = accepted?;
                let reset = state.resets > 0;
                state.resets -= u64::from(reset);
                return Poll::Ready(Ok((stream, address, reset)));
            }
            state.waker = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn lost() -> io::Error {
    io::Error::other("the sandbox has lost its port")
}

/// The server's side of a [`Door`]. Dropping it releases the port, even if clones of the door remain.
pub(crate) struct Entrance(Door);

impl Drop for Entrance {
    fn drop(&mut self) {
        self.0.state().port = Port::Lost;
    }
}

impl Listener for Entrance {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        loop {
            match self.0.next().await {
                Ok((stream, address, reset)) => {
                    // A failure of either means that the client is gone, which shows soon enough.
                    let _ = stream.set_nodelay(true);
                    let inner = &self.0.0;
                    let wire = Wire::new(stream, inner.outages.subscribe(), inner.end.subscribe());
                    if reset {
                        wire.connection().reset();
                    } else {
                        return (wire, address);
                    }
                }
                Err(error) if is_the_clients(&error) => {}
                Err(_) => tokio::time::sleep(EXHAUSTED).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.0.0.address)
    }
}

fn is_the_clients(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset
    )
}

impl Connected<IncomingStream<'_, Entrance>> for Connection {
    fn connect_info(stream: IncomingStream<'_, Entrance>) -> Self {
        stream.io().connection().clone()
    }
}
