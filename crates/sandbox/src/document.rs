//! The OpenAPI documents, read into what the server needs of them: which operations there are,
//! and what each one allows.

use crate::answer::JSON;
use crate::example::Example;
use crate::route::PathTemplate;
use axum::http::Method;
use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// How deep references may lead to further references.
const MAX_REFERENCES: usize = 16;

/// One operation of one document.
#[derive(Debug)]
pub(crate) struct Operation {
    /// `operationId`.
    pub(crate) id: String,
    /// Method.
    pub(crate) method: Method,
    /// Path.
    pub(crate) template: PathTemplate,
    /// Whether a second time does no harm: `x-idempotent`, or else what the method says.
    pub(crate) idempotent: bool,
    /// All parameters, those of the path item too.
    pub(crate) parameters: Vec<Parameter>,
    /// The request body, if the operation takes one.
    pub(crate) body: Option<RequestBody>,
    /// Media types of the answer to a success.
    pub(crate) produces: Vec<String>,
    /// The answers that the document names.
    pub(crate) responses: Vec<Response>,
    /// What its success looks like, if it has one.
    pub(crate) example: Option<Example>,
}

/// An answer that the document names.
#[derive(Debug)]
pub(crate) struct Response {
    /// Status.
    pub(crate) status: u16,
    /// Media types with what each must look like; empty if there is no body. Unlike those of
    /// requests, these refuse properties that the document does not name.
    pub(crate) content: Vec<(String, Arc<Validator>)>,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A segment of the path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
}

/// How a parameter's text is to be read before its schema applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    /// As it is.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A number, whole or not as the schema says.
    Number,
}

/// One parameter.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// Wire name.
    pub(crate) name: String,
    /// Where it travels.
    pub(crate) place: Place,
    /// Whether it must be there.
    pub(crate) required: bool,
    /// Whether no text at all, as in `status=`, means that it is not there.
    pub(crate) may_be_empty: bool,
    /// How to read it.
    pub(crate) scalar: Scalar,
    /// What it must be.
    pub(crate) schema: Arc<Validator>,
}

/// A request body.
#[derive(Debug)]
pub(crate) struct RequestBody {
    /// Whether it must be there.
    pub(crate) required: bool,
    /// Media types with what each must look like.
    pub(crate) content: Vec<(String, Arc<Validator>)>,
}

/// What is wrong with a document, and where.
#[derive(Clone, Debug)]
pub(crate) struct DocumentError {
    place: String,
    problem: String,
}

impl DocumentError {
    fn new(place: impl Into<String>, problem: impl fmt::Display) -> Self {
        Self {
            place: place.into(),
            problem: problem.to_string(),
        }
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.problem)
    }
}

impl std::error::Error for DocumentError {}

/// Reads the operations of an OpenAPI 3.0 document in YAML.
pub(crate) fn operations(yaml: &str) -> Result<Vec<Operation>, DocumentError> {
    // Only `true` and `false` are booleans; `no` and `on` are text.
    let options = serde_saphyr::options! { strict_booleans: true };
    let root: Value = serde_saphyr::from_str_with_options(yaml, options)
        .map_err(|error| DocumentError::new("document", error))?;
    let document = Document {
        root: &root,
        compiled: RefCell::default(),
    };
    let paths = root
        .get("paths")
        .and_then(Value::as_object)
        .ok_or_else(|| DocumentError::new("paths", "missing"))?;
    let mut operations = Vec::new();
    for (path, item) in paths {
        let item = document.resolve(item, path)?;
        for (key, value) in object(item, path)? {
            if let Some(method) = method(key) {
                operations.push(document.operation(path, item, method, value)?);
            }
        }
    }
    // A path of the document goes before one with a parameter in the same place, as in
    // `/snapshots/shardedClusters` and `/snapshots/{snapshotId}`.
    operations.sort_by_key(|operation: &Operation| operation.template.parameters());
    Ok(operations)
}

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Use {
    Parameter,
    /// Has no property that the document does not name, and none that only the provider writes.
    Request,
    /// Has no property that the document does not name, and none that only the client writes.
    Response,
}

struct Document<'a> {
    root: &'a Value,
    compiled: RefCell<HashMap<(String, Use), Arc<Validator>>>,
}

