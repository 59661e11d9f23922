//! MongoDB's OAuth 2.0 endpoints for service accounts (RFC 6749 and RFC 7009), which Atlas and
//! Cloud Manager share.

use std::sync::Arc;

use axum::http::{Method, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::answers::error_body;
use crate::auth::mongodb::MongodbGate;
use crate::fixtures::Fixtures;
use crate::http::{Answer, JSON, Request, decode};
use crate::providers::token_service::{Caller, TokenService, retry_after};
use crate::scheduled::{Failures, OAuthError, TokenFailure};
use crate::tokens::TokenSource;

const TOKEN: &str = "oauth token";
const REVOKE: &str = "oauth revoke";
const TOKEN_PATH: &str = "/api/oauth/token";
const REVOKE_PATH: &str = "/api/oauth/revoke";

/// How many tokens of one service account may be active.
const MAX_ACTIVE: usize = 100;

/// How often the documents' sample says that tokens may be asked for.
const PER_MINUTE: u32 = 10;

/// Both endpoints.
#[derive(Debug)]
pub(crate) struct OAuth {
    fixtures: &'static Fixtures,
    gate: Arc<MongodbGate>,
    failures: Arc<Failures<TokenFailure>>,
    tokens: TokenSource,
}

impl OAuth {
    pub(crate) fn new(
        fixtures: &'static Fixtures,
        gate: Arc<MongodbGate>,
        failures: Arc<Failures<TokenFailure>>,
    ) -> Self {
        Self {
            fixtures,
            gate,
            failures,
            tokens: TokenSource::new(),
        }
    }

    /// Whether the header has the service account's id and secret: form-encoded before Base64 as
    /// RFC 6749, section 2.3.1, wants it, or as they are, as most clients send them.
    fn is_known(&self, request: &Request) -> bool {
        let Some((id, secret)) = basic_credentials(request) else {
            return false;
        };
        let Fixtures {
            service_account_id: known_id,
            service_account_secret: known_secret,
            ..
        } = self.fixtures;
        let as_they_are = id == *known_id && secret == *known_secret;
        as_they_are || (decode(&id) == *known_id && decode(&secret) == *known_secret)
    }

    fn issue(&self, request: &Request) -> Answer {
        match field(request, "grant_type").as_deref() {
            Some("client_credentials") => {}
            Some(_) => {
                return oauth_error(
                    OAuthError::UnsupportedGrantType,
                    "The grant type must be client_credentials.",
                );
            }
            None => return oauth_error(OAuthError::InvalidRequest, "grant_type is missing."),
        }
        let issued = &self.gate.tokens;
        if issued.active() >= MAX_ACTIVE {
            return oauth_error(OAuthError::AccessDenied, LIMIT_REACHED);
        }
        let token = format!("FAKE-mdb-token-{}", self.tokens.next());
        issued.issue(token.clone(), ());
        let body = json!({
            "access_token": token,
            "expires_in": issued.lifetime().as_secs(),
            "token_type": "Bearer",
        });
        Answer::json(StatusCode::OK, JSON, &body).header(header::CACHE_CONTROL, "no-store")
    }

    fn revoke(&self, request: &Request) -> Answer {
        let Some(token) = field(request, "token") else {
            return oauth_error(OAuthError::InvalidRequest, "token is missing.");
        };
        // RFC 7009, sections 2.1 and 2.2: the hint may be ignored, and a token that does not exist
        // is not an error.
        self.gate.tokens.revoke(&token);
        Answer::empty(StatusCode::OK)
    }
}

impl TokenService for OAuth {
    fn operations(&self) -> &'static [&'static str] {
        &[TOKEN, REVOKE]
    }

    fn endpoint(&self, path: &str) -> Option<(Method, &'static str)> {
        match path {
            TOKEN_PATH => Some((Method::POST, TOKEN)),
            REVOKE_PATH => Some((Method::POST, REVOKE)),
            _ => None,
        }
    }

    fn authenticate(&self, operation: &str, request: &Request) -> Result<Caller, Answer> {
        if operation == TOKEN
            && let Some(failure) = self.failures.next()
        {
            return Err(failure_answer(failure));
        }
        if self.is_known(request) {
            return Ok(Caller::Known);
        }
        // The challenge is what RFC 6749, section 5.2, demands. MongoDB's text is unknown.
        Err(
            oauth_error(OAuthError::InvalidClient, "The client is not known.")
                .header(header::WWW_AUTHENTICATE, "Basic realm=\"MMS Public API\""),
        )
    }

    fn perform(&self, operation: &str, request: &Request) -> Answer {
        if operation == TOKEN {
            self.issue(request)
        } else {
            self.revoke(request)
        }
    }
}

const LIMIT_REACHED: &str = "Access Token limit reached. Please use the existing Access Tokens \
                             or create a new Service Account.";

/// Id and secret of the Basic scheme, not yet decoded.
fn basic_credentials(request: &Request) -> Option<(String, String)> {
    let (scheme, encoded) = request.header("authorization")?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("Basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = pair.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

/// A field of the form in the body. A body of another media type has none.
fn field(request: &Request, name: &str) -> Option<String> {
    let media_type = request.header("content-type")?.split(';').next()?.trim();
    if !media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return None;
    }
    let found = |(key, value): (String, String)| (key == name).then_some(value);
    request.form().into_iter().find_map(found)
}

/// The answer that a test has scheduled.
fn failure_answer(failure: TokenFailure) -> Answer {
    let limited =
        format!("Resource {TOKEN_PATH} is limited to {PER_MINUTE} requests every 1 minutes.");
    let too_many = StatusCode::TOO_MANY_REQUESTS;
    match failure {
        TokenFailure::OAuth(error) => {
            oauth_error(error, "The sandbox was told to fail this request.")
        }
        TokenFailure::RateLimited { retry_after: delay } => {
            let body = json!({ "error_description": limited, "error": "rate_limited" });
            let (name, value) = retry_after(delay);
            Answer::json(too_many, JSON, &body).header(name, &value)
        }
        TokenFailure::RateLimitedAsApiError { retry_after: delay } => {
            let mut body = error_body(too_many, Some("RATE_LIMITED"), &limited);
            body["parameters"] = json!([TOKEN_PATH, PER_MINUTE, 1]);
            let (name, value) = retry_after(delay);
            Answer::json(too_many, JSON, &body).header(name, &value)
        }
        TokenFailure::Unavailable => Answer::text(
            StatusCode::SERVICE_UNAVAILABLE,
            "text/html",
            "<html><head><title>Unavailable</title></head></html>\n".to_owned(),
        ),
    }
}

/// An error in the shape of OAuth.
fn oauth_error(error: OAuthError, description: &str) -> Answer {
    let (status, code) = match error {
        OAuthError::InvalidRequest => (StatusCode::BAD_REQUEST, "invalid_request"),
        OAuthError::InvalidGrant => (StatusCode::BAD_REQUEST, "invalid_grant"),
        OAuthError::UnsupportedGrantType => (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
        OAuthError::InvalidClient => (StatusCode::UNAUTHORIZED, "invalid_client"),
        OAuthError::AccessDenied => (StatusCode::FORBIDDEN, "access_denied"),
        OAuthError::ServerError => (StatusCode::INTERNAL_SERVER_ERROR, "server_error"),
    };
    let body = json!({ "error": code, "error_description": description });
    Answer::json(status, JSON, &body)
}
