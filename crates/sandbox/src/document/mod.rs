//! The OpenAPI documents, as far as the server needs them.
//!
//! | file | subject |
//! |---|---|
//! | `embedded` | the documents that the sandbox is built with |
//! | `operation` | an operation: its path, parameters, bodies and answers |
//! | `read` | from a document to its operations |
//! | `schema` | from a schema of OpenAPI to a validator |
//! | `source` | the document as a tree: references, and members that must be there |
//! | `route` | path templates, and matching a path with one |
//! | `example` | the success that a document shows as its example |

pub(crate) mod embedded;
mod example;
mod operation;
mod read;
mod route;
mod schema;
mod source;
#[cfg(test)]
mod tests;

pub(crate) use self::example::Shown;
pub(crate) use self::operation::{Operation, Parameter, Place, RequestBody, Response, Scalar};
pub(crate) use self::source::DocumentError;

/// The operations of a document in YAML, as tests write them.
#[cfg(test)]
pub(crate) fn operations(yaml: &str) -> Result<Vec<Operation>, DocumentError> {
    read::operations(&serde_saphyr::from_str(yaml).unwrap())
}
