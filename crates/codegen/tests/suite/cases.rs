//! Documents that were taken once, and whose crate did not compile or could not be called. Each gives code
//! now, or says where it cannot. That the code compiles, `sample` shows with the same names and texts.

use crate::support::{
    JOBS, MINIMAL, NESTED, REQUESTS, Refusal, UNIONS, accepted, check, edited, edited_in,
};

/// The whole output of an edited document, in one text.
fn output(document: &str, edits: &[(&str, &str)]) -> String {
    let generated = accepted(&edited_in(document, edits));
    let files: Vec<String> = generated.files.into_values().collect();
    files.concat()
}

#[test]
fn names_that_are_taken_get_an_underscore_or_their_whole_path() {
    let getting = |id: &'static str| ("operationId: getThing", id);
    for (document, edits, wanted) in [
        // Operations: builders stand beside what they name.
        (
            MINIMAL,
            vec![getting("operationId: Send")],
            "+ ::std::marker::Send",
        ),
        (
            MINIMAL,
            vec![getting("operationId: Future")],
            "impl ::std::future::Future<",
        ),
        (
            MINIMAL,
            vec![getting("operationId: Error")],
            "::backhaul_runtime::Error>",
        ),
        (
            MINIMAL,
            vec![getting("operationId: client")],
            "impl crate::Client {",
        ),
        (
            MINIMAL,
            vec![getting("operationId: all")],
            "pub static ALL_: Operation",
        ),
        (
            MINIMAL,
            vec![getting("operationId: builder")],
            "pub fn builder_(&self)",
        ),
        (
            MINIMAL,
            vec![getting("operationId: match")],
            "pub fn match_(&self)",
        ),
        (
            REQUESTS,
            vec![("operationId: createJob", "operationId: Fields")],
            "body: ::backhaul_runtime::Fields,",
        ),
        // Parameters and properties: setters stand beside methods and fields.
        (
            MINIMAL,
            vec![("name: verbose", "name: clone")],
            "pub fn clone_<V>(",
        ),
        (
            MINIMAL,
            vec![("name: verbose", "name: send")],
            "pub fn send_<V>(",
        ),
        (
            MINIMAL,
            vec![("name: verbose", "name: client")],
            "client_: Argument<bool>,",
        ),
        (
            MINIMAL,
            vec![("name: verbose", "name: type")],
            "call.optional_query(\"type\", \"type_\", self.type_)",
        ),
        (
            MINIMAL,
            vec![("name: verbose", "name: body")],
            "pub fn body_<V>(",
        ),
        (
            MINIMAL,
            vec![("name: verbose", "name: 1st")],
            "pub fn x1st<V>(",
        ),
        (
            JOBS,
            vec![("- name: days", "- name: wait_all")],
            ".wait_all_(wait_all_)",
        ),
        (JOBS, vec![("- name: days", "- name: drop")], ".drop(drop_)"),
        (
            REQUESTS,
            vec![
                ("        title:\n", "        retry:\n"),
                ("[id, kind, title, kinds]", "[id, kind, retry, kinds]"),
            ],
            "pub fn retry_<V>(",
        ),
        (
            REQUESTS,
            vec![
                ("        title:\n", "        3d:\n"),
                ("[id, kind, title, kinds]", "[id, kind, 3d, kinds]"),
            ],
            "pub fn x3d<V>(",
        ),
        (
            NESTED,
            vec![
                (
                    "        name:\n          type",
                    "        new:\n          type",
                ),
                (
                    "      required: [name, made]\n",
                    "      required: [new, made]\n",
                ),
            ],
            "pub fn new_<V>(",
        ),
        // Schemas.
        (
            MINIMAL,
            vec![
                ("    Part:\n", "    Option:\n"),
                ("schemas/Part\"", "schemas/Option\""),
            ],
            "pub state: ::std::option::Option<ThingState>",
        ),
        (
            NESTED,
            vec![
                ("    Label:\n", "    Into:\n"),
                ("schemas/Label\"", "schemas/Into\""),
            ],
            "pub struct Into;",
        ),
        // Values.
        (
            MINIMAL,
            vec![("[QUEUED, inProgress, all-done]", "[unknown, x]")],
            "Unknown_ = \"unknown\",",
        ),
        (
            MINIMAL,
            vec![("[QUEUED, inProgress, all-done]", "[\"<\", \"\", \"!=\"]")],
            "NotEqual = \"!=\",",
        ),
        (
            MINIMAL,
            vec![("[QUEUED, inProgress, all-done]", "[ERROR, err]")],
            "Error = \"ERROR\",",
        ),
    ] {
        let text = output(document, &edits);
        assert!(text.contains(wanted), "{edits:?}: no {wanted}\n{text}");
    }
}

