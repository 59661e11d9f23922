//! Stage 5, types: progenitor decides on the types of answers.

use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle};
use serde_json::{Value, json};

use crate::lower::{SENSITIVE, any_json, union_text};
use crate::model::Model;

/// Runs progenitor over the lowered document.
///
/// # Errors
/// What progenitor or the parser of its output says, in words. On much of what it does not support
/// progenitor panics instead; the caller guards against that.
pub(crate) fn answer_types(lowered: Value, model: &Model) -> Result<syn::File, String> {
    let api: openapiv3::OpenAPI =
        serde_json::from_value(lowered).map_err(|error| error.to_string())?;
    let settings = settings(model);
    let tokens = Generator::new(&settings)
        .generate_tokens(&api)
        .map_err(|error| error.to_string())?;
    syn::parse2(tokens).map_err(|error| format!("the output is not Rust: {error}"))
}

fn settings(model: &Model) -> GenerationSettings {
    let mut settings = GenerationSettings::default();
    settings
        // It writes builders of types otherwise, which are more code than the types, and nobody needs them here.
        .with_interface(InterfaceStyle::Positional)
        .with_derive("PartialEq")
        .with_map_type("::std::collections::BTreeMap");
    for name in model.unions.keys().chain(model.untagged.keys()) {
        if let Ok(schema) = serde_json::from_value(union_text(name)) {
            settings.with_conversion(schema, crate::naming::pascal(name), [].into_iter());
        }
    }
    if let Ok(schema) = serde_json::from_value(any_json()) {
        settings.with_conversion(schema, "::serde_json::Value", [].into_iter());
    }
    for (format, ours) in [
        ("date-time", "::backhaul_runtime::Timestamp"),
        (SENSITIVE, "::backhaul_runtime::SensitiveString"),
    ] {
        let schema = json!({ "type": "string", "format": format });
        if let Ok(schema) = serde_json::from_value(schema) {
            settings.with_conversion(schema, ours, [].into_iter());
        }
    }
    settings
}
