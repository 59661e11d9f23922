//! Credentials for Simple Log Service.

use std::sync::Arc;

use backhaul_runtime::Error;
use backhaul_runtime::auth::env::FoundKind;
use backhaul_runtime::auth::ram::{RamRole, RoleKeys, UriKeys};
use backhaul_runtime::auth::{
    AccessKey, Authorization, ProvideCredentials, SecretString, SlsV1, SlsV4,
};
use backhaul_runtime::for_client_crates::{Connection, Given};

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
    Role(RamRole),
    Uri(Given),
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

    /// Temporary keys of the RAM role of the ECS instance that the program runs on, from its metadata service
    /// in hardened mode. The client renews them before they expire.
    ///
    /// ```
    /// use backhaul_sls::{Credentials, RamRole};
    ///
    /// let credentials = Credentials::ram_role(RamRole::of_instance().name("log-reader"));
    /// # drop(credentials);
    /// ```
    pub fn ram_role(role: RamRole) -> Self {
        Self::of(Key::Role(role))
    }

    /// Temporary keys from an address that answers GET with JSON as the metadata service does: `Code` with the
    /// text `Success`, `AccessKeyId`, `AccessKeySecret`, `SecurityToken`, `Expiration`. The client renews them
    /// before they expire. Plain `http` is allowed to this machine only, unless the client allows it.
    pub fn credentials_uri(uri: impl Into<String>) -> Self {
        Self::of_uri(uri.into().into())
    }

    pub(crate) fn of_uri(uri: Given) -> Self {
        Self::of(Key::Uri(uri))
    }

    /// What they are.
    pub(crate) fn kind(&self) -> FoundKind {
        match self.key {
            Key::Fixed(_) | Key::From(_) => FoundKind::AccessKey,
            Key::Role(_) => FoundKind::RamRole,
            Key::Uri(_) => FoundKind::CredentialsUri,
        }
    }

    fn of(key: Key) -> Self {
        Self {
            key,
            signature: SignatureVersion::default(),
        }
    }

    /// Sets the security token of a temporary access key (STS). Your own source provides it together with the
    /// key, and ignores this setting, and so do a RAM role and a credentials URI.
    #[must_use]
    pub fn security_token(self, token: impl Into<SecretString>) -> Self {
        match self.key {
            Key::Fixed(key) => Self {
                key: Key::Fixed(key.security_token(token)),
                ..self
            },
            Key::From(_) | Key::Role(_) | Key::Uri(_) => self,
        }
    }

    /// Sets the signature version. Default [`SignatureVersion::V4`].
    #[must_use]
    pub fn signature(mut self, version: SignatureVersion) -> Self {
        self.signature = version;
        self
    }

    /// The authorization of a client that uses `connection` with these credentials. Version 4 covers `region`.
    ///
    /// # Errors
    ///
    /// If a part of them is blank or no header can carry it, or if the address of temporary keys is not valid.
    pub(crate) fn authorization(
        self,
        connection: &Connection,
        region: String,
    ) -> Result<Authorization, Error> {
        let clock = connection.clock();
        let v1 = |key: &AccessKey| SlsV1::new(key.clone());
        let v4 = move |key: &AccessKey| SlsV4::new(key.clone(), region.clone());
        let keys: Arc<dyn ProvideCredentials<AccessKey>> = match self.key {
            Key::Fixed(key) => {
                return match self.signature {
                    SignatureVersion::V1 => Authorization::fixed(v1(&key)),
                    SignatureVersion::V4 => Authorization::fixed(v4(&key)),
                };
            }
            Key::From(keys) => keys,
            Key::Role(role) => Arc::new(RoleKeys::new(role, connection)?),
            Key::Uri(uri) => Arc::new(UriKeys::new(&uri, connection)?),
        };
        Ok(match self.signature {
            SignatureVersion::V1 => Authorization::provided(keys, clock, v1),
            SignatureVersion::V4 => Authorization::provided(keys, clock, v4),
        })
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
