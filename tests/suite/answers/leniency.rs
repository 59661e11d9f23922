//! What providers send although their documents do not say so never loses an answer.

use documents::Document;
use serde_json::{Value, json};

use crate::answers::recursion::{leads_back, way};
use crate::answers::{self, Answer};

/// A value of the documented schema with every property present.
pub(crate) fn full(document: &Document, schema: &Value) -> Value {
    full_within(document, schema, &[])
}

/// The same, without what would hold something that it is in.
fn full_within(document: &Document, schema: &Value, within: &[&str]) -> Value {
    let within = &way(within, schema);
    let full = |schema: &Value| full_within(document, schema, within);
    let schema = document.follow(schema);
    if let Some((member, tag, value)) = members(schema).next() {
        return with(&full(member), tag, json!(value));
    }
    match schema["type"].as_str() {
        Some("object") => {
            let Some(properties) = schema["properties"].as_object() else {
                return json!({ "key": full(&schema["additionalProperties"]) });
            };
            let properties = properties.iter();
            properties
                .filter(|(_, property)| !leads_back(within, property))
                .map(|(name, property)| (name.clone(), full(property)))
                .collect()
        }
        Some("array") => json!([full(&schema["items"])]),
        Some("string") if schema["enum"].is_array() => schema["enum"][0].clone(),
        Some("string") if schema["format"] == "date-time" => json!("2025-05-04T09:42:00Z"),
        Some("string") => json!("text"),
        Some("integer") => json!(42),
        Some("number") => json!(0.5),
        Some("boolean") => json!(true),
        other => json!({ "anything": format!("{other:?}") }),
    }
}

/// The members of a union, each with a property and a value of it that means this member.
pub(crate) fn members(union: &Value) -> impl Iterator<Item = (&Value, &str, &String)> {
    let discriminator = &union["discriminator"];
    let mapping = discriminator["mapping"].as_object().into_iter().flatten();
    mapping.map(move |(value, target)| {
        let mut members = union["oneOf"].as_array().unwrap().iter();
        let member = members.find(|member| member["$ref"] == *target).unwrap();
        (
            member,
            discriminator["propertyName"].as_str().unwrap(),
            value,
        )
    })
}

/// Calls `check` for every object that answers have, with its document, schema and a full value.
fn for_each_type(mut check: impl FnMut(&Answer, &Document, &Value, &Value)) {
    for answer in answers::all() {
        let document = Document::as_read(answer.provider);
        let schema = document.schema(answer.schema);
        if schema["oneOf"].is_array() {
            continue;
        }
        let value = full(&document, schema);
        check(answer, &document, schema, &value);
    }
}

fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema["properties"].as_object().unwrap().iter()
}

fn is_required(schema: &Value, name: &str) -> bool {
    schema["required"]
        .as_array()
        .is_some_and(|names| names.contains(&json!(name)))
}

/// `value` with one property replaced.
fn with(value: &Value, name: &str, replacement: Value) -> Value {
    let mut changed = value.clone();
    changed[name] = replacement;
    changed
}

/// The value must decode and come back as it was.
fn assert_kept(answer: &Answer, value: &Value, what: &str) {
    let kept = (answer.round_trip)(value);
    assert_eq!(
        kept.as_ref(),
        Ok(value),
        "{} {}: {what}",
        answer.provider,
        answer.schema
    );
}

/// The value must decode.
fn assert_read(answer: &Answer, value: &Value, what: &str) {
    let read = (answer.round_trip)(value);
    assert!(
        read.is_ok(),
        "{} {}: {what}: {read:?}",
        answer.provider,
        answer.schema
    );
}

#[test]
fn a_full_value_is_kept_and_a_minimal_one_is_read() {
    for_each_type(|answer, _, schema, value| {
        assert_kept(answer, value, "every property");
        let required: Value = properties(schema)
            .filter(|(name, _)| is_required(schema, name))
            .map(|(name, _)| (name.clone(), value[name].clone()))
            .collect();
        assert_kept(answer, &required, "only what is required");
    });
}

#[test]
fn an_unknown_property_is_ignored() {
    for_each_type(|answer, _, _, value| {
        assert_read(
            answer,
            &with(value, "aFieldOfTomorrow", json!({ "x": [1] })),
            "extra field",
        );
    });
}

#[test]
fn an_explicit_null_means_absent() {
    let mut counted = 0;
    for_each_type(|answer, _, schema, value| {
        for (name, _) in properties(schema).filter(|(name, _)| !is_required(schema, name)) {
            assert_read(
                answer,
                &with(value, name, Value::Null),
                &format!("null for {name}"),
            );
            counted += 1;
        }
    });
    documents::report!("leniency: {counted} optional properties take null");
    assert!(counted >= 50, "{counted}");
}

#[test]
fn an_unknown_enum_text_is_kept() {
    let mut counted = 0;
    for_each_type(|answer, document, schema, value| {
        for (name, property) in properties(schema) {
            let property = document.follow(property);
            if property["type"] == "string" && property["enum"].is_array() {
                assert_kept(
                    answer,
                    &with(value, name, json!("A_STATE_OF_TOMORROW")),
                    name,
                );
                counted += 1;
            }
        }
    });
    documents::report!("leniency: {counted} enums keep a text of tomorrow");
    assert_eq!(counted, documented_enums());
    assert_eq!(counted, 145, "the enums of the documents");
}

