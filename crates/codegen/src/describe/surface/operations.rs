//! Each operation: request line, setters, answer, statuses.

use std::collections::BTreeMap;

use super::limits;
use crate::emit;
use crate::model::{
    Content, Field, Model, Operation, Paging, Parameter, PartStyle, PathStyle, Place, Sent, Style,
    ValueForm,
};
use crate::naming;

/// Operation name to a description.
pub(super) fn describe(model: &Model) -> BTreeMap<String, String> {
    let operations = model.operations.iter();
    operations
        .map(|operation| (naming::method(&operation.id), text(operation, model)))
        .collect()
}

fn text(operation: &Operation, model: &Model) -> String {
    let mut lines = vec![
        format!("{} ({})", naming::method(&operation.id), operation.id),
        format!(
            "{} {}",
            operation.method.to_uppercase(),
            operation.address()
        ),
    ];
    if let Some(body) = &operation.body {
        let optional = if body.required {
            ""
        } else {
            ", if there is a body"
        };
        lines.push(format!("content-type: {}{optional}", body.media_type));
        lines.extend(body.styles.iter().map(part));
    }
    if let Some(media_type) = operation.accept() {
        lines.push(format!("accept: {media_type}"));
    }
    if let Some(feature) = &operation.feature {
        lines.push(format!("compiled with feature {feature}"));
    }
    lines.push(format!("idempotent: {}", operation.idempotent));
    lines.push(format!("sensitive: {}", operation.sensitive));
    if let Some(server) = &operation.server {
        lines.push(format!("server: {server:?}"));
    }
    let security = operation.security.iter().map(|names| match &names[..] {
        [] => "none".to_owned(),
        names => names.join(" + "),
    });
    let security: Vec<String> = security.collect();
    let security = match &security[..] {
        [] => "none".to_owned(),
        alternatives => alternatives.join(" | "),
    };
    lines.push(format!("security: {security}"));
    for (setter, ty) in emit::argument_types(operation, model) {
        lines.push(argument(operation, &setter, &ty));
    }
    for field in operation.fields() {
        lines.extend(setters(field));
    }
    if let Some(Sent::Union(schema)) = operation.body.as_ref().map(|body| &body.content) {
        lines.push(format!(".body(requests::{})", naming::pascal(schema)));
    }
    if let Some(Sent::Value(kind)) = operation.body.as_ref().map(|body| &body.content) {
        lines.push(format!(".body({})", limits::of_kind(kind)));
    }
    lines.push(format!(".send() -> {}", answer(operation)));
    lines.extend(methods(operation, model));
    lines.push(format!("success: {}", success(operation)));
    lines.push(errors(operation));
    lines.join("\n") + "\n"
}

/// A property of a form that is not written as usual.
fn part((name, style): &(String, PartStyle)) -> String {
    let style = match style {
        PartStyle::List(style) => style.in_words().to_owned(),
        PartStyle::Deep => "with names in brackets".to_owned(),
        PartStyle::Json => "each value as JSON".to_owned(),
        PartStyle::Type(media_type) => format!("each value as {media_type}"),
        PartStyle::OneOf(media_types) => format!("each value as one of {media_types}"),
        PartStyle::Headers(headers) => {
            return format!("{name} must have the headers {}", headers.join(", "));
        }
    };
    format!("{name} is written {style}")
}

/// A parameter, or a body that is set as a whole.
fn argument(operation: &Operation, setter: &str, ty: &str) -> String {
    let mut parameters = operation.parameters.iter();
    let Some(parameter) = parameters.find(|parameter| parameter.setter == setter) else {
        return format!(".{setter}({ty})");
    };
    let takes = limits::of_kind(&parameter.kind);
    let place = parameter.place.word();
    let style = style(parameter);
    let need = need(parameter.required);
    let default = default(parameter.default.as_ref());
    let name = &parameter.name;
    format!(".{setter}({takes})  {name} in the {place}, {style}{need}{default}")
}

