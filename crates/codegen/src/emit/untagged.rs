//! Unions without a tag in answers.

use std::collections::BTreeMap;

use super::{docs, forms};
use crate::model::{Arm, Model, Untagged, Value};
use crate::naming;

/// Every such union that is read, by name.
pub(super) fn emit(model: &Model) -> BTreeMap<String, String> {
    let unions = model.untagged.iter().map(|(name, union)| {
        let name = naming::pascal(name);
        let text = emit_one(&name, union);
        (name, text)
    });
    unions.collect()
}

fn emit_one(name: &str, union: &Untagged) -> String {
    let names: Vec<&str> = union.arms.iter().map(|arm| arm.name.as_str()).collect();
    let words = format!(
        "{}\n\nOne of: {}. The value is kept as it came; a method reads it as one of them.",
        union.description,
        names.join(", ")
    );
    let comment = docs::comment("    ", words.trim_start());
    let methods = union.arms.iter().enumerate();
    let methods: String = methods.map(|(index, arm)| method(index, arm)).collect();
    format!(
        "::backhaul_runtime::untagged_union! {{\n{comment}    pub struct {name} by super::forms::{} {{\n{methods}    \
         }}\n}}\n",
        forms::arms_name(name)
    )
}

/// Nothing for any JSON, which the value is anyway.
fn method(index: usize, arm: &Arm) -> String {
    let Some(method) = &arm.method else {
        return String::new();
    };
    let comment = docs::comment("        ", &format!("The value as {}.", arm.name));
    format!(
        "{comment}        {method} -> {} = {index},\n",
        ty(&arm.value)
    )
}

/// A type as `types.rs` writes it. Paths are whole, because a type of the document may have the short name.
fn ty(value: &Value) -> String {
    match value {
        Value::Named(schema) => naming::pascal(schema),
        Value::Text => "::std::string::String".to_owned(),
        Value::Secret => "::backhaul_runtime::SensitiveString".to_owned(),
        Value::Timestamp => "::backhaul_runtime::Timestamp".to_owned(),
        Value::Integer => "i64".to_owned(),
        Value::Number => "f64".to_owned(),
        Value::Boolean => "bool".to_owned(),
        Value::Any => "::serde_json::Value".to_owned(),
        Value::List(item) => format!("::std::vec::Vec<{}>", ty(item)),
        Value::Map(value) => format!(
            "::std::collections::BTreeMap<::std::string::String, {}>",
            ty(value)
        ),
        Value::Nullable(inner) => format!("::std::option::Option<{}>", ty(inner)),
    }
}
