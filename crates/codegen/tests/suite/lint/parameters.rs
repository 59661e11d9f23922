//! Refused: parameters that could reach another resource, or that are not supported.

use crate::support::{Refusal, check};

const VERBOSE: &str = "paths./groups/{groupId}/things/{thingId}.get.parameters.2";

#[test]
fn only_what_can_be_written() {
    check(&[
        Refusal {
            what: "an array of arrays",
            rule: "house/parameter-schema",
            edits: &[(
                "            type: boolean",
                "            type: array\n            items: {type: array, items: {type: string}}",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema.items",
            at: "items:",
            says: &["verbose", "more than single values"],
        },
        Refusal {
            what: "items that may be null",
            rule: "unsupported/null-query-items",
            edits: &[(
                "            type: boolean",
                "            type: array\n            items: {type: string, nullable: true}",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema.items.nullable",
            at: "nullable:",
            says: &["verbose", "null"],
        },
        Refusal {
            what: "distinct items",
            rule: "idle/list-key",
            edits: &[(
                "            type: boolean",
                "            type: array\n            uniqueItems: true\n            items: {type: string}",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema.uniqueItems",
            at: "uniqueItems:",
            says: &["`uniqueItems`", "verbose"],
        },
        Refusal {
            what: "an object",
            rule: "house/parameter-schema",
            edits: &[(
                "            type: boolean",
                "            $ref: \"#/components/schemas/Part\"",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema",
            at: "schema:",
            says: &["verbose", "more than single values"],
        },
        Refusal {
            what: "an object in one value",
            rule: "house/parameter-schema",
            edits: &[(
                "          schema:\n            type: boolean",
                "          explode: false\n          schema:\n            $ref: \"#/components/schemas/Part\"",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema",
            at: "schema:",
            says: &["verbose", "more than single values"],
        },
        Refusal {
            what: "a secret",
            rule: "house/secret-parameter",
            edits: &[(
                "            type: boolean",
                "            type: string\n            x-sensitive: true",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema.x-sensitive",
            at: "x-sensitive:",
            says: &["verbose is sensitive"],
        },
        Refusal {
            what: "a limited boolean",
            rule: "idle/parameter-limit",
            edits: &[(
                "            type: boolean",
                "            type: boolean\n            minimum: 1",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema.minimum",
            at: "minimum:",
            says: &["`minimum`", "verbose"],
        },
        Refusal {
            what: "a multiple",
            rule: "idle/parameter-limit",
            edits: &[(
                "            type: boolean",
                "            type: number\n            multipleOf: 0.5",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema.multipleOf",
            at: "multipleOf:",
            says: &["`multipleOf`", "verbose"],
        },
        Refusal {
            what: "a range without a number",
            rule: "document/number-limits",
            edits: &[(
                "            type: boolean",
                "            type: number\n            minimum: 1\n            maximum: 1\n            exclusiveMaximum: true",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema.maximum",
            at: "maximum:",
            says: &["no number is between"],
        },
        Refusal {
            what: "a default beyond an open end",
            rule: "document/value-out-of-limits",
            edits: &[(
                "            type: boolean",
                "            type: integer\n            minimum: 1\n            exclusiveMinimum: true\n            default: 1",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema.default",
            at: "default:",
            says: &["do not allow 1"],
        },
        Refusal {
            what: "a limited text without a name",
            rule: "idle/parameter-limit",
            edits: &[(
                "            type: boolean",
                "            type: string\n            maxLength: 9",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema.maxLength",
            at: "maxLength:",
            says: &["`maxLength`", "verbose"],
        },
        Refusal {
            what: "a format that nobody checks",
            rule: "idle/parameter-limit",
            edits: &[(
                "            type: boolean",
                "            type: string\n            format: email",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema.format",
            at: "format:",
            says: &["\"email\"", "verbose"],
        },
        Refusal {
            what: "a style for objects",
            rule: "idle/parameter-style",
            edits: &[(
                "          in: query\n",
                "          in: query\n          style: deepObject\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.style",
            at: "style:",
            says: &["deepObject", "single value"],
        },
        Refusal {
            what: "a style of another place",
            rule: "unsupported/parameter-form",
            edits: &[(
                "          in: query\n",
                "          in: query\n          style: simple\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.style",
            at: "style:",
            says: &["simple", "query"],
        },
        Refusal {
            what: "reserved characters",
            rule: "idle/allow-reserved",
            edits: &[(
                "          in: query\n",
                "          in: query\n          allowReserved: true\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.allowReserved",
            at: "allowReserved:",
            says: &["`allowReserved`"],
        },
        Refusal {
            what: "a cookie",
            rule: "house/cookie-parameter",
            edits: &[("in: query", "in: cookie")],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.in",
            at: "in:",
            says: &["verbose is a cookie"],
        },
        Refusal {
            what: "no schema",
            rule: "document/no-parameter-schema",
            edits: &[("          schema:\n            type: boolean\n", "")],
            path: VERBOSE,
            at: "name: verbose",
            says: &["no `schema`"],
        },
        Refusal {
            what: "no description",
            rule: "house/parameter-description",
            edits: &[(
                "          description: Whether the answer has everything.\n",
                "",
            )],
            path: VERBOSE,
            at: "name: verbose",
            says: &["verbose", "no `description`"],
        },
        Refusal {
            what: "a secret",
            rule: "extension/sensitive-parameter",
            edits: &[(
                "          in: query\n",
                "          in: query\n          x-sensitive: true\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.x-sensitive",
            at: "x-sensitive:",
            says: &["`x-sensitive`", "not supported"],
        },
        Refusal {
            what: "omitted without a reason",
            rule: "house/omit-reason",
            edits: &[(
                "          in: query\n",
                "          in: query\n          x-omit: true\n",
            )],
            path: VERBOSE,
            at: "name: verbose",
            says: &["verbose", "without a reason"],
        },
        Refusal {
            what: "omitted though required",
            rule: "extension/omit-required",
            edits: &[(
                "          in: query\n",
                "          in: query\n          required: true\n          x-omit: true\n          x-deviation: Nobody needs it.\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.x-omit",
            at: "x-omit:",
            says: &["verbose", "cannot be omitted"],
        },
    ]);
}
