//! Finds credentials, region and the address of IAM where users of OpenStack's tools keep them.

#[cfg(feature = "config-files")]
mod clouds;
mod names;
#[cfg(test)]
mod tests;

use backhaul_runtime::auth::env::{self, Environment, Found, Given, Search, When};

use self::names::{DomainNames, Names, VARIABLES};
use crate::{Agency, Credentials, CredentialsError, IdOrName, PasswordLogin};

/// The regions of the service, which are also the names of their default projects.
const REGIONS: [&str; 2] = ["eu-de", "eu-nl"];

const UNCHECKED: &str = "calls that do not check certificates";

/// The result of a search.
pub(crate) struct Discovered {
    pub(crate) credentials: Credentials,
    pub(crate) region: Option<Given>,
    pub(crate) iam_url: Option<Given>,
    /// A PEM file with the only certificate authorities to trust.
    pub(crate) ca_file: Option<Given>,
    pub(crate) found: Found,
}

pub(crate) fn discover(environment: &Environment) -> Result<Discovered, CredentialsError> {
    if let Some(cloud) = environment.variable("OS_CLOUD") {
        return in_cloud(environment, &cloud);
    }
    let mut search = Search::new(|name| environment.variable(name));
    let Some(credentials) = credentials(&mut search, &VARIABLES)? else {
        search.note("OS_CLOUD does not name an entry of clouds.yaml either");
        return Err(search.not_found());
    };
    refuse_trust(&search, &VARIABLES)?;
    let region = search
        .setting(VARIABLES.region)
        .or_else(|| region_of_project(&search, &VARIABLES));
    Ok(located(&search, &VARIABLES, credentials, region))
}

impl Credentials {
    /// Credentials from environment variables, with the names that OpenStack's and the provider's tools use.
    /// The first hit wins:
    ///
    /// 1. a token: `OS_TOKEN` or `OS_AUTH_TOKEN`
    /// 2. an access key: `OS_ACCESS_KEY` with `OS_SECRET_KEY`, and if set `OS_PROJECT_ID` or `OS_TENANT_ID`,
    ///    and `OS_SECURITY_TOKEN`
    /// 3. an access key: `HUAWEICLOUD_SDK_AK` with `HUAWEICLOUD_SDK_SK`, and if set
    ///    `HUAWEICLOUD_SDK_PROJECT_ID` and `HUAWEICLOUD_SDK_SECURITY_TOKEN`
    /// 4. a user: `OS_USER_ID` or `OS_USERNAME`, with `OS_PASSWORD` and a project: `OS_PROJECT_ID`,
    ///    `OS_TENANT_ID`, `OS_PROJECT_NAME` or `OS_TENANT_NAME`. A user by name needs a domain:
    ///    `OS_USER_DOMAIN_ID` or `_NAME`, `OS_PROJECT_DOMAIN_ID` or `_NAME`, `OS_DOMAIN_ID` or `_NAME`,
    ///    `OS_DEFAULT_DOMAIN`
    ///
    /// With `OS_AGENCY_NAME`, the user of the last kind assumes that agency: `OS_AGENCY_DOMAIN_NAME` and
    /// `OS_DELEGATED_PROJECT` are the domain that created it and a project there, and both are needed.
    ///
    /// `OS_AUTH_TYPE` selects one kind: `token` or `v3token`, `aksk`, `password` or `v3password`, `agency`. An empty
    /// variable counts as unset. `ClientBuilder::from_env` also finds the region and the address of IAM, and
    /// uses `OS_CLOUD`; this does not.
    ///
    /// # Errors
    ///
    /// If nothing is found, or only some of the parts that belong together. The error names the variables and
    /// shows no value.
    pub fn from_env() -> Result<Self, CredentialsError> {
        Self::from_vars(env::process)
    }

