//! The test of a draft's crate: it calls each operation once, at a stand-in on this machine.

use std::collections::BTreeSet;

use serde_json::Value;

use super::arguments;
use super::sample::{self, Way};
use crate::document::{Document, entries, items, text};
use crate::model::{Body, Content, Kind, Model, Operation, SchemeKind, Sent};
use crate::naming;

/// The stand-in, which is the same for every crate.
const STAND_IN: &str = include_str!("stand_in.rs.txt");

/// So many rows are a file that one can read.
const ROWS: usize = 24;

/// The files of the test by their names, and which operations it does not call, with the reason.
pub(super) fn test(document: &Document, model: &Model) -> (Vec<(String, String)>, Vec<String>) {
    let mut rows = Vec::new();
    let mut not_called = Vec::new();
    for operation in &model.operations {
        match row(document, operation) {
            Ok(row) => rows.push(row),
            Err(why) => not_called.push(format!("{}: {why}", naming::method(&operation.id))),
        }
    }
    let krate = &model.crate_name;
    let parts = rows.chunks(ROWS).enumerate().map(|(number, rows)| {
        let text = format!(
            "//! How operations are called, and what the stand-in answers.\n\nuse super::stand_in::{{Row, sent}};\n\n\
             pub(crate) const ROWS: &[Row] = &[\n{}];\n",
            rows.concat()
        );
        (format!("part_{}.rs", number + 1), text)
    });
    let mut files: Vec<(String, String)> = parts.collect();
    let modules: String = (1..=files.len())
        .map(|number| format!("mod part_{number};\n"))
        .collect();
    let tables: Vec<String> = (1..=files.len())
        .map(|number| format!("part_{number}::ROWS"))
        .collect();
    let client = client(model);
    files.push((
        "main.rs".to_owned(),
        MAIN.replace("CRATE", krate)
            .replace("MODULES", &modules)
            .replace("TABLES", &tables.join(", "))
            .replace("CREDENTIALS", &client),
    ));
    files.push(("stand_in.rs".to_owned(), STAND_IN.replace("CRATE", krate)));
    (files, not_called)
}

const MAIN: &str = "\
//! Calls each operation once, at a stand-in on this machine: what is sent has the method and the path of the document,
//! and what a success brings is read. The values are made up.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = \"helpers of tests fail the test\")]

MODULESmod stand_in;

use CRATE::Client;
use stand_in::StandIn;

/// A client of the stand-in, with credentials that are made up.
fn client(address: &str) -> Client {
    let client = Client::builder().base_url(address);
    CREDENTIALS.build().unwrap()
}

#[tokio::test]
async fn each_operation_is_called() {
    let stand_in = StandIn::start().await;
    let client = client(&stand_in.address);
    let rows = [TABLES].concat();
    assert!(!rows.is_empty());
    for row in rows {
        stand_in.call(&row, (row.call)(&client)).await;
    }
}
";

/// What gives a builder all credentials, and the address of the stand-in for every other one.
fn client(model: &Model) -> String {
    let mut text = "client".to_owned();
    for scheme in &model.schemes {
        let value = match scheme.kind {
            SchemeKind::ClientCertificate => continue,
            SchemeKind::Basic | SchemeKind::Digest => {
                format!(
                    "{}::Login::new(\"fake-user\", \"fake-password\")",
                    model.crate_name
                )
            }
            // A token from elsewhere will do for one that the client could fetch, too.
            _ => "\"fake-token\"".to_owned(),
        };
        text += &format!(".{}({value})", scheme.setter);
    }
    // No test may call what is elsewhere.
    let servers: BTreeSet<&String> = model
        .operations
        .iter()
        .filter_map(|one| one.server.as_ref())
        .collect();
    for server in servers {
        text += &format!(".server({server:?}, address)");
    }
    text
}

