//! The objects of OpenAPI 3.0 as far as the generator reads them.
//!
//! Members that another rule refuses with a better hint are listed too, as [`Any`].

use super::shape::Shape::{
    self, Any, Boolean, Count, List, Map, Number, Object, OrBoolean, OrReference, Text,
};
use super::shape::{may, must};

/// The extensions of this project.
pub(crate) const EXTENSIONS: &[&str] = &[
    "x-columns",
    "x-confirm",
    "x-confirm-with",
    "x-deviation",
    "x-draft",
    "x-features",
    "x-file-suffix",
    "x-idempotent",
    "x-items",
    "x-job",
    "x-omit",
    "x-optional-in-answers",
    "x-pages",
    "x-provider",
    "x-sensitive",
    "x-source",
    "x-time",
    "x-time-range",
];

/// The document.
pub(crate) static DOCUMENT: Shape = Object(&[
    may("openapi", &Text),
    must("info", &INFO),
    must("servers", &SERVERS),
    may("tags", &List(&TAG)),
    may("paths", &Map(&PATH_ITEM)),
    may("components", &COMPONENTS),
    may("externalDocs", &Any),
    may("x-draft", &Any),
    may("x-features", &Any),
    may("x-provider", &Any),
    may("x-source", &Any),
]);

static INFO: Shape = Object(&[
    must("title", &Text),
    must("version", &Text),
    may("description", &Text),
    may("termsOfService", &Text),
    may("contact", &Any),
    may("license", &Any),
]);

/// The addresses of the API, of a path or of an operation.
pub(crate) static SERVERS: Shape = List(&SERVER);

static SERVER: Shape = Object(&[
    must("url", &Text),
    may("description", &Text),
    may("variables", &Map(&SERVER_VARIABLE)),
]);

static SERVER_VARIABLE: Shape = Object(&[
    may("default", &Text),
    may("description", &Text),
    may("enum", &List(&Text)),
]);

static TAG: Shape = Object(&[
    must("name", &Text),
    may("description", &Text),
    may("externalDocs", &Any),
]);

static PATH_ITEM: Shape = Object(&[
    may("get", &OPERATION),
    may("put", &OPERATION),
    may("post", &OPERATION),
    may("patch", &OPERATION),
    may("delete", &OPERATION),
    may("head", &OPERATION),
    may("options", &OPERATION),
    may("summary", &Text),
    may("description", &Text),
    may("trace", &Any),
    may("parameters", &Any),
    may("servers", &Any),
    may("$ref", &Any),
]);

static OPERATION: Shape = Object(&[
    may("operationId", &Text),
    may("tags", &List(&Text)),
    may("summary", &Text),
    may("description", &Text),
    may("parameters", &PARAMETERS),
    may("requestBody", &OrReference("requestBodies", &REQUEST_BODY)),
    may("responses", &Map(&OrReference("responses", &RESPONSE))),
    may("security", &List(&Map(&List(&Text)))),
    may("servers", &SERVERS),
    may("externalDocs", &Any),
    may("x-confirm", &Text),
    may("x-confirm-with", &Text),
    may("x-file-suffix", &Text),
    may("x-idempotent", &Any),
    may("x-items", &Any),
    may("x-pages", &Any),
    may("x-source", &Any),
    may("x-time-range", &Any),
]);

/// The parameters of an operation, or of all operations of a path.
pub(crate) static PARAMETERS: Shape = List(&OrReference("parameters", &PARAMETER));

static PARAMETER: Shape = Object(&[
    may("name", &Text),
    may("in", &Text),
    may("required", &Boolean),
    may("description", &Text),
    may("deprecated", &Boolean),
    may("schema", &SCHEMA_OR_REFERENCE),
    may("example", &Any),
    may("examples", &Map(&EXAMPLE)),
    may("style", &Any),
    may("explode", &Any),
    may("content", &CONTENT),
    may("allowReserved", &Any),
    may("allowEmptyValue", &Boolean),
    may("x-omit", &Any),
    may("x-sensitive", &Any),
]);

static REQUEST_BODY: Shape = Object(&[
    may("description", &Text),
    may("required", &Boolean),
    must("content", &REQUEST_CONTENT),
]);

