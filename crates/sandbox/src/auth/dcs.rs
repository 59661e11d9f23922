//! Open Telekom Cloud: an IAM token, or an AK/SK signature.

use axum::http::StatusCode;

use super::aksk;
use crate::fixtures::Fixtures;
use crate::http::Request;
use crate::time::Clock;
use crate::tokens::{IssuedTokens, Standing};

/// The tokens that IAM issued, each for a project or for none.
pub(crate) type IamTokens = IssuedTokens<Option<String>>;

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

    /// There is no such instance.
    pub(crate) fn no_instance() -> Self {
        Self::service(
            StatusCode::NOT_FOUND,
            "DCS.3022",
            "This DCS instance does not exist.",
        )
    }

    /// An invalid parameter.
    pub(crate) fn invalid(name: &str) -> Self {
        Self::service(
            StatusCode::BAD_REQUEST,
            "DCS.4800",
            format!("Invalid {name} in the request."),
        )
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

    /// The code and the beginning of the text are the gateway's. The rest is in our own
    /// words: only one of the real texts is known.
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
    tokens: &IamTokens,
    request: &Request,
    project_id: &str,
) -> Result<(), DcsError> {
    if let Some(token) = request.header("x-auth-token") {
        return check_token(fixtures, tokens, request, token, project_id);
    }
    let authorization = aksk::authorization(request)
        .ok_or_else(|| DcsError::token("DCS.1003", "No token in the request."))?;
    aksk::check(fixtures, clock, request, authorization).map_err(DcsError::signature)?;
    if project_id != fixtures.dcs_project_id || !header_agrees(request, project_id) {
        return Err(DcsError::signature(
            "the access key is not for this project",
        ));
    }
    Ok(())
}

fn check_token(
    fixtures: &Fixtures,
    tokens: &IamTokens,
    request: &Request,
    token: &str,
    project_id: &str,
) -> Result<(), DcsError> {
    match standing(fixtures, tokens, token) {
        Standing::Good(Some(project)) if project == project_id => {}
        Standing::Good(_) => return Err(wrong_project()),
        Standing::Expired => return Err(DcsError::token("DCS.1002", "Token expired.")),
        // Which code a revoked token gets is unknown. The service may forget it; the sandbox does.
        Standing::Unknown => return Err(DcsError::token("DCS.1001", "Invalid token.")),
    }
    if header_agrees(request, project_id) {
        Ok(())
    } else {
        Err(wrong_project())
    }
}

/// Whether a token is valid: one that IAM issued, or one of the two of the fixtures. A valid token
/// is for a project, or for none.
pub(crate) fn standing(
    fixtures: &Fixtures,
    tokens: &IamTokens,
    token: &str,
) -> Standing<Option<String>> {
    if token == fixtures.dcs_token {
        Standing::Good(Some(fixtures.dcs_project_id.to_owned()))
    } else if token == fixtures.dcs_expired_token {
        Standing::Expired
    } else {
        tokens.standing(token)
    }
}

fn wrong_project() -> DcsError {
    DcsError::token("DCS.1004", "Project ID does not match the token.")
}

/// `X-Project-Id`, where it is sent, names the project of the path.
fn header_agrees(request: &Request, project_id: &str) -> bool {
    request
        .header("x-project-id")
        .is_none_or(|sent| sent == project_id)
}
