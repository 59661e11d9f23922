//! Profiles in the `config.toml` of MongoDB's command line tools.

use secrecy::{ExposeSecret, SecretString};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::auth::env::FileFault;

/// The keys for credentials, addresses and defaults, and those that are refused.
const KEYS: [&str; 12] = [
    "access_token",
    "base_url",
    "client_id",
    "client_secret",
    "ops_manager_ca_certificate",
    SKIP_VERIFY,
    "ops_manager_url",
    "org_id",
    "private_api_key",
    "project_id",
    "public_api_key",
    "service",
];

/// A switch, which may be a text or not.
const SKIP_VERIFY: &str = "ops_manager_skip_verify";

/// The settings of one profile and those of the whole file, which win. All are kept as secrets, because some
/// are.
pub(super) struct Profile {
    name: String,
    values: Vec<(&'static str, SecretString)>,
}

/// The result of looking for a profile in a file.
pub(super) enum Selected {
    Found(Profile),
    /// No profile of this name.
    Missing(String),
}

impl Profile {
    /// The profile with the given name; without a name, the only profile or else `default`. As in the tools,
    /// the names of profiles and keys are case-insensitive, and a key outside all profiles applies to each.
    ///
    /// # Errors
    /// If `text` is not TOML, the value of a key is not a string, or a profile or a key appears twice in
    /// different capitals, where the tools may use either.
    pub(super) fn select(text: &str, named: Option<&str>) -> Result<Selected, FileFault> {
        let file = DeTable::parse(text).map_err(|error| {
            // The parser's own message may quote the text.
            let fault = FileFault::new("is not TOML");
            match error.span() {
                Some(span) => fault.at_byte(text, span.start),
                None => fault,
            }
        })?;
        let file = file.get_ref();
        // The file also has settings of the tool itself, which are not tables.
        let profiles: Vec<(&Key<'_>, &DeTable<'_>)> = file
            .iter()
            .filter_map(|(name, value)| match value.get_ref() {
                DeValue::Table(table) => Some((name, table)),
                _ => None,
            })
            .collect();
        let wanted = match (named, profiles.as_slice()) {
            (Some(name), _) => name,
            (None, [(only, _)]) => only.get_ref(),
            (None, _) => "default",
        };
        let mut found = profiles
            .iter()
            .filter(|(name, _)| is_same(name.get_ref(), wanted));
        let profile = found.next();
        if let Some((other, _)) = found.next() {
            return Err(twice(text, other));
        }
        let mut values = strings(text, file)?;
        match profile {
            Some((_, table)) => values.extend(strings(text, table)?),
            // The tools need no profile if all they want is outside.
            None if named.is_some() || values.is_empty() => {
                return Ok(Selected::Missing(wanted.to_owned()));
            }
            None => {}
        }
        let name = profile.map_or(wanted, |(name, _)| name.get_ref());
        let name = name.to_owned();
        Ok(Selected::Found(Self { name, values }))
    }

    /// The name as written in the file.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn get(&self, key: &str) -> Option<String> {
        let found = self.values.iter().find(|(name, _)| *name == key);
        found.map(|(_, value)| value.expose_secret().to_owned())
    }
}

type Key<'a> = Spanned<DeString<'a>>;

/// The known keys of `table` with a value that is not empty.
fn strings(
    text: &str,
    table: &DeTable<'_>,
) -> Result<Vec<(&'static str, SecretString)>, FileFault> {
    let mut values: Vec<(&'static str, SecretString)> = Vec::new();
    let mut seen = Vec::new();
    for (key, value) in table {
        let known = KEYS.into_iter().find(|known| is_same(known, key.get_ref()));
        let Some(known) = known else {
            continue;
        };
        if seen.contains(&known) {
            return Err(twice(text, key));
        }
        seen.push(known);
        if let (SKIP_VERIFY, DeValue::Boolean(is_on)) = (known, value.get_ref()) {
            values.push((known, SecretString::from(is_on.to_string())));
            continue;
        }
        let DeValue::String(value_text) = value.get_ref() else {
            let fault = FileFault::new(format!("{known} must be a string in quotes"));
            return Err(fault.at_byte(text, value.span().start));
        };
        if !value_text.is_empty() {
            values.push((known, SecretString::from(value_text.as_ref())));
        }
    }
    Ok(values)
}

/// The tools convert the names of profiles and keys to lower case.
fn is_same(name: &str, other: &str) -> bool {
    name.to_lowercase() == other.to_lowercase()
}

fn twice(text: &str, key: &Key<'_>) -> FileFault {
    let name = key.get_ref();
    let what = format!(
        "{name} appears twice, in different capitals, and the tools may use either: remove one"
    );
    FileFault::new(what).at_byte(text, key.span().start)
}
