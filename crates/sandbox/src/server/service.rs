//! The providers, each with the operations of its document.

use crate::document::embedded::operations_of;
use crate::document::{DocumentError, Operation};
use crate::every_provider::every_provider;
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
