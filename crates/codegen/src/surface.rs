//! The public surface of each operation in a few lines, for reviewers.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::model::Model;
use crate::naming;

/// Operation name to a description: method, path, media types, setters with their types, answer.
pub(crate) fn describe(
    model: &Model,
    builders: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let mut surface = BTreeMap::new();
    for operation in &model.operations {
        let name = naming::snake(&operation.id);
        let builder = builders.get(&name).map(String::as_str).unwrap_or_default();
        let mut text = format!(
            "{} ({})\n{} {}\n",
            name,
            operation.id,
            operation.method.to_uppercase(),
            operation.path
        );
        if let Some(body) = &operation.body {
            let _ = writeln!(text, "content-type: {}", body.media_type);
        }
        if let Some(media_type) = operation.accept() {
            let _ = writeln!(text, "accept: {media_type}");
        }
        let _ = writeln!(text, "idempotent: {}", operation.idempotent);
        let _ = writeln!(text, "security: {}", operation.security.join(" | "));
        for line in builder.lines().map(str::trim) {
            // The builder's fields, without the wrapper that every one has.
            if let Some((setter, ty)) = line.split_once(": Argument<") {
                let ty = ty.trim_end_matches([',', '>']);
                let _ = writeln!(text, ".{setter}({ty})");
            }
        }
        let answer = operation
            .success
            .content
            .as_ref()
            .map_or("()", |(_, schema)| schema);
        let _ = writeln!(text, ".send() -> {answer}");
        let statuses: Vec<&str> = operation
            .errors
            .iter()
            .filter_map(|error| error.split(':').next())
            .collect();
        let _ = writeln!(text, "success: {}", operation.success.status);
        let _ = writeln!(
            text,
            "errors: {} as {}",
            statuses.join(" "),
            operation
                .error_content
                .as_ref()
                .map_or("raw body", |(_, schema)| schema)
        );
        surface.insert(name, text);
    }
    surface
}
