//! One search for credentials, one place after another.

use std::fmt;

use secrecy::SecretString;

use super::error::CredentialsError;
use super::found::{Found, FoundKind};
use crate::settings::given::Given;

/// The values of a setting that are [refused](Search::refuse).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Every value.
    Set,
    /// All but those that turn it off: `false`, `no`, `off`, `n`, `f` and `0`, in any case.
    On,
    /// Only those that turn it off.
    Off,
}

impl When {
    fn meets(self, value: &str) -> bool {
        let off = ["false", "no", "off", "n", "f", "0"];
        let is_off = off
            .iter()
            .any(|word| value.trim().eq_ignore_ascii_case(word));
        match self {
            Self::Set => true,
            Self::On => !is_off,
            Self::Off => is_off,
        }
    }
}

type Lookup<'a> = Box<dyn Fn(&str) -> Option<String> + 'a>;

/// One search for credentials. It takes the first name that is set, and remembers everything it looked for,
/// so that an error can list it. An empty value counts as unset.
pub struct Search<'a> {
    lookup: Lookup<'a>,
    /// Each place with what was looked for there. The last one is the current place.
    looked_for: Vec<(String, Vec<String>)>,
    notes: Vec<String>,
    /// The last credentials that were found: the place, the names there, and what of them may be shown.
    hit: (String, Vec<String>, Option<String>),
}

impl<'a> Search<'a> {
    /// Searches the variables that `lookup` knows; [`process`](super::process) knows those of the environment.
    pub fn new(lookup: impl Fn(&str) -> Option<String> + 'a) -> Self {
        Self::in_place("the environment", lookup)
    }

    /// Searches the names that `lookup` knows. Errors call it `place`, for example `cloud "otc" of PATH`.
    pub fn in_place(
        place: impl Into<String>,
        lookup: impl Fn(&str) -> Option<String> + 'a,
    ) -> Self {
        Self {
            lookup: Box::new(lookup),
            looked_for: vec![(place.into(), Vec::new())],
            notes: Vec::new(),
            hit: Default::default(),
        }
    }

    /// Continues in another place, for example the `profile "default" of PATH`.
    pub fn go_on_in(
        &mut self,
        place: impl Into<String>,
        lookup: impl Fn(&str) -> Option<String> + 'a,
    ) {
        self.looked_for.push((place.into(), Vec::new()));
        self.lookup = Box::new(lookup);
    }

    /// Adds a note to the [`not_found`](Self::not_found) error, for example that a file does not exist.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// An optional value of credentials that were found, such as a project id: the first of `names` that is
    /// set.
    pub fn optional(&self, names: &[&str]) -> Option<String> {
        self.first(names).map(|(_, value)| value)
    }

    /// An optional setting, such as an address, together with its place: the first of `names` that is set.
    pub fn setting(&self, names: &[&str]) -> Option<Given> {
        let (name, value) = self.first(names)?;
        Some(Given::found(value, format!("{name} in {}", self.place())))
    }

    /// A secret that is a credential by itself: the first of `names` that is set.
    ///
    /// # Errors
    ///
    /// If it is blank or ends with a line break.
    pub fn secret(&mut self, names: &[&str]) -> Result<Option<SecretString>, CredentialsError> {
        self.looked_for_also(one_of(names));
        let found = self.first_whole(names)?;
        Ok(found.map(|(name, secret)| {
            self.hit(self.place().to_owned(), &[name], None);
            secret.into()
        }))
    }

    /// A secret that belongs to credentials that were found, such as the security token of a temporary key:
    /// the first of `names` that is set.
    ///
    /// # Errors
    ///
    /// If it is blank or ends with a line break.
    pub fn also_secret(&self, names: &[&str]) -> Result<Option<SecretString>, CredentialsError> {
        let found = self.first_whole(names)?;
        Ok(found.map(|(_, value)| value.into()))
    }

