//! Refused: an `x-provider` that says nothing or what cannot be, and servers that are not addresses.

use crate::support::{MINIMAL, Refusal, accepted, check, edited};

const SERVER: &str = "  - url: https://api.example.com\n";

#[test]
fn what_every_document_says_of_its_provider() {
    let from = MINIMAL.find("x-provider:").unwrap();
    let to = MINIMAL.find("paths:\n").unwrap();
    let block = &MINIMAL[from..to];
    let findings = crate::support::refused(&edited(&[(block, "")]));
    let shown: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert!(shown[0].contains("`x-provider` is missing"), "{shown:?}");

    check(&[
        Refusal {
            what: "a text in place of the mapping",
            rule: "document/wrong-kind",
            edits: &[("name: Minimal\n", "name: [Minimal]\n")],
            path: "x-provider.name",
            at: "name:",
            says: &["a list", "instead of a text"],
        },
        Refusal {
            what: "no code",
            rule: "document/missing-member",
            edits: &[("  code: [/code]\n", "")],
            path: "x-provider",
            at: "x-provider:",
            says: &["`code` is missing"],
        },
        Refusal {
            what: "an unknown member",
            rule: "idle/unknown-member",
            edits: &[("  code: [/code]\n", "  code: [/code]\n  reason: [/code]\n")],
            path: "x-provider.reason",
            at: "reason:",
            says: &["`reason`", "not supported here"],
        },
        Refusal {
            what: "a name with a blank at its end",
            rule: "extension/provider-name",
            edits: &[("name: Minimal\n", "name: \"Minimal \"\n")],
            path: "x-provider.name",
            at: "name:",
            says: &["`name`", "not one line"],
        },
        Refusal {
            what: "the extension in another place",
            rule: "extension/misplaced",
            edits: &[("  title: Minimal\n", "  title: Minimal\n  x-provider: {}\n")],
            path: "info.x-provider",
            at: "x-provider:",
            says: &["no meaning here"],
        },
    ]);
}

#[test]
fn where_answers_carry_what_an_error_shows() {
    check(&[
        Refusal {
            what: "no header at all",
            rule: "extension/list-empty",
            edits: &[("requestId: [x-request-id]", "requestId: []")],
            path: "x-provider.requestId",
            at: "requestId:",
            says: &["`requestId` is empty"],
        },
        Refusal {
            what: "a header in capitals",
            rule: "extension/list-item",
            edits: &[("requestId: [x-request-id]", "requestId: [X-Request-Id]")],
            path: "x-provider.requestId.0",
            at: "X-Request-Id",
            says: &["\"X-Request-Id\" is not the name of a header in small letters"],
        },
        Refusal {
            what: "a header twice",
            rule: "extension/list-twice",
            edits: &[("requestId: [x-request-id]", "requestId: [x-id, x-id]")],
            path: "x-provider.requestId.1",
            at: "x-id",
            says: &["twice"],
        },
        Refusal {
            what: "a pointer without a slash",
            rule: "extension/list-item",
            edits: &[("  code: [/code]", "  code: [/code, code]")],
            path: "x-provider.code.1",
            at: "code",
            says: &["\"code\" is not a JSON pointer"],
        },
        Refusal {
            what: "a tilde that escapes nothing",
            rule: "extension/list-item",
            edits: &[("  message: [/code]", "  message: [/code, /a~b]")],
            path: "x-provider.message.1",
            at: "/a~b",
            says: &["\"/a~b\" is not a JSON pointer"],
        },
        Refusal {
            what: "no message",
            rule: "extension/list-empty",
            edits: &[("  message: [/code]", "  message: []")],
            path: "x-provider.message",
            at: "message:",
            says: &["`message`"],
        },
        Refusal {
            what: "a code that errors do not have",
            rule: "house/error-pointer",
            edits: &[("  code: [/code]", "  code: [/errorCode]")],
            path: "x-provider.code",
            at: "code:",
            says: &["no pointer in `code` leads to a property of Failure"],
        },
        Refusal {
            what: "an error that does not have the code",
            rule: "house/error-pointer",
            edits: &[
                ("        code:\n", "        kind:\n"),
                ("  message: [/code]", "  message: [/kind]"),
            ],
            path: "x-provider.code",
            at: "code:",
            says: &["Failure"],
        },
    ]);
}

