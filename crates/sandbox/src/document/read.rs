//! From a document to its operations.

use std::cmp::Reverse;
use std::sync::Arc;

use axum::http::Method;
use jsonschema::Validator;
use serde_json::{Map, Value};

use super::example::Example;
use super::operation::{Operation, Parameter, Place, RequestBody, Response, Scalar};
use super::route::PathTemplate;
use super::schema::{Schemas, Use};
use super::source::{DocumentError, Source, array, flag, object, text};
use crate::http::JSON;

/// Reads the operations of an OpenAPI 3.0 document.
pub(crate) fn operations(root: &Value) -> Result<Vec<Operation>, DocumentError> {
    let source = Source::new(root);
    let document = Reader {
        source,
        schemas: Schemas::new(source),
    };
    let paths = root
        .get("paths")
        .and_then(Value::as_object)
        .ok_or_else(|| DocumentError::new("paths", "missing"))?;
    let mut operations = Vec::new();
    for (path, item) in paths {
        let item = source.resolve(item, path)?;
        for (key, value) in object(item, path)? {
            if let Some(method) = method(key) {
                operations.push(document.operation(path, item, method, value)?);
            }
        }
    }
    // A path of the document goes before one with a parameter in the same place, as in
    // `/snapshots/shardedClusters` and `/snapshots/{snapshotId}`; of two with the same path, the one that needs more.
    operations.sort_by_key(|operation: &Operation| {
        let needs = operation.needs().count();
        (operation.template.openness(), Reverse(needs))
    });
    Ok(operations)
}

struct Reader<'a> {
    source: Source<'a>,
    schemas: Schemas<'a>,
}

impl<'a> Reader<'a> {
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
            template: PathTemplate::parse(path_as_sent(path)),
            has_own_server: value.get("servers").is_some(),
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
                successes.push((status, self.source.resolve(response, place)?));
            }
        }
        Ok(Example::of(value, &successes))
    }

    fn parameter(&self, value: &'a Value, place: &str) -> Result<Parameter, DocumentError> {
        let value = self.source.resolve(value, place)?;
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
        let resolved = self.source.resolve(schema, &place)?;
        let items = resolved.get("items");
        let is_list = items.is_some();
        if is_list && value.get("explode").is_some_and(|explode| explode == false) {
            let problem = "cannot check a list whose items are in one value";
            return Err(DocumentError::new(place, problem));
        }
        let one = match items {
            Some(items) => self.source.resolve(items, &place)?,
            None => resolved,
        };
        let scalar = match one.get("type").and_then(Value::as_str) {
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
            is_list,
            schema: self.schemas.validator(schema, Use::Parameter, &place)?,
        })
    }

    fn request_body(&self, value: &'a Value, place: &str) -> Result<RequestBody, DocumentError> {
        let value = self.source.resolve(value, place)?;
        let content = value
            .get("content")
            .ok_or_else(|| DocumentError::new(place, "request body without content"))?;
        Ok(RequestBody {
            required: flag(value, "required"),
            // MongoDB documents that it refuses unknown and read-only properties. For the others it is
            // unknown, and a client that sends neither sees no difference.
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
                let content = match self.source.resolve(response, &place)?.get("content") {
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
                Ok((
                    media_type.clone(),
                    self.schemas.validator(schema, use_, place)?,
                ))
            })
            .collect()
    }

    /// The media types under all 2xx answers, or plain JSON where none is named.
    fn produces(&self, value: &'a Value, place: &str) -> Result<Vec<String>, DocumentError> {
        let mut produces = Vec::new();
        let responses = value.get("responses").and_then(Value::as_object);
        for (status, response) in responses.into_iter().flatten() {
            if status.starts_with('2') {
                let response = self.source.resolve(response, place)?;
                let content = response.get("content").and_then(Value::as_object);
                produces.extend(content.into_iter().flatten().map(|(name, _)| name.clone()));
            }
        }
        if produces.is_empty() {
            produces.push(JSON.to_owned());
        }
        Ok(produces)
    }
}

/// Without the word that tells operations with the same method and path apart.
fn path_as_sent(key: &str) -> &str {
    key.split('#').next().unwrap_or_default()
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
