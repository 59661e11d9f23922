//! `~/.aliyunlogcli`, the file of the command line tool `aliyunlog`.
//!
//! Source: `aliyunlogcli/config.py` of `aliyun-log-cli`, which reads it with Python's `configparser`.

use backhaul_runtime::OneLine;
use backhaul_runtime::auth::env::{Environment, FileFault, Search, read_file};
use backhaul_runtime::auth::{ExposeSecret, SecretString};

use crate::CredentialsError;

/// Names the section to use.
pub(super) const CLIENT_NAME: &str = "ALIYUN_LOG_CLI_CLIENT_NAME";

/// The section of the tool itself, and its option for the section to use.
const OPTIONS: &str = "__option__";
const DEFAULT_CLIENT: &str = "default-client";

/// The section that the tool uses otherwise, and the one that counts for all.
const MAIN: &str = "main";
const FOR_ALL: &str = "DEFAULT";

/// One section: its options, as secrets, because some are.
#[derive(Default)]
pub(super) struct Section(Vec<(String, SecretString)>);

impl Section {
    pub(super) fn get(&self, option: &str) -> Option<String> {
        let found = self.0.iter().find(|(name, _)| name == option);
        found.map(|(_, value)| value.expose_secret().to_owned())
    }
}

/// The section to use, with a description of its place; `None` if there is no file, or if nobody names a
/// section and there is no `main`.
pub(super) fn find(
    environment: &Environment,
    search: &mut Search<'_>,
) -> Result<Option<(String, Section)>, CredentialsError> {
    let named = environment.variable(CLIENT_NAME);
    let missing = |name: &str, why: String| {
        CredentialsError::setting(format!(
            "{CLIENT_NAME} names the client {:?}, but {why}: correct it, or unset it",
            OneLine::new(name).at_most(100)
        ))
    };
    let path = environment
        .home_dir()
        .map(|home| home.join(".aliyunlogcli"));
    let file = match &path {
        Some(path) => read_file(path, parse)?,
        None => None,
    };
    let shown = path.map_or_else(
        || "~/.aliyunlogcli".to_owned(),
        |path| path.display().to_string(),
    );
    let Some(mut sections) = file else {
        let why = format!("{shown} does not exist");
        return match named {
            Some(name) => Err(missing(&name, why)),
            None => {
                search.note(why);
                Ok(None)
            }
        };
    };
    let chosen = sections.iter().find(|(name, _)| name == OPTIONS);
    let chosen = chosen.and_then(|(_, section)| section.get(DEFAULT_CLIENT));
    let wanted = named.clone().or(chosen).unwrap_or_else(|| MAIN.to_owned());
    let mut take = |wanted: &str| {
        let index = sections.iter().position(|(name, _)| name == wanted)?;
        Some(sections.swap_remove(index).1)
    };
    let for_all = take(FOR_ALL).unwrap_or_default();
    match (take(&wanted), named) {
        (Some(mut section), _) => {
            // The section's own options come first, and win.
            section.0.extend(for_all.0);
            let name = OneLine::new(&wanted).at_most(100);
            Ok(Some((format!("client {name:?} of {shown}"), section)))
        }
        (None, Some(name)) => Err(missing(&name, format!("{shown} has no such section"))),
        (None, None) => {
            let name = OneLine::new(&wanted).at_most(100);
            search.note(format!("{shown} has no section {name:?}"));
            Ok(None)
        }
    }
}

/// The sections of a file.
fn parse(text: &str) -> Result<Vec<(String, Section)>, FileFault> {
    let mut sections: Vec<(String, Section)> = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let fault = |what: &str| Err(FileFault::new(what).at_line(number));
        let content = line.trim();
        if content.is_empty() || content.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = content.strip_prefix('[') {
            let Some(name) = name.strip_suffix(']') else {
                return fault("begins a section and does not end it with ]");
            };
            if sections.iter().any(|(known, _)| known == name) {
                return fault("begins a section that there was before");
            }
            sections.push((name.to_owned(), Section::default()));
            continue;
        }
        let Some((_, section)) = sections.last_mut() else {
            return fault("is before the first [section]");
        };
        if line.starts_with(char::is_whitespace) && !section.0.is_empty() {
            return fault(
                "is indented, so that it continues the line before, which is not supported",
            );
        }
        let Some((name, value)) = content.split_once(['=', ':']) else {
            return fault("is neither [section] nor option = value");
        };
        let name = name.trim().to_lowercase();
        if section.0.iter().any(|(known, _)| *known == name) {
            return fault("has an option that the section had before");
        }
        let value = value.trim();
        if value.replace("%%", "").contains('%') {
            return fault(
                "has a % that refers to another option, which is not supported: write %% for one %",
            );
        }
        section.0.push((name, value.replace("%%", "%").into()));
    }
    Ok(sections)
}
