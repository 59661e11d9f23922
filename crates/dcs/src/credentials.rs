//! Who calls.

use std::sync::Arc;

use backhaul_runtime::auth::env::{self, Search};
use backhaul_runtime::auth::{Authorizer, CredentialsError, SdkHmac, SecretString, StaticToken};

/// Credentials for Open Telekom Cloud: a token, or an access key.
///
/// `Debug` shows which of them it is and its public part.
#[derive(Debug, Clone)]
pub struct Credentials(Kind);

#[derive(Clone)]
enum Kind {
    Token(SecretString),
    AccessKey {
        access_key: String,
        secret_key: SecretString,
        project_id: Option<String>,
        security_token: Option<SecretString>,
    },
}

impl Credentials {
    /// A token of the identity service (IAM), scoped to the project, sent as `X-Auth-Token`. It lives for 24 hours at most,
    /// and is not renewed.
    pub fn token(token: impl Into<SecretString>) -> Self {
        Self(Kind::Token(token.into()))
    }

    /// An access key and its secret key (AK/SK). The secret key signs requests and is never sent.
    pub fn access_key(access_key: impl Into<String>, secret_key: impl Into<SecretString>) -> Self {
        Self(Kind::AccessKey {
            access_key: access_key.into(),
            secret_key: secret_key.into(),
            project_id: None,
            security_token: None,
        })
    }

    /// The project that an access key acts in, sent as `X-Project-Id`: needed for sub-projects, always allowed.
    /// A token names its project itself and ignores this.
    #[must_use]
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        if let Kind::AccessKey { project_id, .. } = &mut self.0 {
            *project_id = Some(id.into());
        }
        self
    }

    /// The security token that belongs to a temporary access key. A token of the identity service ignores this.
    #[must_use]
    pub fn security_token(mut self, token: impl Into<SecretString>) -> Self {
        if let Kind::AccessKey { security_token, .. } = &mut self.0 {
            *security_token = Some(token.into());
        }
        self
    }

    /// Credentials from the environment, under the names that OpenStack's and the provider's tools use. The first hit wins:
    ///
    /// 1. a token: `OS_TOKEN` or `OS_AUTH_TOKEN`
    /// 2. an access key: `OS_ACCESS_KEY` with `OS_SECRET_KEY`, and if set `OS_PROJECT_ID` and `OS_SECURITY_TOKEN`
    /// 3. an access key: `HUAWEICLOUD_SDK_AK` with `HUAWEICLOUD_SDK_SK`, and if set `HUAWEICLOUD_SDK_PROJECT_ID` and
    ///    `HUAWEICLOUD_SDK_SECURITY_TOKEN`
    ///
    /// An empty variable counts as unset.
    ///
    /// # Errors
    ///
    /// If nothing is found, or only half of an access key. The error names the variables and shows no value.
    pub fn from_env() -> Result<Self, CredentialsError> {
        Self::from_vars(env::process)
    }

    /// As [`from_env`](Self::from_env), but from the variables that `lookup` knows.
    ///
    /// # Errors
    ///
    /// As `from_env`.
    pub fn from_vars(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, CredentialsError> {
        let mut search = Search::new(&lookup);
        if let Some(token) = search.secret(&["OS_TOKEN", "OS_AUTH_TOKEN"]) {
            return Ok(Self::token(token));
        }
        for [access_key, secret_key, project_id, security_token] in [
            [
                "OS_ACCESS_KEY",
                "OS_SECRET_KEY",
                "OS_PROJECT_ID",
                "OS_SECURITY_TOKEN",
            ],
            [
                "HUAWEICLOUD_SDK_AK",
                "HUAWEICLOUD_SDK_SK",
                "HUAWEICLOUD_SDK_PROJECT_ID",
                "HUAWEICLOUD_SDK_SECURITY_TOKEN",
            ],
        ] {
            if let Some((access_key, secret_key)) = search.pair(&[access_key], &[secret_key])? {
                return Ok(Self(Kind::AccessKey {
                    access_key,
                    secret_key,
                    project_id: search.optional(&[project_id]),
                    security_token: search.optional(&[security_token]).map(SecretString::from),
                }));
            }
        }
        Err(search.not_found())
    }

    pub(crate) fn into_authorizer(self) -> Arc<dyn Authorizer> {
        match self.0 {
            Kind::Token(token) => Arc::new(StaticToken::new("X-Auth-Token", token)),
            Kind::AccessKey {
                access_key,
                secret_key,
                project_id,
                security_token,
            } => {
                let mut authorizer = SdkHmac::new(access_key, secret_key);
                if let Some(project_id) = project_id {
                    authorizer = authorizer.project_id(project_id);
                }
                if let Some(token) = security_token {
                    authorizer = authorizer.security_token(token);
                }
                Arc::new(authorizer)
            }
        }
    }
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Token(_) => f.debug_struct("Token").finish_non_exhaustive(),
            Self::AccessKey {
                access_key,
                secret_key: _,
                project_id,
                security_token,
            } => f
                .debug_struct("AccessKey")
                .field("access_key", access_key)
                .field("project_id", project_id)
                .field("temporary", &security_token.is_some())
                .finish_non_exhaustive(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str]) -> Result<String, String> {
        let lookup = |name: &str| names.contains(&name).then(|| format!("value of {name}"));
        Credentials::from_vars(lookup)
            .map(|credentials| format!("{credentials:?}"))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_token_wins_over_an_access_key_and_is_not_shown() {
        let shown = found(&["OS_AUTH_TOKEN", "OS_ACCESS_KEY", "OS_SECRET_KEY"]);
        assert_eq!(shown.unwrap(), "Credentials(Token { .. })");
        assert_eq!(
            Credentials::token("fake").into_authorizer().scheme(),
            "X-Auth-Token"
        );
    }

    #[test]
    fn an_access_key_comes_with_what_belongs_to_it() {
        let shown = found(&[
            "HUAWEICLOUD_SDK_AK",
            "HUAWEICLOUD_SDK_SK",
            "HUAWEICLOUD_SDK_SECURITY_TOKEN",
            "OS_PROJECT_ID",
        ]);
        assert_eq!(
            shown.unwrap(),
            "Credentials(AccessKey { access_key: \"value of HUAWEICLOUD_SDK_AK\", project_id: None, temporary: true, .. })"
        );
        let authorizer = Credentials::access_key("FAKEAK", "fake")
            .project_id("p")
            .into_authorizer();
        assert_eq!(authorizer.scheme(), "SDK-HMAC-SHA256");
    }

    #[test]
    fn half_an_access_key_and_nothing_at_all_are_errors_that_name_the_variables() {
        let half =
            found(&["OS_SECRET_KEY", "HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK"]).unwrap_err();
        assert!(
            half.ends_with("OS_SECRET_KEY is set, OS_ACCESS_KEY is not"),
            "{half}"
        );
        let nothing = found(&["OS_PROJECT_ID"]).unwrap_err();
        for name in [
            "OS_TOKEN",
            "OS_AUTH_TOKEN",
            "OS_ACCESS_KEY",
            "HUAWEICLOUD_SDK_SK",
        ] {
            assert!(nothing.contains(name), "{nothing}");
        }
    }
}
