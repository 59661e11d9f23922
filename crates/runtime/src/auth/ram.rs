//! Temporary access keys of Alibaba Cloud: those of an ECS instance's RAM role, and those from an address.
//!
//! Sources: `provider/ecs_ram_role.py` and `provider/uri.py` of `alibabacloud-credentials`, for addresses,
//! headers and the form of the answer.

use std::fmt;

use percent_encoding::utf8_percent_encode;
use reqwest::header::HeaderValue;
use reqwest::{Client, Method, RequestBuilder, Url};
use secrecy::zeroize::Zeroizing;
use serde_json::Value;

use super::provide::{ProvideCredentials, ProvideError, Provided};
use super::token_endpoint::{ask, ask_for_text};
use crate::auth::access_key::AccessKey;
use crate::clock::Clock;
use crate::connection::Connection;
use crate::connection::wire::Wire;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::settings::given::Given;
use crate::shown::{OneLine, Secrets};
use crate::text::timestamp::Timestamp;
use crate::text::unreserved::RESERVED;

const METADATA: &str = "the metadata service of ECS";
const CREDENTIALS_URI: &str = "the credentials URI";

/// Where each ECS instance reaches its metadata service.
const METADATA_ADDRESS: &str = "http://100.100.100.200";

/// How long a token of the metadata service lives: as long as the provider's own SDK asks for, six hours. It
/// is used for one renewal.
const TOKEN_SECONDS: &str = "21600";

/// The RAM role of the ECS instance that the program runs on.
///
/// Keys come from the instance's metadata service, in its hardened mode: each renewal first fetches a token of
/// that service. There is no fallback to the mode without tokens, where a forged request could read the keys.
/// The service is never reached through a proxy of the environment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RamRole {
    name: Option<Given>,
    address: Option<Given>,
}

impl RamRole {
    /// The role of this instance; the metadata service tells its name.
    pub fn of_instance() -> Self {
        Self::default()
    }

    /// Sets the name of the role, which saves one request per renewal.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into().into());
        self
    }

    /// The role of a name that was found in the environment.
    #[doc(hidden)]
    pub fn of_setting(name: Given) -> Self {
        Self {
            name: Some(name),
            address: None,
        }
    }

    /// Sets the address of the metadata service, by default `http://100.100.100.200`; for tests.
    #[must_use]
    pub fn address(mut self, address: impl Into<String>) -> Self {
        self.address = Some(address.into().into());
        self
    }
}

/// Fetches the keys of a RAM role.
pub struct RoleKeys {
    role: Option<String>,
    base: Url,
    http: Client,
    wire: Wire,
    clock: Clock,
}

impl RoleKeys {
    /// The keys of `role`.
    ///
    /// # Errors
    /// If a name or an address of the user's own is not valid, or if `connection` may not send credentials to it.
    pub fn new(role: RamRole, connection: &Connection) -> Result<Self, Error> {
        let base = match &role.address {
            Some(address) => connection.address("the address of the metadata service", address)?,
            // Plain http on purpose: it does not leave the instance's host.
            None => Url::parse(METADATA_ADDRESS).map_err(|error| {
                Error::invalid_input(format!("{METADATA}: {error}")).with_source(error)
            })?,
        };
        if let Some(name) = role.name.as_ref().filter(|name| !is_role(name.text())) {
            return Err(name.wrong(
                "this cannot be the name of a RAM role: give one, or none, and the metadata service tells it",
            ));
        }
        Ok(Self {
            role: role.name.map(|name| name.text().to_owned()),
            http: without_proxy(connection)?,
            wire: connection.wire.clone(),
            base,
            clock: connection.clock(),
        })
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut url = self.base.clone();
        url.set_path(path);
        self.http.request(method, url)
    }

