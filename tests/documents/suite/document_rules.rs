//! Rules of the documents that no single fact can state.

use std::collections::{BTreeMap, BTreeSet};

use documents::Document;
use serde_json::{Value, json};

use crate::{directions, examples, facts, questions, times};

/// What `judge` says of the objects of a document, each with its place.
fn of_objects(document: &Document, judge: impl Fn(&str, &Value) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    each_object(
        document.content(),
        &document.provider,
        &mut |place, value| {
            found.extend(judge(place, value).map(|what| format!("{place}: {what}")));
        },
    );
    found
}

/// How many objects of all documents have this member: a rule that looks at none proves nothing.
fn count(key: &str) -> usize {
    let mut found = 0;
    for document in documents::all() {
        let mut look = |_: &str, value: &Value| found += usize::from(value.get(key).is_some());
        each_object(document.content(), "", &mut look);
    }
    found
}

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

/// Says what breaks a rule, each with its place.
type Rule = fn(&Document) -> Vec<String>;

/// Every rule, with a name.
pub(crate) const RULES: [(&str, Rule); 15] = [
    ("sources", foreign_sources),
    ("unions", ambiguous_members),
    ("any JSON", unexplained_any),
    ("patterns", special_patterns),
    ("token buckets", unnamed_buckets),
    ("examples", examples::misfits),
    ("shared sources", shared_sources),
    ("errors", misnamed_errors),
    ("codes", misnamed_examples),
    ("what is missing", unmentioned_things),
    ("kinds of parameters", strange_kinds),
    ("directions", directions::misdirected),
    ("questions", questions::missing),
    ("times and lists", times::wrong),
    ("texts in paths", free_texts_in_paths),
];

#[test]
fn the_documents_obey_every_rule() {
    for (name, rule) in RULES {
        let broken: Vec<String> = documents::all().iter().flat_map(rule).collect();
        assert!(broken.is_empty(), "{name}:\n{}", broken.join("\n"));
    }
}

/// Whether it is below one of these addresses, where a provider has its pages; of an account at a forge, whether
/// it is a file in a public repository of it.
fn is_source(url: &str, places: &[String]) -> bool {
    let is_file = matches!(
        url.split('/').collect::<Vec<_>>()[..],
        ["https:", "", "github.com", _, _, "blob", _, _, ..]
    );
    let mut places = places.iter();
    places.any(|place| {
        let is_page = url.len() > place.len() && url.starts_with(place);
        is_page && (is_file || !place.starts_with("https://github.com/"))
    })
}

/// A source is a page or a file of the provider.
fn foreign_sources(document: &Document) -> Vec<String> {
    let places = facts::sources(&document.provider);
    of_objects(document, |_, value| {
        let url = value.get("x-source")?["url"].as_str().unwrap_or_default();
        (!is_source(url, &places)).then(|| {
            format!("{url} is neither a page nor a file of the provider: `sources` in its facts says where these are")
        })
    })
}

#[test]
fn a_source_is_a_page_or_a_file_of_the_provider() {
    assert!(count("x-source") > 90);
    let providers = documents::providers();
    let places: Vec<String> = providers
        .iter()
        .flat_map(|provider| facts::sources(provider))
        .collect();
    assert!(places.len() >= providers.len(), "{places:?}");
    assert!(
        places.iter().all(|place| place.ends_with('/')),
        "{places:?}"
    );
    for other in [
        "https://github.com/aliyun/aliyun-log-python-sdk",
        "https://github.com/someone/fork/blob/main/README.md",
        "https://packages.example.com/project/aliyun-log-python-sdk/",
        "https://www.mongodb.com/docs/",
    ] {
        assert!(!is_source(other, &places), "{other}");
    }
}

/// A standard tool looks for the one member that a value fits, and not at the mapping.
fn ambiguous_members(document: &Document) -> Vec<String> {
    let mut wrong = Vec::new();
    let schemas = document.content()["components"]["schemas"].as_object();
    for (name, schema) in schemas.into_iter().flatten() {
        let discriminator = &schema["discriminator"];
        let property = discriminator["propertyName"].as_str().unwrap_or_default();
        for member in schema["oneOf"].as_array().into_iter().flatten() {
            let mapping = discriminator["mapping"].as_object().into_iter().flatten();
            let own = mapping.filter(|(_, target)| **target == member["$ref"]);
            let own: BTreeSet<&str> = own.map(|(value, _)| value.as_str()).collect();
            let tag = &document.follow(member)["properties"][property];
            let values = document.follow(tag)["enum"].as_array().into_iter();
            let values: BTreeSet<&str> = values.flatten().filter_map(Value::as_str).collect();
            if own != values {
                wrong.push(format!("{name}: {member}: {values:?}, not {own:?}"));
            }
        }
    }
    wrong
}

