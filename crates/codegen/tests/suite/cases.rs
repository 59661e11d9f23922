//! Documents that were once accepted although their crate did not compile or could not be called. Each now
//! gives code or a finding. The package in `tests/sample` shows that the code compiles, with the same names and texts.

use crate::support::{
    JOBS, MINIMAL, NESTED, REQUESTS, Refusal, UNIONS, accepted, edited, edited_in,
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
            vec![getting("operationId: Sending")],
            "-> ::backhaul_runtime::Sending<",
        ),
        (
            MINIMAL,
            vec![getting("operationId: IntoFuture")],
            "impl ::std::future::IntoFuture for IntoFuture {",
        ),
        (
            MINIMAL,
            vec![getting("operationId: Error")],
            "::backhaul_runtime::Error>",
        ),
        (
            MINIMAL,
            vec![getting("operationId: client")],
            "impl super::Client {",
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
            "body: ::backhaul_runtime::for_client_crates::Fields,",
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
            rule: "house/property-clash",
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
    let passes = builders.split("impl GetThing ").nth(1).unwrap();
    let passes = passes.split("pub struct ").next().unwrap();
    assert_eq!(passes.matches("call.path(").count(), 16, "{passes}");
    let findings = crate::support::refused(&path(15));
    let [finding] = &findings[..] else {
        panic!("{findings:?}")
    };
    assert_eq!(finding.rule, "unsupported/path-parameter-count");
    assert!(finding.message.contains("17 parameters"), "{finding}");
    assert!(finding.position.is_some());
}

#[test]
fn a_page_whose_items_are_not_read_is_told() {
    crate::support::check_in(
        JOBS,
        &[Refusal {
            what: "items that only a client writes",
            rule: "extension/pages-not-answered",
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
        assert_eq!(finding.rule, "document/out-of-format");
        assert!(
            finding.message.contains("is out of range for the format"),
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
            .readme_table
            .contains("[Get \\`one \\| \\<thing\\>](https://example.com/api/get-thing)"),
        "{}",
        generated.readme_table
    );
}
