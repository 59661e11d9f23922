//! How structs that are read are read and written: a list of their fields, told as serde's attributes, which former
//! versions had in its place.

use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Fields, Ident, Item, ItemMacro, ItemStruct, LitInt, LitStr, Token, braced};
use syn::{parse_quote, parse_str};

use super::tokens;

/// What stands in `record!`.
struct Record {
    name: Ident,
    rows: Vec<Row>,
}

struct Row {
    index: usize,
    name: Ident,
    wire: String,
    how: String,
}

impl Parse for Record {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        let content;
        braced!(content in input);
        let mut rows = Vec::new();
        while !content.is_empty() {
            rows.push(Row {
                index: content.parse::<LitInt>()?.base10_parse()?,
                name: content.parse()?,
                wire: content.parse::<LitStr>()?.value(),
                how: content.parse::<Ident>()?.to_string(),
            });
            content.parse::<Token![,]>()?;
        }
        Ok(Self { name, rows })
    }
}

/// The struct with the attributes that say the same as the list of its fields among `items`. As it is, if there is none
/// that fits.
pub(super) fn with_attributes(structure: &ItemStruct, items: &[(&str, Item)]) -> ItemStruct {
    let mut records = items.iter().filter_map(|(_, item)| match item {
        Item::Macro(call) => read(call),
        _ => None,
    });
    let record = records.find(|record| record.name == structure.ident);
    let told = record.and_then(|record| told(structure, &record));
    told.unwrap_or_else(|| structure.clone())
}

/// Whether a call is a list of the fields of a struct among `items`, which tells it.
pub(super) fn is_told(call: &ItemMacro, items: &[(&str, Item)]) -> bool {
    read(call).is_some_and(|record| {
        items.iter().any(|(_, item)| match item {
            Item::Struct(structure) if structure.ident == record.name => {
                told(structure, &record).is_some()
            }
            _ => false,
        })
    })
}

fn read(call: &ItemMacro) -> Option<Record> {
    let is_record = tokens::text(&call.mac.path) == "::backhaul_runtime::record";
    is_record.then(|| call.mac.parse_body().ok()).flatten()
}

fn told(structure: &ItemStruct, record: &Record) -> Option<ItemStruct> {
    let mut structure = structure.clone();
    let Fields::Named(fields) = &mut structure.fields else {
        return None;
    };
    if fields.named.len() != record.rows.len() {
        return None;
    }
    for ((index, row), field) in record.rows.iter().enumerate().zip(&mut fields.named) {
        let name = field.ident.as_ref()?;
        if row.index != index || row.name != *name {
            return None;
        }
        let rename = (*name != row.wire).then(|| format!("rename = {:?}", row.wire));
        let (serde, default) = serde(&row.how)?;
        // The schema is told the same.
        let told = rename.iter().map(String::as_str);
        let told: Vec<&str> = told.chain(default.then_some("default")).collect();
        let told = format!(
            "#[cfg_attr(feature = \"schemars\", schemars({}))]",
            told.join(", ")
        );
        let before = field.attrs.len();
        field
            .attrs
            .retain(|attribute| tokens::text(attribute) != told);
        let is_told = rename.is_some() || default;
        if field.attrs.len() + usize::from(is_told) != before {
            return None;
        }
        let mut serde: Vec<String> = serde.iter().map(|text| (*text).to_owned()).collect();
        serde.extend(rename);
        let serde: proc_macro2::TokenStream = parse_str(&serde.join(", ")).ok()?;
        field.attrs.push(parse_quote!(#[serde(#serde)]));
    }
    structure.attrs.push(derives());
    Some(structure)
}

fn derives() -> Attribute {
    parse_quote!(#[derive(::serde::Deserialize, ::serde::Serialize)])
}

/// What serde was told of a field that is read and written in this way, and whether it may be missing by `default`.
fn serde(how: &str) -> Option<(&'static [&'static str], bool)> {
    const LIST: &str = "deserialize_with = \"::backhaul_runtime::null_as_empty\"";
    const MAP: &str = "deserialize_with = \"::backhaul_runtime::null_as_empty_map\"";
    const JSON_MAP: &str = "deserialize_with = \"::backhaul_runtime::any_json_map\"";
    const JSON: &str = "deserialize_with = \"::backhaul_runtime::any_json\"";
    const NO_NONE: &str = "skip_serializing_if = \"Option::is_none\"";
    const NO_ITEM: &str = "skip_serializing_if = \"Vec::is_empty\"";
    const NO_ENTRY: &str = "skip_serializing_if = \"::std::collections::BTreeMap::is_empty\"";
    Some(match how {
        "required" => (&[], false),
        "optional" => (&[NO_NONE], false),
        "optional_json" => (&["default", JSON, NO_NONE], true),
        "list" => (&["default", LIST, NO_ITEM], true),
        "required_list" => (&[LIST], false),
        "map" => (&["default", MAP, NO_ENTRY], true),
        "required_map" => (&[MAP], false),
        "json_map" => (&["default", JSON_MAP, NO_ENTRY], true),
        "required_json_map" => (&[JSON_MAP], false),
        _ => return None,
    })
}