    /// A pair of a public and a secret half: for each half the first of its names that is set.
    ///
    /// # Errors
    ///
    /// If one half is set and the other is not, or if one is blank or ends with a line break.
    pub fn pair(
        &mut self,
        public_names: &[&str],
        secret_names: &[&str],
    ) -> Result<Option<(String, SecretString)>, CredentialsError> {
        self.looked_for_also(format!(
            "{} with {}",
            one_of(public_names),
            one_of(secret_names)
        ));
        match (
            self.first_whole(public_names)?,
            self.first_whole(secret_names)?,
        ) {
            (Some((first, public)), Some((second, secret))) => {
                self.hit(self.place().to_owned(), &[first, second], Some(&public));
                Ok(Some((public, secret.into())))
            }
            (Some((name, _)), None) => Err(self.half(name, secret_names)),
            (None, Some((name, _))) => Err(self.half(name, public_names)),
            (None, None) => Ok(None),
        }
    }

    /// A required value of credentials that were found under the name `found`: the first of `names` that is
    /// set.
    ///
    /// # Errors
    ///
    /// If none of `names` is set.
    pub fn required(&self, found: &str, names: &[&str]) -> Result<String, CredentialsError> {
        self.optional(names).ok_or_else(|| self.half(found, names))
    }

    /// Notes that credentials were found in `place` under `names`. `public` is what of them may be shown.
    /// [`secret`](Self::secret) and [`pair`](Self::pair) note it themselves.
    pub fn hit(&mut self, place: impl Into<String>, names: &[&str], public: Option<&str>) {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        self.hit = (place.into(), names, public.map(str::to_owned));
    }

    /// The credentials that were found last, which are of this kind.
    pub fn found(&self, kind: FoundKind) -> Found {
        let (place, names, public) = self.hit.clone();
        Found {
            kind,
            public,
            place,
            names,
        }
    }

    /// The current place, for errors.
    pub fn place(&self) -> &str {
        let last = self.looked_for.last();
        last.map(|(place, _)| place.as_str()).unwrap_or_default()
    }

    /// The error for incomplete credentials: `found` is set, but none of `missing` is.
    pub fn half(&self, found: &str, missing: &[&str]) -> CredentialsError {
        CredentialsError::half(self.place(), found, missing)
    }

    /// Refuses the first of `names` that is set, because this client does not honor it. `when` says which
    /// values matter, and `what` what the setting is for: "a certificate authority of your own".
    ///
    /// # Errors
    ///
    /// If it is set to such a value. To ignore it would be wrong: it changes whom the client trusts, or how
    /// it reaches the provider.
    pub fn refuse(&self, names: &[&str], when: When, what: &str) -> Result<(), CredentialsError> {
        let Some((name, _)) = self.first(names).filter(|(_, value)| when.meets(value)) else {
            return Ok(());
        };
        Err(CredentialsError::setting(format!(
            "{name} in {} is set, for {what}; this client does not take that from there: remove the setting, or \
             build the client with Client::builder() and give it an HTTP client of your own by http_client(...)",
            self.place()
        )))
    }

    /// The error for a search that ended without credentials.
    pub fn not_found(self) -> CredentialsError {
        CredentialsError::not_found(self.looked_for, self.notes)
    }

    fn looked_for_also(&mut self, what: String) {
        if let Some((_, names)) = self.looked_for.last_mut() {
            names.push(what);
        }
    }

    /// The first of `names` that is set. Nobody has a credential that is blank or ends with a line break, but
    /// many have a file that does, and the provider would only say that the credential is wrong.
    fn first_whole<'n>(
        &self,
        names: &[&'n str],
    ) -> Result<Option<(&'n str, String)>, CredentialsError> {
        match self.first(names) {
            Some((name, value)) if value.trim().is_empty() => {
                Err(CredentialsError::setting(format!(
                    "{name} in {} is set, but has nothing but white space: set it to the credential, or remove it",
                    self.place()
                )))
            }
            Some((name, value)) if value.ends_with(['\n', '\r']) => {
                Err(CredentialsError::setting(format!(
                    "{name} in {} ends with a line break, which cannot belong to it: set it without, and write it \
                     to a file with `printf %s` instead of `echo`",
                    self.place()
                )))
            }
            found => Ok(found),
        }
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
            .field("notes", &self.notes)
            .finish_non_exhaustive()
    }
}

