//! `lint` and `corpus`, as people and scripts run them.
#![allow(clippy::unwrap_used)] // Helpers of tests fail as tests do.

use std::fs;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A document of others: nothing in it is wrong, but it is not like ours.
const GOOD: &str = "\
openapi: 3.0.3
info: {title: Zoo, version: v1}
servers: [{url: 'https://api.example.com/v1'}]
paths:
  /animals:
    get:
      responses:
        '200':
          description: All animals.
          content:
            application/json: {schema: {$ref: '#/components/schemas/Animals'}}
        default: {description: An error.}
components:
  schemas:
    Animals: {type: object, properties: {names: {type: array, items: {type: string}}}}
";

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder with these files, and the path of the first of them.
fn folder(files: &[(&str, &[u8])]) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    let first = folder.path().join(files[0].0).to_str().unwrap().to_owned();
    (folder, first)
}

#[test]
fn a_document_is_judged_by_a_profile() {
    let (_folder, path) = folder(&[("zoo.yaml", GOOD.as_bytes())]);
    let open = xtask(&["lint", &path]);
    assert_eq!(open.status.code(), Some(0), "{}", text(&open.stderr));
    let told = text(&open.stdout);
    let said = told
        .strip_suffix("Judged as a document of others. By the rules for our own: --profile house\n")
        .unwrap_or_else(|| panic!("{told}"));
    let asked = xtask(&["lint", "--profile", "open", &path]);
    assert_eq!(text(&asked.stdout), said);
    let warning = format!(
        "{path}:12:9: paths./animals.get.responses.default: warning: response default does not say which statuses it \
         means: only the type of its body counts, for errors [idle/default-status]\n  hint: "
    );
    assert!(said.starts_with(&warning), "{said}");
    assert!(
        said.ends_with("\n1 document: 0 errors, 1 warning\n"),
        "{said}"
    );

    let house = xtask(&["lint", "--profile", "house", &path]);
    assert_eq!(house.status.code(), Some(1));
    let said = text(&house.stdout);
    assert!(
        said.contains("`x-source` is missing [house/no-source]\n"),
        "{said}"
    );
    assert!(
        said.contains("for errors [idle/default-status]\n"),
        "{said}"
    );
    assert!(said.ends_with(" errors, 0 warnings\n"), "{said}");
}

/// One of ours is known by its folder, also if it is not one of this workspace.
#[test]
fn a_document_in_specs_is_one_of_ours() {
    let (folder, path) = folder(&[("zoo.yaml", GOOD.as_bytes())]);
    let specs = folder.path().join("specs");
    fs::create_dir(&specs).unwrap();
    let ours = specs.join("zoo.yaml");
    fs::copy(path, &ours).unwrap();
    let said = text(&xtask(&["lint", ours.to_str().unwrap()]).stdout);
    assert!(said.contains("[house/no-source]\n"), "{said}");
    assert!(said.ends_with(" errors, 0 warnings\n"), "{said}");
}

/// As behind `| head`.
#[cfg(unix)]
#[test]
fn nobody_has_to_read_to_the_end() {
    let (read, write) = std::io::pipe().unwrap();
    drop(read);
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let ended = command
        .args(["lint", "--help"])
        .stdout(write)
        .output()
        .unwrap();
    assert_eq!(text(&ended.stderr), "");
    assert_eq!(ended.status.code(), Some(141));
}

