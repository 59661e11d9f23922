//! An operation, as the server needs it.

use std::sync::Arc;

use axum::http::Method;
use jsonschema::Validator;

use super::example::Example;
use super::route::PathTemplate;

/// One operation of one document.
#[derive(Debug)]
pub(crate) struct Operation {
    /// `operationId`.
    pub(crate) id: String,
    /// Method.
    pub(crate) method: Method,
    /// Path.
    pub(crate) template: PathTemplate,
    /// Whether the document has a server for it alone.
    pub(crate) has_own_server: bool,
    /// Whether repeating it does no harm: `x-idempotent`, or else by the method.
    pub(crate) idempotent: bool,
    /// All parameters, those of the path item too.
    pub(crate) parameters: Vec<Parameter>,
    /// The request body, if the operation takes one.
    pub(crate) body: Option<RequestBody>,
    /// Media types of the answer to a success.
    pub(crate) produces: Vec<String>,
    /// The answers that the document names.
    pub(crate) responses: Vec<Response>,
    /// Its example of a success, if it has one.
    pub(crate) example: Option<Example>,
}

impl Operation {
    /// The parameters of the query without which there is no such call.
    pub(crate) fn needs(&self) -> impl Iterator<Item = &str> {
        let parameters = self.parameters.iter();
        parameters
            .filter(|one| one.place == Place::Query && one.required)
            .map(|one| one.name.as_str())
    }
}

/// An answer that the document names.
#[derive(Debug)]
pub(crate) struct Response {
    /// Status.
    pub(crate) status: u16,
    /// Media types with their schemas; empty if there is no body. Unlike those of requests, these
    /// refuse properties that the document does not name.
    pub(crate) content: Vec<(String, Arc<Validator>)>,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A segment of the path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
}

/// How to read a parameter's text before its schema applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    /// As it is.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A number, whole or not as the schema says.
    Number,
}

/// One parameter.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// Wire name.
    pub(crate) name: String,
    /// Where it travels.
    pub(crate) place: Place,
    /// Whether it must be there.
    pub(crate) required: bool,
    /// Whether no text at all, as in `status=`, means that it is not there.
    pub(crate) may_be_empty: bool,
    /// How to read it, or each of its items.
    pub(crate) scalar: Scalar,
    /// Whether it is a list, whose items are given one by one.
    pub(crate) is_list: bool,
    /// What it must be.
    pub(crate) schema: Arc<Validator>,
}

/// A request body.
#[derive(Debug)]
pub(crate) struct RequestBody {
    /// Whether it must be there.
    pub(crate) required: bool,
    /// Media types with their schemas.
    pub(crate) content: Vec<(String, Arc<Validator>)>,
}
