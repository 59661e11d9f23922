//! The public surface of each operation in a few lines, for reviewers.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::model::{Content, Limits, Model, Operation};
use crate::naming;

/// Operation name to a description: method, path, media types, setters with their types, answer.
pub(crate) fn describe(
    model: &Model,
    builders: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let mut surface = BTreeMap::new();
    for operation in &model.operations {
        let name = naming::snake(&operation.id);
        let builder = builders.get(&name).map(String::as_str).unwrap_or_default();
        let mut text = format!(
            "{} ({})\n{} {}\n",
            name,
            operation.id,
            operation.method.to_uppercase(),
            operation.path
        );
        if let Some(body) = &operation.body {
            let _ = writeln!(text, "content-type: {}", body.media_type);
        }
        if let Some(media_type) = operation.accept() {
            let _ = writeln!(text, "accept: {media_type}");
        }
        let _ = writeln!(text, "idempotent: {}", operation.idempotent);
        let _ = writeln!(text, "security: {}", operation.security.join(" | "));
        for line in builder.lines().map(str::trim) {
            // The builder's fields, without the wrapper that every one has.
            if let Some((setter, ty)) = line.split_once(": Argument<") {
                let ty = ty.trim_end_matches([',', '>']);
                let about = about(operation, setter);
                let _ = writeln!(text, ".{setter}({ty}){about}");
            }
        }
        let _ = writeln!(text, ".send() -> {}", answer(operation));
        text.push_str(&methods(operation, model));
        let statuses: Vec<&str> = operation
            .errors
            .iter()
            .filter_map(|error| error.split(':').next())
            .collect();
        let _ = writeln!(text, "success: {}", successes(operation));
        let _ = writeln!(
            text,
            "errors: {} as {}",
            statuses.join(" "),
            operation
                .error_content
                .as_ref()
                .map_or("raw body", |(_, schema)| schema)
        );
        surface.insert(name, text);
    }
    surface
}

fn answer(operation: &Operation) -> &str {
    match &operation.success.content {
        Content::Nothing { .. } => "()",
        Content::Json { schema, .. } => schema,
        Content::Bytes { .. } => "ByteStream",
    }
}

fn successes(operation: &Operation) -> String {
    let status = &operation.success.status;
    match operation.success.content {
        Content::Json {
            or_nothing: true, ..
        } => format!("{status}, or 204 for an empty one"),
        _ => status.clone(),
    }
}

/// What there is beside `send`.
fn methods(operation: &Operation, model: &Model) -> String {
    let mut text = String::new();
    let answer = answer(operation);
    if operation.method == "get" && model.is_job(answer) {
        let _ = writeln!(text, ".wait(Wait) -> {answer}");
    }
    if let Some(paging) = &operation.pages {
        let position = naming::snake(&paging.position);
        let _ = writeln!(text, ".pages() -> {answer}, by {position}");
        let _ = writeln!(text, ".items() -> {}", paging.item);
        if model.is_job(&paging.item) {
            let _ = writeln!(text, ".wait_all(Wait) -> Vec<{}>", paging.item);
        }
    }
    if let Content::Bytes { .. } = operation.success.content {
        text.push_str(".download()\n");
    }
    text
}

/// The limits of what `setter` takes, and where it goes if that is the body.
fn about(operation: &Operation, setter: &str) -> String {
    let mut parameters = operation.parameters.iter();
    let parameter = parameters.find(|parameter| naming::snake(&parameter.name) == setter);
    if let Some(parameter) = parameter {
        return limits(&parameter.limits);
    }
    let mut fields = operation.fields().iter();
    let Some(field) = fields.find(|field| naming::snake(&field.name) == setter) else {
        return String::new();
    };
    let need = if field.required {
        "required"
    } else {
        "optional"
    };
    let (limits, name) = (limits(&field.limits), &field.name);
    format!("{limits}, {need} in the body as {name}")
}

/// The limits of an integer.
fn limits(limits: &Limits) -> String {
    let mut text = String::new();
    if let Some(least) = limits.least {
        let _ = write!(text, " from {least}");
    }
    if let Some(most) = limits.most {
        let _ = write!(text, " to {most}");
    }
    if !limits.allowed.is_empty() {
        let list: Vec<String> = limits.allowed.iter().map(i64::to_string).collect();
        let _ = write!(text, " one of {}", list.join(", "));
    }
    text
}
