//! Examples in the documentation, which doc tests compile.

use crate::document::text;
use crate::model::{Checked, Kind, Model, Operation, Sent};
use crate::naming;

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
        naming::snake(&operation.id)
    );
    let mut hidden = String::new();
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    for parameter in required {
        let setter = naming::snake(&parameter.name);
        call.push_str(&format!("    .{setter}({setter})\n"));
        let ty = match text(&parameter.schema, "type") {
            "boolean" => "bool",
            "integer" => "i64",
            _ => "&str",
        };
        hidden.push_str(&format!(", {setter}: {ty}"));
    }
    let body = match operation.body.as_ref().map(|body| &body.content) {
        Some(Sent::Array(_)) => Some("Vec<&str>".to_owned()),
        Some(Sent::Union(schema)) => Some(request_type(schema)),
        Some(Sent::Object(_)) | None => None,
    };
    if let Some(ty) = body {
        call.push_str("    .body(body)\n");
        hidden.push_str(&format!(", body: {ty}"));
    }
    for field in operation.fields().iter().filter(|field| field.required) {
        let setter = &field.setter;
        call.push_str(&format!("    .{setter}({setter})\n"));
        hidden.push_str(&format!(", {setter}: {}", given(&field.kind, model)));
    }
    format!(
        "# Example\n```\n# async fn example(client: &@CRATE@::Client{hidden}) -> \
         Result<(), @CRATE@::Error> {{\n{imports}{call}{lines}\n# Ok(())\n# }}\n```"
    )
}

/// The type of a variable that a setter takes.
fn given(kind: &Kind, model: &Model) -> String {
    match kind {
        Kind::Checked(schema) => match model.checked.get(schema) {
            Some(Checked::Array { .. }) => "Vec<&str>".to_owned(),
            _ => "&str".to_owned(),
        },
        Kind::Text | Kind::Secret | Kind::Timestamp => "&str".to_owned(),
        Kind::Integer(_) => "i64".to_owned(),
        Kind::Boolean => "bool".to_owned(),
        Kind::Object(schema) => request_type(schema),
        Kind::Array { item, .. } => format!("Vec<{}>", given(item, model)),
    }
}

fn request_type(schema: &str) -> String {
    format!("@CRATE@::requests::{}", naming::pascal(schema))
}
