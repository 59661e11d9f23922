//! What the command makes of times and lists: `x-time`, `x-time-range` and `x-items`, which no client has and no table
//! of facts knows. The descriptions say the same in words.

use documents::Document;
use serde_json::Value;

/// The beginning and the end of a range of time, as the providers call them.
const RANGES: [(&str, &str); 8] = [
    ("from", "to"),
    ("fromDate", "toDate"),
    ("start", "end"),
    ("startDate", "endDate"),
    ("start_time", "end_time"),
    ("begin_time", "end_time"),
    ("minDate", "maxDate"),
    ("logCollectionFromDate", "logCollectionToDate"),
];

/// How a description says that its value is a time.
fn said(description: &str) -> Option<&'static str> {
    let words: Vec<&str> = description.split_whitespace().collect();
    let words = words.join(" ");
    let has = |part: &str| words.contains(part);
    if has("Unix milliseconds")
        || has("Unix time in milliseconds")
        || has("milliseconds since the Unix epoch")
    {
        return Some("milliseconds");
    }
    if has("yyyyMMddHHmmss") {
        return Some("compact");
    }
    has("Unix seconds").then_some("seconds")
}

/// What an operation takes: the names of its parameters and of the properties of its body, each with its descriptions
/// and its schema.
fn taken<'a>(document: &'a Document, operation: &'a Value) -> Vec<(String, String, &'a Value)> {
    let text = |value: &Value| value["description"].as_str().unwrap_or_default().to_owned();
    let mut taken = Vec::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let parameter = document.follow(parameter);
        let schema = document.follow(&parameter["schema"]);
        let name = parameter["name"].as_str().unwrap_or_default().to_owned();
        let words = format!("{} {}", text(parameter), text(schema));
        taken.push((name, words, schema));
    }
    let content = document.follow(&operation["requestBody"])["content"].as_object();
    let body = content.and_then(|content| content.values().next());
    let body = body.map(|media| document.follow(&media["schema"]));
    let properties = body.and_then(|body| body["properties"].as_object());
    for (name, property) in properties.into_iter().flatten() {
        let schema = document.follow(property);
        let words = format!("{} {}", text(property), text(schema));
        taken.push((name.clone(), words, schema));
    }
    taken
}

/// What people see of the success of an operation as columns: the properties of the answer, and those of its items, of
/// each member if they are unions.
fn shown<'a>(document: &'a Document, operation: &'a Value) -> Vec<(String, String, &'a Value)> {
    let mut shown = Vec::new();
    let responses = operation["responses"].as_object().into_iter().flatten();
    let success = responses.filter(|(status, _)| status.starts_with('2'));
    for (_, response) in success {
        let content = document.follow(response)["content"].as_object();
        for media in content.into_iter().flatten().map(|(_, media)| media) {
            let answer = document.follow(&media["schema"]);
            let mut rows = vec![answer, document.follow(&answer["items"])];
            for (_, property) in properties(document, answer) {
                rows.push(document.follow(&property["items"]));
            }
            for row in rows {
                for (name, property) in properties(document, row) {
                    let text = |value: &Value| {
                        value["description"].as_str().unwrap_or_default().to_owned()
                    };
                    shown.push((name, text(property), property));
                }
            }
        }
    }
    shown
}

/// The properties of an object, or of every member of a union, each with what it refers to.
fn properties<'a>(document: &'a Document, schema: &'a Value) -> Vec<(String, &'a Value)> {
    let members = schema["oneOf"].as_array().into_iter().flatten();
    let members = members.map(|member| document.follow(member));
    let objects = members.chain([schema]);
    let properties = objects.filter_map(|one| one["properties"].as_object());
    properties
        .flatten()
        .map(|(name, property)| (name.clone(), document.follow(property)))
        .collect()
}

