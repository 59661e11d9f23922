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
            what: "a form",
            rule: "unsupported/request-type",
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
