//! Documents of others that are not quite OpenAPI, or say what no value can be: what they can only mean is taken, with
//! a warning.

use backhaul_codegen::{Generated, Profile, Severity, generate};

/// A document that is made of these parts of an operation and these schemas.
fn document(operation: &str, schemas: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: Odd, version: '1'}}\nservers: [{{url: 'https://odd.example.com'}}]\n\
         paths:\n  /things:\n    post:\n      operationId: sendThing\n{operation}\n\
         components:\n  schemas:\n{schemas}\n"
    )
}

/// Requests that carry a `Thing` with this property, and answers that bring one.
pub(crate) fn thing(property: &str) -> String {
    document(
        "      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}\n      \
         responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}",
        &format!(
            "    Thing: {{type: object, properties: {{id: {{type: string}}, odd: {property}}}}}"
        ),
    )
}

/// What is generated of a document that has warnings only.
pub(crate) fn generated(text: &str) -> Generated {
    generate(Profile::Open, "odd.yaml", "odd", text).unwrap_or_else(|findings| {
        let findings: Vec<String> = findings.iter().map(ToString::to_string).collect();
        panic!("{}", findings.join("\n"))
    })
}

/// The rules of the warnings, and where they are.
fn warned(generated: &Generated) -> Vec<(&str, &str)> {
    let warnings = generated.warnings.iter();
    warnings
        .map(|warning| {
            assert_eq!(warning.severity, Severity::Warning, "{warning}");
            (warning.rule, warning.path.as_str())
        })
        .collect()
}

#[test]
fn what_no_value_can_be_is_any_json() {
    for (property, rule, path) in [
        (
            "{allOf: [{type: string}, {type: object, properties: {a: {type: string}}}]}",
            "idle/contradicting-types",
            "odd.allOf.1.type",
        ),
        (
            "{type: integer, enum: [Primary, Secondary]}",
            "idle/odd-enum",
            "odd.enum",
        ),
        (
            "{type: integer, enum: [[1], [2]], default: [1]}",
            "idle/odd-enum",
            "odd.enum",
        ),
        (
            "{type: boolean, enum: [always, never]}",
            "idle/odd-enum",
            "odd.enum",
        ),
        ("{type: {type: string}}", "idle/unknown-type", "odd.type"),
        ("{format: The verb of HTTP}", "idle/untyped-format", "odd"),
    ] {
        let odd = generated(&thing(property));
        let warnings = warned(&odd);
        let path = format!("components.schemas.Thing.properties.{path}");
        assert!(
            warnings.contains(&(rule, path.as_str())),
            "{property}: {warnings:?}"
        );
        let types = &odd.files["types.rs"];
        assert!(
            types.contains("pub odd: Option<::serde_json::Value>"),
            "{property}: {types}"
        );
    }
}

#[test]
fn a_value_of_an_enum_that_is_none_of_its_type_is_left_out() {
    let odd = generated(&thing("{type: string, enum: [all, none, [one, two]]}"));
    let path = "components.schemas.Thing.properties.odd.enum";
    assert_eq!(warned(&odd), [("idle/odd-enum", path)]);
    assert!(
        odd.files["types.rs"].contains("None = \"none\""),
        "{}",
        odd.files["types.rs"]
    );
    let odd = generated(&thing("{type: integer, enum: [1, '2', three]}"));
    assert_eq!(warned(&odd), [("idle/odd-enum", path)]);
    assert!(
        odd.files["types.rs"].contains("pub odd: Option<i64>"),
        "{}",
        odd.files["types.rs"]
    );
}

#[test]
fn a_format_can_be_the_name_of_a_type_or_be_for_texts_only() {
    for (format, kind) in [
        ("string", "String"),
        ("boolean", "bool"),
        ("hostname", "String"),
    ] {
        let odd = generated(&thing(&format!("{{format: {format}}}")));
        let types = &odd.files["types.rs"];
        assert!(
            types.contains(&format!("pub odd: Option<{kind}>")),
            "{format}: {types}"
        );
    }
}

/// The responses of an operation, and what its method returns.
fn answering(responses: &str) -> (Vec<&'static str>, Generated) {
    let text = document(
        &format!("      responses:\n{responses}"),
        "    A: {type: object, properties: {a: {type: string}}}",
    );
    let odd = generated(&text);
    let rules = odd.warnings.iter().map(|warning| warning.rule).collect();
    (rules, odd)
}

const JSON: &str = "content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}";
const FILE: &str = "{schema: {type: string, format: binary}}";

#[test]
fn a_file_beside_json_for_one_that_is_not_ready_is_the_file() {
    let (rules, odd) = answering(&format!(
        "        '200': {{description: d, content: {{'image/*': {FILE}}}}}\n        '202': {{description: d, {JSON}}}"
    ));
    assert!(rules.contains(&"idle/several-successes"), "{rules:?}");
    let builders = &odd.files["builders.rs"];
    assert!(builders.contains("send_stream"), "{builders}");
    assert!(odd.files["operations.rs"].contains("from_static(\"image/*\")"));
    // Of two that both mean the file is there, nobody knows which one comes.
    let text = document(
        &format!(
            "      responses:\n        '200': {{description: d, {JSON}}}\n        '206': {{description: d, content: {{'image/*': {FILE}}}}}"
        ),
        "    A: {type: object, properties: {a: {type: string}}}",
    );
    let findings = generate(Profile::Open, "odd.yaml", "odd", &text).unwrap_err();
    assert!(
        findings
            .iter()
            .any(|one| one.rule == "unsupported/several-successes"),
        "{findings:?}"
    );
}

