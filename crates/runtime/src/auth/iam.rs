//! Tokens of Open Telekom Cloud's IAM (Keystone), fetched with a user's password.

mod login;

use std::sync::Arc;
use std::time::SystemTime;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use reqwest::{Client, Url};
use secrecy::ExposeSecret;
use secrecy::zeroize::Zeroizing;
use serde_json::Value;

use self::login::ENDPOINT;
use super::provide::{ProvideCredentials, ProvideError, Provided};
use super::stored::through_store;
use super::token_endpoint::ask;
use crate::auth::authorization::unusable;
use crate::auth::header::sensitive;
use crate::auth::token::Token;
use crate::clock::Clock;
use crate::connection::Connection;
use crate::connection::wire::Wire;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::settings::given::Given;
use crate::shown::Secrets;
use crate::text::timestamp::Timestamp;
use crate::token_store::TokenKey;

pub use self::login::{Agency, IdOrName, PasswordLogin};

/// Fetches tokens from IAM.
///
/// Source: "Obtaining a User Token", <https://docs.otc.t-systems.com/identity-access-management/api-ref/>.
pub struct IamTokens {
    login: PasswordLogin,
    agency: Option<Agency>,
    url: Url,
    http: Client,
    wire: Wire,
    clock: Clock,
}

impl IamTokens {
    /// Tokens for `login` from the IAM at `address`, which may end in `/v3`, as `OS_AUTH_URL` often does.
    ///
    /// # Errors
    /// If a part of `login` is blank, if `address` is not valid, or if `connection` may not send credentials to it.
    pub fn new(
        login: PasswordLogin,
        address: &Given,
        connection: &Connection,
    ) -> Result<Self, Error> {
        login.check().map_err(unusable)?;
        let mut url = connection.address("the address of IAM", address)?;
        let root = url
            .path()
            .trim_end_matches('/')
            .trim_end_matches("/v3")
            .to_owned();
        url.set_path(&format!("{root}/v3/auth/tokens"));
        Ok(Self {
            login,
            agency: None,
            http: connection.http_for(&url)?.clone(),
            wire: connection.wire.clone(),
            url,
            clock: connection.clock(),
        })
    }

    /// Tokens of `agency` instead: the user's own token is only used to ask for one.
    ///
    /// # Errors
    /// If a part of `agency` is blank.
    pub fn assuming(mut self, agency: Agency) -> Result<Self, Error> {
        agency.check().map_err(unusable)?;
        self.agency = Some(agency);
        Ok(self)
    }

    /// These tokens, through the token store of `connection` if it has one.
    pub fn shared(self, connection: &Connection) -> Arc<dyn ProvideCredentials<Token>> {
        through_store(self, Self::key, connection)
    }

    /// What tells its tokens from others.
    fn key(&self) -> TokenKey {
        let PasswordLogin {
            user,
            user_domain,
            password: _,
            project,
            project_domain,
        } = &self.login;
        let mut parts = vec!["iam", self.url.as_str()];
        for named in [
            Some(user),
            user_domain.as_ref(),
            Some(project),
            project_domain.as_ref(),
        ] {
            parts.extend(named.map_or(["", ""], IdOrName::parts));
        }
        if let Some(agency) = &self.agency {
            parts.extend(["agency", &agency.name]);
            parts.extend(agency.domain.parts());
            parts.extend(agency.project.parts());
        }
        TokenKey::new(&parts)
    }

    async fn fetch(&self) -> Result<Provided<Token>, ProvideError> {
        let own = self.ask_for(&self.login.to_json(), None).await?;
        match &self.agency {
            None => Ok(own),
            Some(agency) => {
                let own = own.credentials;
                self.ask_for(&agency.to_json(), Some(&own)).await
            }
        }
    }

    /// Asks for a token with `body`, and with the user's `own` token if that is needed.
    async fn ask_for(
        &self,
        body: &Value,
        own: Option<&Token>,
    ) -> Result<Provided<Token>, ProvideError> {
        let mut url = self.url.clone();
        // The catalog of services would add many kilobytes that nobody reads.
        url.set_query(Some("nocatalog=true"));
        let body = Zeroizing::new(body.to_string());
        let mut request = self
            .http
            .post(url)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .body(body.as_bytes().to_vec());
        let asked_at = self.clock.now();
        let mut secrets = Secrets::new();
        secrets.add(self.login.password.expose_secret());
        if let Some(own) = own {
            secrets.add(own.expose());
            let own = sensitive("X-Auth-Token", "token", own.expose())
                .map_err(|error| ProvideError::new(error.to_string()))?;
            request = request.header("X-Auth-Token", own);
        }
        let (headers, answer) = ask(&self.wire, request, ENDPOINT, &secrets, &self.clock).await?;
        let Some(token) = headers
            .get("x-subject-token")
            .filter(|token| !token.is_empty())
        else {
            return Err(ProvideError::new(format!(
                "{ENDPOINT} answered without a token"
            )));
        };
        let Ok(token) = token.to_str() else {
            return Err(ProvideError::new(format!(
                "{ENDPOINT} answered with a token that has characters that are not ASCII, which a header cannot carry"
            )));
        };
        let provided = Provided::new(Token::new(token));
        Ok(match end_of(&answer, asked_at) {
            Some(end) => provided.expires_at(end),
            None => provided,
        })
    }
}

