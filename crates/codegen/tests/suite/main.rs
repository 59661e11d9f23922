//! What maintainers rely on: a bad document is refused in words, a good one becomes good code.
#![allow(clippy::unwrap_used, clippy::panic)] // Helpers of tests fail as tests do.

mod cases;
mod emission;
mod emission_jobs;
mod emission_nested;
mod emission_requests;
mod emission_shapes;
mod emission_unions;
mod growth;
mod lint_jobs;
mod lint_literals;
mod lint_names;
mod lint_nested;
mod lint_operations;
mod lint_pages;
mod lint_parameters;
mod lint_query;
mod lint_references;
mod lint_requests;
mod lint_schemas;
mod lint_shape;
mod lint_unions;
mod robustness;
mod sample;
mod several;
mod support;
mod workspace;
mod yaml;