    async fn fetch(&self) -> Result<Provided<AccessKey>, ProvideError> {
        let mut secrets = Secrets::new();
        let request = self.request(Method::PUT, "/latest/api/token").header(
            "X-aliyun-ecs-metadata-token-ttl-seconds",
            HeaderValue::from_static(TOKEN_SECONDS),
        );
        let token = ask_for_text(&self.wire, request, METADATA, &secrets, &self.clock).await?;
        let token = Zeroizing::new(token.trim().to_owned());
        secrets.add(&token);
        let mut token = HeaderValue::from_str(&token)
            .ok()
            .filter(|token| !token.is_empty())
            .ok_or_else(|| ProvideError::new(format!("{METADATA} answered without a token")))?;
        token.set_sensitive(true);
        let get = |path: &str| {
            let request = self.request(Method::GET, path);
            request.header("X-aliyun-ecs-metadata-token", token.clone())
        };
        const ROLES: &str = "/latest/meta-data/ram/security-credentials/";
        let role = match &self.role {
            Some(role) => role.clone(),
            None => {
                let told =
                    ask_for_text(&self.wire, get(ROLES), METADATA, &secrets, &self.clock).await?;
                told.trim().to_owned()
            }
        };
        if !is_role(&role) {
            return Err(ProvideError::new(format!(
                "{METADATA} does not name one RAM role: attach one to the instance, or name it"
            )));
        }
        let path = format!("{ROLES}{}", utf8_percent_encode(&role, RESERVED));
        let (_, body) = ask(&self.wire, get(&path), METADATA, &secrets, &self.clock).await?;
        key_in(&body, METADATA)
    }
}

impl ProvideCredentials<AccessKey> for RoleKeys {
    fn provide(&self) -> BoxFuture<'_, Result<Provided<AccessKey>, ProvideError>> {
        Box::pin(self.fetch())
    }
}

impl fmt::Debug for RoleKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RoleKeys")
            .field("role", &self.role.as_deref().map(OneLine::new))
            .field("address", &OneLine::address(self.base.as_str()))
            .finish_non_exhaustive()
    }
}

/// Fetches keys from an address that answers as the provider's SDKs expect.
pub struct UriKeys {
    url: Url,
    http: Client,
    wire: Wire,
    clock: Clock,
}

impl UriKeys {
    /// The keys that `uri` answers. It may have a query, which may be secret.
    ///
    /// # Errors
    /// If `uri` is not valid, or if `connection` may not send credentials to it.
    pub fn new(uri: &Given, connection: &Connection) -> Result<Self, Error> {
        let bare = |uri: String| uri.split(['?', '#']).next().unwrap_or_default().to_owned();
        let mut url = connection.address(CREDENTIALS_URI, &uri.clone().map(bare))?;
        let uri = uri.text();
        let query = uri.split('#').next().and_then(|uri| uri.split_once('?'));
        url.set_query(query.map(|(_, query)| query));
        Ok(Self {
            http: connection.http_for(&url)?.clone(),
            wire: connection.wire.clone(),
            url,
            clock: connection.clock(),
        })
    }

    async fn fetch(&self) -> Result<Provided<AccessKey>, ProvideError> {
        let mut secrets = Secrets::new();
        secrets.add(self.url.query().unwrap_or_default());
        let request = self.http.get(self.url.clone());
        let (_, body) = ask(&self.wire, request, CREDENTIALS_URI, &secrets, &self.clock).await?;
        key_in(&body, CREDENTIALS_URI)
    }
}

impl ProvideCredentials<AccessKey> for UriKeys {
    fn provide(&self) -> BoxFuture<'_, Result<Provided<AccessKey>, ProvideError>> {
        Box::pin(self.fetch())
    }
}

impl fmt::Debug for UriKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UriKeys")
            .field("uri", &OneLine::address(self.url.as_str()))
            .finish_non_exhaustive()
    }
}

/// Whether `name` can be the name of one role, as the last segment of a path.
fn is_role(name: &str) -> bool {
    !name.trim().is_empty() && !name.contains(['\n', '\r']) && ![".", ".."].contains(&name)
}

/// The client for this machine is the one that uses no proxy.
fn without_proxy(connection: &Connection) -> Result<Client, Error> {
    let here = Url::parse("http://127.0.0.1")
        .map_err(|error| Error::invalid_input(error.to_string()).with_source(error))?;
    Ok(connection.http_for(&here)?.clone())
}

/// The temporary key in an answer. An error does not show the answer.
fn key_in(body: &Value, what: &str) -> Result<Provided<AccessKey>, ProvideError> {
    if let Some(code) = body["Code"].as_str().filter(|code| *code != "Success") {
        let code = OneLine::new(code).at_most(100);
        return Err(ProvideError::new(format!(
            "{what} answered with the code {code} and without a key"
        )));
    }
    let part = |name: &str| {
        let text = body[name].as_str().filter(|text| !text.is_empty());
        text.ok_or_else(|| ProvideError::new(format!("{what} answered without {name}")))
    };
    let key = AccessKey::new(part("AccessKeyId")?, part("AccessKeySecret")?)
        .security_token(part("SecurityToken")?);
    let end = Timestamp::from(part("Expiration")?).to_system_time();
    let provided = Provided::new(key);
    Ok(match end {
        Some(end) => provided.expires_at(end),
        None => provided,
    })
}
