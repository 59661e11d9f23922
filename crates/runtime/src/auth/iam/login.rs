//! Who asks for a token, and for what.

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use crate::auth::carried;
use crate::auth::error::AuthError;

pub(super) const ENDPOINT: &str = "IAM";

/// An object of IAM, by id or by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdOrName {
    /// By id.
    Id(String),
    /// By name.
    Name(String),
}

impl IdOrName {
    /// The kind and the value.
    pub(super) fn parts(&self) -> [&str; 2] {
        match self {
            Self::Id(id) => ["id", id],
            Self::Name(name) => ["name", name],
        }
    }

    pub(super) fn check(&self, what: &str) -> Result<(), AuthError> {
        let [kind, text] = self.parts();
        carried::present(ENDPOINT, &format!("{kind} of the {what}"), text)
    }

    pub(super) fn to_json(&self) -> Value {
        match self {
            Self::Id(id) => json!({ "id": id }),
            Self::Name(name) => json!({ "name": name }),
        }
    }
}

/// A user with a password, and the project of the tokens.
#[derive(Clone)]
pub struct PasswordLogin {
    /// The user. A user name also needs its domain.
    pub user: IdOrName,
    /// The domain (account) of the user, such as `OTC00000000001000000xxx`.
    pub user_domain: Option<IdOrName>,
    /// The password.
    pub password: SecretString,
    /// The project of the token. Distributed Cache Service needs one.
    pub project: IdOrName,
    /// The domain of the project, if the project is given by name and is not in the user's domain.
    pub project_domain: Option<IdOrName>,
}

impl std::fmt::Debug for PasswordLogin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PasswordLogin")
            .field("user", &self.user)
            .field("user_domain", &self.user_domain)
            .field("project", &self.project)
            .field("project_domain", &self.project_domain)
            .finish_non_exhaustive()
    }
}

impl PasswordLogin {
    /// Checks that no part is blank.
    pub(super) fn check(&self) -> Result<(), AuthError> {
        self.user.check("user")?;
        carried::present(ENDPOINT, "password", self.password.expose_secret())?;
        self.project.check("project")?;
        for (domain, what) in [
            (&self.user_domain, "domain of the user"),
            (&self.project_domain, "domain of the project"),
        ] {
            domain
                .as_ref()
                .map_or(Ok(()), |domain| domain.check(what))?;
        }
        Ok(())
    }

    /// The body of `POST /v3/auth/tokens`.
    pub(super) fn to_json(&self) -> Value {
        let mut user = self.user.to_json();
        user["password"] = json!(self.password.expose_secret());
        if let Some(domain) = &self.user_domain {
            user["domain"] = domain.to_json();
        }
        let mut project = self.project.to_json();
        if let Some(domain) = &self.project_domain {
            project["domain"] = domain.to_json();
        }
        json!({ "auth": {
            "identity": { "methods": ["password"], "password": { "user": user } },
            "scope": { "project": project },
        } })
    }
}

/// An agency: what another account (the delegating one) lets a user of this account do.
///
/// Source: "Obtaining an Agency Token", <https://docs.otc.t-systems.com/identity-access-management/api-ref/>,
/// and `common/agency_auth.py` of `otcextensions`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// The name of the agency.
    pub name: String,
    /// The domain (account) that created it.
    pub domain: IdOrName,
    /// The project of that domain that the token is for. Distributed Cache Service needs one.
    pub project: IdOrName,
}

impl Agency {
    /// Checks that no part is blank.
    pub(super) fn check(&self) -> Result<(), AuthError> {
        carried::present(ENDPOINT, "name of the agency", &self.name)?;
        self.domain.check("domain of the agency")?;
        self.project.check("project of the agency")
    }

    /// The body of `POST /v3/auth/tokens`, which also needs a token of the user.
    pub(super) fn to_json(&self) -> Value {
        let (id_or_name, domain) = match &self.domain {
            IdOrName::Id(id) => ("domain_id", id),
            IdOrName::Name(name) => ("domain_name", name),
        };
        json!({ "auth": {
            // The page calls the name `agency_name` in its table, and `xrole_name` in its example; clients send the latter.
            "identity": { "methods": ["assume_role"], "assume_role": { "xrole_name": self.name, id_or_name: domain } },
            "scope": { "project": self.project.to_json() },
        } })
    }
}
