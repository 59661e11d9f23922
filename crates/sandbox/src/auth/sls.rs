//! Alibaba Cloud SLS: signatures v1 (`LOG`, with either hash) and v4 (`SLS4-HMAC-SHA256`), with or
//! without an STS token. Both are recomputed with the pure functions of the runtime, which are tested
//! with the vectors of the official SDKs.

use std::time::{Duration, SystemTime};

use axum::http::header::DATE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use backhaul_runtime::auth::Signable;
use backhaul_runtime::auth::sls::{v1, v4};
use chrono::NaiveDateTime;
use md5::Md5;
use secrecy::SecretString;
use sha2::{Digest, Sha256};

use crate::fixtures::Fixtures;
use crate::http::Request;
use crate::time::Clock;
use crate::tokens::hex;

/// How far a request's date may be from the server's.
const TOLERANCE: Duration = Duration::from_secs(15 * 60);

/// An error of SLS: its status and its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SlsError {
    pub(crate) status: StatusCode,
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

impl SlsError {
    pub(crate) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
        }
    }

    fn bad_request(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    fn unauthorized(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Unauthorized", message)
    }

    fn signature(sent: &str) -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "SignatureNotMatch",
            format!("Signature {sent} is not matched."),
        )
    }
}

/// Checks the common headers, the date, the key and the signature, in this order.
pub(crate) fn check(fixtures: &Fixtures, clock: &Clock, request: &Request) -> Result<(), SlsError> {
    match request.header("x-log-apiversion") {
        Some("0.6.0") => {}
        Some(other) => {
            return Err(SlsError::bad_request(
                "InvalidAPIVersion",
                format!("x-log-apiversion {other} is unsupported."),
            ));
        }
        None => {
            return Err(SlsError::bad_request(
                "MissingAPIVersion",
                "x-log-apiversion does not exist in http header.",
            ));
        }
    }
    // Of the texts for a missing or unreadable header, only this one is documented.
    let authorization = request.header("authorization").unwrap_or_default();
    let unreadable = || {
        SlsError::bad_request(
            "ParameterInvalid",
            "Http extend authorization : authorization pair is invalid.",
        )
    };
    if let Some(pair) = authorization.strip_prefix("LOG ") {
        let (id, signature) = pair.split_once(':').ok_or_else(unreadable)?;
        check_v1(fixtures, clock, request, id, signature)
    } else if let Some(rest) = authorization.strip_prefix("SLS4-HMAC-SHA256 Credential=") {
        let (scope, signature) = rest.split_once(",Signature=").ok_or_else(unreadable)?;
        let (id, _) = scope.split_once('/').ok_or_else(unreadable)?;
        check_v4(fixtures, clock, request, id, signature)
    } else {
        Err(unreadable())
    }
}

fn check_v1(
    fixtures: &Fixtures,
    clock: &Clock,
    request: &Request,
    id: &str,
    signature: &str,
) -> Result<(), SlsError> {
    // Where both are sent, `x-log-date` counts.
    let date = request
        .header("x-log-date")
        .or_else(|| request.header("date"))
        .ok_or_else(missing_date)?;
    let time = httpdate::parse_http_date(date).map_err(|_| unreadable_date(date))?;
    check_time(clock, date, time)?;
    let authorization = match request.header("x-log-signaturemethod") {
        Some("hmac-sha1") => v1::authorization,
        // The default of the provider's generated SDKs. Its pages do not name it.
        Some("hmac-sha256") => v1::authorization_sha256,
        Some(other) => {
            return Err(SlsError::bad_request(
                "InvalidSignatureMethod",
                format!("signature method {other} is unsupported."),
            ));
        }
        None => {
            return Err(SlsError::bad_request(
                "MissingSignatureMethod",
                "x-log-signaturemethod does not exist in http header.",
            ));
        }
    };
    let secret = secret_of(fixtures, request, id)?;
    // The signature covers the body only through this header.
    let md5 = hex(&Md5::digest(&request.body)).to_uppercase();
    if !request.body.is_empty() && request.header("content-md5") != Some(md5.as_str()) {
        return Err(SlsError::signature(signature));
    }
    let mut headers = request.headers.clone();
    if let (false, Ok(date)) = (headers.contains_key(DATE), HeaderValue::from_str(date)) {
        headers.insert(DATE, date);
    }
    let expected = authorization(&signable(request, &request.query(), &headers), id, &secret);
    compare(request, &expected, signature)
}

