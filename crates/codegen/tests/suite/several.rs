//! All findings in one run, in the order of the document.

use crate::support::{MINIMAL, edited, refused};

#[test]
fn a_document_with_ten_mistakes_gives_ten_findings() {
    let text = edited(&[
        ("      operationId: getThing\n", ""),
        ("          in: query\n", "          in: cookie\n"),
        ("parameters/ThingId\"", "parameters/Missing\""),
        ("            example: [one]\n", ""),
        (
            "          description: Started.\n",
            "          description: Started.\n        \"202\":\n          description: Done.\n",
        ),
        ("^[a-f0-9]{24}$", "^[a-z.]+$"),
        ("[QUEUED, inProgress, all-done]", "[a-b, a_b]"),
        (
            "          description: Its size in bytes.\n",
            "          x-senstive: true\n",
        ),
        (
            "    Failure:\n",
            "    part:\n      type: string\n      description: Clash.\n    Failure:\n",
        ),
    ]);
    let findings = refused(&text);
    let words = [
        "no `operationId`",
        "does not exist",
        "is a cookie",
        "no example",
        "2 success responses",
        "`..`",
        "enum values",
        "size has no `description`",
        "`x-senstive`",
        "name clash: types",
    ];
    let messages: Vec<&str> = findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(findings.len(), words.len(), "{messages:#?}");
    for (message, word) in messages.iter().zip(words) {
        assert!(message.contains(word), "{word} in {messages:#?}");
    }
    assert!(findings.is_sorted_by_key(|finding| finding.position));
    assert!(findings.iter().all(|finding| finding.position.is_some()));
}

/// A wrong kind hides what depends on it, but not other wrong kinds and not unknown members.
#[test]
fn every_value_of_the_wrong_kind_is_found_at_once() {
    let text = edited(&[
        ("  version: v1", "  version: 1"),
        ("parameters/ThingId\"", "parameters/Missing\""),
        ("      required: [id]", "      required: id"),
        (
            "          description: Its size in bytes.\n",
            "          description: 7\n          x-senstive: true\n",
        ),
    ]);
    let paths: Vec<String> = refused(&text)
        .into_iter()
        .map(|finding| finding.path)
        .collect();
    assert_eq!(
        paths,
        [
            "info.version",
            "paths./groups/{groupId}/things/{thingId}.get.parameters.1.$ref",
            "components.schemas.Thing.required",
            "components.schemas.Part.properties.size.description",
            "components.schemas.Part.properties.size.x-senstive",
        ]
    );
}

/// A value of the wrong kind hides what is said of it and of what refers to it, and nothing else.
#[test]
fn a_value_of_the_wrong_kind_hides_only_its_surroundings() {
    let text = edited(&[
        // Nothing is said of the required properties of this object, nor of the operation that answers it.
        ("      required: [id]", "      required: id"),
        ("      operationId: getThing\n", ""),
        ("      operationId: retryThings\n", ""),
        ("      description: Ids of things.\n", ""),
        ("servers:\n", "servers: 7\nx-servers:\n"),
        ("x-provider:\n", "x-y:\n"),
    ]);
    let findings = refused(&text);
    let found: Vec<(&str, &str)> = findings
        .iter()
        .map(|finding| (finding.rule, finding.path.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("house/no-provider", ""),
            ("document/wrong-kind", "servers"),
            ("house/unknown-extension", "x-servers"),
            ("house/unknown-extension", "x-y"),
            (
                "house/no-operation-id",
                "paths./groups/{groupId}/things.post"
            ),
            ("house/schema-description", "components.schemas.ThingIds"),
            ("document/wrong-kind", "components.schemas.Thing.required"),
        ]
    );
}

/// A type that does not exist is wrong whatever is beside it.
#[test]
fn a_value_of_the_wrong_kind_hides_no_wrong_type() {
    let text = edited(&[
        ("      required: [id]", "      required: true"),
        (
            "          type: string\n          description: Its id.",
            "          type: strng\n          description: Its id.",
        ),
    ]);
    let findings = refused(&text);
    let found: Vec<(&str, &str)> = findings
        .iter()
        .map(|finding| (finding.rule, finding.path.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("document/wrong-kind", "components.schemas.Thing.required"),
            (
                "document/type",
                "components.schemas.Thing.properties.id.type"
            ),
        ]
    );
}

