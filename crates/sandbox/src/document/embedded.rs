//! The documents that the sandbox is built with, read once for all sandboxes of a program.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::Value;

use super::operation::Operation;
use super::read::operations;
use super::source::DocumentError;
use crate::every_provider::every_provider;

macro_rules! documents {
    ($($name:literal, $provider:ident;)+) => {
        &[$(($name, include_str!(concat!("../generated/", $name, ".json"))),)+]
    };
}

/// The documents, by the names of their files in `specs/`, as `cargo xtask regenerate` writes them: without texts for
/// readers, and here, because the package of this crate can have no file from outside its folder.
const DOCUMENTS: &[(&str, &str)] = every_provider!(documents);

type Documents = BTreeMap<&'static str, Vec<Operation>>;

/// The operations of a document, or what is wrong with one of the documents. Other callers wait while
/// they are read.
pub(crate) fn operations_of(name: &str) -> Result<&'static [Operation], DocumentError> {
    static READ: OnceLock<Result<Documents, DocumentError>> = OnceLock::new();
    let documents = READ.get_or_init(read).as_ref();
    let documents = documents.map_err(DocumentError::clone)?;
    let found = documents.get(name).map(Vec::as_slice);
    found.ok_or_else(|| DocumentError::new(name, "the sandbox has no such document"))
}

fn read() -> Result<Documents, DocumentError> {
    let read = DOCUMENTS.iter();
    read.map(|(name, json)| Ok((*name, operations(&tree(json)?)?)))
        .collect()
}

fn tree(json: &str) -> Result<Value, DocumentError> {
    serde_json::from_str(json).map_err(|error| DocumentError::new("document", error))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use serde_json::Value;

    use super::{DOCUMENTS, tree};

    /// The names of the documents in a folder, below that of this package, which end like this.
    fn names(folder: &str, ending: &str) -> Vec<String> {
        let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap();
        let paths = fs::read_dir(Path::new(&package).join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let mut names: Vec<String> = paths
            .filter(|path| path.extension().is_some_and(|found| found == ending))
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .filter(|name| !name.starts_with('.'))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn every_document_of_the_workspace_is_embedded() {
        let embedded = DOCUMENTS.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        assert_eq!(embedded, names("../../specs", "yaml"));
        assert_eq!(
            embedded,
            names("src/generated", "json"),
            "no copy is left over"
        );
    }

    /// `regenerate --check` says the same; this holds without the generator too.
    #[test]
    fn what_is_embedded_is_the_document_of_the_workspace_without_texts() {
        let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap();
        for (name, embedded) in DOCUMENTS {
            let path = Path::new(&package).join(format!("../../specs/{name}.yaml"));
            let options = serde_saphyr::options! { strict_booleans: true };
            let text = fs::read_to_string(path).unwrap();
            let document: Value = serde_saphyr::from_str_with_options(&text, options).unwrap();
            let mut embedded = tree(embedded).unwrap();
            let generated = embedded.as_object_mut().unwrap().remove("x-generated");
            assert!(generated.unwrap().as_str().unwrap().contains(name));
            assert_same(&document, &embedded, &mut format!("specs/{name}.yaml"));
        }
    }

    /// What only readers need.
    const TEXTS: [&str; 7] = [
        "description",
        "externalDocs",
        "info",
        "summary",
        "tags",
        "x-deviation",
        "x-source",
    ];

    fn assert_same(whole: &Value, embedded: &Value, at: &mut String) {
        let length = at.len();
        match (whole, embedded) {
            (Value::Object(whole), Value::Object(embedded)) => {
                for (key, value) in whole {
                    let found = embedded.get(key);
                    at.push_str(&format!("/{key}"));
                    match found {
                        Some(found) => assert_same(value, found, at),
                        None => assert!(TEXTS.contains(&key.as_str()), "{at} is missing"),
                    }
                    at.truncate(length);
                }
                let mut more = embedded.keys().filter(|key| !whole.contains_key(*key));
                assert_eq!(more.next(), None, "{at}: run `cargo xtask regenerate`");
            }
            (Value::Array(whole), Value::Array(embedded)) => {
                assert_eq!(whole.len(), embedded.len(), "{at}");
                for (one, other) in whole.iter().zip(embedded) {
                    assert_same(one, other, at);
                }
            }
            _ => assert_eq!(whole, embedded, "{at}: run `cargo xtask regenerate`"),
        }
    }
}
