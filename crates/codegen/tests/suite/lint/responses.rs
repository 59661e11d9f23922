//! Refused: answers that progenitor has no room for.

use crate::support::{Refusal, check};

const POST: &str = "paths./groups/{groupId}/things.post";

#[test]
fn one_success_shape_and_one_error_shape() {
    check(&[
        Refusal {
            what: "two success shapes",
            rule: "unsupported/several-successes",
            edits: &[(
                "        \"204\":\n          description: Started.\n",
                "        \"200\":\n          description: Accepted.\n          content:\n            application/json:\n              schema:\n                $ref: \"#/components/schemas/Thing\"\n              example:\n                id: one\n        \"202\":\n          description: A file.\n          content:\n            application/gzip:\n              schema: {type: string, format: binary}\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses",
            at: "responses:",
            says: &["2 success responses", "200", "202"],
        },
        Refusal {
            what: "no success",
            rule: "idle/no-success",
            edits: &[("        \"204\":\n          description: Started.\n", "")],
            path: "paths./groups/{groupId}/things.post.responses",
            at: "responses:",
            says: &["no success response"],
        },
        Refusal {
            what: "a default response",
            rule: "idle/default-status",
            edits: &[(
                "        \"204\":\n          description: Started.\n",
                "        \"204\":\n          description: Started.\n        default:\n          description: All else.\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses.default",
            at: "default:",
            says: &["response default", "type of its body"],
        },
        Refusal {
            what: "a redirection",
            rule: "idle/other-status",
            edits: &[(
                "        \"204\":\n          description: Started.\n",
                "        \"204\":\n          description: Started.\n        \"302\":\n          description: Elsewhere.\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses.302",
            at: "\"302\":",
            says: &["response 302 has no effect"],
        },
        Refusal {
            what: "a status that is none",
            rule: "document/status",
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
            rule: "document/no-responses",
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
            rule: "house/no-errors",
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
            rule: "house/error-shapes",
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
            rule: "idle/error-type",
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
            rule: "house/success-type",
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
            rule: "house/media-range",
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
            rule: "idle/mixed-success-types",
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
            rule: "house/empty-success",
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
            rule: "house/empty-success",
            edits: &[(
                "          description: Started.\n",
                "          description: Started.\n        \"200\":\n          description: Done.\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses.204",
            at: "\"204\":",
            says: &["204", "not a JSON object"],
        },
        Refusal {
            what: "a 204 with a body",
            rule: "idle/no-content-body",
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
            rule: "unsupported/no-content-type",
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
            rule: "house/empty-content",
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
            rule: "idle/unknown-member",
            edits: &[(
                "          content:\n            application/json:\n              schema:\n                $ref: \"#/components/schemas/Thing\"",
                "          contents:\n            application/json:\n              schema:\n                $ref: \"#/components/schemas/Thing\"",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.responses.200.contents",
            at: "contents:",
            says: &["`contents` is not supported here"],
        },
        Refusal {
            what: "a success without a name",
            rule: "idle/inline-response",
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
            rule: "house/empty-success",
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
            says: &["204", "not an object with properties"],
        },
        Refusal {
            what: "a 204 beside what may be null",
            rule: "house/empty-success",
            edits: &[
                (
                    "      description: A thing.\n      required: [id]\n",
                    "      description: A thing.\n      nullable: true\n",
                ),
                (
                    "        \"200\":\n          description: The thing.\n",
                    "        \"204\":\n          description: Nothing.\n        \"200\":\n          description: The thing.\n",
                ),
            ],
            path: "components.schemas.Thing.nullable",
            at: "nullable:",
            says: &["204", "may be null"],
        },
        Refusal {
            what: "a success without an example",
            rule: "house/no-example",
            edits: &[("              example:\n                id: one\n", "")],
            path: "paths./groups/{groupId}/things/{thingId}.get.responses.200.content.application/json",
            at: "application/json:",
            says: &["no example"],
        },
    ]);
}
