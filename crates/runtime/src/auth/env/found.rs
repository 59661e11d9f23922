//! Which credentials a search found.

use std::fmt;

/// The kinds of credentials that a search can find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FoundKind {
    /// A public and a private key of MongoDB.
    ApiKey,
    /// The client id and the secret of a service account of MongoDB.
    ServiceAccount,
    /// An access token of MongoDB.
    AccessToken,
    /// A token of OpenStack's identity service.
    Token,
    /// A user with a password.
    Password,
    /// A user with a password, who acts for another account.
    Agency,
    /// An access key and its secret.
    AccessKey,
    /// The role of the machine.
    RamRole,
    /// An address that answers temporary keys.
    CredentialsUri,
}

impl fmt::Display for FoundKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ApiKey => "API key",
            Self::ServiceAccount => "service account",
            Self::AccessToken => "access token",
            Self::Token => "token",
            Self::Password => "user with a password",
            Self::Agency => "user with a password, for an agency",
            Self::AccessKey => "access key",
            Self::RamRole => "RAM role of this machine",
            Self::CredentialsUri => "address of temporary keys",
        })
    }
}

/// Which credentials a search found, and where. It has no secret.
///
/// ```
/// use backhaul_runtime::auth::env::{FoundKind, Search};
///
/// let lookup = |name: &str| match name {
///     "KEY_ID" => Some("fake-id".to_owned()),
///     "KEY_SECRET" => Some("fake-secret".to_owned()),
///     _ => None,
/// };
/// let mut search = Search::new(lookup);
/// let pair = search.pair(&["KEY_ID"], &["KEY_SECRET"])?;
/// let found = search.found(FoundKind::AccessKey);
/// assert_eq!(found.public.as_deref(), Some("fake-id"));
/// assert_eq!(found.place, "the environment");
/// assert_eq!(found.names, ["KEY_ID", "KEY_SECRET"]);
/// # drop(pair);
/// # Ok::<(), backhaul_runtime::auth::CredentialsError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found {
    /// What they are.
    pub kind: FoundKind,
    /// The part that may be shown: a public key, a client id, the id of an access key, a user, a role. Tokens
    /// have none.
    pub public: Option<String>,
    /// Where they are: `the environment`, or an entry of a file, with the path of the file.
    pub place: String,
    /// The names of the variables, or of the keys in the file.
    pub names: Vec<String>,
}
