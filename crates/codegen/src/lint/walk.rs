//! Finding things in a document, apart from judging them: operations, components, properties, and what kind a
//! schema is of.

use super::part::Part;
use crate::document::{Document, map_values};
use crate::methods::is_method;
use crate::model::{Coding, ValueForm, age, is_json};
use crate::openapi::is_known_in_schemas;

/// Every operation of the document, with method and path template.
pub(super) fn operations<'a>(root: &Part<'a>) -> Vec<(&'a str, &'a str, Part<'a>)> {
    let mut list = Vec::new();
    for (template, path_item) in root.members_of("paths") {
        for (method, operation) in path_item.members() {
            if is_method(method) {
                list.push((method, template, operation));
            }
        }
    }
    list
}

/// The members of one section of `components`.
pub(super) fn components<'a>(root: &Part<'a>, section: &str) -> Vec<(&'a str, Part<'a>)> {
    root.get("components")
        .map(|part| part.members_of(section))
        .unwrap_or_default()
}

/// The newest JSON of a body: what is sent and asked for.
pub(super) fn newest_json<'a>(owner: &Part<'a>) -> Option<(&'a str, Part<'a>)> {
    let content = owner.members_of("content").into_iter();
    let json = content.filter(|(media_type, _)| is_json(media_type));
    json.max_by_key(|(media_type, _)| age(media_type))
}

/// What a request is sent as, of all that a document allows.
pub(super) fn sent<'a>(
    document: &Document,
    body: &Part<'a>,
) -> Option<(&'a str, Part<'a>, Coding)> {
    let (media_type, _, coding) = crate::model::sent(document, body.value)?;
    let mut content = body.members_of("content").into_iter();
    let (_, media) = content.find(|(known, _)| *known == media_type)?;
    Some((media_type, media, coding))
}

/// The schema of a parameter: its own, or that of its JSON.
pub(super) fn parameter_schema<'a>(parameter: &Part<'a>) -> Option<Part<'a>> {
    parameter.get("schema").or_else(|| {
        let content = parameter.members_of("content").into_iter();
        let mut json = content.filter(|(media_type, _)| is_json(media_type));
        json.next()?.1.get("schema")
    })
}

/// The parameters of an operation that are written like a body, each with its schema.
pub(super) fn sent_values<'a>(
    document: &'a Document,
    operation: &Part<'a>,
) -> Vec<(Part<'a>, Part<'a>)> {
    let parameters = operation.items_of("parameters").into_iter();
    let parameters = parameters.filter_map(|item| item.follow(document, "parameters"));
    parameters
        .filter(|parameter| ValueForm::of(document, parameter.value) != ValueForm::Plain)
        .filter_map(|parameter| {
            let schema = parameter_schema(&parameter)?;
            Some((parameter, schema))
        })
        .collect()
}

/// The schema of the body that an operation makes of values, as it is written there.
pub(super) fn body_schema<'a>(document: &'a Document, operation: &Part<'a>) -> Option<Part<'a>> {
    let body = operation
        .get("requestBody")?
        .follow(document, "requestBodies")?;
    let (_, media, coding) = sent(document, &body)?;
    media.get("schema").filter(|_| coding.is_made())
}

/// The properties of an object that is sent, without those that only the provider writes.
pub(super) fn sent_properties<'a>(
    document: &'a Document,
    object: &Part<'a>,
) -> Vec<(&'a str, Part<'a>)> {
    let mut properties = object.members_of("properties");
    properties.retain(|(_, property)| {
        let target = property.follow(document, "schemas");
        !property.flag("readOnly") && !target.is_some_and(|target| target.flag("readOnly"))
    });
    properties
}

/// The properties of an object that answers may have.
pub(super) fn read_properties<'a>(document: &'a Document, object: &Part<'a>) -> Vec<Part<'a>> {
    let properties = object.members_of("properties").into_iter();
    properties
        .map(|(_, property)| property)
        .filter(|property| {
            let target = property.follow(document, "schemas");
            !property.flag("writeOnly") && !target.is_some_and(|target| target.flag("writeOnly"))
        })
        .collect()
}

/// What an array holds, or a map as far as it says that.
pub(super) fn within<'a>(schema: &Part<'a>) -> Option<Part<'a>> {
    if map_values(schema.value).is_none() {
        return schema.get("items");
    }
    let values = schema.get("additionalProperties")?;
    values.value.is_object().then_some(values)
}

/// Whether a schema is meant as a union: whatever is wrong with it, the rules for unions report.
pub(super) fn is_union(schema: &Part<'_>) -> bool {
    schema.get("oneOf").is_some() && schema.get("discriminator").is_some()
}

/// Whether a schema is one of several, where no property says which.
pub(super) fn is_untagged(schema: &Part<'_>) -> bool {
    crate::model::is_untagged(schema.value) && schema.depth() == 3
}

/// Whether a schema is a union of either kind.
pub(super) fn is_choice(schema: &Part<'_>) -> bool {
    is_union(schema) || is_untagged(schema)
}

/// The members of a union of either kind, as they are written.
pub(super) fn members<'a>(union: &Part<'a>) -> Vec<Part<'a>> {
    let mut members = union.items_of("oneOf");
    members.extend(union.items_of("anyOf"));
    members
}

/// The members of a union, references followed.
pub(super) fn union_members<'a>(document: &'a Document, union: &Part<'a>) -> Vec<Part<'a>> {
    let members = union.items_of("oneOf").into_iter();
    members
        .filter_map(|member| member.follow(document, "schemas"))
        .collect()
}

/// Whether a schema is composed in a way that is a finding of its own.
pub(super) fn is_composed(schema: &Part<'_>) -> bool {
    composition(schema).is_some() && !is_choice(schema)
}

/// The first of the keys that compose a schema from others.
pub(super) fn composition<'a>(schema: &Part<'a>) -> Option<(&'static str, Part<'a>)> {
    let keys = ["oneOf", "anyOf", "allOf", "not", "discriminator"];
    keys.into_iter()
        .find_map(|key| Some((key, schema.get(key)?)))
}

/// The types of OpenAPI 3.0.
const TYPES: &[&str] = &["string", "integer", "number", "boolean", "array", "object"];

/// Whether a schema has rules but no type that they could apply to, which is a finding of its own.
pub(super) fn lacks_type(schema: &Part<'_>) -> bool {
    let kind = schema.text("type");
    idle_keys(schema).into_iter().any(needs_type) || !(kind.is_empty() || TYPES.contains(&kind))
}

/// Whether a key says nothing without a type. Others are words, or say something about any value.
pub(super) fn needs_type(key: &str) -> bool {
    let others = [
        "default",
        "deprecated",
        "externalDocs",
        "not",
        "readOnly",
        "title",
        "writeOnly",
        "xml",
    ];
    !others.contains(&key)
}

/// The members of a schema that OpenAPI knows. Others have a finding already.
pub(super) fn schema_members<'a>(schema: &Part<'a>) -> Vec<(&'a str, Part<'a>)> {
    let mut members = schema.members();
    members.retain(|(key, _)| is_known_in_schemas(key));
    members
}

/// The keys of a schema without a type that would need one; words alone mean any JSON.
pub(super) fn idle_keys<'a>(schema: &Part<'a>) -> Vec<&'a str> {
    if !schema.text("type").is_empty() || is_choice(schema) {
        return Vec::new();
    }
    let keys = schema_members(schema).into_iter().map(|(key, _)| key);
    keys.filter(|key| {
        !matches!(*key, "description" | "example" | "nullable") && !key.starts_with("x-")
    })
    .collect()
}
