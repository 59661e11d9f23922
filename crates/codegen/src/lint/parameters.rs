//! Parameters: path parameters that reach one resource, query parameters, nothing else.

use serde_json::Value;

use super::part::{Findings, Part};
use super::texts::{self, Place};
use crate::document::{Document, reference_name};
use crate::naming;

/// Checks the parameters of one operation whose path is `template`.
pub(super) fn check(
    document: &Document,
    template: &str,
    operation: &Part<'_>,
    findings: &mut Findings<'_>,
) {
    let listed = operation.items_of("parameters");
    let parameters: Vec<Part<'_>> = listed
        .iter()
        .filter_map(|part| part.follow(document, "parameters"))
        .collect();
    for parameter in &parameters {
        check_one(document, parameter, findings);
    }
    // A reference that leads nowhere may be meant for any of the names in the path.
    if listed.len() == parameters.len() {
        check_template(template, operation, &parameters, findings);
    }
}

/// The names in braces of a path template. Each begins a segment; a literal may follow it, as in
/// `/{name}.gz`.
pub(super) fn names_in(template: &str) -> Vec<&str> {
    let segments = template.split('/');
    segments
        .filter_map(|part| Some(part.strip_prefix('{')?.split_once('}')?.0))
        .collect()
}

/// As many as the runtime's `PathTemplate` has room for.
const MOST_IN_PATH: usize = 16;

fn check_template(
    template: &str,
    operation: &Part<'_>,
    parameters: &[Part<'_>],
    findings: &mut Findings<'_>,
) {
    let wanted = names_in(template);
    if wanted.len() > MOST_IN_PATH {
        findings.report(
            "unsupported/path-parameter-count",
            operation,
            format!("the path has {} parameters", wanted.len()),
            "the runtime supports at most 16: leave the operation out",
        );
        return;
    }
    if template.matches(['{', '}']).count() != 2 * wanted.len() {
        findings.report(
            "unsupported/path-segment",
            operation,
            "a parameter does not begin its path segment",
            "put the parameter first in its segment; only a literal may follow it: /a/{b}/{c}.gz",
        );
        return;
    }
    let strays: Vec<&Part<'_>> = parameters
        .iter()
        .filter(|part| part.text("in") == "path" && !wanted.contains(&part.text("name")))
        .collect();
    for parameter in &strays {
        let name = parameter.text("name");
        if name.is_empty() {
            continue; // a finding of the parameter itself
        }
        let message = format!("path parameter {name} does not occur in {template}");
        findings.report(
            "document/stray-path-parameter",
            operation,
            message,
            "correct the name or the path",
        );
    }
    // One that is declared in another place than the path has its own finding, and each stray is
    // most likely one of these under a wrong name.
    let missing = wanted
        .iter()
        .filter(|name| !parameters.iter().any(|part| part.text("name") == **name));
    for name in missing.skip(strays.len()) {
        let message = format!("path parameter {{{name}}} is not declared");
        findings.report(
            "document/undeclared-path-parameter",
            operation,
            message,
            "add it to the operation's `parameters`",
        );
        findings.loses_track();
    }
    for (index, name) in wanted.iter().enumerate() {
        if wanted[..index].contains(name) {
            let message = format!("path parameter {{{name}}} occurs twice in {template}");
            findings.report(
                "document/repeated-path-parameter",
                operation,
                message,
                "use a different name in each segment",
            );
        }
    }
}

fn check_one(document: &Document, parameter: &Part<'_>, findings: &mut Findings<'_>) {
    let name = parameter.text("name");
    if !naming::is_identifier(&naming::parameter(name)) {
        let message = format!("parameter name {name:?} does not make a valid setter name");
        let hint = "only names with a letter or a digit do: mark an optional one `x-omit`";
        findings.report(
            "unsupported/parameter-name",
            &parameter.at("name"),
            message,
            hint,
        );
    }
    if parameter.text("description").trim().is_empty() {
        let message = format!("parameter {name} has no `description`");
        findings.report(
            "house/parameter-description",
            parameter,
            message,
            "say what it is, with unit and limits",
        );
    }
    if parameter.flag("x-sensitive") {
        findings.report(
            "extension/sensitive-parameter",
            &parameter.at("x-sensitive"),
            "`x-sensitive` is not supported on parameters",
            "first make the builders hide such values",
        );
    }
    check_form(parameter, findings);
    match parameter.text("in") {
        "path" => check_path(document, parameter, findings),
        "query" => {} // judged by the rules for the query
        other => findings.report(
            match other {
                "header" => "unsupported/header-parameter",
                "cookie" => "wire/cookie-parameter",
                _ => "document/parameter-place",
            },
            &parameter.at("in"),
            format!("parameters in {other:?} are not supported"),
            "use path and query parameters; describe credentials in `securitySchemes`, and headers \
             that the runtime sets in the description",
        ),
    }
}

/// How a value is written into the address. `allowEmptyValue` is about what others may send: a builder sends a
/// value or nothing.
fn check_form(parameter: &Part<'_>, findings: &mut Findings<'_>) {
    for key in ["style", "explode", "content", "allowReserved"] {
        if let Some(member) = parameter.get(key) {
            let rule = match is_default(parameter, key, member.value) {
                true => "house/parameter-form",
                false => "unsupported/parameter-form",
            };
            let message = format!("`{key}` is not supported on parameters");
            findings.report(rule, &member, message, "remove it if it is the default");
        }
    }
}

/// Whether a member says no more than what counts without it.
fn is_default(parameter: &Part<'_>, key: &str, value: &Value) -> bool {
    let in_query = parameter.text("in") == "query";
    match key {
        "style" => value == if in_query { "form" } else { "simple" },
        "explode" => *value == Value::Bool(in_query),
        "allowReserved" => *value == Value::Bool(false),
        _ => false,
    }
}

fn check_path(document: &Document, parameter: &Part<'_>, findings: &mut Findings<'_>) {
    let name = parameter.text("name");
    if !parameter.flag("required") || parameter.flag("x-omit") {
        let message = format!("path parameter {name} is not `required: true`");
        let place = match parameter.flag("x-omit") {
            true => parameter.at("x-omit"),
            false => parameter.at("required"),
        };
        findings.report(
            "document/optional-path-parameter",
            &place,
            message,
            "a path parameter is always required",
        );
    }
    let schema = parameter.get("schema");
    match schema
        .as_ref()
        .filter(|schema| reference_name(schema.value).is_some())
    {
        Some(schema) => {
            if let Some(kind) = schema.follow(document, "schemas") {
                texts::check(&kind, Place::Path, findings);
                check_values_in_path(&kind, findings);
            }
        }
        None => findings.report(
            "unsupported/inline-path-parameter",
            parameter,
            format!("the schema of path parameter {name} is not a `$ref`"),
            "declare its kind once in components.schemas, with a pattern or an enum, and refer to \
             it: all parameters of that kind share one checked type",
        ),
    }
}

/// An enum in a path must not lead elsewhere either.
fn check_values_in_path(kind: &Part<'_>, findings: &mut Findings<'_>) {
    for value in kind.items_of("enum") {
        let text = value.value.as_str().unwrap_or_default();
        let is_unsafe = |c: char| matches!(c, '/' | '\\') || c.is_control();
        if matches!(text, "" | "." | "..") || text.contains(is_unsafe) {
            findings.report(
                "wire/path-value",
                &value,
                format!(
                    "the value {text:?} cannot be part of a path: it would reach another resource"
                ),
                "remove it from the `enum`",
            );
        }
    }
}
