//! Components for what operations share: parameters under the name of their kind, and errors under that of their status.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::document::{reference_name, text};
use crate::naming;

/// Takes parameters and errors out of the operations of `root`, and gives the components that they now refer to.
pub(super) fn take(root: &mut Map<String, Value>) -> Map<String, Value> {
    let (mut parameters, mut errors) = (Shared::default(), Shared::default());
    let paths = root.get_mut("paths").and_then(Value::as_object_mut);
    let items = paths.into_iter().flatten();
    let operations = items.flat_map(|(_, item)| item.as_object_mut().into_iter().flatten());
    for (_, operation) in operations {
        let list = operation
            .get_mut("parameters")
            .and_then(Value::as_array_mut);
        for parameter in list.into_iter().flatten() {
            let name = parameter_name(parameter);
            *parameter = parameters.reference("parameters", &name, parameter);
        }
        let responses = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut);
        for (status, response) in responses.into_iter().flatten() {
            if status.starts_with(['4', '5']) {
                *response = errors.reference("responses", &error_name(status), response);
            }
        }
    }
    Map::from_iter([
        ("parameters".to_owned(), parameters.components()),
        ("responses".to_owned(), errors.components()),
    ])
}

/// The name of its kind: that of its schema, if it is one of its own.
fn parameter_name(parameter: &Value) -> String {
    let schema = parameter.get("schema").unwrap_or(&Value::Null);
    let name = match (reference_name(schema), text(parameter, "in")) {
        (Some(schema), "path") => schema.to_owned(),
        _ => naming::pascal(text(parameter, "name")),
    };
    let is_part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let name: String = name.chars().filter(is_part).collect();
    match name.is_empty() {
        true => "Parameter".to_owned(),
        false => name,
    }
}

fn error_name(status: &str) -> String {
    let name = match status {
        "400" => "BadRequest",
        "401" => "Unauthorized",
        "402" => "PaymentRequired",
        "403" => "Forbidden",
        "404" => "NotFound",
        "405" => "MethodNotAllowed",
        "406" => "NotAcceptable",
        "409" => "Conflict",
        "410" => "Gone",
        "412" => "PreconditionFailed",
        "413" => "TooLarge",
        "415" => "UnsupportedMediaType",
        "422" => "Unprocessable",
        "429" => "TooManyRequests",
        "500" => "InternalError",
        "502" => "BadGateway",
        "503" => "Unavailable",
        "504" => "GatewayTimeout",
        "4XX" => "ClientError",
        "5XX" => "ServerError",
        other => return format!("Status{other}"),
    };
    name.to_owned()
}

/// Components by name, of which none is there twice.
#[derive(Default)]
struct Shared(BTreeMap<String, Value>);

impl Shared {
    /// A reference to `part`, which is called `name` unless something else is.
    fn reference(&mut self, section: &str, name: &str, part: &Value) -> Value {
        let mut unique = name.to_owned();
        let mut number = 1;
        while self.0.get(&unique).is_some_and(|other| other != part) {
            number += 1;
            unique = format!("{name}{number}");
        }
        self.0.entry(unique.clone()).or_insert_with(|| part.clone());
        json!({ "$ref": format!("#/components/{section}/{unique}") })
    }

    fn components(self) -> Value {
        Value::Object(self.0.into_iter().collect())
    }
}
