//! The documents that the sandbox is built with, read once for all sandboxes of a program.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::operation::Operation;
use super::read::operations;
use super::source::DocumentError;
use crate::every_provider::every_provider;

macro_rules! documents {
    ($($name:literal, $provider:ident;)+) => {
        &[$(($name, include_str!(concat!("../generated/", $name, ".yaml"))),)+]
    };
}

/// The documents, by the names of their files in `specs/`, as `cargo xtask regenerate` copies them: the package
/// of this crate can have no file from outside its folder.
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
    read.map(|(name, yaml)| Ok((*name, operations(yaml)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::DOCUMENTS;

    /// The names of the documents in a folder, below that of this package.
    fn names(folder: &str) -> Vec<String> {
        let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap();
        let paths = fs::read_dir(Path::new(&package).join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let mut names: Vec<String> = paths
            .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .filter(|name| !name.starts_with('.'))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn every_document_of_the_workspace_is_embedded() {
        let embedded = DOCUMENTS.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        assert_eq!(embedded, names("../../specs"));
        assert_eq!(embedded, names("src/generated"), "no copy is left over");
    }

    /// `regenerate --check` says the same; this holds without the generator too.
    #[test]
    fn what_is_embedded_is_the_document_of_the_workspace() {
        let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap();
        for (name, embedded) in DOCUMENTS {
            let path = Path::new(&package).join(format!("../../specs/{name}.yaml"));
            let (first, text) = embedded.split_once('\n').unwrap();
            assert!(first.starts_with("# @generated"), "{first}");
            assert!(
                text == fs::read_to_string(path).unwrap(),
                "specs/{name}.yaml differs: run `cargo xtask regenerate`"
            );
        }
    }
}
