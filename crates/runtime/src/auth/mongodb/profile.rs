//! Profiles in `config.toml` of MongoDB's command line tools.

use secrecy::{ExposeSecret, SecretString};
use toml::de::{DeTable, DeValue};

use crate::auth::env::FileFault;

/// The keys that say who calls and where.
const KEYS: [&str; 8] = [
    "access_token",
    "base_url",
    "client_id",
    "client_secret",
    "ops_manager_url",
    "private_api_key",
    "public_api_key",
    "service",
];

/// The settings of one profile. All are kept as secrets: some are.
pub(super) struct Profile {
    name: String,
    values: Vec<(&'static str, SecretString)>,
}

/// What a file has for a profile.
pub(super) enum Selected {
    Found(Profile),
    /// No profile of this name.
    Missing(String),
}

impl Profile {
    /// The profile of the given name; without a name the only profile, or else `default`, as the tools choose.
    ///
    /// # Errors
    /// If `text` is no TOML, or a key of the profile has a value that is no text.
    pub(super) fn select(text: &str, named: Option<&str>) -> Result<Selected, FileFault> {
        let file = DeTable::parse(text).map_err(|error| {
            // The parser's own message may quote the text.
            let fault = FileFault::new("is not TOML");
            match error.span() {
                Some(span) => fault.at_byte(text, span.start),
                None => fault,
            }
        })?;
        // Beside the profiles there are settings of the tool itself, which are no tables.
        let profiles: Vec<(&str, &DeTable<'_>)> = file
            .get_ref()
            .iter()
            .filter_map(|(name, value)| match value.get_ref() {
                DeValue::Table(table) => Some((name.get_ref().as_ref(), table)),
                _ => None,
            })
            .collect();
        let name = match (named, profiles.as_slice()) {
            (Some(name), _) => name,
            (None, [(only, _)]) => only,
            (None, _) => "default",
        };
        // The tools write names in lower case and take them in any.
        let found = profiles
            .iter()
            .find(|(of, _)| of.eq_ignore_ascii_case(name));
        let Some((name, table)) = found else {
            return Ok(Selected::Missing(name.to_owned()));
        };
        let mut profile = Self {
            name: (*name).to_owned(),
            values: Vec::new(),
        };
        for (key, value) in table.iter() {
            let Some(key) = KEYS.into_iter().find(|known| *known == key.get_ref()) else {
                continue;
            };
            let DeValue::String(value_text) = value.get_ref() else {
                return Err(FileFault::new(format!("{key} must be a text in quotes"))
                    .at_byte(text, value.span().start));
            };
            profile
                .values
                .push((key, SecretString::from(value_text.as_ref())));
        }
        Ok(Selected::Found(profile))
    }

    /// The name as the file has it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn get(&self, key: &str) -> Option<String> {
        let found = self.values.iter().find(|(name, _)| *name == key);
        found.map(|(_, value)| value.expose_secret().to_owned())
    }
}
