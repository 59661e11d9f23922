//! The server: from a request to a provider and back.

mod entry;

pub(crate) use entry::router;

use self::entry::record;
use crate::answer::Answer;
use crate::applied::AppliedRequests;
use crate::auth::dcs::IamTokens;
use crate::auth::digest::DigestOptions;
use crate::auth::mongodb::MongodbGate;
use crate::clock::Clock;
use crate::conformance;
use crate::document::{DocumentError, Operation};
use crate::documents;
use crate::failures::{Failures, IamTokenFailure, TokenFailure};
use crate::faults::{Connection, Fault, Faults, Moment};
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
use axum::body::Body;
use axum::http::{Method, Response, StatusCode, header};
use std::sync::Arc;
use std::time::Duration;

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

/// The name of fetching a file behind a pre-signed link.
const OBJECT: &str = "object";

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
            faults,
            applied: AppliedRequests::default(),
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

    /// Every operation of the documents and every token endpoint, as the log names them.
    pub(crate) fn operations(&self) -> Vec<&str> {
        let documents = [&self.atlas, &self.cloud_manager, &self.sls, &self.dcs];
        let documented = documents
            .into_iter()
            .flat_map(|service| service.operations)
            .map(|operation| operation.id.as_str());
        let tokens = self.token_services.iter();
        documented
            .chain(tokens.flat_map(|service| service.operations().iter().copied()))
            .chain([OBJECT])
            .collect()
    }

    /// Answers a request and writes it into the log.
    async fn answer(&self, request: &Request, connection: &Connection) -> Response<Body> {
        let mut entry = self.log.open(record(request));
        let record = &mut entry.record;
        let Outcome { answer, fault } =
            if let Some((service, operation)) = self.token_service(request) {
                self.serve_token(service, operation, request, record).await
            } else if ObjectStorage::serves(request) {
                self.serve_object(request, record).await
            } else if let Some(service) = self.service(request) {
                self.serve(service, request, record).await
            } else {
                let text = "The sandbox has no provider here.\n".to_owned();
                let answer = Answer::text(StatusCode::NOT_FOUND, "text/plain", text);
                Outcome::of(answer, None, record)
            };
        let response = answer
            .header(header::DATE, &httpdate::fmt_http_date(self.clock.now()))
            .into_response();
        match fault {
            Some(fault) => {
                let gate = self.faults.gate();
                fault.deliver(response, connection, gate).await
            }
            None => response,
        }
    }

    /// Finds the operation and holds the answer against the document.
    async fn serve(
        &self,
        service: &Service,
        request: &Request,
        record: &mut RequestRecord,
    ) -> Outcome {
        let provider = service.provider.as_ref();
        let found = service
            .operations
            .iter()
            .filter(|operation| operation.method == request.method)
            .find_map(|operation| Some((operation, operation.template.matches(request.path())?)));
        let Some((operation, path_parameters)) = found else {
            let answer = provider.complete(provider.unrouted(request));
            return Outcome::of(answer, None, record);
        };
        let call = Call {
            operation,
            request,
            path_parameters: &path_parameters,
        };
        let authenticate = || provider.authenticate(&call).map(|()| Caller::Known);
        let (answer, fault) = match self.admit(&operation.id, record, authenticate).await {
            Admission::Given(fault) => (self.call(provider, &call), fault),
            Admission::Refused(refusal) => (refusal, None),
            Admission::Disturbed(outcome) => return outcome,
        };
        let answer = provider.complete(answer);
        record.violations = conformance::check(operation, request, &answer);
        // Clients read leniently and may not notice. In debug builds every test does.
        let answer = if cfg!(debug_assertions) && !record.violations.is_empty() {
            conformance::report(&operation.id, &answer, &record.violations)
        } else {
            answer
        };
        Outcome::of(answer, fault, record)
    }

    /// Lets the caller in, and faults at him: the gateway's, credentials, those of the provider.
    async fn admit(
        &self,
        operation: &str,
        record: &mut RequestRecord,
        authenticate: impl FnOnce() -> Result<Caller, Answer> + Send,
    ) -> Admission {
        record.operation = Some(operation.to_owned());
        let disturbed = self.disturb(operation, Moment::Arrived, record).await;
        if let Some(fault) = disturbed {
            return Admission::Disturbed(Outcome::instead(fault, record));
        }
        match authenticate() {
            Ok(caller) => record.authenticated = caller == Caller::Known,
            Err(refusal) => return Admission::Refused(refusal),
        }
        match self.disturb(operation, Moment::Admitted, record).await {
            Some(fault) if fault.is_before_applied() => {
                Admission::Disturbed(Outcome::instead(fault, record))
            }
            fault => Admission::Given(fault),
        }
    }

    /// The fault that is due now. One that only delays is over when this returns, and another may
    /// follow it.
    async fn disturb(
        &self,
        operation: &str,
        moment: Moment,
        record: &mut RequestRecord,
    ) -> Option<Fault> {
        let fault = self.faults.take(operation, moment)?;
        record.faults.push(fault.to_string());
        if !fault.only_delays() {
            return Some(fault);
        }
        self.faults.gate().stall().await;
        None
    }

    /// Validation, behaviour: in this order.
    fn call(&self, provider: &dyn Provider, call: &Call<'_>) -> Answer {
        let Call {
            operation, request, ..
        } = call;
        if let Some(redirect) = self.redirects.next(&operation.id) {
            return redirect;
        }
        if let Err(violation) = validate::check(operation, call.path_parameters, request) {
            return provider.refuse(call, &violation);
        }
        let answer = provider.perform(call);
        let only_looks = matches!(operation.method, Method::GET | Method::HEAD);
        if answer.status.is_success() && !only_looks {
            self.applied.count(
                &operation.id,
                &request.target,
                &request.body,
                operation.idempotent,
            );
        }
        answer
    }

    /// A file behind a pre-signed link, which whoever has the query may fetch.
    async fn serve_object(&self, request: &Request, record: &mut RequestRecord) -> Outcome {
        let (answer, fault) = match self.admit(OBJECT, record, || Ok(Caller::Anyone)).await {
            Admission::Given(fault) => (self.objects.answer(request), fault),
            Admission::Refused(refusal) => (refusal, None),
            Admission::Disturbed(outcome) => return outcome,
        };
        Outcome::of(answer, fault, record)
    }

    /// Credentials, behaviour: in this order.
    async fn serve_token(
        &self,
        service: &dyn TokenService,
        operation: &'static str,
        request: &Request,
        record: &mut RequestRecord,
    ) -> Outcome {
        let authenticate = || service.authenticate(operation, request);
        let (answer, fault) = match self.admit(operation, record, authenticate).await {
            Admission::Given(fault) => {
                let redirect = record
                    .authenticated
                    .then(|| self.redirects.next(operation))
                    .flatten();
                let answer = redirect.unwrap_or_else(|| service.perform(operation, request));
                (answer, fault)
            }
            Admission::Refused(refusal) => (refusal, None),
            Admission::Disturbed(outcome) => return outcome,
        };
        Outcome::of(answer, fault, record)
    }
}

/// Whether an operation is to be done.
enum Admission {
    /// Yes; the fault, if any, is for its answer.
    Given(Option<Fault>),
    /// No: the credentials are not good.
    Refused(Answer),
    /// No: a fault came before it.
    Disturbed(Outcome),
}

/// An answer, and what is to happen to it on its way.
struct Outcome {
    answer: Answer,
    fault: Option<Fault>,
}

impl Outcome {
    /// The provider's answer, or what `fault` puts in its place.
    fn of(answer: Answer, fault: Option<Fault>, record: &mut RequestRecord) -> Self {
        record.status = answer.status.as_u16();
        match fault {
            Some(fault) if fault.answer().is_some() => Self::instead(fault, record),
            fault => Self { answer, fault },
        }
    }

    /// `fault` in place of an answer of the provider.
    fn instead(fault: Fault, record: &mut RequestRecord) -> Self {
        let answer = fault.answer();
        if let Some(answer) = &answer {
            record.status = answer.status.as_u16();
        }
        Self {
            // Where there is none the connection is reset, and what is given here not sent.
            answer: answer.unwrap_or_else(|| Answer::empty(StatusCode::OK)),
            fault: Some(fault),
        }
    }
}

#[cfg(test)]
mod tests;
