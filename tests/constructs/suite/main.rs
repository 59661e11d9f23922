//! What each construct of a document sends and reads, at a server on this machine.
//!
//! | file | tests |
//! |---|---|
//! | `recorder` | a server that answers as it was told and keeps what it got |
//! | `paths` | parameters in the path |
//! | `places` | what only documents of others have as paths and parameters |
//! | `query` | the query: arrays, dates, numbers |
//! | `pieces` | arrays and objects in one piece of a path, a header, a cookie or the query |
//! | `values` | objects and JSON in the query, cookies |
//! | `odd` | names that clash or say nothing; successes that bring nothing; shapes of errors |
//! | `named` | secrets that only their names tell |
//! | `names` | names that Rust has already |
//! | `directions` | properties that are only sent or only read |
//! | `enums` | enums of numbers and booleans, with null, of odd texts |
//! | `headers` | headers that are parameters, and whether signatures cover them |
//! | `bodies` | maps, any JSON, null among items; bodies that may be left out; methods |
//! | `forms` | bodies that are no JSON: forms, files, texts and bytes |
//! | `parts` | other types of parts than `multipart/form-data`, and the headers that a part must have |
//! | `answers` | answers that are no objects |
//! | `choices` | unions without a tag, discriminators without a mapping, what holds itself |
//! | `discriminators` | unions with a tag: inheritance, members called by their names, members without one |
//! | `newer` | OpenAPI 3.1, and an address of variables |
//! | `loose` | what restricts values or cannot be sent as it is written, in documents of others |
//! | `tenant` | an address of which the caller must know a part |
//! | `command` | the same from the command line |
//! | `snapshots` | what a reviewer reads of them |

mod answers;
mod bodies;
mod choices;
mod command;
mod directions;
mod discriminators;
mod enums;
mod forms;
mod headers;
mod loose;
mod named;
mod names;
mod newer;
mod odd;
mod parts;
mod paths;
mod pieces;
mod places;
mod query;
mod recorder;
mod snapshots;
mod tenant;
mod values;
