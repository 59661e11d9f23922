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

    /// `regenerate --check` compares all of it; this holds without the generator too.
    #[test]
    fn what_is_embedded_has_the_operations_of_the_workspace() {
        let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap();
        for (name, embedded) in DOCUMENTS {
            let path = Path::new(&package).join(format!("../../specs/{name}.yaml"));
            let document: Value =
                serde_saphyr::from_str(&fs::read_to_string(path).unwrap()).unwrap();
            let embedded = tree(embedded).unwrap();
            assert!(embedded["x-generated"].as_str().unwrap().contains(name));
            assert_eq!(
                ids(&embedded),
                ids(&document),
                "run `cargo xtask regenerate`"
            );
        }
    }

    /// The ids of the operations, each with its path.
    fn ids(document: &Value) -> Vec<(String, String)> {
        let paths = document["paths"].as_object().unwrap();
        let operations = paths.iter().flat_map(|(path, item)| {
            let operations = item.as_object().unwrap().values();
            let ids = operations.filter_map(|operation| operation.get("operationId"));
            ids.map(|id| (path.clone(), id.as_str().unwrap().to_owned()))
        });
        let ids: Vec<(String, String)> = operations.collect();
        assert!(!ids.is_empty());
        ids
    }
}
