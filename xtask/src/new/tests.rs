//! A draft in a workspace: all of it, or nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use backhaul_codegen::{Wanted, workspace};
use tempfile::TempDir;

use super::new;

const LIBRARY: &str = include_str!("../../../crates/codegen/tests/suite/documents/library.yaml");

/// A workspace with nothing but licences, and the provider's document beside it.
fn place() -> (TempDir, TempDir) {
    let (root, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::write(root.path().join(licence), licence).unwrap();
    }
    fs::create_dir(root.path().join("specs")).unwrap();
    fs::write(other.path().join("vendor.yaml"), LIBRARY).unwrap();
    (root, other)
}

/// Every file below a folder with its content.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    files
}

fn only(names: &[&str]) -> Wanted {
    let only = names.iter().map(|name| (*name).to_owned()).collect();
    Wanted {
        only,
        ..Wanted::default()
    }
}

#[test]
fn a_draft_is_whole_and_fresh() {
    let (root, other) = place();
    let said = new(
        root.path(),
        "city-library",
        &other.path().join("vendor.yaml"),
        &only(&["Scans", "/books/{isbn}"]),
    )
    .unwrap();
    assert!(
        said.starts_with("specs/city-library.yaml: 6 operations, "),
        "{said}"
    );
    assert!(
        said.contains("cargo test -p backhaul-city-library"),
        "{said}"
    );
    let made = files(root.path());
    let names: Vec<&str> = made
        .keys()
        .map(String::as_str)
        .filter(|name| !name.contains("/generated/"))
        .collect();
    assert_eq!(
        names,
        [
            "LICENSE-APACHE",
            "LICENSE-MIT",
            "crates/city-library/Cargo.toml",
            "crates/city-library/LICENSE-APACHE",
            "crates/city-library/LICENSE-MIT",
            "crates/city-library/README.md",
            "crates/city-library/src/lib.rs",
            "crates/city-library/tests/calls/main.rs",
            "crates/city-library/tests/calls/part_1.rs",
            "crates/city-library/tests/calls/stand_in.rs",
            "specs/city-library.yaml",
            "tests/facts/city-library.txt",
        ]
    );
    assert!(made.contains_key("crates/city-library/src/generated/face.rs"));
    let manifest = &made["crates/city-library/Cargo.toml"];
    assert!(manifest.contains("features = [\"oauth\"]"), "{manifest}");
    let readme = &made["crates/city-library/README.md"];
    assert!(readme.contains("| `readBook` | `read_book` |"), "{readme}");
    let setters = readme.lines().filter(|line| line.starts_with("- `"));
    for line in setters {
        assert!(line.contains("of the security scheme `"), "{line}");
        let types = ["as a text.", "`Login::new(user, password)`."];
        assert!(types.iter().any(|end| line.ends_with(end)), "{line}");
    }
    assert!(readme.contains(": an `OAuthClient`, or "), "{readme}");
    let rows = &made["crates/city-library/tests/calls/part_1.rs"];
    for part in [
        "begin_scan",
        "GET /api/v2/books/{isbn}/cover",
        ".isbn(\"1111111111\")",
        "\"pages\":[1]",
    ] {
        assert!(rows.contains(part), "{part}: {rows}");
    }

    // A draft is no provider yet, and fresh.
    assert_eq!(workspace::providers(root.path()).unwrap(), [""; 0]);
    assert_eq!(workspace::drafts(root.path()).unwrap(), ["city-library"]);
    let plan = workspace::plan(root.path(), &[]).unwrap();
    assert!(
        plan["city-library"].is_empty(),
        "{}",
        plan["city-library"].diff(root.path())
    );
}

#[test]
fn the_sandbox_and_the_command_do_not_know_a_draft() {
    let (root, other) = place();
    for name in ["sandbox", "cli"] {
        fs::create_dir_all(root.path().join("crates").join(name)).unwrap();
    }
    new(
        root.path(),
        "library",
        &other.path().join("vendor.yaml"),
        &Wanted::default(),
    )
    .unwrap();
    for change in workspace::plan(root.path(), &[]).unwrap().values() {
        change.apply().unwrap();
    }
    let others = files(root.path()).into_keys();
    let others =
        others.filter(|name| name.starts_with("crates/sandbox") || name.starts_with("crates/cli"));
    assert_eq!(others.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn nothing_is_overwritten_and_nothing_is_left_of_a_failure() {
    let (root, other) = place();
    let vendor = other.path().join("vendor.yaml");
    let draft = |provider: &str, file: &Path, names: &[&str]| {
        let before = files(root.path());
        let error = new(root.path(), provider, file, &only(names)).unwrap_err();
        assert_eq!(files(root.path()), before, "{error}");
        let left = fs::read_dir(root.path()).unwrap().filter(|entry| {
            let name = entry.as_ref().unwrap().file_name();
            name.to_string_lossy().starts_with('.')
        });
        assert_eq!(left.count(), 0, "{error}");
        error
    };
    for part in [
        "specs/library.yaml",
        "tests/facts/library.txt",
        "crates/library/README.md",
    ] {
        let path = root.path().join(part);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "mine").unwrap();
        let error = draft("library", &vendor, &[]);
        let shown = part.strip_suffix("/README.md").unwrap_or(part);
        assert_eq!(
            error,
            format!(
                "there is {shown} already, and nothing is overwritten: take another name, or remove it"
            )
        );
        fs::remove_file(&path).unwrap();
        drop(fs::remove_dir(root.path().join("crates/library")));
    }
    for name in ["", "Library", "a_b", "-a", "a--b", "1a", "../x", "tests-a"] {
        let error = draft(name, &vendor, &[]);
        assert!(
            error.contains("cannot be the name of a provider"),
            "{error}"
        );
    }
    let error = draft("library", &vendor, &["Boks"]);
    assert!(
        error.contains("vendor.yaml:22:1: paths: `Boks` selects nothing"),
        "{error}"
    );
    assert!(error.contains("did you mean Books?"), "{error}");
    let error = draft("library", &other.path().join("none.yaml"), &[]);
    assert!(error.contains("none.yaml: "), "{error}");
    fs::write(
        &vendor,
        LIBRARY.replace(
            "in: path, required: true, schema: {type: integer",
            "in: attic, schema: {type: integer",
        ),
    )
    .unwrap();
    let error = draft("library", &vendor, &[]);
    assert!(error.contains("vendor.yaml:116:35: "), "{error}");
    assert!(error.contains("1 finding, nothing written: "), "{error}");
    assert!(error.contains("--supported"), "{error}");
    // What fails late leaves nothing either: here the last part has no place.
    fs::write(&vendor, LIBRARY).unwrap();
    fs::remove_dir_all(root.path().join("crates")).unwrap();
    fs::write(root.path().join("crates"), "a file").unwrap();
    let error = draft("library", &vendor, &[]);
    assert!(
        error.starts_with("nothing written: crates/library: "),
        "{error}"
    );
}

#[test]
fn the_vendors_document_has_not_drifted_from_its_draft() {
    let (root, other) = place();
    let vendor = other.path().join("vendor.yaml");
    new(root.path(), "library", &vendor, &Wanted::default()).unwrap();
    let arguments = ["library".as_ref(), "--against".as_ref(), vendor.as_os_str()];
    let same = crate::drift::run(root.path(), lexopt::Parser::from_args(arguments));
    assert_eq!(same, Ok(true));
    let narrower = LIBRARY.replace("maximum: 200", "maximum: 20");
    fs::write(&vendor, narrower).unwrap();
    let other = crate::drift::run(root.path(), lexopt::Parser::from_args(arguments));
    assert_eq!(other, Ok(false));
}
