//! The server: from a connection to a provider and back.

use crate::answer::Answer;
use crate::auth::digest::{DigestGate, DigestOptions};
use crate::clock::Clock;
use crate::document::{self, DocumentError, Operation};
use crate::fixtures::Fixtures;
use crate::log::{RequestLog, RequestRecord};
use crate::providers::{Atlas, Call, CloudManager, Dcs, Provider, Sls};
use crate::request::Request;
use crate::state::World;
use crate::validate;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{Response, StatusCode, header};
use std::sync::Arc;

/// More than any provider takes, in bytes.
const MAX_BODY: usize = 16 * 1024 * 1024;

/// The documents, which give routes and rules.
const ATLAS: &str = include_str!("../../../specs/atlas.yaml");
const CLOUD_MANAGER: &str = include_str!("../../../specs/cloud-manager.yaml");
const SLS: &str = include_str!("../../../specs/sls.yaml");
const DCS: &str = include_str!("../../../specs/dcs.yaml");

/// A provider with the operations of its document.
struct Service {
    operations: Vec<Operation>,
    provider: Box<dyn Provider>,
}

impl Service {
    fn new(yaml: &str, provider: impl Provider + 'static) -> Result<Self, DocumentError> {
        Ok(Self {
            operations: document::operations(yaml)?,
            provider: Box::new(provider),
        })
    }
}

/// All that a request can reach.
pub(crate) struct Server {
    atlas: Service,
    cloud_manager: Service,
    sls: Service,
    dcs: Service,
    clock: Clock,
    /// What was received.
    pub(crate) log: RequestLog,
    /// What exists.
    pub(crate) world: Arc<World>,
}

impl Server {
    pub(crate) fn new(
        fixtures: &'static Fixtures,
        base_url: &str,
        clock: Clock,
        digest: DigestOptions,
    ) -> Result<Self, DocumentError> {
        let world = Arc::new(World::new(fixtures, base_url));
        let gate = DigestGate::new(fixtures.public_key, fixtures.private_key, digest);
        let gate = Arc::new(gate);
        let dcs = Dcs::new(world.clone(), fixtures, clock.clone(), base_url.to_owned());
        Ok(Self {
            atlas: Service::new(ATLAS, Atlas::new(world.clone(), gate.clone()))?,
            cloud_manager: Service::new(CLOUD_MANAGER, CloudManager::new(world.clone(), gate))?,
            sls: Service::new(SLS, Sls::new(world.clone(), fixtures, clock.clone()))?,
            dcs: Service::new(DCS, dcs)?,
            clock,
            log: RequestLog::default(),
            world,
        })
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
        };
        let answer = match self.service(request) {
            Some(service) => {
                let answer = serve(service, request, &mut record);
                service.provider.complete(answer)
            }
            None => Answer::text(
                StatusCode::NOT_FOUND,
                "text/plain",
                "The sandbox has no provider here.\n".to_owned(),
            ),
        };
        record.status = answer.status.as_u16();
        self.log.push(record);
        answer.header(header::DATE, &httpdate::fmt_http_date(self.clock.now()))
    }
}

/// Route, credentials, validation, behaviour: in this order.
fn serve(service: &Service, request: &Request, record: &mut RequestRecord) -> Answer {
    let provider = &service.provider;
    let found = service
        .operations
        .iter()
        .filter(|operation| operation.method == request.method)
        .find_map(|operation| Some((operation, operation.template.matches(request.path())?)));
    let Some((operation, path_parameters)) = found else {
        return provider.unrouted(request);
    };
    record.operation = Some(operation.id.clone());
    let call = Call {
        operation,
        request,
        path_parameters: &path_parameters,
    };
    if let Err(refusal) = provider.authenticate(&call) {
        return refusal;
    }
    record.authenticated = true;
    match validate::check(operation, &path_parameters, request) {
        Ok(()) => provider.perform(&call),
        Err(violation) => provider.refuse(&call, &violation),
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
