//! What is sent in one call.
//!
//! | file | subject |
//! |---|---|
//! | `operation` | a row of the operation table |
//! | `path_template` | the path of an operation, with places for its parameters |
//! | `path` | the path of one call, checked against what a URL parser makes of it |
//! | `arguments` | the arguments of one call, with what is wrong with them |
//! | `outgoing` | everything that one call sends, however many attempts it takes |

pub(crate) mod arguments;
pub(crate) mod operation;
pub(crate) mod outgoing;
pub(crate) mod path;
pub(crate) mod path_template;
