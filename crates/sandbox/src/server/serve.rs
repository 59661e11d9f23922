//! From a request to a provider and back.

use axum::body::Body;
use axum::http::{Method, Response, StatusCode, header};

use super::outcome::{Admission, Outcome};
use super::record::record;
use super::server::{OBJECT, Server};
use super::service::Service;
use crate::checks;
use crate::faults::{Connection, Fault, Moment};
use crate::http::{Answer, Request};
use crate::providers::{Call, Caller, ObjectStorage, Provider, TokenService};
use crate::records::RequestRecord;

impl Server {
    /// Answers a request and writes it into the log.
    pub(super) async fn answer(
        &self,
        request: &Request,
        connection: &Connection,
    ) -> Response<Body> {
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
                Outcome::of(self.nothing_here(request), None, record)
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

    /// The answer where no provider is. How the real token endpoints answer to another method is
    /// unknown; the text names the right one.
    fn nothing_here(&self, request: &Request) -> Answer {
        let text = match self.token_method(request) {
            Some(method) => format!(
                "The sandbox answers {method} here, not {}.\n",
                request.method
            ),
            None => "No provider of the sandbox has this path.\n".to_owned(),
        };
        Answer::text(StatusCode::NOT_FOUND, "text/plain", text)
    }

    /// Finds the operation, and compares the answer with the document.
    async fn serve(
        &self,
        service: &Service,
        request: &Request,
        record: &mut RequestRecord,
    ) -> Outcome {
        let provider = service.provider.as_ref();
        let Some((operation, path_parameters)) = service.operation(request) else {
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
        record.violations = checks::answer::check(operation, request, &answer);
        // Clients are lenient and may not notice. In debug builds every test does.
        let answer = if cfg!(debug_assertions) && !record.violations.is_empty() {
            checks::answer::report(&operation.id, &answer, &record.violations)
        } else {
            answer
        };
        Outcome::of(answer, fault, record)
    }

    /// Injects the faults of the gateway, checks the credentials, and injects the faults of the provider,
    /// in this order.
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

    /// The fault that is due now. A fault that only delays is over when this returns, and another may
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

    /// Validates the request, then runs the operation.
    pub(super) fn call(&self, provider: &dyn Provider, call: &Call<'_>) -> Answer {
        let Call {
            operation, request, ..
        } = call;
        if let Some(redirect) = self.redirects.next(&operation.id) {
            return redirect;
        }
        if let Err(violation) = checks::request::check(operation, call.path_parameters, request) {
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

    /// A file by its pre-signed link, which needs no other credentials.
    async fn serve_object(&self, request: &Request, record: &mut RequestRecord) -> Outcome {
        let (answer, fault) = match self.admit(OBJECT, record, || Ok(Caller::Anyone)).await {
            Admission::Given(fault) => (self.objects.answer(request), fault),
            Admission::Refused(refusal) => (refusal, None),
            Admission::Disturbed(outcome) => return outcome,
        };
        Outcome::of(answer, fault, record)
    }

    /// Checks the credentials, then runs the operation.
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
