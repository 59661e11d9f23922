//! Which schema of a single value a field refers to: many have the same form, so that no limit tells them apart.

use documents::Document;
use serde_json::Value;

use super::table::Row;

/// What is wrong with the schema that a property refers to, if it refers to one of a single value: it must be
/// the one that the row names with `is=`, or else the one that the name of the property says.
pub(super) fn wrong(document: &Document, row: &Row, property: &Value) -> Option<String> {
    let (name, schema) = match property["items"]["$ref"].is_string() {
        true => (row.name.trim_end_matches('s'), &property["items"]),
        false => (row.name.as_str(), property),
    };
    let said = schema["$ref"].as_str()?.rsplit('/').next()?;
    if !is_single(document.follow(schema)) {
        return None;
    }
    let told = row.marks.get("is").map(String::as_str);
    match told.or_else(|| by_name(document, name)) {
        Some(schema) if schema == said => None,
        Some(schema) => Some(format!("refers to {schema}, but to {said} in the document")),
        None => Some(format!(
            "refers to {said} in the document; its name does not tell, so the facts have to, with is="
        )),
    }
}

/// The schema of a single value that a name ends with, or the only one that ends with the name.
fn by_name<'a>(document: &'a Document, name: &str) -> Option<&'a str> {
    let name = letters(name);
    let schemas = document.content()["components"]["schemas"].as_object();
    let singles = schemas.into_iter().flatten();
    let singles = singles.filter(|(_, schema)| is_single(schema));
    let names: Vec<&str> = singles.map(|(schema, _)| schema.as_str()).collect();
    let within = names
        .iter()
        .filter(|schema| name.ends_with(&letters(schema)));
    if let Some(longest) = within.max_by_key(|schema| schema.len()) {
        return Some(longest);
    }
    let mut around = names
        .iter()
        .filter(|schema| letters(schema).ends_with(&name));
    match (around.next(), around.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

fn is_single(schema: &Value) -> bool {
    ["string", "integer", "number", "boolean"]
        .iter()
        .any(|kind| schema["type"] == *kind)
}

fn letters(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{TABLE, compared, document};

    /// What is found if the field `name` refers to `schema`, and its row has these marks besides.
    fn found(name: &str, schema: &str, marks: &str) -> Vec<String> {
        let row = format!("  {name} text {marks}\n");
        let table = TABLE.replace("schema Answer\n", &format!("schema Answer\n{row}"));
        let mut content = document();
        let schemas = &mut content["components"]["schemas"];
        for id in ["GroupId", "JobId", "RegionName"] {
            schemas[id] = json!({ "type": "string" });
        }
        let reference = format!("#/components/schemas/{schema}");
        schemas["Answer"]["properties"][name] = json!({ "$ref": reference });
        compared(&table, content)
    }

    #[test]
    fn a_field_refers_to_the_schema_of_its_name() {
        for (name, schema, marks) in [
            ("groupId", "GroupId", ""),
            ("target_group_id", "GroupId", ""),
            ("region", "RegionName", "is=RegionName"),
            ("name", "RegionName", ""),
            ("projectId", "GroupId", "is=GroupId"),
        ] {
            assert_eq!(found(name, schema, marks), [""; 0], "{name}");
        }
        assert_eq!(
            found("targetGroupId", "JobId", ""),
            ["getThing answer.targetGroupId: refers to GroupId, but to JobId in the document"]
        );
        assert_eq!(
            found("projectId", "JobId", "is=GroupId"),
            ["getThing answer.projectId: refers to GroupId, but to JobId in the document"]
        );
        let untold = found("owner", "GroupId", "");
        assert_eq!(untold.len(), 1);
        assert!(
            untold[0].contains("the facts have to, with is="),
            "{untold:?}"
        );
    }
}
