//! Name clashes: two things of the document that would get one name in Rust.

use std::collections::BTreeMap;

use super::part::{Findings, Part};
use super::references::components;
use super::{fields, operations, requests, sent};
use crate::document::Document;
use crate::naming;

/// Checks methods, types, fields and setters.
pub(super) fn check(document: &Document, root: &Part<'_>, findings: &mut Findings<'_>) {
    check_methods(root, findings);
    check_types(document, root, findings);
    for (_, _, operation) in operations::all(root) {
        check_setters(document, &operation, findings);
    }
    for object in sent::nested(document, root) {
        check_object_setters(document, &object, findings);
    }
}

/// Reports every later one of several parts with the same Rust name.
fn check_distinct<'a>(
    what: &str,
    named: impl IntoIterator<Item = (String, String, Part<'a>)>,
    findings: &mut Findings<'_>,
) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (rust, wire, part) in named {
        if let Some(first) = seen.get(&rust) {
            findings.report(
                &part,
                format!("name clash: {what} {first} and {wire} both give {rust}"),
                "rename one of them; if the wire demands both, teach the generator a second name",
            );
        } else {
            seen.insert(rust, wire);
        }
    }
}

/// What stands beside the methods, builders and rows of operations: by method name, in words.
const TAKEN_BY_OPERATIONS: &[(&str, &str)] = &[
    ("all", "the list of all operations"),
    ("argument", "the runtime's `Argument`"),
    ("box", "Rust's own `Box`"),
    ("builder", "the client's own method `builder`"),
    ("byte_stream", "the runtime's `ByteStream`"),
    ("call", "the runtime's `Call`"),
    ("call_options", "the runtime's `CallOptions`"),
    ("client", "the client"),
    ("core", "the client's own method `core`"),
    ("display", "Rust's own `Display`"),
    ("download", "the runtime's `Download`"),
    ("download_link", "the client's own method `download_link`"),
    ("err", "Rust's own `Err`"),
    ("error", "the runtime's `Error`"),
    ("items", "the runtime's `Items`"),
    ("method", "the runtime's `Method`"),
    ("none", "Rust's own `None`"),
    ("ok", "Rust's own `Ok`"),
    ("operation", "the runtime's `Operation`"),
    ("option", "Rust's own `Option`"),
    ("page_style", "the runtime's `PageStyle`"),
    ("pages", "the runtime's `Pages`"),
    ("range", "the runtime's `Range`"),
    ("response", "the runtime's `Response`"),
    ("result", "Rust's own `Result`"),
    ("some", "Rust's own `Some`"),
    ("string", "Rust's own `String`"),
    ("timestamp", "the runtime's `Timestamp`"),
    ("try_into", "Rust's own `TryInto`"),
    ("wait", "the runtime's `Wait`"),
    ("waiting", "the runtime's `Waiting`"),
    ("waiting_all", "the runtime's `WaitingAll`"),
];

/// What the generated types name beside each other.
const TAKEN_BY_TYPES: &[(&str, &[&str])] = &[
    (
        "Rust's",
        &[
            "Display",
            "Into",
            "IntoIterator",
            "Option",
            "Result",
            "String",
            "TryInto",
            "Vec",
        ],
    ),
    (
        "the runtime's",
        &["Argument", "FieldValue", "SensitiveString", "Timestamp"],
    ),
];

fn check_methods(root: &Part<'_>, findings: &mut Findings<'_>) {
    for (_, _, operation) in operations::all(root) {
        let id = operation.text("operationId");
        let method = naming::snake(id);
        for (_, what) in TAKEN_BY_OPERATIONS
            .iter()
            .filter(|(name, _)| *name == method)
        {
            findings.report(
                &operation,
                format!("name clash: operation {id} and {what}"),
                "teach the generator another name for the operation",
            );
        }
    }
    let named = operations::all(root)
        .into_iter()
        .filter_map(|(_, _, operation)| {
            let id = operation.text("operationId").to_owned();
            (!id.is_empty()).then(|| (naming::snake(&id), id, operation))
        });
    check_distinct("operations", named, findings);
}

/// Component schemas, and the enums within them, which get the name of their owner and property.
fn check_types(document: &Document, root: &Part<'_>, findings: &mut Findings<'_>) {
    let mut named = Vec::new();
    for (name, schema) in components(root, "schemas") {
        if !naming::is_identifier(&naming::pascal(name)) {
            let message = format!("schema name {name:?} gives no type name");
            findings.report(&schema, message, "use letters and digits");
        }
        let taken = TAKEN_BY_TYPES
            .iter()
            .find(|(_, names)| names.contains(&naming::pascal(name).as_str()));
        if let Some((owner, _)) = taken {
            let message = format!("name clash: schema {name} and {owner} own type of that name");
            findings.report(&schema, message, "give it the name of what it holds");
        }
        named.push((naming::pascal(name), name.to_owned(), schema.clone()));
        let mut fields = Vec::new();
        for (property, part) in schema.members_of("properties") {
            let field = naming::snake(property);
            if field.is_empty() {
                let message = format!("property name {property:?} gives no field name");
                findings.report(&part, message, "use letters and digits");
            }
            fields.push((field, property.to_owned(), part.clone()));
            if let Some(suffix) = inner_enum(document, &part) {
                let rust = naming::pascal(&format!("{name}_{property}{suffix}"));
                named.push((rust, format!("{name}.{property}"), part));
            }
        }
        check_distinct("properties", fields, findings);
    }
    check_distinct("types", named, findings);
}

