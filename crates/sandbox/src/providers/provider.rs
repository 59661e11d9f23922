//! What the server calls of a provider.

use std::sync::Arc;

use crate::auth::dcs::IamTokens;
use crate::auth::mongodb::MongodbGate;
use crate::checks::Violation;
use crate::document::Operation;
use crate::fixtures::Fixtures;
use crate::http::{Answer, Request};
use crate::state::World;
use crate::time::Clock;

/// What a provider is made of.
pub(crate) struct Parts {
    pub(crate) fixtures: &'static Fixtures,
    pub(crate) clock: Clock,
    pub(crate) world: Arc<World>,
    pub(crate) mongodb: Arc<MongodbGate>,
    pub(crate) iam_tokens: Arc<IamTokens>,
}

/// A request that has found its operation.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    /// The operation.
    pub(crate) operation: &'a Operation,
    /// The request.
    pub(crate) request: &'a Request,
    /// The decoded path parameters.
    pub(crate) path_parameters: &'a [(String, String)],
}

impl Call<'_> {
    /// A path parameter; empty if the operation has none of that name.
    pub(crate) fn path(&self, name: &str) -> &str {
        self.path_parameters
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// A query parameter, decoded.
    pub(crate) fn query(&self, name: &str) -> Option<String> {
        let found = self.request.query().into_iter();
        found
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value)
            .next()
    }
}

/// How one provider behaves. It is made by a function `new(&Parts)`. The server calls these methods in this order, and [`Self::complete`] for
/// every answer.
pub(crate) trait Provider: Send + Sync {
    /// The name of its document in `specs/`.
    fn document(&self) -> &'static str;

    /// Whether a request is for it, by the path or the host.
    fn serves(&self, request: &Request) -> bool;

    /// Whether the host of a request is that of an operation.
    fn reaches(&self, _operation: &Operation, _request: &Request) -> bool {
        true
    }

    /// The answer to a request for which the document has no operation.
    fn unrouted(&self, request: &Request) -> Answer;

    /// Lets the caller in, or says why not.
    fn authenticate(&self, call: &Call<'_>) -> Result<(), Answer>;

    /// The answer to a request that the document does not allow.
    fn refuse(&self, call: &Call<'_>, violation: &Violation) -> Answer;

    /// Runs the operation.
    fn perform(&self, call: &Call<'_>) -> Answer;

    /// Adds the headers that all of the provider's answers carry.
    fn complete(&self, answer: Answer) -> Answer;
}
