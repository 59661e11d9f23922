//! The documents against tables of facts, `tests/facts/*.txt`, which somebody else wrote from the
//! same sources: a slip of one of the two shows here.
//! A table is read line by line. `#` begins a comment. Lines that are indented belong to the line
//! above them that is not.
//!
//! ```text
//! error ApiError                           what every error is, as JSON
//! unknown nullable in answers              what the sources tell of no field of an answer
//! unknown pattern                          what the table tells of nothing
//! sources https://docs.x.com/              where its pages are, or its account with public repositories
//! server https://x.com region=de|nl        an address, with the values of its variables, the default first
//! scheme Key apiKey header Authorization   a security scheme; `says HMAC` for a word of its description
//! security Key Token                       the schemes of every operation that names none itself
//! provider window 60                       a member of `x-provider`, throttling and its answers included
//! status 401 token|signature NoToken       words of which the description has one, and the codes there are
//! code NoToken token|header                words of which the description of an error with this code has one
//! beyond ListThings: reason                an operation that the sources do not have
//! operation getThing GET /things/{id}      as the document names it
//!   also getOneThing                       another name, which the description must mention
//!   says only while it runs                words that the description must have
//!   parameter id path text required
//!   request application/json Thing         a body, which must be there; `optional` if it may be missing
//!   answer 200 application/json Thing      or `nothing` for no body
//!   errors 400 404 ?                       `?`: there may be more
//!   idempotent                             or `not idempotent`; where it is said of nothing, the method tells
//!   security Key                           in place of what every operation has
//!   pages page pageNum size results total  style, position, size, items and total of `x-pages`
//!   source list-things                     a part of the address of its page
//!   server https://{endpoint}              the server that it has in place of that of all others
//!   codes 400 NoBody|TooLong               what its examples of an error are named
//! schema Thing                             or `schema Thing optional-in-answers`
//!   state text required enum=on|off
//!   sizes [int32] maxItems=3 minimum=1     limits and enum are those of the items
//!   owner ? deviation: the page says ...   see below
//! union Shape by kind                      the value of `kind`, and what it goes with
//!   round Circle
//! job Thing                                where a thing stands, in order
//!   failed any parts[].code not 0          an entry of an array, or `all`, and `equals PROPERTY`
//!   succeeded state DONE|OVER              or `true`, `false`, `present`, `filled`, or nothing for always
//!   unknown state
//!   reason error.message
//!   progress done total
//! ```
//!
//! - Kinds are `text`, `date-time`, `time` (a text that may or may not be called a date), `boolean`,
//!   `integer`, `int32`, `int64`, `number`, `any` (JSON of any kind), `bytes`, a schema, `[kind]`, and
//!   `?`, which is any of them. `absent` means that the sources do not have the field.
//! - Marks are `required`, `nullable`, `allowEmptyValue`, `readOnly`, `writeOnly`, `sensitive`, `omit`,
//!   `default=`, `enum=`, `is=` (the schema that the document refers to, where the name of the field does not
//!   say which), and limits as OpenAPI calls them. A mark with `?` in place of its value, or behind
//!   its name, is unknown, and `maybe` says that the document may leave the field out.
//! - `~` in front of a kind, a mark, a value or a status says that no source has it: it is what we chose,
//!   written down twice so that a slip of the document shows. A lone `~` says that of the whole field.
//! - A word has no blanks: `␣` is a blank of a value, `@` one of a description.
//! - The status of an answer and its media type may be `?` too.
//! - `deviation: reason` ends a line where the document says otherwise on purpose, in one thing. It
//!   must be true, and the document must have an `x-deviation` at that field or its schema. Limits
//!   that only the document has are one thing, however many they are.
//!
//! What is compared is the shape that is reached from an operation, so that schemas may have other
//! names. What is sent has no `readOnly` fields, and what is read no `writeOnly` ones. An optional field
//! of an answer may be null anyway, so `nullable` is compared only where a document says so.

mod calls;
mod compare;
mod drafts;
mod jobs;
mod limits;
mod marks;
mod provider;
mod references;
mod service;
mod shapes;
mod table;
mod unreadable;

use std::fs;

use documents::Document;
use serde_json::{Value, json};

use compare::compare;
use table::Table;

fn table(provider: &str) -> Table {
    let path = documents::root().join(format!("tests/facts/{provider}.txt"));
    Table::parse(&fs::read_to_string(path).unwrap())
        .unwrap_or_else(|error| panic!("{provider}: {error}"))
}

/// The addresses below which a provider has its pages and files.
pub(crate) fn sources(provider: &str) -> Vec<String> {
    table(provider).service.sources
}

/// Everything in which a document differs from the facts of its provider.
pub(crate) fn findings(document: &Document) -> Vec<String> {
    let table = table(&document.provider);
    [table.service.gaps(), compare(&table, document)].concat()
}

