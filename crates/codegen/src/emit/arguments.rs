//! The arguments of a builder: fields, setters, and how they reach the call.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, Ident};

use super::{docs, fields, json, limits};
use crate::markdown;
use crate::model::{
    Kind, ListStyle, Model, Operation, Parameter, PathStyle, Place, Sent, ValueForm,
};

/// One argument of an operation.
pub(super) struct Argument {
    pub(super) setter: Ident,
    /// The type that the builder holds.
    pub(super) ty: TokenStream,
    /// What the setter takes, for reviewers.
    takes: String,
    /// The setter, with the document's words.
    pub(super) function: TokenStream,
    /// The statement that hands it to the call.
    pub(super) pass: TokenStream,
}

/// The arguments of the builder of `operation`: the parameters of the path in its order, those of the query and the
/// headers by their names, and the body, if it is set as a whole and checked. The properties of an object in the
/// body are none of them: see [`super::fields`].
pub(super) fn of(operation: &Operation, model: &Model) -> Vec<Argument> {
    let places = operation.path.match_indices('{').filter_map(|(at, _)| {
        let (name, _) = operation.path[at + 1..].split_once('}')?;
        Some((name, at))
    });
    // One that is there more than once is handed over where it is first.
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (name, at) in places {
        first.entry(name).or_insert(at);
    }
    let places = first;
    let mut parameters: Vec<&Parameter> = operation.parameters.iter().collect();
    parameters.sort_by_key(|parameter| {
        let place = places.get(parameter.name.as_str()).copied();
        let place = place.filter(|_| parameter.place == Place::Path);
        (place.unwrap_or(usize::MAX), parameter.name.as_str())
    });
    let parameters = parameters.into_iter();
    let mut list: Vec<Argument> = parameters
        .map(|one| argument(&operation.id, one, model))
        .collect();
    if let Some(body) = &operation.body
        && let Some((kind, pass)) = whole(&body.content)
    {
        let need = limits::need(body.required);
        let rule = match &kind {
            Kind::Checked(_) => String::new(),
            kind => fields::rule_in_words(kind, model),
        };
        let text = format!("{}\n\n{need}{rule} The request body.", body.description);
        let ty = fields::scalar_type(&kind);
        list.push(Argument {
            setter: format_ident!("body"),
            takes: fields::type_in_words(&kind),
            function: scalar_setter(&format_ident!("body"), &ty, &docs::attributes(&text)),
            ty,
            pass: match body.required {
                true => pass,
                false => quote!(if !self.body.is_missing() { #pass }),
            },
        });
    }
    list
}

/// What a body is that is one checked value, with the statement that hands it to the call.
fn whole(content: &Sent) -> Option<(Kind, TokenStream)> {
    match content {
        Sent::Array(schema) => Some((
            Kind::Checked(schema.clone()),
            quote!(call.json("body", self.body);),
        )),
        Sent::Text => Some((Kind::Text, quote!(call.text("body", self.body);))),
        Sent::Bytes => Some((Kind::File, quote!(call.upload("body", self.body);))),
        Sent::Object { .. } | Sent::Union(_) | Sent::Value(_) => None,
    }
}

/// The arguments of an operation with what they take, for reviewers.
pub(crate) fn types(operation: &Operation, model: &Model) -> Vec<(String, String)> {
    let arguments = of(operation, model).into_iter();
    arguments
        .map(|argument| (argument.setter.to_string(), argument.takes))
        .collect()
}

fn argument(operation: &str, parameter: &Parameter, model: &Model) -> Argument {
    let setter = format_ident!("{}", parameter.setter);
    let default = parameter.default.as_ref().map(limits::default_in_words);
    let text = format!(
        "{}\n\n{}{}{} {}: {}.",
        parameter.description,
        limits::need(parameter.required),
        fields::rule_in_words(&parameter.kind, model),
        default.unwrap_or_default(),
        match parameter.place {
            Place::Header => "The header",
            Place::Cookie => "The cookie",
            Place::Path | Place::Query => "On the wire",
        },
        markdown::code(&parameter.name),
    );
    let docs = docs::attributes(&text);
    let (ty, function) = match &parameter.kind {
        kind if parameter.form != ValueForm::Plain => {
            let rule = json::parameter_path(operation, &parameter.setter);
            let is_hidden = parameter.place == Place::Cookie;
            let function = value_setter(&setter, kind, &rule, is_hidden, &docs);
            (
                quote!(::backhaul_runtime::for_client_crates::FieldValue),
                function,
            )
        }
        Kind::Array {
            item,
            min_items,
            max_items,
        } => (
            quote!(::std::vec::Vec<::std::string::String>),
            list_setter(&setter, item, (*min_items, *max_items), &docs),
        ),
        kind => {
            let ty = fields::scalar_type(kind);
            let function = scalar_setter(&setter, &ty, &docs);
            (ty, function)
        }
    };
    Argument {
        takes: fields::type_in_words(&parameter.kind),
        pass: pass(parameter, &setter),
        setter,
        ty,
        function,
    }
}

/// The statement that hands a parameter to the call.
fn pass(parameter: &Parameter, setter: &Ident) -> TokenStream {
    let (wire, name, required) = (&parameter.name, &parameter.setter, parameter.required);
    let checks = fields::checks(&parameter.kind);
    let value = quote!(self.#setter #checks);
    let value = match parameter.kind {
        Kind::Secret => quote!(#value.exposed()),
        _ => value,
    };
    let is_text = matches!(parameter.kind, Kind::Text | Kind::Checked(_) | Kind::Secret);
    let is_secret = matches!(parameter.kind, Kind::Secret);
    match parameter.place {
        Place::Query if is_secret => {
            quote!(call.secret_query(#wire, #name, #required, #value);)
        }
        Place::Header if is_secret => {
            quote!(call.secret_header(#wire, #name, #required, #value);)
        }
        Place::Path if parameter.form == ValueForm::Joined => {
            let style = path_style(parameter);
            quote!(call.path_value(#wire, #name, #style, self.#setter);)
        }
        Place::Path if parameter.is_list() => {
            let style = path_style(parameter);
            quote!(call.path_list(#wire, #name, #style, #value);)
        }
        Place::Path if is_secret && parameter.path_style == PathStyle::Simple => {
            quote!(call.secret_path(#wire, #name, #value);)
        }
        Place::Path if is_secret => {
            let style = style_of_path(parameter.path_style);
            quote!(call.secret_path_text(#wire, #name, #style, #value);)
        }
        Place::Path if parameter.path_style != PathStyle::Simple => {
            let style = style_of_path(parameter.path_style);
            quote!(call.path_text(#wire, #name, #style, #value.into_text());)
        }
        Place::Path if is_text => quote!(call.path(#wire, #name, #value);),
        Place::Path => quote!(call.path(#wire, #name, #value.into_text());),
        Place::Header if parameter.form == ValueForm::Joined => {
            let is_exploded = parameter.is_exploded;
            quote!(call.header_value(#wire, #name, #required, #is_exploded, self.#setter);)
        }
        Place::Cookie if parameter.form == ValueForm::Joined => {
            quote!(call.cookie_value(#wire, #name, #required, self.#setter);)
        }
        Place::Header if parameter.is_list() => {
            quote!(call.header(#wire, #name, #required, #value.joined(","));)
        }
        Place::Header => quote!(call.header(#wire, #name, #required, #value.into_text());),
        Place::Cookie => quote!(call.cookie(#wire, #name, #required, #value.into_text());),
        Place::Query if parameter.form != ValueForm::Plain => {
            let style = match parameter.form {
                ValueForm::Deep => quote!(Deep),
                ValueForm::Json => quote!(Json),
                ValueForm::Joined => {
                    let style = list_style(parameter.style);
                    quote!(Parts(#style))
                }
                ValueForm::Members | ValueForm::Plain => quote!(Members),
            };
            let style = quote!(::backhaul_runtime::for_client_crates::ValueStyle::#style);
            quote!(call.query_value(#wire, #name, #required, #style, self.#setter);)
        }
        Place::Query if parameter.is_list() => {
            let style = list_style(parameter.style);
            quote!(call.query_list(#wire, #name, #required, #style, #value);)
        }
        Place::Query if required => quote!(call.query(#wire, #name, #value);),
        Place::Query => quote!(call.optional_query(#wire, #name, #value);),
    }
}

/// The style of a path, as the runtime names it, and whether it is exploded.
fn path_style(parameter: &Parameter) -> TokenStream {
    let (style, is_exploded) = (style_of_path(parameter.path_style), parameter.is_exploded);
    quote!((#style, #is_exploded))
}

fn style_of_path(style: PathStyle) -> TokenStream {
    let style = match style {
        PathStyle::Simple => quote!(Simple),
        PathStyle::Label => quote!(Label),
        PathStyle::Matrix => quote!(Matrix),
    };
    quote!(::backhaul_runtime::for_client_crates::PathStyle::#style)
}

/// The setter of a value that is written like a body, and for the command another that reads JSON. One that `is_hidden`
/// is never shown.
fn value_setter(
    setter: &Ident,
    kind: &Kind,
    rule: &TokenStream,
    is_hidden: bool,
    docs: &[Attribute],
) -> TokenStream {
    let (ty, bounds, value) = fields::whole_value(kind);
    let hidden = is_hidden.then(|| quote!(.hidden()));
    let from_json = format_ident!("__json_{}", setter.to_string().trim_start_matches("r#"));
    quote! {
        #(#docs)*
        pub fn #setter<V>(mut self, value: #ty) -> Self
        where
            #bounds
        {
            self.#setter = ::backhaul_runtime::for_client_crates::Argument::Given(#value #hidden);
            self
        }
        #[doc(hidden)]
        pub fn #from_json(mut self, json: impl ::std::convert::Into<::backhaul_runtime::RequestJson>) -> Self {
            self.#setter = ::backhaul_runtime::for_client_crates::Argument::Given(#rule.body(json.into()) #hidden);
            self
        }
    }
}

/// How an array is written, as the runtime names it.
pub(super) fn list_style(style: ListStyle) -> TokenStream {
    let style = match style {
        ListStyle::Repeated => quote!(Repeated),
        ListStyle::Commas => quote!(Commas),
        ListStyle::Blanks => quote!(Blanks),
        ListStyle::Lines => quote!(Lines),
    };
    quote!(::backhaul_runtime::for_client_crates::ListStyle::#style)
}

/// The setter of a single value.
fn scalar_setter(setter: &Ident, ty: &TokenStream, docs: &[Attribute]) -> TokenStream {
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

/// The setter of an array of `item`. An empty one could not be told from none.
fn list_setter(
    setter: &Ident,
    item: &Kind,
    (least, most): (u64, Option<u64>),
    docs: &[Attribute],
) -> TokenStream {
    let ty = fields::scalar_type(item);
    let checks = fields::checks(item);
    let literal = proc_macro2::Literal::u64_unsuffixed;
    let least = literal(least.max(1));
    let most = most.map(literal);
    let most = most.map_or(quote!(usize::MAX), |most| quote!(#most));
    quote! {
        #(#docs)*
        pub fn #setter<V>(mut self, items: impl ::std::iter::IntoIterator<Item = V>) -> Self
        where
            V: ::std::convert::TryInto<#ty>,
            V::Error: ::std::fmt::Display,
        {
            let items = items.into_iter().map(|value| {
                ::backhaul_runtime::for_client_crates::Argument::<#ty>::from_value(value) #checks.into_text()
            });
            self.#setter = ::backhaul_runtime::for_client_crates::Argument::list(items, #least, #most);
            self
        }
    }
}
