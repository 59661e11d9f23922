//! What both of MongoDB's providers have in common.

use backhaul_runtime::auth::env::Environment;

use super::entry::{Preset, Settings};

/// The variables for the project, as both tools read them.
pub(super) const PROJECT: [&str; 2] = ["MONGODB_ATLAS_PROJECT_ID", "MCLI_PROJECT_ID"];

/// The value for `--group-id`: the flag `--project`, else that of a variable or of the profile, which was found.
pub(super) fn group(
    settings: &Settings,
    environment: &Environment,
    found: Option<String>,
) -> Vec<Preset> {
    let group = match (&settings.project, found) {
        (Some(project), _) => Some((project.clone(), "--project")),
        (None, Some(found)) => {
            let is_it = |name: &&&str| environment.variable(name).as_ref() == Some(&found);
            let variable = PROJECT.iter().find(is_it);
            Some((
                found,
                variable.copied().unwrap_or("the project of the profile"),
            ))
        }
        (None, None) => None,
    };
    let default = group.map(|(value, place)| Preset {
        flag: "group-id",
        value,
        place,
    });
    default.into_iter().collect()
}
