//! Refused: request bodies that the generator cannot send.

use crate::support::{Refusal, check};

#[test]
fn request_bodies_that_are_not_supported() {
    const BODY: &str = "paths./groups/{groupId}/things.post.requestBody";
    check(&[
        Refusal {
            what: "two media types",
            rule: "idle/several-request-types",
            edits: &[(
                "            example: [one]\n",
                "            example: [one]\n          text/plain: {}\n",
            )],
            path: BODY,
            at: "requestBody:",
            says: &["2 media types"],
        },
        Refusal {
            what: "bytes",
            rule: "house/request-type",
            edits: &[(
                "          application/json:\n            schema:\n              $ref: \"#/components/schemas/ThingIds\"",
                "          application/gzip:\n            schema:\n              $ref: \"#/components/schemas/ThingIds\"",
            )],
            path: "paths./groups/{groupId}/things.post.requestBody.content.application/gzip",
            at: "application/gzip:",
            says: &["application/gzip"],
        },
        Refusal {
            what: "a body without a name",
            rule: "unsupported/inline-body",
            edits: &[(
                "              $ref: \"#/components/schemas/ThingIds\"",
                "              type: array",
            )],
            path: "paths./groups/{groupId}/things.post.requestBody.content.application/json",
            at: "application/json:",
            says: &["not a `$ref`"],
        },
        Refusal {
            what: "distinct items",
            rule: "idle/array-key",
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
            rule: "house/no-example",
            edits: &[("            example: [one]\n", "")],
            path: "paths./groups/{groupId}/things.post.requestBody.content.application/json",
            at: "application/json:",
            says: &["no example"],
        },
    ]);
}
