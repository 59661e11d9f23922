//! Whether the examples of a document fit its schemas.
//!
//! Where an example of the provider breaks a limit of the provider, it stays as it is, and an
//! `x-deviation` beside the limit says so.

use documents::Document;
use serde_json::{Map, Value};

/// Every example that does not fit, each with its place.
pub(crate) fn misfits(document: &Document) -> Vec<String> {
    let mut search = Search {
        document,
        found: Vec::new(),
    };
    for operation in document.operations() {
        let id = operation["operationId"].as_str().unwrap_or_default();
        let responses = operation["responses"].as_object().into_iter();
        let bodies = responses
            .flat_map(Map::values)
            .chain(operation.get("requestBody"));
        let contents = bodies.filter_map(|body| document.follow(body)["content"].as_object());
        for media in contents.flat_map(Map::values) {
            let named = media["examples"]
                .as_object()
                .into_iter()
                .flat_map(Map::values);
            let values = named.map(|one| &document.follow(one)["value"]);
            for example in values.chain(media.get("example")) {
                search.value(&media["schema"], example, id);
            }
        }
    }
    let parameters = document.content()["components"]["parameters"].as_object();
    for (name, parameter) in parameters.into_iter().flatten() {
        if let Some(example) = parameter.get("example") {
            search.value(&parameter["schema"], example, name);
        }
    }
    // Several operations have the same error.
    search.found.sort();
    search.found.dedup();
    search.found
}

struct Search<'a> {
    document: &'a Document,
    found: Vec<String>,
}

impl Search<'_> {
    fn find(&mut self, place: &str, what: impl std::fmt::Display) {
        self.found.push(format!("{place}: {what}"));
    }

    /// Compares a value with a schema.
    fn value(&mut self, schema: &Value, value: &Value, place: &str) {
        let target = self.document.follow(schema);
        if let Some(mapping) = target["discriminator"]["mapping"].as_object() {
            return self.member(target, mapping, value, place);
        }
        let Some(kind) = target["type"].as_str() else {
            return;
        };
        if value.is_null() && target["nullable"] == true {
            return;
        }
        if !is_of(kind, value) {
            return self.find(place, format_args!("{value} is not of type {kind}"));
        }
        let values = target["enum"].as_array();
        if values.is_some_and(|values| !values.contains(value)) {
            self.find(place, format_args!("{value} is none of the values"));
        }
        let is_date = |text: &str| text.len() >= 19 && text.as_bytes()[10] == b'T';
        if target["format"] == "date-time" && !value.as_str().is_some_and(is_date) {
            self.find(place, format_args!("{value} is not a date with a time"));
        }
        let is_odd = [schema, target]
            .iter()
            .any(|one| one.get("x-deviation").is_some());
        if breaks_limit(target, value) && !is_odd {
            self.find(place, format_args!("{value} breaks a limit"));
        }
        for (number, item) in value.as_array().into_iter().flatten().enumerate() {
            self.value(&target["items"], item, &format!("{place}[{number}]"));
        }
        if let Some(members) = value.as_object() {
            self.object(target, members, place);
        }
    }

    /// A value of a union: that of the member which its tag names.
    fn member(&mut self, union: &Value, mapping: &Map<String, Value>, value: &Value, place: &str) {
        let tag = union["discriminator"]["propertyName"].as_str();
        let tag = tag.unwrap_or_default();
        let name = &value[tag];
        if name.is_null() {
            return self.untagged(tag, mapping, value, place);
        }
        let name = name.as_str().unwrap_or_default();
        match mapping.get(name) {
            Some(target) => {
                let member = serde_json::json!({ "$ref": target });
                self.value(&member, value, place);
            }
            None => self.find(place, format_args!("no member for {name}")),
        }
    }

    /// A value of a union without its tag, which the provider does not always send: that of the member which
    /// has most of its properties. What no member lets go without its tag is not such a value.
    fn untagged(&mut self, tag: &str, mapping: &Map<String, Value>, value: &Value, place: &str) {
        let members = mapping.values();
        let members = members.map(|target| self.document.content().pointer(&target.as_str()?[1..]));
        let members: Vec<&Value> = members.flatten().collect();
        if members.iter().all(|member| needs(member, tag)) {
            self.find(place, format_args!("{tag} is required"));
        }
        let knows = |member: &&&Value| {
            let names = value.as_object().into_iter().flat_map(Map::keys);
            names
                .filter(|name| member["properties"].get(name).is_some())
                .count()
        };
        if let (Some(member), Some(members)) = (members.iter().max_by_key(knows), value.as_object())
        {
            self.object(member, members, place);
        }
    }

    fn object(&mut self, schema: &Value, members: &Map<String, Value>, place: &str) {
        let properties = schema["properties"].as_object();
        for (name, value) in members {
            let place = format!("{place}.{name}");
            match properties.and_then(|properties| properties.get(name)) {
                Some(property) => self.value(property, value, &place),
                // A map says what each of its entries is.
                None if schema["additionalProperties"].is_object() => {
                    self.value(&schema["additionalProperties"], value, &place);
                }
                None => self.find(&place, "the schema does not have it"),
            }
        }
        let required = schema["required"].as_array().into_iter().flatten();
        for name in required.filter_map(Value::as_str) {
            if !members.contains_key(name) && needs(schema, name) {
                self.find(place, format_args!("{name} is required"));
            }
        }
    }
}

