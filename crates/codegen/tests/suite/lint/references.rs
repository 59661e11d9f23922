//! Refused: references that lead nowhere or elsewhere, or that readers of OpenAPI disagree about.

use crate::support::{Refusal, check};

#[test]
fn references_lead_to_a_component_of_the_right_section() {
    check(&[
        Refusal {
            what: "a dangling schema",
            rule: "document/dangling-reference",
            edits: &[("schemas/Part\"", "schemas/Missing\"")],
            path: "components.schemas.Thing.properties.parts.items.$ref",
            at: "$ref:",
            says: &["#/components/schemas/Missing", "does not exist"],
        },
        Refusal {
            what: "a dangling parameter",
            rule: "document/dangling-reference",
            edits: &[("parameters/ThingId\"", "parameters/Missing\"")],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.1.$ref",
            at: "$ref:",
            says: &["#/components/parameters/Missing", "does not exist"],
        },
        Refusal {
            what: "a dangling success",
            rule: "document/dangling-reference",
            edits: &[(
                "                $ref: \"#/components/schemas/Thing\"",
                "                $ref: \"#/components/schemas/Missing\"",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.responses.200.content.application/json.schema.$ref",
            at: "$ref:",
            says: &["does not exist"],
        },
        Refusal {
            what: "a dangling error response",
            rule: "document/dangling-reference",
            edits: &[(
                "          $ref: \"#/components/responses/NotFound\"\n  /groups",
                "          $ref: \"#/components/responses/Missing\"\n  /groups",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.responses.404.$ref",
            at: "$ref:",
            says: &["does not exist"],
        },
        Refusal {
            what: "a dangling request body schema",
            rule: "document/dangling-reference",
            edits: &[("schemas/ThingIds\"", "schemas/Missing\"")],
            path: "paths./groups/{groupId}/things.post.requestBody.content.application/json.schema.$ref",
            at: "$ref:",
            says: &["does not exist"],
        },
        Refusal {
            what: "a dangling item of the request body",
            rule: "document/dangling-reference",
            edits: &[(
                "      maxItems: 10\n      items:\n        $ref: \"#/components/schemas/ThingId\"",
                "      maxItems: 10\n      items:\n        $ref: \"#/components/schemas/Missing\"",
            )],
            path: "components.schemas.ThingIds.items.$ref",
            at: "$ref:",
            says: &["does not exist"],
        },
        Refusal {
            what: "another file",
            rule: "unsupported/deep-reference",
            edits: &[(
                "#/components/schemas/Part\"",
                "other.yaml#/components/schemas/Part\"",
            )],
            path: "components.schemas.Thing.properties.parts.items.$ref",
            at: "$ref:",
            says: &["other.yaml", "does not point"],
        },
        Refusal {
            what: "another host",
            rule: "unsupported/deep-reference",
            edits: &[(
                "#/components/schemas/Part\"",
                "https://example.com/part.json\"",
            )],
            path: "components.schemas.Thing.properties.parts.items.$ref",
            at: "$ref:",
            says: &["https://example.com/part.json", "does not point"],
        },
        Refusal {
            what: "deep into a component",
            rule: "unsupported/deep-reference",
            edits: &[(
                "#/components/schemas/Part\"",
                "#/components/schemas/Part/properties/size\"",
            )],
            path: "components.schemas.Thing.properties.parts.items.$ref",
            at: "$ref:",
            says: &["/properties/size", "does not point"],
        },
        Refusal {
            what: "another section",
            rule: "unsupported/deep-reference",
            edits: &[("parameters/ThingId\"", "schemas/ThingId\"")],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.1.$ref",
            at: "$ref:",
            says: &["#/components/schemas/ThingId", "components.parameters"],
        },
        Refusal {
            what: "members beside it",
            rule: "house/reference-siblings",
            edits: &[(
                "            $ref: \"#/components/schemas/Part\"",
                "            $ref: \"#/components/schemas/Part\"\n            description: Ignored.",
            )],
            path: "components.schemas.Thing.properties.parts.items",
            at: "items:",
            says: &["beside `$ref`"],
        },
        Refusal {
            what: "not a text",
            rule: "document/reference-not-text",
            edits: &[(
                "            $ref: \"#/components/schemas/Part\"",
                "            $ref: 42",
            )],
            path: "components.schemas.Thing.properties.parts.items.$ref",
            at: "$ref:",
            says: &["`$ref` is not a text"],
        },
        Refusal {
            what: "a component that is only a reference",
            rule: "unsupported/alias",
            edits: &[
                (
                    "    Failure:\n",
                    "    Alias:\n      $ref: \"#/components/schemas/Part\"\n    Failure:\n",
                ),
                (
                    "            $ref: \"#/components/schemas/Part\"",
                    "            $ref: \"#/components/schemas/Alias\"",
                ),
            ],
            path: "components.schemas.Alias",
            at: "Alias:",
            says: &["only a reference"],
        },
        Refusal {
            what: "a component that refers to itself",
            rule: "unsupported/alias",
            edits: &[(
                "    Failure:\n",
                "    Alias:\n      $ref: \"#/components/schemas/Alias\"\n    Failure:\n",
            )],
            path: "components.schemas.Alias",
            at: "Alias:",
            says: &["only a reference"],
        },
    ]);
}