static REQUEST_CONTENT: Shape = Map(&Object(&[
    may("schema", &SCHEMA_OR_REFERENCE),
    may("example", &Any),
    may("examples", &Map(&EXAMPLE)),
    may("encoding", &Map(&ENCODING)),
]));

static ENCODING: Shape = Object(&[
    may("contentType", &Text),
    may("headers", &Any),
    may("style", &Text),
    may("explode", &Boolean),
    may("allowReserved", &Boolean),
]);

static RESPONSE: Shape = Object(&[
    must("description", &Text),
    may("headers", &Map(&OrReference("headers", &HEADER))),
    may("content", &CONTENT),
]);

static HEADER: Shape = Object(&[
    may("description", &Text),
    may("required", &Boolean),
    may("deprecated", &Boolean),
    may("schema", &SCHEMA_OR_REFERENCE),
    may("example", &Any),
    may("examples", &Map(&EXAMPLE)),
]);

static CONTENT: Shape = Map(&Object(&[
    may("schema", &SCHEMA_OR_REFERENCE),
    may("example", &Any),
    may("examples", &Map(&EXAMPLE)),
]));

static EXAMPLE: Shape = Object(&[
    must("value", &Any),
    may("summary", &Text),
    may("description", &Text),
]);

static COMPONENTS: Shape = Object(&[
    may("schemas", &Map(&SCHEMA_OR_REFERENCE)),
    may("parameters", &Map(&OrReference("parameters", &PARAMETER))),
    may(
        "requestBodies",
        &Map(&OrReference("requestBodies", &REQUEST_BODY)),
    ),
    may("responses", &Map(&OrReference("responses", &RESPONSE))),
    may("headers", &Map(&OrReference("headers", &HEADER))),
    may("securitySchemes", &Map(&SECURITY_SCHEME)),
]);

static SECURITY_SCHEME: Shape = Object(&[
    must("type", &Text),
    may("description", &Text),
    may("name", &Text),
    may("in", &Text),
    may("scheme", &Text),
    may("bearerFormat", &Text),
    may("flows", &Any),
    may("openIdConnectUrl", &Text),
]);

static DISCRIMINATOR: Shape = Object(&[may("propertyName", &Text), may("mapping", &Map(&Text))]);

static SCHEMA_OR_REFERENCE: Shape = OrReference("schemas", &SCHEMA);

/// The rules for schemas refuse some of this with a better hint.
static SCHEMA: Shape = Object(&[
    may("type", &Text),
    may("title", &Text),
    may("description", &Text),
    may("format", &Text),
    may("pattern", &Text),
    may("enum", &List(&Any)),
    may("minLength", &Count),
    may("maxLength", &Count),
    may("minItems", &Count),
    may("maxItems", &Count),
    may("minimum", &Number),
    may("maximum", &Number),
    may("exclusiveMinimum", &Boolean),
    may("exclusiveMaximum", &Boolean),
    may("multipleOf", &Number),
    may("uniqueItems", &Boolean),
    may("nullable", &Boolean),
    may("readOnly", &Boolean),
    may("writeOnly", &Boolean),
    may("deprecated", &Boolean),
    may("required", &List(&Text)),
    may("properties", &Map(&SCHEMA_OR_REFERENCE)),
    may("items", &SCHEMA_OR_REFERENCE),
    may("oneOf", &List(&SCHEMA_OR_REFERENCE)),
    may("discriminator", &DISCRIMINATOR),
    may("anyOf", &List(&SCHEMA_OR_REFERENCE)),
    may("allOf", &List(&SCHEMA_OR_REFERENCE)),
    may("x-columns", &List(&Text)),
    may("x-job", &Any),
    may("x-optional-in-answers", &Any),
    may("x-sensitive", &Any),
    may("x-time", &Text),
    may("default", &Any),
    may("example", &Any),
    may("externalDocs", &Any),
    may("not", &Any),
    may("additionalProperties", &OrBoolean(&SCHEMA_OR_REFERENCE)),
    may("minProperties", &Count),
    may("maxProperties", &Count),
    may("xml", &Any),
]);

/// Whether OpenAPI knows `key` in a schema.
pub(crate) fn is_known_in_schemas(key: &str) -> bool {
    let is_member = match &SCHEMA {
        Object(members) => members.iter().any(|member| member.name == key),
        _ => false,
    };
    is_member || key.starts_with("x-")
}
