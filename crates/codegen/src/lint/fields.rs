//! An object in a request: each property that a client may write becomes a setter.

use super::part::{Findings, Part};
use super::reach::{Walk, is_object};
use super::tags::Unions;
use super::texts::{self, Place};
use super::values;
use super::walk::{
    body_schema, is_choice, is_composed, lacks_type, members, schema_members, sent_properties,
    sent_values, within,
};
use super::{kinds, lists};
use crate::document::{Document, map_values, reference_name};

/// What requests carry, checked once however many of them carry it.
pub(super) struct Bodies<'a, 'u> {
    document: &'a Document,
    unions: &'u Unions<'a>,
    walk: Walk<'a>,
}

impl<'a, 'u> Bodies<'a, 'u> {
    pub(super) fn new(document: &'a Document, unions: &'u Unions<'a>) -> Self {
        Self {
            document,
            unions,
            walk: Walk::new(document),
        }
    }

    /// Checks the body of an operation and all that it leads to.
    pub(super) fn check(&mut self, operation: &Part<'a>, findings: &mut Findings<'_>) {
        if let Some((schema, body)) = self.body(operation) {
            self.check_value("body", &schema, &body, findings);
        }
        for (parameter, schema) in sent_values(self.document, operation) {
            let target = schema.follow(self.document, "schemas");
            let is_known = |target: &Part<'_>| !lacks_type(target) && !is_composed(target);
            if let Some(target) = target.filter(is_known) {
                self.check_value(parameter.text("name"), &schema, &target, findings);
            }
        }
    }

    /// Checks `body`, which is or is referred to by `schema`, and all that it leads to.
    fn check_value(
        &mut self,
        name: &str,
        schema: &Part<'a>,
        body: &Part<'a>,
        findings: &mut Findings<'_>,
    ) {
        if is_choice(body) || is_object(body) {
            check_whole(body, findings);
        } else {
            check_target(self.document, name, schema, body, findings);
        }
        let (objects, unions) = self.walk.below(body);
        for object in objects {
            check_object(self.document, self.unions, &object, findings);
        }
        for union in unions {
            for member in members(&union) {
                check_inner(self.document, union.name(), &member, findings);
            }
        }
    }

    /// The component that is the body of an operation, and what refers to it. Anything else is a finding of the
    /// request.
    fn body(&self, operation: &Part<'a>) -> Option<(Part<'a>, Part<'a>)> {
        let schema = body_schema(self.document, operation)?;
        reference_name(schema.value)?;
        let target = schema.follow(self.document, "schemas")?;
        let is_known = !lacks_type(&target) && !is_composed(&target);
        is_known.then_some((schema, target))
    }
}

fn check_whole(body: &Part<'_>, findings: &mut Findings<'_>) {
    for key in ["nullable", "default"] {
        if let Some(member) = body.get(key).filter(|_| !is_choice(body)) {
            let message = format!("`{key}` is not supported on a request body");
            findings.report(
                "idle/body-key",
                &member,
                message,
                "remove it: the client does nothing with it",
            );
        }
    }
}

fn check_object(
    document: &Document,
    unions: &Unions<'_>,
    object: &Part<'_>,
    findings: &mut Findings<'_>,
) {
    check_tag(document, unions, object, findings);
    let fields = sent_properties(document, object);
    if fields.is_empty() && !object.members_of("properties").is_empty() {
        findings.report("idle/nothing-to-send", 
            object,
            "every property of this object is `readOnly`, but requests contain the object: there is nothing to send",
            "leave the object out, or correct the properties",
        );
    }
    for (name, field) in fields {
        check_field(document, name, &field, findings);
    }
}

/// Requests must contain what identifies a member of a union.
fn check_tag(
    document: &Document,
    unions: &Unions<'_>,
    object: &Part<'_>,
    findings: &mut Findings<'_>,
) {
    let name = object.name();
    for tag in unions.tags_of(name) {
        let property = object.get("properties").and_then(|all| all.get(tag));
        let Some(property) = property else { continue };
        let target = property.follow(document, "schemas");
        if target.is_some_and(|target| target.flag("readOnly")) {
            findings.report("wire/union-tag-not-sent", 
                &property,
                format!("property {tag} identifies {name} in requests, but it is `readOnly`"),
                "remove `readOnly`, or describe the member that requests contain as an object of its own",
            );
        }
    }
}

fn check_field(document: &Document, name: &str, field: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(target) = field.follow(document, "schemas") else {
        return;
    };
    // The rules for all schemas report these.
    if lacks_type(&target) || is_composed(&target) {
        return;
    }
    check_target(document, name, field, &target, findings);
}

/// Checks `field`, which is or refers to `target`.
fn check_target(
    document: &Document,
    name: &str,
    field: &Part<'_>,
    target: &Part<'_>,
    findings: &mut Findings<'_>,
) {
    if target.text("type") == "array" {
        check_array(document, name, field, target, findings);
    } else if map_values(target.value).is_some() {
        check_map(document, name, target, findings);
    } else {
        check_value(name, field, target, findings);
    }
}

