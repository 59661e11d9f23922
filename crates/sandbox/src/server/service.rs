//! The providers, each with the operations of its document.

use crate::document::embedded::operations_of;
use crate::document::{DocumentError, Operation};
use crate::every_provider::every_provider;
use crate::http::Request;
use crate::providers::{self, Parts, Provider};

/// A provider with the operations of its document.
pub(super) struct Service {
    pub(super) operations: &'static [Operation],
    pub(super) provider: Box<dyn Provider>,
}

impl Service {
    fn new(provider: impl Provider + 'static) -> Result<Self, DocumentError> {
        Ok(Self {
            operations: operations_of(provider.document())?,
            provider: Box::new(provider),
        })
    }

    /// The operation that a request is for, with its decoded path parameters. Of several with the same method and
    /// path, the first that has the query that it needs.
    pub(super) fn operation(
        &self,
        request: &Request,
    ) -> Option<(&'static Operation, Vec<(String, String)>)> {
        let path = request.segments();
        let mut fitting = self
            .operations
            .iter()
            .filter(|operation| operation.method == request.method)
            .filter_map(|operation| Some((operation, operation.template.matches(&path)?)))
            .filter(|(operation, _)| self.provider.reaches(operation, request));
        let first = fitting.next()?;
        let query = request.query();
        let has_needs = |operation: &Operation| {
            let mut needs = operation.needs();
            needs.all(|name| query.iter().any(|(key, _)| key == name))
        };
        if has_needs(first.0) {
            return Some(first);
        }
        let other = fitting
            .find(|(operation, _)| operation.template == first.0.template && has_needs(operation));
        Some(other.unwrap_or(first))
    }
}

/// All of them, in the order in which they are asked whether a request is theirs.
pub(super) fn services(parts: &Parts) -> Result<Vec<Service>, DocumentError> {
    macro_rules! services {
        ($($name:literal, $provider:ident;)+) => {
            Ok(vec![$(Service::new(providers::$provider::new(parts))?,)+])
        };
    }
    every_provider!(services)
}
