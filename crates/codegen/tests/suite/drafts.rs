//! Drafts: the beginning of a provider of ours, made of a document of others.

use std::collections::BTreeSet;

use backhaul_codegen::{Draft, Profile, Wanted, check, draft, generate, workspace};
use serde_json::Value;

use crate::support::MINIMAL;

const LIBRARY: &str = include_str!("documents/library.yaml");

fn drafted(only: &[&str]) -> Draft {
    draft("library", "library.yaml", LIBRARY, &wanted(only))
        .unwrap_or_else(|findings| panic!("{findings:?}"))
}

fn wanted(only: &[&str]) -> Wanted {
    let only = only.iter().map(|one| (*one).to_owned()).collect();
    Wanted {
        only,
        ..Wanted::default()
    }
}

fn document(draft: &Draft) -> (&str, Value) {
    let text = &draft.files["specs/library.yaml"];
    (text, serde_saphyr::from_str(text).unwrap())
}

#[test]
fn every_fact_is_there_and_no_text() {
    let draft = drafted(&[]);
    let (text, root) = document(&draft);
    for (file, content) in &draft.files {
        for foreign in [
            "FOREIGN",
            "vendor",
            "contact",
            "externalDocs",
            "Forgotten",
            "unused",
            "Attic",
        ] {
            assert!(
                !content.contains(foreign),
                "{file} has {foreign}: {content}"
            );
        }
    }
    assert!(workspace::is_draft(text));
    assert_eq!(draft.operations, 12);
    assert_eq!(draft.not_called, [""; 0]);
    for (pointer, value) in [
        ("/info/title", serde_json::json!("Public Library")),
        ("/info/version", "7".into()),
        (
            "/servers/0/url",
            "https://{branch}.library.example.com".into(),
        ),
        ("/servers/0/variables/branch/enum/1", "east".into()),
        ("/paths/~1api~1v2~1books/get/x-pages/size", "take".into()),
        ("/components/parameters/Take/schema/maximum", 200.into()),
        ("/components/parameters/Genre/explode", false.into()),
        (
            "/components/parameters/Isbn/schema/$ref",
            "#/components/schemas/Isbn".into(),
        ),
        (
            "/components/schemas/Book/properties/price/exclusiveMinimum",
            true.into(),
        ),
        (
            "/components/schemas/Book/properties/status/enum/0",
            "on".into(),
        ),
        ("/components/schemas/BookTitle/maxLength", 80.into()),
        ("/components/schemas/Isbn/pattern", "^[0-9]{10}$".into()),
        ("/components/schemas/Scan/x-job/unknown", "stage".into()),
        (
            "/components/schemas/Copy/discriminator/propertyName",
            "medium".into(),
        ),
        (
            "/components/securitySchemes/account/flows/clientCredentials/scopes/lend",
            "GAP".into(),
        ),
        (
            "/components/responses/ClientError/description",
            "GAP".into(),
        ),
    ] {
        assert_eq!(root.pointer(pointer), Some(&value), "{pointer}: {text}");
    }
}

#[test]
fn what_is_generated_of_a_draft_is_what_is_generated_of_its_document() {
    let draft = drafted(&[]);
    let (text, _) = document(&draft);
    let of = |text: &str| generate(Profile::Open, "specs/library.yaml", "library", text).unwrap();
    let (theirs, ours) = (of(LIBRARY), of(text));
    assert!(ours.warnings.is_empty(), "{:?}", ours.warnings);
    // What people read differs, and where the path of the server stands. All else is the same.
    let lines = |surface: &std::collections::BTreeMap<String, String>| -> BTreeSet<String> {
        let lines = surface.values().flat_map(|one| one.lines());
        let lines = lines.map(|line| line.replace("/api/v2", ""));
        let is_fact = |line: &String| !line.contains("FOREIGN") && !line.contains("GAP");
        lines.filter(is_fact).collect()
    };
    let (theirs, ours) = (lines(&theirs.surface), lines(&ours.surface));
    let missing: Vec<&String> = theirs.difference(&ours).collect();
    let added: Vec<&String> = ours.difference(&theirs).collect();
    // A scheme that nothing needs, and what `default` means of errors.
    assert_eq!(missing, ["unused.scheme: basic", "unused.type: http"]);
    assert_eq!(added, ["errors: 4XX 5XX as Wrong"]);
}

#[test]
fn what_is_left_to_do_is_a_finding_each() {
    let draft = drafted(&[]);
    let (text, _) = document(&draft);
    assert_eq!(check(Profile::Open, "specs/library.yaml", text), []);
    let findings = check(Profile::House, "specs/library.yaml", text);
    let of_rule = |rule: &str| findings.iter().filter(|one| one.rule == rule).count();
    assert_eq!(of_rule("house/gap"), text.matches("GAP").count());
    assert_eq!(of_rule("house/draft"), 1);
    // For the document and each operation.
    assert_eq!(of_rule("house/no-source"), 13);
    for finding in &findings {
        assert!(finding.position.is_some(), "{finding}");
        assert!(
            finding.rule.starts_with("house/") || finding.rule.starts_with("extension/"),
            "{finding}"
        );
    }
    // A gap may have a note, and a word that looks like one is none.
    let noted = MINIMAL.replacen("description: ", "description: \"GAP: \" # ", 1);
    let findings = check(Profile::House, "t.yaml", &noted);
    assert_eq!(
        findings
            .iter()
            .filter(|one| one.rule == "house/gap")
            .count(),
        1,
        "{findings:?}"
    );
}

