//! The files that links lead to.

use bytes::Bytes;

use super::running::Sandbox;
use crate::state::Object;

impl Sandbox {
    /// Stores a file of `bytes` bytes under a name, replacing one that is there, and returns a link to it
    /// that is valid for 24 hours. Each file has its own bytes and its own `ETag`.
    pub fn put_object(&self, name: &str, bytes: u64) -> String {
        let objects = &self.server.world.objects;
        objects.link(&objects.put(&format!("fake-download/{name}"), bytes))
    }

    /// Replaces the file that a link leads to by another of the same size, as when a provider recreates
    /// a file during a download. `false` if the link leads nowhere.
    pub fn replace_object(&self, link: &str) -> bool {
        let objects = &self.server.world.objects;
        let object = self.object(link);
        object.is_some_and(|object| objects.put(&object.path, object.size).size == object.size)
    }

    /// The bytes of the file that a link leads to, piece by piece, to compare a download with. Empty if
    /// the link leads nowhere.
    pub fn object_content(&self, link: &str) -> impl Iterator<Item = Bytes> + use<> {
        self.object(link)
            .into_iter()
            .flat_map(|object| object.content())
    }

    fn object(&self, link: &str) -> Option<Object> {
        let path = link.strip_prefix(self.url.as_str())?.strip_prefix('/')?;
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        self.server.world.objects.get(path)
    }
}
