//! Who calls.

use std::sync::Arc;

use backhaul_runtime::auth::env::{self, Search};
use backhaul_runtime::auth::{Authorizer, CredentialsError, SecretString, SlsV1, SlsV4};

/// Credentials for Simple Log Service.
///
/// `Debug` shows the access key id, but neither the secret nor the security token.
#[derive(Clone)]
pub struct Credentials {
    access_key_id: String,
    access_key_secret: SecretString,
    security_token: Option<SecretString>,
    signature: SignatureVersion,
}

/// Which signature proves the access key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SignatureVersion {
    /// HMAC-SHA1. It does not cover the host, so it does not bind the project.
    V1,
    /// HMAC-SHA256, bound to host and region.
    #[default]
    V4,
}

impl Credentials {
    /// An access key: its id and its secret. The secret signs requests and is never sent.
    pub fn access_key(id: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Self {
            access_key_id: id.into(),
            access_key_secret: secret.into(),
            security_token: None,
            signature: SignatureVersion::default(),
        }
    }

    /// The security token that belongs to a temporary access key (STS).
    #[must_use]
    pub fn security_token(mut self, token: impl Into<SecretString>) -> Self {
        self.security_token = Some(token.into());
        self
    }

    /// Signs with another version than the default, [`SignatureVersion::V4`].
    #[must_use]
    pub fn signature(mut self, version: SignatureVersion) -> Self {
        self.signature = version;
        self
    }

    /// An access key from the environment: `ALIBABA_CLOUD_ACCESS_KEY_ID` with `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, and
    /// `ALIBABA_CLOUD_SECURITY_TOKEN` if the key is temporary. An empty variable counts as unset.
    ///
    /// # Errors
    ///
    /// If no access key is found, or only half of one. The error names the variables and shows no value.
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
        let found = search.pair(
            &["ALIBABA_CLOUD_ACCESS_KEY_ID"],
            &["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
        )?;
        let token = search.optional(&["ALIBABA_CLOUD_SECURITY_TOKEN"]);
        let (id, secret) = found.ok_or_else(|| search.not_found())?;
        Ok(Self {
            security_token: token.map(SecretString::from),
            ..Self::access_key(id, secret)
        })
    }

    /// `region` is covered by version 4 only.
    pub(crate) fn into_authorizer(self, region: &str) -> Arc<dyn Authorizer> {
        match self.signature {
            SignatureVersion::V1 => {
                let authorizer = SlsV1::new(self.access_key_id, self.access_key_secret);
                Arc::new(match self.security_token {
                    Some(token) => authorizer.security_token(token),
                    None => authorizer,
                })
            }
            SignatureVersion::V4 => {
                let authorizer = SlsV4::new(self.access_key_id, self.access_key_secret, region);
                Arc::new(match self.security_token {
                    Some(token) => authorizer.security_token(token),
                    None => authorizer,
                })
            }
        }
    }
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .field("temporary", &self.security_token.is_some())
            .field("signature", &self.signature)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_4_is_the_default_and_version_1_can_be_chosen() {
        let credentials =
            Credentials::access_key("FAKEID", "fake-marker-1").security_token("fake-marker-2");
        let shown = format!("{credentials:?}");
        assert!(
            shown.contains("FAKEID") && !shown.contains("fake-marker"),
            "{shown}"
        );
        let v1 = credentials.clone().signature(SignatureVersion::V1);
        assert_eq!(
            credentials.into_authorizer("cn-hangzhou").scheme(),
            "SLS4-HMAC-SHA256"
        );
        assert_eq!(v1.into_authorizer("cn-hangzhou").scheme(), "LOG");
    }

    #[test]
    fn variables_give_a_temporary_key_and_half_a_key_is_an_error() {
        let all = |name: &str| {
            name.starts_with("ALIBABA_CLOUD_")
                .then(|| "fake".to_owned())
        };
        let credentials = Credentials::from_vars(all).unwrap();
        assert!(format!("{credentials:?}").contains("temporary: true"));

        let id_only =
            |name: &str| (name == "ALIBABA_CLOUD_ACCESS_KEY_ID").then(|| "fake".to_owned());
        let error = Credentials::from_vars(id_only).unwrap_err().to_string();
        assert!(
            error.contains("ALIBABA_CLOUD_ACCESS_KEY_SECRET is not"),
            "{error}"
        );
    }
}
