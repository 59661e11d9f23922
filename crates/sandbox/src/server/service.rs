//! The providers, each with the operations of its document.

use std::sync::Arc;

use super::settings::Settings;
use crate::auth::dcs::IamTokens;
use crate::auth::mongodb::MongodbGate;
use crate::document::embedded::operations_of;
use crate::document::{DocumentError, Operation};
use crate::fixtures::Fixtures;
use crate::providers::{Atlas, CloudManager, Dcs, Provider, Sls};
use crate::state::World;

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
pub(super) fn services(
    fixtures: &'static Fixtures,
    settings: &Settings,
    world: &Arc<World>,
    mongodb: &Arc<MongodbGate>,
    iam_tokens: &Arc<IamTokens>,
) -> Result<Vec<Service>, DocumentError> {
    let clock = &settings.clock;
    Ok(vec![
        Service::new(Atlas::new(world.clone(), mongodb.clone()))?,
        Service::new(CloudManager::new(world.clone(), mongodb.clone()))?,
        Service::new(Dcs::new(
            world.clone(),
            fixtures,
            clock.clone(),
            iam_tokens.clone(),
        ))?,
        Service::new(Sls::new(world.clone(), fixtures, clock.clone()))?,
    ])
}
