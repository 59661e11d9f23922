//! Entries of `clouds.yaml` and `secure.yaml`.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use backhaul_runtime::auth::env::{Environment, FileFault, read_file};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use super::names::ENTRY;
use crate::CredentialsError;

const SUFFIXES: [&str; 3] = ["yaml", "yml", "json"];

/// Texts by key. All are kept as secrets, because some are.
type Texts = BTreeMap<String, SecretString>;

/// One entry, merged from both files.
#[derive(Default)]
pub(super) struct Cloud {
    /// The keys of the entry itself, which win, as in `openstacksdk`.
    own: Texts,
    /// The keys of its `auth`.
    auth: Texts,
    regions: Vec<Region>,
}

/// The settings that a vendor's profile adds to an entry.
#[derive(Default)]
pub(super) struct Vendor {
    pub(super) region: Option<String>,
    pub(super) auth_url: Option<String>,
}

impl Cloud {
    pub(super) fn get(&self, key: &str) -> Option<String> {
        let found = self.own.get(key).or_else(|| self.auth.get(key))?;
        Some(found.expose_secret().to_owned())
    }

    /// The first of `regions`.
    pub(super) fn first_region(&self) -> Option<String> {
        self.regions.first().map(|region| region.0.clone())
    }

    /// The settings of the entry's profile, from the built-in profiles of `openstacksdk`. Its address for the
    /// Swiss cloud has no scheme, so it is corrected here. The other profile has the same address as the
    /// client's default.
    pub(super) fn vendor(&self) -> Vendor {
        match self.get("profile").or_else(|| self.get("cloud")).as_deref() {
            Some("otc") => Vendor {
                region: Some("eu-de".to_owned()),
                auth_url: None,
            },
            Some("otc-swiss") => Vendor {
                region: None,
                auth_url: Some("https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3".to_owned()),
            },
            _ => Vendor::default(),
        }
    }

    fn merge(&mut self, over: Self) {
        self.own.extend(over.own);
        self.auth.extend(over.auth);
        if !over.regions.is_empty() {
            self.regions = over.regions;
        }
    }
}

/// The entry `name`, with a description of its place.
pub(super) fn find(
    environment: &Environment,
    name: &str,
) -> Result<(String, Cloud), CredentialsError> {
    let public = first_file(environment, "clouds", "OS_CLIENT_CONFIG_FILE")?;
    let secret = first_file(environment, "secure", "OS_CLIENT_SECURE_FILE")?;
    let mut cloud: Option<Cloud> = None;
    let mut paths = Vec::new();
    for (path, mut file) in [public, secret].into_iter().flatten() {
        paths.push(path.display().to_string());
        if let Some(entry) = file.clouds.remove(name) {
            cloud.get_or_insert_default().merge(entry);
        }
    }
    if paths.is_empty() {
        let candidates: Vec<String> = folders(environment)
            .iter()
            .map(|folder| folder.display().to_string())
            .collect();
        return Err(CredentialsError::setting(format!(
            "OS_CLOUD names the cloud {name:?}, but there is no clouds.yaml; looked in {}",
            candidates.join(", ")
        )));
    }
    let paths = paths.join(" with ");
    match cloud {
        Some(cloud) => Ok((format!("cloud {name:?} of {paths}"), cloud)),
        None => Err(CredentialsError::setting(format!(
            "OS_CLOUD names the cloud {name:?}, which is not in {paths}"
        ))),
    }
}

/// The folders that `openstacksdk` searches. The first one with a file wins.
fn folders(environment: &Environment) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = [
        environment.current().map(PathBuf::from),
        environment
            .user_config()
            .map(|folder| folder.join("openstack")),
        environment
            .dot_config()
            .map(|folder| folder.join("openstack")),
        environment.system().map(|folder| folder.join("openstack")),
    ]
    .into_iter()
    .flatten()
    .collect();
    // The second and the third are usually the same.
    folders.dedup();
    folders
}

