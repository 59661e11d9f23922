//! The requests of a flow, before any of them is sent.

use backhaul_runtime::Preview;

use crate::error::Error;

/// Stands in a preview for an id that only the answer to an earlier request says.
pub const UNKNOWN_ID: &str = "eeeeeeeeeeeeeeeeeeeeeeee";

/// The first request, if there is nothing wrong with any.
///
/// # Errors
/// Those of the first that cannot be made.
pub(crate) fn first(previews: Vec<Result<Preview, Error>>) -> Result<Option<Preview>, Error> {
    let all: Result<Vec<Preview>, Error> = previews.into_iter().collect();
    Ok(all?.into_iter().next())
}