#[test]
fn the_name_of_the_open_arm_is_not_a_members() {
    let text = output(
        UNIONS,
        &[
            (
                "          AZURE: \"#/components/schemas/AzureBucket\"\n",
                "          unknown: \"#/components/schemas/AzureBucket\"\n",
            ),
            (
                "          description: The cloud of the container.\n          enum: [AWS, AZURE]\n",
                "          description: The cloud of the container.\n",
            ),
        ],
    );
    assert!(
        text.contains("Unknown_(AzureBucket) = \"unknown\","),
        "{text}"
    );
}

/// A property gets another setter beside a parameter of its name, which may be that of a second parameter.
#[test]
fn a_property_beside_two_parameters() {
    crate::support::check_in(
        REQUESTS,
        &[Refusal {
            what: "the setter of a property and that of another parameter",
            edits: &[
                (
                    "        title:\n",
                    "        group_id:\n          type: string\n          description: Odd.\n        title:\n",
                ),
                (
                    "      requestBody:\n",
                    "        - name: bodyGroupId\n          in: query\n          description: Odder.\n          schema: {type: boolean}\n      requestBody:\n",
                ),
            ],
            path: "components.schemas.JobRequest.properties.group_id",
            at: "group_id:",
            says: &["name clash", "body_group_id"],
        }],
    );
}

#[test]
fn up_to_sixteen_parameters_in_a_path() {
    let path = |count: usize| {
        let names: String = (0..count).map(|index| format!("{{p{index}x}}/")).collect();
        let declared = (0..count).map(|index| {
            format!(
                "        - name: p{index}x\n          in: path\n          required: true\n          description: One.\n          schema:\n            $ref: \"#/components/schemas/GroupId\"\n"
            )
        });
        let declared: String = declared.collect();
        edited(&[
            (
                "  /groups/{groupId}/things/{thingId}:\n",
                &format!("  /{names}groups/{{groupId}}/things/{{thingId}}:\n"),
            ),
            (
                "        - name: verbose\n",
                &format!("{declared}        - name: verbose\n"),
            ),
        ])
    };
    let builders = &accepted(&path(14)).files["builders.rs"];
    let passes = builders.split("impl<'a> GetThing<'a>").nth(1).unwrap();
    let passes = passes.split("pub struct ").next().unwrap();
    assert_eq!(passes.matches("call.path(").count(), 16, "{passes}");
    let findings = crate::support::refused(&path(15));
    let [finding] = &findings[..] else {
        panic!("{findings:?}")
    };
    assert!(finding.message.contains("17 parameters"), "{finding}");
    assert!(finding.position.is_some());
}

