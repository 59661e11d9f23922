//! What both of MongoDB's providers have in common.

use backhaul_runtime::auth::env::Environment;

use super::entry::{Preset, Settings};

/// The variables for the project, as both tools read them.
pub(super) const PROJECT: [&str; 2] = ["MONGODB_ATLAS_PROJECT_ID", "MCLI_PROJECT_ID"];

/// The variables for the organization.
const ORGANIZATION: [&str; 2] = ["MONGODB_ATLAS_ORG_ID", "MCLI_ORG_ID"];

/// What is found for flags that nobody gives: the project, and the organization.
pub(super) fn presets(
    settings: &Settings,
    environment: &Environment,
    (project, organization): (Option<String>, Option<String>),
) -> Vec<Preset> {
    let organization = organization.map(|value| Preset {
        place: place(
            environment,
            &ORGANIZATION,
            &value,
            "the organization of the profile",
        ),
        flag: "org-id",
        value,
    });
    let group = group(settings, environment, project);
    group.into_iter().chain(organization).collect()
}

/// The variable that has this value, or else `otherwise`.
fn place(
    environment: &Environment,
    variables: &[&'static str],
    value: &String,
    otherwise: &'static str,
) -> &'static str {
    let mut variables = variables.iter();
    let found = variables.find(|name| environment.variable(name).as_ref() == Some(value));
    found.copied().unwrap_or(otherwise)
}

/// The value for `--group-id`: the flag `--project`, else that of a variable or of the profile, which was found.
fn group(settings: &Settings, environment: &Environment, found: Option<String>) -> Option<Preset> {
    let (value, place) = match (&settings.project, found) {
        (Some(project), _) => (project.clone(), "--project"),
        (None, found) => {
            let found = found?;
            let place = place(environment, &PROJECT, &found, "the project of the profile");
            (found, place)
        }
    };
    Some(Preset {
        flag: "group-id",
        value,
        place,
    })
}
