//! Refused: parameters that could reach another resource, or that are not supported.

use crate::support::{Refusal, check};

const GET: &str = "paths./groups/{groupId}/things/{thingId}.get";
const VERBOSE: &str = "paths./groups/{groupId}/things/{thingId}.get.parameters.2";

#[test]
fn only_path_and_query() {
    check(&[
        Refusal {
            what: "a cookie",
            edits: &[("in: query", "in: cookie")],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.in",
            at: "in:",
            says: &["\"cookie\""],
        },
        Refusal {
            what: "a header",
            edits: &[("in: query", "in: header")],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.in",
            at: "in:",
            says: &["\"header\""],
        },
        Refusal {
            what: "an array",
            edits: &[("            type: boolean", "            type: array")],
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
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema",
            at: "schema:",
            says: &["verbose", "not supported"],
        },
        Refusal {
            what: "an integer with open ends",
            edits: &[(
                "            type: boolean",
                "            type: integer\n            minimum: 1\n            exclusiveMinimum: true",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema",
            at: "schema:",
            says: &["verbose", "not supported"],
        },
        Refusal {
            what: "a text without a name",
            edits: &[("            type: boolean", "            type: string")],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema",
            at: "schema:",
            says: &["verbose", "not supported"],
        },
        Refusal {
            what: "no schema",
            edits: &[("          schema:\n            type: boolean\n", "")],
            path: VERBOSE,
            at: "name: verbose",
            says: &["no `schema`"],
        },
        Refusal {
            what: "a style",
            edits: &[(
                "          in: query\n",
                "          in: query\n          style: form\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.style",
            at: "style:",
            says: &["`style`"],
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
            path: "components.parameters.ThingId.in",
            at: "in:",
            says: &["\"header\""],
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
            what: "part of a segment",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /groups/{groupId}/things:v{major}:\n",
            )],
            path: "paths./groups/{groupId}/things:v{major}.post",
            at: "post:",
            says: &["does not begin its path segment"],
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
        Refusal {
            what: "a schema without a name",
            edits: &[(
                "      description: Id of the thing.\n      schema:\n        $ref: \"#/components/schemas/ThingId\"",
                "      description: Id of the thing.\n      schema:\n        type: string",
            )],
            path: "components.parameters.ThingId",
            at: "ThingId:",
            says: &["thingId", "not a `$ref`"],
        },
    ]);
}

/// Each of these would let one call reach the resource of another.
#[test]
fn patterns_keep_parameters_in_their_segment() {
    check(&[
        Refusal {
            what: "no pattern",
            edits: &[("      pattern: ^[a-f0-9]{24}$\n", "")],
            path: "components.schemas.GroupId",
            at: "GroupId:",
            says: &["no `pattern`"],
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
            what: "a parameter that is a number",
            edits: &[(
                "    GroupId:\n      type: string\n      description: Id of a group.\n      pattern: ^[a-f0-9]{24}$\n",
                "    GroupId:\n      type: integer\n      description: Id of a group.\n",
            )],
            path: "components.schemas.GroupId.type",
            at: "type:",
            says: &["not a text"],
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
            what: "two parameters in one segment",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /groups/{groupId}/things/{major}.{minor}:\n",
            )],
            path: "paths./groups/{groupId}/things/{major}.{minor}.post",
            at: "post:",
            says: &["does not begin its path segment"],
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
