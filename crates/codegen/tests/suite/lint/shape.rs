//! Refused: values of the wrong kind, members that nothing reads, extensions that mean nothing.

use crate::support::{Refusal, check};

#[test]
fn not_openapi_3_0() {
    check(&[
        Refusal {
            what: "OpenAPI 3.1",
            rule: "unsupported/version",
            edits: &[("openapi: 3.0.3", "openapi: 3.1.0")],
            path: "openapi",
            at: "openapi:",
            says: &["3.1.0", "not supported"],
        },
        Refusal {
            what: "a version that YAML reads as a number",
            rule: "unsupported/version",
            edits: &[("openapi: 3.0.3", "openapi: 3.0")],
            path: "openapi",
            at: "openapi:",
            says: &["3.0", "not supported"],
        },
        Refusal {
            what: "Swagger",
            rule: "document/no-openapi",
            edits: &[("openapi: 3.0.3", "swagger: \"2.0\"")],
            path: "",
            at: "swagger:",
            says: &["not an OpenAPI document"],
        },
        Refusal {
            what: "no info",
            rule: "document/missing-member",
            edits: &[("info:\n  title: Minimal\n  version: v1\n", "")],
            path: "",
            at: "openapi:",
            says: &["`info` is missing"],
        },
        Refusal {
            what: "no source of the document",
            rule: "house/no-source",
            edits: &[(
                "x-source:\n  url: https://example.com/api\n  read: \"2026-11-21\"\n",
                "",
            )],
            path: "",
            at: "openapi:",
            says: &["`x-source` is missing"],
        },
    ]);
}

#[test]
fn values_of_the_wrong_kind() {
    check(&[
        Refusal {
            what: "a number for a text",
            rule: "document/wrong-kind",
            edits: &[("  version: v1", "  version: 1.0")],
            path: "info.version",
            at: "version:",
            says: &["a number", "instead of a text"],
        },
        Refusal {
            what: "a text for a truth",
            rule: "document/wrong-kind",
            edits: &[(
                "        required: true\n        content:",
                "        required: yes\n        content:",
            )],
            path: "paths./groups/{groupId}/things.post.requestBody.required",
            at: "required:",
            says: &["a text", "instead of true or false"],
        },
        Refusal {
            what: "nothing for an operation",
            rule: "document/wrong-kind",
            edits: &[("paths:\n", "paths:\n  /nothing:\n    get:\n")],
            path: "paths./nothing.get",
            at: "get:",
            says: &["nothing", "instead of a mapping"],
        },
        Refusal {
            what: "nothing for the content, which would make the answer empty",
            rule: "document/wrong-kind",
            edits: &[(
                "          description: Started.\n",
                "          description: Started.\n          content:\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses.204.content",
            at: "content:",
            says: &["nothing", "instead of a mapping"],
        },
        Refusal {
            what: "a mapping for a list",
            rule: "document/wrong-kind",
            edits: &[("      required: [id]", "      required: {id: true}")],
            path: "components.schemas.Thing.required",
            at: "required:",
            says: &["a mapping", "instead of a list"],
        },
        Refusal {
            what: "a length below zero",
            rule: "document/wrong-kind",
            edits: &[(
                "      pattern: ^[a-f0-9]{24}$\n",
                "      pattern: ^[a-f0-9]{24}$\n      minLength: -1\n",
            )],
            path: "components.schemas.GroupId.minLength",
            at: "minLength:",
            says: &["a whole number from zero"],
        },
        Refusal {
            what: "a section of components that is none",
            rule: "document/wrong-kind",
            edits: &[(
                "  responses:\n    NotFound:\n      description: There is no such thing.\n      content:\n        application/json:\n          schema:\n            $ref: \"#/components/schemas/Failure\"\n          example:\n            code: NOT_FOUND\n",
                "  responses: []\n",
            )],
            path: "components.responses",
            at: "responses:",
            says: &["a list", "instead of a mapping"],
        },
        Refusal {
            what: "a control character, which no comment can hold",
            rule: "house/invisible-character",
            edits: &[("description: Its id.", "description: \"Its\\rid.\"")],
            path: "components.schemas.Thing.properties.id.description",
            at: "description:",
            says: &["control character"],
        },
    ]);
}

#[test]
fn members_that_nothing_reads() {
    check(&[
        Refusal {
            what: "a misspelt method, which would lose an operation",
            rule: "idle/unknown-member",
            edits: &[("    get:\n", "    gett:\n      operationId: x\n    get:\n")],
            path: "paths./groups/{groupId}/things/{thingId}.gett",
            at: "gett:",
            says: &["`gett` is not supported here"],
        },
        Refusal {
            what: "security for the whole document",
            rule: "idle/unknown-member",
            edits: &[("paths:\n", "security:\n  - Key: []\npaths:\n")],
            path: "security",
            at: "security:",
            says: &["`security` is not supported here"],
        },
        Refusal {
            what: "links of a response",
            rule: "idle/unknown-member",
            edits: &[(
                "          description: Started.\n",
                "          description: Started.\n          links: {}\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses.204.links",
            at: "links:",
            says: &["`links` is not supported here"],
        },
        Refusal {
            what: "a charset",
            rule: "idle/unknown-member",
            edits: &[(
                "            example: [one]\n",
                "            example: [one]\n            charset: utf-8\n",
            )],
            path: "paths./groups/{groupId}/things.post.requestBody.content.application/json.charset",
            at: "charset:",
            says: &["`charset` is not supported here"],
        },
    ]);
}

#[test]
fn extensions() {
    check(&[
        Refusal {
            what: "a misspelt extension, which would show a secret",
            rule: "house/unknown-extension",
            edits: &[(
                "          description: Its id.\n",
                "          description: Its id.\n          x-senstive: true\n",
            )],
            path: "components.schemas.Thing.properties.id.x-senstive",
            at: "x-senstive:",
            says: &["`x-senstive`", "not an extension"],
        },
        Refusal {
            what: "an extension in the wrong place",
            rule: "extension/misplaced",
            edits: &[(
                "          description: Its id.\n",
                "          description: Its id.\n          x-omit: true\n",
            )],
            path: "components.schemas.Thing.properties.id.x-omit",
            at: "x-omit:",
            says: &["`x-omit`", "no meaning here"],
        },
        Refusal {
            what: "an extension that lifts a requirement that does not exist",
            rule: "extension/optional-in-answers",
            edits: &[(
                "      description: A part of a thing.\n",
                "      description: A part of a thing.\n      x-optional-in-answers: true\n",
            )],
            path: "components.schemas.Part.x-optional-in-answers",
            at: "x-optional-in-answers:",
            says: &["`x-optional-in-answers`", "requires nothing"],
        },
        Refusal {
            what: "a truth in quotes",
            rule: "extension/not-boolean",
            edits: &[(
                "      operationId: retryThings\n",
                "      operationId: retryThings\n      x-idempotent: \"false\"\n",
            )],
            path: "paths./groups/{groupId}/things.post.x-idempotent",
            at: "x-idempotent:",
            says: &["`x-idempotent`", "not a boolean"],
        },
        Refusal {
            what: "a deviation of two lines",
            rule: "house/deviation",
            edits: &[(
                "      operationId: retryThings\n",
                "      operationId: retryThings\n      x-deviation: |\n        One.\n        Two.\n",
            )],
            path: "paths./groups/{groupId}/things.post.x-deviation",
            at: "x-deviation:",
            says: &["not one line"],
        },
    ]);
}
