//! From an OpenAPI document to the source of a Backhaul client crate.
//!
//! [`generate`] runs the first seven stages over the text of one document; [`Changes`] does the last.
//!
//! | stage | module | does |
//! |---|---|---|
//! | load | `load` | YAML to a document that remembers lines and columns |
//! | lint | `lint` | every finding at once, each with place and hint |
//! | normalize | `normalize` | one form for any document: schemas with names, `allOf` put together, nothing shared |
//! | lower | `lower` | provider truth to what progenitor takes and gets right |
//! | types | `progenitor` | progenitor decides on the types of answers |
//! | emit | `emit` | the files of a crate |
//! | format | `format` | tokens to source text |
//! | write | `write` | writes what differs, or shows it as a diff |
//!
//! | module | has |
//! |---|---|
//! | `stages` | the stages, one after the other |
//! | `workspace` | where documents and output are |
//! | `document`, `places`, `way`, `diagnostic` | a loaded document, where its parts are, the way to one, and findings about it |
//! | `model` | what the emitters must know about a document |
//! | `naming`, `markdown`, `pattern` | names, texts and patterns of a document in generated code |
//! | `readme` | the table of operations for a README |
//! | `describe` | types and operations for people |
//! | `suggest` | what an unknown name probably means |
//! | `indentation` | what is wrong with the indentation of a line |
//! | `guard` | a panic becomes a message |
//!
//! ```
//! let problems = backhaul_codegen::generate("specs/x.yaml", "x", "openapi: 3.1.0").unwrap_err();
//! assert_eq!(problems[0].position, Some((1, 1)));
//! assert!(problems[0].message.contains("3.1.0"));
//! ```

pub mod describe;
mod diagnostic;
mod document;
mod emit;
mod format;
mod guard;
mod indentation;
mod lint;
mod load;
mod lower;
mod markdown;
mod model;
mod naming;
mod normalize;
mod pattern;
mod places;
mod progenitor;
mod readme;
mod stages;
mod suggest;
mod way;
pub mod workspace;
mod write;

pub use diagnostic::Diagnostic;
pub use stages::{Described, Generated, Normal, check, generate, normal_form, surface_of};
pub use suggest::closest;
pub use write::Changes;
