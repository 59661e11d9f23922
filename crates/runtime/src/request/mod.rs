//! The requests of calls.
//!
//! | file | subject |
//! |---|---|
//! | `operation` | a row of the operation table |
//! | `path_template` | the path of an operation, with placeholders for its parameters |
//! | `path` | the path of one call, checked against the result of the URL parser |
//! | `query`, `header` | parameters in the query and in headers |
//! | `pieces` | arrays and objects in one piece of a path, a header, a cookie or a query |
//! | `form` | bodies that are forms |
//! | `payload`, `streamed` | bodies that each attempt makes anew, and those that are read from files meanwhile |
//! | `arguments` | the arguments of one call, with the problems found in them |
//! | `outgoing` | everything that one call sends in each of its attempts |

pub(crate) mod arguments;
pub(crate) mod form;
pub(crate) mod header;
pub(crate) mod operation;
pub(crate) mod outgoing;
pub(crate) mod path;
pub(crate) mod path_template;
pub(crate) mod payload;
pub(crate) mod pieces;
pub(crate) mod query;
mod streamed;
