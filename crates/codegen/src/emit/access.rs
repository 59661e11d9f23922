//! The way through generated types to a property that an extension names, such as
//! `stateReason.message`.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Fields, GenericArgument, Ident, Item, ItemStruct, PathArguments, Type};

use super::types::renamed;
use crate::naming;

/// The structs that progenitor made, by their names.
pub(super) type Structures<'a> = BTreeMap<String, &'a ItemStruct>;

/// The structs among `types`.
pub(super) fn structures(types: &[Item]) -> Structures<'_> {
    let structures = types.iter().filter_map(|item| match item {
        Item::Struct(structure) => Some((structure.ident.to_string(), structure)),
        _ => None,
    });
    structures.collect()
}

/// Where a property is, seen from `self`.
pub(super) struct Way {
    /// An expression of type `Option<&Struct>` for what holds the field; none if that is always there.
    parent: Option<TokenStream>,
    /// The field, as a place expression: `self.a`, or `part.a` if there is a parent.
    place: TokenStream,
    /// The type of the field with its path, without `Option`.
    ty: String,
    is_optional: bool,
    /// Names of all fields on the way.
    name: String,
}

impl Way {
    /// The way from the type of component `schema` to `path`.
    ///
    /// # Errors
    /// The part of progenitor's types that is not as expected.
    pub(super) fn find(types: &Structures<'_>, schema: &str, path: &str) -> Result<Self, String> {
        let mut owner = naming::pascal(schema);
        let mut way = Self {
            parent: None,
            place: quote!(self),
            ty: String::new(),
            is_optional: false,
            name: String::new(),
        };
        for property in path.split('.') {
            let (field, ty) = field(types, &owner, property)?;
            way = way.step(&field, ty);
            owner.clone_from(&way.ty);
        }
        Ok(way)
    }

    fn step(self, field: &Ident, ty: &Type) -> Self {
        let inner = generic_of(ty, "Option");
        let may_lack = self.parent.is_some() || self.is_optional;
        let parent =
            may_lack.then(|| self.option(|place| quote!(#place.as_ref()), |place| quote!(&#place)));
        let owner = if may_lack {
            quote!(part)
        } else {
            self.place.clone()
        };
        let place = quote!(#owner.#field);
        let name = match self.name.as_str() {
            "" => field.to_string(),
            before => format!("{before}_{field}"),
        };
        Self {
            parent,
            place,
            ty: type_name(inner.unwrap_or(ty)),
            is_optional: inner.is_some(),
            name,
        }
    }

    /// An `Option` of what the field holds: `optional` makes one of an optional field, `value` makes the
    /// inner value of one that is always there.
    fn option(
        &self,
        optional: impl Fn(&TokenStream) -> TokenStream,
        value: impl Fn(&TokenStream) -> TokenStream,
    ) -> TokenStream {
        let place = &self.place;
        match (&self.parent, self.is_optional) {
            (None, true) => optional(place),
            (None, false) => {
                let value = value(place);
                quote!(Some(#value))
            }
            (Some(parent), true) => {
                let option = optional(place);
                quote!(#parent.and_then(|part| #option))
            }
            (Some(parent), false) => {
                let value = value(place);
                quote!(#parent.map(|part| #value))
            }
        }
    }

    /// An expression of type `Option<T>` for a boolean or an integer.
    pub(super) fn copied(&self) -> TokenStream {
        self.option(Clone::clone, Clone::clone)
    }

    /// An expression of type `Option<&str>` for a text.
    pub(super) fn text(&self) -> TokenStream {
        let optional = |place: &TokenStream| {
            if self.ty == "std::string::String" {
                return quote!(#place.as_deref());
            }
            let text = self.as_str(&quote!(text));
            quote!(#place.as_ref().map(|text| #text))
        };
        self.option(optional, |place| self.as_str(place))
    }

    /// An expression of type `&str` for a text; empty if there is none.
    pub(super) fn text_or_empty(&self) -> TokenStream {
        match (&self.parent, self.is_optional) {
            (None, false) => self.as_str(&self.place),
            _ => {
                let text = self.text();
                quote!(#text.unwrap_or_default())
            }
        }
    }

    /// A name for a variable that holds it.
    pub(super) fn variable(&self) -> Ident {
        format_ident!("{}", self.name)
    }

    fn as_str(&self, place: &TokenStream) -> TokenStream {
        match self.ty.as_str() {
            "backhaul_runtime::SensitiveString" => quote!(#place.expose()),
            // Any JSON; what is no text counts as an empty one.
            "serde_json::Value" => quote!(#place.as_str().unwrap_or_default()),
            _ => quote!(#place.as_str()),
        }
    }

    /// A condition: a boolean has this value.
    pub(super) fn is(&self, value: bool) -> TokenStream {
        let place = &self.place;
        match (&self.parent, self.is_optional, value) {
            (None, false, true) => quote!(#place),
            (None, false, false) => quote!(!#place),
            _ => {
                let option = self.copied();
                quote!(#option == Some(#value))
            }
        }
    }

    /// A condition: the property is there.
    pub(super) fn is_present(&self) -> TokenStream {
        let place = &self.place;
        match (&self.parent, self.is_optional) {
            (None, true) => quote!(#place.is_some()),
            (Some(parent), true) => quote!(#parent.is_some_and(|part| #place.is_some())),
            (Some(parent), false) => quote!(#parent.is_some()),
            (None, false) => quote!(true),
        }
    }

    /// A condition: an array or a text has something in it.
    pub(super) fn is_filled(&self) -> TokenStream {
        let place = &self.place;
        if self.ty != "std::vec::Vec" {
            let (text, place) = (self.text(), self.as_str(place));
            return match (&self.parent, self.is_optional) {
                (None, false) => quote!(!#place.is_empty()),
                _ => quote!(#text.is_some_and(|text| !text.is_empty())),
            };
        }
        match &self.parent {
            None => quote!(!#place.is_empty()),
            Some(parent) => quote!(#parent.is_some_and(|part| !#place.is_empty())),
        }
    }
}

/// The field that a property has become, with its type.
pub(super) fn field<'a>(
    types: &Structures<'a>,
    owner: &str,
    property: &str,
) -> Result<(Ident, &'a Type), String> {
    let structure: &ItemStruct = types
        .get(owner)
        .ok_or_else(|| format!("progenitor made no struct {owner}"))?;
    let Fields::Named(fields) = &structure.fields else {
        return Err(format!("type {owner} has no named fields"));
    };
    let found = fields.named.iter().find_map(|field| {
        let ident = field.ident.clone()?;
        let wire = renamed(&field.attrs).unwrap_or_else(|| ident.to_string());
        (wire == property).then_some((ident, &field.ty))
    });
    found.ok_or_else(|| format!("type {owner} has no field for {property}"))
}

/// `T` of `wrapper<T>`.
pub(super) fn generic_of<'a>(ty: &'a Type, wrapper: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == wrapper)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    })
}

/// The path of a type, which is its name alone if it is one of the document's; a `Box` is looked into.
pub(super) fn type_name(ty: &Type) -> String {
    if let Some(inner) = generic_of(ty, "Box") {
        return type_name(inner);
    }
    let Type::Path(path) = ty else {
        return String::new();
    };
    let segments = path.path.segments.iter();
    let names: Vec<String> = segments.map(|one| one.ident.to_string()).collect();
    names.join("::")
}
