//! `operations.rs`: the operation table.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs;
use crate::format;
use crate::model::{Model, Operation};
use crate::naming;

/// The whole file.
///
/// # Errors
/// If the table is not Rust, which would be a mistake here.
pub(super) fn emit(model: &Model) -> Result<String, String> {
    let rows = model.operations.iter().map(row);
    let names = model
        .operations
        .iter()
        .map(|operation| constant(&operation.id));
    let all = docs::attributes("Every operation of this crate.");
    let text = format::tokens(quote! {
        use ::backhaul_runtime::reqwest::header::HeaderValue;
        use ::backhaul_runtime::{Method, Operation, PathTemplate};
        #(#rows)*
        #(#all)*
        pub static ALL: &[&Operation] = &[#(&#names),*];
    })?;
    Ok(format!(
        "//! The operation table: what the runtime needs to know beyond the arguments.\n\n{text}"
    ))
}

/// The name of an operation's row.
pub(super) fn constant(id: &str) -> proc_macro2::Ident {
    format_ident!("{}", naming::constant(id))
}

fn row(operation: &Operation) -> TokenStream {
    let comment = docs::attributes(&operation.summary);
    let constant = constant(&operation.id);
    let name = naming::method(&operation.id);
    let Operation {
        id,
        path,
        sensitive,
        idempotent,
        source,
        ..
    } = operation;
    let server = match &operation.server {
        Some(server) => quote!(Some(#server)),
        None => quote!(None),
    };
    let security = operation
        .security
        .iter()
        .map(|names| quote!(&[#(#names),*]));
    let method = format_ident!("{}", naming::pascal(&operation.method));
    let accept = header(operation.accept());
    let content_type = header(operation.body.as_ref().map(|body| &body.media_type));
    quote! {
        #(#comment)*
        pub static #constant: Operation = Operation {
            name: #name,
            id: #id,
            method: Method::#method,
            path: PathTemplate::new(#path),
            accept: #accept,
            content_type: #content_type,
            sensitive: #sensitive,
            idempotent: #idempotent,
            server: #server,
            security: &[#(#security),*],
            source: #source,
            __may_grow: (),
        };
    }
}

fn header(media_type: Option<&String>) -> TokenStream {
    match media_type {
        Some(text) => quote!(Some(HeaderValue::from_static(#text))),
        None => quote!(None),
    }
}
