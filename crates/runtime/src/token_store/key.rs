//! What an entry of a store belongs to.

use std::fmt;

use sha2::{Digest, Sha256};

/// What a token in a [`TokenStore`](super::TokenStore) belongs to: the address of the token endpoint, the
/// service account or user, and the scope. Equal ones share a token, whichever secret they have.
///
/// It is a hash of those, and has nothing of the secret: a hash of a password would let others try passwords.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TokenKey(String);

impl TokenKey {
    /// The key of what all `parts` together name. None of them may be a secret.
    pub fn new(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            // With its length, so that no two lists of parts are the same text.
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        let digits = hash.finalize();
        Self(digits.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The key as 64 hexadecimal digits, in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenKey({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::TokenKey;

    #[test]
    fn parts_are_told_apart_and_the_same_ones_always_give_the_same_key() {
        let key = TokenKey::new(&["oauth", "https://h.example", "id"]);
        // Written down: other versions and other machines must find the same entry.
        assert_eq!(
            key.as_str(),
            "bbd41cfe5fa310ebb74b9ef6de6b0d6e93b9d7b64dba2b0dbad4ee5072536c31"
        );
        assert_eq!(key, TokenKey::new(&["oauth", "https://h.example", "id"]));
        for other in [
            &["oauth", "https://h.example", "i", "d"][..],
            &["oauth", "https://h.examplei", "d"],
            &["oauthhttps://h.exampleid"],
            &["oauth", "https://h.example", "id", ""],
            &["oauth", "https://h.example", "other"],
            &["oauth", "https://other.example", "id"],
        ] {
            assert_ne!(key, TokenKey::new(other), "{other:?}");
        }
    }
}