    /// Like [`from_env`](Self::from_env), but from the variables that `lookup` knows.
    ///
    /// # Errors
    ///
    /// The same as for `from_env`. Parts of different kinds are not combined.
    pub fn from_vars(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, CredentialsError> {
        in_variables(Search::new(lookup))
    }
}

/// Credentials from variables only.
fn in_variables(mut search: Search<'_>) -> Result<Credentials, CredentialsError> {
    if let Some(credentials) = credentials(&mut search, &VARIABLES)? {
        return Ok(credentials);
    }
    if search.optional(&["OS_CLOUD"]).is_some() {
        search.note("OS_CLOUD is set, but only ClientBuilder::from_env uses it");
    }
    Err(search.not_found())
}

#[cfg(feature = "config-files")]
fn in_cloud(environment: &Environment, name: &str) -> Result<Discovered, CredentialsError> {
    let (place, cloud) = clouds::find(environment, name)?;
    let mut search = Search::in_place(place, |key| cloud.get(key));
    refuse_trust(&search, &names::ENTRY)?;
    search.refuse(&["verify"], When::Off, UNCHECKED)?;
    let Some(credentials) = credentials(&mut search, &names::ENTRY)? else {
        return Err(search.not_found());
    };
    let vendor = cloud.vendor();
    let region = Search::new(|name| environment.variable(name))
        .setting(VARIABLES.region)
        .or_else(|| search.setting(names::ENTRY.region))
        .or_else(|| {
            Some(Given::found(
                cloud.first_region()?,
                format!("regions in {}", search.place()),
            ))
        })
        .or_else(|| region_of_project(&search, &names::ENTRY))
        .or(vendor.region.map(Given::from));
    let found = located(&search, &names::ENTRY, credentials, region);
    Ok(Discovered {
        iam_url: found.iam_url.or(vendor.auth_url.map(Given::from)),
        ..found
    })
}

#[cfg(not(feature = "config-files"))]
fn in_cloud(_environment: &Environment, _name: &str) -> Result<Discovered, CredentialsError> {
    Err(CredentialsError::setting(
        "OS_CLOUD names an entry of clouds.yaml, but the cargo feature `config-files` is off",
    ))
}

/// Refuses what changes whom to trust and is not honored.
fn refuse_trust(search: &Search<'_>, names: &Names) -> Result<(), CredentialsError> {
    search.refuse(
        &names.client_certificate,
        When::Set,
        "a certificate of the client",
    )?;
    search.refuse(&[names.insecure], When::On, UNCHECKED)
}

/// Adds the address of IAM and the file of certificate authorities.
fn located(
    search: &Search<'_>,
    names: &Names,
    credentials: Credentials,
    region: Option<Given>,
) -> Discovered {
    let iam_url = search.setting(&[names.auth_url]);
    let name = region.as_ref().map(Given::text);
    Discovered {
        found: search.found(credentials.kind()),
        credentials,
        iam_url: iam_url.map(|address| address.map(|address| auth_url(&address, name))),
        ca_file: search.setting(&[names.ca_certificate]),
        region,
    }
}

/// A project's name begins with its region: `eu-de`, `eu-de_project`.
fn region_of_project(search: &Search<'_>, names: &Names) -> Option<Given> {
    let project = search.setting(names.project_name)?;
    let region = project.text().split('_').next()?.to_owned();
    REGIONS
        .contains(&region.as_str())
        .then(|| project.map(|_| region))
}

/// Completes the address: `openstacksdk` fills in the region, and some of its built-in addresses have no
/// scheme.
fn auth_url(address: &str, region: Option<&str>) -> String {
    let address = match region {
        Some(region) => address.replace("{region_name}", region),
        None => address.to_owned(),
    };
    if address.contains("://") {
        address
    } else {
        format!("https://{address}")
    }
}

fn credentials(
    search: &mut Search<'_>,
    names: &Names,
) -> Result<Option<Credentials>, CredentialsError> {
    match search.optional(&[names.auth_type]).as_deref() {
        None => {}
        Some("token" | "v3token") => return token(search, names),
        Some("aksk") => return access_key(search, names),
        Some("password" | "v3password") => return password(search, names),
        Some("agency") => return agency(search, names),
        Some(_) => {
            return Err(CredentialsError::setting(format!(
                "{} is not one of token, v3token, aksk, password, v3password and agency",
                names.auth_type
            )));
        }
    }
    let found = match token(search, names)? {
        Some(credentials) => Some(credentials),
        None => access_key(search, names)?,
    };
    if found.is_some() {
        search.refuse(
            &[names.agency],
            When::Set,
            "an agency, which this client assumes only with a password",
        )?;
        return Ok(found);
    }
    password(search, names)
}

fn token(search: &mut Search<'_>, names: &Names) -> Result<Option<Credentials>, CredentialsError> {
    Ok(search.secret(names.token)?.map(Credentials::token))
}

fn access_key(
    search: &mut Search<'_>,
    names: &Names,
) -> Result<Option<Credentials>, CredentialsError> {
    for names in names.access_keys {
        let Some((id, secret)) = search.pair(names.id, names.secret)? else {
            continue;
        };
        let mut credentials = Credentials::access_key(id, secret);
        if let Some(token) = search.also_secret(names.security_token)? {
            credentials = credentials.security_token(token);
        }
        if let Some(project) = search.optional(names.project_id) {
            credentials = credentials.project_id(project);
        }
        return Ok(Some(credentials));
    }
    Ok(None)
}

fn login(
    search: &mut Search<'_>,
    names: &Names,
) -> Result<Option<PasswordLogin>, CredentialsError> {
    let Some((user, password)) = search.pair(names.user, &[names.password])? else {
        return Ok(None);
    };
    // The id of a user, like that of a project, needs no domain.
    let (user, user_domain) = match search.optional(names.user_id) {
        Some(id) => (IdOrName::Id(id), None),
        None => {
            let found = names
                .domains
                .iter()
                .find_map(|names| domain(search, *names));
            let domain = found.ok_or_else(|| {
                let missing: Vec<&str> =
                    names.domains.iter().flat_map(|names| names.all()).collect();
                search.half(names.password, &missing)
            })?;
            (IdOrName::Name(user), Some(domain))
        }
    };
    let (project, project_domain) = match search.optional(names.project_id) {
        Some(id) => (IdOrName::Id(id), None),
        None => {
            let missing = [names.project_id, names.project_name].concat();
            let name = search.required(names.password, &missing)?;
            (IdOrName::Name(name), domain(search, names.project_domain))
        }
    };
    Ok(Some(PasswordLogin {
        user,
        user_domain,
        password,
        project,
        project_domain,
    }))
}

fn password(
    search: &mut Search<'_>,
    names: &Names,
) -> Result<Option<Credentials>, CredentialsError> {
    if search.optional(&[names.agency]).is_some() {
        return agency(search, names);
    }
    Ok(login(search, names)?.map(Credentials::password))
}

/// A user with a password who acts for another account.
fn agency(search: &mut Search<'_>, names: &Names) -> Result<Option<Credentials>, CredentialsError> {
    let Some(login) = login(search, names)? else {
        return Ok(None);
    };
    let name = search.required(names.password, &[names.agency])?;
    let by = |ids: &[&str], by_name: &str| {
        let id = search.optional(ids).map(IdOrName::Id);
        if let Some(found) = id.or_else(|| search.optional(&[by_name]).map(IdOrName::Name)) {
            return Ok(found);
        }
        let missing = [ids, &[by_name]].concat();
        Err(search.half(names.agency, &missing))
    };
    let domain = by(names.agency_domain.id.as_slice(), names.agency_domain.name)?;
    let project = by(
        names.agency_project.id.as_slice(),
        names.agency_project.name,
    )?;
    Ok(Some(Credentials::agency(
        login,
        Agency {
            name,
            domain,
            project,
        },
    )))
}

fn domain(search: &Search<'_>, names: DomainNames) -> Option<IdOrName> {
    let by_id = search.optional(names.id.as_slice()).map(IdOrName::Id);
    by_id.or_else(|| search.optional(&[names.name]).map(IdOrName::Name))
}
