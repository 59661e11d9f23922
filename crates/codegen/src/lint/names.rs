//! Name clashes: two things of the document that would get one name in Rust.

use std::collections::{BTreeMap, BTreeSet};

use super::part::{Findings, Part};
use super::reach;
use super::walk::{body_schema, components, operations, sent_properties, within};
use crate::document::Document;
use crate::model::is_left_out;
use crate::naming;

/// Something of the document: its name in Rust, its own name, and its place.
type Named<'a> = (String, String, Part<'a>);

/// Checks methods, types, fields and setters.
pub(super) fn check(document: &Document, root: &Part<'_>, findings: &mut Findings<'_>) {
    check_methods(root, findings);
    check_types(document, root, findings);
    for (_, _, operation) in operations(root) {
        check_setters(document, &operation, findings);
    }
    for object in reach::nested(document, root) {
        let setters = setters(document, &object, naming::object_setter, &BTreeSet::new());
        check_distinct(OF_PROPERTIES, "properties", setters, findings);
    }
}

/// Reports every later one of several parts with the same Rust name.
fn check_distinct<'a>(
    rule: &'static str,
    what: &str,
    named: impl IntoIterator<Item = Named<'a>>,
    findings: &mut Findings<'_>,
) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (rust, wire, part) in named {
        if let Some(first) = seen.get(&rust) {
            findings.report(
                rule,
                &part,
                format!("name clash: {what} {first} and {wire} would both be called {rust}"),
                HINT,
            );
        } else {
            seen.insert(rust, wire);
        }
    }
}

/// In documents of others these are operations and types that the normal form did not name, or one parameter twice.
const OF_ALL: &str = "unsupported/name-clash";

/// Properties and their setters get numbers in documents of others.
const OF_PROPERTIES: &str = "house/property-clash";

const HINT: &str = "rename one of them; if the API needs both, leave out the less important one, with an \
                    `x-deviation` on its owner";

fn check_methods(root: &Part<'_>, findings: &mut Findings<'_>) {
    let named = operations(root)
        .into_iter()
        .filter_map(|(_, _, operation)| {
            let id = operation.text("operationId").to_owned();
            (!id.is_empty()).then(|| (naming::method(&id), id, operation))
        });
    check_distinct(OF_ALL, "operations", named, findings);
}

/// Component schemas, and the enums within them, which get the name of their owner and property.
fn check_types(document: &Document, root: &Part<'_>, findings: &mut Findings<'_>) {
    let mut named = Vec::new();
    for (name, schema) in components(root, "schemas") {
        if !naming::has_letters(name) {
            let message = format!("schema name {name:?} does not make a valid type name");
            findings.report(
                "unsupported/schema-name",
                &schema,
                message,
                "use letters and digits",
            );
        }
        named.push((naming::pascal(name), name.to_owned(), schema.clone()));
        let mut fields = Vec::new();
        for (property, part) in schema.members_of("properties") {
            let field = naming::snake(property);
            if !naming::has_letters(property) {
                let message = format!("property name {property:?} makes no telling field name");
                let hint = "only names with a letter or a digit do: leave the property out, with an \
                            `x-deviation` on the schema";
                findings.report("house/property-name", &part, message, hint);
            }
            fields.push((field, property.to_owned(), part.clone()));
            if let Some(suffix) = inner_enum(document, &part) {
                let rust = naming::pascal(&format!("{name}_{property}{suffix}"));
                named.push((rust, format!("{name}.{property}"), part));
            }
        }
        check_distinct(OF_PROPERTIES, "properties", fields, findings);
    }
    check_distinct(OF_ALL, "types", named, findings);
}

/// What the name of an enum without a name of its own ends in: nothing for a property, `_item` for
/// the items of an array, `_value` for those of a map. Nothing at all if there is no such enum.
fn inner_enum(document: &Document, part: &Part<'_>) -> Option<String> {
    let mut suffix = String::new();
    let mut part = part.clone();
    loop {
        let target = part.follow(document, "schemas")?;
        if target.get("enum").is_some() {
            let is_inner = part.get("$ref").is_none() && !target.flag("x-sensitive");
            return is_inner.then_some(suffix);
        }
        suffix.push_str(match target.get("items") {
            Some(_) => "_item",
            None => "_value",
        });
        part = within(&target)?;
        // Arrays that hold only themselves have a finding of their own.
        if suffix.len() > MAX_SUFFIX {
            return None;
        }
    }
}

const MAX_SUFFIX: usize = 64;

fn check_setters(document: &Document, operation: &Part<'_>, findings: &mut Findings<'_>) {
    let mut named: Vec<Named<'_>> = Vec::new();
    let mut places = BTreeSet::new();
    for item in operation.items_of("parameters") {
        let Some(parameter) = item.follow(document, "parameters") else {
            continue;
        };
        if !parameter.flag("x-omit") && !is_left_out(parameter.value) {
            let name = parameter.text("name").to_owned();
            if !places.insert((name.clone(), parameter.text("in").to_owned())) {
                let twice = (naming::parameter(&name), name, item);
                check_distinct(OF_ALL, "parameters", [twice.clone(), twice], findings);
                continue;
            }
            named.push((naming::parameter(&name), name, item));
        }
    }
    // The later one gets a number.
    let mut seen = BTreeSet::new();
    for (rust, wire, part) in &mut named {
        let own = rust.clone();
        *rust = naming::unique_parameter(own.clone(), &mut seen);
        if *rust != own {
            findings.report(
                "house/parameter-clash",
                part,
                format!("name clash: two parameters, the second {wire}, would be called {own}"),
                HINT,
            );
        }
    }
    let object = body_schema(document, operation)
        .and_then(|schema| schema.follow(document, "schemas"))
        .filter(|schema| schema.text("type") == "object");
    let Some(object) = object else { return };
    let setters = setters(document, &object, naming::setter, &seen);
    check_distinct(
        OF_PROPERTIES,
        "properties",
        named.into_iter().chain(setters),
        findings,
    );
}

/// The setters of an object that is sent, each with its name on the wire: two where null may be sent.
/// Beside a parameter that has the name, `taken`, a property gets another one.
fn setters<'a>(
    document: &'a Document,
    object: &Part<'a>,
    setter: fn(&str) -> String,
    taken: &BTreeSet<String>,
) -> Vec<Named<'a>> {
    let mut setters = Vec::new();
    for (name, field) in sent_properties(document, object) {
        let mut rust = setter(name);
        if taken.contains(&rust) {
            rust = naming::body_setter(name);
        }
        let target = field.follow(document, "schemas");
        if field.flag("nullable") || target.is_some_and(|target| target.flag("nullable")) {
            let null = naming::null_setter(&rust);
            setters.push((null, format!("null for {name}"), field.clone()));
        }
        setters.push((rust, name.to_owned(), field));
    }
    setters
}