#[test]
fn a_file_of_json_is_a_file() {
    let (_, odd) = answering(&format!(
        "        '200': {{description: d, content: {{application/json: {FILE}}}}}\n        \
         '206': {{description: d, content: {{application/json: {FILE}, text/plain: {FILE}}}}}"
    ));
    assert!(
        odd.files["builders.rs"].contains("send_stream"),
        "{}",
        odd.files["builders.rs"]
    );
    assert!(odd.files["operations.rs"].contains("from_static(\"application/json\")"));
    let text = document(
        &format!(
            "      requestBody: {{required: true, content: {{application/json: {FILE}}}}}\n      responses: {{'204': {{description: d}}}}"
        ),
        "    A: {type: object}",
    );
    let odd = generated(&text);
    let builders = &odd.files["builders.rs"];
    assert!(builders.contains("Upload"), "{builders}");
    assert!(
        odd.files["operations.rs"]
            .contains("content_type: Some(HeaderValue::from_static(\"application/json\"))")
    );
}

#[test]
fn content_without_a_media_type_is_no_body() {
    let (_, odd) = answering(&format!(
        "        '200': {{description: d, {JSON}}}\n        '201': {{description: d, content: {{}}}}"
    ));
    assert!(
        odd.files["builders.rs"].contains("types::A"),
        "{}",
        odd.files["builders.rs"]
    );
    let body = |more: &str| {
        document(
            &format!(
                "      requestBody: {{content: {{}}{more}}}\n      responses: {{'204': {{description: d}}}}"
            ),
            "    A: {type: object}",
        )
    };
    let odd = generated(&body(""));
    assert_eq!(
        warned(&odd),
        [(
            "idle/body-of-nothing",
            "paths./things.post.requestBody.content"
        )]
    );
    assert!(odd.files["operations.rs"].contains("content_type: None"));
    let findings =
        generate(Profile::Open, "odd.yaml", "odd", &body(", required: true")).unwrap_err();
    let rules: Vec<&str> = findings.iter().map(|one| one.rule).collect();
    assert!(
        rules.contains(&"unsupported/several-request-types"),
        "{rules:?}"
    );
}

#[test]
fn an_answer_without_a_body_asks_for_json_or_for_nothing() {
    for (content, accept) in [
        ("{text/xml: {}}", "accept: None"),
        (
            "{text/xml: {}, application/vnd.odd.v2+json: {}}",
            "from_static(\"application/vnd.odd.v2+json\")",
        ),
    ] {
        let (rules, odd) = answering(&format!(
            "        '204': {{description: d, content: {content}}}"
        ));
        assert_eq!(rules, ["unsupported/no-content-type"], "{content}");
        assert!(
            odd.files["operations.rs"].contains(accept),
            "{}",
            odd.files["operations.rs"]
        );
    }
}

#[test]
fn what_others_say_in_extensions_is_not_looked_at() {
    let text = thing("{type: string, default: \"a\\r\"}").replace(
        "      operationId: sendThing\n",
        "      operationId: sendThing\n      x-tests: [{body: \"a\\rb\"}]\n",
    );
    assert!(text.contains("x-tests"));
    assert_eq!(warned(&generated(&text)), []);
}

/// What keeps a document from its normal form does not hide what is wrong with other operations.
#[test]
fn what_has_no_normal_form_is_told_with_what_else_is_wrong() {
    let text = thing("{$ref: '#/components/schemas/Gone'}").replace(
        "components:\n",
        "  /others:\n    get: {responses: {'200': {description: [], content: 5}}}\n    trace: {}\ncomponents:\n",
    );
    let findings = generate(Profile::Open, "odd.yaml", "odd", &text).unwrap_err();
    let errors = findings
        .iter()
        .filter(|one| one.severity == Severity::Error);
    let found: Vec<(&str, &str)> = errors.map(|one| (one.rule, one.path.as_str())).collect();
    assert_eq!(
        found,
        [
            (
                "document/wrong-kind",
                "paths./others.get.responses.200.content"
            ),
            ("unsupported/method", "paths./others.trace"),
            (
                "document/dangling-reference",
                "components.schemas.Thing.properties.odd.$ref"
            ),
        ]
    );
}

#[test]
fn a_second_operation_of_one_name_is_numbered_and_told() {
    let operation =
        |id: &str| format!("{{operationId: {id}, responses: {{'204': {{description: d}}}}}}");
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: Odd, version: '1'}}\nservers: [{{url: 'https://odd.example.com'}}]\npaths:\n  \
         /books:\n    get: {}\n    put: {}\n  /books/all:\n    get: {}\n    put: {}\n",
        operation("listBooks"),
        operation("list-books"),
        operation("listBooks"),
        operation("'???'"),
    );
    let odd = generated(&text);
    assert_eq!(
        warned(&odd),
        [
            ("document/same-operation-id", "paths./books.put.operationId"),
            (
                "document/same-operation-id",
                "paths./books/all.get.operationId"
            ),
        ]
    );
    let said = odd.warnings[1].to_string();
    assert!(said.starts_with("odd.yaml:9:11: "), "{said}");
    assert!(said.contains("this one is called listBooks_3"), "{said}");
    let names: Vec<&str> = odd.surface.keys().map(String::as_str).collect();
    for name in [
        "list_books",
        "list_books_2",
        "list_books_3",
        "put_books_all",
    ] {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
}
