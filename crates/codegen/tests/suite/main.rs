//! What maintainers rely on: a bad document is refused in words, a good one becomes good code.
#![allow(clippy::unwrap_used, clippy::panic)] // Helpers of tests fail as tests do.

mod emission;
mod lint_names;
mod lint_operations;
mod lint_parameters;
mod lint_references;
mod lint_schemas;
mod lint_shape;
mod robustness;
mod several;
mod support;
mod workspace;
mod yaml;
