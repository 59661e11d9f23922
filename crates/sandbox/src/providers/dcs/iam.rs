//! Open Telekom Cloud Identity and Access Management v3, as far as tokens need it: Keystone's
//! version document, tokens by password, and the projects of the user's domain.

use std::sync::Arc;
use std::time::SystemTime;

use axum::http::{HeaderName, Method, StatusCode};
use serde_json::{Value, json};

use crate::auth::aksk;
use crate::auth::dcs::{self, IamTokens};
use crate::fixtures::Fixtures;
use crate::http::{Answer, JSON, Request};
use crate::providers::token_service::{Caller, TokenService, retry_after};
use crate::scheduled::{Failures, IamTokenFailure};
use crate::time::Clock;
use crate::time::date;
use crate::tokens::{Standing, TokenSource};

const VERSION: &str = "iam version";
const TOKEN: &str = "iam token";
const PROJECTS: &str = "iam projects";

const SUBJECT_TOKEN: HeaderName = HeaderName::from_static("x-subject-token");

/// How many times 64 characters a token has, after its beginning. Real ones have kilobytes.
const TOKEN_LENGTH: usize = 40;

/// IAM, for one user in one domain with two projects.
#[derive(Debug)]
pub(crate) struct Iam {
    fixtures: &'static Fixtures,
    clock: Clock,
    issued: Arc<IamTokens>,
    failures: Arc<Failures<IamTokenFailure>>,
    base_url: String,
    tokens: TokenSource,
}

/// What a requested token is for.
#[derive(Clone, Copy, Debug)]
enum Scope {
    Project {
        name: &'static str,
        id: &'static str,
    },
    Domain,
    Nothing,
}

impl Iam {
    pub(crate) fn new(
        fixtures: &'static Fixtures,
        clock: Clock,
        issued: Arc<IamTokens>,
        failures: Arc<Failures<IamTokenFailure>>,
        base_url: String,
    ) -> Self {
        Self {
            fixtures,
            clock,
            issued,
            failures,
            base_url,
            tokens: TokenSource::new(),
        }
    }

    /// Names and ids of the domain's projects.
    fn projects(&self) -> [(&'static str, &'static str); 2] {
        let fixtures = self.fixtures;
        [
            (fixtures.iam_project_name, fixtures.dcs_project_id),
            (
                fixtures.iam_other_project_name,
                fixtures.iam_other_project_id,
            ),
        ]
    }

    /// Whether the body has the user's password.
    fn check_password(&self, request: &Request) -> Result<(), Answer> {
        let body: Value = serde_json::from_slice(&request.body)
            .map_err(|_| bad_request("The body is not JSON."))?;
        let identity = &body["auth"]["identity"];
        let methods = identity["methods"]
            .as_array()
            .ok_or_else(|| bad_request("auth.identity.methods is missing."))?;
        // The real service has further methods; the sandbox has this one.
        if !methods.iter().any(|method| method == "password") {
            return Err(unauthorized("The sandbox knows the method password only."));
        }
        let user = &identity["password"]["user"];
        let fixtures = self.fixtures;
        let by_id = user["id"] == fixtures.iam_user_id;
        // A name is only a name within a domain.
        let by_name = user["name"] == fixtures.iam_user_name && self.is_domain(&user["domain"]);
        if (by_id || by_name) && user["password"] == fixtures.iam_password {
            Ok(())
        } else {
            // One answer for all of it: whether the user exists is nobody's business. The text of
            // the real service is unknown.
            Err(unauthorized("The user or the password is wrong."))
        }
    }

    /// Whether an object with `name` or `id` is the user's domain.
    fn is_domain(&self, domain: &Value) -> bool {
        domain["id"] == self.fixtures.iam_domain_id
            || domain["name"] == self.fixtures.iam_domain_name
    }

