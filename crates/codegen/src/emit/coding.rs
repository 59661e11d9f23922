//! How a builder says that its body is a form.

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::list_style;
use crate::model::{Body, Coding, FORM_DATA, PartStyle, subtype_of_parts};

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
            PartStyle::Headers(headers) => quote!(Headers(&[#(#headers),*])),
        };
        quote!((#name, ::backhaul_runtime::for_client_crates::PartStyle::#style))
    });
    let subtype = subtype_of_parts(&body.media_type);
    let subtype = subtype.filter(|subtype| subtype != FORM_DATA);
    let styles = quote!(&[#(#styles),*]);
    let coding = match (body.coding, subtype) {
        (Coding::Form, _) => quote!(Form(#styles)),
        (Coding::Multipart, None) => quote!(Multipart(#styles)),
        (Coding::Multipart, Some(subtype)) => quote!(Parts(#subtype, #styles)),
        (Coding::Json | Coding::Text | Coding::Bytes, _) => return quote!(),
    };
    quote! {
        call.write_as(::backhaul_runtime::for_client_crates::Coding::#coding);
    }
}