/// Checks what an array or a map holds.
fn check_inner(document: &Document, name: &str, inner: &Part<'_>, findings: &mut Findings<'_>) {
    // The rules for all schemas report the others.
    if let Some(target) = inner.follow(document, "schemas")
        && !lacks_type(&target)
        && !is_composed(&target)
    {
        check_target(document, name, inner, &target, findings);
    }
}

/// Checks a map: an object whose members have any name.
fn check_map(document: &Document, name: &str, map: &Part<'_>, findings: &mut Findings<'_>) {
    check_keys(
        name,
        map,
        &[
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "properties",
            "required",
        ],
        "only the number of entries is checked in a map",
        findings,
    );
    lists::check_range(map, "minProperties", "maxProperties", findings);
    if let Some(values) = within(map) {
        check_inner(document, name, &values, findings);
    }
}

/// Checks an array: a named one of texts with a name is a checked type, any other is made where it
/// stands.
fn check_array(
    document: &Document,
    name: &str,
    field: &Part<'_>,
    array: &Part<'_>,
    findings: &mut Findings<'_>,
) {
    let Some(item) = array.get("items") else {
        return; // a finding of the schema itself
    };
    let Some(target) = item.follow(document, "schemas") else {
        return;
    };
    let is_reference = |part: &Part<'_>| reference_name(part.value).is_some();
    let is_plain = target.text("type") == "string" && !target.flag("nullable");
    if is_reference(field) && is_reference(&item) && is_plain {
        lists::check(document, array, findings);
        return;
    }
    check_keys(
        name,
        array,
        &["items", "minItems", "maxItems"],
        "only the number of items is checked in an array",
        findings,
    );
    lists::check_count(array, findings);
    check_inner(document, name, &item, findings);
}

/// Checks anything but an array or a map. `target` is what `field` is or refers to.
fn check_value(name: &str, field: &Part<'_>, target: &Part<'_>, findings: &mut Findings<'_>) {
    if is_choice(target) {
        return; // its members are checked on their own
    }
    let is_reference = reference_name(field.value).is_some();
    let is_enum = target.get("enum").is_some();
    match (target.text("type"), is_reference) {
        ("object", true) => {} // checked on its own
        ("string", true) => texts::check(target, Place::Body, findings),
        ("string", false) if is_enum => texts::check(target, Place::Body, findings),
        ("string", false) => check_text(name, field, findings),
        ("integer", _) => {
            check_keys(
                name,
                target,
                &["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "enum"],
                "only `minimum`, `maximum` and `enum` are checked: add other limits to the generator when an operation needs them",
                findings,
            );
            values::check(target, findings);
        }
        ("number", _) => {
            check_keys(
                name,
                target,
                &["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "enum"],
                "only `minimum`, `maximum` and `enum` are checked",
                findings,
            );
            values::check(target, findings);
        }
        ("boolean", _) => {
            check_keys(name, target, &["enum"], "only `enum` is checked", findings);
            values::check(target, findings);
        }
        ("", _) => {} // any JSON
        (kind, _) => findings.report(
            "unsupported/property-type",
            &field.at("type"),
            format!("property {name}, which requests contain, has the type {kind:?}, which is not supported here"),
            "a field of a request is a boolean, a number, a text or an enum, written at the property; a `$ref` \
             to a text, an enum or an object; any JSON; or an array or a map of one of these",
        ),
    }
}

/// A text without a name: any text, or a date.
fn check_text(name: &str, field: &Part<'_>, findings: &mut Findings<'_>) {
    check_keys(
        name,
        field,
        &["format"],
        "move a text with limits to components.schemas: its name becomes the name of the checked \
         type",
        findings,
    );
    let format = field.text("format");
    let is_date = matches!(format, "date" | "date-time");
    if let Some(member) = field.get("format").filter(|_| !is_date) {
        findings.report(
            "house/property-format",
            &member,
            format!(
                "format {format:?} is not supported on property {name}, which requests contain"
            ),
            "leave it out, or write a pattern",
        );
    }
    if is_date && field.flag("x-sensitive") {
        findings.report(
            "unsupported/sensitive-date",
            field,
            format!("property {name}, which requests contain, is both a date and sensitive"),
            "remove one of the two: an error would show an invalid date",
        );
    }
}

fn check_keys(name: &str, field: &Part<'_>, own: &[&str], hint: &str, findings: &mut Findings<'_>) {
    let of_type = kinds::own_keys(field.text("type")).unwrap_or_default();
    for (key, member) in schema_members(field) {
        // What means nothing in a schema of this type is a finding of the schema.
        if own.contains(&key) || !of_type.contains(&key) {
            continue;
        }
        findings.report(
            "idle/property-limit",
            &member,
            format!("`{key}` is not supported on property {name}, which requests contain"),
            hint,
        );
    }
}
