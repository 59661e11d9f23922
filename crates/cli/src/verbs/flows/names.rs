//! A project by its name, in place of its id.

use clap::ArgMatches;

use super::checks::UNKNOWN_GROUP;
use super::flags::{GROUP, GROUP_ID};
use super::stage::Stage;

/// The name of the project, if it is given in place of the id.
pub(super) fn group_name(matches: &ArgMatches) -> Option<&String> {
    matches.try_get_one::<String>(GROUP).ok().flatten()
}

/// The id of the project, or what stands for it as long as only its name is known.
pub(super) fn group_or_unknown(stage: &Stage, matches: &ArgMatches) -> String {
    match group_name(matches) {
        Some(_) => UNKNOWN_GROUP.to_owned(),
        None => stage.value(matches, GROUP_ID),
    }
}
