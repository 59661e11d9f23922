//! Paths in generated code to what its other files have.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::naming;

/// The type that answers decode into for the component `schema`.
pub(super) fn answer_type(schema: &str) -> TokenStream {
    path("types", &naming::pascal(schema))
}

/// The checked type of the component `schema`.
pub(super) fn checked_type(schema: &str) -> TokenStream {
    path("parameters", &naming::pascal(schema))
}

/// The type of the component `schema` in requests.
pub(super) fn request_type(schema: &str) -> TokenStream {
    path("requests", &naming::pascal(schema))
}

/// What JSON for the component `schema` may hold.
pub(super) fn json_rule(schema: &str) -> TokenStream {
    path("json", &naming::pascal(schema))
}

/// The row of an operation in the operation table.
pub(super) fn table_row(operation: &str) -> TokenStream {
    path("operations", &naming::constant(operation))
}

fn path(file: &str, name: &str) -> TokenStream {
    let (file, name) = (format_ident!("{file}"), format_ident!("{name}"));
    quote!(super::#file::#name)
}
