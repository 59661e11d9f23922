//! The arguments of a builder: fields, setters, and how they reach the call.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, Ident};

use super::generated::checked_type;
use super::short_paths::Paths;
use super::{docs, parameters};
use crate::document::{reference_name, text};
use crate::markdown;
use crate::model::{Limits, Model, Operation, Parameter, Sent};

/// One argument of an operation: its type, and the document's words.
pub(super) struct Argument {
    pub(super) setter: Ident,
    pub(super) ty: TokenStream,
    docs: Vec<Attribute>,
    /// The statement that hands it to the call.
    pub(super) pass: TokenStream,
}

/// The arguments of the builder of `operation`: the parameters of the path in its order, those of the query
/// by their names, and the body, if it is set as a whole and checked. The properties of an object in the
/// body are none of them: see [`super::fields`].
pub(super) fn of(operation: &Operation, model: &Model) -> Vec<Argument> {
    let segments = operation.path.split('/').enumerate();
    let places: HashMap<&str, usize> = segments
        .filter_map(|(place, segment)| Some((segment.strip_prefix('{')?.split_once('}')?.0, place)))
        .collect();
    let mut parameters: Vec<&Parameter> = operation.parameters.iter().collect();
    parameters.sort_by_key(|parameter| {
        let place = places.get(parameter.name.as_str()).copied();
        let place = place.filter(|_| parameter.in_path).unwrap_or(usize::MAX);
        (place, parameter.name.as_str())
    });
    let parameters = parameters.into_iter();
    let mut list: Vec<Argument> = parameters.map(|one| argument(one, model)).collect();
    if let Some(body) = &operation.body
        && let Sent::Array(schema) = &body.content
    {
        let text = format!("{}\n\nRequired. The request body.", body.description);
        list.push(Argument {
            setter: format_ident!("body"),
            ty: checked_type(schema),
            docs: docs::attributes(&text),
            pass: quote!(call.json("body", self.body);),
        });
    }
    list
}

/// The arguments of an operation with their types, for reviewers.
pub(crate) fn types(operation: &Operation, model: &Model) -> Vec<(String, String)> {
    let arguments = of(operation, model).into_iter();
    arguments
        .map(|argument| (argument.setter.to_string(), in_words(argument.ty)))
        .collect()
}

/// A type, for reviewers.
pub(super) fn in_words(ty: TokenStream) -> String {
    let short = Paths::new(BTreeSet::new()).shorten(ty);
    short.to_string().replace(' ', "")
}

fn argument(parameter: &Parameter, model: &Model) -> Argument {
    let (wire, name) = (&parameter.name, &parameter.setter);
    let setter = format_ident!("{name}");
    let limits = limits(&parameter.limits);
    let value = quote!(self.#setter #limits);
    let pass = match (parameter.in_path, parameter.required) {
        (true, _) => quote!(call.path(#wire, #name, #value);),
        (false, true) => quote!(call.query(#wire, #name, #value);),
        (false, false) => quote!(call.optional_query(#wire, #name, #value);),
    };
    let need = if parameter.required {
        "Required."
    } else {
        "Optional."
    };
    let default = parameter.default.as_ref().map(default_in_words);
    let reference = reference_name(&parameter.schema);
    let words = reference.map(|name| parameters::words(model, name));
    let text = format!(
        "{}\n\n{need}{}{}{} On the wire: {}.",
        parameter.description,
        limits_in_words(&parameter.limits),
        words.unwrap_or_default(),
        default.unwrap_or_default(),
        markdown::code(wire),
    );
    Argument {
        docs: docs::attributes(&text),
        ty: match (reference, text_of_type(parameter)) {
            (Some(schema), _) => checked_type(schema),
            (None, "boolean") => quote!(bool),
            (None, _) => quote!(i64),
        },
        setter,
        pass,
    }
}

fn text_of_type(parameter: &Parameter) -> &str {
    text(&parameter.schema, "type")
}

/// What the provider uses if nothing is sent.
pub(super) fn default_in_words(default: &serde_json::Value) -> String {
    let default = markdown::plain(&default.to_string());
    format!(" If omitted, the provider uses {default}.")
}

/// The limits of an integer as calls on its argument.
pub(super) fn limits(limits: &Limits) -> TokenStream {
    let literal = proc_macro2::Literal::i64_unsuffixed;
    let at_least = limits.least.map(|least| {
        let least = literal(least);
        quote!(.at_least(#least))
    });
    let at_most = limits.most.map(|most| {
        let most = literal(most);
        quote!(.at_most(#most))
    });
    let allowed = &limits.allowed;
    let one_of = (!allowed.is_empty()).then(|| {
        let allowed = allowed.iter().map(|value| literal(*value));
        quote!(.one_of(&[#(#allowed),*]))
    });
    quote!(#at_least #at_most #one_of)
}

/// The limits of an integer.
pub(super) fn limits_in_words(limits: &Limits) -> String {
    let mut text = String::new();
    if !limits.allowed.is_empty() {
        let list: Vec<String> = limits.allowed.iter().map(i64::to_string).collect();
        text.push_str(&format!(" Allowed: {}.", list.join(", ")));
    }
    match (limits.least, limits.most) {
        (Some(least), Some(most)) => text.push_str(&format!(" From {least} to {most}.")),
        (Some(least), None) => text.push_str(&format!(" At least {least}.")),
        (None, Some(most)) => text.push_str(&format!(" At most {most}.")),
        (None, None) => {}
    }
    text
}

/// The setter of one argument.
pub(super) fn setter(argument: &Argument) -> TokenStream {
    let Argument {
        setter, ty, docs, ..
    } = argument;
    quote! {
        #(#docs)*
        pub fn #setter<V>(mut self, value: V) -> Self
        where
            V: ::std::convert::TryInto<#ty>,
            V::Error: ::std::fmt::Display,
        {
            self.#setter = ::backhaul_runtime::for_client_crates::Argument::from_value(value);
            self
        }
    }
}
