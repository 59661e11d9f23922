//! The `SDK-HMAC-SHA256` signature in its `Access=` dialect: HMAC-SHA256 with the secret key itself.
//!
//! Source: the "API Request Signing Guide" of Huawei Cloud, on whose platform Open Telekom Cloud runs,
//! <https://support.huaweicloud.com/intl/en-us/devg-apisign/apisign-devg-pdf.pdf>, and Huawei's official Python SDK.
//!
//! More than five wrong signatures in a row lock a key pair for five minutes, so a refusal is never answered with another
//! attempt. The gateway refuses a date that differs from its own by more than 15 minutes.

use std::borrow::Cow;
use std::fmt;
use std::time::SystemTime;

use percent_encoding::{AsciiSet, percent_decode_str, percent_encode, utf8_percent_encode};
use reqwest::Request;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use super::hash::{hex, hmac_sha256, sha256_hex};
use super::signable;
use super::{
    AccessKey, AuthError, Authorizer, Secrets, Signable, plain, sdk_hmac_scoped, sensitive,
};
use crate::shown::OneLine;
use crate::unreserved::RESERVED;

const SCHEME: &str = "SDK-HMAC-SHA256";
const SDK_DATE: HeaderName = HeaderName::from_static("x-sdk-date");
const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-sdk-content-sha256");
const PROJECT_ID: HeaderName = HeaderName::from_static("x-project-id");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-security-token");

/// Room for the canonical request as requests are, so that the text need not grow.
const USUAL_LENGTH: usize = 1024;

/// Signs requests with an access key and a secret key (AK/SK).
///
/// It also rewrites the URL's query into the canonical form that is signed (sorted, a space as `%20`), as the official SDK
/// does: a gateway need not agree that `+` is a space.
#[derive(Clone)]
pub struct SdkHmac {
    key: AccessKey,
    project_id: Option<String>,
    /// What stands before a project in the paths of requests.
    before_project: Option<String>,
    dialect: Dialect,
}

/// One of the two schemes that go by the name `SDK-HMAC-SHA256`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// `Access=`: Huawei Cloud's SDKs and signing guide, and the API gateway's reference. The default.
    #[default]
    Access,
    /// `Credential=`: the provider's own Go SDK and its Terraform provider. Region and service in the scope are empty, as
    /// they send them.
    Scoped,
}

impl fmt::Debug for SdkHmac {
    /// Of a project that is an address neither user information nor a query.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SdkHmac")
            .field("key", &self.key)
            .field(
                "project_id",
                &self.project_id.as_deref().map(OneLine::address),
            )
            .field("dialect", &self.dialect)
            .finish_non_exhaustive()
    }
}

impl SdkHmac {
    /// Signs with a key pair, in the dialect [`Dialect::Access`].
    pub fn new(key: AccessKey) -> Self {
        Self {
            key,
            project_id: None,
            before_project: None,
            dialect: Dialect::default(),
        }
    }

    /// Signs in another dialect.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Sends `X-Project-Id`. The provider demands it for sub-projects, and it is always allowed.
    #[must_use]
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// Sends as `X-Project-Id` the project that a request itself names, unless [`project_id`](Self::project_id) sets one: the
    /// segment of its path behind `beginning`, such as `/v2/`. A request whose path begins otherwise names none.
    #[must_use]
    pub fn project_behind(mut self, beginning: impl Into<String>) -> Self {
        self.before_project = Some(beginning.into());
        self
    }
}

impl Authorizer for SdkHmac {
    fn scheme(&self) -> &'static str {
        SCHEME
    }

    fn check(&self) -> Result<(), AuthError> {
        self.key.check(SCHEME)
    }

    fn is_locked_by_refusals(&self) -> bool {
        true
    }

    fn secrets(&self, secrets: &mut Secrets) {
        self.key.add_to(secrets);
    }

    fn authorize(&self, request: &mut Request, now: SystemTime) -> Result<(), AuthError> {
        match self.dialect {
            Dialect::Access => {
                self.set_date(request, now)?;
                self.name_project_and_token(request)?;
                self.sign_access(request)
            }
            Dialect::Scoped => {
                let date = self.set_date(request, now)?;
                self.sign_scoped(request, &date)?;
                // This dialect does not sign them.
                self.name_project_and_token(request)
            }
        }
    }
}

impl SdkHmac {
    fn set_date(&self, request: &mut Request, now: SystemTime) -> Result<String, AuthError> {
        let date = signable::utc(SCHEME, now, signable::basic)?;
        let headers = request.headers_mut();
        headers.insert(SDK_DATE, plain(SCHEME, "date", date.as_str())?);
        if headers.get(CONTENT_TYPE).is_some_and(is_unsigned_payload) {
            headers.insert(CONTENT_SHA256, HeaderValue::from_static("UNSIGNED-PAYLOAD"));
        }
        Ok(date)
    }

    fn name_project_and_token(&self, request: &mut Request) -> Result<(), AuthError> {
        let project_id = match &self.project_id {
            Some(project_id) => Some(plain(SCHEME, "project id", project_id.as_str())?),
            None => self.project_in(request.url().path())?,
        };
        let headers = request.headers_mut();
        if let Some(project_id) = project_id {
            headers.insert(PROJECT_ID, project_id);
        }
        if let Some(token) = &self.key.security_token {
            let token = sensitive(SCHEME, "security token", token.expose_secret())?;
            headers.insert(SECURITY_TOKEN, token);
        }
        Ok(())
    }

    /// The project that stands in `path`.
    fn project_in(&self, path: &str) -> Result<Option<HeaderValue>, AuthError> {
        let behind = self
            .before_project
            .as_ref()
            .and_then(|beginning| path.strip_prefix(beginning.as_str()));
        let Some(segment) = behind.and_then(|behind| behind.split('/').next()) else {
            return Ok(None);
        };
        let project_id = percent_decode_str(segment).decode_utf8_lossy();
        plain(SCHEME, "project id", &*project_id).map(Some)
    }