impl<'a> Document<'a> {
    fn operation(
        &self,
        path: &str,
        item: &'a Value,
        method: Method,
        value: &'a Value,
    ) -> Result<Operation, DocumentError> {
        let place = format!("{method} {path}");
        let id = text(value, "operationId", &place)?.to_owned();
        let own = array(value.get("parameters"));
        let mut parameters = Vec::new();
        for parameter in own.iter().chain(array(item.get("parameters"))) {
            let parameter = self.parameter(parameter, &place)?;
            // An operation's own parameter replaces the one of the path item.
            if !parameters
                .iter()
                .any(|p: &Parameter| p.name == parameter.name && p.place == parameter.place)
            {
                parameters.push(parameter);
            }
        }
        let body = match value.get("requestBody") {
            Some(body) => Some(self.request_body(body, &place)?),
            None => None,
        };
        let by_method = matches!(
            method,
            Method::GET | Method::HEAD | Method::PUT | Method::DELETE
        );
        let idempotent = value.get("x-idempotent").and_then(Value::as_bool);
        Ok(Operation {
            id,
            idempotent: idempotent.unwrap_or(by_method),
            method,
            template: PathTemplate::parse(path),
            parameters,
            body,
            produces: self.produces(value, &place)?,
            responses: self.responses(value, &place)?,
            example: self.example(value, &place)?,
        })
    }

    fn example(&self, value: &'a Value, place: &str) -> Result<Option<Example>, DocumentError> {
        let mut successes = Vec::new();
        let responses = value.get("responses").and_then(Value::as_object);
        for (status, response) in responses.into_iter().flatten() {
            if let Some(status) = status
                .parse()
                .ok()
                .filter(|status| (200..300).contains(status))
            {
                successes.push((status, self.resolve(response, place)?));
            }
        }
        Ok(Example::of(value, &successes))
    }

    fn parameter(&self, value: &'a Value, place: &str) -> Result<Parameter, DocumentError> {
        let value = self.resolve(value, place)?;
        let name = text(value, "name", place)?.to_owned();
        let place = format!("{place}, parameter {name}");
        let travels = match text(value, "in", &place)? {
            "path" => Place::Path,
            "query" => Place::Query,
            "header" => Place::Header,
            other => {
                return Err(DocumentError::new(
                    place,
                    format!("cannot check a parameter in {other}"),
                ));
            }
        };
        let schema = value
            .get("schema")
            .ok_or_else(|| DocumentError::new(&place, "has no schema"))?;
        let scalar = match self
            .resolve(schema, &place)?
            .get("type")
            .and_then(Value::as_str)
        {
            Some("string") => Scalar::Text,
            Some("boolean") => Scalar::Boolean,
            Some("integer" | "number") => Scalar::Number,
            other => {
                let other = other.unwrap_or("none");
                return Err(DocumentError::new(
                    place,
                    format!("cannot check a parameter of type {other}"),
                ));
            }
        };
        Ok(Parameter {
            name,
            place: travels,
            required: flag(value, "required"),
            may_be_empty: flag(value, "allowEmptyValue"),
            scalar,
            schema: self.validator(schema, &place)?,
        })
    }

    fn request_body(&self, value: &'a Value, place: &str) -> Result<RequestBody, DocumentError> {
        let value = self.resolve(value, place)?;
        let content = value
            .get("content")
            .ok_or_else(|| DocumentError::new(place, "request body without content"))?;
        Ok(RequestBody {
            required: flag(value, "required"),
            // MongoDB documents that it refuses what it does not know and what it alone writes; of the
            // others it is unknown, and a client that sends nothing else notices no difference.
            content: self.content(content, Use::Request, place)?,
        })
    }

    fn responses(&self, value: &'a Value, place: &str) -> Result<Vec<Response>, DocumentError> {
        let responses = value.get("responses").and_then(Value::as_object);
        responses
            .into_iter()
            .flatten()
            .map(|(status, response)| {
                let place = format!("{place}, response {status}");
                let content = match self.resolve(response, &place)?.get("content") {
                    Some(content) => self.content(content, Use::Response, &place)?,
                    None => Vec::new(),
                };
                let status = status
                    .parse()
                    .map_err(|_| DocumentError::new(&place, "cannot check this status"))?;
                Ok(Response { status, content })
            })
            .collect()
    }

    fn content(
        &self,
        content: &Value,
        use_: Use,
        place: &str,
    ) -> Result<Vec<(String, Arc<Validator>)>, DocumentError> {
        object(content, place)?
            .iter()
            .map(|(media_type, value)| {
                let any = Value::Object(Map::new());
                let schema = value.get("schema").unwrap_or(&any);
                Ok((media_type.clone(), self.compiled(schema, use_, place)?))
            })
            .collect()
    }

    /// The media types under all 2xx answers, or plain JSON where none is named.
    fn produces(&self, value: &'a Value, place: &str) -> Result<Vec<String>, DocumentError> {
        let mut produces = Vec::new();
        let responses = value.get("responses").and_then(Value::as_object);
        for (status, response) in responses.into_iter().flatten() {
            if status.starts_with('2') {
                let response = self.resolve(response, place)?;
                let content = response.get("content").and_then(Value::as_object);
                produces.extend(content.into_iter().flatten().map(|(name, _)| name.clone()));
            }
        }
        if produces.is_empty() {
            produces.push(JSON.to_owned());
        }
        Ok(produces)
    }

