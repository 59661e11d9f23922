//! `provider.rs`: what `x-provider` says, as the runtime reads it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use crate::model::{Model, Throttled};
use crate::{format, markdown};

/// The whole file.
///
/// # Errors
/// If it is not Rust, which would be a mistake here.
pub(super) fn emit(model: &Model) -> Result<String, String> {
    let provider = &model.provider;
    let name = &provider.name;
    let request_id = &provider.request_id;
    // Where the address has a path too, the operations may well bring the same once more.
    let is_alone = !model.server.has_path();
    let operations = model.operations.iter().filter(|_| is_alone);
    let beginnings = beginnings(operations.map(|operation| operation.path.as_str()));
    let code = &provider.code;
    let message = &provider.message;
    let throttling = provider.throttling.answers.iter().map(throttled);
    let window = match provider.throttling.window {
        Some(seconds) => {
            let seconds = Literal::u64_unsuffixed(seconds);
            quote!(Some(Duration::from_secs(#seconds)))
        }
        None => quote!(None),
    };
    let import = provider.throttling.window.map(|_| {
        quote!(
            use ::std::time::Duration;
        )
    });
    let follows_date = provider.clock_skew.follows_date;
    let skew_codes = &provider.clock_skew.codes;
    let comment = docs::attributes(&words(model));
    let text = format::tokens(quote! {
        #import
        use ::backhaul_runtime::for_client_crates::Provider;
        #(#comment)*
        pub(crate) static PROVIDER: Provider = Provider {
            name: #name,
            paths_begin_with: &[#(#beginnings),*],
            request_id_headers: &[#(#request_id),*],
            code_pointers: &[#(#code),*],
            message_pointers: &[#(#message),*],
            throttling: &[#(#throttling),*],
            throttling_window: #window,
            follows_server_date: #follows_date,
            clock_skew_codes: &[#(#skew_codes),*],
        };
    })?;
    Ok(format!(
        "//! What the runtime needs to know about the provider.\n\n{text}"
    ))
}

/// What the paths begin with before their first parameter: one beginning for all that share two segments.
fn beginnings<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found: Vec<Vec<&str>> = Vec::new();
    for path in paths {
        let fixed = path.split('/').skip(1);
        let fixed: Vec<&str> = fixed
            .take_while(|part| !part.contains('{') && !part.is_empty())
            .collect();
        if fixed.is_empty() {
            continue;
        }
        let is_alike = |known: &&mut Vec<&str>| known.iter().take(2).eq(fixed.iter().take(2));
        match found.iter_mut().find(is_alike) {
            Some(known) => {
                let shared = known
                    .iter()
                    .zip(&fixed)
                    .take_while(|(known, new)| known == new)
                    .count();
                known.truncate(shared);
            }
            None => found.push(fixed),
        }
    }
    let mut texts: Vec<String> = found
        .iter()
        .map(|parts| format!("/{}", parts.join("/")))
        .collect();
    texts.sort();
    texts
}

fn throttled(answer: &Throttled) -> TokenStream {
    let status = Literal::u16_unsuffixed(answer.status);
    let codes = &answer.codes;
    quote!((#status, &[#(#codes),*]))
}

/// The reasons that the document gives.
fn words(model: &Model) -> String {
    let provider = &model.provider;
    let parts = [
        ("Throttling", &provider.throttling.description),
        ("Clock", &provider.clock_skew.description),
    ];
    let mut words =
        "How to read errors in its responses, and which of them mean throttling.".to_owned();
    for (title, text) in parts {
        let text = markdown::inline(text);
        if !text.is_empty() {
            words.push_str(&format!("\n\n{title}: {text}"));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::beginnings;

    #[test]
    fn paths_that_share_two_segments_have_one_beginning() {
        let paths = [
            "/api/v2/groups/{id}",
            "/api/v2/groups/{id}/logs",
            "/api/v2/orgs",
            "/api/v1/{id}",
            "/v2/{project}/x",
            "/logs",
            "/logs/{name}",
            "/",
            "/{any}",
        ];
        let expected = ["/api/v1", "/api/v2", "/logs", "/v2"];
        assert_eq!(beginnings(paths.into_iter()), expected);
        assert_eq!(
            beginnings(["/api/v2/groups/{id}"].into_iter()),
            ["/api/v2/groups"]
        );
    }
}
