//! The public surface of each operation and of each object in a request, in a few lines, for reviewers.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::emit::{self, type_in_words};
use crate::model::{Content, Field, Kind, Limits, Model, Operation, Request, Sent};
use crate::naming;

/// Operation name to a description: method, path, media types, setters with their types, answer.
pub(crate) fn describe(model: &Model) -> BTreeMap<String, String> {
    let mut surface = BTreeMap::new();
    for operation in &model.operations {
        let name = naming::method(&operation.id);
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
        for (setter, ty) in emit::argument_types(operation, model) {
            let about = about(operation, &setter);
            let _ = writeln!(text, ".{setter}({ty}){about}");
        }
        fields(operation.fields(), " in the body", &mut text);
        if let Some(Sent::Union(schema)) = operation.body.as_ref().map(|body| &body.content) {
            let _ = writeln!(text, ".body(requests::{})", naming::pascal(schema));
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
    for (name, sent) in &model.requests {
        let text = request(name, sent);
        surface.insert(format!("requests.{}", naming::pascal(name)), text);
    }
    surface
}

fn answer(operation: &Operation) -> String {
    match &operation.success.content {
        Content::Nothing { .. } => "()".to_owned(),
        Content::Json {
            schema,
            is_list: true,
            ..
        } => format!("Vec<{schema}>"),
        Content::Json { schema, .. } => schema.clone(),
        Content::Bytes { .. } => "ByteStream".to_owned(),
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
    if operation.method == "get" && model.is_job(&answer) {
        let _ = writeln!(text, ".wait(Wait) -> {answer}");
    }
    if let Some(paging) = &operation.pages {
        let position = naming::parameter(&paging.position);
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

/// The limits of what `setter` of a parameter takes.
fn about(operation: &Operation, setter: &str) -> String {
    let mut parameters = operation.parameters.iter();
    let parameter = parameters.find(|parameter| parameter.setter == setter);
    parameter.map_or_else(String::new, |parameter| limits(&parameter.limits))
}

/// One line for each property of what is sent, and for the `null` it may have.
fn fields(fields: &[Field], place: &str, text: &mut String) {
    for field in fields {
        let ty = type_in_words(&field.kind);
        let limits = limits_of(&field.kind);
        let need = if field.required {
            "required"
        } else {
            "optional"
        };
        let Field { name, setter, .. } = field;
        let _ = writeln!(text, ".{setter}({ty}){limits}, {need}{place} as {name}");
        if field.nullable {
            let _ = writeln!(
                text,
                ".{}(), null{place} as {name}",
                naming::null_setter(setter)
            );
        }
    }
}

fn limits_of(kind: &Kind) -> String {
    match kind {
        Kind::Integer(range) => limits(range),
        Kind::Array {
            item,
            min_items,
            max_items,
        } => {
            let mut text = limits_of(item);
            if *min_items > 0 {
                let _ = write!(text, ", at least {min_items}");
            }
            if let Some(max) = max_items {
                let _ = write!(text, ", at most {max}");
            }
            text
        }
        _ => String::new(),
    }
}

/// The setters of one request type.
fn request(name: &str, request: &Request) -> String {
    let mut text = format!("requests::{}\n", naming::pascal(name));
    match request {
        Request::Object {
            fields: list,
            fixed,
            ..
        } => {
            if let Some((wire, _, value)) = fixed {
                let _ = writeln!(text, "{wire} is {value}");
            }
            fields(list, "", &mut text);
        }
        Request::Union(union) => {
            for member in &union.members {
                let (schema, values) = (naming::pascal(&member.schema), member.values.join(" or "));
                let (variant, tag) = (member.variant(), &union.tag);
                let _ = writeln!(text, "{variant}({schema}) where {tag} is {values}");
            }
        }
    }
    text
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