/// When the token ends by our clock: the lifetime that IAM states, counted from the request, so that an
/// inaccurate clock does not change it. `None` if that is unknown: a new token cannot have expired yet, so
/// a date in the past means nothing, and neither does a date that no clock can hold.
fn end_of(body: &Value, asked_at: SystemTime) -> Option<SystemTime> {
    let moment = |name: &str| Timestamp::from(body["token"][name].as_str()?).to_system_time();
    let expires_at = moment("expires_at")?;
    let issued_at = moment("issued_at").unwrap_or(asked_at);
    let life = expires_at.duration_since(issued_at).ok()?;
    asked_at.checked_add(life)
}

impl ProvideCredentials<Token> for IamTokens {
    fn provide(&self) -> BoxFuture<'_, Result<Provided<Token>, ProvideError>> {
        Box::pin(self.fetch())
    }
}

impl std::fmt::Debug for IamTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IamTokens")
            .field("login", &self.login)
            .field("agency", &self.agency)
            .field("url", &self.url.as_str())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use serde_json::{Value, json};

    use super::{Agency, IdOrName, PasswordLogin, end_of};

    #[test]
    fn a_login_is_written_as_iam_documents_it() {
        let mut login = PasswordLogin {
            user: IdOrName::Name("fake-user".into()),
            user_domain: Some(IdOrName::Name("OTC-FAKE".into())),
            password: "fake-password".into(),
            project: IdOrName::Name("eu-de".into()),
            project_domain: None,
        };
        let user = json!({"name": "fake-user", "password": "fake-password", "domain": {"name": "OTC-FAKE"}});
        assert_eq!(
            login.to_json(),
            json!({"auth": {
                "identity": {"methods": ["password"], "password": {"user": user}},
                "scope": {"project": {"name": "eu-de"}},
            }})
        );
        login.project = IdOrName::Id("0524e839".into());
        assert_eq!(
            login.to_json()["auth"]["scope"],
            json!({"project": {"id": "0524e839"}})
        );
        assert!(!format!("{login:?}").contains("fake-password"));
    }

    #[test]
    fn an_agency_is_written_as_iam_documents_it() {
        let mut agency = Agency {
            name: "agencytest".into(),
            domain: IdOrName::Name("domain A".into()),
            project: IdOrName::Id("0524e839".into()),
        };
        let body = |role: Value| {
            json!({"auth": {
                "identity": {"methods": ["assume_role"], "assume_role": role},
                "scope": {"project": {"id": "0524e839"}},
            }})
        };
        assert_eq!(
            agency.to_json(),
            body(json!({"domain_name": "domain A", "xrole_name": "agencytest"}))
        );
        agency.domain = IdOrName::Id("bfdd55e0".into());
        assert_eq!(
            agency.to_json(),
            body(json!({"domain_id": "bfdd55e0", "xrole_name": "agencytest"}))
        );
    }

    #[test]
    fn the_life_of_a_token_is_counted_by_our_clock() {
        let body = json!({"token": {
            "issued_at": "2015-11-09T00:42:57.527363Z", "expires_at": "2015-11-09T01:42:57.527363Z",
        }});
        let asked_at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        assert_eq!(
            end_of(&body, asked_at),
            Some(asked_at + Duration::from_secs(3600))
        );
        assert_eq!(end_of(&json!({}), asked_at), None);
        let body = json!({"token": {"expires_at": "2023-11-15T00:13:20Z"}});
        let end = Some(asked_at + Duration::from_secs(7200));
        assert_eq!(end_of(&body, asked_at), end, "without a beginning");
    }

    #[test]
    fn an_impossible_date_is_not_an_end() {
        let asked_at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let end = |issued_at, expires_at| {
            let body = json!({"token": {"issued_at": issued_at, "expires_at": expires_at}});
            end_of(&body, asked_at)
        };
        let far = end("2023-11-14T22:13:20Z", "9999-12-31T23:59:59Z").unwrap();
        assert!(far > asked_at + Duration::from_secs(200_000_000_000));
        assert_eq!(end("2023-11-14T22:13:20Z", "2023-11-14T22:13:19Z"), None);
        assert_eq!(end("", "0001-01-01T00:00:00Z"), None);
        assert_eq!(end("", "soon"), None);
        // The longest lifetime that can be written still works.
        assert!(end("-262143-01-01T00:00:00Z", "+262142-12-31T23:59:59Z").is_some());
    }
}
