//! All that a request can reach.

use std::sync::Arc;

use super::service::{Service, services};
use super::settings::Settings;
use crate::auth::dcs::IamTokens;
use crate::auth::mongodb::MongodbGate;
use crate::document::DocumentError;
use crate::faults::Faults;
use crate::fixtures::Fixtures;
use crate::http::Request;
use crate::orders::{Failures, IamTokenFailure, Redirects, TokenFailure};
use crate::providers::{Iam, OAuth, ObjectStorage, TokenService};
use crate::records::{AppliedRequests, RequestLog};
use crate::state::World;
use crate::time::Clock;
use crate::tokens::IssuedTokens;

/// The name of fetching a file behind a pre-signed link.
pub(super) const OBJECT: &str = "object";

/// All that a request can reach.
pub(crate) struct Server {
    pub(super) services: Vec<Service>,
    token_services: [Box<dyn TokenService>; 2],
    pub(super) objects: ObjectStorage,
    pub(super) clock: Clock,
    /// What Atlas and Cloud Manager let in.
    pub(crate) mongodb: Arc<MongodbGate>,
    /// The tokens that IAM handed out.
    pub(crate) iam_tokens: Arc<IamTokens>,
    /// How requests for MongoDB's tokens will fail.
    pub(crate) token_failures: Arc<Failures<TokenFailure>>,
    /// How requests for IAM's tokens will fail.
    pub(crate) iam_token_failures: Arc<Failures<IamTokenFailure>>,
    /// Where requests will be sent instead of answered.
    pub(crate) redirects: Redirects,
    /// What goes wrong.
    pub(crate) faults: Faults,
    /// What was changed.
    pub(crate) applied: AppliedRequests,
    /// What was received.
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
        Ok(Self {
            services: services(fixtures, &settings, &world, &mongodb, &iam_tokens)?,
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

    /// The service that hands out tokens, with the operation, if the request is for one.
    pub(super) fn token_service(
        &self,
        request: &Request,
    ) -> Option<(&dyn TokenService, &'static str)> {
        self.token_services
            .iter()
            .find_map(|service| Some((service.as_ref(), service.operation(request)?)))
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