#[test]
fn our_own_documents_keep_every_rule() {
    for arguments in [
        &["lint"][..],
        &["lint", "atlas", "--profile=house"],
        &["lint", "dcs", "--profile", "open"],
    ] {
        let output = xtask(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        let said = text(&output.stdout);
        assert!(
            said.ends_with(": 0 errors, 0 warnings\n"),
            "{arguments:?}: {said}"
        );
    }
}

/// `xtask` as somebody calls it who has no checkout.
fn elsewhere(folder: &TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .env_remove("BACKHAUL_ROOT")
        .env_remove("CARGO_MANIFEST_DIR");
    command
        .current_dir(folder.path())
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn a_file_is_judged_outside_a_checkout() {
    let (folder, _) = folder(&[("zoo.yaml", GOOD.as_bytes())]);
    let judged = elsewhere(&folder, &["lint", "--profile", "open", "zoo.yaml"]);
    assert_eq!(judged.status.code(), Some(0), "{}", text(&judged.stderr));
    let said = text(&judged.stdout);
    assert!(said.starts_with("zoo.yaml:12:9: "), "{said}");
    let explained = elsewhere(&folder, &["lint", "--explain", "wire/path-slashes"]);
    assert_eq!(
        explained.status.code(),
        Some(0),
        "{}",
        text(&explained.stderr)
    );
    for (arguments, why) in [
        (
            &["lint", "atlas"][..],
            "atlas: not a file, and no provider: ",
        ),
        (&["lint"], "; elsewhere, name a file"),
        (&["structure"], "is not inside a checkout of Backhaul"),
    ] {
        let refused = elsewhere(&folder, arguments);
        assert_eq!(refused.status.code(), Some(1), "{arguments:?}");
        let said = text(&refused.stderr);
        assert!(said.contains(why), "{arguments:?}: {said}");
    }
}

#[test]
fn warnings_of_one_rule_are_one_entry_and_all_can_be_seen() {
    let operations: String = (0..9)
        .map(|number| format!("  /a{number}:\n    get:\n      responses:\n        '204': {{description: Done.}}\n        default: {{description: An error.}}\n"))
        .collect();
    let document =
        format!("openapi: 3.0.3\ninfo: {{title: Zoo, version: v1}}\npaths:\n{operations}");
    let (_folder, path) = folder(&[("zoo.yaml", document.as_bytes())]);
    let said = text(&xtask(&["lint", "--profile", "open", &path]).stdout);
    assert_eq!(said.matches("[idle/default-status]").count(), 1, "{said}");
    assert!(said.contains(": warning: at 9 places: "), "{said}");
    assert!(
        said.contains("\n  and 6 more: `--all` shows them\n"),
        "{said}"
    );
    assert!(
        said.ends_with("\n1 document: 0 errors, 9 warnings\n"),
        "{said}"
    );
    let said = text(&xtask(&["lint", "--profile", "open", "--all", &path]).stdout);
    assert_eq!(said.matches("[idle/default-status]").count(), 9, "{said}");
}

#[test]
fn what_is_asked_in_a_wrong_way_is_answered_with_the_right_one() {
    for (arguments, said) in [
        (
            &["lint", "atals"][..],
            "atals: neither a file nor a provider: did you mean atlas? ",
        ),
        (
            &["lint", "--profile", "opne"],
            "there is no profile \"opne\"; did you mean open?",
        ),
        (
            &["lint", "--explain", "house/no-surce"],
            "did you mean house/no-source?",
        ),
        (&["lint", "--explian"], "did you mean --explain?"),
        (&["lint", "--explain"], "missing argument"),
        (&["corpus"], "name a folder"),
        (
            &["corpus", "--limit", "0", "."],
            "--limit takes 1 to 3600 seconds",
        ),
        (&["corpus", "/nowhere"], "/nowhere: "),
    ] {
        let output = xtask(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let errors = text(&output.stderr);
        assert!(errors.contains(said), "{arguments:?}: {errors}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
    }
    let explained = xtask(&["lint", "--explain", "wire/path-slashes"]);
    assert_eq!(explained.status.code(), Some(0));
    let said = text(&explained.stdout);
    assert!(
        said.starts_with(
            "wire/path-slashes: in the profile `house` an error, in `open` a warning\n"
        ),
        "{said}"
    );
    assert!(
        said.contains("\n\nWhy: ") && said.contains("\n\nWhat to do: "),
        "{said}"
    );
}

/// A row of the table, in words.
fn row(said: &str, name: &str) -> Vec<String> {
    let line = said
        .lines()
        .find(|line| line.starts_with(name))
        .unwrap_or_default();
    line.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn a_folder_of_documents_becomes_a_table() {
    let strange = GOOD.replace(
        "      responses:",
        "      parameters: [{name: a, in: body, schema: {type: string}}]\n      responses:",
    );
    let deep = format!("{{\"openapi\": \"3.0.3\", \"x\": {}", "[".repeat(100_000));
    let json = r##"{"openapi": "3.0.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"responses": {"204": {"description": ""}}}}}}"##;
    let (folder, _) = folder(&[
        ("a.yaml", GOOD.as_bytes()),
        ("b.yml", strange.as_bytes()),
        ("c.json", deep.as_bytes()),
        ("d.json", json.as_bytes()),
        ("e.yaml", b"openapi: \xff"),
        ("notes.txt", b"no document"),
    ]);
    let path = folder.path().to_str().unwrap();
    let output = xtask(&["corpus", path]);
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(
        row(&said, "a.yaml")[1..5],
        ["3.0.3", "1", "1", "1"],
        "{said}"
    );
    assert_eq!(row(&said, "a.yaml").last().unwrap(), "whole");
    assert_eq!(
        row(&said, "b.yml")[1..5],
        ["3.0.3", "1", "0", "0"],
        "{said}"
    );
    assert!(said.contains("document/parameter-place 1\n"), "{said}");
    assert!(
        row(&said, "c.json").contains(&"document/unreadable".to_owned()),
        "{said}"
    );
    assert_eq!(
        row(&said, "d.json")[1..5],
        ["3.0.0", "1", "1", "1"],
        "{said}"
    );
    assert!(
        row(&said, "e.yaml").contains(&"BROKEN:".to_owned()),
        "{said}"
    );
    let rules = said.split("rule  ").nth(1).unwrap();
    assert_eq!(
        row(rules, "document/parameter-place")[1..],
        ["1", "1", "1"],
        "{said}"
    );
    let last = said.lines().last().unwrap();
    assert_eq!(
        last,
        "5 documents, 2 whole, 1 broken; 3 operations, 2 free of findings, 2 generated"
    );
    for name in ["e.yaml", "c.json"] {
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    assert_eq!(xtask(&["corpus", path]).status.code(), Some(0));
}
