//! Injected faults: what goes wrong on the way from a client to a provider and back.

mod body;
mod door;
mod fault;
mod gate;
mod handle;
mod plan;
mod wire;

pub use fault::Fault;
pub use handle::Faults;
pub use plan::Order;

pub(crate) use door::Door;
pub(crate) use fault::Moment;
pub(crate) use wire::Connection;