#[test]
fn a_value_fits_one_member_of_a_union() {
    assert!(count("oneOf") > 6);
}

/// A property without a type says why.
fn unexplained_any(document: &Document) -> Vec<String> {
    of_objects(document, |place, value| {
        let is_typed = ["type", "$ref", "oneOf"]
            .iter()
            .any(|key| value.get(key).is_some());
        let is_property = place.rsplit('/').nth(1) == Some("properties");
        let is_unexplained = is_property && !is_typed && value.get("x-deviation").is_none();
        is_unexplained.then(|| "any JSON, without an x-deviation".to_owned())
    })
}

/// OpenAPI takes the expressions of ECMA 262, where some classes exist only if a flag is set, which
/// no document can set.
fn special_patterns(document: &Document) -> Vec<String> {
    of_objects(document, |_, value| {
        let pattern = value["pattern"].as_str()?;
        let special = [r"\p", r"\P", r"\A", r"\z", "(?", "[[:"];
        let is_special = special.iter().any(|part| pattern.contains(part));
        is_special.then(|| format!("not every engine reads {pattern}"))
    })
}

#[test]
fn a_pattern_is_for_every_engine() {
    assert!(count("pattern") > 50);
}

/// The families of Atlas name the figures of their token buckets; a new family does, too.
fn unnamed_buckets(document: &Document) -> Vec<String> {
    if document.provider != "atlas" {
        return Vec::new();
    }
    let families: &[(&str, &[&str])] = &[
        ("Cloud Backups", &["1200", "500"]),
        ("Flex Restore Jobs", &["1200", "500"]),
        ("Flex Snapshots", &["1200", "500"]),
        ("Push-Based Log Export", &["1200", "500"]),
        ("Invoices", &["500", "100"]),
        ("Access Tracking", &["1200", "500"]),
        ("Performance Advisor", &["1200", "500"]),
        ("Auditing", &["1200", "500"]),
        ("Events", &["300", "100", "500", "250"]),
        ("Online Archive", &["1200", "500"]),
        ("Monitoring and Logs", &["300", "100", "10000", "5000"]),
        ("Projects", &["1200", "500"]),
        ("Organizations", &["500", "250"]),
        ("Root", &["300", "100"]),
        ("Clusters", &["10000", "5000"]),
        ("Flex Clusters", &["1200", "500"]),
        ("Cloud Provider Access", &["2000", "1000"]),
        ("Data Federation", &["1200", "500"]),
        ("Streams", &["1200", "500"]),
        ("Rate Limiting", &["300", "100"]),
    ];
    let tags = document.content()["tags"].as_array().into_iter().flatten();
    let mut wrong = Vec::new();
    for tag in tags.clone() {
        let known = families.iter().find(|(name, _)| tag["name"] == *name);
        let Some((name, figures)) = known else {
            wrong.push(format!("{}: which bucket is it?", tag["name"]));
            continue;
        };
        let words = tag["description"].as_str().unwrap_or_default();
        let words: Vec<&str> = words
            .split_whitespace()
            .map(|word| word.trim_end_matches('.'))
            .collect();
        let lacking = figures.iter().filter(|figure| !words.contains(figure));
        wrong.extend(lacking.map(|figure| format!("{name}: {figure}")));
    }
    if tags.count() != families.len() {
        wrong.push("a family is left out".to_owned());
    }
    wrong
}

/// An operation has a page of its own; those that share one say so in `x-deviation` or are named here.
fn shared_sources(document: &Document) -> Vec<String> {
    let mut seen = BTreeMap::new();
    let mut wrong = Vec::new();
    for operation in document.operations() {
        let url = operation["x-source"]["url"].as_str().unwrap_or_default();
        let id = operation["operationId"].as_str().unwrap_or_default();
        let is_shared = SHARED_SOURCES.iter().any(|page| url.ends_with(page));
        if let Some(other) = seen.insert(url, id).filter(|_| !is_shared) {
            wrong.push(format!("{id} and {other} are both from {url}"));
        }
    }
    wrong
}

/// Pages and files that describe several operations.
const SHARED_SOURCES: [&str; 3] = [
    "/restorejobs/get-all-restore-jobs-for-one-cluster/",
    "/reference/api/checkpoints/",
    "/aliyun/log/logclient.py",
];

/// What the name of a response of an error ends with, by status: a wrong one at a status shows.
const ERRORS: [(&str, &str); 11] = [
    ("400", "BadRequest"),
    ("401", "Unauthorized"),
    ("403", "Forbidden"),
    ("404", "NotFound"),
    ("405", "MethodNotAllowed"),
    ("409", "Conflict"),
    ("411", "LengthRequired"),
    ("413", "PayloadTooLarge"),
    ("429", "TooManyRequests"),
    ("500", "InternalServerError"),
    ("503", "ServiceUnavailable"),
];

