//! The two signature schemes with the name `SDK-HMAC-SHA256`.
//!
//! | file | subject |
//! |---|---|
//! | `mod` | the authorizer |
//! | `access` | the `Access=` dialect, which signs with the secret key itself |
//! | `scoped` | the `Credential=` dialect, which signs with a key derived for a day, a region and a service |
//! | `canonical` | the parts that both sign in the same way |
//!
//! Source: the "API Request Signing Guide" of Huawei Cloud, on whose platform Open Telekom Cloud runs,
//! <https://support.huaweicloud.com/intl/en-us/devg-apisign/apisign-devg-pdf.pdf>, and Huawei's official Python SDK.
//!
//! More than five wrong signatures in a row lock a key pair for five minutes, so the client never retries
//! after a refusal. The gateway refuses a date that differs from its own by more than 15 minutes.

mod access;
mod canonical;
pub mod scoped;

use std::borrow::Cow;
use std::fmt;
use std::time::SystemTime;

use percent_encoding::percent_decode_str;
use reqwest::Request;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue};
use secrecy::ExposeSecret;

pub use self::access::authorization;
use self::access::{authorization_for, canonical_query};
use self::canonical::{CONTENT_SHA256, SCHEME, SDK_DATE, is_unsigned_payload, signed_headers};
use crate::auth::access_key::AccessKey;
use crate::auth::authorizer::Authorizer;
use crate::auth::carried;
use crate::auth::error::AuthError;
use crate::auth::header::{plain, sensitive};
use crate::auth::signable;
use crate::auth::signable::{BasicDate, utf8_of};
use crate::shown::{OneLine, Secrets};

const PROJECT_ID: HeaderName = HeaderName::from_static("x-project-id");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-security-token");

/// Signs requests with an access key and a secret key (AK/SK).
///
/// Like the official SDK, it also rewrites the URL's query into the canonical form that is signed (sorted, a
/// space as `%20`), because a gateway need not treat `+` as a space.
#[derive(Clone)]
pub struct SdkHmac {
    key: AccessKey,
    project_id: Option<String>,
    /// The beginning of request paths, which the project follows.
    before_project: Option<String>,
    dialect: Dialect,
}

/// One of the two schemes with the name `SDK-HMAC-SHA256`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// `Access=`: Huawei Cloud's SDKs and signing guide, and the API gateway's reference. The default.
    #[default]
    Access,
    /// `Credential=`: the provider's own Go SDK and its Terraform provider. Region and service in the scope
    /// are empty, as in those tools.
    Scoped,
}

impl fmt::Debug for SdkHmac {
    /// If the project is an address, shows neither user information nor a query.
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

    /// Sets the dialect.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Sends `X-Project-Id`. The provider requires it for sub-projects, and always allows it.
    #[must_use]
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// Sends the project in the request's own path as `X-Project-Id`, unless [`project_id`](Self::project_id)
    /// sets one. The project is the path segment after `beginning`, such as `/v2/`. A path that begins
    /// differently names no project.
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
        self.key.check(SCHEME)?;
        let project = self.project_id.as_deref();
        project.map_or(Ok(()), |id| carried::check(SCHEME, "project id", id))
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
                self.sign_scoped(request, date.as_str())?;
                // This dialect does not sign these two.
                self.name_project_and_token(request)
            }
        }
    }
}

impl SdkHmac {
    fn set_date(&self, request: &mut Request, now: SystemTime) -> Result<BasicDate, AuthError> {
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

    /// The project in `path`.
    fn project_in(&self, path: &str) -> Result<Option<HeaderValue>, AuthError> {
        let rest = self
            .before_project
            .as_ref()
            .and_then(|beginning| path.strip_prefix(beginning.as_str()));
        let Some(segment) = rest.and_then(|rest| rest.split('/').next()) else {
            return Ok(None);
        };
        let project_id = percent_decode_str(segment).decode_utf8_lossy();
        plain(SCHEME, "project id", &*project_id).map(Some)
    }

    fn sign_access(&self, request: &mut Request) -> Result<(), AuthError> {
        let AccessKey { id, secret, .. } = &self.key;
        let host = signable::host_to_come(SCHEME, request)?;
        let (query, authorization) = signable::sign(SCHEME, request, |signable| {
            let query = canonical_query(signable.query);
            let mut headers = Vec::with_capacity(signable.headers.len() + 1);
            headers.extend(
                host.as_deref()
                    .map(|host| ("host", Cow::Borrowed(host.as_bytes()))),
            );
            headers.extend(
                signed_headers(signable.headers).map(|(name, value)| (name, utf8_of(value))),
            );
            headers.sort_unstable_by_key(|(name, _)| *name);
            let authorization = authorization_for(signable, &query, &headers, id, secret);
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
        let authorization = signable::sign_with_host(SCHEME, request, |signable| {
            let headers = signed_headers(signable.headers);
            let names: Vec<&str> = headers.map(|(name, _)| name).collect();
            scoped::authorization(signable, &names, id, secret, date, "", "")
        })?;
        let authorization = sensitive(SCHEME, "access key", authorization)?;
        request.headers_mut().insert(AUTHORIZATION, authorization);
        Ok(())
    }
}
