//! Refused: what an address, a header or a name cannot contain.

use crate::support::{Refusal, check};

#[test]
fn what_cannot_be_sent_is_told() {
    check(&[
        Refusal {
            what: "an operationId with a quote",
            rule: "unsupported/operation-id",
            edits: &[("operationId: getThing", "operationId: get'Thing")],
            path: "paths./groups/{groupId}/things/{thingId}.get.operationId",
            at: "operationId:",
            says: &["get'Thing", "not make a valid method name"],
        },
        Refusal {
            what: "an operationId with a blank",
            rule: "unsupported/operation-id",
            edits: &[("operationId: getThing", "operationId: get thing")],
            path: "paths./groups/{groupId}/things/{thingId}.get.operationId",
            at: "operationId:",
            says: &["get thing", "not make a valid method name"],
        },
        Refusal {
            what: "a blank in a path",
            rule: "wire/path-literal",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /my groups/{groupId}/things:\n",
            )],
            path: "paths./my groups/{groupId}/things",
            at: "/my groups",
            says: &["cannot be sent", "a space"],
        },
        Refusal {
            what: "what only tells operations apart",
            rule: "house/path-fragment",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /groups/{groupId}/things#start:\n",
            )],
            path: "paths./groups/{groupId}/things#start",
            at: "/groups",
            says: &["`#start`", "not sent"],
        },
        Refusal {
            what: "a query in a path",
            rule: "house/path-query",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /groups/{groupId}/things?all=true:\n",
            )],
            path: "paths./groups/{groupId}/things?all=true",
            at: "/groups",
            says: &["`?all=true`"],
        },
        Refusal {
            what: "a letter that is written as an escape",
            rule: "house/path-escape",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /groups/{groupId}/th%69ngs:\n",
            )],
            path: "paths./groups/{groupId}/th%69ngs",
            at: "/groups",
            says: &["%69", "'i'"],
        },
        Refusal {
            what: "a step upwards in a path",
            rule: "wire/path-literal",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /a/../groups/{groupId}/things:\n",
            )],
            path: "paths./a/../groups/{groupId}/things",
            at: "/a/..",
            says: &["\"..\"", "another path"],
        },
        Refusal {
            what: "a hidden step upwards",
            rule: "wire/path-literal",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /a/%2e%2E/groups/{groupId}/things:\n",
            )],
            path: "paths./a/%2e%2E/groups/{groupId}/things",
            at: "/a/%2e",
            says: &["%2e"],
        },
        Refusal {
            what: "letters that no address has",
            rule: "wire/path-literal",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /größe/{groupId}/things:\n",
            )],
            path: "paths./größe/{groupId}/things",
            at: "/größe",
            says: &["'ö'"],
        },
        Refusal {
            what: "something else where media types are",
            rule: "idle/media-type",
            edits: &[(
                "            application/json:\n              schema:\n                $ref: \"#/components/schemas/Thing\"\n",
                "            examples: {}\n            application/json:\n              schema:\n                $ref: \"#/components/schemas/Thing\"\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.responses.200.content.examples",
            at: "examples:",
            says: &["\"examples\" is not a valid media type"],
        },
        Refusal {
            what: "a media type that no header can have",
            rule: "wire/media-type",
            edits: &[(
                "            application/json:\n              schema:\n                $ref: \"#/components/schemas/Thing\"\n              example:\n                id: one\n",
                "            application/gzïp:\n              schema: {type: string, format: binary}\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.responses.200.content.application/gzïp",
            at: "application/gz",
            says: &["not a valid media type"],
        },
        Refusal {
            what: "an address that would end the link",
            rule: "house/source-form",
            edits: &[(
                "url: https://example.com/api/get-thing",
                "url: \"https://example.com/a b\"",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.x-source",
            at: "x-source:",
            says: &["`x-source`"],
        },
        Refusal {
            what: "more repetitions than any text has characters",
            rule: "idle/pattern",
            edits: &[("^[a-f0-9]{24}$", "^[a-z]{4294967295}[0-9]{4294967295}$")],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["4294967295"],
        },
        Refusal {
            what: "a component that OpenAPI does not let be called so",
            rule: "document/component-name",
            edits: &[
                ("    Part:\n", "    \"a part\":\n"),
                ("schemas/Part\"", "schemas/a part\""),
            ],
            path: "components.schemas.a part",
            at: "\"a part\"",
            says: &["cannot be called"],
        },
        Refusal {
            what: "a character that changes the direction of text",
            rule: "house/invisible-character",
            edits: &[("description: Its id.", "description: \"Its \\u202eid.\"")],
            path: "components.schemas.Thing.properties.id.description",
            at: "description:",
            says: &["changes the direction of text", "202e"],
        },
        Refusal {
            what: "a character that changes the direction of text, in a key",
            rule: "wire/invisible-character",
            edits: &[("        state:\n", "        \"st\\u200fate\":\n")],
            path: "components.schemas.Thing.properties.st\\u{200f}ate",
            at: "\"st",
            says: &["the key", "changes the direction of text"],
        },
        Refusal {
            what: "a line break in a value",
            rule: "wire/invisible-character",
            edits: &[("[QUEUED, inProgress, all-done]", "[\"a\\nb\"]")],
            path: "components.schemas.Thing.properties.state.enum.0",
            at: "\"a",
            says: &["control character"],
        },
    ]);
}
