//! The caller's values, checked before anything is sent.
//!
//! | file | subject |
//! |---|---|
//! | `argument` | a parameter on a builder: missing, given or wrong |
//! | `limits` | limits of numbers and dates |
//! | `list` | lists in an address or a header |
//! | `checked` | strings and arrays that are checked against the document |
//! | `pattern` | patterns, matched without a regular expression engine |
//! | `closed_enum` | enums of the values that may be sent |
//! | `objects` | objects and unions inside a body |
//! | `untagged` | values that are one of several, and nothing says which |
//! | `upload` | bytes as they are, from memory or from a file |
//! | `from_json/` | requests that are read from JSON, by the same rules |
//! | `fields` | the properties of an object and their values, with the problems found in them |

pub(crate) mod argument;
pub(crate) mod checked;
pub(crate) mod closed_enum;
pub(crate) mod fields;
pub(crate) mod from_json;
pub(crate) mod limits;
pub(crate) mod list;
pub(crate) mod objects;
pub(crate) mod pattern;
pub(crate) mod untagged;
pub(crate) mod upload;
