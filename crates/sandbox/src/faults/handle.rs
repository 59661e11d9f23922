//! The handle that injects faults.

use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::sync::Arc;

use super::door::Door;
use super::fault::{Fault, Moment};
use super::gate::Gate;
use super::plan::{Order, Plan};

/// Makes a sandbox misbehave. Clones share their state, so one can be moved into a clock or a task.
///
/// Nothing here depends on chance or time. Requests are counted, and what stalls or drips continues
/// when it is released.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use backhaul_sandbox::{Fault, Sandbox};
///
/// let sandbox = Sandbox::start().await?;
/// let faults = sandbox.faults();
/// // Two answers of an overloaded gateway, then a reset after the operation was applied.
/// let busy = Fault::status(503).header("retry-after", "1").body("busy");
/// faults.on("getBackupExport", busy).times(2);
/// faults.on("getBackupExport", Fault::reset().after_applied()).times(1);
/// // A token endpoint, by the name that it has in `Sandbox::requests`.
/// faults.on("oauth token", Fault::html_page(502)).times(1);
/// // Every tenth request.
/// let reset = faults.everywhere(Fault::reset()).every(10);
///
/// assert_eq!(reset.injected(), 0);
/// assert!(faults.injected().is_empty());
/// faults.clear();
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Faults {
    plan: Arc<Plan>,
    gate: Arc<Gate>,
    door: Door,
}

impl Faults {
    pub(crate) fn new(door: Door) -> Self {
        Self {
            plan: Arc::default(),
            gate: Arc::new(Gate::new()),
            door,
        }
    }

    /// Injects `fault` into the requests of an operation, named as in
    /// [`RequestRecord::operation`](crate::RequestRecord::operation). A name that no operation has never matches;
    /// [`Sandbox::operations`](crate::Sandbox::operations) lists them.
    ///
    /// It applies at once, to each request, until [`clear`](Self::clear); the methods of the
    /// [`Order`] narrow it. If several fit a request, the oldest that is due is injected.
    pub fn on(&self, operation: impl Into<String>, fault: Fault) -> Order {
        self.plan.order(Some(operation.into()), fault)
    }

    /// Injects `fault` into the requests of all operations, token endpoints too.
    pub fn everywhere(&self, fault: Fault) -> Order {
        self.plan.order(None, fault)
    }

    /// Cancels all faults. What stalls or drips now keeps doing so; the port stays as it is.
    pub fn clear(&self) {
        self.plan.clear();
        self.door.reset_no_more();
    }

    /// How often each fault was injected since the start, by its short name. Connections that were
    /// refused or reset before a request are not counted: it is unknown what they were for.
    #[must_use]
    pub fn injected(&self) -> BTreeMap<String, u64> {
        self.plan.injected()
    }

    /// Releases all requests that stall and all bodies that drip now. Later ones wait again.
    pub fn release(&self) {
        self.gate.release();
    }

    /// Releases `bytes` more bytes of dripping bodies, of present and future ones.
    pub fn let_bytes(&self, bytes: usize) {
        self.gate.let_bytes(bytes);
    }

    /// Completes when, after this call, another request stalls or a byte of a dripping body has to
    /// wait. A test need not sleep: it advances its clock when this completes.
    pub fn next_stall(&self) -> impl Future<Output = ()> + Send + 'static + use<> {
        self.gate.next_wait()
    }

    /// Refuses connections from now on (TCP RST to the SYN), and resets those that are open. The kernel
    /// refuses them before a request is read, so this is for the whole sandbox and is not counted.
    ///
    /// # Errors
    /// If the system does not release the port, or the sandbox has ended.
    pub fn refuse_connections(&self) -> io::Result<()> {
        self.door.close()
    }

    /// Accepts connections again, on the same port.
    ///
    /// # Errors
    /// If the system does not let it listen again, or the sandbox has ended.
    ///
    /// # Panics
    /// Outside of a tokio runtime, if connections were refused.
    pub fn accept_connections(&self) -> io::Result<()> {
        self.door.open()
    }

    /// Accepts the next `times` connections and resets them before anything is read from them. For
    /// the whole sandbox, since no request is known yet.
    pub fn reset_connections(&self, times: u64) {
        self.door.reset_next(times);
    }

    /// The fault to inject into a request of `operation` now.
    pub(crate) fn take(&self, operation: &str, moment: Moment) -> Option<Fault> {
        self.plan.take(operation, moment)
    }

    pub(crate) fn gate(&self) -> &Arc<Gate> {
        &self.gate
    }

    /// Releases everything, and waits for no client.
    pub(crate) fn end(&self) {
        self.clear();
        self.gate.open();
        self.door.end();
    }
}
