//! The server: from a connection to a provider and back.

use crate::answer::Answer;
use crate::auth::dcs::IamTokens;
use crate::auth::digest::DigestOptions;
use crate::auth::mongodb::MongodbGate;
use crate::clock::Clock;
use crate::conformance;
use crate::document::{DocumentError, Operation};
use crate::documents;
use crate::failures::{Failures, IamTokenFailure, TokenFailure};
use crate::fixtures::Fixtures;
use crate::issued::IssuedTokens;
use crate::log::{RequestLog, RequestRecord, Watcher};
use crate::providers::{
    Atlas, Call, Caller, CloudManager, Dcs, Iam, OAuth, ObjectStorage, Provider, Sls, TokenService,
};
use crate::redirect::Redirects;
use crate::request::Request;
use crate::state::{Plan, World};
use crate::validate;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{Response, StatusCode, header};
use std::sync::Arc;
use std::time::Duration;

/// More than any provider takes, in bytes.
const MAX_BODY: usize = 16 * 1024 * 1024;

/// A provider with the operations of its document.
struct Service {
    operations: &'static [Operation],
    provider: Box<dyn Provider>,
}

impl Service {
    fn new(operations: &'static [Operation], provider: impl Provider + 'static) -> Self {
        Self {
            operations,
            provider: Box::new(provider),
        }
    }
}

/// What can be set before the start.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) clock: Clock,
    pub(crate) digest: DigestOptions,
    /// How long MongoDB's tokens are good for.
    pub(crate) token_lifetime: Duration,
    /// How long IAM's tokens are good for.
    pub(crate) iam_token_lifetime: Duration,
    /// How the world is to be.
    pub(crate) plan: Plan,
    /// Who is told of each request.
    pub(crate) watcher: Option<Watcher>,
}

/// All that a request can reach.
pub(crate) struct Server {
    atlas: Service,
    cloud_manager: Service,
    sls: Service,
    dcs: Service,
    token_services: [Box<dyn TokenService>; 2],
    objects: ObjectStorage,
    clock: Clock,
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
    /// What was received.
    pub(crate) log: RequestLog,
    /// What exists.
    pub(crate) world: Arc<World>,
}

impl Server {
    pub(crate) fn new(
        fixtures: &'static Fixtures,
        base_url: &str,
        settings: Settings,
    ) -> Result<Self, DocumentError> {
        let documents = documents::all()?;
        let clock = settings.clock;
        let world = Arc::new(World::new(fixtures, base_url, &clock, settings.plan));
        let tokens = IssuedTokens::new(clock.clone(), settings.token_lifetime);
        let mongodb = Arc::new(MongodbGate::new(fixtures, settings.digest, tokens));
        let iam_tokens = IssuedTokens::new(clock.clone(), settings.iam_token_lifetime);
        let iam_tokens = Arc::new(iam_tokens);
        let token_failures = Arc::new(Failures::new());
        let iam_token_failures = Arc::new(Failures::new());
        let dcs = Dcs::new(world.clone(), fixtures, clock.clone(), iam_tokens.clone());
        let oauth = OAuth::new(fixtures, mongodb.clone(), token_failures.clone());
        let iam = Iam::new(
            fixtures,
            clock.clone(),
            iam_tokens.clone(),
            iam_token_failures.clone(),
            base_url.to_owned(),
        );
        let cloud_manager = CloudManager::new(world.clone(), mongodb.clone());
        Ok(Self {
            atlas: Service::new(&documents.atlas, Atlas::new(world.clone(), mongodb.clone())),
            cloud_manager: Service::new(&documents.cloud_manager, cloud_manager),
            sls: Service::new(
                &documents.sls,
                Sls::new(world.clone(), fixtures, clock.clone()),
            ),
            dcs: Service::new(&documents.dcs, dcs),
            token_services: [Box::new(oauth), Box::new(iam)],
            objects: ObjectStorage::new(world.clone(), clock.clone()),
            clock,
            mongodb,
            iam_tokens,
            token_failures,
            iam_token_failures,
            redirects: Redirects::default(),
            log: RequestLog::new(settings.watcher),
            world,
        })
    }

    /// The service that hands out tokens, with the operation, if the request is for one.
    fn token_service(&self, request: &Request) -> Option<(&dyn TokenService, &'static str)> {
        self.token_services
            .iter()
            .find_map(|service| Some((service.as_ref(), service.operation(request)?)))
    }

