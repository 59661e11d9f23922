//! `--template`: a body with every field, to fill in.

use backhaul_cli::call::{Member, Operation, Shape};
use backhaul_cli::providers;
use backhaul_cli::verbs::template_of;
use serde_json::Value;

use crate::support::program::Program;

/// The operations with a body.
fn operations() -> Vec<&'static Operation> {
    let all = providers::all().flat_map(|entry| entry.table.operations);
    all.filter(|operation| operation.body.is_some()).collect()
}

fn yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The template with everything taken: a comment has one blank behind its mark, what is optional none or more.
fn all_taken(text: &str) -> String {
    let lines = text.lines().map(|line| match line.strip_prefix('#') {
        Some(rest) if !rest.starts_with(' ') || rest.starts_with("  ") => rest,
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn names(value: &Value) -> Vec<&str> {
    let members = value.as_object().into_iter().flatten();
    members.map(|(name, _)| name.as_str()).collect()
}

fn sorted(members: &'static [Member], wanted: impl Fn(&Member) -> bool) -> Vec<&'static str> {
    let members = members.iter().filter(|member| wanted(member));
    let mut names: Vec<&str> = members.map(|member| member.wire).collect();
    names.sort_unstable();
    names
}

/// Compares what is not a comment with what the document requires.
fn has_what_is_required(shape: &'static Shape, value: &Value, place: &str) {
    match shape.resolved() {
        Shape::Object(members) => {
            let mut found = names(value);
            found.sort_unstable();
            assert_eq!(
                found,
                sorted(members, |member| member.required),
                "{place}: {value}"
            );
            for member in members.iter().filter(|member| member.required) {
                has_what_is_required(
                    &member.shape,
                    &value[member.wire],
                    &format!("{place}.{}", member.wire),
                );
            }
        }
        Shape::Choice(property, kinds) => {
            let said = value[*property].as_str().unwrap_or_default();
            let kind = kinds.iter().find(|(values, _)| values.contains(&said));
            let (_, shape) = kind.unwrap_or_else(|| panic!("{place}: {value}"));
            has_what_is_required(shape, value, place);
        }
        Shape::List(item) => {
            let items = value
                .as_array()
                .unwrap_or_else(|| panic!("{place}: {value}"));
            assert_eq!(items.len(), 1, "{place}");
            has_what_is_required(item, &items[0], &format!("{place}.0"));
        }
        Shape::Time(form) if form.is_number() => assert!(value.is_i64(), "{place}: {value}"),
        Shape::Integer => assert!(value.is_i64(), "{place}: {value}"),
        Shape::Boolean => assert!(value.is_boolean(), "{place}: {value}"),
        Shape::OneOf(values) => assert!(values.contains(&value.as_str().unwrap()), "{place}"),
        _ => assert!(value.is_string(), "{place}: {value}"),
    }
}

#[test]
fn what_is_no_comment_is_what_is_required() {
    let operations = operations();
    assert!(operations.len() > 20, "{}", operations.len());
    for operation in operations {
        let text = template_of(operation).unwrap();
        let is_empty = text
            .lines()
            .all(|line| line.is_empty() || line.starts_with('#'));
        if is_empty {
            let required = operation.members().iter().filter(|member| member.required);
            assert_eq!(required.count(), 0, "{text}");
            continue;
        }
        has_what_is_required(operation.body.unwrap(), &yaml(&text), operation.name);
    }
}

/// Whether a union is in it, of which only one kind can be taken.
fn has_choice(shape: &'static Shape, way: &mut Vec<*const Shape>) -> bool {
    let shape = shape.resolved();
    if way.contains(&std::ptr::from_ref(shape)) {
        return false;
    }
    way.push(shape);
    let found = match shape {
        Shape::Choice(..) => true,
        Shape::List(item) => has_choice(item, way),
        Shape::Object(members) => members.iter().any(|member| has_choice(&member.shape, way)),
        _ => false,
    };
    way.pop();
    found
}

/// An object of nothing but optional fields has `{}`, which they replace.
fn without_braces(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut kept = Vec::new();
    let mut hyphen = None;
    for line in lines {
        match line.trim() {
            "{}" => continue,
            "- {}" => hyphen = line.find('-'),
            _ => match hyphen {
                Some(place) if !line.trim_start().starts_with('#') => {
                    kept.push(format!("{}-{}", &line[..place], &line[place + 1..]));
                    hyphen = None;
                }
                _ => kept.push(line.to_owned()),
            },
        }
    }
    kept.join("\n")
}

#[test]
fn everything_can_be_taken() {
    let mut count = 0;
    for operation in operations() {
        let text = template_of(operation).unwrap();
        let body = operation.body.unwrap();
        if has_choice(body, &mut Vec::new()) {
            assert!(text.contains("Or, instead: "), "{text}");
            continue;
        }
        let value = yaml(&without_braces(&all_taken(&text)));
        if let Shape::Object(members) = body.resolved() {
            let mut found = names(&value);
            found.sort_unstable();
            assert_eq!(found, sorted(members, |_| true), "{}", operation.name);
        }
        for member in operation.members() {
            assert!(text.contains(&format!("{}:", member.wire)), "{text}");
        }
        count += 1;
    }
    assert!(count > 15, "{count}");
}

/// It is printed without credentials and arguments, and `--body` reads it back.
#[tokio::test]
async fn a_template_that_is_filled_in_is_a_body() {
    let program = Program::new([]);
    let ran = program
        .run(&["atlas", "create-backup-export", "--template"])
        .await;
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    let id = "5f00000000000000000000e1";
    let filled = ran.text().replace("Id: \"\"", &format!("Id: \"{id}\""));
    let words = [
        "atlas",
        "create-backup-export",
        "--group-id=5f0000000000000000000001",
        "--cluster-name=demo-cluster",
        "--body=-",
        "--dry-run",
    ];
    let ran = program.run_with(&words, filled.as_bytes()).await;
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    let body = format!("--data-raw '{{\"exportBucketId\":\"{id}\",\"snapshotId\":\"{id}\"}}'");
    assert!(ran.text().contains(&body), "{}", ran.text());

    // What is not filled in is told.
    let ran = program
        .run(&["atlas", "create-backup-export", "--template"])
        .await;
    let ran = program.run_with(&words, &ran.out).await;
    assert_eq!(ran.status, Some(2), "{}", ran.err);
    assert!(ran.err.contains("--export-bucket-id"), "{}", ran.err);
}

#[test]
fn a_union_shows_each_kind() {
    let all = providers::all().flat_map(|entry| entry.table.operations);
    let mut all = all.filter(|operation| operation.name == "create-shipper");
    let text = template_of(all.next().unwrap()).unwrap();
    assert!(text.contains("\n# targetType is oss:\n"), "{text}");
    assert!(
        text.contains("\n# Or, instead: targetType is odps:\n"),
        "{text}"
    );
    assert!(text.contains("\n#targetType: \"odps\"\n"), "{text}");
}