/// Whether it is a number or a text that may be a time by `x-time`.
fn may_be_marked(schema: &Value, form: &str, is_sent: bool) -> bool {
    match schema["type"].as_str() {
        Some("integer") => true,
        // Nobody sends seconds as a text, but for one provider whose clients we do not know.
        Some("string") => !(is_sent && form == "seconds") && schema.get("format").is_none(),
        _ => false,
    }
}

fn of_operation(document: &Document, method: &str, operation: &Value, wrong: &mut Vec<String>) {
    let place = format!("{} {}", document.provider, operation["operationId"]);
    let taken = taken(document, operation);
    let sent = taken.iter().map(|one| (one, true));
    let shown = shown(document, operation);
    for ((name, words, schema), is_sent) in sent.chain(shown.iter().map(|one| (one, false))) {
        let said = said(words).filter(|form| may_be_marked(schema, form, is_sent));
        let marked = schema["x-time"].as_str();
        if said != marked {
            wrong.push(format!(
                "{place}: {name}: x-time is {marked:?}, and the description says {said:?}"
            ));
        }
    }
    let has = |name: &str| taken.iter().any(|(known, ..)| known == name);
    let range = RANGES.iter().find(|(from, to)| has(from) && has(to));
    let range = range.map(|(from, to)| serde_json::json!({"from": from, "to": to}));
    let marked = operation.get("x-time-range");
    if range.as_ref() != marked {
        wrong.push(format!(
            "{place}: x-time-range is {marked:?} in place of {range:?}"
        ));
    }
    if method != "get" || operation.get("x-pages").is_some() {
        return;
    }
    let id = operation["operationId"].as_str().unwrap_or_default();
    let is_list = id.to_lowercase().starts_with("list");
    let array = only_array(document, operation);
    let array = array.filter(|(_, is_alone)| is_list || *is_alone);
    let array = array.map(|(name, _)| name);
    let items = operation["x-items"]["items"].as_str();
    if array != items {
        wrong.push(format!(
            "{place}: x-items names {items:?}, and the only array is {array:?}"
        ));
    }
}

/// The only array of a success that is an object, and whether that has nothing else.
fn only_array<'a>(document: &'a Document, operation: &'a Value) -> Option<(&'a str, bool)> {
    let success = document.follow(operation["responses"].get("200")?);
    let content = success["content"].as_object()?.values().next()?;
    let properties = document.follow(&content["schema"])["properties"].as_object()?;
    let is_array = |value: &Value| document.follow(value)["type"] == "array";
    let is_relation = |name: &str| name == "links";
    let mut arrays = properties
        .iter()
        .filter(|(name, value)| is_array(value) && !is_relation(name));
    let (name, _) = arrays.next()?;
    let is_alone = properties
        .keys()
        .all(|known| known == name || is_relation(known));
    arrays.next().is_none().then_some((name, is_alone))
}

/// Marks that differ from what the descriptions say, and marks that are missing.
pub(crate) fn wrong(document: &Document) -> Vec<String> {
    let mut wrong = Vec::new();
    let paths = document.content()["paths"]
        .as_object()
        .into_iter()
        .flatten();
    for (_, item) in paths {
        let operations = item.as_object().into_iter().flatten();
        for (method, operation) in operations.filter(|(_, one)| one.get("operationId").is_some()) {
            of_operation(document, method, operation, &mut wrong);
        }
    }
    wrong
}

#[test]
fn a_mark_that_differs_is_found() {
    let text = std::fs::read_to_string(documents::root().join("specs/sls.yaml")).unwrap();
    for (right, other) in [
        ("x-time: seconds", "x-time: milliseconds"),
        (
            "          x-time: seconds\n          description: Time when the task ended",
            "          description: Time when the task ended",
        ),
        (
            "        from: from\n        to: to\n",
            "        from: to\n        to: from\n",
        ),
        ("        items: logstores\n", "        items: shipper\n"),
    ] {
        assert!(text.contains(right), "{right}");
        let content = serde_saphyr::from_str(&text.replace(right, other)).unwrap();
        assert!(!wrong(&Document::of("sls", content)).is_empty(), "{right}");
    }
}
