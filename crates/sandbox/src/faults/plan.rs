//! Which requests a fault is injected into.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::fault::{Fault, Moment};

/// The faults to inject, and how often each was.
#[derive(Debug, Default)]
pub(super) struct Plan(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    orders: Vec<Ordered>,
    next_id: u64,
    injected: BTreeMap<String, u64>,
}

#[derive(Debug)]
struct Ordered {
    id: u64,
    /// None for all.
    operation: Option<String>,
    fault: Fault,
    skip: u64,
    every: u64,
    times: u64,
    seen: u64,
    injected: u64,
}

impl Ordered {
    fn is_for(&self, operation: &str, moment: Moment) -> bool {
        let wanted = self.operation.as_deref();
        self.fault.moment() == moment && wanted.is_none_or(|wanted| wanted == operation)
    }

    /// Counts a request and says whether the fault is due.
    fn count(&mut self) -> bool {
        self.seen += 1;
        let due = self.seen > self.skip && (self.seen - self.skip).is_multiple_of(self.every);
        let due = due && self.injected < self.times;
        self.injected += u64::from(due);
        due
    }
}

impl Plan {
    /// Injects `fault` into each request of `operation`, or of all.
    pub(super) fn order(self: &Arc<Self>, operation: Option<String>, fault: Fault) -> Order {
        let mut state = self.state();
        let id = state.next_id;
        state.next_id += 1;
        state.orders.push(Ordered {
            id,
            operation,
            fault,
            skip: 0,
            every: 1,
            times: u64::MAX,
            seen: 0,
            injected: 0,
        });
        Order {
            plan: Arc::clone(self),
            id,
        }
    }

    /// The fault to inject into a request of `operation` at this moment. The oldest order that is due
    /// gets the request; it does not count for the others.
    pub(super) fn take(&self, operation: &str, moment: Moment) -> Option<Fault> {
        let mut state = self.state();
        let due = state
            .orders
            .iter_mut()
            .find_map(|one| (one.is_for(operation, moment) && one.count()).then_some(one))?;
        let fault = due.fault.clone();
        *state.injected.entry(fault.to_string()).or_default() += 1;
        Some(fault)
    }

    pub(super) fn clear(&self) {
        self.state().orders.clear();
    }

    pub(super) fn injected(&self) -> BTreeMap<String, u64> {
        self.state().injected.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A fault that is injected from now until [`Faults::clear`](crate::Faults::clear). Unless it is narrowed, into
/// each request.
#[derive(Clone, Debug)]
pub struct Order {
    plan: Arc<Plan>,
    id: u64,
}

impl Order {
    /// At most this many times.
    pub fn times(self, times: u64) -> Self {
        self.change(|order| order.times = times);
        self
    }

    /// Only every `n`th request: the `n`th, the `2n`th, and so on. 0 counts as 1.
    pub fn every(self, n: u64) -> Self {
        self.change(|order| order.every = n.max(1));
        self
    }

    /// Skips this many requests first.
    pub fn skip(self, requests: u64) -> Self {
        self.change(|order| order.skip = requests);
        self
    }

    /// How often it was injected; 0 after [`Faults::clear`](crate::Faults::clear).
    #[must_use]
    pub fn injected(&self) -> u64 {
        let state = self.plan.state();
        let order = state.orders.iter().find(|order| order.id == self.id);
        order.map_or(0, |order| order.injected)
    }

    fn change(&self, change: impl FnOnce(&mut Ordered)) {
        let mut state = self.plan.state();
        if let Some(order) = state.orders.iter_mut().find(|order| order.id == self.id) {
            change(order);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Plan;
    use crate::faults::fault::{Fault, Moment};

    fn taken(plan: &Plan, operation: &str) -> String {
        let fault = plan.take(operation, Moment::Admitted);
        fault.map_or_else(|| "-".to_owned(), |fault| fault.to_string())
    }

    #[test]
    fn faults_come_one_after_the_other_and_only_where_they_belong() {
        let plan = Arc::new(Plan::default());
        plan.order(Some("a".to_owned()), Fault::status(503))
            .times(2);
        plan.order(Some("a".to_owned()), Fault::reset()).times(1);
        let order = plan.order(None, Fault::stall()).skip(1).every(2);
        let seen = ["a", "b", "a", "a", "a", "b", "b"].map(|operation| taken(&plan, operation));
        // Of "b, a, b, b", which no other order took, the first is skipped, and every second one is hit.
        assert_eq!(
            seen,
            ["status 503", "-", "status 503", "reset", "-", "stall", "-"]
        );
        assert_eq!(order.injected(), 1);
        let injected: Vec<_> = plan.injected().into_values().collect();
        assert_eq!(injected, [1, 1, 2]);
        plan.clear();
        assert_eq!(taken(&plan, "a"), "-");
        assert_eq!((order.injected(), plan.injected().len()), (0, 3));
    }

    #[test]
    fn a_request_without_credentials_is_for_the_gateway_only() {
        let plan = Arc::new(Plan::default());
        plan.order(None, Fault::status(500)).times(1);
        assert_eq!(plan.take("a", Moment::Arrived), None);
        plan.order(None, Fault::status(503).before_credentials());
        assert_eq!(
            plan.take("a", Moment::Arrived).unwrap().to_string(),
            "status 503"
        );
        assert_eq!(taken(&plan, "a"), "status 500");
        assert_eq!(taken(&plan, "a"), "-");
    }
}
