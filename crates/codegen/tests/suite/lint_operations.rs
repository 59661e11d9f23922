//! Refused: operations without name or words, and answers that progenitor has no room for.

use crate::support::{Refusal, accepted, check, edited};

const GET: &str = "paths./groups/{groupId}/things/{thingId}.get";
const POST: &str = "paths./groups/{groupId}/things.post";

#[test]
fn what_every_operation_must_have() {
    check(&[
        Refusal {
            what: "no operationId",
            edits: &[("      operationId: getThing\n", "")],
            path: GET,
            at: "get:",
            says: &["no `operationId`"],
        },
        Refusal {
            what: "no summary",
            edits: &[("      summary: Get one thing\n", "")],
            path: GET,
            at: "get:",
            says: &["no `summary`"],
        },
        Refusal {
            what: "no description",
            edits: &[("      description: Reads one thing.\n", "")],
            path: GET,
            at: "get:",
            says: &["no `description`"],
        },
        Refusal {
            what: "no tags",
            edits: &[(
                "tags: [Things]\n      summary: Get",
                "tags: []\n      summary: Get",
            )],
            path: GET,
            at: "get:",
            says: &["no `tags`"],
        },
        Refusal {
            what: "no source",
            edits: &[(
                "      x-source:\n        url: https://example.com/api/get-thing\n        read: \"2026-11-21\"\n",
                "",
            )],
            path: GET,
            at: "get:",
            says: &["no `x-source`"],
        },
        Refusal {
            what: "a source without a date",
            edits: &[(
                "get-thing\n        read: \"2026-11-21\"",
                "get-thing\n        read: lately",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.x-source",
            at: "x-source:",
            says: &["date"],
        },
        Refusal {
            what: "no security",
            edits: &[(
                "      security:\n        - Key: []\n      parameters:\n        - $ref: \"#/components/parameters/GroupId\"\n        - $ref",
                "      parameters:\n        - $ref: \"#/components/parameters/GroupId\"\n        - $ref",
            )],
            path: GET,
            at: "get:",
            says: &["no `security`"],
        },
        Refusal {
            what: "an undeclared security scheme",
            edits: &[
                (
                    "  securitySchemes:\n    Key:",
                    "  securitySchemes:\n    OtherKey:",
                ),
                (
                    "retry-things\n        read: \"2026-11-21\"\n      security:\n        - Key",
                    "retry-things\n        read: \"2026-11-21\"\n      security:\n        - OtherKey",
                ),
            ],
            path: "paths./groups/{groupId}/things/{thingId}.get.security.0.Key",
            at: "Key: []",
            says: &["Key", "not declared"],
        },
        Refusal {
            what: "two schemes at once",
            edits: &[
                (
                    "  securitySchemes:\n",
                    "  securitySchemes:\n    Other:\n      type: http\n",
                ),
                (
                    "get-thing\n        read: \"2026-11-21\"\n      security:\n        - Key: []",
                    "get-thing\n        read: \"2026-11-21\"\n      security:\n        - Key: []\n          Other: []",
                ),
            ],
            path: "paths./groups/{groupId}/things/{thingId}.get.security.0",
            at: "Key: []",
            says: &["exactly one"],
        },
        Refusal {
            what: "a method that is not generated",
            edits: &[("    get:\n", "    trace:\n      operationId: x\n    get:\n")],
            path: "paths./groups/{groupId}/things/{thingId}.trace",
            at: "trace:",
            says: &["trace", "not generated"],
        },
        Refusal {
            what: "parameters for a whole path",
            edits: &[("    get:\n", "    parameters: []\n    get:\n")],
            path: "paths./groups/{groupId}/things/{thingId}.parameters",
            at: "parameters:",
            says: &["`parameters` of a path"],
        },
        Refusal {
            what: "a path without an operation",
            edits: &[("paths:\n", "paths:\n  /nothing: {}\n")],
            path: "paths./nothing",
            at: "/nothing:",
            says: &["no operation"],
        },
        Refusal {
            what: "a path with an empty segment",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /groups//{groupId}/things:\n",
            )],
            path: "paths./groups//{groupId}/things",
            at: "/groups//",
            says: &["empty segment"],
        },
        Refusal {
            what: "callbacks",
            edits: &[(
                "      operationId: getThing\n",
                "      operationId: getThing\n      callbacks: {}\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.callbacks",
            at: "callbacks:",
            says: &["`callbacks` is not read"],
        },
    ]);
}

#[test]
fn one_success_shape_and_one_error_shape() {
    check(&[
        Refusal {
            what: "two success shapes",
            edits: &[(
                "        \"204\":\n          description: Started.\n",
                "        \"204\":\n          description: Started.\n        \"202\":\n          description: Accepted.\n          content:\n            application/json:\n              schema:\n                $ref: \"#/components/schemas/Thing\"\n              example:\n                id: one\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses",
            at: "responses:",
            says: &["2 success responses", "202", "204"],
        },
        Refusal {
            what: "no success",
            edits: &[("        \"204\":\n          description: Started.\n", "")],
            path: "paths./groups/{groupId}/things.post.responses",
            at: "responses:",
            says: &["0 success responses"],
        },
        Refusal {
            what: "a default response",
            edits: &[(
                "        \"204\":\n          description: Started.\n",
                "        \"204\":\n          description: Started.\n        default:\n          description: All else.\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses.default",
            at: "default:",
            says: &["response default"],
        },
        Refusal {
            what: "a redirection",
            edits: &[(
                "        \"204\":\n          description: Started.\n",
                "        \"204\":\n          description: Started.\n        \"302\":\n          description: Elsewhere.\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses.302",
            at: "\"302\":",
            says: &["response 302"],
        },
        Refusal {
            what: "a status that is none",
            edits: &[(
                "        \"204\":\n          description: Started.\n",
                "        \"204\":\n          description: Started.\n        \"4ab\":\n          description: What.\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses.4ab",
            at: "\"4ab\":",
            says: &["response 4ab"],
        },
        Refusal {
            what: "no responses",
            edits: &[(
                "      responses:\n        \"204\":\n          description: Started.\n        \"404\":\n          $ref: \"#/components/responses/NotFound\"\n",
                "",
            )],
            path: POST,
            at: "post:",
            says: &["no `responses`"],
        },
        Refusal {
            what: "no error",
            edits: &[(
                "          description: Started.\n        \"404\":\n          $ref: \"#/components/responses/NotFound\"\n",
                "          description: Started.\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses",
            at: "responses:",
            says: &["no error response"],
        },
        Refusal {
            what: "two error shapes",
            edits: &[(
                "          description: Started.\n",
                "          description: Started.\n        \"500\":\n          description: Broken.\n          content:\n            application/json:\n              schema:\n                $ref: \"#/components/schemas/Part\"\n              example:\n                size: 1\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses.500",
            at: "\"500\":",
            says: &["error 500", "Part", "Failure"],
        },
        Refusal {
            what: "an error in HTML",
            edits: &[(
                "      content:\n        application/json:\n          schema:\n            $ref: \"#/components/schemas/Failure\"",
                "      content:\n        text/html:\n          schema:\n            $ref: \"#/components/schemas/Failure\"",
            )],
            path: "components.responses.NotFound.content.text/html",
            at: "text/html:",
            says: &["text/html"],
        },
        Refusal {
            what: "a zipped success of unknown schema",
            edits: &[(
                "            application/json:\n              schema:\n                $ref: \"#/components/schemas/Thing\"\n              example:\n                id: one\n",
                "            application/gzip:\n              schema:\n                type: string\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.responses.200.content.application/gzip",
            at: "application/gzip:",
            says: &["application/gzip", "no schema for bytes"],
        },
        Refusal {
            what: "bytes of any type",
            edits: &[(
                "            application/json:\n              schema:\n                $ref: \"#/components/schemas/Thing\"\n              example:\n                id: one\n",
                "            \"*/*\":\n              schema:\n                type: string\n                format: binary\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.responses.200.content.*/*",
            at: "\"*/*\":",
            says: &["*/*", "range"],
        },
        Refusal {
            what: "JSON or bytes",
            edits: &[(
                "              example:\n                id: one\n",
                "              example:\n                id: one\n            application/gzip:\n              schema:\n                type: string\n                format: binary\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.responses.200",
            at: "\"200\":",
            says: &["2 media types", "not all of them JSON"],
        },
        Refusal {
            what: "nothing in place of a body with required properties",
            edits: &[(
                "              example:\n                id: one\n",
                "              example:\n                id: one\n        \"204\":\n          description: Nothing.\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.responses.204",
            at: "\"204\":",
            says: &["204", "required properties"],
        },
        Refusal {
            what: "nothing in place of nothing",
            edits: &[(
                "          description: Started.\n",
                "          description: Started.\n        \"200\":\n          description: Done.\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses.204",
            at: "\"204\":",
            says: &["204", "no JSON object"],
        },
        Refusal {
            what: "a 204 with a body",
            edits: &[(
                "          description: Started.\n",
                "          description: Started.\n          content:\n            application/json:\n              schema:\n                $ref: \"#/components/schemas/Thing\"\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses.204.content.application/json.schema",
            at: "schema:",
            says: &["204 has no body"],
        },
        Refusal {
            what: "a 204 of a type that is not JSON",
            edits: &[(
                "          description: Started.\n",
                "          description: Started.\n          content:\n            text/plain: {}\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses.204.content.text/plain",
            at: "text/plain:",
            says: &["204 of type text/plain"],
        },
        Refusal {
            what: "content without a media type",
            edits: &[(
                "          description: Started.\n",
                "          description: Started.\n          content: {}\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses.204.content",
            at: "content: {}",
            says: &["no media type"],
        },
        Refusal {
            what: "a misspelt `content`, which would make the answer empty",
            edits: &[(
                "          content:\n            application/json:\n              schema:\n                $ref: \"#/components/schemas/Thing\"",
                "          contents:\n            application/json:\n              schema:\n                $ref: \"#/components/schemas/Thing\"",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.responses.200.contents",
            at: "contents:",
            says: &["`contents` is not read"],
        },
        Refusal {
            what: "a success without a name",
            edits: &[(
                "                $ref: \"#/components/schemas/Thing\"\n",
                "                type: object\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.responses.200.content.application/json",
            at: "application/json:",
            says: &["not a `$ref`"],
        },
        Refusal {
            what: "a page that is a bare array",
            edits: &[
                (
                    "                $ref: \"#/components/schemas/Thing\"\n",
                    "                $ref: \"#/components/schemas/Things\"\n",
                ),
                (
                    "    Part:\n",
                    "    Things:\n      type: array\n      description: Every thing.\n      items:\n        $ref: \"#/components/schemas/Thing\"\n    Part:\n",
                ),
                (
                    "        \"200\":\n          description: The thing.\n",
                    "        \"204\":\n          description: Nothing.\n        \"200\":\n          description: The thing.\n",
                ),
            ],
            path: "paths./groups/{groupId}/things/{thingId}.get.responses.204",
            at: "\"204\":",
            says: &["204", "an array"],
        },
        Refusal {
            what: "a success that is an array of texts",
            edits: &[(
                "                $ref: \"#/components/schemas/Thing\"\n",
                "                $ref: \"#/components/schemas/ThingIds\"\n",
            )],
            path: "components.schemas.ThingIds",
            at: "ThingIds:",
            says: &["array that is a response", "no `$ref` to an object"],
        },
        Refusal {
            what: "a success that may be null",
            edits: &[(
                "      description: A thing.\n",
                "      description: A thing.\n      nullable: true\n",
            )],
            path: "components.schemas.Thing",
            at: "Thing:",
            says: &["may be null"],
        },
        Refusal {
            what: "a success without an example",
            edits: &[("              example:\n                id: one\n", "")],
            path: "paths./groups/{groupId}/things/{thingId}.get.responses.200.content.application/json",
            at: "application/json:",
            says: &["no example"],
        },
    ]);
}

#[test]
fn request_bodies_that_are_not_generated_yet() {
    const BODY: &str = "paths./groups/{groupId}/things.post.requestBody";
    check(&[
        Refusal {
            what: "an optional body",
            edits: &[(
                "        required: true\n        content:",
                "        content:",
            )],
            path: BODY,
            at: "requestBody:",
            says: &["optional"],
        },
        Refusal {
            what: "two media types",
            edits: &[(
                "            example: [one]\n",
                "            example: [one]\n          text/plain: {}\n",
            )],
            path: BODY,
            at: "requestBody:",
            says: &["2 media types"],
        },
        Refusal {
            what: "a form",
            edits: &[(
                "          application/json:\n            schema:\n              $ref: \"#/components/schemas/ThingIds\"",
                "          multipart/form-data:\n            schema:\n              $ref: \"#/components/schemas/ThingIds\"",
            )],
            path: "paths./groups/{groupId}/things.post.requestBody.content.multipart/form-data",
            at: "multipart/form-data:",
            says: &["multipart/form-data"],
        },
        Refusal {
            what: "a body without a name",
            edits: &[(
                "              $ref: \"#/components/schemas/ThingIds\"",
                "              type: array",
            )],
            path: "paths./groups/{groupId}/things.post.requestBody.content.application/json",
            at: "application/json:",
            says: &["not a `$ref`"],
        },
        Refusal {
            what: "items without a name",
            edits: &[(
                "      maxItems: 10\n      items:\n        $ref: \"#/components/schemas/ThingId\"\n",
                "      maxItems: 10\n      items:\n        type: string\n",
            )],
            path: "components.schemas.ThingIds",
            at: "ThingIds:",
            says: &["items", "not a `$ref`"],
        },
        Refusal {
            what: "distinct items",
            edits: &[(
                "      maxItems: 10\n",
                "      maxItems: 10\n      uniqueItems: true\n",
            )],
            path: "components.schemas.ThingIds.uniqueItems",
            at: "uniqueItems:",
            says: &["`uniqueItems`"],
        },
        Refusal {
            what: "no example",
            edits: &[("            example: [one]\n", "")],
            path: "paths./groups/{groupId}/things.post.requestBody.content.application/json",
            at: "application/json:",
            says: &["no example"],
        },
    ]);
}

#[test]
fn the_path_of_the_host_itself_is_one_slash() {
    let operation = r##"  /:
    get:
      operationId: getRoot
      tags: [Things]
      summary: Get the root
      description: Reads what the host is.
      x-source:
        url: https://example.com/api/get-root
        read: "2026-11-22"
      security:
        - Key: []
      responses:
        "200":
          description: The root.
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Thing"
              example:
                id: one
        "404":
          $ref: "#/components/responses/NotFound"
"##;
    let with_root = edited(&[("paths:\n", &format!("paths:\n{operation}"))]);
    let surface = &accepted(&with_root).surface["get_root"];
    assert!(surface.contains("GET /\n"), "{surface}");
}
