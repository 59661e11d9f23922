//! The arguments of a builder: fields, setters, and how they reach the call.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Fields, GenericArgument, Ident, ItemStruct, PathArguments, Type};

use super::{docs, parameters};
use crate::document::reference_name;
use crate::model::{Limits, Model, Operation};
use crate::naming;

/// One argument of an operation: progenitor's name and type, and the document's words.
pub(super) struct Argument {
    pub(super) setter: Ident,
    pub(super) ty: Type,
    docs: Vec<Attribute>,
    /// The statement that hands it to the call.
    pub(super) pass: TokenStream,
}

/// The arguments of the builder that progenitor made of `operation`. The properties of an object in its
/// body are none of them: see [`super::fields`].
///
/// # Errors
/// The field that is not as expected.
pub(super) fn of(
    structure: &ItemStruct,
    operation: &Operation,
    model: &Model,
) -> Result<Vec<Argument>, String> {
    let Fields::Named(fields) = &structure.fields else {
        return Err(format!(
            "the builder {} has no named fields",
            structure.ident
        ));
    };
    let mut list = Vec::new();
    for field in &fields.named {
        let Some(setter) = field.ident.clone().filter(|name| name != "client") else {
            continue;
        };
        let ty = first_generic(&field.ty)
            .ok_or_else(|| format!("the field {setter} of {} is no Result", structure.ident))?;
        let name = setter.to_string();
        let parameter = operation
            .parameters
            .iter()
            .find(|parameter| naming::snake(&parameter.name) == name);
        list.push(match (parameter, &operation.body) {
            (Some(parameter), _) => {
                let wire = &parameter.name;
                let limits = limits(&parameter.limits);
                let value = quote!(self.#setter #limits);
                let (pass, ty) = match (parameter.in_path, parameter.required) {
                    (true, _) => (quote!(call.path(#wire, #name, #value);), ty),
                    (false, true) => (quote!(call.query(#wire, #name, #value);), ty),
                    (false, false) => (
                        quote!(call.optional_query(#wire, #name, #value);),
                        first_generic(ty).ok_or_else(|| format!("{setter} is not optional"))?,
                    ),
                };
                let need = if parameter.required {
                    "Required."
                } else {
                    "Optional."
                };
                let default = parameter
                    .default
                    .as_ref()
                    .map(|default| format!(" Left out, the provider takes {default}."));
                let words = reference_name(&parameter.schema)
                    .map(|name| parameters::words(model, name))
                    .unwrap_or_default();
                let text = format!(
                    "{}\n\n{need}{}{words}{} On the wire: `{wire}`.",
                    parameter.description,
                    limits_in_words(&parameter.limits),
                    default.unwrap_or_default(),
                );
                Argument {
                    docs: docs::attributes(&text),
                    ty: ty.clone(),
                    setter,
                    pass,
                }
            }
            (None, Some(body)) if name == "body" => {
                let text = format!("{}\n\nRequired. The request body.", body.description);
                let pass = quote!(call.json("body", self.body););
                Argument {
                    docs: docs::attributes(&text),
                    ty: ty.clone(),
                    setter,
                    pass,
                }
            }
            _ => {
                return Err(format!(
                    "the field {setter} of {} is in no document",
                    structure.ident
                ));
            }
        });
    }
    Ok(list)
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
            V: TryInto<#ty>,
            V::Error: Display,
        {
            self.#setter = Argument::from_value(value);
            self
        }
    }
}

/// `T` of `Wrapper<T, ...>`.
pub(super) fn first_generic(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}
