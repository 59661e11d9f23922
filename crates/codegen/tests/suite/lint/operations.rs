//! Refused: operations without a name, words, a source or security.

use crate::support::{Refusal, accepted, check, edited};

const GET: &str = "paths./groups/{groupId}/things/{thingId}.get";
#[test]
fn what_every_operation_must_have() {
    check(&[
        Refusal {
            what: "no operationId",
            rule: "house/no-operation-id",
            edits: &[("      operationId: getThing\n", "")],
            path: GET,
            at: "get:",
            says: &["no `operationId`"],
        },
        Refusal {
            what: "no summary",
            rule: "house/operation-words",
            edits: &[("      summary: Get one thing\n", "")],
            path: GET,
            at: "get:",
            says: &["no `summary`"],
        },
        Refusal {
            what: "no description",
            rule: "house/operation-words",
            edits: &[("      description: Reads one thing.\n", "")],
            path: GET,
            at: "get:",
            says: &["no `description`"],
        },
        Refusal {
            what: "no tags",
            rule: "house/no-tags",
            edits: &[(
                "tags: [Things]\n      summary: Get",
                "tags: []\n      summary: Get",
            )],
            path: GET,
            at: "get:",
            says: &["no `tags`"],
        },
        Refusal {
            what: "no source",
            rule: "house/no-source",
            edits: &[(
                "      x-source:\n        url: https://example.com/api/get-thing\n        read: \"2026-11-21\"\n",
                "",
            )],
            path: GET,
            at: "get:",
            says: &["`x-source` is missing"],
        },
        Refusal {
            what: "a source without a date",
            rule: "house/source-form",
            edits: &[(
                "get-thing\n        read: \"2026-11-21\"",
                "get-thing\n        read: lately",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.x-source",
            at: "x-source:",
            says: &["date"],
        },
        Refusal {
            what: "no security",
            rule: "house/no-security",
            edits: &[(
                "      security:\n        - Key: []\n      parameters:\n        - $ref: \"#/components/parameters/GroupId\"\n        - $ref",
                "      parameters:\n        - $ref: \"#/components/parameters/GroupId\"\n        - $ref",
            )],
            path: GET,
            at: "get:",
            says: &["no `security`"],
        },
        Refusal {
            what: "an undeclared security scheme",
            rule: "document/unknown-security-scheme",
            edits: &[
                (
                    "  securitySchemes:\n    Key:",
                    "  securitySchemes:\n    OtherKey:",
                ),
                (
                    "retry-things\n        read: \"2026-11-21\"\n      security:\n        - Key",
                    "retry-things\n        read: \"2026-11-21\"\n      security:\n        - OtherKey",
                ),
            ],
            path: "paths./groups/{groupId}/things/{thingId}.get.security.0.Key",
            at: "Key: []",
            says: &["Key", "not declared"],
        },
        Refusal {
            what: "two schemes at once",
            rule: "house/security-combination",
            edits: &[
                (
                    "  securitySchemes:\n",
                    "  securitySchemes:\n    Other:\n      type: http\n      scheme: basic\n",
                ),
                (
                    "get-thing\n        read: \"2026-11-21\"\n      security:\n        - Key: []",
                    "get-thing\n        read: \"2026-11-21\"\n      security:\n        - Key: []\n          Other: []",
                ),
            ],
            path: "paths./groups/{groupId}/things/{thingId}.get.security.0",
            at: "Key: []",
            says: &["exactly one"],
        },
        Refusal {
            what: "a method that is not supported",
            rule: "unsupported/method",
            edits: &[("    get:\n", "    trace:\n      operationId: x\n    get:\n")],
            path: "paths./groups/{groupId}/things/{thingId}.trace",
            at: "trace:",
            says: &["trace", "not supported"],
        },
        Refusal {
            what: "parameters for a whole path",
            rule: "unsupported/path-member",
            edits: &[("    get:\n", "    parameters: []\n    get:\n")],
            path: "paths./groups/{groupId}/things/{thingId}.parameters",
            at: "parameters:",
            says: &["`parameters` is not supported on a path"],
        },
        Refusal {
            what: "a path without an operation",
            rule: "house/empty-path",
            edits: &[("paths:\n", "paths:\n  /nothing: {}\n")],
            path: "paths./nothing",
            at: "/nothing:",
            says: &["no operation"],
        },
        Refusal {
            what: "a path with an empty segment",
            rule: "wire/path-slashes",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /groups//{groupId}/things:\n",
            )],
            path: "paths./groups//{groupId}/things",
            at: "/groups//",
            says: &["empty segment"],
        },
        Refusal {
            what: "a path that ends in a slash",
            rule: "house/path-end",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /groups/{groupId}/things/:\n",
            )],
            path: "paths./groups/{groupId}/things/",
            at: "/groups/",
            says: &["ends in a slash"],
        },
        Refusal {
            what: "callbacks",
            rule: "idle/unknown-member",
            edits: &[(
                "      operationId: getThing\n",
                "      operationId: getThing\n      callbacks: {}\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.callbacks",
            at: "callbacks:",
            says: &["`callbacks` is not supported here"],
        },
    ]);
}

#[test]
fn the_path_of_the_host_itself_is_one_slash() {
    let operation = r##"  /:
    get:
      operationId: getRoot
      tags: [Things]
      summary: Get the root
      description: Reads what the host is.
      x-source:
        url: https://example.com/api/get-root
        read: "2026-11-22"
      security:
        - Key: []
      responses:
        "200":
          description: The root.
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Thing"
              example:
                id: one
        "404":
          $ref: "#/components/responses/NotFound"
"##;
    let with_root = edited(&[("paths:\n", &format!("paths:\n{operation}"))]);
    let surface = &accepted(&with_root).surface["get_root"];
    assert!(surface.contains("GET /\n"), "{surface}");
}
