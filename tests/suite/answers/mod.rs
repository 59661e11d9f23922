//! What is read of an answer, and what is not.
//!
//! | file | subject |
//! |---|---|
//! | `types` | every type that an answer decodes into, with what the tests do to it |
//! | `examples` | the examples of the documents are what the types read and write |
//! | `schemas` | the JSON Schema of a type agrees with the document |
//! | `leniency` | what providers send although their documents do not say so |
//! | `recursion` | types that hold themselves |
//! | `scalars` | a scalar of another JSON type |
//! | `bodies` | an error with a status of success, another charset, a key that comes twice |
//! | `memory` | how large an answer may be, and how much memory it takes |
//! | `download_jobs` | download jobs and other jobs of SLS as the provider's pages show them |
//! | `oss_exports` | exports and shippers of SLS as the service was seen to answer them |

pub(crate) mod bodies;
mod download_jobs;
mod examples;
pub(crate) mod leniency;
mod memory;
mod oss_exports;
mod recursion;
mod scalars;
mod schemas;
mod types;

pub(crate) use self::types::{Answer, all, find};
