//! The names of variables and keys for credentials and other settings.
//!
//! Sources: the Terraform provider for Open Telekom Cloud for the variables, the order of the kinds and that
//! of the domains; `gophertelekomcloud` for `auth_type`, the ids of users and the region in a project's name;
//! `openstacksdk` 4.22 and `otcextensions` 0.34 for the keys of `clouds.yaml`; Huawei's SDK for its own
//! variables.

/// The names in one place: of the variables, or of the keys in an entry of `clouds.yaml`. In each list, the
/// first one that is set counts.
pub(super) struct Names {
    pub(super) auth_type: &'static str,
    pub(super) token: &'static [&'static str],
    pub(super) access_keys: &'static [AccessKeyNames],
    pub(super) user_id: &'static [&'static str],
    /// Everything that can identify a user: the ids, then the names.
    pub(super) user: &'static [&'static str],
    pub(super) password: &'static str,
    /// For the user, if it is given by name.
    pub(super) domains: &'static [DomainNames],
    pub(super) project_id: &'static [&'static str],
    pub(super) project_name: &'static [&'static str],
    /// The domain of the project.
    pub(super) project_domain: DomainNames,
    /// The name of an agency, its domain, and a project of that domain.
    pub(super) agency: &'static str,
    pub(super) agency_domain: DomainNames,
    pub(super) agency_project: DomainNames,
    pub(super) region: &'static [&'static str],
    pub(super) auth_url: &'static str,
    /// A PEM file whose authorities replace those of the system, as in `openstacksdk`
    /// (`config/cloud_region.py`, where it becomes the `verify` of `requests`).
    pub(super) ca_certificate: &'static str,
    /// The names from here on change whom to trust too, and are refused.
    /// The certificate and its key.
    pub(super) client_certificate: [&'static str; 2],
    pub(super) insecure: &'static str,
}

/// A domain, or a project, by its id, or else by its name.
#[derive(Clone, Copy)]
pub(super) struct DomainNames {
    pub(super) id: Option<&'static str>,
    pub(super) name: &'static str,
}

impl DomainNames {
    const fn both(id: &'static str, name: &'static str) -> Self {
        Self { id: Some(id), name }
    }

    pub(super) fn all(self) -> impl Iterator<Item = &'static str> {
        self.id.into_iter().chain([self.name])
    }
}

/// An access key with its token and project.
pub(super) struct AccessKeyNames {
    pub(super) id: &'static [&'static str],
    pub(super) secret: &'static [&'static str],
    pub(super) security_token: &'static [&'static str],
    pub(super) project_id: &'static [&'static str],
}

pub(super) static VARIABLES: Names = Names {
    auth_type: "OS_AUTH_TYPE",
    token: &["OS_TOKEN", "OS_AUTH_TOKEN"],
    access_keys: &[
        AccessKeyNames {
            id: &["OS_ACCESS_KEY"],
            secret: &["OS_SECRET_KEY"],
            security_token: &["OS_SECURITY_TOKEN"],
            project_id: &["OS_PROJECT_ID", "OS_TENANT_ID"],
        },
        AccessKeyNames {
            id: &["HUAWEICLOUD_SDK_AK"],
            secret: &["HUAWEICLOUD_SDK_SK"],
            security_token: &["HUAWEICLOUD_SDK_SECURITY_TOKEN"],
            project_id: &["HUAWEICLOUD_SDK_PROJECT_ID"],
        },
    ],
    user_id: &["OS_USER_ID", "OS_USERID"],
    user: &["OS_USER_ID", "OS_USERID", "OS_USERNAME"],
    password: "OS_PASSWORD",
    domains: &[
        DomainNames::both("OS_USER_DOMAIN_ID", "OS_USER_DOMAIN_NAME"),
        DomainNames::both("OS_PROJECT_DOMAIN_ID", "OS_PROJECT_DOMAIN_NAME"),
        DomainNames::both("OS_DOMAIN_ID", "OS_DOMAIN_NAME"),
        DomainNames {
            id: None,
            name: "OS_DEFAULT_DOMAIN",
        },
    ],
    project_id: &["OS_PROJECT_ID", "OS_TENANT_ID"],
    project_name: &["OS_PROJECT_NAME", "OS_TENANT_NAME"],
    project_domain: DomainNames::both("OS_PROJECT_DOMAIN_ID", "OS_PROJECT_DOMAIN_NAME"),
    agency: "OS_AGENCY_NAME",
    agency_domain: DomainNames {
        id: None,
        name: "OS_AGENCY_DOMAIN_NAME",
    },
    agency_project: DomainNames {
        id: None,
        name: "OS_DELEGATED_PROJECT",
    },
    region: &["OS_REGION_NAME", "OS_REGION"],
    auth_url: "OS_AUTH_URL",
    ca_certificate: "OS_CACERT",
    client_certificate: ["OS_CERT", "OS_KEY"],
    insecure: "OS_INSECURE",
};

#[cfg(feature = "config-files")]
pub(super) static ENTRY: Names = Names {
    auth_type: "auth_type",
    token: &["token", "auth_token"],
    access_keys: &[AccessKeyNames {
        id: &["access_key", "ak"],
        secret: &["secret_key", "sk"],
        security_token: &["security_token"],
        project_id: &["project_id", "tenant_id"],
    }],
    user_id: &["user_id"],
    user: &["user_id", "username"],
    password: "password",
    domains: &[
        DomainNames::both("user_domain_id", "user_domain_name"),
        DomainNames::both("project_domain_id", "project_domain_name"),
        DomainNames::both("domain_id", "domain_name"),
        DomainNames {
            id: None,
            name: "default_domain",
        },
    ],
    project_id: &["project_id", "tenant_id"],
    project_name: &["project_name", "tenant_name"],
    project_domain: DomainNames::both("project_domain_id", "project_domain_name"),
    agency: "target_agency_name",
    agency_domain: DomainNames::both("target_domain_id", "target_domain_name"),
    agency_project: DomainNames::both("target_project_id", "target_project_name"),
    region: &["region_name"],
    auth_url: "auth_url",
    ca_certificate: "cacert",
    client_certificate: ["cert", "key"],
    insecure: "insecure",
};
