//! What is read, and what is too long.

use super::{Outcome, last_line, look_at};

#[test]
fn a_file_may_have_400_lines_and_no_more() -> Outcome {
    let (most, too_many) = ("//\n".repeat(400), "//\n".repeat(401));
    let found = look_at(
        &[
            ("a/src/lib.rs", &most),
            ("a/src/generated/mod.rs", &too_many),
            ("target/debug/mod.rs", &too_many),
            ("a/tests/suite.rs", &too_many),
            ("a/src/tests.rs", &too_many),
        ],
        &[],
    )?;
    let long: Vec<(String, usize)> = found
        .long
        .iter()
        .map(|(path, lines)| (path.display().to_string(), *lines))
        .collect();
    let expected = ["a/src/tests.rs", "a/tests/suite.rs"].map(|path| (path.to_owned(), 401));
    assert_eq!(long, expected);
    assert!(!found.is_sound());
    assert_eq!(
        last_line(&found),
        "circles: 0, arrows upward: 0, files over 400 lines: 2"
    );
    Ok(())
}

#[test]
fn each_program_of_a_package_is_a_crate_of_its_own() -> Outcome {
    let found = look_at(
        &[
            ("a/src/lib.rs", "pub fn library() {}"),
            (
                "a/src/main.rs",
                "mod options;\nfn main() { options::read() }",
            ),
            ("a/src/options.rs", "pub fn read() {}"),
            (
                "a/examples/tour.rs",
                "#[path = \"../src/options.rs\"]\nmod options;\nfn main() {}",
            ),
        ],
        &[],
    )?;
    let crates: Vec<(String, usize)> = found
        .crates
        .iter()
        .map(|one| (one.root.display().to_string(), one.files))
        .collect();
    let expected = [
        ("a/examples/tour.rs", 2),
        ("a/src/lib.rs", 1),
        ("a/src/main.rs", 2),
    ];
    assert_eq!(
        crates,
        expected.map(|(root, files)| (root.to_owned(), files))
    );
    Ok(())
}

#[test]
fn a_file_that_no_module_declares_is_an_error() {
    let files = [("a/src/lib.rs", ""), ("a/src/lost.rs", "")];
    let error = look_at(&files, &[]).err().unwrap();
    assert_eq!(
        error,
        "a/src/lost.rs: no crate declares this file as a module"
    );
}

#[test]
fn a_file_that_does_not_parse_is_an_error() {
    let error = look_at(&[("a/src/lib.rs", "fn (")], &[]).err().unwrap();
    assert!(error.starts_with("a/src/lib.rs: "), "{error}");
}
