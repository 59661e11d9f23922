//! Rules of the documents that no single fact can state.

use std::collections::BTreeSet;

use documents::Document;
use serde_json::Value;

/// Calls `look` for every object of the document, with its place.
fn each_object(value: &Value, place: &str, look: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(members) => {
            look(place, value);
            for (key, member) in members {
                each_object(member, &format!("{place}/{key}"), look);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                each_object(item, &format!("{place}/{index}"), look);
            }
        }
        _ => {}
    }
}

fn assert_none(wrong: &[String], what: &str) {
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}

/// Where the providers publish their documentation: below these addresses stand pages.
const PAGES: [&str; 2] = [
    "https://www.alibabacloud.com/help/",
    "https://www.mongodb.com/docs/",
];

/// The providers' own accounts, whose public repositories hold documents and clients.
const OWNERS: [&str; 3] = ["AlibabaCloudDocs", "aliyun", "opentelekomcloud-docs"];

/// Whether it is a page of a provider, or a file in a public repository of its own.
fn is_source(url: &str) -> bool {
    let is_page = |start: &str| url.len() > start.len() && url.starts_with(start);
    if PAGES.into_iter().any(is_page) {
        return true;
    }
    let parts: Vec<&str> = url.split('/').collect();
    matches!(parts[..], ["https:", "", "github.com", owner, _, "blob", _, _, ..]
        if OWNERS.contains(&owner))
}

#[test]
fn a_source_is_a_page_or_a_file_of_the_provider() {
    let (mut wrong, mut sources) = (Vec::new(), 0);
    for document in documents::all() {
        each_object(
            document.content(),
            &document.provider,
            &mut |place, value| {
                if let Some(source) = value.get("x-source") {
                    sources += 1;
                    let url = source["url"].as_str().unwrap_or_default();
                    if !is_source(url) {
                        wrong.push(format!("{place}: {url}"));
                    }
                }
            },
        );
    }
    assert!(sources > 90, "{sources} sources");
    assert_none(&wrong, "no page and no file of a provider");
    for other in [
        "https://github.com/aliyun/aliyun-log-python-sdk",
        "https://github.com/someone/fork/blob/main/README.md",
        "https://packages.example.com/project/aliyun-log-python-sdk/",
        "https://www.mongodb.com/docs/",
    ] {
        assert!(!is_source(other), "{other}");
    }
}

/// A standard tool looks for the one member that a value fits, and not at the mapping.
#[test]
fn a_value_fits_one_member_of_a_union() {
    let (mut wrong, mut unions) = (Vec::new(), 0);
    for document in documents::all() {
        let schemas = document.content()["components"]["schemas"].as_object();
        for (name, schema) in schemas.unwrap() {
            let Some(members) = schema["oneOf"].as_array() else {
                continue;
            };
            unions += 1;
            let discriminator = &schema["discriminator"];
            let property = discriminator["propertyName"].as_str().unwrap();
            for member in members {
                let mapping = discriminator["mapping"].as_object().unwrap().iter();
                let own = mapping.filter(|(_, target)| **target == member["$ref"]);
                let own: BTreeSet<&str> = own.map(|(value, _)| value.as_str()).collect();
                let tag = &document.follow(member)["properties"][property];
                let values = document.follow(tag)["enum"].as_array().into_iter();
                let values: BTreeSet<&str> = values.flatten().filter_map(Value::as_str).collect();
                if own != values {
                    let provider = &document.provider;
                    wrong.push(format!(
                        "{provider}: {name}: {member}: {values:?}, not {own:?}"
                    ));
                }
            }
        }
    }
    assert!(unions > 6, "{unions} unions");
    assert_none(
        &wrong,
        "members that are not told apart by their own values",
    );
}

#[test]
fn a_property_without_a_type_says_why() {
    let mut wrong = Vec::new();
    for document in documents::all() {
        each_object(
            document.content(),
            &document.provider,
            &mut |place, value| {
                let is_typed = ["type", "$ref", "oneOf"]
                    .iter()
                    .any(|key| value.get(key).is_some());
                let is_property = place.rsplit('/').nth(1) == Some("properties");
                if is_property && !is_typed && value.get("x-deviation").is_none() {
                    wrong.push(place.to_owned());
                }
            },
        );
    }
    assert_none(&wrong, "any JSON, without an x-deviation");
}

/// OpenAPI takes the expressions of ECMA 262, where some classes exist only if a flag is set, which
/// no document can set.
#[test]
fn a_pattern_is_for_every_engine() {
    let (mut wrong, mut patterns) = (Vec::new(), 0);
    for document in documents::all() {
        each_object(
            document.content(),
            &document.provider,
            &mut |place, value| {
                if let Some(pattern) = value["pattern"].as_str() {
                    patterns += 1;
                    if [r"\p", r"\P", r"\A", r"\z", "(?", "[[:"]
                        .iter()
                        .any(|part| pattern.contains(part))
                    {
                        wrong.push(format!("{place}: {pattern}"));
                    }
                }
            },
        );
    }
    assert!(patterns > 50, "{patterns} patterns");
    assert_none(&wrong, "patterns that not every engine reads");
}

#[test]
fn the_families_of_atlas_name_their_token_buckets() {
    let document = Document::read("atlas");
    let tags = document.content()["tags"].as_array().unwrap();
    for (name, figures) in [
        ("Cloud Backups", ["1200", "500"].as_slice()),
        ("Flex Restore Jobs", &["1200", "500"]),
        ("Flex Snapshots", &["1200", "500"]),
        ("Monitoring and Logs", &["300", "100", "10000", "5000"]),
    ] {
        let tag = tags.iter().find(|tag| tag["name"] == name).unwrap();
        let description = tag["description"].as_str().unwrap();
        let words: Vec<&str> = description.split_whitespace().collect();
        for figure in figures {
            assert!(
                words
                    .iter()
                    .any(|word| word.trim_end_matches('.') == *figure),
                "{name}: {figure}"
            );
        }
    }
    assert_eq!(tags.len(), 4, "a new tag names its bucket, too");
}