/// One mistake does not keep others from being told, not even those of another version of OpenAPI.
#[test]
fn no_finding_hides_another() {
    let text = edited(&[
        ("openapi: 3.0.3\n", "openapi: 3.1.0\n"),
        (
            "          description: Started.\n",
            "          description: Started.\n        \"202\":\n          description: Done.\n          content:\n            application/json:\n              schema: {type: object}\n",
        ),
        (
            "            example: [one]\n",
            "          application/xml: {}\n",
        ),
        ("^[a-f0-9]{24}$", "^[a-z.]+$"),
    ]);
    let findings = refused(&text);
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(
        rules,
        [
            "unsupported/version",
            "idle/several-request-types",
            "house/no-example",
            "idle/several-successes",
            "idle/inline-response",
            "house/no-example",
            "wire/path-pattern",
        ]
    );
}

/// What means nothing in a schema of its type is told by the rule for schemas, and by no rule for what is sent.
#[test]
fn one_fact_gives_one_finding() {
    let text = crate::support::edited_in(
        crate::support::REQUESTS,
        &[(
            "          description: Whether names are hidden.\n",
            "          description: Whether names are hidden.\n          title: Redacted\n          minLength: 3\n",
        )],
    );
    let findings = refused(&text);
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["house/title", "idle/schema-key"]);
}

/// A maintainer jumps to the place from the first line.
#[test]
fn a_finding_reads_like_a_compilers() {
    let text = MINIMAL.replace("      operationId: getThing\n", "");
    let shown = refused(&text)[0].to_string();
    let (first, second) = shown.split_once('\n').unwrap();
    assert_eq!(
        first,
        "specs/minimal.yaml:30:5: paths./groups/{groupId}/things/{thingId}.get: \
         the operation has no `operationId` [house/no-operation-id]"
    );
    assert!(second.starts_with("  hint: "), "{second}");
}

/// A misspelled key does not wait until other mistakes are corrected, and its hint names the right one.
#[test]
fn a_misspelled_key_is_found_beside_a_value_of_the_wrong_kind() {
    let text = edited(&[
        (
            "          type: integer\n",
            "          type: integer\n          maximun: 7\n",
        ),
        ("  title: Minimal\n", "  title: 7\n"),
    ]);
    let findings = refused(&text);
    let messages: Vec<&str> = findings.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "found a number instead of a text",
            "`maximun` is not supported here"
        ]
    );
    assert_eq!(
        findings[1].hint,
        "did you mean `maximum`? If not, remove it"
    );
}

/// A key that OpenAPI has, one level too high or too low, is not something that the generator lacks.
#[test]
fn a_key_at_the_wrong_indentation_is_not_blamed_on_the_generator() {
    for (right, wrong, line, says) in [
        (
            "          description: The thing.\n          content:\n",
            "          description: The thing.\n        content:\n",
            51,
            "check the indentation of this line: `content` belongs below a status",
        ),
        (
            "          schema:\n            type: boolean\n",
            "          schema:\n            type: boolean\n            in: query\n",
            48,
            "check the indentation of this line: `in` belongs deeper, or to a key further up",
        ),
    ] {
        let findings = refused(&edited(&[(right, wrong)]));
        let hints: Vec<&str> = findings.iter().map(|one| one.hint.as_str()).collect();
        assert!(
            hints.iter().all(|hint| !hint.contains("generator")),
            "{findings:?}"
        );
        assert!(hints.contains(&says), "{findings:?}");
        assert_eq!(findings[0].position.map(|(line, _)| line), Some(line));
    }
}

#[test]
fn a_misspelled_type_is_answered_with_the_one_that_was_meant() {
    let findings = refused(&edited(&[(
        "          type: integer\n",
        "          type: interger\n",
    )]));
    let [finding] = &findings[..] else {
        panic!("{findings:?}")
    };
    assert_eq!(
        finding.message,
        "type \"interger\" does not exist in OpenAPI 3.0"
    );
    assert_eq!(
        finding.hint,
        "did you mean integer? If not, use string, integer, number, boolean, array or object"
    );
}

/// Its mistakes would go unseen, because no operation leads to it.
#[test]
fn a_component_that_nothing_refers_to_is_found() {
    let unused = "components:\n  headers:\n    Unused:\n      schema:\n        type: string\n";
    let findings = refused(&edited(&[("components:\n", unused)]));
    let [finding] = &findings[..] else {
        panic!("{findings:?}")
    };
    assert_eq!(finding.rule, "house/unused-component");
    assert_eq!(finding.path, "components.headers.Unused");
    assert_eq!(finding.message, "nothing refers to the component Unused");
}
