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