#[test]
fn only_what_is_asked_for_is_there() {
    let ids = |only: &[&str]| -> Vec<String> {
        let draft = drafted(only);
        let (_, root) = document(&draft);
        let items = root["paths"].as_object().unwrap().values();
        let operations = items.flat_map(|item| item.as_object().unwrap().values());
        let mut ids: Vec<String> = operations
            .map(|one| one["operationId"].as_str().unwrap().to_owned())
            .collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&["scans"]), ["begin_scan", "readScan"]);
    assert_eq!(ids(&["read_book", "readScan"]), ["readBook", "readScan"]);
    assert_eq!(
        ids(&["/books/{isbn}"]),
        [
            "books.cover",
            "delete_books_isbn",
            "options_books_isbn",
            "readBook"
        ]
    );
    assert_eq!(
        ids(&["/books/{isbn}/cover", "Pictures"]),
        ["addPicture", "books.cover"]
    );
    let draft = drafted(&["readScan"]);
    let (_, root) = document(&draft);
    let schemas: Vec<&String> = root["components"]["schemas"]
        .as_object()
        .unwrap()
        .keys()
        .collect();
    assert_eq!(schemas, ["Scan"], "what nothing reaches is left out");
    assert_eq!(root["tags"].as_array().unwrap().len(), 1);

    let findings = draft_findings(LIBRARY, &["Boks", "/book", "readBook"]);
    assert_eq!(findings.len(), 2, "{findings:?}");
    for (finding, wrong, meant) in [(0, "Boks", "Books"), (1, "/book", "/books")] {
        let text = findings[finding].clone();
        assert!(
            text.starts_with(&format!(
                "library.yaml:22:1: paths: `{wrong}` selects nothing"
            )),
            "{text}"
        );
        assert!(text.contains(&format!("did you mean {meant}?")), "{text}");
    }
}

#[test]
fn the_test_of_the_crate_names_nothing_that_the_crate_may_lack() {
    let oauth_only = LIBRARY
        .replace("  - card: []\n", "")
        .replace("security: [{session: []}]", "security: []");
    let draft = draft("library", "library.yaml", &oauth_only, &wanted(&[])).unwrap();
    let main = &draft.files["crates/library/tests/calls/main.rs"];
    assert!(main.contains(".account(\"fake-token\")"), "{main}");
    for setter in ["card", "session", "Token", "Login"] {
        assert!(!main.contains(setter), "{setter}: {main}");
    }
}

#[test]
fn what_selects_nothing_has_a_rule() {
    let findings = draft("library", "library.yaml", LIBRARY, &wanted(&["x"])).unwrap_err();
    assert_eq!(findings[0].rule, "workspace/nothing-selected");
}

fn draft_findings(text: &str, only: &[&str]) -> Vec<String> {
    let findings = draft("library", "library.yaml", text, &wanted(only)).unwrap_err();
    findings.iter().map(ToString::to_string).collect()
}

#[test]
fn what_cannot_be_generated_is_named_where_the_provider_wrote_it_unless_nobody_wants_it() {
    let wrong = LIBRARY.replace(
        "in: path, required: true, schema: {type: integer, format: int64}",
        "in: attic, schema: {type: integer}",
    );
    let findings = draft_findings(&wrong, &[]);
    assert!(
        findings
            .iter()
            .any(|one| one.starts_with("library.yaml:116:35: ")),
        "{findings:?}"
    );
    let books = draft("library", "library.yaml", &wrong, &wanted(&["Books"]));
    assert_eq!(books.unwrap().operations, 6);
    let supported = Wanted {
        supported: true,
        ..Wanted::default()
    };
    let rest = draft("library", "library.yaml", &wrong, &supported).unwrap();
    assert_eq!(rest.operations, 11);
    assert_eq!(
        rest.left_out,
        ["get /scans/{number}: document/parameter-place"]
    );
    // What several operations share keeps each of them from being generated.
    let wrong = LIBRARY.replace(
        "name: shelf\n      in: query",
        "name: shelf\n      in: attic",
    );
    let shared = wrong.replace(
        "operationId: addBook",
        "operationId: addBook\n      parameters: [{$ref: '#/components/parameters/Shelf'}]",
    );
    let rest = draft("library", "library.yaml", &shared, &supported).unwrap();
    assert_eq!(
        (rest.operations, rest.left_out.len()),
        (10, 2),
        "{:?}",
        rest.left_out
    );
    let (text, _) = document(&rest);
    assert!(
        !text.contains("/books:"),
        "a path without operations is left out: {text}"
    );
    let findings = draft_findings("openapi: 3.0.1\n\tpaths: {}\n", &[]);
    assert!(
        findings[0].starts_with("library.yaml:2:1: "),
        "{findings:?}"
    );
}

#[test]
fn a_document_without_tags_and_with_a_relative_address_gets_none() {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nservers: [{url: /v1}]\npaths:\n  /a:\n    get: {responses: {'204': {description: D}}}\n";
    let draft = draft("t", "t.yaml", text, &wanted(&[])).unwrap();
    let root: Value = serde_saphyr::from_str(&draft.files["specs/t.yaml"]).unwrap();
    assert_eq!(root.get("servers"), None);
    assert_eq!(root.get("tags"), None);
    let operation = &root["paths"]["/v1/a"]["get"];
    assert_eq!(operation.get("tags"), None);
    let findings = check(Profile::House, "t.yaml", &draft.files["specs/t.yaml"]);
    for rule in ["house/no-tags", "document/missing-member"] {
        assert!(
            findings.iter().any(|one| one.rule == rule),
            "{rule}: {findings:?}"
        );
    }
}
