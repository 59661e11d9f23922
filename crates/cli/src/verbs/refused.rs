//! What to look at when the provider refuses the credentials.

use crate::failure::{Failure, Status};
use crate::providers::Entry;

/// `failure` of a call, with the way to find out which credentials it had, and whether they are for this place.
pub(super) fn explained(failure: Failure, entry: &Entry) -> Failure {
    if !is_refused(&failure) {
        return place(failure, entry);
    }
    let name = entry.table.name;
    let failure = failure.hint(format!(
        "`backhaul whoami {name}` says which credentials were used, and where they were found."
    ));
    place(failure, entry)
}

/// `failure` of a call, with what else may be wrong if the credentials are right.
pub(super) fn place(failure: Failure, entry: &Entry) -> Failure {
    let Some(text) = entry.elsewhere else {
        return failure;
    };
    // Where a project is elsewhere, the service does not know it here.
    let code = failure.call.as_ref().and_then(|error| error.code());
    let is_elsewhere = code.is_some_and(|code| code.contains("ProjectNotExist"));
    // A service that names the key as unknown or missing has looked for it: the place is right.
    let is_key = code.is_some_and(|code| code.contains("AccessKey"))
        || failure.message.contains("AccessKeyId not found");
    if is_elsewhere || is_refused(&failure) && !is_key {
        failure.hint(text)
    } else {
        failure
    }
}

/// Whether the provider refused the credentials.
fn is_refused(failure: &Failure) -> bool {
    let Some(error) = &failure.call else {
        return false;
    };
    // Some say it with another status.
    let code = error.code().unwrap_or_default();
    let is_about_keys = code.contains("Signature") || code.contains("AccessKey");
    is_about_keys || failure.status == Status::Credentials && error.status().is_some()
}