/// The response of an error has the name of the status.
fn misnamed_errors(document: &Document) -> Vec<String> {
    let mut wrong = Vec::new();
    for operation in document.operations() {
        let responses = operation["responses"].as_object().into_iter().flatten();
        for (status, response) in responses.filter(|(status, _)| !status.starts_with('2')) {
            let name = response["$ref"].as_str().unwrap_or_default();
            let known = ERRORS.iter().find(|(known, _)| known == status);
            if !known.is_some_and(|(_, ending)| name.ends_with(ending)) {
                wrong.push(format!(
                    "{}: {name:?} at {status}",
                    operation["operationId"]
                ));
            }
        }
    }
    wrong
}

/// An example of an error is named for the code in it.
fn misnamed_examples(document: &Document) -> Vec<String> {
    let mut wrong = Vec::new();
    let responses = document.content()["components"]["responses"].as_object();
    for (name, response) in responses.into_iter().flatten() {
        let content = response["content"]
            .as_object()
            .into_iter()
            .flat_map(|one| one.values());
        for (code, example) in content
            .filter_map(|one| one["examples"].as_object())
            .flatten()
        {
            let members = example["value"].as_object().into_iter().flatten();
            let mut texts = members.filter_map(|(_, value)| value.as_str());
            // A name goes on where two examples have one code.
            if !texts.any(|text| text == code || code.starts_with(&format!("{text}."))) {
                wrong.push(format!("{name}: {code} is not in the example"));
            }
        }
    }
    wrong
}

/// The response `OSSExportNotFound` says in words that an OSS export was not found.
fn unmentioned_things(document: &Document) -> Vec<String> {
    let letters = |text: &str| text.to_lowercase().replace([' ', '\n'], "");
    let responses = document.content()["components"]["responses"].as_object();
    let responses = responses.into_iter().flatten();
    let things = responses.filter_map(|(name, one)| Some((name.strip_suffix("NotFound")?, one)));
    let unmentioned = things.filter(|(thing, response)| {
        let words = response["description"].as_str().unwrap_or_default();
        !letters(words).contains(&letters(thing))
    });
    unmentioned
        .map(|(thing, _)| format!("{thing}NotFound: the description does not say {thing}"))
        .collect()
}

#[test]
fn an_error_says_what_does_not_exist() {
    let response = |words: &str| {
        let responses = json!({ "OSSExportNotFound": { "description": words } });
        let content = json!({ "components": { "responses": responses } });
        unmentioned_things(&Document::of("made", content))
    };
    assert_eq!(response("The OSS export job does not exist."), [""; 0]);
    assert_eq!(
        response("The project does not exist."),
        ["OSSExportNotFound: the description does not say OSSExport"]
    );
}

/// A parameter has the schema of its own name, if there is one; in a path there always is.
fn strange_kinds(document: &Document) -> Vec<String> {
    let mut wrong = Vec::new();
    let components = &document.content()["components"];
    let parameters = components["parameters"].as_object();
    for (name, parameter) in parameters.into_iter().flatten() {
        let target = parameter["schema"]["$ref"].as_str().unwrap_or_default();
        let is_own = target.rsplit('/').next() == Some(name);
        let has_own = parameter["in"] == "path" || components["schemas"].get(name).is_some();
        if has_own && !is_own {
            wrong.push(format!("{name} has the schema {target:?}, and not its own"));
        }
    }
    wrong
}

/// The generator takes any text in a path, because the runtime keeps it in its segment. We know what our providers'
/// names are made of, and share one type for each kind.
fn free_texts_in_paths(document: &Document) -> Vec<String> {
    of_objects(document, |_, value| {
        let schema = value.get("schema").filter(|_| value["in"] == "path")?;
        let name = &value["name"];
        let target = schema["$ref"]
            .as_str()
            .and_then(|target| target.strip_prefix('#'));
        let Some(kind) = target.and_then(|pointer| document.content().pointer(pointer)) else {
            return Some(format!("{name} is not a kind of its own"));
        };
        let is_checked =
            kind["type"] != "string" || kind.get("pattern").or(kind.get("enum")).is_some();
        (!is_checked).then(|| format!("{name} has neither a pattern nor an enum"))
    })
}

/// A rule that looks at none proves nothing.
#[test]
fn every_document_has_parameters_in_paths() {
    for document in documents::all() {
        let mut found = 0;
        let mut look = |_: &str, value: &Value| found += usize::from(value["in"] == "path");
        each_object(document.content(), "", &mut look);
        assert!(found > 1, "{}: {found}", document.provider);
    }
}
