//! What is refused, with the place and the words of each finding.
//!
//! | file | refuses |
//! |---|---|
//! | `shape`, `references` | values of the wrong kind, unknown members and extensions, references |
//! | `operations`, `idempotency`, `responses` | operations without what they must have, and answers that cannot be read |
//! | `forms` | bodies that are no JSON, in documents of others |
//! | `pieces` | arrays and objects as parameters, enums of numbers and booleans, headers of parts, in documents of others |
//! | `parameters`, `path_parameters`, `query`, `headers`, `literals` | parameters, limits in the query, and what stands on the wire as it is |
//! | `bodies`, `requests`, `nested` | bodies, objects in them, objects in objects |
//! | `schemas`, `unions`, `names` | schemas, unions, and names that clash |
//! | `pages`, `jobs` | `x-pages` and `x-job` |
//! | `command` | `x-confirm`, `x-confirm-with` and `x-columns` |
//! | `rare` | what the other files do not have |
//! | `places` | nothing but what nobody could send: paths and servers of others |
//! | `provider` | `x-provider` and `servers` |
//! | `features` | `x-features` |
//! | `security` | security schemes that cannot be sent |

mod bodies;
mod command;
mod features;
mod forms;
mod headers;
mod idempotency;
mod jobs;
mod literals;
mod names;
mod nested;
mod operations;
mod pages;
mod parameters;
mod path_parameters;
mod pieces;
mod places;
mod provider;
mod query;
mod rare;
mod references;
mod requests;
mod responses;
mod schemas;
mod security;
mod shape;
mod unions;
