//! Who calls.

use std::sync::Arc;

use backhaul_runtime::auth::mongodb::ApiKey;
use backhaul_runtime::auth::{Authorizer, CredentialsError, SecretString, env};

/// Credentials for the Cloud Manager API.
///
/// `Debug` shows the public half only.
#[derive(Debug, Clone)]
pub struct Credentials(ApiKey);

impl Credentials {
    /// An API key: its public half and its private half. It is proved by HTTP digest, so the private half is never sent.
    pub fn api_key(public_key: impl Into<String>, private_key: impl Into<SecretString>) -> Self {
        Self(ApiKey::new(public_key, private_key.into()))
    }

    /// An API key from the environment, under the names that MongoDB's own tools use. The first hit wins:
    ///
    /// 1. `MONGODB_ATLAS_PUBLIC_API_KEY` or `MONGODB_ATLAS_PUBLIC_KEY`, with `MONGODB_ATLAS_PRIVATE_API_KEY` or
    ///    `MONGODB_ATLAS_PRIVATE_KEY`
    /// 2. `MCLI_PUBLIC_API_KEY` with `MCLI_PRIVATE_API_KEY`
    ///
    /// An empty variable counts as unset.
    ///
    /// # Errors
    ///
    /// If no key is found, or only half of one. The error names the variables and shows no value.
    pub fn from_env() -> Result<Self, CredentialsError> {
        Self::from_vars(env::process)
    }

    /// As [`from_env`](Self::from_env), but from the variables that `lookup` knows.
    ///
    /// # Errors
    ///
    /// As `from_env`.
    pub fn from_vars(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, CredentialsError> {
        ApiKey::from_vars(&lookup).map(Self)
    }

    pub(crate) fn into_authorizer(self) -> Arc<dyn Authorizer> {
        Arc::new(self.0.into_authorizer())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_api_key_is_proved_by_digest_and_its_private_half_is_not_shown() {
        let credentials = Credentials::api_key("fakekey", "fake-marker");
        let shown = format!("{credentials:?}");
        assert!(
            shown.contains("fakekey") && !shown.contains("fake-marker"),
            "{shown}"
        );
        assert_eq!(credentials.into_authorizer().scheme(), "Digest");
    }

    #[test]
    fn without_variables_the_error_names_what_was_looked_for() {
        let error = Credentials::from_vars(|_| None).unwrap_err().to_string();
        assert!(error.contains("MONGODB_ATLAS_PUBLIC_API_KEY"), "{error}");
        assert!(error.contains("MCLI_PRIVATE_API_KEY"), "{error}");
    }
}
