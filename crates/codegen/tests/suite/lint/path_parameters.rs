//! Refused: parameters of the path that do not fit it.

use crate::support::{Refusal, check};

const GET: &str = "paths./groups/{groupId}/things/{thingId}.get";

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
            rule: "document/undeclared-path-parameter",
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
            what: "two parameters that touch",
            rule: "unsupported/path-segment",
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
            rule: "unsupported/path-segment",
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
            rule: "unsupported/path-segment",
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
            rule: "document/repeated-path-parameter",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /groups/{groupId}/things/{groupId}:\n",
            )],
            path: "paths./groups/{groupId}/things/{groupId}.post",
            at: "post:",
            says: &["{groupId}", "more than once"],
        },
    ]);
}

/// Each of these would let one call reach the resource of another.
#[test]
fn patterns_keep_parameters_in_their_segment() {
    check(&[
        Refusal {
            what: "a parameter that is an object",
            rule: "house/parameter-schema",
            edits: &[(
                "    GroupId:\n      type: string\n      description: Id of a group.\n      pattern: ^[a-f0-9]{24}$\n",
                "    GroupId:\n      type: object\n      description: Id of a group.\n      additionalProperties: true\n",
            )],
            path: "components.parameters.GroupId.schema",
            at: "schema:",
            says: &["groupId", "more than single values"],
        },
        Refusal {
            what: "a pattern that is not simple",
            rule: "idle/pattern",
            edits: &[("^[a-f0-9]{24}$", "^(a|b)+$")],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["not simple"],
        },
        Refusal {
            what: "a pattern without anchors",
            rule: "idle/pattern",
            edits: &[("^[a-f0-9]{24}$", "\"[a-f0-9]{24}\"")],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["not simple", "sent unchecked", "anchored"],
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
