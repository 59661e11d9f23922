//! Open Telekom Cloud: an IAM token, or an AK/SK signature (`SDK-HMAC-SHA256`, the dialect with
//! `Access=`), recomputed with the pure function of the runtime.

use super::sls::parse_basic_date;
use crate::clock::Clock;
use crate::fixtures::Fixtures;
use crate::request::Request;
use axum::http::StatusCode;
use backhaul_runtime::auth::{Signable, sdk_hmac};
use secrecy::SecretString;
use std::time::Duration;

/// How far `X-Sdk-Date` may be from the gateway's clock.
const TOLERANCE: Duration = Duration::from_secs(15 * 60);

/// An error of DCS or of the gateway before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DcsError {
    pub(crate) status: StatusCode,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// The gateway's errors carry the request id in the body too.
    pub(crate) from_gateway: bool,
}

impl DcsError {
    /// An error of the service itself.
    pub(crate) fn service(
        status: StatusCode,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            from_gateway: false,
        }
    }

    /// An error of the gateway.
    pub(crate) fn gateway(
        status: StatusCode,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            from_gateway: true,
            ..Self::service(status, code, message)
        }
    }

    fn token(code: &'static str, message: &str) -> Self {
        Self::service(StatusCode::UNAUTHORIZED, code, message)
    }

    /// The code and the beginning of the text are the gateway's. What follows the colon is in
    /// our own words: only one of the real texts is known.
    fn signature(detail: &str) -> Self {
        Self::gateway(
            StatusCode::UNAUTHORIZED,
            "APIGW.0301",
            format!("Incorrect IAM authentication information: {detail}"),
        )
    }
}

/// Checks the token or, where there is none, the signature. `project_id` is the one in the path.
pub(crate) fn check(
    fixtures: &Fixtures,
    clock: &Clock,
    request: &Request,
    project_id: &str,
) -> Result<(), DcsError> {
    if let Some(token) = request.header("x-auth-token") {
        return check_token(fixtures, request, token, project_id);
    }
    match request.header("authorization") {
        Some(authorization) if authorization.starts_with("SDK-HMAC-SHA256 ") => {
            check_signature(fixtures, clock, request, authorization, project_id)
        }
        _ => Err(DcsError::token("DCS.1003", "No token in the request.")),
    }
}

fn check_token(
    fixtures: &Fixtures,
    request: &Request,
    token: &str,
    project_id: &str,
) -> Result<(), DcsError> {
    if token == fixtures.dcs_expired_token {
        return Err(DcsError::token("DCS.1002", "Token expired."));
    }
    if token != fixtures.dcs_token {
        return Err(DcsError::token("DCS.1001", "Invalid token."));
    }
    if project_id != fixtures.dcs_project_id || !header_agrees(request, project_id) {
        return Err(DcsError::token(
            "DCS.1004",
            "Project ID does not match the token.",
        ));
    }
    Ok(())
}

fn check_signature(
    fixtures: &Fixtures,
    clock: &Clock,
    request: &Request,
    authorization: &str,
    project_id: &str,
) -> Result<(), DcsError> {
    let field = |name: &str| {
        let (_, parameters) = authorization.split_once(' ')?;
        parameters
            .split(',')
            .find_map(|part| part.trim().strip_prefix(name))
    };
    let access_key = field("Access=").ok_or_else(|| DcsError::signature("no access key"))?;
    if access_key != fixtures.dcs_access_key {
        return Err(DcsError::signature("the access key does not exist"));
    }
    let date = request
        .header("x-sdk-date")
        .and_then(parse_basic_date)
        .ok_or_else(|| DcsError::signature("X-Sdk-Date is missing or unreadable"))?;
    if !clock.is_within(TOLERANCE, date) {
        return Err(DcsError::signature(
            "X-Sdk-Date is more than 15 minutes off",
        ));
    }
    let signed: Vec<&str> = field("SignedHeaders=")
        .unwrap_or_default()
        .split(';')
        .collect();
    // The scheme needs these two; without them a signature would fit any host and any day.
    let covers = |needed: &str| signed.iter().any(|name| name.eq_ignore_ascii_case(needed));
    if !covers("x-sdk-date") || !covers("host") {
        return Err(DcsError::signature("X-Sdk-Date or Host is not signed"));
    }
    let expected = sdk_hmac::authorization(
        &Signable {
            method: request.method.as_str(),
            path: request.path(),
            query: &request.query(),
            headers: &request.headers,
            body: &request.body,
        },
        &signed,
        access_key,
        &SecretString::from(fixtures.dcs_secret_key),
    );
    if authorization != expected {
        return Err(DcsError::signature("the signature does not match"));
    }
    if project_id != fixtures.dcs_project_id || !header_agrees(request, project_id) {
        return Err(DcsError::signature(
            "the access key is not for this project",
        ));
    }
    Ok(())
}

/// `X-Project-Id`, where it is sent, names the project of the path.
fn header_agrees(request: &Request, project_id: &str) -> bool {
    request
        .header("x-project-id")
        .is_none_or(|sent| sent == project_id)
}
