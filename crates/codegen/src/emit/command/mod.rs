//! The command: one file per provider with what it knows of each operation, and how it is called.
//!
//! | file | writes |
//! |---|---|
//! | `mod` | the whole file |
//! | `operations` | the table of operations, and a function for each that fills its builder |
//! | `parts` | what of a body is no JSON: files |
//! | `shapes` | what bodies may hold |
//! | `jobs` | how the state of each job is read from JSON |
//! | `times` | how times are written |
//! | `names` | names of operations and flags |

mod jobs;
mod names;
mod operations;
mod parts;
mod shapes;
mod times;

use proc_macro2::Ident;
use quote::{format_ident, quote};

use crate::format;
use crate::model::Model;

/// The file of `provider`, without header.
///
/// # Errors
/// If it is not Rust, which would be a mistake here.
pub(crate) fn emit(provider: &str, model: &Model) -> Result<String, String> {
    let title = &model.title;
    let (code, message) = (&model.provider.code, &model.provider.message);
    let client = model.crate_name.split("::");
    let client: Vec<Ident> = client.map(|name| format_ident!("{name}")).collect();
    let number = model.operations.len();
    let rows = model
        .operations
        .iter()
        .map(|operation| operations::row(operation, model));
    let calls = model.operations.iter().map(operations::call);
    let names = model.operations.iter().map(operations::function);
    let shapes = shapes::all(model);
    let jobs = jobs::all(model);
    let names_of_jobs = jobs::names(model);
    let jobs_by_name = (!names_of_jobs.is_empty()).then(|| {
        quote! {
            /// How the state of each job is read, by the name of its schema.
            pub static JOBS: &[(&str, &crate::call::JobRules)] = &[#(#names_of_jobs),*];
        }
    });
    let tokens = quote! {
        use #(#client::)*Client;
        use crate::call::{Answer, Call, Fill, Flag, Given, Kind, Member, Operation};
        use crate::call::{Place, Provider, Shape};

        /// What the command knows of the provider.
        pub static PROVIDER: Provider = Provider {
            name: #provider,
            title: #title,
            code: &[#(#code),*],
            message: &[#(#message),*],
            operations: &OPERATIONS,
        };
        static OPERATIONS: [Operation; #number] = [#(#rows),*];

        /// How each operation is called, in the order of the table.
        pub static CALLS: [Fill<Client>; #number] = [#(#names),*];
        #(#calls)*
        #(#shapes)*
        #(#jobs)*
        #jobs_by_name
    };
    let text = format::tokens(tokens)?;
    Ok(format!(
        "//! The operations of {title} for the command: a table, and how each is called.\n\n{text}"
    ))
}