fn one_of(names: &[&str]) -> String {
    names.join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    const PUBLIC: &[&str] = &["NEW_ID", "OLD_ID"];
    const SECRET: &[&str] = &["NEW_SECRET", "OLD_SECRET"];

    fn variables(set: &[(&str, &str)]) -> impl Fn(&str) -> Option<String> + use<> {
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
        let (id, secret) = Search::new(lookup).pair(PUBLIC, SECRET).unwrap().unwrap();
        assert_eq!(id, "old");
        assert_eq!(secret.expose_secret(), "fake-new");
    }

    #[test]
    fn half_a_pair_is_an_error_that_names_both_halves_and_shows_no_value() {
        let lookup = variables(&[("OLD_SECRET", "fake-marker")]);
        let error = Search::new(lookup).pair(PUBLIC, SECRET).unwrap_err();
        assert_eq!(
            error.to_string(),
            "half of the credentials is missing in the environment: OLD_SECRET is set, neither NEW_ID nor OLD_ID is"
        );
        assert!(!format!("{error:?}").contains("fake-marker"));
    }

    #[test]
    fn a_credential_that_ends_with_a_line_break_is_named_and_not_shown() {
        for (id, secret, named) in [
            ("id", "fake-marker\n", "NEW_SECRET"),
            ("id", "fake-marker\r\n", "NEW_SECRET"),
            ("fake-marker\n", "secret", "OLD_ID"),
        ] {
            let lookup = variables(&[("OLD_ID", id), ("NEW_SECRET", secret), ("TOKEN", secret)]);
            let mut search = Search::new(lookup);
            let error = search.pair(PUBLIC, SECRET).unwrap_err().to_string();
            let told = format!("{named} in the environment ends with a line break");
            assert!(error.starts_with(&told), "{error}");
            assert!(!error.contains("fake-marker"), "{error}");
            assert_eq!(search.secret(&["TOKEN"]).is_err(), secret != "secret");
            assert_eq!(search.also_secret(&["TOKEN"]).is_err(), secret != "secret");
        }
        // Elsewhere it is a matter of the scheme, which says so.
        let lookup = variables(&[("TOKEN", "fake\nmarker")]);
        assert!(Search::new(lookup).secret(&["TOKEN"]).is_ok());
    }

    #[test]
    fn settings_that_are_not_honored_are_refused_by_their_values() {
        for (value, set, on, off) in [
            ("/fake-marker/ca.pem", true, true, false),
            ("true", true, true, false),
            ("yes", true, true, false),
            ("False", true, false, true),
            ("no", true, false, true),
            ("0", true, false, true),
            ("", false, false, false),
        ] {
            let search = Search::in_place("entry \"x\"", variables(&[("verify", value)]));
            for (when, refused) in [(When::Set, set), (When::On, on), (When::Off, off)] {
                let outcome = search.refuse(&["other", "verify"], when, "a test");
                assert_eq!(outcome.is_err(), refused, "{value} {when:?}");
                let Err(error) = outcome else { continue };
                let error = error.to_string();
                assert!(error.starts_with("verify in entry \"x\" is set, for a test;"));
                assert!(!error.contains("fake-marker"), "{error}");
            }
        }
    }

    #[test]
    fn a_search_without_a_hit_lists_what_it_looked_for_and_where() {
        let lookup = variables(&[("NEW_ID", "")]);
        let mut search = Search::new(lookup);
        assert!(search.secret(&["TOKEN"]).unwrap().is_none());
        assert!(search.pair(PUBLIC, SECRET).unwrap().is_none());
        search.go_on_in("profile \"x\" of a file", variables(&[]));
        assert!(search.pair(&["id"], &["secret"]).unwrap().is_none());
        search.note("there is no other file");
        assert_eq!(
            search.not_found().to_string(),
            "no credentials found; set one of these, in the environment: (1) TOKEN, (2) NEW_ID or OLD_ID with \
             NEW_SECRET or OLD_SECRET; in profile \"x\" of a file: (3) id with secret. Besides: there is no \
             other file"
        );
    }
}
