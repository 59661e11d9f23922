//! What both of MongoDB's providers have in common.

use super::entry::Settings;

/// The variables for the project, as both tools read them.
pub(super) const PROJECT: [&str; 2] = ["MONGODB_ATLAS_PROJECT_ID", "MCLI_PROJECT_ID"];

/// The value for `--group-id`: the flag `--project`, else the project of the profile.
pub(super) fn group(
    settings: &Settings,
    of_profile: Option<String>,
) -> Vec<(&'static str, String)> {
    let group = settings.project.clone().or(of_profile);
    group.map(|group| ("group-id", group)).into_iter().collect()
}
