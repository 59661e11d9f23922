//! Credentials for Open Telekom Cloud.

use std::sync::Arc;

use backhaul_runtime::auth::env::FoundKind;
use backhaul_runtime::auth::iam::{Agency, IamTokens, PasswordLogin};
use backhaul_runtime::auth::{
    AccessKey, Authorization, Dialect, HeaderToken, ProvideCredentials, SdkHmac, SecretString,
    Token,
};
use backhaul_runtime::for_client_crates::{Connection, Given};
use backhaul_runtime::{Error, OneLine};

/// The beginning of the paths of all operations; the project comes next.
const BEFORE_PROJECT: &str = "/v2/";

/// Credentials for Open Telekom Cloud: a token, a user with a password, or an access key.
///
/// `Debug` shows the kind and the public part.
#[derive(Debug, Clone)]
pub struct Credentials(Kind);

#[derive(Clone)]
enum Kind {
    Token(Token),
    TokenFrom(Arc<dyn ProvideCredentials<Token>>),
    Password(PasswordLogin),
    Agency(PasswordLogin, Agency),
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
    /// A token of the identity service (IAM), scoped to the project, sent as `X-Auth-Token`. It is valid for
    /// at most 24 hours, and is not renewed.
    pub fn token(token: impl Into<SecretString>) -> Self {
        Self(Kind::Token(Token::new(token)))
    }

    /// Tokens from your own source, which may change while the client lives.
    pub fn token_from(provider: impl ProvideCredentials<Token> + 'static) -> Self {
        Self(Kind::TokenFrom(Arc::new(provider)))
    }

    /// A user with a password. The client fetches a token from IAM, uses it for all calls, and fetches a new
    /// one before it expires or when the service refuses it.
    pub fn password(login: PasswordLogin) -> Self {
        Self(Kind::Password(login))
    }

    /// What another account lets a user do with an agency. The client logs in as the user, with the user's own
    /// project, and asks IAM for a token of the agency, which it uses for all calls and renews.
    ///
    /// ```
    /// use backhaul_dcs::{Agency, Credentials, IdOrName, PasswordLogin};
    ///
    /// let login = PasswordLogin {
    ///     user: IdOrName::Name("fake-user".into()),
    ///     user_domain: Some(IdOrName::Name("OTC-FAKE-B".into())),
    ///     password: "fake-password".into(),
    ///     project: IdOrName::Name("eu-de".into()),
    ///     project_domain: None,
    /// };
    /// let agency = Agency {
    ///     name: "log-readers".into(),
    ///     domain: IdOrName::Name("OTC-FAKE-A".into()),
    ///     project: IdOrName::Id("0524e839a54847039e9b2b46e8aa788a".into()),
    /// };
    /// let credentials = Credentials::agency(login, agency);
    /// # drop(credentials);
    /// ```
    pub fn agency(login: PasswordLogin, agency: Agency) -> Self {
        Self(Kind::Agency(login, agency))
    }

    /// An access key and its secret key (AK/SK). The secret key signs requests and is never sent.
    pub fn access_key(access_key: impl Into<String>, secret_key: impl Into<SecretString>) -> Self {
        Self::signed_by(Key::Fixed(AccessKey::new(access_key, secret_key)))
    }

    /// Access keys from your own source, which may change while the client lives.
    pub fn access_key_from(provider: impl ProvideCredentials<AccessKey> + 'static) -> Self {
        Self::signed_by(Key::From(Arc::new(provider)))
    }

    /// What they are.
    pub(crate) fn kind(&self) -> FoundKind {
        match self.0 {
            Kind::Token(_) | Kind::TokenFrom(_) => FoundKind::Token,
            Kind::Password(_) => FoundKind::Password,
            Kind::Agency(..) => FoundKind::Agency,
            Kind::AccessKey { .. } => FoundKind::AccessKey,
        }
    }

    fn signed_by(key: Key) -> Self {
        Self(Kind::AccessKey {
            key,
            project_id: None,
            dialect: Dialect::default(),
        })
    }

    /// Sets the project of an access key, sent as `X-Project-Id`. By default the client sends the
    /// `project_id` of the call, so this is needed only if the two differ. A token contains its project and
    /// ignores this setting.
    #[must_use]
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        if let Kind::AccessKey { project_id, .. } = &mut self.0 {
            *project_id = Some(id.into());
        }
        self
    }

    /// Sets the security token of a temporary access key. A token of the identity service ignores this, and
    /// so does your own source, which provides it together with the key.
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

    /// Sets the dialect of signatures with an access key. Default [`Dialect::Access`]. It is not documented
    /// which of them the provider's gateway accepts today.
    #[must_use]
    pub fn dialect(mut self, chosen: Dialect) -> Self {
        if let Kind::AccessKey { dialect, .. } = &mut self.0 {
            *dialect = chosen;
        }
        self
    }

    /// The authorization of a client that uses `connection` with these credentials. `iam` is the address of
    /// IAM, if it is known.
    ///
    /// # Errors
    ///
    /// If a part of them is blank or no header can carry it, or if there is a password, and the address of IAM is
    /// missing or not valid.
    pub(crate) fn authorization(
        self,
        connection: &Connection,
        iam: Option<&Given>,
    ) -> Result<Authorization, Error> {
        let clock = connection.clock();
        let in_header = |token: &Token| HeaderToken::new("X-Auth-Token", token.clone());
        Ok(match self.0 {
            Kind::Token(token) => Authorization::fixed(in_header(&token))?,
            Kind::TokenFrom(tokens) => Authorization::provided(tokens, clock, in_header),
            Kind::Password(login) => {
                let tokens = IamTokens::new(login, address_of(iam)?, connection)?;
                Authorization::provided(tokens.shared(connection), clock, in_header)
            }
            Kind::Agency(login, agency) => {
                let tokens =
                    IamTokens::new(login, address_of(iam)?, connection)?.assuming(agency)?;
                Authorization::provided(tokens.shared(connection), clock, in_header)
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
                    Key::Fixed(key) => Authorization::fixed(sign(&key))?,
                    Key::From(keys) => Authorization::provided(keys, clock, sign),
                }
            }
        })
    }
}

fn address_of(iam: Option<&Given>) -> Result<&Given, Error> {
    iam.ok_or_else(|| {
        Error::invalid_input("the address of IAM is missing: call .region(...) or .iam_url(...)")
    })
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Token(token) => std::fmt::Debug::fmt(token, f),
            Self::TokenFrom(provider) => f.debug_tuple("TokenFrom").field(provider).finish(),
            Self::Password(login) => std::fmt::Debug::fmt(login, f),
            Self::Agency(login, agency) => {
                f.debug_tuple("Agency").field(login).field(agency).finish()
            }
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
    fn an_access_key_comes_with_its_token_and_project() {
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
