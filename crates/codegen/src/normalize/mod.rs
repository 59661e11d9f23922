//! Stage 3, normalize: any document of OpenAPI 3.0, and of 3.1 as far as it says the same, in the one form that
//! the stages behind it read.
//!
//! In the normal form
//!
//! - every reference leads to `#/components/schemas/NAME`, and beside it stand only words about this use of the
//!   schema (`description`, `nullable`, `readOnly` and the like);
//! - every object with properties, every union, every body, and every enum that is neither a property nor an item
//!   of one has a name in `components.schemas`, and so has every text with limits that is sent;
//! - `allOf` is put together;
//! - an operation holds all that counts for it: parameters, servers, security, bodies, responses;
//! - there are no components but schemas, of which all are used, and security schemes.
//!
//! Every part keeps the line, the column and the path that it has in the file. The normal form of a normal form
//! is the same. What cannot be brought into it is a finding.
//!
//! | file | does |
//! |---|---|
//! | `items`, `operations`, `ids`, `kinds` | paths and operations that are generated, their ids, and parameters of one kind |
//! | `templates` | the keys of paths |
//! | `credentials` | parameters that are credentials |
//! | `bodies` | request bodies, responses and their headers |
//! | `shared` | what many operations refer to, which is written once |
//! | `successes` | several successes of an operation |
//! | `uploads` | operations that take JSON or a form with files |
//! | `tags` | which unions a property tells apart |
//! | `sent` | names for texts with limits that are sent |
//! | `schemas` | writes schemas, and gives each the name that it needs |
//! | `members`, `heirs` | what a union is made of |
//! | `uses` | which schema is meant where one is used |
//! | `flat`, `merge`, `view` | one schema out of several |
//! | `arms`, `dialect` | reads `oneOf` and `anyOf`, and the other keys of a schema |
//! | `newer`, `types`, `enums` | the keys of 3.1 among them, and the types and values that a schema names |
//! | `inner` | what newer keys say of items, of entries, and of properties that are there in some cases |
//! | `anchors` | references by name and by address, as references by path |
//! | `media_types`, `alternatives` | media types and security requirements that nobody can send as they are written |
//! | `names` | names in `components.schemas` |
//! | `references` | follows references |
//! | `source`, `node`, `findings` | parts of the document that is read and of the one that is made, and findings |

mod alternatives;
mod anchors;
mod arms;
mod bodies;
mod credentials;
mod dialect;
mod enums;
mod findings;
mod flat;
mod heirs;
mod ids;
mod inner;
mod items;
mod kinds;
mod media_types;
mod members;
mod merge;
mod names;
mod newer;
mod node;
mod operations;
mod references;
mod schemas;
mod sent;
mod shared;
mod source;
mod successes;
mod tags;
mod templates;
mod types;
mod uploads;
mod uses;
mod view;

use serde_json::{Value, json};

use crate::document::Document;
use findings::Findings;
pub(crate) use findings::NoForm;
use names::Names;
use node::Node;
use references::Reading;
use schemas::Schemas;
use source::Source;

/// Brings `document` into the normal form, whose warnings say what is lost on the way.
///
/// # Errors
/// Everything that has no normal form, sorted by place.
pub(crate) fn normalize(document: &Document) -> Result<Document, NoForm> {
    match anchors::resolved(document) {
        Some(resolved) => by_paths(&resolved),
        None => by_paths(document),
    }
}

/// The operations of `document` that are generated, with path and method, those of paths that are references too.
pub(crate) fn operations(document: &Document) -> Vec<(&str, &str, &Value)> {
    let reading = Reading {
        root: Source::root(document),
        is_3_1: false,
    };
    let mut findings = Findings::new(document);
    let items = items::items(document.kept.as_ref(), &reading, &mut findings);
    let all = items.iter().flat_map(|item| {
        let operations = item.operations().into_iter();
        operations.map(|(method, operation)| (item.path, method, operation.value))
    });
    all.collect()
}

