//! What both of MongoDB's providers have in common.

use super::entry::Settings;

/// The value for `--group-id`: the flag `--project`, else the project of the profile.
pub(super) fn group(
    settings: &Settings,
    of_profile: Option<String>,
) -> Vec<(&'static str, String)> {
    let group = settings.project.clone().or(of_profile);
    group.map(|group| ("group-id", group)).into_iter().collect()
}
