//! What a caller gives, checked before anything is sent.
//!
//! | file | subject |
//! |---|---|
//! | `argument` | a parameter on a builder: missing, given or wrong |
//! | `limits` | limits of numbers and dates, and conversions into arguments |
//! | `checked` | texts and arrays that are checked against the document |
//! | `pattern` | patterns, matched without a regular expression engine |
//! | `closed_enum` | enums of what may be sent |
//! | `objects` | objects and unions below the top of a body |
//! | `fields` | the properties of an object and their values, with what is wrong in their places |

pub(crate) mod argument;
pub(crate) mod checked;
pub(crate) mod closed_enum;
pub(crate) mod fields;
pub(crate) mod limits;
pub(crate) mod objects;
pub(crate) mod pattern;
