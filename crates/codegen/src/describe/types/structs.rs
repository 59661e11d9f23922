//! Structs that are read: one line per field.

use std::collections::BTreeSet;

use syn::{Field, Fields, ItemStruct, Visibility};

use super::attributes::{self, OfField};
use super::tokens;

/// The struct, unless it has something that no line has room for.
pub(super) fn describe(structure: &ItemStruct, names: &BTreeSet<String>) -> Option<String> {
    let Fields::Named(fields) = &structure.fields else {
        return None;
    };
    if !structure.generics.params.is_empty() || structure.generics.where_clause.is_some() {
        return None;
    }
    let mut text = format!("struct {}\n", structure.ident);
    if !matches!(structure.vis, Visibility::Public(_)) {
        text.push_str(&format!("visible: {}\n", visibility(&structure.vis)));
    }
    text.push_str(&attributes::of_struct(&structure.attrs));
    for field in &fields.named {
        text.push_str(&line(field, names)?);
    }
    Some(text)
}

/// `created_at: Option<Timestamp>  createdAt, optional`.
fn line(field: &Field, names: &BTreeSet<String>) -> Option<String> {
    let name = field.ident.as_ref()?.to_string();
    let ty = tokens::text(&field.ty);
    let read = OfField::read(&field.attrs);
    let wire = read.renamed.as_deref().unwrap_or(&name);
    let need = need(&ty, &read.serde).map_or_else(
        || format!("serde({})", read.serde.join(", ")),
        str::to_owned,
    );
    let mut text = format!("{name}: {}  {wire}, {need}", short(&ty, names));
    for other in &read.others {
        text.push_str(&format!(" {other}"));
    }
    if !matches!(field.vis, Visibility::Public(_)) {
        text.push_str(&format!(" visible: {}", visibility(&field.vis)));
    }
    Some(text + "\n")
}

/// Whether a field must be in an answer, if serde is told just what is usual for its type.
fn need(ty: &str, serde: &[String]) -> Option<&'static str> {
    const NO_NONE: &str = "skip_serializing_if = \"Option::is_none\"";
    const NO_EMPTY: &str = "skip_serializing_if = \"Vec::is_empty\"";
    const NULL: &str = "deserialize_with = \"::backhaul_runtime::null_as_empty\"";
    const NO_ENTRY: &str = "skip_serializing_if = \"::std::collections::BTreeMap::is_empty\"";
    const NULL_MAP: &str = "deserialize_with = \"::backhaul_runtime::null_as_empty_map\"";
    const ANY_MAP: &str = "deserialize_with = \"::backhaul_runtime::any_json_map\"";
    const ANY: &str = "deserialize_with = \"::backhaul_runtime::any_json\"";
    let is = |expected: &[&str]| {
        serde
            .iter()
            .map(String::as_str)
            .eq(expected.iter().copied())
    };
    let is_any = ty == "Option<::serde_json::Value>";
    let map = match ty {
        "::std::collections::BTreeMap<String, ::serde_json::Value>" => ANY_MAP,
        _ => NULL_MAP,
    };
    let is_map = ty.starts_with("::std::collections::BTreeMap<");
    if ty.starts_with("Option<") && !is_any && is(&[NO_NONE])
        || is_any && is(&["default", ANY, NO_NONE])
        || ty.starts_with("Vec<") && is(&["default", NULL, NO_EMPTY])
        || is_map && is(&["default", map, NO_ENTRY])
    {
        Some("optional")
    } else if ty.starts_with("Vec<") && is(&[NULL])
        || is_map && is(&[map])
        || !ty.starts_with("Vec<") && !ty.starts_with("Option<") && !is_map && is(&[])
    {
        Some("required")
    } else {
        None
    }
}

/// A type without the path to the runtime and the like, where the document has no type of the name.
pub(super) fn short(ty: &str, names: &BTreeSet<String>) -> String {
    let mut text = String::new();
    let mut rest = ty;
    while let Some((before, behind)) = rest.split_once("::") {
        let (root, name) = behind.split_once("::").unwrap_or((behind, ""));
        let end = name.find(|sign: char| !sign.is_alphanumeric() && sign != '_');
        let name = name.get(..end.unwrap_or(name.len())).unwrap_or_default();
        let is_outer = !before.ends_with(|sign: char| sign.is_alphanumeric());
        let is_known = matches!(root, "backhaul_runtime" | "serde_json");
        text.push_str(before);
        if is_outer && is_known && name.starts_with(char::is_uppercase) && !names.contains(name) {
            rest = behind.get(root.len() + 2..).unwrap_or_default();
        } else {
            text.push_str("::");
            rest = behind;
        }
    }
    text + rest
}

fn visibility(visibility: &Visibility) -> String {
    match visibility {
        Visibility::Inherited => "here only".to_owned(),
        other => tokens::text(other),
    }
}