fn first_file(
    environment: &Environment,
    stem: &str,
    variable: &str,
) -> Result<Option<(PathBuf, File)>, CredentialsError> {
    let named = environment.variable(variable).map(PathBuf::from);
    let usual = folders(environment)
        .into_iter()
        .flat_map(|folder| SUFFIXES.map(|suffix| folder.join(format!("{stem}.{suffix}"))));
    for path in named.into_iter().chain(usual) {
        if let Some(file) = read_file(&path, parse)? {
            return Ok(Some((path, file)));
        }
    }
    Ok(None)
}

fn parse(text: &str) -> Result<File, FileFault> {
    serde_saphyr::from_str(text).map_err(|error| {
        // The parser's own message may quote the text.
        let fault = FileFault::new(
            "is not YAML with a mapping `clouds` of mappings whose known keys are strings",
        );
        match error.location() {
            Some(location) => fault.at_line(location.line()),
            None => fault,
        }
    })
}

#[derive(Deserialize)]
struct File {
    #[serde(default, deserialize_with = "null_as_empty")]
    clouds: BTreeMap<String, Cloud>,
}

fn null_as_empty<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Cloud>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// A region is a string, or a mapping with a `name`.
#[derive(Deserialize)]
#[serde(untagged)]
enum RegionForm {
    Name(String),
    Mapping { name: String },
}

#[derive(Deserialize)]
#[serde(from = "RegionForm")]
struct Region(String);

impl From<RegionForm> for Region {
    fn from(form: RegionForm) -> Self {
        match form {
            RegionForm::Name(name) | RegionForm::Mapping { name } => Self(name),
        }
    }
}

impl<'de> Deserialize<'de> for Cloud {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reader { in_auth: false })
    }
}

/// The section `auth` of an entry.
struct Auth(Texts);

impl<'de> Deserialize<'de> for Auth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let cloud = deserializer.deserialize_map(Reader { in_auth: true })?;
        Ok(Self(cloud.own))
    }
}

/// Reads a mapping by hand. Derived code that ignores other keys would read texts such as `0123e4` as
/// numbers, and would not keep them as secrets.
struct Reader {
    in_auth: bool,
}

impl<'de> Visitor<'de> for Reader {
    type Value = Cloud;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cloud, A::Error> {
        let mut cloud = Cloud::default();
        while let Some(key) = map.next_key::<String>()? {
            // Both spellings are common.
            let key = key.replace('-', "_");
            match key.as_str() {
                "auth" if !self.in_auth => {
                    if let Some(auth) = map.next_value::<Option<Auth>>()? {
                        cloud.auth = auth.0;
                    }
                }
                "regions" if !self.in_auth => {
                    cloud.regions = map.next_value::<Option<Vec<Region>>>()?.unwrap_or_default();
                }
                known if is_known(known) => {
                    if let Some(text) = map.next_value::<Option<String>>()? {
                        cloud.own.insert(key, SecretString::from(text));
                    }
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(cloud)
    }
}

fn is_known(key: &str) -> bool {
    let single = [
        ENTRY.auth_type,
        ENTRY.password,
        ENTRY.auth_url,
        ENTRY.agency,
        ENTRY.ca_certificate,
        ENTRY.insecure,
        "verify",
        "profile",
        "cloud",
    ];
    let lists = [
        ENTRY.token,
        ENTRY.user,
        ENTRY.project_id,
        ENTRY.project_name,
        ENTRY.region,
    ];
    let of_keys = ENTRY.access_keys.iter();
    single.contains(&key)
        || ENTRY.client_certificate.contains(&key)
        || [ENTRY.agency_domain, ENTRY.agency_project]
            .iter()
            .any(|names| names.all().any(|name| name == key))
        || lists.iter().any(|list| list.contains(&key))
        || ENTRY
            .domains
            .iter()
            .any(|domain| domain.all().any(|name| name == key))
        || of_keys
            .flat_map(|names| [names.id, names.secret, names.security_token])
            .any(|list| list.contains(&key))
}
