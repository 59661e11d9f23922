//! Who calls.

use std::sync::Arc;

use backhaul_runtime::auth::iam::{IamTokens, PasswordLogin};
use backhaul_runtime::auth::{
    AccessKey, Authorization, Dialect, HeaderToken, ProvideCredentials, SdkHmac, SecretString,
    Token,
};
use backhaul_runtime::for_client_crates::Connection;
use backhaul_runtime::{Error, OneLine};

/// What the paths of all operations begin with; the project comes next.
const BEFORE_PROJECT: &str = "/v2/";

/// Credentials for Open Telekom Cloud: a token, a user with a password, or an access key.
///
/// `Debug` shows which of them it is and its public part.
#[derive(Debug, Clone)]
pub struct Credentials(Kind);

#[derive(Clone)]
enum Kind {
    Token(Token),
    TokenFrom(Arc<dyn ProvideCredentials<Token>>),
    Password(PasswordLogin),
    AccessKey {
        key: Key,
        project_id: Option<String>,
        dialect: Dialect,
    },
}

#[derive(Clone, Debug)]
enum Key {
    Fixed(AccessKey),
    From(Arc<dyn ProvideCredentials<AccessKey>>),
}

impl Credentials {
    /// A token of the identity service (IAM), scoped to the project, sent as `X-Auth-Token`. It lives for 24 hours at most,
    /// and is not renewed.
    pub fn token(token: impl Into<SecretString>) -> Self {
        Self(Kind::Token(Token::new(token)))
    }

    /// Tokens from a place of your own, which may change while the client lives.
    pub fn token_from(provider: impl ProvideCredentials<Token> + 'static) -> Self {
        Self(Kind::TokenFrom(Arc::new(provider)))
    }

    /// A user with a password. The client fetches a token from IAM, uses it for all calls, and fetches another before it
    /// ends or when the service refuses it.
    pub fn password(login: PasswordLogin) -> Self {
        Self(Kind::Password(login))
    }

    /// An access key and its secret key (AK/SK). The secret key signs requests and is never sent.
    pub fn access_key(access_key: impl Into<String>, secret_key: impl Into<SecretString>) -> Self {
        Self::signed_by(Key::Fixed(AccessKey::new(access_key, secret_key)))
    }

    /// Access keys from a place of your own, which may change while the client lives.
    pub fn access_key_from(provider: impl ProvideCredentials<AccessKey> + 'static) -> Self {
        Self::signed_by(Key::From(Arc::new(provider)))
    }

    fn signed_by(key: Key) -> Self {
        Self(Kind::AccessKey {
            key,
            project_id: None,
            dialect: Dialect::default(),
        })
    }

    /// The project that an access key acts in, sent as `X-Project-Id`. Without this the client sends the `project_id` that
    /// the call itself is given, so that it is needed only where the two differ. A token names its project itself and
    /// ignores this.
    #[must_use]
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        if let Kind::AccessKey { project_id, .. } = &mut self.0 {
            *project_id = Some(id.into());
        }
        self
    }

    /// The security token that belongs to a temporary access key. A token of the identity service ignores this, and so does
    /// a provider of your own, which gives it with the key.
    #[must_use]
    pub fn security_token(mut self, token: impl Into<SecretString>) -> Self {
        if let Kind::AccessKey {
            key: Key::Fixed(key),
            ..
        } = &mut self.0
        {
            *key = key.clone().security_token(token);
        }
        self
    }

    /// Signs with an access key in another dialect than the default, [`Dialect::Access`]. Which of them the provider's
    /// gateway takes today is not documented.
    #[must_use]
    pub fn dialect(mut self, chosen: Dialect) -> Self {
        if let Kind::AccessKey { dialect, .. } = &mut self.0 {
            *dialect = chosen;
        }
        self
    }

    /// How a client that reaches `connection` proves itself with these. `iam` is the address of IAM, if it is known.
    ///
    /// # Errors
    ///
    /// If a password is given and the address of IAM is missing or none.
    pub(crate) fn authorization(
        self,
        connection: &Connection,
        iam: Option<&str>,
    ) -> Result<Authorization, Error> {
        let clock = connection.clock();
        let in_header = |token: &Token| HeaderToken::new("X-Auth-Token", token.clone());
        Ok(match self.0 {
            Kind::Token(token) => Authorization::fixed(in_header(&token)),
            Kind::TokenFrom(tokens) => Authorization::provided(tokens, clock, in_header),
            Kind::Password(login) => {
                let iam = iam.ok_or_else(|| {
                    Error::invalid_input(
                        "the address of IAM is missing: call .region(...) or .iam_url(...)",
                    )
                })?;
                let tokens = IamTokens::new(login, iam, connection)?;
                Authorization::provided(Arc::new(tokens), clock, in_header)
            }
            Kind::AccessKey {
                key,
                project_id,
                dialect,
            } => {
                let before_project = format!("{}{BEFORE_PROJECT}", connection.path());
                let sign = move |key: &AccessKey| {
                    let signer = SdkHmac::new(key.clone()).dialect(dialect);
                    let signer = signer.project_behind(before_project.as_str());
                    match &project_id {
                        Some(project_id) => signer.project_id(project_id),
                        None => signer,
                    }
                };
                match key {
                    Key::Fixed(key) => Authorization::fixed(sign(&key)),
                    Key::From(keys) => Authorization::provided(keys, clock, sign),
                }
            }
        })
    }
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Token(token) => std::fmt::Debug::fmt(token, f),
            Self::TokenFrom(provider) => f.debug_tuple("TokenFrom").field(provider).finish(),
            Self::Password(login) => std::fmt::Debug::fmt(login, f),
            Self::AccessKey {
                key,
                project_id,
                dialect,
            } => f
                .debug_struct("AccessKey")
                .field("key", key)
                .field("project_id", &project_id.as_deref().map(OneLine::address))
                .field("dialect", dialect)
                .finish(),
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
        assert_eq!(shown.unwrap(), "Credentials(Token([secret]))");
    }

    #[test]
    fn an_access_key_comes_with_what_belongs_to_it() {
        let shown = found(&[
            "HUAWEICLOUD_SDK_AK",
            "HUAWEICLOUD_SDK_SK",
            "HUAWEICLOUD_SDK_SECURITY_TOKEN",
            "OS_PROJECT_ID",
        ]);
        let shown = shown.unwrap();
        for part in [
            "value of HUAWEICLOUD_SDK_AK",
            "temporary: true",
            "project_id: None",
        ] {
            assert!(shown.contains(part), "{shown}");
        }
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