fn check_v4(
    fixtures: &Fixtures,
    clock: &Clock,
    request: &Request,
    id: &str,
    signature: &str,
) -> Result<(), SlsError> {
    let date = request.header("x-log-date").ok_or_else(missing_date)?;
    let time = parse_basic_date(date).ok_or_else(|| unreadable_date(date))?;
    check_time(clock, date, time)?;
    let secret = secret_of(fixtures, request, id)?;
    let sha256 = hex(&Sha256::digest(&request.body));
    if request.header("x-log-content-sha256") != Some(sha256.as_str()) {
        return Err(SlsError::signature(signature));
    }
    // The server signs for its own region and the day of the date, so another scope does not match.
    let expected = v4::authorization(
        &signable(request, &request.query(), &request.headers),
        id,
        &secret,
        fixtures.sls_region,
        date,
    );
    compare(request, &expected, signature)
}

fn signable<'a>(
    request: &'a Request,
    query: &'a [(String, String)],
    headers: &'a HeaderMap,
) -> Signable<'a> {
    Signable {
        method: request.method.as_str(),
        path: request.path(),
        query,
        headers,
        body: &request.body,
    }
}

fn compare(request: &Request, expected: &str, signature: &str) -> Result<(), SlsError> {
    if request.header("authorization") == Some(expected) {
        Ok(())
    } else {
        Err(SlsError::signature(signature))
    }
}

/// The secret of the access key id, if the token that was sent with it is the right one.
fn secret_of(fixtures: &Fixtures, request: &Request, id: &str) -> Result<SecretString, SlsError> {
    let token = request.header("x-acs-security-token");
    if id.is_empty() {
        return Err(SlsError::bad_request(
            "MissAccessKeyId",
            "x-log-accesskeyid does not exist in header.",
        ));
    }
    if id == fixtures.sls_access_key_id && token.is_none() {
        return Ok(SecretString::from(fixtures.sls_access_key_secret));
    }
    if id == fixtures.sls_sts_access_key_id && token == Some(fixtures.sls_sts_token) {
        return Ok(SecretString::from(fixtures.sls_sts_access_key_secret));
    }
    if id == fixtures.sls_sts_access_key_id && token == Some(fixtures.sls_expired_sts_token) {
        return Err(SlsError::unauthorized(
            "The security token you provided has expired.",
        ));
    }
    if token.is_some() {
        return Err(SlsError::unauthorized(
            "The security token you provided is invalid.",
        ));
    }
    // A temporary id without its token is unknown, as users of the real service report.
    Err(SlsError::unauthorized(format!(
        "AccessKeyId not found: {id}"
    )))
}

fn check_time(clock: &Clock, sent: &str, time: SystemTime) -> Result<(), SlsError> {
    if clock.is_within(TOLERANCE, time) {
        return Ok(());
    }
    let now = httpdate::fmt_http_date(clock.now());
    Err(SlsError::bad_request(
        "RequestTimeExpired",
        format!("Request time {sent} has been expired while server time is {now}."),
    ))
}

fn missing_date() -> SlsError {
    SlsError::bad_request("MissingDate", "Date does not exist in http header.")
}

fn unreadable_date(date: &str) -> SlsError {
    SlsError::bad_request(
        "InvalidRequestTime",
        format!("Request time {date} not follow RFC822 spec."),
    )
}

/// Reads `YYYYMMDDTHHMMSSZ`.
pub(crate) fn parse_basic_date(text: &str) -> Option<SystemTime> {
    let time = NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ").ok()?;
    Some(SystemTime::from(time.and_utc()))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::parse_basic_date;

    #[test]
    fn the_short_date_form_is_read() {
        let expected = SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_198);
        assert_eq!(parse_basic_date("20240229T235958Z"), Some(expected));
        for wrong in [
            "",
            "20240229",
            "20240230T000000Z",
            "Thu, 29 Feb 2024 23:59:58 GMT",
        ] {
            assert_eq!(parse_basic_date(wrong), None, "{wrong}");
        }
    }
}