/// How many properties of answers are texts with an `enum`, counted in the documents alone.
fn documented_enums() -> usize {
    let documents = documents::providers().into_iter();
    let in_each = documents.map(|provider| {
        let document = Document::as_read(&provider);
        let schemas = document.answer_schemas();
        let properties = schemas.iter().filter_map(|name| {
            let properties = document.schema(name)["properties"].as_object()?;
            Some(properties.values())
        });
        let is_enum = |property: &&Value| {
            let property = document.follow(property);
            property["type"] == "string" && !property["enum"].is_null()
        };
        properties.flatten().filter(is_enum).count()
    });
    in_each.sum()
}

#[test]
fn every_member_of_a_union_is_known_and_any_other_is_kept() {
    for answer in answers::all() {
        let document = Document::as_read(answer.provider);
        let union = document.schema(answer.schema);
        for (member, tag, value) in members(union) {
            let known = with(&full(&document, member), tag, json!(value));
            assert_kept(answer, &known, value);
            assert!(!(answer.debug)(&known).contains("UnknownMember"), "{value}");

            let mut without = known.clone();
            without.as_object_mut().unwrap().remove(tag);
            let unknown = with(&known, tag, json!("A_MEMBER_OF_TOMORROW"));
            for odd in [without, unknown, json!({}), json!("text")] {
                let odd = match odd {
                    Value::Object(_) => with(&odd, "link", json!("marker-link")),
                    other => other,
                };
                assert_kept(answer, &odd, value);
                let shown = (answer.debug)(&odd);
                assert!(shown.contains("UnknownMember"), "{shown}");
                assert!(!shown.contains("marker-link"), "{shown}");
            }
        }
    }
}

#[test]
fn texts_need_no_pattern_length_or_format() {
    let odd = json!(format!(
        "/../ \u{0}{{ORG-NAME}}\u{2603}{}",
        "x".repeat(5000)
    ));
    for_each_type(|answer, document, schema, value| {
        for (name, property) in properties(schema) {
            if document.follow(property)["type"] == "string" {
                assert_kept(answer, &with(value, name, odd.clone()), name);
                assert_kept(answer, &with(value, name, json!("")), name);
            }
        }
    });
}

#[test]
fn numbers_need_no_minimum_and_no_32_bits() {
    let mut counted = 0;
    for_each_type(|answer, document, schema, value| {
        for (name, property) in properties(schema) {
            if document.follow(property)["type"] == "integer" {
                for number in [json!(0), json!(-1), json!(i64::MAX), json!(i64::MIN)] {
                    assert_kept(answer, &with(value, name, number), name);
                }
                counted += 1;
            }
        }
    });
    assert!(counted >= 6, "{counted}");
}

/// Cases that the references report from real servers.
#[test]
fn answers_of_real_servers_are_kept() {
    for (provider, schema, property, seen) in [
        // The page prints this as a pattern with literal braces; servers fill the names in.
        (
            "atlas",
            "DiskBackupExportJob",
            "prefix",
            json!("/exported_snapshots/acme/prod/Cluster0/2025-05-04T0942/1746351720"),
        ),
        (
            "atlas",
            "DiskBackupSnapshotRestoreJob",
            "oplogTs",
            json!(42),
        ),
        (
            "atlas",
            "ApiError",
            "parameters",
            json!(["api/atlas/v2/orgs", 55, 10, 5, 60]),
        ),
        // The page says at most 9 characters.
        ("dcs", "ErrorResponse", "error_code", json!("APIGW.0301")),
        ("dcs", "ErrorResponse", "error_code", json!("dcs.08.0001")),
        // The page says String for all of these.
        ("dcs", "BackupRecordResponse", "error_code", json!({})),
        (
            "dcs",
            "BackupRecordResponse",
            "error_code",
            json!("dcs.08.0001"),
        ),
        ("dcs", "BackupRecordResponse", "period", json!({})),
        ("dcs", "InstanceRestoreInfo", "backup_remark", json!({})),
        ("dcs", "BackgroundTaskList", "task_count", json!(1)),
        ("dcs", "BackgroundTaskList", "task_count", json!("1")),
        ("dcs", "InstanceListInfo", "publicip_id", json!({})),
        ("dcs", "InstanceListInfo", "no_password_access", json!(true)),
        (
            "dcs",
            "InstanceListInfo",
            "no_password_access",
            json!("true"),
        ),
        ("dcs", "InstanceListInfo", "enterprise_project_id", json!(0)),
        ("dcs", "ResourceTag", "key", json!(1)),
        ("dcs", "InstanceInfo", "task", json!("BACKUPING")),
        ("dcs", "InstanceInfo", "is_free", json!(false)),
        // The page says REPLICA_SET.
        (
            "cloud-manager",
            "LogCollectionJob",
            "resourceType",
            json!("replicaset"),
        ),
        // Text for one source, a number for another.
        (
            "cloud-manager",
            "LogCollectionJob",
            "logCollectionFromDate",
            json!("2024-07-18T13:53:17Z"),
        ),
        (
            "cloud-manager",
            "LogCollectionJob",
            "logCollectionFromDate",
            json!(1_721_310_797_i64),
        ),
    ] {
        let document = Document::as_read(provider);
        let value = full(&document, document.schema(schema));
        let answer = answers::find(provider, schema).unwrap();
        assert_kept(answer, &with(&value, property, seen), property);
    }
}
