//! `mod.rs`: the list of the files, and what every crate hands on from the runtime.

use quote::{format_ident, quote};

use super::face;
use crate::format;
use crate::model::Model;
use crate::naming;
use crate::target::Face;

/// The whole file, which lists the other `files`, sorted.
///
/// # Errors
/// If it is not Rust, which would be a mistake here.
pub(super) fn emit<'a>(
    model: &Model,
    files: impl Iterator<Item = &'a str>,
) -> Result<String, String> {
    let mut text =
        "//! Output of the generator. Public items are re-exported at the root of the crate.\n\
     // Descriptions come from the document and are written for readers of plain text too.\n\
     #![allow(rustdoc::bare_urls, rustdoc::broken_intra_doc_links, rustdoc::invalid_html_tags)]\n"
            .to_owned();
    if model.face == Face::Generated {
        text.push_str(OF_OTHERS);
    }
    let by_tag = model
        .operations
        .iter()
        .any(|operation| operation.feature.is_some());
    let all = naming::ALL_OPERATIONS;
    if by_tag {
        text.push_str("// Some of it serves only operations of one tag.\n");
        text.push_str(&format!(
            "#![cfg_attr(not(feature = {all:?}), allow(dead_code, unused_imports))]\n"
        ));
    }
    text.push('\n');
    let answers = match by_tag {
        true => {
            format!("#[cfg(all(feature = \"schemars\", feature = {all:?}))] // only tests use it\n")
        }
        false => "#[cfg(feature = \"schemars\")] // only tests use it\n".to_owned(),
    };
    for file in files {
        let name = file.trim_end_matches(".rs");
        let visibility = match name {
            "answers" => &answers,
            "client" | "face" | "forms" | "jobs" | "json" | "pages" => "",
            "provider" => "pub(crate) ",
            _ => "pub ",
        };
        text.push_str(&format!("{visibility}mod {name};\n"));
    }
    let has_default_url = match model.face {
        Face::ByHand => model.server.is_fixed(),
        Face::Generated => model.server.default_url().is_some(),
    };
    let default_url = has_default_url.then(|| quote!(, DEFAULT_BASE_URL));
    let environment = (model.face == Face::ByHand).then(|| {
        quote!(
            pub use ::backhaul_runtime::auth::env::Environment;
        )
    });
    let own = match model.face {
        Face::ByHand => vec!["CredentialsError"],
        Face::Generated => face::types(model),
    };
    let mut auth: Vec<&str> = OF_AUTH.iter().copied().chain(own).collect();
    auth.sort_unstable();
    let auth = auth.iter().map(|name| format_ident!("{name}"));
    let date = model.sends_dates().then(|| {
        quote!(
            pub use ::backhaul_runtime::Date;
        )
    });
    let upload = model.sends_files().then(|| {
        quote!(
            pub use ::backhaul_runtime::Upload;
        )
    });
    let runtime = OF_RUNTIME.iter().map(|name| format_ident!("{name}"));
    text.push('\n');
    text.push_str(&format::tokens(quote! {
        #environment
        pub use ::backhaul_runtime::auth::{#(#auth),*};
        pub use ::backhaul_runtime::{#(#runtime),*};
        #date
        #upload
        pub use client::{Client, ClientBuilder #default_url};
    })?);
    Ok(text)
}

/// A crate of others need not use all of it, or make it public.
const OF_OTHERS: &str = "#![allow(clippy::all, dead_code, unreachable_pub, unused_imports)]\n";

/// What those use who bring credentials, whatever the scheme.
const OF_AUTH: &[&str] = &[
    "BoxFuture",
    "ProvideCredentials",
    "ProvideError",
    "Provided",
    "SecretString",
];

/// What users of every crate meet.
const OF_RUNTIME: &[&str] = &[
    "AddedHeaders",
    "ByteStream",
    "CallEnd",
    "CallInfo",
    "Clock",
    "CustomCall",
    "Download",
    "DownloadProgress",
    "Downloaded",
    "Ended",
    "Error",
    "ErrorKind",
    "Interceptor",
    "InvalidValue",
    "Items",
    "Job",
    "JobProgress",
    "JobState",
    "Method",
    "NotSucceeded",
    "OneLine",
    "Operation",
    "Outcome",
    "Page",
    "Pages",
    "PathTemplate",
    "Preview",
    "Problem",
    "ProblemKind",
    "RawBody",
    "RawAnswer",
    "RequestEnd",
    "RequestId",
    "RequestInfo",
    "RequestJson",
    "Response",
    "Retry",
    "RetryInfo",
    "Sending",
    "SensitiveString",
    "Succeeded",
    "TimeLimit",
    "TimedOut",
    "Timestamp",
    "UnknownMember",
    "UnknownValue",
    "Wait",
    "Waiting",
    "WaitingAll",
    "WaitingOutcome",
    "from_json",
    "reqwest",
];