    fn sign_access(&self, request: &mut Request) -> Result<(), AuthError> {
        let AccessKey { id, secret, .. } = &self.key;
        let (query, authorization) = signable::sign(SCHEME, request, |signable| {
            let query = canonical_query(signable.query);
            let mut names = signed_headers(signable.headers);
            names.sort_unstable();
            let authorization = authorization_for(signable, &query, &names, id, secret);
            (query, authorization)
        })?;
        let authorization = sensitive(SCHEME, "access key", authorization)?;
        request.headers_mut().insert(AUTHORIZATION, authorization);
        if !query.is_empty() {
            request.url_mut().set_query(Some(&query));
        }
        Ok(())
    }

    fn sign_scoped(&self, request: &mut Request, date: &str) -> Result<(), AuthError> {
        let AccessKey { id, secret, .. } = &self.key;
        let authorization = signable::sign(SCHEME, request, |signable| {
            let names = signed_headers(signable.headers);
            sdk_hmac_scoped::authorization(signable, &names, id, secret, date, "", "")
        })?;
        let authorization = sensitive(SCHEME, "access key", authorization)?;
        request.headers_mut().insert(AUTHORIZATION, authorization);
        Ok(())
    }
}

/// Whether the official SDK leaves a body of this type out of the signature.
fn is_unsigned_payload(content_type: &HeaderValue) -> bool {
    !["application/json", "application/bson"]
        .iter()
        .any(|signed| content_type.as_bytes().starts_with(signed.as_bytes()))
}

/// The headers to sign: all that the request has now, but those whose name has an underscore (gateways drop them), those
/// that are repeated (no source says how they are signed), and an `Authorization` of an earlier attempt.
fn signed_headers(headers: &HeaderMap) -> Vec<&str> {
    headers
        .keys()
        .filter(|name| headers.get_all(*name).iter().count() == 1 && *name != AUTHORIZATION)
        .map(HeaderName::as_str)
        .filter(|name| !name.contains('_'))
        .collect()
}

/// The value of `Authorization` for a request, as in the "API Request Signing Guide"
/// (<https://support.huaweicloud.com/intl/en-us/devg-apisign/apisign-devg-pdf.pdf>).
///
/// `signed_headers` are the names of the headers to cover, in any order and case; `X-Sdk-Date` and `Host` must be among
/// them. The date is the value of `X-Sdk-Date`. Besides those headers the signature covers the method, the path, the query,
/// and the body, unless the request has a body and a header `X-Sdk-Content-Sha256`: then it covers that header's value.
pub fn authorization(
    request: &Signable<'_>,
    signed_headers: &[&str],
    access_key: &str,
    secret_key: &SecretString,
) -> String {
    let mut names: Vec<String> = signed_headers
        .iter()
        .map(|name| name.to_ascii_lowercase())
        .collect();
    names.sort_unstable();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let query = canonical_query(request.query);
    authorization_for(request, &query, &names, access_key, secret_key)
}

/// The same for names that are in lower case and sorted, and a query that is canonical.
fn authorization_for(
    request: &Signable<'_>,
    query: &str,
    names: &[&str],
    access_key: &str,
    secret_key: &SecretString,
) -> String {
    let names_text = names.join(";");
    let canonical = canonical_request(request, query, names, &names_text);
    let string_to_sign = format!(
        "{SCHEME}\n{}\n{}",
        request.header(SDK_DATE.as_str()),
        sha256_hex(canonical.as_bytes())
    );
    let signature = hex(&hmac_sha256(
        secret_key.expose_secret().as_bytes(),
        string_to_sign.as_bytes(),
    ));
    format!("{SCHEME} Access={access_key}, SignedHeaders={names_text}, Signature={signature}")
}

fn canonical_request(
    request: &Signable<'_>,
    query: &str,
    names: &[&str],
    names_text: &str,
) -> String {
    let mut text = String::with_capacity(USUAL_LENGTH);
    let path = canonical_path(request.path);
    text.extend([request.method, "\n", &path, "\n", query, "\n"]);
    for name in names {
        text.extend([name, ":", request.header(name).trim(), "\n"]);
    }
    let declared = request.header(CONTENT_SHA256.as_str());
    let payload = if request.body.is_empty() || declared.is_empty() {
        Cow::Owned(sha256_hex(request.body))
    } else {
        declared
    };
    text.extend(["\n", names_text, "\n", &payload]);
    text
}

const RESERVED_IN_PATH: &AsciiSet = &RESERVED.remove(b'/');

/// Each segment decoded and encoded again, with a slash at the end. The path is decoded before it is split, so `%2F`
/// counts as a slash.
pub(super) fn canonical_path(path: &str) -> String {
    let decoded: Vec<u8> = percent_decode_str(path).collect();
    let mut canonical: String = percent_encode(&decoded, RESERVED_IN_PATH).collect();
    if !canonical.ends_with('/') {
        canonical.push('/');
    }
    canonical
}

/// Pairs sorted by name, then value, and encoded after sorting. An empty value keeps its `=`.
fn canonical_query(query: &[(String, String)]) -> String {
    let mut pairs: Vec<&(String, String)> = query.iter().collect();
    pairs.sort_unstable();
    let mut text = String::new();
    for (index, (name, value)) in pairs.into_iter().enumerate() {
        text.push_str(if index == 0 { "" } else { "&" });
        text.extend(utf8_percent_encode(name, RESERVED));
        text.push('=');
        text.extend(utf8_percent_encode(value, RESERVED));
    }
    text
}
