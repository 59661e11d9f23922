//! How a builder says that its body is a form.

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::list_style;
use crate::model::{Body, Coding, PartStyle};

/// The statement that says it; nothing for any other body.
pub(super) fn statement(body: &Body) -> TokenStream {
    let styles = body.styles.iter().map(|(name, style)| {
        let style = match style {
            PartStyle::List(style) => {
                let style = list_style(*style);
                quote!(List(#style))
            }
            PartStyle::Deep => quote!(Deep),
            PartStyle::Json => quote!(Json),
            PartStyle::Type(media_type) => quote!(Type(#media_type)),
            PartStyle::OneOf(media_types) => quote!(OneOf(#media_types)),
        };
        quote!((#name, ::backhaul_runtime::for_client_crates::PartStyle::#style))
    });
    let coding = match body.coding {
        Coding::Form => quote!(Form),
        Coding::Multipart => quote!(Multipart),
        Coding::Json | Coding::Text | Coding::Bytes => return quote!(),
    };
    quote! {
        call.write_as(::backhaul_runtime::for_client_crates::Coding::#coding(&[#(#styles),*]));
    }
}
