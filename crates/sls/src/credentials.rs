//! Credentials for Simple Log Service.

use std::sync::Arc;

use backhaul_runtime::auth::{
    AccessKey, Authorization, ProvideCredentials, SecretString, SlsV1, SlsV4,
};
use backhaul_runtime::for_client_crates::Connection;

/// Credentials for Simple Log Service.
///
/// `Debug` shows the access key id, but neither the secret nor the security token.
#[derive(Clone, Debug)]
pub struct Credentials {
    key: Key,
    signature: SignatureVersion,
}

#[derive(Clone, Debug)]
enum Key {
    Fixed(AccessKey),
    From(Arc<dyn ProvideCredentials<AccessKey>>),
}

/// The signature version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SignatureVersion {
    /// HMAC-SHA1. It does not cover the host, and so not the project.
    V1,
    /// HMAC-SHA256, which covers host and region.
    #[default]
    V4,
}

impl Credentials {
    /// An access key: its id and its secret. The secret signs requests and is never sent.
    pub fn access_key(id: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Self::of(Key::Fixed(AccessKey::new(id, secret)))
    }

    /// Access keys from your own source, which may change while the client lives.
    pub fn access_key_from(provider: impl ProvideCredentials<AccessKey> + 'static) -> Self {
        Self::of(Key::From(Arc::new(provider)))
    }

    fn of(key: Key) -> Self {
        Self {
            key,
            signature: SignatureVersion::default(),
        }
    }

    /// Sets the security token of a temporary access key (STS). Your own source provides it together with the
    /// key, and ignores this setting.
    #[must_use]
    pub fn security_token(self, token: impl Into<SecretString>) -> Self {
        match self.key {
            Key::Fixed(key) => Self {
                key: Key::Fixed(key.security_token(token)),
                ..self
            },
            Key::From(_) => self,
        }
    }

    /// Sets the signature version. Default [`SignatureVersion::V4`].
    #[must_use]
    pub fn signature(mut self, version: SignatureVersion) -> Self {
        self.signature = version;
        self
    }

    /// The authorization of a client that uses `connection` with these credentials. Version 4 covers `region`.
    pub(crate) fn authorization(self, connection: &Connection, region: String) -> Authorization {
        let clock = connection.clock();
        let v1 = |key: &AccessKey| SlsV1::new(key.clone());
        let v4 = move |key: &AccessKey| SlsV4::new(key.clone(), region.clone());
        match (self.key, self.signature) {
            (Key::Fixed(key), SignatureVersion::V1) => Authorization::fixed(v1(&key)),
            (Key::Fixed(key), SignatureVersion::V4) => Authorization::fixed(v4(&key)),
            (Key::From(keys), SignatureVersion::V1) => Authorization::provided(keys, clock, v1),
            (Key::From(keys), SignatureVersion::V4) => Authorization::provided(keys, clock, v4),
        }
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
        assert!(shown.contains("V4"), "{shown}");
        let v1 = credentials.signature(SignatureVersion::V1);
        assert!(format!("{v1:?}").contains("V1"), "{v1:?}");
    }
}
