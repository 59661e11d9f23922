//! Refused: parameters that could reach another resource, or that are not supported.

use crate::support::{Refusal, check};

const GET: &str = "paths./groups/{groupId}/things/{thingId}.get";
const VERBOSE: &str = "paths./groups/{groupId}/things/{thingId}.get.parameters.2";

#[test]
fn only_what_can_be_written() {
    check(&[
        Refusal {
            what: "an array of arrays",
            edits: &[(
                "            type: boolean",
                "            type: array\n            items: {type: array, items: {type: string}}",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema.items",
            at: "items:",
            says: &["verbose", "not supported"],
        },
        Refusal {
            what: "items that may be null",
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
            edits: &[(
                "            type: boolean",
                "            $ref: \"#/components/schemas/Part\"",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema",
            at: "schema:",
            says: &["verbose", "not supported"],
        },
        Refusal {
            what: "a limited boolean",
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
            edits: &[(
                "          in: query\n",
                "          in: query\n          style: deepObject\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.style",
            at: "style:",
            says: &["deepObject", "query"],
        },
        Refusal {
            what: "a style of another place",
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
            edits: &[("in: query", "in: cookie")],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.in",
            at: "in:",
            says: &["\"cookie\""],
        },
        Refusal {
            what: "no schema",
            edits: &[("          schema:\n            type: boolean\n", "")],
            path: VERBOSE,
            at: "name: verbose",
            says: &["no `schema`"],
        },
        Refusal {
            what: "no description",
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

#[test]
fn path_and_parameters_agree() {
    check(&[
        Refusal {
            what: "not declared",
            edits: &[("        - $ref: \"#/components/parameters/ThingId\"\n", "")],
            path: GET,
            at: "get:",
            says: &["{thingId}", "not declared"],
        },
        Refusal {
            what: "declared but not in the path",
            edits: &[(
                "        - $ref: \"#/components/parameters/GroupId\"\n      requestBody",
                "        - $ref: \"#/components/parameters/GroupId\"\n        - $ref: \"#/components/parameters/ThingId\"\n      requestBody",
            )],
            path: "paths./groups/{groupId}/things.post",
            at: "post:",
            says: &["thingId", "does not occur in"],
        },
        Refusal {
            what: "declared under another name",
            edits: &[("      name: thingId", "      name: thingID")],
            path: GET,
            at: "get:",
            says: &["thingID", "does not occur in"],
        },
        Refusal {
            what: "declared in another place",
            edits: &[(
                "      name: thingId\n      in: path",
                "      name: thingId\n      in: header",
            )],
            path: GET,
            at: "get:",
            says: &["{thingId}", "not declared"],
        },
        Refusal {
            what: "not required",
            edits: &[(
                "      name: thingId\n      in: path\n      required: true\n",
                "      name: thingId\n      in: path\n",
            )],
            path: "components.parameters.ThingId",
            at: "ThingId:",
            says: &["thingId", "not `required: true`"],
        },
        Refusal {
            what: "two parameters that touch",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /groups/{groupId}/things/{major}{minor}:\n",
            )],
            path: "paths./groups/{groupId}/things/{major}{minor}.post",
            at: "post:",
            says: &["touch"],
        },
        Refusal {
            what: "a brace that is not closed",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /groups/{groupId}/things/v{major:\n",
            )],
            path: "paths./groups/{groupId}/things/v{major.post",
            at: "post:",
            says: &["braces"],
        },
        Refusal {
            what: "a parameter over two segments",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /groups/{groupId}/{things/v}:\n",
            )],
            path: "paths./groups/{groupId}/{things/v}.post",
            at: "post:",
            says: &["braces"],
        },
        Refusal {
            what: "twice in the path",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /groups/{groupId}/things/{groupId}:\n",
            )],
            path: "paths./groups/{groupId}/things/{groupId}.post",
            at: "post:",
            says: &["{groupId}", "twice"],
        },
    ]);
}

/// Each of these would let one call reach the resource of another.
#[test]
fn patterns_keep_parameters_in_their_segment() {
    check(&[
        Refusal {
            what: "a parameter that is an object",
            edits: &[(
                "    GroupId:\n      type: string\n      description: Id of a group.\n      pattern: ^[a-f0-9]{24}$\n",
                "    GroupId:\n      type: object\n      description: Id of a group.\n      additionalProperties: true\n",
            )],
            path: "components.parameters.GroupId.schema",
            at: "schema:",
            says: &["groupId", "not supported"],
        },
        Refusal {
            what: "a pattern that is not simple",
            edits: &[("^[a-f0-9]{24}$", "^(a|b)+$")],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["not simple"],
        },
        Refusal {
            what: "a pattern without anchors",
            edits: &[("^[a-f0-9]{24}$", "\"[a-f0-9]{24}\"")],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["not simple", "anchored"],
        },
        Refusal {
            what: "two dots",
            edits: &[("^[a-f0-9]{24}$", "^[a-z.]{1,24}$")],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["`..`"],
        },
        Refusal {
            what: "a slash",
            edits: &[("^[a-f0-9]{24}$", "^x[a-z/]{1,24}$")],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["`/`"],
        },
        Refusal {
            what: "a slash within a range",
            edits: &[("^[a-f0-9]{24}$", "^[!-9]{24}$")],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["`/`"],
        },
        Refusal {
            what: "nothing at all",
            edits: &[("^[a-f0-9]{24}$", "^[a-f0-9]*$")],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["nothing"],
        },
        Refusal {
            what: "an enum with a pattern",
            edits: &[(
                "      pattern: ^[a-f0-9]{24}$\n",
                "      pattern: ^[a-f0-9]{24}$\n      enum: [a, b]\n",
            )],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["`pattern`", "has no effect"],
        },
        Refusal {
            what: "an enum with a step upwards",
            edits: &[(
                "      pattern: ^[a-f0-9]{24}$\n",
                "      enum: [here, a/b]\n",
            )],
            path: "components.schemas.GroupId.enum.1",
            at: "a/b",
            says: &["\"a/b\"", "another resource"],
        },
        Refusal {
            what: "an enum that may be null",
            edits: &[(
                "      pattern: ^[a-f0-9]{24}$\n",
                "      enum: [here, there]\n      nullable: true\n",
            )],
            path: "components.schemas.GroupId.nullable",
            at: "nullable:",
            says: &["`nullable`", "not supported"],
        },
        Refusal {
            what: "a kind of parameter that is secret",
            edits: &[(
                "      pattern: ^[a-f0-9]{24}$\n",
                "      pattern: ^[a-f0-9]{24}$\n      x-sensitive: true\n",
            )],
            path: "components.schemas.GroupId.x-sensitive",
            at: "x-sensitive:",
            says: &["`x-sensitive`", "not supported"],
        },
    ]);
}
