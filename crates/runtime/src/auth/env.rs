//! Finding credentials among named variables, usually those of the process's environment.

use std::fmt;

use secrecy::SecretString;

/// Reads one variable of the process's environment. A value that is not Unicode counts as unset.
pub fn process(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// One search for credentials. It takes the first variable that is set, and remembers all it looked for, so that a
/// failure can name it. An empty variable counts as unset.
pub struct Search<'a> {
    lookup: &'a dyn Fn(&str) -> Option<String>,
    looked_for: Vec<String>,
}

impl<'a> Search<'a> {
    /// Searches the variables that `lookup` knows; [`process`] knows those of the environment.
    pub fn new(lookup: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self {
            lookup,
            looked_for: Vec::new(),
        }
    }

    /// A value that belongs to credentials found, but is not needed, such as a project id: the first of `names` that is set.
    pub fn optional(&self, names: &[&str]) -> Option<String> {
        self.first(names).map(|(_, value)| value)
    }

    /// A secret that is a credential by itself: the first of `names` that is set.
    pub fn secret(&mut self, names: &[&str]) -> Option<SecretString> {
        self.looked_for.push(one_of(names));
        self.optional(names).map(SecretString::from)
    }

    /// A pair of a public and a secret half: for each half the first of its names that is set.
    ///
    /// # Errors
    ///
    /// If one half is set and the other is not.
    pub fn pair(
        &mut self,
        public_names: &[&str],
        secret_names: &[&str],
    ) -> Result<Option<(String, SecretString)>, CredentialsError> {
        self.looked_for.push(format!(
            "{} with {}",
            one_of(public_names),
            one_of(secret_names)
        ));
        match (self.first(public_names), self.first(secret_names)) {
            (Some((_, public)), Some((_, secret))) => Ok(Some((public, secret.into()))),
            (Some((name, _)), None) => Err(CredentialsError::half(name, secret_names)),
            (None, Some((name, _))) => Err(CredentialsError::half(name, public_names)),
            (None, None) => Ok(None),
        }
    }

    /// The error for a search that ended without credentials.
    pub fn not_found(self) -> CredentialsError {
        CredentialsError(Problem::NotFound {
            looked_for: self.looked_for,
        })
    }

    fn first<'n>(&self, names: &[&'n str]) -> Option<(&'n str, String)> {
        names.iter().find_map(|name| {
            let value = (self.lookup)(name)?;
            (!value.is_empty()).then_some((*name, value))
        })
    }
}

impl fmt::Debug for Search<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Search")
            .field("looked_for", &self.looked_for)
            .finish_non_exhaustive()
    }
}

/// No credentials were found, or only half of them.
///
/// `Display` names the variables that were looked for, and never shows the value of one.
#[derive(Debug, Clone)]
pub struct CredentialsError(Problem);

#[derive(Debug, Clone)]
enum Problem {
    NotFound { looked_for: Vec<String> },
    Half { found: String, missing: String },
}

impl CredentialsError {
    fn half(found: &str, missing: &[&str]) -> Self {
        Self(Problem::Half {
            found: found.to_owned(),
            missing: one_of(missing),
        })
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Problem::NotFound { looked_for } => write!(
                f,
                "no credentials in the environment; looked for {}",
                looked_for.join("; ")
            ),
            Problem::Half { found, missing } => write!(
                f,
                "half of the credentials is missing in the environment: {found} is set, {missing} is not"
            ),
        }
    }
}

impl std::error::Error for CredentialsError {}

fn one_of(names: &[&str]) -> String {
    names.join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    const PUBLIC: &[&str] = &["NEW_ID", "OLD_ID"];
    const SECRET: &[&str] = &["NEW_SECRET", "OLD_SECRET"];

    fn variables(set: &[(&str, &str)]) -> impl Fn(&str) -> Option<String> {
        let set: Vec<(String, String)> = set
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_string()))
            .collect();
        move |wanted| {
            let found = set.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.clone())
        }
    }

    #[test]
    fn the_first_name_that_is_set_and_not_empty_wins() {
        let lookup = variables(&[
            ("NEW_ID", ""),
            ("OLD_ID", "old"),
            ("NEW_SECRET", "fake-new"),
            ("OLD_SECRET", "fake-old"),
        ]);
        let (id, secret) = Search::new(&lookup).pair(PUBLIC, SECRET).unwrap().unwrap();
        assert_eq!(id, "old");
        assert_eq!(secret.expose_secret(), "fake-new");
    }

    #[test]
    fn half_a_pair_is_an_error_that_names_both_halves_and_shows_no_value() {
        let lookup = variables(&[("OLD_SECRET", "fake-marker")]);
        let error = Search::new(&lookup).pair(PUBLIC, SECRET).unwrap_err();
        assert_eq!(
            error.to_string(),
            "half of the credentials is missing in the environment: OLD_SECRET is set, NEW_ID or OLD_ID is not"
        );
        assert!(!format!("{error:?}").contains("fake-marker"));
    }

    #[test]
    fn a_search_without_result_names_all_that_it_looked_for() {
        let lookup = variables(&[("NEW_ID", "")]);
        let mut search = Search::new(&lookup);
        assert!(search.secret(&["TOKEN"]).is_none());
        assert!(search.pair(PUBLIC, SECRET).unwrap().is_none());
        assert_eq!(
            search.not_found().to_string(),
            "no credentials in the environment; looked for TOKEN; NEW_ID or OLD_ID with NEW_SECRET or OLD_SECRET"
        );
    }
}