#[test]
fn documents_agree_with_the_facts() {
    let mut wrong = Vec::new();
    for provider in documents::providers() {
        documents::report!(
            "facts: {provider}, {} operations",
            table(&provider).operations.len()
        );
        let found = findings(&Document::read(&provider)).into_iter();
        wrong.extend(found.map(|finding| format!("{provider}: {finding}")));
    }
    assert!(
        wrong.is_empty(),
        "the documents and the tables in tests/facts differ; fix whichever is wrong:\n{}",
        wrong.join("\n")
    );
}

/// A table and a document that agree.
const TABLE: &str = "
error Problem
operation getThing POST /things/{id}
  also getOneThing
  parameter id path text required pattern=^[a-z]+$
  parameter size query integer minimum=1 maximum=9
  request application/json Thing
  answer 200 application/json Answer
  errors 404
schema Thing
  id text readOnly
  name text required nullable maxLength=5
  kinds [text] maxItems=2 enum=a|b
  shape Shape # a comment
schema Answer
  things [Thing] required
  at date-time
  when time
  count int32
  secret text writeOnly
  open ? # unknown
  ready boolean nullable? maybe
union Shape by kind
  round Circle
  other ?
schema Circle
  kind text enum=round
schema Problem
  code text
";

fn document() -> Value {
    json!({
        "paths": { "/things/{id}": { "post": {
            "operationId": "getThing",
            "description": "Also called `getOneThing`.",
            "parameters": [
                { "name": "id", "in": "path", "required": true, "schema": { "$ref": "#/components/schemas/Id" } },
                { "name": "size", "in": "query", "schema": { "type": "integer", "minimum": 1, "maximum": 9 } },
            ],
            "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
            "responses": {
                "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Answer" } } } },
                "404": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Problem" } } } },
            },
        } } },
        "components": { "schemas": {
            "Id": { "type": "string", "pattern": "^[a-z]+$" },
            "Thing": { "type": "object", "required": ["name"], "properties": {
                "id": { "type": "string", "readOnly": true },
                "name": { "type": "string", "nullable": true, "maxLength": 5 },
                "kinds": { "type": "array", "maxItems": 2, "items": { "type": "string", "enum": ["b", "a"] } },
                "shape": { "$ref": "#/components/schemas/AnyShape" },
            } },
            "Answer": { "type": "object", "required": ["things"], "properties": {
                "things": { "type": "array", "items": { "$ref": "#/components/schemas/Thing" } },
                "at": { "type": "string", "format": "date-time" },
                "when": { "type": "string" },
                "count": { "type": "integer", "format": "int32" },
                "secret": { "type": "string", "writeOnly": true },
                "open": { "type": "boolean" },
            } },
            "AnyShape": {
                "oneOf": [{ "$ref": "#/components/schemas/Circle" }],
                "discriminator": { "propertyName": "kind", "mapping": { "round": "#/components/schemas/Circle" } },
            },
            "Circle": { "type": "object", "properties": { "kind": { "type": "string", "enum": ["round"] } } },
            "Problem": { "type": "object", "properties": { "code": { "type": "string" } } },
        } },
    })
}

fn compared(table: &str, content: Value) -> Vec<String> {
    compare(
        &Table::parse(table).unwrap(),
        &Document::of("made", content),
    )
}

#[test]
fn a_document_that_agrees_gives_no_finding() {
    assert_eq!(compared(TABLE, document()), Vec::<String>::new());
}

