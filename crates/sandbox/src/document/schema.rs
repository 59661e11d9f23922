//! From a schema of OpenAPI 3.0 to a validator.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use super::source::{DocumentError, Source, array};

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Use {
    Parameter,
    /// Has no property that the document does not name, and none that only the provider writes.
    Request,
    /// Has no property that the document does not name, and none that only the client writes.
    Response,
}

/// The validators of one document, each compiled once.
pub(super) struct Schemas<'a> {
    source: Source<'a>,
    compiled: RefCell<HashMap<(String, Use), Arc<Validator>>>,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(source: Source<'a>) -> Self {
        Self {
            source,
            compiled: RefCell::default(),
        }
    }

    /// The document's own schemas that a schema refers to, directly or through others. Not all of
    /// them: a validator takes the time to read all that comes with its schema.
    fn referred(&self, schema: &Value) -> Map<String, Value> {
        let mut found = Map::new();
        let mut names = Vec::new();
        references(schema, &mut names);
        while let Some(name) = names.pop() {
            let known = self.source.schema(name);
            if let Some(schema) = known.filter(|_| !found.contains_key(name)) {
                references(schema, &mut names);
                found.insert(name.to_owned(), schema.clone());
            }
        }
        found
    }

    /// Removes the properties that have `flag`, themselves or in the component that they refer to, from all
    /// objects in `schema`.
    fn leave_out(&self, flag: &str, schema: &mut Value) {
        match schema {
            Value::Object(members) => {
                let mut gone = Vec::new();
                if let Some(Value::Object(properties)) = members.get_mut("properties") {
                    properties.retain(|name, property| {
                        let is_other = self.source.is_flagged(property, flag);
                        if is_other {
                            gone.push(name.clone());
                        }
                        !is_other
                    });
                }
                if let Some(Value::Array(required)) = members.get_mut("required") {
                    required.retain(|name| !gone.iter().any(|one| name == one));
                    // The draft does not allow an empty list of required properties.
                    if required.is_empty() {
                        members.remove("required");
                    }
                }
                members
                    .values_mut()
                    .for_each(|value| self.leave_out(flag, value));
            }
            Value::Array(items) => items
                .iter_mut()
                .for_each(|value| self.leave_out(flag, value)),
            _ => {}
        }
    }

    /// A compiled schema. Most are used in many places, such as that of errors, and compiling is slow.
    pub(super) fn validator(
        &self,
        schema: &Value,
        use_: Use,
        place: &str,
    ) -> Result<Arc<Validator>, DocumentError> {
        let key = (schema.to_string(), use_);
        if let Some(known) = self.compiled.borrow().get(&key) {
            return Ok(Arc::clone(known));
        }
        let validator = Arc::new(self.compile(schema, use_, place)?);
        let mut compiled = self.compiled.borrow_mut();
        compiled.insert(key, Arc::clone(&validator));
        Ok(validator)
    }

    /// Compiles a schema. The document's own schemas that it refers to come with it, where its
    /// references look for them.
    fn compile(&self, schema: &Value, use_: Use, place: &str) -> Result<Validator, DocumentError> {
        let mut components = Value::Object(self.referred(schema));
        let mut schema = schema.clone();
        let other_side = match use_ {
            Use::Parameter => None,
            Use::Request => Some("readOnly"),
            Use::Response => Some("writeOnly"),
        };
        if let Some(flag) = other_side {
            self.leave_out(flag, &mut schema);
            self.leave_out(flag, &mut components);
        }
        if let Some(schemas) = components.as_object_mut() {
            schemas.values_mut().for_each(to_json_schema);
        }
        to_json_schema(&mut schema);
        if other_side.is_some() {
            close(&mut schema);
            close(&mut components);
        }
        let schema = json!({ "allOf": [schema], "components": { "schemas": components } });
        jsonschema::options()
            // The draft that OpenAPI 3.0 grew from: `exclusiveMinimum` is a flag there.
            .with_draft(Draft::Draft4)
            .build(&schema)
            .map_err(|error| DocumentError::new(place, error))
    }
}

/// The names of the document's own schemas that `schema` refers to.
fn references<'a>(schema: &'a Value, names: &mut Vec<&'a str>) {
    match schema {
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            names.extend(reference.and_then(|text| text.strip_prefix("#/components/schemas/")));
            members.values().for_each(|value| references(value, names));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, names)),
        _ => {}
    }
}

/// Translates `nullable` to JSON Schema. A validator ignores everything else that OpenAPI adds.
fn to_json_schema(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.remove("nullable") == Some(Value::Bool(true)) {
                if let Some(Value::String(kind)) = members.get("type") {
                    let kinds = json!([kind, "null"]);
                    members.insert("type".to_owned(), kinds);
                }
                if let Some(Value::Array(values)) = members.get_mut("enum") {
                    values.push(Value::Null);
                }
            }
            tell_apart(members);
            // Examples are data, not schemas, and may contain anything.
            members.remove("example");
            members.remove("default");
            members.values_mut().for_each(to_json_schema);
        }
        Value::Array(items) => items.iter_mut().for_each(to_json_schema),
        _ => {}
    }
}

/// Translates a `discriminator` to JSON Schema: each member of a `oneOf` only with its own values.
fn tell_apart(members: &mut Map<String, Value>) {
    let Some(discriminator) = members.remove("discriminator") else {
        return;
    };
    let tag = discriminator.get("propertyName").and_then(Value::as_str);
    let (Some(tag), Some(Value::Array(arms))) = (tag, members.get_mut("oneOf")) else {
        return;
    };
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    for arm in arms {
        let of_arm = mapping
            .into_iter()
            .flatten()
            .filter(|(_, target)| arm.get("$ref") == Some(target));
        let values: Vec<&String> = of_arm.map(|(value, _)| value).collect();
        *arm = json!({ "allOf": [
            arm.clone(),
            { "required": [tag], "properties": { tag: { "enum": values } } },
        ] });
    }
}

/// Allows every object only the properties that it names. An object that names none, or that has
/// `additionalProperties`, stays as it is.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let kind = members.get("type");
            let is_object = kind.is_some_and(|kind| {
                kind == "object" || array(Some(kind)).iter().any(|kind| kind == "object")
            });
            if is_object
                && members.get("properties").is_some_and(Value::is_object)
                && !members.contains_key("additionalProperties")
            {
                members.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            members.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}
