//! All that a request can reach.

use std::sync::Arc;

use axum::http::Method;

use super::service::{Service, services};
use super::settings::Settings;
use crate::auth::dcs::IamTokens;
use crate::auth::mongodb::MongodbGate;
use crate::document::DocumentError;
use crate::faults::Faults;
use crate::fixtures::Fixtures;
use crate::http::Request;
use crate::providers::{Iam, OAuth, ObjectStorage, Parts, TokenService};
use crate::records::{AppliedRequests, RequestLog};
use crate::scheduled::{Failures, IamTokenFailure, Redirects, TokenFailure};
use crate::state::World;
use crate::time::Clock;
use crate::tokens::IssuedTokens;

/// The name of the operation that fetches a file by a pre-signed link.
pub(super) const OBJECT: &str = "object";

/// All that a request can reach.
pub(crate) struct Server {
    pub(super) services: Vec<Service>,
    token_services: [Box<dyn TokenService>; 2],
    pub(super) objects: ObjectStorage,
    pub(super) clock: Clock,
    /// The credentials of Atlas and Cloud Manager.
    pub(crate) mongodb: Arc<MongodbGate>,
    /// The tokens that IAM issued.
    pub(crate) iam_tokens: Arc<IamTokens>,
    /// The scheduled failures of MongoDB's token endpoint.
    pub(crate) token_failures: Arc<Failures<TokenFailure>>,
    /// The scheduled failures of IAM's token endpoint.
    pub(crate) iam_token_failures: Arc<Failures<IamTokenFailure>>,
    /// The scheduled redirects.
    pub(crate) redirects: Redirects,
    /// The faults to inject.
    pub(crate) faults: Faults,
    /// The requests that changed something.
    pub(crate) applied: AppliedRequests,
    /// The requests that were received.
    pub(crate) log: RequestLog,
    /// What exists.
    pub(crate) world: Arc<World>,
}

impl Server {
    pub(crate) fn new(
        fixtures: &'static Fixtures,
        base_url: &str,
        faults: Faults,
        settings: Settings,
    ) -> Result<Self, DocumentError> {
        let clock = settings.clock.clone();
        let world = Arc::new(World::new(fixtures, base_url, &clock, settings.plan));
        let tokens = IssuedTokens::new(clock.clone(), settings.token_lifetime);
        let mongodb = Arc::new(MongodbGate::new(fixtures, settings.digest, tokens));
        let iam_tokens = IssuedTokens::new(clock.clone(), settings.iam_token_lifetime);
        let iam_tokens = Arc::new(iam_tokens);
        let token_failures = Arc::new(Failures::new());
        let iam_token_failures = Arc::new(Failures::new());
        let oauth = OAuth::new(fixtures, mongodb.clone(), token_failures.clone());
        let iam = Iam::new(
            fixtures,
            clock.clone(),
            iam_tokens.clone(),
            iam_token_failures.clone(),
            base_url.to_owned(),
        );
        let parts = Parts {
            fixtures,
            clock: clock.clone(),
            world: world.clone(),
            mongodb: mongodb.clone(),
            iam_tokens: iam_tokens.clone(),
        };
        Ok(Self {
            services: services(&parts)?,
            token_services: [Box::new(oauth), Box::new(iam)],
            objects: ObjectStorage::new(world.clone(), clock.clone()),
            clock,
            mongodb,
            iam_tokens,
            token_failures,
            iam_token_failures,
            redirects: Redirects::default(),
            faults,
            applied: AppliedRequests::default(),
            log: RequestLog::new(settings.watcher),
            world,
        })
    }

    /// The token service and its operation, if the request is for one.
    pub(super) fn token_service(
        &self,
        request: &Request,
    ) -> Option<(&dyn TokenService, &'static str)> {
        self.token_services
            .iter()
            .find_map(|service| Some((service.as_ref(), service.operation(request)?)))
    }

    /// The method of the token endpoint that has the path of the request, if there is one.
    pub(super) fn token_method(&self, request: &Request) -> Option<Method> {
        let mut services = self.token_services.iter();
        let endpoint = services.find_map(|service| service.endpoint(request.path()));
        endpoint.map(|(method, _)| method)
    }

    /// The provider that a request is meant for.
    pub(super) fn service(&self, request: &Request) -> Option<&Service> {
        let mut services = self.services.iter();
        services.find(|service| service.provider.serves(request))
    }

    /// Every operation of the documents and every token endpoint, as the log names them.
    pub(crate) fn operations(&self) -> Vec<&str> {
        let documented = self
            .services
            .iter()
            .flat_map(|service| service.operations)
            .map(|operation| operation.id.as_str());
        let tokens = self.token_services.iter();
        documented
            .chain(tokens.flat_map(|service| service.operations().iter().copied()))
            .chain([OBJECT])
            .collect()
    }
}