    /// Follows references within the document.
    fn resolve(&self, value: &'a Value, place: &str) -> Result<&'a Value, DocumentError> {
        let mut value = value;
        for _ in 0..MAX_REFERENCES {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
                return Ok(value);
            };
            value = reference
                .strip_prefix('#')
                .and_then(|pointer| self.root.pointer(pointer))
                .ok_or_else(|| DocumentError::new(place, format!("cannot find {reference}")))?;
        }
        Err(DocumentError::new(place, "references lead nowhere"))
    }

    fn validator(&self, schema: &Value, place: &str) -> Result<Arc<Validator>, DocumentError> {
        self.compiled(schema, Use::Parameter, place)
    }

    /// The document's own schemas that a schema refers to, directly or through others. Not all of
    /// them: a validator takes the time to read what stands beside its schema.
    fn referred(&self, schema: &Value) -> Map<String, Value> {
        let mut found = Map::new();
        let mut names = Vec::new();
        references(schema, &mut names);
        while let Some(name) = names.pop() {
            let known = self.root["components"]["schemas"].get(name);
            if let Some(schema) = known.filter(|_| !found.contains_key(name)) {
                references(schema, &mut names);
                found.insert(name.to_owned(), schema.clone());
            }
        }
        found
    }

    /// Takes every property out of all objects in `schema` that itself, or the component that it refers
    /// to, has `flag`.
    fn leave_out(&self, flag: &str, schema: &mut Value) {
        match schema {
            Value::Object(members) => {
                let mut gone = Vec::new();
                if let Some(Value::Object(properties)) = members.get_mut("properties") {
                    properties.retain(|name, property| {
                        let is_other = self.is_flagged(property, flag);
                        if is_other {
                            gone.push(name.clone());
                        }
                        !is_other
                    });
                }
                if let Some(Value::Array(required)) = members.get_mut("required") {
                    required.retain(|name| !gone.iter().any(|one| name == one));
                    // The draft knows no empty list of required properties.
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

    fn is_flagged(&self, schema: &Value, name: &str) -> bool {
        let reference = schema.get("$ref").and_then(Value::as_str);
        let target = reference
            .and_then(|text| text.strip_prefix('#'))
            .and_then(|pointer| self.root.pointer(pointer));
        flag(target.unwrap_or(schema), name)
    }

    /// A compiled schema. Most stand in many places, such as that of errors, and compiling takes long.
    fn compiled(
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

    /// Compiles a schema. The document's own schemas that it refers to stand beside it, where its
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

/// The names of the document's own schemas that stand in references within `schema`.
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

/// Says `nullable` in the words of JSON Schema. All else that OpenAPI adds means nothing to a
/// validator and is left alone.
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
            // Examples are data, not schemas, and may hold anything.
            members.remove("example");
            members.remove("default");
            members.values_mut().for_each(to_json_schema);
        }
        Value::Array(items) => items.iter_mut().for_each(to_json_schema),
        _ => {}
    }
}

/// Says in the words of JSON Schema what a `discriminator` means: each member of a `oneOf` only with
/// its own values.
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

/// Lets every object have no properties but those it names. An object that names none, or that
/// speaks of further ones itself, stays as it is.
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

fn method(key: &str) -> Option<Method> {
    Some(match key {
        "get" => Method::GET,
        "put" => Method::PUT,
        "post" => Method::POST,
        "delete" => Method::DELETE,
        "patch" => Method::PATCH,
        "head" => Method::HEAD,
        _ => return None,
    })
}

fn object<'a>(value: &'a Value, place: &str) -> Result<&'a Map<String, Value>, DocumentError> {
    value
        .as_object()
        .ok_or_else(|| DocumentError::new(place, "must be a mapping"))
}

fn text<'a>(value: &'a Value, key: &str, place: &str) -> Result<&'a str, DocumentError> {
    value
        .get(key)
        .and_then(Value::as_str)
        .ok_or_else(|| DocumentError::new(place, format!("has no {key}")))
}

fn array(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::{Place, Scalar, operations};
    use serde_json::json;

    const DOCUMENT: &str = r##"
openapi: 3.0.3
paths:
  /things/{thingId}:
    parameters:
      - $ref: "#/components/parameters/ThingId"
    post:
      operationId: makeThing
      parameters:
        - { name: loud, in: query, schema: { type: boolean } }
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: "#/components/schemas/Thing" }
      responses:
        "200":
          description: done
          content:
            application/vnd.things+json: { schema: { $ref: "#/components/schemas/Thing" } }
