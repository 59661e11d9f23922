//! The files that pre-signed links lead to: where they are, and who may fetch them.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::named::Named;
use crate::files::Content;
use crate::time::Clock;
use crate::time::date;

/// How long a link is valid.
pub(super) const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// What every link has instead of a signature.
pub(crate) const SIGNATURE: &str = "FAKE-SIGNATURE";

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Object {
    /// Its path, without the first slash.
    pub(crate) path: String,
    /// Its size, in bytes.
    pub(crate) size: u64,
    /// How often it was replaced.
    version: u32,
}

impl Object {
    /// Its entity tag, which changes with its content.
    pub(crate) fn etag(&self) -> String {
        format!("\"fake-{}-{}\"", self.size, self.version)
    }

    /// Its bytes.
    pub(crate) fn content(&self) -> Content {
        Content::new(&format!("{} {}", self.path, self.version), self.size)
    }
}

/// All files, by path.
#[derive(Debug)]
pub(crate) struct Objects {
    base_url: String,
    clock: Clock,
    /// The default size of a file.
    size: u64,
    objects: Mutex<Named<Object>>,
}

impl Objects {
    pub(super) fn new(base_url: String, clock: Clock, size: u64) -> Self {
        Self {
            base_url,
            clock,
            size,
            objects: Mutex::default(),
        }
    }

    /// Size of a file that nobody gave one, in bytes.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// The file at `path`, made if it is not there.
    pub(crate) fn make(&self, path: &str) -> Object {
        let new = || Object {
            path: path.to_owned(),
            size: self.size,
            version: 0,
        };
        self.objects()
            .entry(path.to_owned())
            .or_insert_with(new)
            .clone()
    }

    /// Stores a file of `size` bytes at `path`, replacing the one that is there.
    pub(crate) fn put(&self, path: &str, size: u64) -> Object {
        let mut objects = self.objects();
        let version = objects.get(path).map_or(0, |old| old.version + 1);
        let object = Object {
            path: path.to_owned(),
            size,
            version,
        };
        objects.insert(path.to_owned(), object.clone());
        object
    }

    /// Deletes the file at `path`; links to it then lead nowhere.
    pub(crate) fn remove(&self, path: &str) {
        self.objects().remove(path);
    }

    /// The file at `path`.
    pub(crate) fn get(&self, path: &str) -> Option<Object> {
        self.objects().get(path).cloned()
    }

    /// A link to a file, valid for 24 hours from now.
    pub(crate) fn link(&self, object: &Object) -> String {
        self.link_for(object, LIFETIME)
    }

    /// A link to a file, valid for `lifetime` from now.
    pub(crate) fn link_for(&self, object: &Object, lifetime: Duration) -> String {
        let expires = date::unix(date::later(self.clock.now(), lifetime));
        format!(
            "{}/{}?AWSAccessKeyId=FAKE-ACCESS-KEY&Expires={expires}&Signature={SIGNATURE}",
            self.base_url, object.path
        )
    }

    fn objects(&self) -> MutexGuard<'_, BTreeMap<String, Object>> {
        self.objects.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
