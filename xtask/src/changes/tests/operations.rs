//! Operations, and what they send.

use super::{DOCUMENT, changes, edited, expect, of, shown, source};

#[test]
fn a_removed_operation_is_breaking() {
    let (start, rest) = DOCUMENT.split_once("    post:\n").unwrap();
    let (_, rest) = rest.split_once("components:\n").unwrap();
    let document = format!("{start}components:\n{rest}");
    let found = shown(&of(source(edited(&[])), source(document)));
    assert!(
        found
            .iter()
            .any(|line| line == "Breaking create_job : was renamed or removed")
    );
    let of_operation = found.iter().filter(|line| line.contains("create_job"));
    assert_eq!(of_operation.count(), 1, "{found:#?}");
}

#[test]
fn a_renamed_operation_is_one_line() {
    let found = shown(&changes(&[(
        "operationId: createJob",
        "operationId: startJob",
    )]));
    assert_eq!(
        found[0],
        "Breaking create_job : was renamed or removed; start_job is the same"
    );
    let others: Vec<&String> = found[1..]
        .iter()
        .filter(|line| !line.starts_with("Inside"))
        .collect();
    assert!(others.is_empty(), "{others:#?}");
}

#[test]
fn a_renamed_setter_is_one_line() {
    let edits = [
        ("        title:\n", "        label:\n"),
        ("              title: nightly\n", ""),
    ];
    expect(
        &edits,
        &["Breaking create_job .title: was renamed or removed; .label is the same"],
    );
}

#[test]
fn a_newly_required_field_of_a_request_is_breaking() {
    let required = (
        "      required: [kind]\n",
        "      required: [kind, title]\n",
    );
    expect(
        &[required],
        &["Breaking create_job .title: is required now, it was optional"],
    );
    let nested = (
        "      required: [depth]\n",
        "      required: [depth, name]\n",
    );
    let text = "Breaking requests.Options .name: is required now, it was optional";
    let found = shown(&changes(&[
        nested,
        (
            "                depth: 1\n",
            "                depth: 1\n                name: a\n",
        ),
    ]));
    assert_eq!(found[0], text, "{found:#?}");
    assert!(
        found.iter().skip(1).all(|line| line.starts_with("Words")),
        "{found:#?}"
    );
}

#[test]
fn a_new_field_of_a_request_is_additive_unless_it_is_required() {
    let new = (
        "        options:\n          $ref",
        "        note:\n          type: string\n          description: A note.\n        options:\n          $ref",
    );
    expect(&[new], &["Additive create_job .note: is new"]);
    let required = ("      required: [kind]\n", "      required: [kind, note]\n");
    let example = (
        "              title: nightly\n",
        "              title: nightly\n              note: a\n",
    );
    expect(
        &[new, required, example],
        &["Breaking create_job .note: is new and required"],
    );
}

#[test]
fn another_rule_of_a_list_is_breaking() {
    let total = (
        "        items: results\n",
        "        items: results\n        total: count\n",
    );
    expect(
        &[total],
        &["Breaking list_jobs .pages: another rule of the list: "],
    );
}

#[test]
fn repeating_and_security_are_breaking() {
    expect(
        &[("      x-idempotent: true\n", "")],
        &["Breaking create_job : is no longer idempotent"],
    );
    expect(
        &[("      name: X-Key", "      name: X-Token")],
        &["Breaking document.security Key.name: X-Key became X-Token"],
    );
    let found = shown(&changes(&[(
        "https://api.example.com\n",
        "https://api.example.org\n",
    )]));
    assert_eq!(
        found,
        ["Wire document.servers 1.url: https://api.example.com became https://api.example.org"]
    );
}

#[test]
fn what_needs_a_feature_now_is_breaking() {
    let by_tag = (
        "paths:\n",
        "x-features: tags\ntags:\n  - name: Jobs\n  - name: Tasks\npaths:\n",
    );
    let found = shown(&changes(&[by_tag]));
    let now = "is only there with feature jobs now";
    for name in ["create_job", "list_jobs"] {
        let line = format!("Breaking {name} : {now}");
        assert!(found.contains(&line), "{line}\n{found:#?}");
    }
    let other_tag = (
        "      tags: [Jobs]\n      summary: Create",
        "      tags: [Tasks]\n      summary: Create",
    );
    let found = shown(&of(
        source(edited(&[by_tag])),
        source(edited(&[by_tag, other_tag])),
    ));
    let line = "Breaking create_job : feature jobs became feature tasks";
    assert!(found.iter().any(|one| one == line), "{found:#?}");
}
