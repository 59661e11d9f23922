#![allow(clippy::unwrap_used, reason = "helpers of tests fail the test")]

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::difference::{Difference, all, grouped};

const KINDS: [&str; 2] = ["types", "wire"];

/// A folder with these snapshots, each with a head of its own.
fn folder(head: &str, snapshots: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in snapshots {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("---\nsource: {head}\n---\n{text}\n")).unwrap();
    }
    folder
}

fn paths(found: &[Difference]) -> Vec<&str> {
    found.iter().map(|one| one.path.as_str()).collect()
}

fn accepted() -> TempDir {
    let snapshots = [
        ("atlas/types/Changed.snap", "one\ntwo"),
        ("atlas/types/Same.snap", "same"),
        ("atlas/wire/left_over.snap", "GET /"),
        ("atlas/surface/other_kind.snap", "not looked at"),
    ];
    folder("tests/old.rs", &snapshots)
}

fn made() -> TempDir {
    let snapshots = [
        ("atlas/types/Changed.snap", "one\nthree"),
        ("atlas/types/Same.snap", "same"),
        ("dcs/types/New.snap", "new"),
    ];
    folder("tests/new.rs", &snapshots)
}

fn compared(accepted: &Path, made: &Path) -> Vec<Difference> {
    all(accepted, made, &KINDS).unwrap()
}

#[test]
fn finds_what_changed_what_is_new_and_what_is_left_over() {
    let found = compared(accepted().path(), made().path());
    let expected = [
        "atlas/types/Changed.snap",
        "atlas/wire/left_over.snap",
        "dcs/types/New.snap",
    ];
    assert_eq!(paths(&found), expected);
}

#[test]
fn shows_the_text_and_not_the_head() {
    let found = compared(accepted().path(), made().path());
    let shown: Vec<String> = found.iter().map(Difference::shown).collect();
    assert_eq!(
        shown[0],
        "--- tests/snapshots/atlas/types/Changed.snap\n\
         +++ tests/snapshots/atlas/types/Changed.snap\n\
         @@ -1,2 +1,2 @@\n one\n-two\n+three\n\n"
    );
    assert!(shown[1].contains("+++ /dev/null\n"), "{}", shown[1]);
    assert!(shown[1].contains("-GET /\n"), "{}", shown[1]);
    assert!(shown[2].contains("--- /dev/null\n"), "{}", shown[2]);
    assert!(shown[2].contains("+new\n"), "{}", shown[2]);
}

#[test]
fn accepting_leaves_no_difference() {
    let (accepted, made) = (accepted(), made());
    let found = compared(accepted.path(), made.path());
    let done: Vec<&str> = found
        .iter()
        .map(|one| one.accept(accepted.path()).unwrap())
        .collect();
    assert_eq!(done, ["written", "removed", "written"]);
    assert_eq!(paths(&compared(accepted.path(), made.path())), [""; 0]);
    assert!(
        accepted
            .path()
            .join("atlas/surface/other_kind.snap")
            .exists()
    );
}

/// One widened limit shows once, although four places have it.
#[test]
fn equal_differences_are_together() {
    let paths = [
        "atlas/types/A.snap",
        "atlas/types/B.snap",
        "atlas/wire/c.snap",
    ];
    let texts = ["x\nat most 5\ny", "  at most 5", "at most 5\nother"];
    let new = ["x\nat most 6\ny", "  at most 6", "at most 6\nanother"];
    let old: Vec<(&str, &str)> = paths.into_iter().zip(texts).collect();
    let new: Vec<(&str, &str)> = paths.into_iter().zip(new).collect();
    let found = compared(folder("a", &old).path(), folder("b", &new).path());
    let groups = grouped(&found);
    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
    assert_eq!(sizes, [2, 1]);
    assert_eq!(groups[0][1].path, "atlas/types/B.snap");
}

#[test]
fn what_is_built_is_said_before() {
    let said = super::made::begun(&["one", "two"]);
    assert!(
        said.contains("building") && said.contains("one and two"),
        "{said}"
    );
}
