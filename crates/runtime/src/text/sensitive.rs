//! Text in answers that gives access to data: pre-signed links, tokens.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Text that gives its reader access to data, such as a pre-signed download link.
///
/// It is never shown: `Debug` prints `[sensitive]`, there is no `Display`, and the memory is wiped when the
/// value is dropped. Read the text where you use it:
///
/// ```
/// # use backhaul_runtime::SensitiveString;
///
/// let link = SensitiveString::from("https://bucket.example/log?Signature=not-real");
/// assert_eq!(format!("{link:?}"), "[sensitive]");
/// assert!(link.expose().starts_with("https://"));
/// ```
#[derive(Clone)]
pub struct SensitiveString(SecretString);

impl SensitiveString {
    /// The text itself. Keep it out of logs.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<&str> for SensitiveString {
    fn from(text: &str) -> Self {
        Self(SecretString::from(text))
    }
}

impl From<&String> for SensitiveString {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for SensitiveString {
    fn from(text: String) -> Self {
        Self(SecretString::from(text))
    }
}

impl fmt::Debug for SensitiveString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sensitive]")
    }
}

impl PartialEq for SensitiveString {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for SensitiveString {}

impl Serialize for SensitiveString {
    /// Writes the real text: an answer that is stored and read back must not lose its links.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> Deserialize<'de> for SensitiveString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for SensitiveString {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SensitiveString".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::SensitiveString;

    #[test]
    fn a_text_that_stays_with_its_owner_is_taken() {
        let owned = "fake-secret".to_owned();
        let taken = SensitiveString::from(&owned);
        assert_eq!(taken, SensitiveString::from(owned));
        assert_eq!(format!("{taken:?}"), "[sensitive]");
    }
}
