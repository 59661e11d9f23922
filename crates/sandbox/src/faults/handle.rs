//! Ordering faults.

use std::collections::BTreeMap;
use std::future::Future;
use std::io;
use std::sync::Arc;

use super::door::Door;
use super::fault::{Fault, Moment};
use super::gate::Gate;
use super::plan::{Order, Plan};

/// Makes a sandbox misbehave. Clones are the same: one can be moved into a clock or a task.
///
/// Nothing here is left to chance or to time. Which request goes wrong is counted; what stalls or
/// drips goes on when it is let.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use backhaul_sandbox::{Fault, Sandbox};
///
/// let sandbox = Sandbox::start().await?;
/// let faults = sandbox.faults();
/// // Two answers of an overloaded gateway, then a reset after all was done.
/// let busy = Fault::status(503).header("retry-after", "1").body("busy");
/// faults.on("getBackupExport", busy).times(2);
/// faults.on("getBackupExport", Fault::reset().after_applied()).times(1);
/// // A token endpoint, by the name that it has in `Sandbox::requests`.
/// faults.on("oauth token", Fault::html_page(502)).times(1);
/// // Each tenth request of all.
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

    /// Orders `fault` for the requests of an operation, named as in
    /// [`RequestRecord::operation`](crate::RequestRecord::operation). A name that no operation has is never met;
    /// [`Sandbox::operations`](crate::Sandbox::operations) lists them.
    ///
    /// It is in force at once, for each request, until [`clear`](Self::clear); what is called on the
    /// [`Order`] narrows it. Where several orders fit a request, the oldest that is due has it.
    pub fn on(&self, operation: impl Into<String>, fault: Fault) -> Order {
        self.plan.order(Some(operation.into()), fault)
    }

    /// Orders `fault` for all operations, token endpoints too.
    pub fn everywhere(&self, fault: Fault) -> Order {
        self.plan.order(None, fault)
    }

    /// Forgets all orders. What stalls or drips goes on to; the port stays as it is.
    pub fn clear(&self) {
        self.plan.clear();
        self.door.reset_no_more();
    }

    /// How often each fault happened since the start, by its short name. Connections that were
    /// refused or reset before a request do not show here: nobody knows what they were for.
    #[must_use]
    pub fn injected(&self) -> BTreeMap<String, u64> {
        self.plan.injected()
    }

    /// Lets go all requests that stall and all bodies that drip now. Those that come later wait anew.
    pub fn release(&self) {
        self.gate.release();
    }

    /// Lets `bytes` more bytes of bodies that drip go, of those that wait and those that will.
    pub fn let_bytes(&self, bytes: usize) {
        self.gate.let_bytes(bytes);
    }

    /// Ends when, after this call, a further request stalls or a byte of a body that drips has to
    /// wait. A test needs not sleep: its clock lets a limit of time be over when this ends.
    pub fn next_stall(&self) -> impl Future<Output = ()> + Send + 'static + use<> {
        self.gate.next_wait()
    }

    /// Refuses connections from now on (TCP RST to the SYN), and resets those that stand. The kernel
    /// refuses, and it reads no request; so this is for the whole sandbox and cannot be counted.
    ///
    /// # Errors
    /// If the computer does not give the port back, or the sandbox has ended.
    pub fn refuse_connections(&self) -> io::Result<()> {
        self.door.close()
    }

    /// Takes connections again, on the same port.
    ///
    /// # Errors
    /// If the computer does not let it listen again, or the sandbox has ended.
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

    /// The fault that meets a request of `operation` now.
    pub(crate) fn take(&self, operation: &str, moment: Moment) -> Option<Fault> {
        self.plan.take(operation, moment)
    }

    pub(crate) fn gate(&self) -> &Arc<Gate> {
        &self.gate
    }

    /// Holds up nothing any more, and waits for no client.
    pub(crate) fn end(&self) {
        self.clear();
        self.gate.open();
        self.door.end();
    }
}