/// The row of an operation.
///
/// # Errors
/// Why it cannot be called with made-up values.
fn row(document: &Document, operation: &Operation) -> Result<String, String> {
    let method = naming::method(&operation.id);
    let source = source(document, &operation.id).ok_or("it is not in the document")?;
    let mut call = format!("client.{method}()");
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
    {
        let mut written = items(source, "parameters").iter();
        let place = parameter.place.word().trim_end_matches('s');
        let schema = written
            .find(|one| text(one, "name") == parameter.name && text(one, "in") == place)
            .and_then(|one| one.get("schema"))
            .unwrap_or(&Value::Null);
        let value = arguments::literal(document, &parameter.kind, schema)
            .ok_or_else(|| format!("no value can be made up for {}", parameter.name))?;
        call += &format!(".{}({value})", parameter.setter);
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        call += &self::body(document, source, body)?;
    }
    let (media_type, answer) = answer(document, source, operation);
    let status: u16 = operation.success.status.parse().unwrap_or(200);
    Ok(format!(
        "    Row {{\n        operation: {method:?},\n        line: {:?},\n        status: {status},\n        media_type: {media_type:?},\n        answer: {},\n        \
         call: |client| sent({call}),\n    }},\n",
        format!(
            "{} {}",
            operation.method.to_uppercase(),
            operation.address()
        ),
        raw(&answer),
    ))
}

/// A file, as Rust writes it.
const BYTES: &str = "&b\"sample\"[..]";

/// The setters that fill a body.
///
/// # Errors
/// Why it cannot be made up.
fn body(document: &Document, source: &Value, body: &Body) -> Result<String, String> {
    let is_file = |kind: &Kind| matches!(kind, Kind::File);
    let has_files = |kind: &Kind| matches!(kind, Kind::Array { item, .. } if is_file(item));
    let files = body
        .fields()
        .iter()
        .filter(|field| field.required && is_file(&field.kind));
    if body
        .fields()
        .iter()
        .any(|field| field.required && has_files(&field.kind))
    {
        return Err("its body has several files".to_owned());
    }
    match &body.content {
        Sent::Text => return Ok(".body(\"sample\")".to_owned()),
        Sent::Bytes => return Ok(format!(".body({BYTES})")),
        Sent::Array(_) | Sent::Object { .. } | Sent::Union(_) | Sent::Value(_) => {}
    }
    let content = source.pointer("/requestBody/content");
    let media = content.and_then(|content| content.get(&body.media_type));
    let schema = media
        .and_then(|media| media.get("schema"))
        .ok_or("its body has no schema")?;
    let mut value = sample::of(document, schema, Way::Sent);
    let mut setters = String::new();
    for file in files {
        // No JSON holds a file.
        if let Value::Object(members) = &mut value {
            members.remove(&file.name);
        }
        setters += &format!(".{}({BYTES})", file.setter);
    }
    Ok(format!(".body_json({}){setters}", raw(&value.to_string())))
}

/// The operation as the document has it.
fn source<'a>(document: &'a Document, id: &str) -> Option<&'a Value> {
    let mut all = entries(&document.root, "paths")
        .flat_map(|(_, item)| item.as_object().into_iter().flatten());
    all.find(|(_, one)| text(one, "operationId") == id)
        .map(|(_, one)| one)
}

/// The media type and the body of a success.
fn answer(document: &Document, source: &Value, operation: &Operation) -> (String, String) {
    let media_type = match &operation.success.content {
        Content::Nothing { .. } => return (String::new(), String::new()),
        Content::Bytes { media_type } => return (media_type.clone(), "bytes".to_owned()),
        Content::Json { media_type, .. } | Content::Value { media_type, .. } => media_type,
    };
    let response = source
        .get("responses")
        .and_then(|all| all.get(&operation.success.status));
    let media = response.and_then(|response| response.get("content")?.get(media_type));
    let schema = media
        .and_then(|media| media.get("schema"))
        .unwrap_or(&Value::Null);
    (
        media_type.clone(),
        sample::of(document, schema, Way::Read).to_string(),
    )
}

/// A raw literal.
fn raw(text: &str) -> String {
    let mut hashes = String::new();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}
