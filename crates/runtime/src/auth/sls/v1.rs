//! The `LOG` signature of SLS, called version 1: HMAC over the decoded query and the service's own headers.
//!
//! Source: "Request signatures" in Alibaba Cloud's SLS developer guide,
//! <https://www.alibabacloud.com/help/en/sls/developer-reference/request-signatures>, and the official SDKs.

use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use md5::{Digest, Md5};
use reqwest::Request;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, DATE, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use sha1::Sha1;
use sha2::Sha256;

use super::super::hash::Hex;
use super::headers::{DATE as LOG_DATE, headers_where, is_service_header, prepare, set};
use crate::auth::access_key::AccessKey;
use crate::auth::authorizer::Authorizer;
use crate::auth::error::AuthError;
use crate::auth::header::sensitive;
use crate::auth::signable;
use crate::auth::signable::{Signable, push, utf8_of};
use crate::shown::Secrets;

const SCHEME: &str = "LOG";
const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");
/// Enough for the signed text of a typical request, so that it need not grow.
const USUAL_LENGTH: usize = 512;
const SIGNATURE_METHOD: HeaderName = HeaderName::from_static("x-log-signaturemethod");

/// Signs requests for SLS with signature version 1.
///
/// This signature does not cover the host, so it does not bind the project; prefer [`SlsV4`](super::SlsV4).
#[derive(Clone, Debug)]
pub struct SlsV1 {
    key: AccessKey,
}

impl SlsV1 {
    /// Signs with an access key.
    pub fn new(key: AccessKey) -> Self {
        Self { key }
    }
}

impl Authorizer for SlsV1 {
    fn scheme(&self) -> &'static str {
        SCHEME
    }

    fn check(&self) -> Result<(), AuthError> {
        self.key.check(SCHEME)
    }

    fn secrets(&self, secrets: &mut Secrets) {
        self.key.add_to(secrets);
    }

    fn authorize(&self, request: &mut Request, now: SystemTime) -> Result<(), AuthError> {
        let body = signable::body(SCHEME, request)?;
        let body_length = body.len();
        let body_md5 = (!body.is_empty()).then(|| md5_upper_hex(body));
        let date = signable::http_date(SCHEME, now)?;
        prepare(
            SCHEME,
            request,
            body_length,
            self.key.security_token.as_ref(),
        )?;
        let method = HeaderValue::from_static("hmac-sha1");
        request.headers_mut().insert(SIGNATURE_METHOD, method);
        request.headers_mut().insert(DATE, date.clone());
        // The service prefers this date if it is present. It is not signed, so it must be the same.
        request.headers_mut().insert(LOG_DATE, date);
        if let Some(md5) = body_md5 {
            set(SCHEME, request, CONTENT_MD5, "body's MD5", md5.as_bytes())?;
        }

        let AccessKey { id, secret, .. } = &self.key;
        let authorization = signable::sign(SCHEME, request, |signable| {
            authorization(signable, id, secret)
        })?;
        let authorization = sensitive(SCHEME, "access key id", authorization)?;
        request.headers_mut().insert(AUTHORIZATION, authorization);
        Ok(())
    }
}

/// The value of `Authorization` for a request, as in "Request signatures" of the SLS developer guide
/// (<https://www.alibabacloud.com/help/en/sls/developer-reference/request-signatures>).
///
/// It covers the method, the headers `Content-MD5`, `Content-Type` and `Date` as they are in the request, all
/// `x-log-` and `x-acs-` headers except `x-log-date` and `x-log-meta-...`, the path and the query. It covers
/// the body only through `Content-MD5`: a server must compare that header with the body. Header values are
/// signed without trimming.
pub fn authorization(
    request: &Signable<'_>,
    access_key_id: &str,
    access_key_secret: &SecretString,
) -> String {
    signed::<Hmac<Sha1>>(request, access_key_id, access_key_secret)
}

/// Like [`authorization`], with HMAC-SHA256 instead of HMAC-SHA1.
///
/// The provider's generated SDKs use this by default, and say so in the header `x-log-signaturemethod:
/// hmac-sha256`, which is also signed. [`SlsV1`] does not use it: [`SlsV4`](super::SlsV4) has SHA-256 and
/// covers more. It exists for servers, such as a sandbox, that check requests of those SDKs.
pub fn authorization_sha256(
    request: &Signable<'_>,
    access_key_id: &str,
    access_key_secret: &SecretString,
) -> String {
    signed::<Hmac<Sha256>>(request, access_key_id, access_key_secret)
}

fn signed<M: Mac + KeyInit>(
    request: &Signable<'_>,
    access_key_id: &str,
    access_key_secret: &SecretString,
) -> String {
    let key = access_key_secret.expose_secret().as_bytes();
    let Ok(mut mac) = <M as Mac>::new_from_slice(key) else {
        unreachable!("HMAC accepts a key of any length")
    };
    mac.update(&string_to_sign(request));
    let mut authorization = String::with_capacity(access_key_id.len() + 64);
    authorization.extend(["LOG ", access_key_id, ":"]);
    STANDARD.encode_string(mac.finalize().into_bytes(), &mut authorization);
    authorization
}

fn string_to_sign(request: &Signable<'_>) -> Vec<u8> {
    let mut text = Vec::with_capacity(USUAL_LENGTH);
    push(&mut text, [request.method.as_bytes(), b"\n"]);
    // In one pass, because looking for a header costs as much as all comparisons.
    let (names, mut values) = ([CONTENT_MD5, CONTENT_TYPE, DATE], [None; 3]);
    let headers = headers_where(request, None, |name, value| {
        if let Some(index) = names.iter().position(|one| one == name) {
            values[index].get_or_insert(value);
            return false;
        }
        is_service_header(name.as_str()) && *name != LOG_DATE
    });
    for value in values {
        push(&mut text, [&value.map(utf8_of).unwrap_or_default(), b"\n"]);
    }
    for (name, value) in headers {
        push(&mut text, [name.as_bytes(), b":", &value, b"\n"]);
    }
    text.extend_from_slice(request.path.as_bytes());

    let mut pairs: Vec<&(String, String)> = request.query.iter().collect();
    pairs.sort_by_key(|(key, _)| key);
    for (index, (key, value)) in pairs.into_iter().enumerate() {
        let separator: &[u8] = if index == 0 { b"?" } else { b"&" };
        push(
            &mut text,
            [separator, key.as_bytes(), b"=", value.as_bytes()],
        );
    }
    text
}

/// MD5 as 32 upper-case hex digits, as SLS expects it in `Content-MD5`.
fn md5_upper_hex(bytes: &[u8]) -> Hex<16> {
    Hex::of(Md5::digest(bytes).into()).in_upper_case()
}
