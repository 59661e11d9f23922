//! Request bodies, responses and their headers: written where they are used, with schemas that have names.

use serde_json::json;

use super::media_types;
use super::node::Node;
use super::schemas::{Position, Schemas};
use super::shared::Kind;
use super::source::Source;

/// A request body.
pub(super) fn request<'a>(schemas: &mut Schemas<'a, '_>, body: &Source<'a>) -> Option<Node> {
    let target = schemas.reading.follow(body, &mut schemas.findings)?;
    let content_of = target.get("content");
    if let Some(nothing) = content_of.filter(|content| content.value == &json!({}))
        && !target.flag("required")
    {
        schemas.findings.report(
            "idle/body-of-nothing",
            &nothing,
            "the request body has no media type: nothing is sent",
            "write the media type that the provider takes, or remove the body",
        );
        return None;
    }
    let mut node = Node::object_at(&target.place());
    for (key, member) in target.members() {
        match key {
            "content" => node.put(key, content(schemas, &member)),
            _ => node.put(key, member.copy()),
        }
    }
    add_words(body, &mut node);
    Some(node)
}

/// A response.
pub(super) fn response<'a>(schemas: &mut Schemas<'a, '_>, response: &Source<'a>) -> Option<Node> {
    let target = schemas.reading.follow(response, &mut schemas.findings)?;
    let mut node = once(schemas, Kind::Response, response, &target, |schemas| {
        response_itself(schemas, &target)
    });
    add_words(response, &mut node);
    Some(node)
}

fn response_itself<'a>(schemas: &mut Schemas<'a, '_>, response: &Source<'a>) -> Node {
    let mut node = Node::object_at(&response.place());
    for (key, member) in response.members() {
        match key {
            // What else could be called, which no client looks at.
            "links" => {}
            // No body.
            "content" if member.value == &json!({}) => {}
            "content" => node.put(key, content(schemas, &member)),
            "headers" => node.put(key, headers(schemas, &member)),
            _ => node.put(key, member.copy()),
        }
    }
    node
}

/// What `write` makes of `target`, which `part` is or leads to.
pub(super) fn once<'a, 'd>(
    schemas: &mut Schemas<'a, 'd>,
    kind: Kind,
    part: &Source<'a>,
    target: &Source<'a>,
    write: impl FnOnce(&mut Schemas<'a, 'd>) -> Node,
) -> Node {
    if !part.has("$ref") {
        return write(schemas);
    }
    if let Some(known) = schemas.shared.get(kind, target) {
        return known;
    }
    let node = write(schemas);
    schemas.shared.put(kind, target, &node);
    node
}

/// The words that OpenAPI 3.1 allows beside `$ref`.
pub(super) fn add_words(reference: &Source<'_>, node: &mut Node) {
    if reference.has("$ref")
        && let Some(words) = reference.get("description")
    {
        node.put("description", words.copy());
    }
}

/// The bodies of each media type.
pub(super) fn content<'a>(schemas: &mut Schemas<'a, '_>, content: &Source<'a>) -> Node {
    // OpenAPI knows no references here, but people write them.
    let target = schemas.reading.follow(content, &mut schemas.findings);
    let Some(target) = target.filter(|target| target.value.is_object()) else {
        return content.copy();
    };
    let mut node = Node::object_at(&target.place());
    let members = media_types::read(&schemas.reading, &target, &mut schemas.findings);
    for (media_type, media) in members {
        let media = schemas.reading.follow(&media, &mut schemas.findings);
        let Some(media) = media else { continue };
        let position = match is_structured(&media_type) {
            true => Position::Body,
            false => Position::Plain,
        };
        let media = with_schema(schemas, &media, position);
        node.put(&media_type, media);
    }
    node
}

/// Whether bodies of a media type are read or made of named parts.
fn is_structured(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim();
    let name = name.to_ascii_lowercase();
    name == "*/*"
        || name.ends_with("json")
        || name.ends_with("xml")
        || name == "application/x-www-form-urlencoded"
        || name.starts_with("multipart/")
}

fn headers<'a>(schemas: &mut Schemas<'a, '_>, headers: &Source<'a>) -> Node {
    if !headers.value.is_object() {
        return headers.copy();
    }
    let mut node = Node::object_at(&headers.place());
    for (name, header) in headers.members() {
        if let Some(target) = schemas.reading.follow(&header, &mut schemas.findings) {
            let mut written = once(schemas, Kind::Header, &header, &target, |schemas| {
                with_schema(schemas, &target, Position::Plain)
            });
            add_words(&header, &mut written);
            node.put(name, written);
        }
    }
    node
}

/// Whatever has a schema and examples: a media type, a header, a parameter.
pub(super) fn with_schema<'a>(
    schemas: &mut Schemas<'a, '_>,
    owner: &Source<'a>,
    position: Position<'_>,
) -> Node {
    if !owner.value.is_object() {
        return owner.copy();
    }
    let mut node = Node::object_at(&owner.place());
    for (key, member) in owner.members() {
        let written = match key {
            "schema" => schemas.at(&member, position),
            "examples" => examples(schemas, &member),
            "content" => content(schemas, &member),
            "encoding" => encoding(schemas, &member),
            _ => member.copy(),
        };
        node.put(key, written);
    }
    node
}

fn encoding<'a>(schemas: &mut Schemas<'a, '_>, encoding: &Source<'a>) -> Node {
    let mut node = Node::object_at(&encoding.place());
    for (property, part) in encoding.members() {
        let mut written = part.copy();
        if let Some(named) = part.get("headers") {
            written.put("headers", headers(schemas, &named));
        }
        node.put(property, written);
    }
    node
}

fn examples<'a>(schemas: &mut Schemas<'a, '_>, examples: &Source<'a>) -> Node {
    if !examples.value.is_object() {
        return examples.copy();
    }
    let mut node = Node::object_at(&examples.place());
    for (name, example) in examples.members() {
        if let Some(target) = schemas.reading.follow(&example, &mut schemas.findings) {
            node.put(name, target.copy());
        }
    }
    node
}
