//! The table of facts of a draft: what the document says, once more, so that a later slip of one of the two shows.
//! `tests/documents/suite/facts` has the form.

use serde_json::Value;

use super::jobs;
use super::marks::{is_object, is_tagged, kind, marks, name_of, reference};
use crate::document::{Document, entries, flag, items, path_and_mark, text};
use crate::methods::is_idempotent;

const HEAD: &str = "\
# What the provider's document said when `cargo xtask new` read it. tests/documents/suite/facts/mod.rs says how to read
# this. Hold each line against the provider's pages, and add what only they say: `sources`, `provider`, `status`.
";

/// The whole table of a document.
pub(super) fn table(document: &Document) -> String {
    let root = &document.root;
    let mut text_of = HEAD.to_owned();
    text_of.push('\n');
    for server in items(root, "servers") {
        text_of += &format!("server {}\n", server_words(server));
    }
    for (name, scheme) in entries(
        document.root.pointer("/components").unwrap_or(&Value::Null),
        "securitySchemes",
    ) {
        text_of += &format!("scheme {name} {}\n", scheme_words(scheme));
    }
    for (path, item) in entries(root, "paths") {
        for (method, operation) in item.as_object().into_iter().flatten() {
            text_of.push('\n');
            text_of += &operation_lines(document, path, method, operation);
        }
    }
    for (name, schema) in entries(
        root.pointer("/components").unwrap_or(&Value::Null),
        "schemas",
    ) {
        if is_tagged(schema) {
            text_of.push('\n');
            text_of += &union(name, schema);
        } else if is_object(schema) {
            text_of.push('\n');
            text_of += &object(document, name, schema);
            text_of += &jobs::lines(&name_of(name), schema.get("x-job"));
        }
    }
    text_of
}

fn operation_lines(document: &Document, path: &str, method: &str, operation: &Value) -> String {
    let mut lines = format!(
        "operation {} {} {}\n",
        text(operation, "operationId"),
        method.to_uppercase(),
        path_and_mark(path).0
    );
    let by_method = is_idempotent(method);
    match operation.get("x-idempotent").and_then(Value::as_bool) {
        Some(true) if !by_method => lines += "  idempotent\n",
        Some(false) if by_method => lines += "  not idempotent\n",
        _ => {}
    }
    if let Some(pages) = operation.get("x-pages") {
        let keys = ["style", "position", "size", "items", "total"];
        let words: Vec<&str> = keys
            .iter()
            .map(|key| text(pages, key))
            .filter(|word| !word.is_empty())
            .collect();
        lines += &format!("  pages {}\n", words.join(" "));
    }
    let urls = items(operation, "servers")
        .iter()
        .map(|server| text(server, "url"));
    for url in urls.filter(|url| !url.is_empty()) {
        lines += &format!("  server {url}\n");
    }
    let alternatives: Vec<String> = items(operation, "security")
        .iter()
        .map(alternative)
        .collect();
    if !alternatives.is_empty() {
        lines += &format!("  security {}\n", alternatives.join(" "));
    }
    for parameter in items(operation, "parameters")
        .iter()
        .map(|one| document.follow(one))
    {
        let schema = parameter.get("schema").unwrap_or(&Value::Null);
        let kind = kind(document, schema);
        let marks = marks_of(
            document,
            &kind,
            schema,
            parameter,
            flag(parameter, "required"),
        );
        lines += &format!(
            "  parameter {} {} {kind}{marks}\n",
            text(parameter, "name"),
            text(parameter, "in")
        );
    }
    if let Some(body) = operation.get("requestBody") {
        let body = document.follow(body);
        let optional = if flag(body, "required") {
            ""
        } else {
            " optional"
        };
        lines += &format!("  request {}{optional}\n", content(document, body));
    }
    let (mut errors, mut has_more) = (Vec::new(), false);
    for (status, response) in entries(operation, "responses") {
        let response = document.follow(response);
        if status.starts_with('2') {
            lines += &format!("  answer {status} {}\n", content(document, response));
        } else if status.parse::<u16>().is_ok() {
            errors.push(status.clone());
        } else {
            // A range of statuses.
            has_more = true;
        }
    }
    if has_more {
        errors.push("?".to_owned());
    }
    lines += &format!("  errors {}\n", errors.join(" "));
    lines
}