#[test]
fn what_cannot_be_sent_is_told() {
    const GET: &str = "paths./groups/{groupId}/things/{thingId}.get";
    check(&[
        Refusal {
            what: "an operationId with a quote",
            edits: &[("operationId: getThing", "operationId: get'Thing")],
            path: GET,
            at: "get:",
            says: &["get'Thing", "no method name"],
        },
        Refusal {
            what: "an operationId with a blank",
            edits: &[("operationId: getThing", "operationId: get thing")],
            path: GET,
            at: "get:",
            says: &["get thing", "no method name"],
        },
        Refusal {
            what: "a blank in a path",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /my groups/{groupId}/things:\n",
            )],
            path: "paths./my groups/{groupId}/things",
            at: "/my groups",
            says: &["cannot be sent", "' '"],
        },
        Refusal {
            what: "a query in a path",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /groups/{groupId}/things?all=true:\n",
            )],
            path: "paths./groups/{groupId}/things?all=true",
            at: "/groups",
            says: &["'?'"],
        },
        Refusal {
            what: "a step upwards in a path",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /a/../groups/{groupId}/things:\n",
            )],
            path: "paths./a/../groups/{groupId}/things",
            at: "/a/..",
            says: &["\"..\"", "another path"],
        },
        Refusal {
            what: "a hidden step upwards",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /a/%2e%2E/groups/{groupId}/things:\n",
            )],
            path: "paths./a/%2e%2E/groups/{groupId}/things",
            at: "/a/%2e",
            says: &["%2e"],
        },
        Refusal {
            what: "letters that no address has",
            edits: &[(
                "  /groups/{groupId}/things:\n",
                "  /größe/{groupId}/things:\n",
            )],
            path: "paths./größe/{groupId}/things",
            at: "/größe",
            says: &["'ö'"],
        },
        Refusal {
            what: "a media type that no header can have",
            edits: &[(
                "            application/json:\n              schema:\n                $ref: \"#/components/schemas/Thing\"\n              example:\n                id: one\n",
                "            application/gzïp:\n              schema: {type: string, format: binary}\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.responses.200.content.application/gzïp",
            at: "application/gz",
            says: &["no media type"],
        },
        Refusal {
            what: "an address that would end the link",
            edits: &[(
                "url: https://example.com/api/get-thing",
                "url: \"https://example.com/a b\"",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.x-source",
            at: "x-source:",
            says: &["`x-source`"],
        },
        Refusal {
            what: "more repetitions than any text has characters",
            edits: &[("^[a-f0-9]{24}$", "^[a-z]{4294967295}[0-9]{4294967295}$")],
            path: "components.schemas.GroupId.pattern",
            at: "pattern:",
            says: &["4294967295"],
        },
        Refusal {
            what: "a component that OpenAPI does not let be called so",
            edits: &[
                ("    Part:\n", "    \"a part\":\n"),
                ("schemas/Part\"", "schemas/a part\""),
            ],
            path: "components.schemas.a part",
            at: "\"a part\"",
            says: &["cannot be called"],
        },
        Refusal {
            what: "a character that turns round what stands beside it",
            edits: &[("description: Its id.", "description: \"Its \\u202eid.\"")],
            path: "components.schemas.Thing.properties.id.description",
            at: "description:",
            says: &["control character", "202e"],
        },
        Refusal {
            what: "a character that does not show, in a key",
            edits: &[("        state:\n", "        \"st\\u200fate\":\n")],
            path: "components.schemas.Thing.properties.st\\u{200f}ate",
            at: "\"st",
            says: &["the key", "control character"],
        },
        Refusal {
            what: "a line break in a value",
            edits: &[("[QUEUED, inProgress, all-done]", "[\"a\\nb\"]")],
            path: "components.schemas.Thing.properties.state.enum.0",
            at: "\"a",
            says: &["control character"],
        },
    ]);
}

#[test]
fn a_page_whose_items_are_not_read_is_told() {
    crate::support::check_in(
        JOBS,
        &[Refusal {
            what: "items that only a client writes",
            edits: &[(
                "          description: The jobs of this page.\n",
                "          description: The jobs of this page.\n          writeOnly: true\n",
            )],
            path: "paths./jobs.get.x-pages.items",
            at: "items:",
            says: &["results", "writeOnly"],
        }],
    );
}

#[test]
fn the_format_of_an_integer_binds_what_is_sent() {
    let schema = |lines: &str| {
        edited(&[(
            "          schema:\n            type: boolean\n",
            &format!("          schema:\n            type: integer\n            {lines}\n"),
        )])
    };
    for (lines, call) in [
        (
            "format: int32",
            ".at_least(-2147483648).at_most(2147483647)",
        ),
        (
            "format: int32\n            minimum: 1",
            ".at_least(1).at_most(2147483647)",
        ),
        (
            "format: int32\n            maximum: 5",
            ".at_least(-2147483648).at_most(5)",
        ),
        ("format: uint8", ".at_least(0).at_most(255)"),
        (
            "format: int64\n            minimum: 1",
            "self.verbose.at_least(1))",
        ),
        (
            "format: int32\n            enum: [1, 2]",
            "self.verbose.one_of(&[1, 2]))",
        ),
    ] {
        let builders = accepted(&schema(lines)).files["builders.rs"].clone();
        let line: String = builders.split_whitespace().collect();
        let wanted: String = call.split_whitespace().collect();
        assert!(line.contains(&wanted), "{lines}: no {call}");
    }
    for lines in [
        "format: int32\n            maximum: 3000000000",
        "format: int32\n            default: 3000000000",
        "format: uint8\n            enum: [256]",
    ] {
        let findings = crate::support::refused(&schema(lines));
        let [finding] = &findings[..] else {
            panic!("{lines}: {findings:?}")
        };
        assert!(
            finding.message.contains("does not fit into the format"),
            "{finding}"
        );
    }
}

/// What foreign text does in the documentation: nothing.
#[test]
fn descriptions_are_never_code() {
    let text = output(
        MINIMAL,
        &[
            (
                "description: Reads one thing.",
                "description: \"Send:\\n\\n    {\\\"a\\\": 1}\\n\\nto [Vec] <b>\"",
            ),
            ("description: Its id.", "description: \"```\\nlet x = 1;\""),
            ("description: The thing.", "description: \"a\\n\\n    b\""),
            ("summary: Get one thing", "summary: Get `one | <thing>"),
        ],
    );
    assert!(
        text.contains(
            "    /// ```text\n    /// {\"a\": 1}\n    /// ```\n    ///\n    /// to \\[Vec] \\<b>\n"
        ),
        "{text}"
    );
    assert!(
        text.contains("/// ```text\n    /// let x = 1;\n    /// ```\n"),
        "{text}"
    );
    assert!(text.contains("/// Get \\`one \\| \\<thing\\>.\n"), "{text}");
    let generated = accepted(&edited(&[(
        "summary: Get one thing",
        "summary: Get `one | <thing>",
    )]));
    assert!(
        generated
            .table
            .contains("[Get \\`one \\| \\<thing\\>](https://example.com/api/get-thing)"),
        "{}",
        generated.table
    );
}