/// Every change of the document is found, at its place.
#[test]
fn a_document_that_differs_is_named_with_the_place() {
    let operation = "/paths/~1things~1{id}/post";
    let schemas = "/components/schemas";
    let text = json!({ "type": "string" });
    for (pointer, value, finding) in [
        (
            format!("{operation}/operationId"),
            json!("other"),
            "other: the facts do not have this operation",
        ),
        (
            format!("{operation}/description"),
            json!(""),
            "getThing: the description does not mention getOneThing",
        ),
        (
            format!("{operation}/parameters/0/name"),
            json!("other"),
            "getThing parameter other in path: the facts do not have it",
        ),
        (
            format!("{operation}/parameters/0/name"),
            json!("other"),
            "getThing parameter id in path: the document does not have it",
        ),
        (
            format!("{operation}/parameters/0/required"),
            json!(false),
            "getThing parameter id in path: required, but the document does not say so",
        ),
        (
            format!("{operation}/parameters/1/schema/maximum"),
            json!(10),
            "getThing parameter size in query: maximum 9, but 10 in the document",
        ),
        (
            format!("{operation}/parameters/1/schema"),
            text.clone(),
            "getThing parameter size in query: integer, but text in the document",
        ),
        (
            format!("{operation}/requestBody/content"),
            json!({ "text/json": {} }),
            "getThing request: application/json, but text/json in the document",
        ),
        (
            format!("{operation}/responses"),
            json!({ "201": {} }),
            "getThing answer 200: the document does not have it",
        ),
        (
            format!("{operation}/responses"),
            json!({ "201": {} }),
            "getThing answer 201: the facts do not have it",
        ),
        (
            format!("{operation}/responses"),
            json!({ "500": {} }),
            "getThing errors: 404, but 500 in the document",
        ),
        (
            format!("{operation}/responses/200/content"),
            json!({}),
            "getThing answer 200: application/json, but nothing in the document",
        ),
        (
            format!("{schemas}/Thing/required"),
            json!([]),
            "getThing request.name: required, but the document does not say so",
        ),
        (
            format!("{schemas}/Thing/required"),
            json!(["name", "kinds"]),
            "getThing answer.things[].kinds: required in the document only",
        ),
        (
            format!("{schemas}/Thing/properties/id/readOnly"),
            json!(false),
            "getThing request.id: the facts do not have it",
        ),
        (
            format!("{schemas}/Thing/properties/name/nullable"),
            json!(false),
            "getThing request.name: nullable, but the document does not say so",
        ),
        (
            format!("{schemas}/Thing/properties/name"),
            json!({}),
            "getThing request.name: text, but any in the document",
        ),
        (
            format!("{schemas}/Thing/properties/kinds/items/enum"),
            json!(["a"]),
            "getThing request.kinds: enum lacks b in the document",
        ),
        (
            format!("{schemas}/Thing/properties/kinds/items/enum"),
            json!(["a", "b", "c"]),
            "getThing request.kinds: enum has c in the document only",
        ),
        (
            format!("{schemas}/Thing/properties/kinds/maxItems"),
            json!(3),
            "getThing request.kinds: maxItems 2, but 3 in the document",
        ),
        (
            format!("{schemas}/Answer/properties/at/format"),
            json!("date"),
            "getThing answer.at: date-time, but text in the document",
        ),
        (
            format!("{schemas}/Answer/properties/things"),
            text.clone(),
            "getThing answer.things: [Thing], but text in the document",
        ),
        (
            format!("{schemas}/Answer/properties/secret/writeOnly"),
            json!(false),
            "getThing answer.secret: the facts do not have it",
        ),
        (
            format!("{schemas}/AnyShape"),
            text,
            "getThing request.shape: a union, but text in the document",
        ),
        (
            format!("{schemas}/AnyShape/discriminator/propertyName"),
            json!("type"),
            "getThing request.shape: told apart by kind, but by type in the document",
        ),
        (
            format!("{schemas}/AnyShape/discriminator/mapping"),
            json!({}),
            "getThing request.shape: the document does not have round",
        ),
        (
            format!("{schemas}/AnyShape/discriminator/mapping/square"),
            json!("#/components/schemas/Circle"),
            "getThing request.shape: the facts do not have square",
        ),
        (
            format!("{schemas}/Circle/properties"),
            json!({}),
            "getThing request.shape(round).kind: the document does not have it",
        ),
        (
            format!("{schemas}/Problem/properties/more"),
            json!({}),
            "getThing error 404.more: the facts do not have it",
        ),
    ] {
        let mut changed = document();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let parent = changed.pointer_mut(parent).unwrap();
        match parent {
            Value::Object(members) => drop(members.insert(name.to_owned(), value)),
            other => panic!("{pointer}: {other}"),
        }
        let found = compared(TABLE, changed);
        assert!(
            found.iter().any(|one| one == finding),
            "{pointer}: {finding}: {found:#?}"
        );
    }
}

#[test]
fn a_deviation_must_be_true() {
    let table = TABLE.replace(
        "  code text",
        "  code int32 deviation: a reason\n  more absent deviation: a source",
    );
    let mut changed = document();
    let problem = &mut changed["components"]["schemas"]["Problem"]["properties"];
    problem["code"]["x-deviation"] = json!("A reason.");
    problem["more"] = json!({});
    assert_eq!(compared(&table, changed.clone()), Vec::<String>::new());
    // A deviation covers one difference, and no second one beside it.
    let required = json!(["code"]);
    let mut second = changed.clone();
    second["components"]["schemas"]["Problem"]["required"] = required;
    assert_eq!(compared(&table, second).len(), 3);
    changed["components"]["schemas"]["Problem"]["properties"] =
        json!({ "code": { "type": "integer", "format": "int32" } });
    let found = compared(&table, changed);
    assert_eq!(
        found,
        [
            "line 29: the document does not deviate here any more: a reason",
            "line 30: the document does not deviate here any more: a source",
        ]
    );
}
