//! The environment that is searched.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use secrecy::SecretString;

use crate::clock::Clock;
use crate::settings::given::Given;

/// Reads one variable of the process's environment. A value that is not Unicode counts as unset.
pub fn process(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

type Lookup = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;
type Keyring = Arc<dyn Fn(&str, &str) -> io::Result<Option<SecretString>> + Send + Sync>;

/// Environment variables, and the folders where settings files are searched.
///
/// ```
/// use backhaul_runtime::auth::env::Environment;
///
/// let environment = Environment::of_variables(|name| (name == "OS_CLOUD").then(|| "otc".to_owned()))
///     .current_dir("deploy");
/// assert_eq!(environment.variable("OS_CLOUD").as_deref(), Some("otc"));
/// ```
#[derive(Clone)]
pub struct Environment {
    lookup: Lookup,
    home: Option<PathBuf>,
    current_dir: Option<PathBuf>,
    system_dir: Option<PathBuf>,
    keyring: Option<Keyring>,
    clock: Clock,
}

impl Environment {
    /// The environment of the process: its variables, the user's home, the current directory, and `/etc`; with
    /// the cargo feature `keyring` also the system's keyring.
    pub fn process() -> Self {
        Self {
            lookup: Arc::new(process),
            home: std::env::home_dir(),
            current_dir: std::env::current_dir().ok(),
            system_dir: Some(PathBuf::from("/etc")),
            #[cfg(feature = "keyring")]
            keyring: Some(super::keyring::of_system()),
            #[cfg(not(feature = "keyring"))]
            keyring: None,
            clock: Clock::default(),
        }
    }

    /// The variables that `lookup` knows, and no folders.
    pub fn of_variables(lookup: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self {
            lookup: Arc::new(lookup),
            home: None,
            current_dir: None,
            system_dir: None,
            keyring: None,
            clock: Clock::default(),
        }
    }

    /// Sets the variable `name` to `value`, whatever it was, as a flag of a command does that wins over the
    /// environment.
    ///
    /// ```
    /// use backhaul_runtime::auth::env::Environment;
    ///
    /// let environment = Environment::of_variables(|_| Some("old".to_owned())).with("OS_CLOUD", "new");
    /// assert_eq!(environment.variable("OS_CLOUD").as_deref(), Some("new"));
    /// assert_eq!(environment.variable("OS_REGION").as_deref(), Some("old"));
    /// ```
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        let before = self.lookup;
        self.lookup = Arc::new(move |wanted| {
            if wanted == name {
                Some(value.clone())
            } else {
                before(wanted)
            }
        });
        self
    }

    /// Sets the user's home to `folder`.
    #[must_use]
    pub fn home(mut self, folder: impl Into<PathBuf>) -> Self {
        self.home = Some(folder.into());
        self
    }

    /// Sets the current directory to `folder`.
    #[must_use]
    pub fn current_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.current_dir = Some(folder.into());
        self
    }

    /// Sets the folder of system-wide settings, usually `/etc`, to `folder`.
    #[must_use]
    pub fn system_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.system_dir = Some(folder.into());
        self
    }

    /// Looks for secrets in a keyring too: `lookup` gets a service and an account, and returns the secret, or
    /// `None` if there is no such entry. The error must not contain a secret.
    ///
    /// ```
    /// use backhaul_runtime::auth::SecretString;
    /// use backhaul_runtime::auth::env::Environment;
    ///
    /// let environment = Environment::of_variables(|_| None).keyring(|service, account| {
    ///     let is_mine = (service, account) == ("atlascli_default", "client_secret");
    ///     Ok(is_mine.then(|| SecretString::from("fake-secret")))
    /// });
    /// # drop(environment);
    /// ```
    #[must_use]
    pub fn keyring(
        mut self,
        lookup: impl Fn(&str, &str) -> io::Result<Option<SecretString>> + Send + Sync + 'static,
    ) -> Self {
        self.keyring = Some(Arc::new(lookup));
        self
    }

    /// Reads the time from `clock` instead of the machine's own, to see whether a token has expired.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// The current time.
    pub fn now(&self) -> SystemTime {
        self.clock.now()
    }

    /// The value of a variable. An empty one counts as unset.
    pub fn variable(&self, name: &str) -> Option<String> {
        (self.lookup)(name).filter(|value| !value.is_empty())
    }

    /// The value of a variable as a setting, together with its place. An empty one counts as unset.
    pub fn setting(&self, name: &str) -> Option<Given> {
        let value = self.variable(name)?;
        Some(Given::found(value, format!("{name} in the environment")))
    }

    /// The entry of `account` for `service` in the keyring. `None` if there is no keyring to look in.
    pub fn in_keyring(
        &self,
        service: &str,
        account: &str,
    ) -> Option<io::Result<Option<SecretString>>> {
        let keyring = self.keyring.as_ref()?;
        Some(keyring(service, account))
    }

    /// Where the user's programs keep their settings: `$XDG_CONFIG_HOME` or `~/.config`, on macOS
    /// `~/Library/Application Support`, on Windows `%AppData%`.
    pub fn user_config(&self) -> Option<PathBuf> {
        if cfg!(windows) {
            return self.variable("APPDATA").map(PathBuf::from);
        }
        if cfg!(target_os = "macos") {
            return Some(self.home.as_ref()?.join("Library/Application Support"));
        }
        // The XDG specification says to ignore a relative path.
        self.variable("XDG_CONFIG_HOME")
            .map(PathBuf::from)
            .filter(|folder| folder.is_absolute())
            .or_else(|| self.dot_config())
    }

    /// The user's home.
    pub fn home_dir(&self) -> Option<&Path> {
        self.home.as_deref()
    }

    /// `~/.config`, on every system.
    pub fn dot_config(&self) -> Option<PathBuf> {
        Some(self.home.as_ref()?.join(".config"))
    }

    /// The current directory.
    pub fn current(&self) -> Option<&Path> {
        self.current_dir.as_deref()
    }

    /// The folder of system-wide settings.
    pub fn system(&self) -> Option<&Path> {
        self.system_dir.as_deref()
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment")
            .field("home", &self.home)
            .field("current_dir", &self.current_dir)
            .field("system_dir", &self.system_dir)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_variable_is_unset() {
        let environment = Environment::of_variables(|_| Some(String::new()));
        assert_eq!(environment.variable("ANY"), None);
    }

    #[cfg(not(any(windows, target_os = "macos")))]
    #[test]
    fn user_settings_are_in_xdg_config_home_or_in_the_home() {
        let plain = Environment::of_variables(|_| None);
        assert_eq!(plain.user_config(), None);
        let home = plain.home("/home/fake");
        assert_eq!(home.user_config(), Some("/home/fake/.config".into()));
        for (value, folder) in [("/elsewhere", "/elsewhere"), ("here", "/home/fake/.config")] {
            let environment = Environment::of_variables(move |name| {
                (name == "XDG_CONFIG_HOME").then(|| value.to_owned())
            });
            let environment = environment.home("/home/fake");
            assert_eq!(environment.user_config(), Some(folder.into()), "{value}");
        }
    }
}
