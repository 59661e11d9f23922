//! The keys of `content` as media types that can be sent.

use super::findings::Findings;
use super::references::Reading;
use super::source::Source;
use crate::model::{is_json, is_media_type};

/// Any type at all.
const ANY: &str = "*/*";

const JSON: &str = "application/json";

/// What the members of a media type are called, which stand here if the indentation is wrong.
const MEMBERS: [&str; 5] = ["schema", "example", "examples", "encoding", "description"];

/// The media types of `content`. A key that is none of them stays if it is beside one, or is most likely in the wrong
/// place: the lint judges it.
pub(super) fn read<'a>(
    reading: &Reading<'a>,
    content: &Source<'a>,
    findings: &mut Findings<'_>,
) -> Vec<(String, Source<'a>)> {
    let members = content.members();
    let has_one = members.iter().any(|(key, _)| is_media_type(key));
    let has_json = members
        .iter()
        .any(|(key, _)| is_json(key) && !key.contains('*'));
    let mut read: Vec<(String, Source<'a>)> = Vec::new();
    for (key, media) in members {
        let is_data = !has_json && is_data(reading, &media);
        let types = types(key, is_data, has_one, has_json);
        if types != [key] {
            findings.report(
                "idle/odd-media-type",
                &media,
                format!("{key:?} is taken as {}", types.join(", ")),
                "write the type that the provider sends, such as application/json, in plain ASCII",
            );
        }
        for media_type in types {
            if !read.iter().any(|(known, _)| *known == media_type) {
                read.push((media_type, media.clone()));
            }
        }
    }
    read
}

/// The media types that a key means. `is_data` says whether something of any type can only be JSON.
fn types(key: &str, is_data: bool, has_one: bool, has_json: bool) -> Vec<String> {
    let name = key.trim().trim_end_matches(';').trim_end();
    let parts: Vec<&str> = name.split(',').map(str::trim).collect();
    let is_kept = has_one && !key.contains('/') || MEMBERS.contains(&key) || key.starts_with("x-");
    let is_word_for_json = !key.contains('/') && name.to_ascii_lowercase().contains("json");
    let types = match name {
        "*" | ANY if is_data => vec![JSON],
        "*" => vec![ANY],
        _ if !has_json && name.contains('*') && is_json(name) => vec![JSON],
        _ if is_media_type(name) => vec![name],
        _ if parts.iter().all(|part| is_media_type(part)) => parts,
        _ if is_kept => vec![key],
        _ if is_word_for_json => vec![JSON],
        // The second half of a type, where only one first half is possible.
        "form-data" => vec!["multipart/form-data"],
        "x-www-form-urlencoded" => vec!["application/x-www-form-urlencoded"],
        _ => vec![ANY],
    };
    types.into_iter().map(str::to_owned).collect()
}

/// Whether something of any type is described as data, which is JSON then: nothing else has a schema.
fn is_data(reading: &Reading<'_>, media: &Source<'_>) -> bool {
    let Some(mut schema) = media.get("schema") else {
        return false;
    };
    let target = schema.value.get("$ref").and_then(serde_json::Value::as_str);
    if let Some(target) = target.and_then(|target| reading.root.pointed(target)) {
        schema = target;
    }
    let kinds = ["object", "array"];
    let keys = ["properties", "items", "allOf", "oneOf", "anyOf"];
    kinds.contains(&schema.text("type")) || keys.iter().any(|key| schema.has(key))
}
