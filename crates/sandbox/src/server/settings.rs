//! What can be set before a sandbox starts.

use std::time::Duration;

use crate::auth::digest::DigestOptions;
use crate::records::Watcher;
use crate::state::Plan;
use crate::time::Clock;

/// What can be set before the start.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) clock: Clock,
    pub(crate) digest: DigestOptions,
    /// How long MongoDB's tokens are valid.
    pub(crate) token_lifetime: Duration,
    /// How long IAM's tokens are valid.
    pub(crate) iam_token_lifetime: Duration,
    /// The settings of the world.
    pub(crate) plan: Plan,
    /// Called for each request.
    pub(crate) watcher: Option<Watcher>,
}
