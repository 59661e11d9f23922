//! Lenient reading of JSON.
//!
//! | file | subject |
//! |---|---|
//! | `json` | the two readings of a body: strict first, lenient if that fails |
//! | `map` | objects whose members have any name |
//! | `lenient/` | the second reading, which converts values without loss |
//! | `open_enum` | enums that keep values that the document does not list |
//! | `tagged_union`, `unknown_member` | unions, which keep unknown members |
//! | `untagged_union`, `form` | unions that nothing tells apart but the form of the value |
//! | `record`, `members`, `writer` | objects: structs by a list of their fields, read and written |
//! | `any` | any JSON |
//! | `charset` | bodies in another charset |
//! | `memory` | the memory limit for the arrays of an answer |

pub(crate) mod any;
pub(crate) mod charset;
pub(crate) mod form;
pub(crate) mod json;
pub(crate) mod lenient;
pub(crate) mod map;
pub(crate) mod members;
pub(crate) mod memory;
pub(crate) mod open_enum;
pub(crate) mod record;
pub(crate) mod tagged_union;
pub(crate) mod unknown_member;
pub(crate) mod untagged_union;
pub(crate) mod writer;
