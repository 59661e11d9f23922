//! What of a body is no JSON, and so has a flag of its own: a text, bytes, the files of a form.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::names;
use crate::emit::fields::rule_in_words;
use crate::markdown;
use crate::model::{Kind, Model, Operation, Sent};

/// Such a part.
pub(super) struct Part<'a> {
    flag: String,
    wire: &'a str,
    setter: &'a str,
    kind: &'a Kind,
    required: bool,
    description: &'a str,
}

/// Those of `operation`, whose other flags are `taken`.
pub(super) fn files<'a>(operation: &'a Operation, taken: &[String]) -> Vec<Part<'a>> {
    let Some(body) = &operation.body else {
        return Vec::new();
    };
    let whole = |wire, kind| Part {
        flag: names::body_flag(wire, taken),
        wire: "",
        setter: "body",
        kind,
        required: body.required,
        description: &body.description,
    };
    match &body.content {
        Sent::Text => vec![whole("text", &Kind::Text)],
        Sent::Bytes => vec![whole("file", &Kind::File)],
        _ => {
            let files = body.fields().iter().filter(|field| field.kind.is_file());
            let files = files.map(|field| Part {
                flag: names::body_flag(&field.field, taken),
                wire: &field.name,
                setter: &field.setter,
                kind: &field.kind,
                required: field.required,
                description: &field.description,
            });
            files.collect()
        }
    }
}

impl Part<'_> {
    /// The row of its flag.
    pub(super) fn row(&self, model: &Model) -> TokenStream {
        let Self {
            flag,
            wire,
            required,
            description,
            ..
        } = self;
        let kind = match self.kind {
            Kind::Text => quote!(Kind::Text),
            Kind::Array { .. } => quote!(Kind::List(&Kind::File)),
            _ => quote!(Kind::File),
        };
        let help = format!(
            "{}{}",
            description.trim_end(),
            rule_in_words(self.kind, model)
        );
        let help = markdown::shown(&help);
        quote! {
            Flag {
                name: #flag,
                wire: #wire,
                place: Place::Body,
                kind: #kind,
                required: #required,
                help: #help,
            }
        }
    }

    /// The statement that sets it.
    pub(super) fn set(&self) -> TokenStream {
        let (flag, setter) = (&self.flag, format_ident!("{}", self.setter));
        let (read, value) = match self.kind {
            Kind::Text => (quote!(text), quote!(value)),
            Kind::Array { .. } => (
                quote!(texts),
                quote!(value.into_iter().map(backhaul_runtime::Upload::file)),
            ),
            _ => (quote!(text), quote!(backhaul_runtime::Upload::file(value))),
        };
        quote! {
            if let Some(value) = given.#read(#flag) {
                call = call.#setter(#value);
            }
        }
    }
}
