//! Parameters: path parameters that reach one resource, query parameters, headers, nothing else.

use super::part::{Findings, Part};
use super::texts::{self, Place};
use super::walk::{is_composed, is_untagged, lacks_type, members, parameter_schema};
use super::{headers, times, values};
use crate::document::{Document, reference_name};
use crate::model::ValueForm;
use crate::naming;
use crate::path_key::{PathKey, is_name_alone};

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

/// As many as the runtime's `PathTemplate` has room for.
const MOST_IN_PATH: usize = 16;

fn check_template(
    template: &str,
    operation: &Part<'_>,
    parameters: &[Part<'_>],
    findings: &mut Findings<'_>,
) {
    let key = PathKey::of(template);
    let (template, wanted) = (key.path, key.names());
    if wanted.len() > MOST_IN_PATH {
        findings.report(
            "unsupported/path-parameter-count",
            operation,
            format!("the path has {} parameters", wanted.len()),
            "the runtime supports at most 16: leave the operation out",
        );
        return;
    }
    if key.path.matches(['{', '}']).count() != 2 * wanted.len() {
        findings.report(
            "unsupported/path-segment",
            operation,
            "the braces of the path do not fit together, or have nothing between them",
            "write each parameter as {name} within one segment: /a/{b}/{c}.gz",
        );
        return;
    }
    if template.contains("}{") {
        findings.report(
            "unsupported/path-segment",
            operation,
            "two parameters of the path touch",
            "nobody could tell where one ends: write the text between them, as in {major}.{minor}",
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
    let missing = wanted.iter().copied();
    let missing = missing.filter(|name| !parameters.iter().any(|part| is_meant(part, name)));
    let (missing, odd): (Vec<&str>, Vec<&str>) = missing.partition(|name| is_name_alone(name));
    for name in odd {
        findings.report(
            "unsupported/path-segment",
            operation,
            format!("{{{name}}} is more than the name of a parameter, and none is declared"),
            "write the name alone in braces, and the parameter into `parameters`",
        );
    }
    for name in missing.into_iter().skip(strays.len()) {
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
            let message = format!("path parameter {{{name}}} occurs more than once in {template}");
            findings.report(
                "document/repeated-path-parameter",
                operation,
                message,
                "use a different name in each segment",
            );
        }
    }
}

/// Whether `parameter` is the one called `name` in the path, or was meant to be.
fn is_meant(parameter: &Part<'_>, name: &str) -> bool {
    parameter.text("name") == name && !matches!(parameter.text("in"), "query" | "header")
}

fn check_one(document: &Document, parameter: &Part<'_>, findings: &mut Findings<'_>) {
    let name = parameter.text("name");
    if !naming::has_letters(name) {
        let message = format!("parameter name {name:?} makes no telling setter name");
        let hint = "only names with a letter or a digit do: mark an optional one `x-omit`";
        findings.report("house/parameter-name", &parameter.at("name"), message, hint);
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
    if let Some(schema) = parameter
        .get("schema")
        .filter(|schema| schema.get("$ref").is_none())
    {
        times::check(&schema, findings);
    }
    check_form(document, parameter, findings);
    match parameter.text("in") {
        "path" => check_path(document, parameter, findings),
        "query" => {} // judged by the rules for the query
        "header" => headers::check_name(parameter, findings),
        "cookie" => {
            headers::check_cookie(parameter, findings);
            findings.report(
                "house/cookie-parameter",
                &parameter.at("in"),
                format!("parameter {name} is a cookie"),
                "use path, query and header parameters; describe credentials in `securitySchemes`",
            );
        }
        other => findings.report(
            "document/parameter-place",
            &parameter.at("in"),
            format!("parameters in {other:?} are not supported"),
            "use path, query and header parameters; describe credentials in `securitySchemes`",
        ),
    }
}

/// How a value is written. `allowEmptyValue` is about what others may send: a builder sends a value or nothing.
fn check_form(document: &Document, parameter: &Part<'_>, findings: &mut Findings<'_>) {
    let in_query = parameter.text("in") == "query";
    let (known, hint): (&[&str], _) = match parameter.text("in") {
        "query" => (
            &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            "use `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`",
        ),
        "cookie" => (&["form"], "use `form`, or leave it out"),
        "path" => (
            &["simple", "label", "matrix"],
            "use `simple`, `label` or `matrix`",
        ),
        _ => (&["simple"], "use `simple`, or leave it out"),
    };
    if let Some(style) = parameter.get("style")
        && !known.contains(&parameter.text("style"))
    {
        let place = parameter.text("in");
        let message = format!("the style {} is not supported in the {place}", style.value);
        findings.report("unsupported/parameter-form", &style, message, hint);
    }
    let form = ValueForm::of(document, parameter.value);
    if in_query && parameter.text("style") == "deepObject" && form != ValueForm::Deep {
        findings.report(
            "idle/parameter-style",
            &parameter.at("style"),
            "`deepObject` means nothing for a single value",
            "leave it out",
        );
    }
    if let Some(explode) = parameter.get("explode")
        && !explode.value.is_boolean()
    {
        findings.report(
            "document/explode",
            &explode,
            "`explode` is not a boolean",
            "write true or false",
        );
    }
    let is_json = in_query && parameter_schema(parameter).is_some();
    if let Some(member) = parameter.get("content").filter(|_| !is_json) {
        let message = "`content` is not supported here, but for JSON in the query";
        findings.report(
            "unsupported/parameter-form",
            &member,
            message,
            "describe the value with a `schema`",
        );
    }
    if let Some(member) = parameter.get("allowReserved")
        && *member.value != false
    {
        findings.report(
            "idle/allow-reserved",
            &member,
            "`allowReserved` is not supported on parameters",
            "remove it: every value is encoded, which servers decode",
        );
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
    let Some(schema) = parameter.get("schema") else {
        findings.report(
            "document/no-path-schema",
            parameter,
            "the parameter has no `schema`",
            "add its type",
        );
        return;
    };
    let Some(kind) = schema.follow(document, "schemas") else {
        return;
    };
    if lacks_type(&kind) || is_composed(&kind) {
        return;
    }
    let is_named = reference_name(schema.value).is_some();
    match kind.text("type") {
        // One of several single values is a text.
        _ if is_untagged(&kind) && members(&kind).iter().all(|one| is_single(document, one)) => {}
        "" => findings.report(
            "house/path-schema",
            &schema,
            format!("path parameter {name} may be more than a single value"),
            "use a text, an integer, a number or a boolean",
        ),
        "string" if is_named => {
            texts::check(&kind, Place::Path, findings);
            check_values_in_path(&kind, findings);
        }
        "string" | "boolean" | "integer" | "number" => values::check_scalar(name, &kind, findings),
        _ => {} // an array or an object, judged with those of the query
    }
}

fn is_single(document: &Document, schema: &Part<'_>) -> bool {
    let target = schema.follow(document, "schemas");
    let kind = target.as_ref().map_or("", |target| target.text("type"));
    matches!(kind, "string" | "boolean" | "integer" | "number")
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
