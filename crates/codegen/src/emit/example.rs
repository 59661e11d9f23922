//! Examples in the documentation, which doc tests compile.

use crate::model::{Checked, Field, Kind, Model, Operation, Sent};
use crate::naming;

/// Stands for the name of the crate in the imports of an example.
pub(super) const CRATE: &str = "CRATE";

/// An example that calls `operation` with all that it needs and goes on with `lines`, which end the
/// statement that begins with `let NAME = client`.
pub(super) fn of(
    operation: &Operation,
    model: &Model,
    imports: &str,
    name: &str,
    lines: &str,
) -> String {
    let mut call = format!(
        "let {name} = client\n    .{}()\n",
        naming::method(&operation.id)
    );
    let mut hidden = String::new();
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    for parameter in required {
        let setter = &parameter.setter;
        let variable = variable(setter);
        call.push_str(&format!("    .{setter}({variable})\n"));
        let ty = given(&parameter.kind, model);
        hidden.push_str(&format!(", {variable}: {ty}"));
    }
    let crate_name = &model.crate_name;
    let imports = imports.replace(CRATE, crate_name);
    let body = operation.body.as_ref().filter(|body| body.required);
    let body = match body.map(|body| &body.content) {
        Some(Sent::Array(_)) => Some("Vec<&str>".to_owned()),
        Some(Sent::Union(schema)) => Some(request_type(schema, model)),
        Some(Sent::Value(kind)) => Some(given(kind, model)),
        Some(Sent::Text) => Some(given(&Kind::Text, model)),
        Some(Sent::Bytes) => Some(given(&Kind::File, model)),
        Some(Sent::Object { .. }) | None => None,
    };
    if let Some(ty) = body {
        call.push_str("    .body(body)\n");
        hidden.push_str(&format!(", body: {ty}"));
    }
    let sends = operation.body.as_ref().is_some_and(|body| body.required);
    let required = |field: &&Field| field.required && sends;
    for field in operation.fields().iter().filter(required) {
        let setter = &field.setter;
        let variable = variable(setter);
        call.push_str(&format!("    .{setter}({variable})\n"));
        hidden.push_str(&format!(", {variable}: {}", given(&field.kind, model)));
    }
    format!(
        "# Example\n```\n# async fn example(client: &{crate_name}::Client{hidden}) -> \
         Result<(), {crate_name}::Error> {{\n{imports}{call}{lines}\n# Ok(())\n# }}\n```"
    )
}

/// The type of a variable that a setter takes.
fn given(kind: &Kind, model: &Model) -> String {
    match kind {
        Kind::Checked(schema) => match model.checked.get(schema) {
            Some(Checked::Array { .. }) => "Vec<&str>".to_owned(),
            _ => "&str".to_owned(),
        },
        Kind::Text | Kind::Secret | Kind::Timestamp | Kind::Date => "&str".to_owned(),
        Kind::File => format!("{}::Upload", model.crate_name),
        Kind::Integer(_) => "i64".to_owned(),
        Kind::Number(_) => "f64".to_owned(),
        Kind::Any => "&str".to_owned(),
        Kind::Map { value, .. } => format!("Vec<(&str, {})>", given(value, model)),
        Kind::Nullable(inner) => format!("Option<{}>", given(inner, model)),
        Kind::Boolean(_) => "bool".to_owned(),
        Kind::Object(schema) => request_type(schema, model),
        Kind::Array { item, .. } => format!("Vec<{}>", given(item, model)),
    }
}

fn request_type(schema: &str, model: &Model) -> String {
    format!("{}::requests::{}", model.crate_name, naming::pascal(schema))
}

/// The variable that is given to `setter`. It must not hide the function that the example calls.
fn variable(setter: &str) -> String {
    match setter {
        "drop" => "drop_".to_owned(),
        other => other.to_owned(),
    }
}
