//! Reading JSON, leniently.
//!
//! | file | subject |
//! |---|---|
//! | `json` | the two readings of a body: strict first, lenient if that fails |
//! | `lenient/` | the second reading, which converts what loses nothing |
//! | `open_enum` | enums that keep a value that the document does not list |
//! | `tagged_union`, `unknown_member` | unions, which keep a member that nobody knows |
//! | `any` | any JSON |
//! | `charset` | bodies in another charset |
//! | `memory` | how much memory the arrays of an answer may take |

pub(crate) mod any;
pub(crate) mod charset;
pub(crate) mod json;
pub(crate) mod lenient;
pub(crate) mod memory;
pub(crate) mod open_enum;
pub(crate) mod tagged_union;
pub(crate) mod unknown_member;