/// Whether every value of the schema has this property.
fn needs(schema: &Value, name: &str) -> bool {
    let mut required = schema["required"].as_array().into_iter().flatten();
    // What only the provider writes, or only the client, is in one direction.
    let property = &schema["properties"][name];
    let one_way = ["readOnly", "writeOnly"]
        .iter()
        .any(|key| property[key] == true);
    let is_optional = one_way || schema["x-optional-in-answers"] == true;
    required.any(|one| one == name) && !is_optional
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        _ => false,
    }
}

fn breaks_limit(schema: &Value, value: &Value) -> bool {
    let length = value.as_str().map(|text| text.chars().count() as f64);
    let items = value.as_array().map(|items| items.len() as f64);
    [
        ("minimum", "maximum", value.as_f64()),
        ("minLength", "maxLength", length),
        ("minItems", "maxItems", items),
    ]
    .into_iter()
    .any(|(least, most, size)| {
        let (least, most) = (schema[least].as_f64(), schema[most].as_f64());
        size.is_some_and(|size| {
            least.is_some_and(|least| size < least) || most.is_some_and(|most| size > most)
        })
    })
}

#[cfg(test)]
mod tests {
    use documents::Document;
    use serde_json::{Value, json};

    use super::misfits;

    fn document(example: Value) -> Document {
        let content = json!({
            "paths": { "/a": { "get": {
                "operationId": "getA",
                "responses": { "200": { "content": { "application/json": {
                    "schema": { "$ref": "#/components/schemas/A" },
                    "example": example,
                } } } },
            } } },
            "components": { "schemas": {
                "A": { "type": "object", "required": ["id"], "properties": {
                    "id": { "type": "integer", "minimum": 5 },
                    "odd": { "type": "integer", "minimum": 5, "x-deviation": "The example has 1." },
                    "at": { "type": "string", "format": "date-time", "nullable": true },
                    "kinds": { "type": "array", "items": { "type": "string", "enum": ["a", "b"] } },
                    "counts": { "type": "object", "additionalProperties": { "type": "integer" } },
                } },
            } },
        });
        Document::of("made", content)
    }

    #[test]
    fn an_example_that_does_not_fit_is_named_with_the_place() {
        let good = json!({"id": 5, "odd": 1, "at": null, "kinds": ["a"], "counts": {"x": 1}});
        assert_eq!(misfits(&document(good)), [""; 0]);
        for (example, wrong) in [
            (json!({"id": "5"}), "getA.id: \"5\" is not of type integer"),
            (json!({"id": 4}), "getA.id: 4 breaks a limit"),
            (json!({}), "getA: id is required"),
            (
                json!({"id": 5, "counts": {"x": "1"}}),
                "getA.counts.x: \"1\" is not of type integer",
            ),
            (
                json!({"id": 5, "no": 1}),
                "getA.no: the schema does not have it",
            ),
            (
                json!({"id": 5, "at": "noon"}),
                "getA.at: \"noon\" is not a date with a time",
            ),
            (
                json!({"id": 5, "kinds": ["a", "c"]}),
                "getA.kinds[1]: \"c\" is none of the values",
            ),
            (json!([]), "getA: [] is not of type object"),
        ] {
            assert_eq!(misfits(&document(example)), [wrong]);
        }
    }

    /// A union of which every member has its tag, or only one has.
    fn union(example: Value, of_b: &[&str]) -> Document {
        let mut content = document(example).content().clone();
        content["components"]["schemas"] = json!({
            "A": {
                "oneOf": [{ "$ref": "#/components/schemas/B" }, { "$ref": "#/components/schemas/C" }],
                "discriminator": { "propertyName": "kind", "mapping": {
                    "b": "#/components/schemas/B", "c": "#/components/schemas/C",
                } },
            },
            "B": { "type": "object", "required": of_b, "properties": {
                "kind": { "type": "string", "enum": ["b"] }, "size": { "type": "integer" },
            } },
            "C": { "type": "object", "required": ["kind"], "properties": {
                "kind": { "type": "string", "enum": ["c"] }, "name": { "type": "string" },
            } },
        });
        Document::of("made", content)
    }

    #[test]
    fn an_example_of_a_union_without_its_tag_does_not_pass_unseen() {
        let tagged = json!({"kind": "b", "size": 1});
        assert_eq!(misfits(&union(tagged, &["kind"])), [""; 0]);
        let misspelled = json!({"knid": "b", "size": 1});
        assert_eq!(
            misfits(&union(misspelled.clone(), &["kind"])),
            [
                "getA.knid: the schema does not have it",
                "getA: kind is required",
            ]
        );
        assert_eq!(
            misfits(&union(misspelled, &[])),
            ["getA.knid: the schema does not have it"]
        );
        assert_eq!(misfits(&union(json!({"size": 1}), &[])), [""; 0]);
        assert_eq!(
            misfits(&union(json!({"size": "big"}), &[])),
            ["getA.size: \"big\" is not of type integer"]
        );
    }
}