/// How a parameter is written, if not as it is.
fn style(parameter: &Parameter) -> String {
    let is_list = parameter.is_list();
    let exploded = match parameter.is_exploded {
        true => ", exploded",
        false => "",
    };
    match (parameter.place, parameter.form) {
        (Place::Query, ValueForm::Plain) if is_list => {
            format!("{}, ", parameter.style.in_words())
        }
        (Place::Path, ValueForm::Plain | ValueForm::Joined) => match parameter.path_style {
            PathStyle::Label => format!("as a label{exploded}, "),
            PathStyle::Matrix => format!("as a matrix{exploded}, "),
            PathStyle::Simple if is_list => "separated by commas, ".to_owned(),
            PathStyle::Simple if parameter.form == ValueForm::Joined => {
                format!("separated by commas{exploded}, ")
            }
            PathStyle::Simple => String::new(),
        },
        (_, ValueForm::Plain) => String::new(),
        (_, ValueForm::Members) => "each member by its own name, ".to_owned(),
        (_, ValueForm::Deep) => "with names in brackets, ".to_owned(),
        (_, ValueForm::Json) => "as JSON, ".to_owned(),
        (Place::Query, ValueForm::Joined) => format!("{}, ", parameter.style.in_words()),
        (_, ValueForm::Joined) => format!("separated by commas{exploded}, "),
    }
}

/// One line for a property of what is sent, and one for the `null` it may have.
fn setters(field: &Field) -> Vec<String> {
    let Field { name, setter, .. } = field;
    let takes = limits::of_kind(&field.kind);
    let (need, default) = (need(field.required), default(field.default.as_ref()));
    let mut lines = vec![format!(
        ".{setter}({takes})  {name} in the body, {need}{default}"
    )];
    if field.nullable {
        let null = &field.null;
        lines.push(format!(".{null}()  {name} in the body, null"));
    }
    lines
}

fn need(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}

/// What the provider uses if nothing is sent.
fn default(value: Option<&serde_json::Value>) -> String {
    value.map_or_else(String::new, |value| format!(", by default {value}"))
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
        Content::Value { value, .. } => emit::value_in_words(value),
        Content::Bytes { .. } => "ByteStream".to_owned(),
    }
}

/// What there is beside `send`.
fn methods(operation: &Operation, model: &Model) -> Vec<String> {
    let mut lines = Vec::new();
    let answer = answer(operation);
    if operation.method == "get" && model.is_job(&answer) {
        lines.push(format!(".wait(Wait) -> {answer}"));
    }
    if let Some(paging) = &operation.pages {
        lines.push(format!(".pages() -> {answer}, {}", in_words(paging)));
        lines.push(format!(".items() -> {}", paging.item));
        if model.is_job(&paging.item) {
            lines.push(format!(".wait_all(Wait) -> Vec<{}>", paging.item));
        }
    }
    if let Content::Bytes { .. } = operation.success.content {
        lines.push(".download()".to_owned());
    }
    lines
}

/// The rules of a list.
fn in_words(paging: &Paging) -> String {
    let Paging {
        position,
        size,
        items,
        ..
    } = paging;
    let counts = match paging.style {
        Style::Page => "a page number",
        Style::Offset => "a number of items to skip",
    };
    let total = match &paging.total {
        Some(total) => format!("total in {total}"),
        None => "without a total".to_owned(),
    };
    format!("{position} is {counts}, {size} the size, items in {items}, {total}")
}

fn success(operation: &Operation) -> String {
    let status = &operation.success.status;
    match operation.success.content {
        Content::Json {
            or_nothing: true, ..
        } => format!("{status}, or 204 for an empty one"),
        Content::Value {
            or_nothing: true, ..
        } => format!("{status}, or 204 for none"),
        _ => status.clone(),
    }
}

fn errors(operation: &Operation) -> String {
    let by_status = operation.errors.by_status();
    let listed = operation.errors.listed.iter();
    let statuses = listed.filter_map(|error| error.split(':').next());
    if by_status.is_empty() {
        let statuses: Vec<&str> = statuses.collect();
        if statuses.is_empty() {
            return "errors: not described".to_owned();
        }
        let content = operation.errors.content.as_ref();
        let schema = content.map_or("raw body", |(_, schema)| schema);
        return format!("errors: {} as {schema}", statuses.join(" "));
    }
    let bare = statuses.filter(|status| by_status.iter().all(|(known, _)| known != status));
    let bare = bare.map(|status| format!("{status} as raw body"));
    let shapes = by_status.iter();
    let shapes = shapes.map(|(status, schema)| format!("{status} as {schema}"));
    let all: Vec<String> = shapes.chain(bare).collect();
    format!("errors: {}", all.join(", "))
}