#[test]
fn what_means_throttling() {
    check(&[
        Refusal {
            what: "no status at all",
            rule: "extension/throttling-empty",
            edits: &[(
                "    answers:\n      - status: 429\n      - status: 403\n        codes: [TooFast]\n",
                "    answers: []\n",
            )],
            path: "x-provider.throttling.answers",
            at: "answers:",
            says: &["`answers` is empty"],
        },
        Refusal {
            what: "the status as a text",
            rule: "document/wrong-kind",
            edits: &[("status: 429", "status: \"429\"")],
            path: "x-provider.throttling.answers.0.status",
            at: "status:",
            says: &["a text", "whole number"],
        },
        Refusal {
            what: "a status of success",
            rule: "extension/throttling-status",
            edits: &[("status: 429", "status: 200")],
            path: "x-provider.throttling.answers.0.status",
            at: "status:",
            says: &["200 is not the status of an error"],
        },
        Refusal {
            what: "a status that does not exist",
            rule: "extension/throttling-status",
            edits: &[("status: 429", "status: 600")],
            path: "x-provider.throttling.answers.0.status",
            at: "status:",
            says: &["600"],
        },
        Refusal {
            what: "a status twice",
            rule: "extension/throttling-twice",
            edits: &[("status: 429", "status: 403")],
            path: "x-provider.throttling.answers.1.status",
            at: "status:",
            says: &["403", "twice"],
        },
        Refusal {
            what: "an empty list of codes, which would be every answer with the status",
            rule: "extension/list-empty",
            edits: &[("codes: [TooFast]", "codes: []")],
            path: "x-provider.throttling.answers.1.codes",
            at: "codes:",
            says: &["`codes` is empty"],
        },
        Refusal {
            what: "a code with a blank",
            rule: "extension/list-item",
            edits: &[("codes: [TooFast]", "codes: [Too Fast]")],
            path: "x-provider.throttling.answers.1.codes.0",
            at: "Too Fast",
            says: &["not an error code"],
        },
        Refusal {
            what: "a window of nothing",
            rule: "extension/throttling-window",
            edits: &[("window: 60", "window: 0")],
            path: "x-provider.throttling.window",
            at: "window:",
            says: &["a window of 0 seconds"],
        },
        Refusal {
            what: "a window in milliseconds",
            rule: "extension/throttling-window",
            edits: &[("window: 60", "window: 600000")],
            path: "x-provider.throttling.window",
            at: "window:",
            says: &["600000"],
        },
    ]);
}

#[test]
fn what_is_done_about_a_clock_that_is_off() {
    check(&[
        Refusal {
            what: "no decision",
            rule: "document/missing-member",
            edits: &[("    followsDate: true\n    codes: [TooOld]\n", "")],
            path: "x-provider.clockSkew",
            at: "clockSkew:",
            says: &["`followsDate` is missing"],
        },
        Refusal {
            what: "codes that are not looked at",
            rule: "extension/clock-skew-codes",
            edits: &[("followsDate: true", "followsDate: false")],
            path: "x-provider.clockSkew.codes",
            at: "codes:",
            says: &["`codes` mean nothing"],
        },
        Refusal {
            what: "a code twice",
            rule: "extension/list-twice",
            edits: &[("codes: [TooOld]", "codes: [TooOld, TooOld]")],
            path: "x-provider.clockSkew.codes.1",
            at: "TooOld",
            says: &["twice"],
        },
    ]);
}

