//! How generated code reads a property that an extension names, such as `stateReason.message`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Type};

use super::structs::{Structures, field, generic_of, type_name};
use crate::naming;

/// How to reach a property from `self`.
pub(super) struct Access {
    /// An expression of type `Option<&Struct>` for what holds the field; none if that is always there.
    parent: Option<TokenStream>,
    /// The field, as a place expression: `self.a`, or `part.a` if there is a parent.
    place: TokenStream,
    /// The type of the field with its path, without `Option`.
    ty: String,
    /// The type of an entry, if it is an array.
    entry: Option<String>,
    is_optional: bool,
    /// Names of all fields on the way.
    name: String,
}

impl Access {
    /// How to reach `path` from the type of the component `schema`.
    ///
    /// # Errors
    /// The part of progenitor's types that is not as expected.
    pub(super) fn to(types: &Structures<'_>, schema: &str, path: &str) -> Result<Self, String> {
        Self::from_variable(quote!(self), types, naming::pascal(schema), path)
    }

    /// How to reach `path` from `variable`, an entry of this array.
    ///
    /// # Errors
    /// As above.
    pub(super) fn in_entry(
        &self,
        variable: &Ident,
        types: &Structures<'_>,
        path: &str,
    ) -> Result<Self, String> {
        let entry = self.entry.clone();
        let entry = entry.ok_or_else(|| format!("{} is no array of objects", self.name))?;
        Self::from_variable(quote!(#variable), types, entry, path)
    }

    /// The array itself, which is always there.
    pub(super) fn array(&self) -> &TokenStream {
        &self.place
    }

    fn from_variable(
        variable: TokenStream,
        types: &Structures<'_>,
        mut owner: String,
        path: &str,
    ) -> Result<Self, String> {
        let mut access = Self {
            parent: None,
            place: variable,
            ty: String::new(),
            entry: None,
            is_optional: false,
            name: String::new(),
        };
        for property in path.split('.') {
            let (field, ty) = field(types, &owner, property)?;
            access = access.step(&field, ty);
            owner.clone_from(&access.ty);
        }
        Ok(access)
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
            entry: generic_of(ty, "Vec").map(type_name),
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
            // Any JSON; what is not a text counts as an empty one.
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
