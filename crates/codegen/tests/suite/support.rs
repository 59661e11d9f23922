//! A small document, ways to break it, and what must be said about it then.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use backhaul_codegen::{Diagnostic, Generated, Profile, generate};

/// A document without findings.
pub(crate) const MINIMAL: &str = include_str!("documents/minimal.yaml");

/// A document with a list, jobs, bytes and limits, without findings.
pub(crate) const JOBS: &str = include_str!("documents/jobs.yaml");

/// A document with an object in a request, without findings.
pub(crate) const REQUESTS: &str = include_str!("documents/requests.yaml");

/// A document whose requests carry objects in objects, without findings.
pub(crate) const NESTED: &str = include_str!("documents/nested.yaml");

/// A document with unions, without findings.
pub(crate) const UNIONS: &str = include_str!("documents/unions.yaml");

/// The providers with a document in `specs/`, sorted.
pub(crate) fn providers() -> Vec<String> {
    let files = fs::read_dir(workspace_root().join("specs")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut providers: Vec<String> = names
        .filter_map(|name| Some(name.strip_suffix(".yaml")?.to_owned()))
        .collect();
    providers.sort();
    assert!(providers.len() >= 4, "{providers:?}");
    providers
}

/// One way to break a document, and the one finding that it must give.
pub(crate) struct Refusal {
    /// What is wrong, for the reader of a failed test.
    pub(crate) what: &'static str,
    /// Texts of the document, each with what takes its place.
    pub(crate) edits: &'static [(&'static str, &'static str)],
    /// The rule that it breaks.
    pub(crate) rule: &'static str,
    /// The document path of the finding.
    pub(crate) path: &'static str,
    /// The text at the finding's line and column.
    pub(crate) at: &'static str,
    /// What the message says, among other words.
    pub(crate) says: &'static [&'static str],
}

/// [`MINIMAL`] with each text replaced; a text must occur exactly once.
pub(crate) fn edited(edits: &[(&str, &str)]) -> String {
    edited_in(MINIMAL, edits)
}

/// `document` with each text replaced; a text must occur exactly once.
pub(crate) fn edited_in(document: &str, edits: &[(&str, &str)]) -> String {
    let mut text = document.to_owned();
    for (old, new) in edits {
        assert_eq!(text.matches(old).count(), 1, "{old:?} in the document");
        text = text.replace(old, new);
    }
    text
}

/// The generated code of a document that must be good.
pub(crate) fn accepted(text: &str) -> Generated {
    generate(Profile::House, "specs/minimal.yaml", "minimal", text).unwrap_or_else(|findings| {
        let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
        panic!("{}", list.join("\n"))
    })
}

/// The Rust of each generated type by its name; that of what is sent has its module in front.
pub(crate) fn definitions(generated: &Generated) -> BTreeMap<String, String> {
    let mut definitions: BTreeMap<String, String> = BTreeMap::new();
    for module in ["types", "parameters", "requests"] {
        let Some(text) = generated.files.get(&format!("{module}.rs")) else {
            continue;
        };
        let mut name = String::new();
        for block in text.split("\n\n") {
            // What is indented goes on with the item before.
            if !block.starts_with(' ') {
                name = defined(block).map_or(String::new(), |found| match module {
                    "types" => found.to_owned(),
                    _ => format!("{module}.{found}"),
                });
            }
            definitions
                .entry(name.clone())
                .or_default()
                .push_str(&format!("{block}\n"));
        }
    }
    definitions
}

/// The type that an item defines or is about.
fn defined(item: &str) -> Option<&str> {
    if let Some((_, name)) = item.split_once(" as ")
        && item.contains("\npub use self::")
    {
        return name.trim_end().strip_suffix(';');
    }
    let starts = ["pub struct ", "pub enum ", "impl ", "takes_what_was_read!("];
    let found = starts
        .iter()
        .find_map(|start| Some(item.split_once(start)?.1));
    found?.split([' ', ';', '(', ',']).next()
}

/// The findings of a document that must be bad.
pub(crate) fn refused(text: &str) -> Vec<Diagnostic> {
    match generate(Profile::House, "specs/minimal.yaml", "minimal", text) {
        Ok(_) => Vec::new(),
        Err(findings) => findings,
    }
}

/// Checks each refusal of [`MINIMAL`], and reports all that are not as they should be.
pub(crate) fn check(refusals: &[Refusal]) {
    check_in(MINIMAL, refusals);
}

/// Checks each refusal of `document`, and reports all that are not as they should be.
pub(crate) fn check_in(document: &str, refusals: &[Refusal]) {
    let complaints: Vec<String> = refusals
        .iter()
        .filter_map(|refusal| complaint(document, refusal))
        .collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

fn complaint(document: &str, refusal: &Refusal) -> Option<String> {
    let text = edited_in(document, refusal.edits);
    let findings = refused(&text);
    let [finding] = &findings[..] else {
        let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
        return Some(format!(
            "{}: {} findings instead of one: {}",
            refusal.what,
            findings.len(),
            list.join("\n    ")
        ));
    };
    let shown = format!("{}: {finding}", refusal.what);
    if finding.rule != refusal.rule {
        return Some(format!("{shown}\n  instead of {}", refusal.rule));
    }
    if finding.document != "specs/minimal.yaml" || finding.path != refusal.path {
        return Some(format!("{shown}\n  instead of path {}", refusal.path));
    }
    let standing = finding.position.and_then(|place| text_at(&text, place));
    if !standing.is_some_and(|standing| standing.starts_with(refusal.at)) {
        return Some(format!(
            "{shown}\n  at {standing:?} instead of {:?}",
            refusal.at
        ));
    }
    if let Some(word) = refusal
        .says
        .iter()
        .find(|word| !finding.message.contains(**word))
    {
        return Some(format!("{shown}\n  does not say {word:?}"));
    }
    if finding.hint.len() < 10 || !shown.contains(&finding.hint) {
        return Some(format!("{shown}\n  has no hint"));
    }
    None
}

/// The text at a line and a column, both counted from 1.
fn text_at(text: &str, (line, column): (u64, u64)) -> Option<&str> {
    let line = text
        .lines()
        .nth(usize::try_from(line).ok()?.checked_sub(1)?)?;
    line.get(usize::try_from(column).ok()?.checked_sub(1)?..)
}

/// The root of the workspace. It is asked for when the tests run, not when they are compiled: two clones may
/// share a target folder.
pub(crate) fn workspace_root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap();
    Path::new(&package).join("../..")
}

/// The text of a real document.
pub(crate) fn document(provider: &str) -> String {
    let path = workspace_root().join(format!("specs/{provider}.yaml"));
    fs::read_to_string(path).unwrap()
}
