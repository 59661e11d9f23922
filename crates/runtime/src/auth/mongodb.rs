//! API keys of MongoDB, which Atlas and Cloud Manager have in common.

use secrecy::SecretString;

use super::Digest;
use super::env::{CredentialsError, Search};

/// An API key of a MongoDB organization or project: a public and a private half, proved by HTTP digest.
#[derive(Clone)]
pub struct ApiKey {
    public_key: String,
    private_key: SecretString,
}

impl ApiKey {
    /// An API key from its halves.
    pub fn new(public_key: impl Into<String>, private_key: SecretString) -> Self {
        Self {
            public_key: public_key.into(),
            private_key,
        }
    }

    /// Looks for an API key under the names that MongoDB's own tools use, first hit wins:
    ///
    /// 1. `MONGODB_ATLAS_PUBLIC_API_KEY` or `MONGODB_ATLAS_PUBLIC_KEY`, with `MONGODB_ATLAS_PRIVATE_API_KEY` or
    ///    `MONGODB_ATLAS_PRIVATE_KEY`
    /// 2. `MCLI_PUBLIC_API_KEY` with `MCLI_PRIVATE_API_KEY`
    ///
    /// # Errors
    ///
    /// If no key is found, or only half of one. Halves of different tools are not put together.
    pub fn from_vars(lookup: &dyn Fn(&str) -> Option<String>) -> Result<Self, CredentialsError> {
        let mut search = Search::new(lookup);
        let atlas = search.pair(
            &["MONGODB_ATLAS_PUBLIC_API_KEY", "MONGODB_ATLAS_PUBLIC_KEY"],
            &["MONGODB_ATLAS_PRIVATE_API_KEY", "MONGODB_ATLAS_PRIVATE_KEY"],
        )?;
        let found = match atlas {
            Some(pair) => Some(pair),
            None => search.pair(&["MCLI_PUBLIC_API_KEY"], &["MCLI_PRIVATE_API_KEY"])?,
        };
        let (public_key, private_key) = found.ok_or_else(|| search.not_found())?;
        Ok(Self::new(public_key, private_key))
    }

    /// The authorizer that proves this key.
    pub fn into_authorizer(self) -> Digest {
        Digest::new(self.public_key, self.private_key)
    }
}

impl std::fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ApiKey")
            .field("public_key", &self.public_key)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str]) -> Result<String, String> {
        let lookup = |name: &str| names.contains(&name).then(|| format!("value of {name}"));
        ApiKey::from_vars(&lookup)
            .map(|key| key.public_key)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn atlas_names_win_over_older_ones_and_their_spellings_may_differ() {
        let all = [
            "MCLI_PUBLIC_API_KEY",
            "MCLI_PRIVATE_API_KEY",
            "MONGODB_ATLAS_PUBLIC_KEY",
            "MONGODB_ATLAS_PRIVATE_API_KEY",
        ];
        assert_eq!(found(&all).unwrap(), "value of MONGODB_ATLAS_PUBLIC_KEY");
        assert_eq!(found(&all[..2]).unwrap(), "value of MCLI_PUBLIC_API_KEY");
    }

    #[test]
    fn half_a_key_is_an_error_even_if_another_tools_key_is_whole() {
        let error = found(&[
            "MONGODB_ATLAS_PUBLIC_API_KEY",
            "MCLI_PUBLIC_API_KEY",
            "MCLI_PRIVATE_API_KEY",
        ]);
        let error = error.unwrap_err();
        assert!(
            error.contains("MONGODB_ATLAS_PRIVATE_KEY is not"),
            "{error}"
        );
    }
}