/// Of what may be anything, only a few marks count.
fn marks_of(
    document: &Document,
    kind: &str,
    schema: &Value,
    holder: &Value,
    required: bool,
) -> String {
    const OF_ANYTHING: [&str; 4] = ["required", "sensitive", "readOnly", "writeOnly"];
    let all = marks(document, schema, holder, required);
    if kind != "?" {
        return all;
    }
    let kept = all.split(' ').filter(|mark| OF_ANYTHING.contains(mark));
    kept.map(|mark| format!(" {mark}")).collect()
}

/// The media type of a body and what is in it.
fn content(document: &Document, owner: &Value) -> String {
    let all: Vec<(&String, &Value)> = entries(owner, "content").collect();
    let Some((media_type, media)) = all.first() else {
        return "nothing".to_owned();
    };
    // No line can say several, nor one with a blank.
    let name = match all.len() == 1 && !media_type.contains(' ') {
        true => media_type.as_str(),
        false => "?",
    };
    let Some(schema) = media.get("schema") else {
        return match name {
            "?" => "? ?".to_owned(),
            name => format!("{name} nothing"),
        };
    };
    let kind = kind(document, schema);
    let marks = match kind.starts_with('[') {
        true => marks(document, schema, &Value::Null, false),
        false => String::new(),
    };
    format!("{name} {kind}{marks}")
}

fn object(document: &Document, name: &str, schema: &Value) -> String {
    let optional = if flag(schema, "x-optional-in-answers") {
        " optional-in-answers"
    } else {
        ""
    };
    let mut lines = format!("schema {}{optional}\n", name_of(name));
    for (field, property) in entries(schema, "properties") {
        let kind = kind(document, property);
        let required = items(schema, "required").iter().any(|one| one == field);
        let marks = marks_of(document, &kind, property, property, required);
        let reference = match kind.as_str() {
            "?" => String::new(),
            _ => reference(document, property),
        };
        lines += &format!("  {field} {kind}{marks}{reference}\n");
    }
    lines
}

fn union(name: &str, schema: &Value) -> String {
    let discriminator = schema.get("discriminator").unwrap_or(&Value::Null);
    let mut lines = format!(
        "union {} by {}\n",
        name_of(name),
        text(discriminator, "propertyName")
    );
    for (value, target) in entries(discriminator, "mapping") {
        let target = target
            .as_str()
            .and_then(|target| target.rsplit('/').next())
            .unwrap_or("?");
        lines += &format!("  {value} {}\n", name_of(target));
    }
    lines
}

/// One entry of `security`: all schemes that it wants at once.
fn alternative(entry: &Value) -> String {
    let names: Vec<&str> = entry
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
        .collect();
    match names.is_empty() {
        true => "nothing".to_owned(),
        false => names.join("+"),
    }
}

fn server_words(server: &Value) -> String {
    let mut words = text(server, "url").to_owned();
    for (name, variable) in entries(server, "variables") {
        let default = text(variable, "default");
        let others = items(variable, "enum")
            .iter()
            .filter_map(Value::as_str)
            .filter(|one| *one != default);
        let values: Vec<&str> = [default].into_iter().chain(others).collect();
        words += &format!(" {name}={}", values.join("|"));
    }
    words
}

fn scheme_words(scheme: &Value) -> String {
    let mut words: Vec<&str> = ["type", "scheme", "in", "name"]
        .iter()
        .map(|key| text(scheme, key))
        .collect();
    for (name, flow) in entries(scheme, "flows") {
        words.extend([name.as_str(), text(flow, "tokenUrl")]);
        words.extend(entries(flow, "scopes").map(|(scope, _)| scope.as_str()));
    }
    words.retain(|word| !word.is_empty());
    words.join(" ")
}
