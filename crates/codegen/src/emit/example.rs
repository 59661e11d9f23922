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
    if let Some(Sent::Array(_)) = operation.body.as_ref().map(|body| &body.content) {
        call.push_str("    .body(body)\n");
        hidden.push_str(", body: Vec<&str>");
    }
    for field in operation.fields().iter().filter(|field| field.required) {
        let setter = naming::snake(&field.name);
        call.push_str(&format!("    .{setter}({setter})\n"));
        let ty = match &field.kind {
            Kind::Checked(schema) => match model.checked.get(schema) {
                Some(Checked::Array { .. }) => "Vec<&str>",
                _ => "&str",
            },
            Kind::Text | Kind::Timestamp => "&str",
            Kind::Integer => "i64",
            Kind::Boolean => "bool",
        };
        hidden.push_str(&format!(", {setter}: {ty}"));
    }
    format!(
        "# Example\n```\n# async fn example(client: &@CRATE@::Client{hidden}) -> \
         Result<(), @CRATE@::Error> {{\n{imports}{call}{lines}\n# Ok(())\n# }}\n```"
    )
}
