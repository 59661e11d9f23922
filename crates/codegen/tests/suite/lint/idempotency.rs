//! Refused: an `x-idempotent` that says nothing new.

use backhaul_codegen::{Profile, check as check_all, generate};

use crate::support::{Refusal, check, edited};

#[test]
fn what_the_method_says_already() {
    check(&[
        Refusal {
            what: "a GET that is called idempotent",
            rule: "extension/idempotent",
            edits: &[(
                "      operationId: getThing\n",
                "      operationId: getThing\n      x-idempotent: true\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.x-idempotent",
            at: "x-idempotent:",
            says: &["says what GET says already"],
        },
        Refusal {
            what: "a POST that is called not idempotent",
            rule: "extension/idempotent",
            edits: &[(
                "      operationId: retryThings\n",
                "      operationId: retryThings\n      x-idempotent: false\n",
            )],
            path: "paths./groups/{groupId}/things.post.x-idempotent",
            at: "x-idempotent:",
            says: &["says what POST says already"],
        },
    ]);
}

/// Reading the options does nothing, unless the document says otherwise.
#[test]
fn options_are_idempotent() {
    let options = |mark: &str| {
        let operation = format!(
            "    options:\n      operationId: readOptions\n      summary: Read the options\n      \
             x-idempotent: {mark}\n      responses:\n        \"200\":\n          description: Done.\n"
        );
        let text = edited(&[(
            "  /groups/{groupId}/things/{thingId}:\n",
            &format!("  /options:\n{operation}  /groups/{{groupId}}/things/{{thingId}}:\n"),
        )]);
        let findings = check_all(Profile::Open, "zoo.yaml", &text).into_iter();
        findings
            .filter(|finding| finding.rule == "extension/idempotent")
            .count()
    };
    assert_eq!(options("true"), 1);
    assert_eq!(options("false"), 0);
}

/// Only methods make operations, whatever else a path has.
#[test]
fn what_is_no_method_is_no_operation() {
    let text = edited(&[(
        "  /groups/{groupId}/things/{thingId}:\n",
        "  /groups/{groupId}/things/{thingId}:\n    x-later:\n      operationId: laterThing\n      \
         responses: {}\n    Größe:\n      operationId: sizeOfThing\n      responses: {}\n",
    )]);
    let generated = generate(Profile::Open, "zoo.yaml", "zoo", &text).unwrap();
    assert!(generated.surface.contains_key("get_thing"));
    for name in ["later_thing", "size_of_thing"] {
        assert!(!generated.surface.contains_key(name), "{name}");
    }
}