    /// The scope that the body asks for. If it asks for a project and for a domain, the project
    /// counts; if it asks for nothing, the token is for no project.
    fn scope(&self, body: &Value) -> Result<Scope, Answer> {
        let scope = &body["auth"]["scope"];
        if let Some(wanted) = scope.get("project") {
            let domain = wanted.get("domain");
            let found = self.projects().into_iter().find(|(name, id)| {
                wanted["id"] == *id
                    || (wanted["name"] == *name
                        && domain.is_none_or(|domain| self.is_domain(domain)))
            });
            // What the real service says about a project that does not exist is unknown. Keystone
            // answers 401, as for a project that the user may not use.
            return found
                .map(|(name, id)| Scope::Project { name, id })
                .ok_or_else(|| unauthorized("The project is not one of the user's."));
        }
        match scope.get("domain") {
            Some(domain) if self.is_domain(domain) => Ok(Scope::Domain),
            Some(_) => Err(unauthorized("The domain is not the user's.")),
            None => Ok(Scope::Nothing),
        }
    }

    fn issue(&self, request: &Request) -> Answer {
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let scope = match self.scope(&body) {
            Ok(scope) => scope,
            Err(refusal) => return refusal,
        };
        let project = match scope {
            Scope::Project { id, .. } => Some(id.to_owned()),
            Scope::Domain | Scope::Nothing => None,
        };
        let token: String = (0..TOKEN_LENGTH).map(|_| self.tokens.next()).collect();
        let token = format!("MIIFAKE{token}");
        let (issued_at, expires_at) = self.issued.issue(token.clone(), project);
        let with_catalog = !request
            .query()
            .iter()
            .any(|(name, value)| name == "nocatalog" && !value.is_empty());
        let description = self.description(scope, issued_at, expires_at, with_catalog);
        Answer::json(StatusCode::CREATED, JSON, &json!({ "token": description }))
            .header(SUBJECT_TOKEN, &token)
    }

    /// What the body of an answer says about a token.
    fn description(
        &self,
        scope: Scope,
        issued_at: SystemTime,
        expires_at: SystemTime,
        with_catalog: bool,
    ) -> Value {
        let fixtures = self.fixtures;
        let domain = json!({ "id": fixtures.iam_domain_id, "name": fixtures.iam_domain_name });
        let mut token = json!({
            "expires_at": date::iso_micros(expires_at),
            "issued_at": date::iso_micros(issued_at),
            "methods": ["password"],
            "roles": [{ "id": "5f0000000000000000000000000000f1", "name": "fake_role" }],
            "user": {
                "domain": domain,
                "id": fixtures.iam_user_id,
                "name": fixtures.iam_user_name,
            },
        });
        match scope {
            Scope::Project { name, id } => {
                token["project"] = json!({ "domain": domain, "id": id, "name": name });
            }
            Scope::Domain => token["domain"] = domain,
            Scope::Nothing => {}
        }
        if with_catalog {
            // The real catalog is known to list version 1.0 of DCS and no later one.
            token["catalog"] = json!([{
                "endpoints": [{
                    "id": "5f0000000000000000000000000000f2",
                    "interface": "public",
                    "region": "eu-de",
                    "region_id": "eu-de",
                    "url": format!("{}/v1.0/", self.base_url),
                }],
                "id": "5f0000000000000000000000000000f3",
                "name": "dcs",
                "type": "dcs",
            }]);
        }
        token
    }

    /// The projects, all or those of one name.
    fn list_projects(&self, request: &Request) -> Answer {
        let query = request.query();
        let wanted = query.iter().find(|(name, _)| name == "name");
        let projects: Vec<Value> = self
            .projects()
            .into_iter()
            .filter(|(name, _)| wanted.is_none_or(|(_, wanted)| wanted == name))
            .map(|(name, id)| {
                json!({
                    "description": "",
                    "domain_id": self.fixtures.iam_domain_id,
                    "enabled": true,
                    "id": id,
                    "is_domain": false,
                    "links": { "self": format!("{}/v3/projects/{id}", self.base_url) },
                    "name": name,
                    "parent_id": self.fixtures.iam_domain_id,
                })
            })
            .collect();
        let links = json!({
            "next": null,
            "previous": null,
            "self": format!("{}{}", self.base_url, request.target),
        });
        let body = json!({ "links": links, "projects": projects });
        Answer::json(StatusCode::OK, JSON, &body)
    }