components:
  parameters:
    ThingId:
      name: thingId
      in: path
      required: true
      schema: { $ref: "#/components/schemas/ThingId" }
  schemas:
    ThingId: { type: string, pattern: "^[a-f0-9]{4}$" }
    Thing:
      type: object
      required: [name, state]
      properties:
        name: { type: string, nullable: true, example: { type: nonsense } }
        size: { type: integer, minimum: 0, exclusiveMinimum: true }
        of: { $ref: "#/components/schemas/Thing" }
        state: { $ref: "#/components/schemas/State" }
        token: { type: string, writeOnly: true }
        shape: { $ref: "#/components/schemas/Shape" }
    Shape:
      oneOf:
        - $ref: "#/components/schemas/Circle"
        - $ref: "#/components/schemas/Square"
      discriminator:
        propertyName: kind
        mapping:
          circle: "#/components/schemas/Circle"
          disc: "#/components/schemas/Circle"
          square: "#/components/schemas/Square"
    Circle:
      type: object
      properties: { kind: { type: string }, size: { type: integer } }
    Square:
      type: object
      properties: { kind: { type: string }, size: { type: integer }, turned: { type: boolean } }
    State: { type: string, readOnly: true, enum: [new, old] }
"##;

    #[test]
    fn an_operation_is_read_with_its_references() {
        let operations = operations(DOCUMENT).unwrap();
        let [operation] = operations.as_slice() else {
            panic!("one operation expected");
        };
        assert_eq!(operation.id, "makeThing");
        assert_eq!(operation.produces, ["application/vnd.things+json"]);
        let loud = &operation.parameters[0];
        assert_eq!(
            (loud.place, loud.scalar, loud.required),
            (Place::Query, Scalar::Boolean, false)
        );
        let id = &operation.parameters[1];
        assert_eq!(
            (id.place, id.scalar, id.required),
            (Place::Path, Scalar::Text, true)
        );
        assert!(id.schema.is_valid(&json!("00ff")));
        assert!(!id.schema.is_valid(&json!("00fg")));
    }

    #[test]
    fn a_body_is_checked_as_openapi_means_it() {
        let operations = operations(DOCUMENT).unwrap();
        let body = operations[0].body.as_ref().unwrap();
        assert!(body.required);
        let (media_type, schema) = &body.content[0];
        assert_eq!(media_type, "application/json");
        for good in [
            json!({"name": "a"}),
            json!({"name": null}),
            json!({"name": "a", "of": {"name": "b", "size": 1}}),
        ] {
            assert!(schema.is_valid(&good), "{good}");
        }
        for bad in [
            json!({}),
            json!([]),
            json!({"name": 1}),
            json!({"name": "a", "size": 0}),
            json!({"name": "a", "of": {}}),
        ] {
            assert!(!schema.is_valid(&bad), "{bad}");
        }
    }

    /// One schema says what is sent and what is read: each side has properties of its own.
    #[test]
    fn only_the_provider_writes_some_properties_and_only_the_client_others() {
        let operations = operations(DOCUMENT).unwrap();
        let (_, request) = &operations[0].body.as_ref().unwrap().content[0];
        let (_, response) = &operations[0].responses[0].content[0];
        let state = json!({"name": "a", "state": "new"});
        let token = json!({"name": "a", "of": {"name": "b", "token": "t"}});
        assert!(response.is_valid(&state) && !request.is_valid(&state));
        assert!(request.is_valid(&token) && !response.is_valid(&token));
    }

    /// Without a look at the discriminator these members are alike.
    #[test]
    fn members_of_a_union_are_told_apart_by_their_discriminator() {
        let operations = operations(DOCUMENT).unwrap();
        let (_, schema) = &operations[0].body.as_ref().unwrap().content[0];
        let is_valid = |shape| schema.is_valid(&json!({"name": "a", "shape": shape}));
        assert!(is_valid(json!({"kind": "disc", "size": 1})));
        assert!(is_valid(json!({"kind": "square", "turned": true})));
        for bad in [
            json!({"kind": "circle", "turned": true}),
            json!({"kind": "triangle"}),
            json!({"size": 1}),
            json!({"kind": "square", "size": "large"}),
        ] {
            assert!(!is_valid(bad.clone()), "{bad}");
        }
    }

    #[test]
    fn a_broken_document_is_named_with_its_place() {
        for (document, place) in [
            ("a: [", "document"),
            ("openapi: 3.0.3", "paths"),
            ("paths: { /a: { get: {} } }", "GET /a"),
            (
                "paths: { /a: { get: { operationId: a, parameters: [{ $ref: '#/no' }] } } }",
                "GET /a",
            ),
        ] {
            let error = operations(document).unwrap_err().to_string();
            assert!(error.starts_with(place), "{error}");
        }
    }
}
