//! What the READMEs tell people to paste into their `Cargo.toml` goes with the program beside it.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// The READMEs with programs for users of a crate.
fn readmes() -> Vec<PathBuf> {
    let root = documents::root();
    let crates = fs::read_dir(root.join("crates")).unwrap();
    let crates = crates.map(|entry| entry.unwrap().path().join("README.md"));
    let mut all: Vec<PathBuf> = crates.filter(|path| path.exists()).collect();
    all.push(root.join("README.md"));
    all.sort();
    all
}

/// The blocks of code of a text, each with its language, in their order.
fn blocks(text: &str) -> Vec<(&str, &str)> {
    let pieces = text.split("\n```").skip(1).step_by(2);
    pieces.filter_map(|piece| piece.split_once('\n')).collect()
}

/// The crates that a program uses, as `Cargo.toml` spells them.
fn used(program: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for line in program.lines().map(str::trim) {
        let Some(path) = line.strip_prefix("use ") else {
            continue;
        };
        // `use {backhaul_atlas as atlas, backhaul_sls as sls};`
        let parts = path.trim_start_matches('{').split(", ");
        let first = parts.map(|part| part.split([':', ' ', ';', '}']).next().unwrap_or_default());
        let is_foreign = |name: &&str| name.starts_with("backhaul_");
        used.extend(first.filter(is_foreign).map(|name| name.replace('_', "-")));
    }
    if program.contains("#[tokio::main]") {
        used.insert("tokio".to_owned());
    }
    used
}

/// What is wrong with the first program of a README that users run, and with the dependencies before it; and whether
/// there is one.
fn wrong(text: &str) -> (Vec<String>, bool) {
    let mut manifest = "";
    for (language, block) in blocks(text) {
        if language == "toml" {
            manifest = block;
        }
        if !language.starts_with("rust") || !block.contains("#[tokio::main]") {
            continue;
        }
        let line = |name: &str| {
            let mut lines = manifest.lines();
            lines.find(|line| line.starts_with(&format!("{name} = ")))
        };
        let mut wrong: Vec<String> = used(block)
            .into_iter()
            .filter(|name| line(name).is_none())
            .map(|name| format!("no {name} in: {manifest}"))
            .collect();
        let has = |feature: &str| line("tokio").is_some_and(|line| line.contains(feature));
        if !has("\"macros\"") || !has("\"rt-multi-thread\"") {
            wrong.push(format!("no features of tokio in: {manifest}"));
        }
        return (wrong, true);
    }
    (Vec::new(), false)
}

#[test]
fn the_dependencies_of_the_first_program_are_all_there() {
    let mut programs = 0;
    for path in readmes() {
        let text = fs::read_to_string(&path).unwrap();
        let (wrong, is_there) = wrong(&text);
        assert!(wrong.is_empty(), "{}: {wrong:?}", path.display());
        programs += usize::from(is_there);
    }
    // The root, four clients, the flows and the sandbox.
    assert!(programs >= 7, "{programs}");
}

/// The lines of programs that only the documentation hides: who copies from the file gets them too.
fn hidden(text: &str) -> Vec<&str> {
    let blocks = blocks(text);
    let programs = blocks
        .iter()
        .filter(|(language, _)| language.starts_with("rust"));
    let lines = programs.flat_map(|(_, block)| block.lines());
    lines
        .filter(|line| *line == "#" || line.starts_with("# "))
        .collect()
}

#[test]
fn every_program_can_be_pasted_as_it_stands() {
    for path in readmes() {
        let text = fs::read_to_string(&path).unwrap();
        let hidden = hidden(&text);
        assert!(hidden.is_empty(), "{}: {hidden:?}", path.display());
    }
    let text =
        "\n```rust,no_run\n# use a::b;\n#[derive(Debug)]\n#\n```\n\n```toml\n# a remark\n```\n";
    assert_eq!(hidden(text), ["# use a::b;", "#"]);
}

#[test]
fn a_missing_line_is_found() {
    let program = "\n```rust\nuse {backhaul_x as x, backhaul_y as y};\n\n#[tokio::main]\nasync fn main() {}\n```\n";
    let manifest = |lines: &str| format!("\n```toml\n[dependencies]\n{lines}\n```\n{program}");
    let tokio = "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }";
    let whole = format!("backhaul-x = \"1\"\nbackhaul-y = \"1\"\n{tokio}");
    assert_eq!(wrong(&manifest(&whole)), (Vec::new(), true));
    for missing in ["backhaul-y = \"1\"\n", tokio, ", \"rt-multi-thread\""] {
        let (wrong, _) = wrong(&manifest(&whole.replace(missing, "")));
        assert!(!wrong.is_empty(), "{missing}");
    }
    assert!(!wrong(program).0.is_empty());
}