/// [`normalize`] for a document whose references name paths.
fn by_paths(document: &Document) -> Result<Document, NoForm> {
    let root = Source::root(document);
    let mut findings = Findings::new(document);
    let version = version(&root);
    let is_3_1 = version.starts_with("3.1");
    if !is_3_1 && !version.starts_with("3.0") {
        refuse_version(&root, &version, &mut findings);
    }
    let reading = Reading {
        root: root.clone(),
        is_3_1,
    };
    let items = items::items(document.kept.as_ref(), &reading, &mut findings);
    let ids = ids::of(&items::all(&items));
    let names = Names::new(root.clone(), ids.clone());
    let mut schemas = Schemas::new(reading, findings, names);
    let mut paths = operations::write(&mut schemas, &items, &ids);
    let (mut written, mut names, findings) = schemas.finish();
    let mut warnings = document.warnings.clone();
    warnings.extend(findings.warnings()?);
    uploads::split(&mut paths, &written);
    successes::unite(&mut paths, &mut written, &mut names);
    tags::check(&paths.value, &mut written);
    sent::name_texts(&paths.value, &mut written, &mut names);

    let mut normal = Node::object_at(&root.place());
    for (key, member) in root.members() {
        match key {
            "paths" | "components" | "security" | "webhooks" | "jsonSchemaDialect" => {}
            // Without quotes it is a number.
            "openapi" if is_3_1 || !member.value.is_string() => {
                normal.put(key, Node::at(json!("3.0.3"), &member.place()));
            }
            _ => normal.put(key, member.copy()),
        }
    }
    normal.put("paths", paths);
    normal.put("components", components(&root, written));
    Ok(Document {
        name: document.name.clone(),
        root: normal.value,
        kept: None,
        places: normal.places,
        warnings,
    })
}

/// What the document says of its version.
fn version(root: &Source<'_>) -> String {
    match root.value.get("openapi") {
        Some(Value::Number(number)) => number.to_string(),
        _ => root.text("openapi").to_owned(),
    }
}

/// Says what a document is that is not of 3.0 or 3.1, as far as it tells, and what to do.
fn refuse_version(root: &Source<'_>, version: &str, findings: &mut Findings<'_>) {
    let place = |key: &str| root.get(key).unwrap_or_else(|| root.clone());
    let rule = "unsupported/openapi-version";
    if root.has("swagger") {
        findings.report(
            rule,
            &place("swagger"),
            "this is a document of Swagger 2.0, not of OpenAPI 3.0 or 3.1",
            "convert it first: `npx swagger2openapi FILE --outfile FILE`, or the converter of editor.swagger.io",
        );
    } else if root.has("openapi") {
        findings.report(
            rule,
            &place("openapi"),
            format!("this is a document of OpenAPI {version}, not of 3.0 or 3.1"),
            "convert it first, or take the document of 3.0 or 3.1 that the provider has too",
        );
    } else {
        findings.report(
            rule,
            root,
            "this is not a document of OpenAPI 3.0 or 3.1: `openapi` is missing at the top",
            "if it is a part of a document, bundle the whole, for example with `redocly bundle`; if it is \
             a document, begin with `openapi`, `info` and `paths`",
        );
    }
}

/// The components of the normal form.
fn components(root: &Source<'_>, written: std::collections::BTreeMap<String, Node>) -> Node {
    let components = root.get("components");
    let place = components.as_ref().map(Source::place).unwrap_or_default();
    let mut node = Node::object_at(&place);
    let mut schemas = Node::object_at(&place);
    for (name, schema) in written {
        schemas.put(&name, schema);
    }
    if !schemas.is_empty() {
        node.put("schemas", schemas);
    }
    if let Some(schemes) = components.and_then(|part| part.get("securitySchemes")) {
        node.put("securitySchemes", schemes.copy());
    }
    node
}