    /// The provider that a request is meant for: by its path or, for SLS, also by its host.
    fn service(&self, request: &Request) -> Option<&Service> {
        let path = request.path();
        if path.starts_with("/api/atlas/v2/") {
            Some(&self.atlas)
        } else if path.starts_with("/api/public/v1.0/") {
            Some(&self.cloud_manager)
        } else if path.starts_with("/v2/") {
            Some(&self.dcs)
        } else if path == "/logstores"
            || path.starts_with("/logstores/")
            || request.project_label().is_some()
        {
            Some(&self.sls)
        } else {
            None
        }
    }

    /// Answers a request and writes it into the log.
    fn answer(&self, request: &Request) -> Answer {
        let mut record = RequestRecord {
            method: request.method.to_string(),
            target: request.target.clone(),
            operation: None,
            status: 0,
            authenticated: false,
            violations: Vec::new(),
        };
        let answer = if let Some((service, operation)) = self.token_service(request) {
            self.serve_token(service, operation, request, &mut record)
        } else if ObjectStorage::serves(request) {
            record.operation = Some("object".to_owned());
            // Whoever has the query has the file.
            record.target = format!("{}?[signed]", request.path());
            self.objects.answer(request)
        } else if let Some(service) = self.service(request) {
            self.serve(service, request, &mut record)
        } else {
            Answer::text(
                StatusCode::NOT_FOUND,
                "text/plain",
                "The sandbox has no provider here.\n".to_owned(),
            )
        };
        record.status = answer.status.as_u16();
        self.log.push(record);
        answer.header(header::DATE, &httpdate::fmt_http_date(self.clock.now()))
    }

    /// Finds the operation and holds the answer against the document.
    fn serve(&self, service: &Service, request: &Request, record: &mut RequestRecord) -> Answer {
        let provider = &service.provider;
        let found = service
            .operations
            .iter()
            .filter(|operation| operation.method == request.method)
            .find_map(|operation| Some((operation, operation.template.matches(request.path())?)));
        let Some((operation, path_parameters)) = found else {
            return provider.complete(provider.unrouted(request));
        };
        record.operation = Some(operation.id.clone());
        let call = Call {
            operation,
            request,
            path_parameters: &path_parameters,
        };
        let answer = provider.complete(self.call(provider.as_ref(), &call, record));
        record.violations = conformance::check(operation, request, &answer);
        // Clients read leniently and may not notice. In debug builds every test does.
        if cfg!(debug_assertions) && !record.violations.is_empty() {
            return conformance::report(&operation.id, &answer, &record.violations);
        }
        answer
    }

    /// Credentials, validation, behaviour: in this order.
    fn call(&self, provider: &dyn Provider, call: &Call<'_>, record: &mut RequestRecord) -> Answer {
        if let Err(refusal) = provider.authenticate(call) {
            return refusal;
        }
        record.authenticated = true;
        if let Some(redirect) = self.redirects.next(&call.operation.id) {
            return redirect;
        }
        match validate::check(call.operation, call.path_parameters, call.request) {
            Ok(()) => provider.perform(call),
            Err(violation) => provider.refuse(call, &violation),
        }
    }

    /// Credentials, behaviour: in this order.
    fn serve_token(
        &self,
        service: &dyn TokenService,
        operation: &'static str,
        request: &Request,
        record: &mut RequestRecord,
    ) -> Answer {
        record.operation = Some(operation.to_owned());
        match service.authenticate(operation, request) {
            Ok(caller) => record.authenticated = caller == Caller::Known,
            Err(refusal) => return refusal,
        }
        if record.authenticated
            && let Some(redirect) = self.redirects.next(operation)
        {
            return redirect;
        }
        service.perform(operation, request)
    }
}

/// The server as axum runs it. Routes are the documents' business, so there is one handler.
pub(crate) fn router(server: Arc<Server>) -> Router {
    Router::new().fallback(handle).with_state(server)
}

async fn handle(
    State(server): State<Arc<Server>>,
    request: axum::extract::Request,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY).await else {
        return Answer::empty(StatusCode::PAYLOAD_TOO_LARGE).into_response();
    };
    let request = Request {
        method: parts.method,
        // A proxy's client sends the whole address; what counts is the same in both forms.
        target: parts
            .uri
            .path_and_query()
            .map_or_else(|| "/".to_owned(), ToString::to_string),
        headers: parts.headers,
        body,
    };
    server.answer(&request).into_response()
}
