//! Refused: parameters that could reach another resource, or that are not supported.

use crate::support::{Refusal, check};

const GET: &str = "paths./groups/{groupId}/things/{thingId}.get";
const VERBOSE: &str = "paths./groups/{groupId}/things/{thingId}.get.parameters.2";

#[test]
fn only_path_and_query() {
    check(&[
        Refusal {
            what: "a cookie",
            rule: "wire/cookie-parameter",
            edits: &[("in: query", "in: cookie")],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.in",
            at: "in:",
            says: &["\"cookie\""],
        },
        Refusal {
            what: "a header",
            rule: "unsupported/header-parameter",
            edits: &[("in: query", "in: header")],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.in",
            at: "in:",
            says: &["\"header\""],
        },
        Refusal {
            what: "an array",
            rule: "unsupported/query-schema",
            edits: &[("            type: boolean", "            type: array")],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema",
            at: "schema:",
            says: &["verbose", "not supported"],
        },
        Refusal {
            what: "a limited boolean",
            rule: "unsupported/query-schema",
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
            rule: "unsupported/query-schema",
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
            rule: "unsupported/query-schema",
            edits: &[("            type: boolean", "            type: string")],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.schema",
            at: "schema:",
            says: &["verbose", "not supported"],
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
            what: "a style",
            rule: "house/parameter-form",
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

#[test]
fn path_and_parameters_agree() {
    check(&[
        Refusal {
            what: "not declared",
            rule: "document/undeclared-path-parameter",
            edits: &[("        - $ref: \"#/components/parameters/ThingId\"\n", "")],
            path: GET,
            at: "get:",
            says: &["{thingId}", "not declared"],
        },
        Refusal {
            what: "declared but not in the path",
            rule: "document/stray-path-parameter",
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
            rule: "document/stray-path-parameter",
            edits: &[("      name: thingId", "      name: thingID")],
            path: GET,
            at: "get:",
            says: &["thingID", "does not occur in"],
        },
        Refusal {
            what: "declared in another place",
            rule: "unsupported/header-parameter",
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
            rule: "document/optional-path-parameter",
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
            rule: "unsupported/path-segment",
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
            rule: "document/repeated-path-parameter",
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
            rule: "unsupported/inline-path-parameter",
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
            rule: "unsupported/no-path-pattern",
            edits: &[("      pattern: ^[a-f0-9]{24}$\n", "")],
            path: "components.schemas.GroupId",
            at: "GroupId:",
            says: &["no `pattern`"],
        },
        Refusal {
            what: "a pattern that is not simple",
            rule: "unsupported/pattern",
            edits: &[("^[a-f0-9]{24}$", "^(a|b)+$")],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["not simple"],
        },
        Refusal {
            what: "a pattern without anchors",
            rule: "unsupported/pattern",
            edits: &[("^[a-f0-9]{24}$", "\"[a-f0-9]{24}\"")],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["not simple", "anchored"],
        },
        Refusal {
            what: "two dots",
            rule: "wire/path-pattern",
            edits: &[("^[a-f0-9]{24}$", "^[a-z.]{1,24}$")],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["`..`"],
        },
        Refusal {
            what: "a slash",
            rule: "wire/path-pattern",
            edits: &[("^[a-f0-9]{24}$", "^x[a-z/]{1,24}$")],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["`/`"],
        },
        Refusal {
            what: "a slash within a range",
            rule: "wire/path-pattern",
            edits: &[("^[a-f0-9]{24}$", "^[!-9]{24}$")],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["`/`"],
        },
        Refusal {
            what: "nothing at all",
            rule: "wire/path-pattern",
            edits: &[("^[a-f0-9]{24}$", "^[a-f0-9]*$")],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["nothing"],
        },
        Refusal {
            what: "a parameter that is a number",
            rule: "unsupported/checked-type",
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
            rule: "idle/limit-beside-enum",
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
            rule: "wire/path-value",
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
            rule: "house/text-key",
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
            rule: "unsupported/path-segment",
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
            rule: "extension/sensitive-checked-text",
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
