//! What OpenAPI 3.0 has in which place.
//!
//! | file | has |
//! |---|---|
//! | `document` | the objects of a document with their members |
//! | `shape` | the kinds of values that a place may hold |

mod document;
mod shape;

pub(crate) use document::{DOCUMENT, EXTENSIONS, PARAMETERS, SERVERS, is_known_in_schemas};
pub(crate) use shape::{Member, Shape, found, may, must};
