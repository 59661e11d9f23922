//! The rules of the lint: the code, the table and the tests know the same ones.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use backhaul_codegen::{Profile, Severity, check, generate, rule, rules};

use crate::support::{MINIMAL, edited, workspace_root};

/// Every Rust file below a folder, with its text.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
    found
}

/// The ids of rules among the literals of a text.
fn ids(text: &str) -> BTreeSet<&str> {
    let prefixes: BTreeSet<&str> = rules()
        .map(|rule| rule.id.split('/').next().unwrap())
        .collect();
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let is_id = |literal: &&str| {
        literal.split_once('/').is_some_and(|(prefix, name)| {
            prefixes.contains(prefix) && !name.is_empty() && name.chars().all(is_name)
        })
    };
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split('"'))
        .filter(is_id)
        .collect()
}

fn codegen(folder: &str) -> PathBuf {
    workspace_root().join("crates/codegen").join(folder)
}

#[test]
fn each_rule_is_in_the_table_has_one_owner_and_is_tested() {
    let table: BTreeSet<&str> = rules().map(|rule| rule.id).collect();
    assert!(table.len() > 200, "{}", table.len());
    let sources_of_ours = sources(&codegen("src"));
    let mut owners: BTreeMap<&str, Vec<&Path>> = BTreeMap::new();
    let mut tested = BTreeSet::new();
    for (path, text) in &sources_of_ours {
        let (code, tests) = text.split_once("#[cfg(test)]").unwrap_or((text, ""));
        tested.extend(ids(tests));
        if !path.starts_with(codegen("src/rules")) {
            for id in ids(code) {
                owners.entry(id).or_default().push(path);
            }
        }
    }
    let used: BTreeSet<&str> = owners.keys().copied().collect();
    assert_eq!(used, table, "what the code reports, and the table");
    for (id, files) in &owners {
        assert_eq!(files.len(), 1, "{id} is reported by {files:?}");
    }
    let tests = sources(&codegen("tests/suite"));
    for (_, text) in &tests {
        tested.extend(ids(text));
    }
    let forgotten: Vec<&&str> = table.difference(&tested).collect();
    assert!(forgotten.is_empty(), "no test names {forgotten:?}");
    let unknown: Vec<&&str> = tested.difference(&table).collect();
    assert!(unknown.is_empty(), "tests name {unknown:?}");
}

/// A document of others: without what only ours must have, and with what ours must not have.
const OPEN: &str = "
openapi: 3.0.3
info: {title: Zoo, version: v1}
servers: [{url: 'https://api.example.com/v1'}]
security: [{Key: []}]
x-logo: {url: zoo.png}
paths:
  /animals/{animalId}:
    x-internal: true
    get:
      operationId: animals/get
      x-codegen-name: getAnimal
      parameters:
        - name: animalId
          in: path
          schema: {$ref: '#/components/schemas/AnimalId'}
      responses:
        '200':
          content:
            application/json: {schema: {$ref: '#/components/schemas/Animal'}}
        default: {description: An error.}
  /health:
    get:
      security: []
      responses:
        '204': {description: \"It lives\u{200e}.\"}
components:
  securitySchemes:
    Key: {type: apiKey, in: header, name: X-Key}
  schemas:
    AnimalId: {type: string, pattern: '^[a-z]+$', title: Id}
    Unused: {type: string, title: None}
    Animal:
      title: An animal
      properties:
        id: {type: string}
        secret: {type: string, format: password}
        legs: {type: integer, minLength: 4}
";

#[test]
fn a_document_of_others_need_not_be_like_ours() {
    let generated = generate(Profile::Open, "zoo.yaml", "zoo", OPEN).unwrap();
    let warned: Vec<&str> = generated
        .warnings
        .iter()
        .map(|finding| finding.rule)
        .collect();
    assert_eq!(warned, ["idle/default-status", "idle/schema-key"]);
    assert_eq!(
        generated.warnings[1].to_string(),
        "zoo.yaml:38:31: components.schemas.Animal.properties.legs.minLength: warning: \
         `minLength` is not supported in a schema of type integer [idle/schema-key]\n  \
         hint: remove it: the client does nothing with it"
    );
    let operations = &generated.files["operations.rs"];
    assert!(
        operations.contains("pub static ANIMALS_GET: Operation"),
        "{operations}"
    );
    assert!(
        operations.contains("pub static GET_HEALTH: Operation"),
        "{operations}"
    );
    assert_eq!(
        operations.matches("security: &[&[\"Key\"]]").count(),
        1,
        "{operations}"
    );
    assert_eq!(
        operations.matches("security: &[&[]]").count(),
        1,
        "{operations}"
    );
    let types = &generated.files["types.rs"];
    assert!(
        types.contains("pub secret: Option<::backhaul_runtime::SensitiveString>"),
        "{types}"
    );

    let ours = check(Profile::House, "zoo.yaml", OPEN);
    let broken: BTreeSet<&str> = ours.iter().map(|finding| finding.rule).collect();
    for rule in [
        "house/no-operation-id",
        "house/no-security",
        "house/no-source",
        "house/no-tags",
        "house/title",
        "house/unknown-extension",
        "idle/default-status",
        "idle/unknown-member",
        "unsupported/operation-id",
    ] {
        assert!(broken.contains(rule), "{rule} in {broken:?}");
    }
    assert!(
        ours.iter()
            .all(|finding| finding.severity == Severity::Error)
    );
}

/// What counts for all documents counts for ours in the same words.
#[test]
fn what_is_wrong_on_the_wire_is_wrong_in_any_document() {
    for (right, wrong, rule) in [
        (
            "          in: query\n",
            "          in: body\n",
            "document/parameter-place",
        ),
        ("^[a-f0-9]{24}$", "^[a-z.]+$", "wire/path-pattern"),
        (
            "schemas/Part\"",
            "schemas/Prat\"",
            "document/dangling-reference",
        ),
        ("\"204\":\n", "\"x\":\n", "document/status"),
        (
            "  code: [/code]\n",
            "  code: [code]\n",
            "extension/list-item",
        ),
    ] {
        let text = edited(&[(right, wrong)]);
        for profile in [Profile::House, Profile::Open] {
            let findings = check(profile, "specs/x.yaml", &text);
            let broken: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
            assert!(
                broken.contains(&rule),
                "{rule} under {profile:?}: {broken:?}"
            );
        }
    }
    assert_eq!(check(Profile::Open, "specs/x.yaml", MINIMAL), []);
}

#[test]
fn a_rule_is_explained() {
    let text = rule("house/no-source").unwrap().to_string();
    assert_eq!(
        text,
        "house/no-source: in the profile `house` an error, in `open` not looked at\n\n\
         The document or an operation has no `x-source`.\n\n\
         Why: Every fact must be traceable to the page where somebody read it.\n\n\
         What to do: Name the page and the day on which you read it.\n\n\
         Wrong:\n    operationId: readThing\n\n\
         Right:\n    operationId: readThing\n    \
         x-source: {url: https://example.com/a, read: \"2026-11-21\"}"
    );
    assert!(rule("no-source").is_none());
}
