//! From an OpenAPI document to the source of a Backhaul client crate.
//!
//! [`Build`] generates a client in your build script or your xtask. [`generate`] runs the first seven stages over the
//! text of one document; [`Changes`] does the last.
//!
//! | stage | module | does |
//! |---|---|---|
//! | load | `load`, `json_text` | YAML or JSON to a document that remembers lines and columns |
//! | | `defaults` | what a document of others need not say |
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
//! | `build` | the generator for build scripts and xtasks of others |
//! | `draft` | the beginning of a provider of this workspace, made of a document of others |
//! | `stages` | the stages, one after the other |
//! | `selection`, `only` | which operations are generated |
//! | `target` | what is generated: by which rules, and who writes the face of a crate |
//! | `workspace` | where documents and output are |
//! | `document`, `places`, `way`, `diagnostic` | a loaded document, where its parts are, the way to one, and findings about it |
//! | `digest` | findings for people, who read what one rule says about many places once |
//! | `rules` | the rules of the lint, and who must keep them |
//! | `model` | what the emitters must know about a document |
//! | `naming`, `signs`, `markdown`, `pattern` | names, texts and patterns of a document in generated code |
//! | `openapi` | what OpenAPI 3.0 has in which place |
//! | `methods` | which methods of HTTP operations have |
//! | `readme`, `cargo` | the table of operations for a README, and the features for a `Cargo.toml` |
//! | `embedded` | the document as the sandbox has it |
//! | `describe` | types and operations for people |
//! | `suggest` | what an unknown name probably means |
//! | `indentation` | what is wrong with the indentation of a line |
//! | `gap` | texts that are missing in a draft |
//! | `guard` | a panic becomes a message |
//!
//! ```
//! use backhaul_codegen::{Profile, generate, rule};
//!
//! let problems = generate(Profile::House, "specs/x.yaml", "x", "openapi: 2.0.0").unwrap_err();
//! assert_eq!(problems[0].position, Some((1, 1)));
//! assert!(problems[0].message.contains("2.0.0"));
//! assert_eq!(problems[0].rule, "unsupported/version");
//! assert!(rule(problems[0].rule).is_some_and(|rule| rule.why.contains("3.0")));
//! ```

mod build;
mod cargo;
mod circles;
mod defaults;
pub mod describe;
mod diagnostic;
mod digest;
mod document;
mod draft;
mod embedded;
mod emit;
mod format;
mod gap;
mod guard;
mod header_names;
mod indentation;
mod json_text;
mod lint;
mod load;
mod lower;
mod markdown;
mod methods;
mod model;
mod naming;
mod normalize;
mod only;
mod openapi;
mod path_key;
mod pattern;
mod places;
mod progenitor;
mod readme;
mod rules;
mod selection;
mod signs;
mod stages;
mod suggest;
mod target;
mod way;
pub mod workspace;
mod write;

pub use build::{Build, BuildError, Written};
pub use diagnostic::Diagnostic;
pub use digest::digest;
pub use draft::{Draft, draft};
pub use lint::Survey;
pub use rules::{Example, Profile, Rule, Severity, rule, rules};
pub use selection::Wanted;
pub use stages::{
    Described, Generated, Normal, check, generate, generate_watched, normal_form, surface_of,
    survey,
};
pub use suggest::closest;
pub use target::{Face, Target};
pub use write::Changes;