/// What the name of an enum without a name of its own ends in: nothing for a property, `_item` for
/// the items of an array. Nothing at all if there is no such enum.
fn inner_enum(document: &Document, part: &Part<'_>) -> Option<String> {
    let mut suffix = String::new();
    let mut part = part.clone();
    loop {
        let target = part.follow(document, "schemas")?;
        if target.get("enum").is_some() {
            let is_inner = part.get("$ref").is_none() && !target.flag("x-sensitive");
            return is_inner.then_some(suffix);
        }
        part = target.get("items")?;
        suffix.push_str("_item");
        // Arrays that hold only themselves have a finding of their own.
        if suffix.len() > MAX_SUFFIX {
            return None;
        }
    }
}

const MAX_SUFFIX: usize = 64;

fn check_setters(document: &Document, operation: &Part<'_>, findings: &mut Findings<'_>) {
    let mut named: Vec<(String, String, Part<'_>)> = Vec::new();
    for item in operation.items_of("parameters") {
        let Some(parameter) = item.follow(document, "parameters") else {
            continue;
        };
        if !parameter.flag("x-omit") {
            let name = parameter.text("name").to_owned();
            named.push((naming::snake(&name), name, item));
        }
    }
    // The builder keeps the body under this name.
    if let Some(body) = operation.get("requestBody") {
        named.push(("body".to_owned(), "the request body".to_owned(), body));
    }
    check_distinct("parameters", named.clone(), findings);
    named.retain(|(rust, _, _)| rust != "body");
    let parameters: Vec<String> = named.iter().map(|(rust, _, _)| rust.clone()).collect();
    let object = requests::schema(document, operation)
        .and_then(|schema| schema.follow(document, "schemas"))
        .filter(|schema| schema.text("type") == "object");
    let fields: Vec<_> = object
        .iter()
        .flat_map(|object| setters(document, object, &parameters))
        .collect();
    named.extend(fields.iter().cloned());
    let taken = [
        ("client", "the client"),
        ("send", "the method `send`"),
        ("new", "`new`"),
        ("options", "the builder's options"),
        ("retry", "the method `retry`"),
        ("answer_limit", "the method `answer_limit`"),
        ("idempotent", "the method `idempotent`"),
        ("call_timeout", "the method `call_timeout`"),
        ("timeout", "the method `timeout`"),
        ("pages", "the method `pages`"),
        ("items", "the method `items`"),
        ("wait", "the method `wait`"),
        ("wait_all", "the method `wait_all`"),
        ("download", "the method `download`"),
        ("open", "the method `open`"),
    ];
    for (rust, what) in taken {
        for (_, wire, part) in named.iter().filter(|(name, _, _)| name == rust) {
            let message = format!("name clash: parameter {wire} and {what} both give {rust}");
            findings.report(
                part,
                message,
                "teach the generator another name for the setter",
            );
        }
    }
    check_distinct("properties", fields, findings);
}

/// The setters of an object that is sent, each with its name on the wire: two where null may be sent.
/// Beside a parameter that has the name, `taken`, a property gets another one.
fn setters<'a>(
    document: &'a Document,
    object: &Part<'a>,
    taken: &[String],
) -> Vec<(String, String, Part<'a>)> {
    let mut setters = Vec::new();
    for (name, field) in fields::all(document, object) {
        let mut rust = naming::setter(name);
        if taken.contains(&rust) {
            rust = naming::body_setter(name);
        }
        let target = field.follow(document, "schemas");
        if target.is_some_and(|target| target.flag("nullable")) {
            let null = naming::snake(&format!("{rust}_null"));
            setters.push((null, format!("null for {name}"), field.clone()));
        }
        setters.push((rust, name.to_owned(), field));
    }
    setters
}

fn check_object_setters(document: &Document, object: &Part<'_>, findings: &mut Findings<'_>) {
    let setters = setters(document, object, &[]);
    for (_, wire, part) in setters.iter().filter(|(rust, _, _)| rust == "new") {
        let message = format!("name clash: property {wire} and the function `new`");
        findings.report(
            part,
            message,
            "teach the generator another name for the setter",
        );
    }
    check_distinct("properties", setters, findings);
}