    /// Keystone's version document, which OpenStack clients ask for first.
    fn version(&self) -> Answer {
        let version = json!({
            "id": "v3.6",
            "links": [{ "href": format!("{}/v3/", self.base_url), "rel": "self" }],
            "media-types": [{
                "base": JSON,
                "type": "application/vnd.openstack.identity-v3+json",
            }],
            "status": "stable",
            "updated": "2016-04-04T00:00:00Z",
        });
        Answer::json(StatusCode::OK, JSON, &json!({ "version": version }))
    }

    /// Whether a request for the projects has a token or a signature that is good.
    fn check_caller(&self, request: &Request) -> bool {
        if let Some(token) = request.header("x-auth-token") {
            let standing = dcs::standing(self.fixtures, &self.issued, token);
            return matches!(standing, Standing::Good(_));
        }
        aksk::authorization(request).is_some_and(|authorization| {
            aksk::check(self.fixtures, &self.clock, request, authorization).is_ok()
        })
    }
}

impl TokenService for Iam {
    fn operations(&self) -> &'static [&'static str] {
        &[VERSION, TOKEN, PROJECTS]
    }

    fn endpoint(&self, path: &str) -> Option<(Method, &'static str)> {
        match path {
            "/v3" | "/v3/" => Some((Method::GET, VERSION)),
            "/v3/auth/tokens" => Some((Method::POST, TOKEN)),
            "/v3/projects" | "/v3/auth/projects" => Some((Method::GET, PROJECTS)),
            _ => None,
        }
    }

    fn authenticate(&self, operation: &str, request: &Request) -> Result<Caller, Answer> {
        match operation {
            TOKEN => {
                if let Some(failure) = self.failures.next() {
                    return Err(failure_answer(failure));
                }
                self.check_password(request)?;
                Ok(Caller::Known)
            }
            PROJECTS if self.check_caller(request) => Ok(Caller::Known),
            PROJECTS => Err(unauthorized("The X-Auth-Token is invalid!")),
            _ => Ok(Caller::Anyone),
        }
    }

    fn perform(&self, operation: &str, request: &Request) -> Answer {
        match operation {
            TOKEN => self.issue(request),
            PROJECTS => self.list_projects(request),
            _ => self.version(),
        }
    }
}

/// The answer that a test has scheduled.
fn failure_answer(failure: IamTokenFailure) -> Answer {
    let told = "The sandbox was told to fail this request.";
    match failure {
        IamTokenFailure::Unauthorized => unauthorized(told),
        IamTokenFailure::Throttled { retry_after: delay } => {
            let body = json!({ "error_code": "IAM.0012", "error_msg": told });
            let (name, value) = retry_after(delay);
            Answer::json(StatusCode::TOO_MANY_REQUESTS, JSON, &body).header(name, &value)
        }
        IamTokenFailure::Unavailable => error(StatusCode::SERVICE_UNAVAILABLE, told),
    }
}

fn unauthorized(message: &str) -> Answer {
    error(StatusCode::UNAUTHORIZED, message)
}

fn bad_request(message: &str) -> Answer {
    error(StatusCode::BAD_REQUEST, message)
}

/// An error in the shape of Keystone.
fn error(status: StatusCode, message: &str) -> Answer {
    let error = json!({
        "code": status.as_u16(),
        "message": message,
        "title": status.canonical_reason(),
    });
    Answer::json(status, JSON, &json!({ "error": error }))
}
