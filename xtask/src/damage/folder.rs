//! The whole documents of a folder, each read when it is first needed.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::corpus::documents;

/// Documents by their number.
pub(super) struct Folder {
    files: Vec<PathBuf>,
    read: HashMap<usize, Value>,
}

impl Folder {
    /// The documents in the folder `path`.
    pub(super) fn new(path: &Path) -> Result<Self, String> {
        let said = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let files = documents(path).map_err(|error| said(&error))?;
        if files.is_empty() {
            return Err(said(&"no document (*.yaml, *.yml, *.json)"));
        }
        Ok(Self {
            files,
            read: HashMap::new(),
        })
    }

    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// One document as it was written.
    pub(super) fn document(&mut self, number: usize) -> Result<&Value, String> {
        if !self.read.contains_key(&number) {
            let path = self
                .files
                .get(number)
                .ok_or_else(|| format!("there is no document {number}"))?;
            let said = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
            let text = fs::read_to_string(path).map_err(|error| said(&error))?;
            // JSON is read as JSON because that is fast.
            let value = serde_json::from_str(&text)
                .or_else(|_| serde_saphyr::from_str(&text))
                .map_err(|error| said(&error))?;
            self.read.insert(number, value);
        }
        self.read
            .get(&number)
            .ok_or_else(|| format!("document {number} is gone"))
    }
}
