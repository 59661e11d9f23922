//! Refused: what the tests by subject do not have.

use crate::support::{
    MINIMAL, REQUESTS, Refusal, UNIONS, check, check_in, edited, edited_in, refused,
};

const VERBOSE: &str = "        - name: verbose\n          in: query\n          description: Whether the answer has everything.\n          schema:\n            type: boolean\n";

#[test]
fn operations_and_parameters() {
    check(&[
        Refusal {
            what: "servers of an operation",
            rule: "house/operation-servers",
            edits: &[(
                "      operationId: getThing\n",
                "      operationId: getThing\n      servers: [{url: https://other.example.com}]\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.servers",
            at: "servers:",
            says: &["of its own"],
        },
        Refusal {
            what: "a parameter in a place that does not exist",
            rule: "document/parameter-place",
            edits: &[("          in: query\n", "          in: body\n")],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.in",
            at: "in:",
            says: &["\"body\""],
        },
        Refusal {
            what: "`explode` that is no flag",
            rule: "document/explode",
            edits: &[(
                "          in: query\n",
                "          in: query\n          explode: sometimes\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.explode",
            at: "explode:",
            says: &["`explode`"],
        },
        Refusal {
            what: "a parameter whose name has no letter",
            rule: "house/parameter-name",
            edits: &[("        - name: verbose\n", "        - name: \"-\"\n")],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.name",
            at: "name:",
            says: &["setter name"],
        },
        Refusal {
            what: "a pattern in the query that is not simple",
            rule: "idle/pattern",
            edits: &[
                (
                    VERBOSE,
                    "        - name: verbose\n          in: query\n          description: How much.\n          schema:\n            $ref: \"#/components/schemas/Much\"\n",
                ),
                (
                    "    ThingIds:\n",
                    "    Much:\n      type: string\n      description: How much.\n      pattern: ^(a|b)$\n    ThingIds:\n",
                ),
            ],
            path: "components.schemas.Much.pattern",
            at: "pattern:",
            says: &["not simple"],
        },
        Refusal {
            what: "a range of successes",
            rule: "unsupported/status-range",
            edits: &[(
                "        \"204\":\n",
                "        \"2XX\":\n          description: Whatever.\n        \"204\":\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses.2XX",
            at: "\"2XX\":",
            says: &["2XX"],
        },
        Refusal {
            what: "two successes that bring the same",
            rule: "idle/several-successes",
            edits: &[(
                "        \"204\":\n",
                "        \"202\":\n          description: Later.\n        \"204\":\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses",
            at: "responses:",
            says: &["2 success responses (202, 204)"],
        },
        Refusal {
            what: "a file, and a part of it",
            rule: "idle/several-successes",
            edits: &[(
                "        \"204\":\n          description: Started.\n",
                "        \"200\":\n          description: All.\n          content: {text/csv: {schema: {type: string, format: binary}}}\n        \"206\":\n          description: A part.\n          content: {application/gzip: {schema: {type: string, format: binary}}}\n",
            )],
            path: "paths./groups/{groupId}/things.post.responses",
            at: "responses:",
            says: &["2 success responses (200, 206)"],
        },
        Refusal {
            what: "an error that may be null",
            rule: "idle/nullable-response",
            edits: &[(
                "      description: What went wrong.\n",
                "      description: What went wrong.\n      nullable: true\n",
            )],
            path: "components.schemas.Failure.nullable",
            at: "nullable:",
            says: &["may be null"],
        },
        Refusal {
            what: "a schema for entries of a text",
            rule: "unsupported/schema-key",
            edits: &[(
                "          description: Its id.\n",
                "          description: Its id.\n          additionalProperties: {type: string}\n",
            )],
            path: "components.schemas.Thing.properties.id.additionalProperties",
            at: "additionalProperties:",
            says: &["`additionalProperties`"],
        },
    ]);
}

#[test]
fn the_document_as_a_whole() {
    let start = MINIMAL.find("paths:\n").unwrap();
    let end = MINIMAL.find("components:\n").unwrap();
    let text = format!("{}paths: {{}}\n{}", &MINIMAL[..start], &MINIMAL[end..]);
    let rules: Vec<&str> = refused(&text).iter().map(|finding| finding.rule).collect();
    assert_eq!(rules[0], "document/no-paths", "{rules:?}");
    // What the operations referred to has no use now, and is told too.
    assert!(
        rules[1..]
            .iter()
            .all(|rule| *rule == "house/unused-component"),
        "{rules:?}"
    );

    let start = MINIMAL.find("x-provider:\n").unwrap();
    let end = MINIMAL.find("paths:\n").unwrap();
    let text = format!("{}{}", &MINIMAL[..start], &MINIMAL[end..]);
    let rules: Vec<&str> = refused(&text).iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["house/no-provider"]);
}

#[test]
fn schemas_with_words_only() {
    const CODE: &str = "        code:\n          type: string\n";
    check(&[
        Refusal {
            what: "a title",
            rule: "house/title",
            edits: &[(
                CODE,
                "        code:\n          type: string\n          title: Code\n",
            )],
            path: "components.schemas.Failure.properties.code.title",
            at: "title:",
            says: &["`title`"],
        },
        Refusal {
            what: "a title without a type",
            rule: "house/untyped-key",
            edits: &[(CODE, "        code:\n          title: Code\n")],
            path: "components.schemas.Failure.properties.code",
            at: "code:",
            says: &["title"],
        },
    ]);
    let array = "type: array\n      description: Deep.\n      items: ";
    let deep = format!(
        "    Deep:\n      {array}{}{{type: string}}{}\n    Failure:\n",
        "{type: array, items: ".repeat(17),
        "}".repeat(17)
    );
    let found = refused(&edited(&[("    Failure:\n", &deep)]));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].rule, "unsupported/deep-array");
}

#[test]
fn bodies_and_unions() {
    let text = edited(&[(
        "          application/json:\n            schema:\n              $ref: \"#/components/schemas/ThingIds\"\n            example: [one]\n",
        "          {}\n",
    )]);
    let rules: Vec<&str> = refused(&text).iter().map(|finding| finding.rule).collect();
    assert!(
        rules.contains(&"unsupported/several-request-types"),
        "{rules:?}"
    );
    const FORM: &str = "      description: A bucket of one of the clouds.\n";
    check_in(
        UNIONS,
        &[
            Refusal {
                what: "properties of the union itself",
                rule: "unsupported/union-key",
                edits: &[(
                    FORM,
                    "      description: A bucket of one of the clouds.\n      properties: {}\n",
                )],
                path: "components.schemas.Bucket.properties",
                at: "properties:",
                says: &["`properties`"],
            },
            Refusal {
                what: "two values that differ only in their case",
                rule: "unsupported/union-clash",
                edits: &[
                    (
                        "          AZURE: \"#/components/schemas/AzureBucket\"\n",
                        "          aws: \"#/components/schemas/AzureBucket\"\n",
                    ),
                    (
                        "          description: The cloud of the container.\n          enum: [AWS, AZURE]\n",
                        "          description: The cloud of the container.\n",
                    ),
                ],
                path: "components.schemas.Bucket",
                at: "Bucket:",
                says: &["Aws"],
            },
            Refusal {
                what: "a value without a letter",
                rule: "unsupported/union-name",
                edits: &[
                    (
                        "          AZURE: \"#/components/schemas/AzureBucket\"\n",
                        "          \"\\u0301\": \"#/components/schemas/AzureBucket\"\n",
                    ),
                    (
                        "          description: The cloud of the container.\n          enum: [AWS, AZURE]\n",
                        "          description: The cloud of the container.\n",
                    ),
                ],
                path: "components.schemas.Bucket",
                at: "Bucket:",
                says: &["variant name"],
            },
        ],
    );
    let start = UNIONS
        .find("        - $ref: \"#/components/schemas/AwsBucket\"\n")
        .unwrap();
    let end = UNIONS[start..].find("      discriminator:\n").unwrap() + start;
    let text = format!("{}\n{}", UNIONS[..start].trim_end(), &UNIONS[end..]);
    let text = text.replace("clouds.\n      oneOf:\n", "clouds.\n      oneOf: []\n");
    let rules: Vec<&str> = refused(&text).iter().map(|finding| finding.rule).collect();
    assert!(rules.contains(&"document/empty-union"), "{rules:?}");
}

/// Where one mistake breaks several rules.
#[test]
fn among_other_findings() {
    const PARAMETER: &str = "          schema:\n            type: boolean\n";
    for (document, old, new, rule) in [
        (
            MINIMAL,
            "            $ref: \"#/components/schemas/Failure\"\n",
            "            $ref: \"#/components/schemas/ThingId\"\n",
            "idle/error-schema",
        ),
        (
            MINIMAL,
            PARAMETER,
            "          schema:\n            type: number\n            default: much\n",
            "document/default-not-number",
        ),
        (
            MINIMAL,
            "      description: Id of the thing.\n      schema:\n        $ref: \"#/components/schemas/ThingId\"\n",
            "      description: Id of the thing.\n",
            "document/no-path-schema",
        ),
        (
            MINIMAL,
            "    GroupId:\n      type: string\n      description: Id of a group.\n      pattern: ^[a-f0-9]{24}$\n",
            "    GroupId:\n      description: Id of a group.\n",
            "house/path-schema",
        ),
        (
            REQUESTS,
            "          type: string\n          description: Its title.\n",
            "          type: object\n          properties: {a: {type: string, description: A.}}\n          description: Its title.\n",
            "unsupported/property-type",
        ),
    ] {
        let findings = refused(&edited_in(document, &[(old, new)]));
        let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
        assert!(rules.contains(&rule), "{rule}: {rules:?}");
    }
}

#[test]
fn an_error_that_is_any_json_is_told_so() {
    let document = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {responses: {'204': {description: D.}, \
                    '400': {description: E., content: {application/json: {schema: {$ref: '#/components/schemas/Any'}}}}}}}}\n\
                    components: {schemas: {Any: {}}}\n";
    let findings = backhaul_codegen::check(backhaul_codegen::Profile::Open, "t.yaml", document);
    let messages: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(
        messages
            .iter()
            .any(|message| message.contains("any JSON") && message.contains("idle/error-schema")),
        "{messages:?}"
    );
}