#[test]
fn servers_are_scheme_and_host() {
    check(&[
        Refusal {
            what: "no servers",
            rule: "document/missing-member",
            edits: &[(
                "servers:\n  - url: https://api.example.com\n    description: The service.\n",
                "",
            )],
            path: "",
            at: "openapi:",
            says: &["`servers` is missing"],
        },
        Refusal {
            what: "an empty list",
            rule: "document/no-server",
            edits: &[(
                "servers:\n  - url: https://api.example.com\n    description: The service.\n",
                "servers: []\n",
            )],
            path: "servers",
            at: "servers:",
            says: &["`servers` is empty"],
        },
        Refusal {
            what: "a path",
            rule: "house/server-address",
            edits: &[(SERVER, "  - url: https://api.example.com/v1\n")],
            path: "servers.0.url",
            at: "url:",
            says: &["not scheme and host"],
        },
        Refusal {
            what: "plain http",
            rule: "house/server-address",
            edits: &[(SERVER, "  - url: http://api.example.com\n")],
            path: "servers.0.url",
            at: "url:",
            says: &["not scheme and host"],
        },
        Refusal {
            what: "a user in the address",
            rule: "unsupported/server-url",
            edits: &[(SERVER, "  - url: https://me@api.example.com\n")],
            path: "servers.0.url",
            at: "url:",
            says: &["not scheme and host"],
        },
        Refusal {
            what: "a variable without a declaration",
            rule: "document/undeclared-server-variable",
            edits: &[(SERVER, "  - url: https://{region}.example.com\n")],
            path: "servers.0.url",
            at: "url:",
            says: &["the variable region is not declared"],
        },
        Refusal {
            what: "a variable without a default",
            rule: "document/undeclared-server-variable",
            edits: &[(
                SERVER,
                "  - url: https://{region}.example.com\n    variables:\n      region: {description: Where it runs.}\n",
            )],
            path: "servers.0.url",
            at: "url:",
            says: &["the variable region has no default"],
        },
        Refusal {
            what: "a declaration without a variable",
            rule: "house/unused-server-variable",
            edits: &[(
                SERVER,
                "  - url: https://api.example.com\n    variables:\n      region:\n        default: eu\n",
            )],
            path: "servers.0.variables.region",
            at: "region:",
            says: &["the variable region does not occur in `url`"],
        },
        Refusal {
            what: "a default that is none of the values",
            rule: "document/server-default",
            edits: &[(
                SERVER,
                "  - url: https://{region}.example.com\n    variables:\n      region:\n        default: eu\n        enum:\n          - us\n",
            )],
            path: "servers.0.variables.region.default",
            at: "default:",
            says: &["the default \"eu\" is none of the values in `enum`"],
        },
    ]);
}

#[test]
fn what_the_document_says_becomes_code() {
    let generated = accepted(MINIMAL);
    let provider = &generated.files["provider.rs"];
    for part in [
        "name: \"Minimal\"",
        "request_id_headers: &[\"x-request-id\"]",
        "code_pointers: &[\"/code\"]",
        "message_pointers: &[\"/code\"]",
        "throttling: &[(429, &[]), (403, &[\"TooFast\"])]",
        "throttling_window: Some(Duration::from_secs(60))",
        "follows_server_date: true",
        "clock_skew_codes: &[\"TooOld\"]",
        "/// Throttling: It counts by the minute.",
        "/// Clock: Its clock is right.",
    ] {
        assert!(provider.contains(part), "{part}\n{provider}");
    }

    let client = &generated.files["client.rs"];
    assert!(
        client.contains("pub const DEFAULT_BASE_URL: &str = \"https://api.example.com\";"),
        "{client}"
    );
    assert!(client.contains("pub fn base_url("), "{client}");
    assert!(generated.files["mod.rs"].contains("DEFAULT_BASE_URL"));
}

#[test]
fn what_no_source_says_is_left_out() {
    let from = MINIMAL.find("  throttling:\n").unwrap();
    let to = MINIMAL.find("paths:\n").unwrap();
    let generated = accepted(&edited(&[(&MINIMAL[from..to], "")]));
    let provider = &generated.files["provider.rs"];
    for part in [
        "throttling: &[],",
        "throttling_window: None",
        "follows_server_date: false",
        "clock_skew_codes: &[],",
    ] {
        assert!(provider.contains(part), "{part}\n{provider}");
    }
    assert!(!provider.contains("Duration"), "{provider}");
}

#[test]
fn an_address_with_variables_is_put_together_by_the_face() {
    let variables = "  - url: https://{projectName}.{region}.example.com\n    variables:\n      projectName:\n        default: a\n      region:\n        default: eu\n";
    let generated = accepted(&edited(&[(SERVER, variables)]));
    let client = &generated.files["client.rs"];
    for part in [
        "pub(crate) place: crate::place::Place,",
        "self.place.show(&mut shown);",
        "[project_name](ClientBuilder::project_name) and [region](ClientBuilder::region).",
    ] {
        assert!(client.contains(part), "{part}\n{client}");
    }
    assert!(!client.contains("base_url"), "{client}");
    assert!(!generated.files["mod.rs"].contains("DEFAULT_BASE_URL"));
}
