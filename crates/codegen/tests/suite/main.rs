//! What maintainers rely on: a bad document is refused in words, a good one becomes good code.
//!
//! | file | tests |
//! |---|---|
//! | `lint/` | what is refused, by subject |
//! | `normal/` | the normal form of any document, by subject |
//! | `emission/` | the code that a good document becomes, by subject |
//! | `build` | the generator as a library for build scripts and xtasks |
//! | `cases` | documents that once became code that did not compile |
//! | `drafts` | what `cargo xtask new` makes of a document of others |
//! | `named_secrets` | secrets of documents of others, by their names, by their formats and by what a build script says |
//! | `selection` | which operations of a document are generated |
//! | `odd`, `kinds` | documents of others that are not quite OpenAPI |
//! | `several`, `yaml` | many findings in one run, and texts that are not YAML |
//! | `reading` | documents in JSON, and what YAML of others has |
//! | `robustness`, `growth` | documents that are damaged, and very large ones |
//! | `workspace` | what `cargo xtask regenerate` writes |
//! | `whole`, `parts` | documents that are damaged, and the smallest part that has what is damaged |
//! | `documents/`, `support` | the documents that tests edit, and how they do |
#![allow(clippy::unwrap_used, clippy::panic)] // Helpers of tests fail as tests do.

mod build;
mod cases;
mod descriptions;
mod drafts;
mod emission;
mod growth;
mod kinds;
mod lint;
mod named_secrets;
mod normal;
mod odd;
mod parts;
mod reading;
mod robustness;
mod rules;
mod secrets;
mod selection;
mod several;
mod support;
mod whole;
mod workspace;
mod yaml;
